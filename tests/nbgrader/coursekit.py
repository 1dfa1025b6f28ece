"""A course in a folder of its own, driven by nbgrader's real commands, for the tests here and of attacks."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import grader
from grader import Assessment, assess, load_card
from grader.cards import Card

REPO = Path(__file__).parents[2]
ASSIGNMENT = "03-name-the-feeling"
FOCUS = ("emotion_acknowledgment",)
CARDS = ("please-attend-for-repeat", "receipt-in-my-hand", "four-nights-of-fish")
AT = "2026-03-01T09:30:00.000000+00:00"


def card(name: str) -> Card:
    """A card of the assignment."""
    return load_card(name)


def strong(name: str) -> str:
    """A good reply to a card."""
    replies = card(name).replies
    assert replies is not None
    return replies.strong


def judged(name: str, reply: str) -> Assessment:
    """What the grader itself says: every other way to a grade has to agree with it."""
    return assess(reply, card(name), FOCUS)


def points(texts: Mapping[str, str]) -> float:
    """The points that a submission with these replies has earned."""
    return sum(sum(judged(name, texts[name]).credits.values()) for name in texts)


def replies_json(texts: Mapping[str, str]) -> str:
    """A replies.json with these texts."""
    replies = {name: {"text": text, "at": AT, "drafts": []} for name, text in texts.items()}
    return json.dumps(
        {"format": 1, "replies": replies, "guesses": {}, "answers": {}, "handed_in": [], "at": AT}
    )


@dataclass
class Course:
    """A course directory with solutions/ and nbgrader_config.py of this repository."""

    root: Path

    @classmethod
    def at(cls, root: Path, config: bool = True) -> Course:
        """Set a course up in `root`; without `config` it's a stock nbgrader course."""
        root.mkdir(parents=True)
        if config:
            shutil.copytree(REPO / "solutions", root / "solutions")
            shutil.copy(REPO / "nbgrader_config.py", root)
        return cls(root)

    def run(self, *arguments: str, cwd: Path | None = None, ok: bool = True, **env: str) -> str:
        """Run `nbgrader …` in the course (or in `cwd`); returns all that it printed."""
        command = [str(Path(sysconfig.get_path("scripts")) / "nbgrader"), *arguments]
        done = subprocess.run(
            command,
            cwd=cwd or self.root,
            env=self.env(**env),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            timeout=300,
            check=False,
        )
        if ok:
            assert done.returncode == 0, done.stdout[-4000:]
        return done.stdout

    def env(self, **more: str) -> dict[str, str]:
        """The environment of a command: this package, and Jupyter's folders in the course."""
        jupyter = self.root.parent / f".jupyter-{self.root.name}"
        return {
            **os.environ,
            "PYTHONPATH": str(Path(grader.__file__).parents[1]),
            "JUPYTER_CONFIG_DIR": str(jupyter / "config"),
            "JUPYTER_DATA_DIR": str(jupyter / "data"),
            "IPYTHONDIR": str(jupyter / "ipython"),
            "PATH": os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]]),
            "PYTHONDONTWRITEBYTECODE": "1",
            **more,
        }

    def submission(self, student: str, texts: Mapping[str, str] | None = None, notebook: bool = True) -> Path:
        """Put a submission where `collect` would, and return its folder. No texts: no replies.json."""
        folder = self.root / "submitted" / student / ASSIGNMENT
        folder.mkdir(parents=True)
        if notebook:
            shutil.copy(self.released, folder)
        if texts is not None:
            (folder / "replies.json").write_text(replies_json(texts), encoding="utf-8")
        return folder

    @property
    def released(self) -> Path:
        """The released notebook."""
        return self.root / "exercises" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"

    def graded(self, student: str) -> Path:
        """A student's graded notebook."""
        return self.root / "autograded" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"

    def feedback(self, student: str) -> str:
        """A student's feedback page."""
        path = self.root / "feedback" / student / ASSIGNMENT / f"{ASSIGNMENT}.html"
        return path.read_text(encoding="utf-8")

    def outcomes(self, **env: str) -> dict[str, dict[str, str]]:
        """The export, by student."""
        self.run("export", "--to", "outcomes.csv", **env)
        with (self.root / "outcomes.csv").open(encoding="utf-8-sig", newline="") as stream:
            return {row["student"]: row for row in csv.DictReader(stream)}


def gradebook_points(course: Course, student: str) -> dict[str, float | None]:
    """The automatic points in the gradebook, by grade cell."""
    return gradebook_points_of(course, student, ASSIGNMENT)


def gradebook_points_of(course: Course, student: str, assignment: str) -> dict[str, float | None]:
    """The same for another assignment of one notebook."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        rows = gradebook.find_submission_notebook(assignment, assignment, student).grades
        return {str(row.name): row.auto_score for row in rows}


PYTHON = sys.executable
