"""Derive exercises/ from solutions/: `python -m grader.exercises`, or `--check` to compare only.

nbgrader does it, in a folder of its own with a gradebook that is thrown away. Only files that git tracks take
part, and a source that carries anything of a run is refused: what a release leaks can't be called back.
"""

from __future__ import annotations

import argparse
import logging
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import nbformat.v4
from nbgrader.converters import GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from grader.cards import CardError
from grader.nbgrader.config import configure
from grader.nbgrader.course import card_dirs
from grader.nbgrader.outcome import load_plan_cards
from grader.nbgrader.plan import PlanError, plan_of
from grader.nbgrader.release import traces

SOURCE, RELEASE = "solutions", "exercises"
NEVER = ("replies.json", "handed-in")
"""Names of what learners write; none of it may lie in a source, or be overwritten in a release."""
PASSING = (".ipynb_checkpoints", "__pycache__")
"""Folders that editors leave; they are never released."""


def problems(root: Path) -> list[str]:
    """Why the sources in `root`/solutions can't be released, a line each; empty where they can."""
    found = [f"{name}: is not tracked by git; commit it or move it away" for name in untracked(root)]
    for folder in _assignments(root):
        if not any(folder.glob("*.ipynb")):
            found.append(f"{SOURCE}/{folder.name} holds no notebook; add one, or remove the folder")
    for path in sorted((root / SOURCE).rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.name in NEVER:
            found.append(f"{name}: is something that learners write; it may not lie in {SOURCE}/")
        elif path.suffix == ".ipynb" and not _passing(path):
            found += [f"{name}: {why}" for why in _notebook_problems(path)]
    return found


def untracked(root: Path) -> list[str]:
    """Files below solutions/ that git doesn't track; without git, every file that is no notebook."""
    names = _git_files(root, "--others", "--", SOURCE)
    if names is None:
        files = [p for p in (root / SOURCE).rglob("*") if p.is_file() and p.suffix != ".ipynb"]
        names = [p.relative_to(root).as_posix() for p in files]
    return sorted(name for name in names if not _passing(Path(name)))


def derive(root: Path) -> dict[str, bytes]:
    """The released files by their path below exercises/. The same sources give the same bytes each time.

    Raises NbGraderException, or whatever else nbgrader raises, for a source that it can't release.
    """
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch).resolve()
        hidden = shutil.ignore_patterns(*PASSING, *NEVER)
        shutil.copytree(root / SOURCE, place / SOURCE, ignore=hidden)
        config = Config()
        configure(config, place)
        config.CourseDirectory.db_url = f"sqlite:///{place / 'scratch.db'}"
        for folder in _assignments(place):
            config.CourseDirectory.assignment_id = folder.name
            GenerateAssignment(coursedir=CourseDirectory(config=config), config=config).start()
        files = [path for path in sorted((place / RELEASE).rglob("*")) if path.is_file()]
        return {path.relative_to(place / RELEASE).as_posix(): path.read_bytes() for path in files}


def differences(root: Path, released: dict[str, bytes]) -> list[str]:
    """Files below exercises/ that are missing or differ from what the sources give, and stale notebooks.

    Stale is a notebook that git tracks and no source gives any more: git can bring it back. Anything else
    there is the learner's: copies and notebooks of their own, replies, hand-ins, locks.
    """
    changed = {name for name, data in released.items() if _read(root, name) != data}
    return sorted(changed | (_without_source(root, released) & _tracked(root)))


def strangers(root: Path, released: dict[str, bytes]) -> list[str]:
    """Notebooks below exercises/ that have no source and that git doesn't track: perhaps somebody's own."""
    return sorted(_without_source(root, released) - _tracked(root))


