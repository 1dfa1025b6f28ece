"""A submission's folder, read as data: one JSON file of replies, and nothing else of it is trusted.

What may lie in such a folder is anybody's guess: links to other people's files, pipes, code, a damaged
notebook. Only plain files are opened, none is run, imported or unpickled, and none but two small text
files is copied on.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from nbgrader.utils import parse_utc

from grader.replies import RepliesError, read_replies

REPLIES = "replies.json"
MAX_NOTEBOOK = 20_000_000
"""Bytes; a larger notebook isn't even looked at. It is only looked at in order to say that it's damaged."""
MAX_NOTE = 2_000
"""Bytes of timestamp.txt and submission_secret.txt."""
SAFE_NAME = re.compile(r"[\w@][^/\\*?\[\]<>:\"|{}\x00-\x1f\x7f\ud800-\udfff]*")
"""Student and assignment names that nbgrader's file patterns can hold without taking them for patterns, and
that its gradebook can hold: nothing that isn't UTF-8."""
ODD_NAME = "the folder's name holds signs that nbgrader takes for a pattern or can't store; rename it"


@dataclass(frozen=True)
class Submission:
    """What one student handed in, as far as it can be graded."""

    texts: Mapping[str, str] = field(default_factory=dict)
    """Card id: the reply's text; cards without a reply are left out."""
    problem: str = ""
    """Why nothing can be graded, in words for the instructor; empty where it can."""
    notes: tuple[str, ...] = ()
    """What the instructor should know although it was graded."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """nbgrader's own two small files, checked: timestamp.txt and submission_secret.txt."""


def read_submission(folder: Path, notebook: str, root: Path) -> Submission:
    """Read the folder of one submission. Never raises for anything that a student may have put there.

    folder: submitted/STUDENT/ASSIGNMENT. notebook: the file's name without .ipynb. root: submitted/,
    which the folder must not leave through a link.
    """
    files = _small_files(folder)
    if problem := _unsafe_folder(folder, root):
        return Submission(problem=problem, files={"submission_secret.txt": _new_secret()})
    late, notebook_note = timestamp_problem(folder), _notebook_problem(folder, notebook)
    notes = tuple(filter(None, (late, notebook_note)))
    if problem := _no_replies(folder):
        return Submission(problem=problem, notes=notes, files=files)
    try:
        replies = read_replies(folder / REPLIES)
    except RepliesError as error:
        return Submission(problem=str(error), notes=notes, files=files)
    if notebook_note:
        notebook_note += f". The replies were read from {REPLIES}"
    texts = {card: reply.text for card, reply in replies.replies.items()}
    return Submission(texts, notes=tuple(filter(None, (late, notebook_note))), files=files)


def is_plain_file(path: Path) -> bool:
    """Whether a path is a file itself: no link, no pipe, no device, no folder."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except (OSError, ValueError):
        return False


def read_small(path: Path, most: int = MAX_NOTE) -> bytes | None:
    """The content of a plain file of at most `most` bytes, or None."""
    if not is_plain_file(path):
        return None
    try:
        with path.open("rb") as stream:
            content = stream.read(most + 1)
    except OSError:
        return None
    return content if len(content) <= most else None


def timestamp_problem(folder: Path) -> str:
    """Why nbgrader can't read a submission's timestamp.txt; empty where it can or where there is none."""
    path = folder / "timestamp.txt"
    if not os.path.lexists(path):
        return ""
    content = read_small(path)
    try:
        parse_utc((content or b"").decode("ascii").strip() or "2000-01-01")
    except (OverflowError, ValueError):
        content = None
    return "" if content is not None else "timestamp.txt holds no date, so lateness isn't known"


def _unsafe_folder(folder: Path, root: Path) -> str:
    """Why a folder can't be trusted to be the student's own; empty where it can."""
    try:
        parts = folder.relative_to(root).parts
    except ValueError:
        return "the folder lies outside of the folder for submissions"
    if odd := [p for p in parts if not SAFE_NAME.fullmatch(p)]:
        return f"{ODD_NAME} ({odd[0]!r})"
    here = root
    for part in parts:
        here = here / part
        if here.is_symlink():
            return f"{part} is a link to another place, not a folder that was handed in"
    return ""


def _no_replies(folder: Path) -> str:
    path = folder / REPLIES
    if path.is_symlink():
        return f"{REPLIES} is a link to another file, not a file that was handed in"
    if path.exists() and not is_plain_file(path):
        return f"{REPLIES} is not a file"
    if path.exists():
        return ""
    if (folder / "could-not-open.json").exists():
        return "the zip that was handed in could not be opened; ask for it again"
    nested = _first(p for p in _children(folder) if not p.is_symlink() and (p / REPLIES).is_file())
    if nested is not None:
        return f"{REPLIES} lies in the folder {nested.name!r} inside; move it up and run autograde again"
    return f"{REPLIES} is missing: either nothing was written, or the file was left behind. Ask for it."


def _notebook_problem(folder: Path, notebook: str) -> str:
    """What is wrong with the submitted notebook, which grading doesn't need; empty where nothing is."""
    path = folder / f"{notebook}.ipynb"
    if not path.exists() and not path.is_symlink():
        others = [p.name for p in _children(folder) if p.suffix == ".ipynb"]
        found = f"; {others[0]} was handed in instead" if others else ""
        return f"the notebook {notebook}.ipynb is missing{found}"
    why = _damage(path)
    return f"the notebook {why}" if why else ""


def _damage(path: Path) -> str:
    if not is_plain_file(path):
        return "is a link or no file at all"
    content = read_small(path, MAX_NOTEBOOK)
    if content is None:
        return "is too large to look at, or can't be read"
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return "is damaged"
    return "" if isinstance(data, dict) and isinstance(data.get("cells"), list) else "is damaged"


def _small_files(folder: Path) -> dict[str, bytes]:
    """timestamp.txt and submission_secret.txt; a secret is made where a zip came without one.

    release_feedback needs a secret for each submission, else it stops at the first one without.
    """
    files = {}
    stamp = read_small(folder / "timestamp.txt")
    if stamp is not None and not timestamp_problem(folder):
        files["timestamp.txt"] = stamp
    secret = read_small(folder / "submission_secret.txt")
    good = secret is not None and re.fullmatch(rb"[0-9A-Za-z]{16,256}", secret.strip())
    files["submission_secret.txt"] = secret if good and secret is not None else _new_secret()
    return files


def _new_secret() -> bytes:
    return secrets.token_hex(64).encode()


def _children(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _first(paths: Iterable[Path]) -> Path | None:
    return next(iter(paths), None)
