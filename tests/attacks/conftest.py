"""Two courses, each autograded once with the same hostile submissions: nbgrader as it comes, and ours."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "nbgrader"))  # for coursekit

from attackkit import ATTACKS, STOCK_CONFIG, STOCK_NAME, stock_source
from coursekit import ASSIGNMENT, CARDS, Course, replies_json

HOLLOW = dict.fromkeys(CARDS, "We apologise for any inconvenience. Your concern has been noted.")
BYSTANDER = "bystander"
"""Somebody honest: what they get must not depend on the others."""


@dataclass(frozen=True)
class Raided:
    """A course in which every attack was handed in and graded."""

    course: Course
    canaries: Path
    """Where attacks leave a file to show that their code ran."""
    log: str
    """What autograde printed."""

    def canary(self, attack: str) -> str | None:
        """What an attack's code left; None where it didn't run."""
        path = self.canaries / attack
        return path.read_text(encoding="utf-8") if path.exists() else None


@pytest.fixture(scope="session")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Raided:
    """nbgrader as it comes, with an assignment that asks for a number from 0 to 2; everybody answers 0."""
    base = tmp_path_factory.mktemp("stock")
    course = Course.at(base / "course", config=False)
    (course.root / "nbgrader_config.py").write_text(STOCK_CONFIG, encoding="utf-8")
    helper = base / "site-packages"  # IPython puts a notebook's own folder in front of installed packages
    helper.mkdir()
    (helper / "marks.py").write_text("def mark(answer):\n    return answer if not answer > 2 else 2.0\n")
    source = course.root / "source" / STOCK_NAME
    source.mkdir(parents=True)
    nbformat.write(stock_source(), source / f"{STOCK_NAME}.ipynb")
    course.run("generate_assignment", STOCK_NAME)
    released = course.root / "release" / STOCK_NAME / f"{STOCK_NAME}.ipynb"
    canaries = base / "canaries"
    canaries.mkdir()
    for name in [BYSTANDER, *ATTACKS]:
        folder = course.root / "submitted" / name / STOCK_NAME
        folder.mkdir(parents=True)
        notebook = nbformat.read(released, as_version=4)
        if name in ATTACKS:
            ATTACKS[name].build(folder, notebook, canaries / name)
        nbformat.write(notebook, folder / f"{STOCK_NAME}.ipynb")
    env = {"PYTHONPATH": str(helper)}
    log = course.run("autograde", STOCK_NAME, ok=False, **env)
    log += course.run("generate_feedback", STOCK_NAME, ok=False, **env)
    return Raided(course, canaries, log)


@pytest.fixture(scope="session")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Raided:
    """Our course; everybody hands in the same hollow replies, with the attack around them."""
    base = tmp_path_factory.mktemp("ours")
    course = Course.at(base / "course")
    course.run("generate_assignment", ASSIGNMENT)
    canaries = base / "canaries"
    canaries.mkdir()
    for name in [BYSTANDER, *ATTACKS]:
        folder = course.submission(name, HOLLOW)
        path = folder / course.released.name
        notebook = nbformat.read(path, as_version=4)
        if name in ATTACKS:
            ATTACKS[name].build(folder, notebook, canaries / name)
        nbformat.write(notebook, path)
        (folder / "replies.json").write_text(replies_json(HOLLOW), encoding="utf-8")
    spec = base / ".jupyter-course" / "data" / "kernels" / "python3"
    spec.mkdir(parents=True)
    kernel = {"argv": ["touch", str(canaries / "a kernel")], "display_name": "Python 3", "language": "python"}
    (spec / "kernel.json").write_text(json.dumps(kernel))
    log = course.run("autograde", ASSIGNMENT)
    log += course.run("generate_feedback", ASSIGNMENT)
    return Raided(course, canaries, log)