def main(argv: Sequence[str] | None = None) -> int:
    """Write exercises/ anew, or compare with --check. Returns 0 when done, 1 where something hinders it."""
    parser = argparse.ArgumentParser(prog="python -m grader.exercises", description=__doc__.splitlines()[0])
    parser.add_argument(
        "--check", action="store_true", help="write nothing; fail if exercises/ is out of date"
    )
    parser.add_argument("--root", type=Path, default=Path.cwd(), help="the course's folder")
    options = parser.parse_args(argv)
    root = options.root.resolve()
    if found := problems(root):
        return _refuse(found)
    with _nbgraders_log() as said:
        try:
            released = derive(root)
        except NbGraderException as error:
            return _refuse([f"nbgrader can't release {SOURCE}/: {_cause(error, said)}"])
    stale = differences(root, released)
    if options.check:
        for name in stale:
            print(f"{RELEASE}/{name} is out of date; run make exercises", file=sys.stderr)
        return 1 if stale else 0
    left = strangers(root, released)
    for name in stale:
        _put(root / RELEASE / name, released.get(name))
    gone = [name for name in stale if name not in released]
    count = "1 released notebook" if len(released) == 1 else f"{len(released)} released notebooks"
    print(f"{count}, {len(stale) - len(gone)} of them new or changed")
    for name in gone:
        print(f"removed {RELEASE}/{name}: its source is gone")
    for name in left:
        print(f"left {RELEASE}/{name}: it has no source, and git doesn't track it; it may be somebody's own")
    return 0


def _refuse(reasons: list[str]) -> int:
    print(f"{RELEASE}/ was left as it is:", *reasons, sep="\n  ", file=sys.stderr)
    return 1


class _Kept(logging.Handler):
    """Keeps messages instead of printing them."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.said.append(record.getMessage())


@contextmanager
def _nbgraders_log() -> Iterator[list[str]]:
    """What nbgrader reports of errors meanwhile, kept for one line of ours instead of pages of its own."""
    log, kept = logging.getLogger("traitlets"), _Kept(logging.ERROR)
    handlers, log.handlers = log.handlers, [kept]
    propagates, log.propagate = log.propagate, False
    try:
        yield kept.said
    finally:
        log.handlers, log.propagate = handlers, propagates


def _cause(error: Exception, said: list[str]) -> str:
    """What first went wrong: the last line of the first traceback; nbgrader itself says "see the log"."""
    text = next((message for message in said if message.startswith("Traceback")), str(error))
    return text.strip().splitlines()[-1] if text.strip() else type(error).__name__


def _assignments(root: Path) -> list[Path]:
    """The folders of `root`/solutions, an assignment each."""
    return sorted(p for p in (root / SOURCE).glob("*") if p.is_dir() and not _passing(p))


def _notebook_problems(path: Path) -> Iterator[str]:
    try:
        # nbformat's own reader would mend ids that are missing or there twice
        notebook = nbformat.v4.reads_json(path.read_text(encoding="utf-8"))
        if (notebook.nbformat, notebook.nbformat_minor) < (4, 5):
            yield "is in a format without cell ids; save it in a current JupyterLab"
            return
        yield from traces(notebook)
        plan = plan_of(notebook, path.parent.name, path.stem)
        load_plan_cards(plan, card_dirs())
    except (PlanError, CardError) as error:
        yield str(error)
        return
    except Exception as error:  # nbformat raises many kinds; all of them mean the same to its author
        yield f"can't be read as a notebook: {error}"
        return
    for card in plan.cards:
        if card not in plan.models:
            turn = plan.turn(card)
            call = f'model_turns("{turn[0]}", ...)' if turn else f'model_reply("{card}", ...)'
            yield f"has no {call} in a solution region"


def _git_files(root: Path, *arguments: str) -> list[str] | None:
    """What `git ls-files` names, seen from `root`; None without git."""
    command = ["git", "ls-files", "-z", *arguments]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return [name for name in done.stdout.decode("utf-8", "replace").split("\0") if name]


def _tracked(root: Path) -> set[str]:
    """Files that git tracks, by their path below exercises/; none without git."""
    names = _git_files(root, "--", RELEASE) or []
    return {name.removeprefix(f"{RELEASE}/") for name in names}


def _without_source(root: Path, released: dict[str, bytes]) -> set[str]:
    """Notebooks below exercises/ that no source gives, by their path there."""
    there = {
        path.relative_to(root / RELEASE).as_posix()
        for path in (root / RELEASE).rglob("*.ipynb")
        if not _passing(path) and not set(path.parts) & set(NEVER)
    }
    return there - set(released)


def _passing(path: Path) -> bool:
    return bool(set(path.parts) & set(PASSING))


def _read(root: Path, name: str) -> bytes | None:
    path = root / RELEASE / name
    return path.read_bytes() if path.is_file() else None


def _put(path: Path, data: bytes | None) -> None:
    if data is None:
        path.unlink()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


if __name__ == "__main__":
    sys.exit(main())
