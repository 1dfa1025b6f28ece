"""`grader doctor`: what is installed, what is missing, and what to do about it."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from grader import __version__
from grader.commands import Stop
from grader.version import GRADER_VERSION

Found = tuple[bool, str]
"""Whether all is well, and a line that says what was found or what to do."""


def examine(folder: Path | None = None) -> int:
    """Print a line for each part; returns 0 if the course and the grader can work here, else 1."""
    checks: dict[str, Callable[[], Found]] = {
        "Even Keel": lambda: (
            True,
            f"{__version__}, grader {GRADER_VERSION}, in {Path(__file__).resolve().parents[1]}",
        ),
        "Python": _python,
        "the grader's model": _model,
        "cards": _cards,
        "JupyterLab": lambda: _package("jupyterlab"),
        "lesson pages": _template,
        "nbgrader": lambda: _package("nbgrader"),
        "settings": _settings,
        "the course": lambda: _course(folder),
    }
    healthy = True
    for name, check in checks.items():
        try:
            good, line = check()
        except Exception as error:
            # The point of this command is to look at everything, whatever state it is in.
            good, line = False, f"can't be examined: {type(error).__name__}: {error}"
        healthy &= good
        print(f"{'ok  ' if good else 'NOT '} {name}: {line}")
    print("All is well." if healthy else "Something is missing: see the lines that begin with NOT.")
    return 0 if healthy else 1


def _python() -> Found:
    good = (3, 11) <= sys.version_info[:2] < (3, 15)
    return good, f"{sys.version.split()[0]}{'' if good else '; 3.11, 3.12, 3.13 or 3.14 is needed'}"


def _model() -> Found:
    from grader.moves.batch import moves_of_text

    moves_of_text("Three missed days would wear anyone down.")
    return True, "encoder and heads are there and can be read"


def _cards() -> Found:
    from grader.cards import load_cards

    cards, errors = load_cards()
    if errors:
        return False, f"{len(cards)} good, {len(errors)} broken ({', '.join(errors)}). Run: grader card lint"
    return bool(cards), f"{len(cards)} ship with this version"


def _package(name: str) -> Found:
    try:
        return True, version(name)
    except PackageNotFoundError:
        return False, f"not installed. Run: pip install {name}"


def _template() -> Found:
    from grader.voila import installed

    place = installed()
    return place is not None, f"template in {place}" if place else "no template. Run: python -m grader.voila"


def _settings() -> Found:
    from grader.lab.settings import directory

    place = directory("learner")
    lasting = Path(tempfile.gettempdir()).resolve() not in place.resolve().parents
    return (
        True,
        f"in {place}{'' if lasting else ' (for this time only: your own settings folder is read-only)'}",
    )


def _course(folder: Path | None) -> Found:
    from grader.lab.start import find_course

    try:
        return True, f"in {find_course(folder)}"
    except Stop as stop:
        return False, str(stop)
