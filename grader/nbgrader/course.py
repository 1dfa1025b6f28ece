"""Where things lie in a course directory, and the settings of this course's own."""

from __future__ import annotations

import fnmatch
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

CARDS_VARIABLE = "EVEN_KEEL_CARDS"
"""Environment variable: folders with private cards, separated as in PATH."""


def card_dirs(configured: Iterable[str] = ()) -> tuple[Path, ...]:
    """Folders to look for cards in before those that ship: the configured ones, then EVEN_KEEL_CARDS."""
    named = [*configured, *os.environ.get(CARDS_VARIABLE, "").split(os.pathsep)]
    return tuple(Path(name).expanduser() for name in named if name.strip())


def source_notebooks(coursedir: Any, assignment: str) -> list[str]:
    """Names, without .ipynb, of an assignment's notebooks in the instructor's source this run is about."""
    folder = Path(coursedir.format_path(coursedir.source_directory, ".", assignment))
    names = sorted(path.stem for path in folder.glob("*.ipynb"))
    return [name for name in names if fnmatch.fnmatch(name, coursedir.notebook_id)]


def submitted_root(coursedir: Any) -> Path:
    """The folder that holds all submissions, with no link left in its path."""
    return Path(coursedir.format_path(coursedir.submitted_directory, ".", ".")).resolve()
