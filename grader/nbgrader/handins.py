"""What was downloaded for `nbgrader zip_collect`: whose each file is, by its name, and why one isn't taken.

A file's name is whatever a person typed. Only ASSIGNMENT__STUDENT__TIME is a hand-in, with a time that
exists and isn't ahead of the clock: a forged later time would take the place of a student's own work.
`collect` leaves the others out, and `export` lists them, from the same reading.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath

from grader.nbgrader.config import COPY, STUDENT, TIME
from grader.nbgrader.submission import MAX_NOTEBOOK, REPLIES, SAFE_NAME, is_plain_file

MAX_REPLIES = 5_000_000
MAX_ZIP = 30_000_000
"""Bytes of a zip itself; its list of members lies in memory."""
MAX_MEMBERS = 50
"""Files that are taken out of one zip."""
AHEAD = timedelta(days=1)
"""How far a learner's clock may be ahead."""
BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError, KeyError)
"""What zipfile raises for damaged, encrypted and unsupported zips."""
_NAME = re.compile(
    rf"(?P<assignment>[^/\\\ud800-\udfff]*?)__{STUDENT}__{TIME}{COPY}(?P<kind>\.tar\.gz|\.[0-9A-Za-z]{{1,8}})?"
)
_SYSTEM = ("Thumbs.db", "desktop.ini", "__MACOSX")
"""What an operating system leaves beside files, besides names that start with a dot."""


@dataclass(frozen=True)
class HandIn:
    """One downloaded zip, folder of loose files, or stray file."""

    path: Path
    student: str = ""
    """Whose it is by its name; empty where the name doesn't say."""
    problem: str = ""
    """Why it isn't collected, in words for the instructor; empty where it is."""


def handins(archive: Path, assignment: str = "", now: datetime | None = None) -> list[HandIn]:
    """All that lies in the folder of downloads, in the order of names; empty where there is no such folder.

    assignment: its id, which the names must hold; any where empty. now: UTC. Folders stand for the
    notebooks and replies that lie in them unpacked.
    """
    found: dict[Path, HandIn] = {}
    for path in sorted(archive.rglob("*")):
        inside = path.relative_to(archive).parts
        if any(part.startswith(".") or part in _SYSTEM for part in inside):
            continue
        if path.is_dir() and not path.is_symlink():
            continue
        loose = path.parent != archive and limit_of(path.name) >= 0
        item = path.parent if loose else path
        if item not in found:
            found[item] = _handin(item, assignment, now or datetime.now(UTC), loose)
    return list(found.values())


def _handin(path: Path, assignment: str, now: datetime, loose: bool) -> HandIn:
    match = _NAME.fullmatch(path.name)
    if match is None or not SAFE_NAME.fullmatch(match["student_id"]) or (loose and match["kind"]):
        expected = f"expected {assignment or 'ASSIGNMENT'}__STUDENT__TIME.zip"
        return HandIn(path, "", f"the name of {path.name} doesn't say whose it is; {expected}")
    student, named = match["student_id"], match["assignment"]
    if not loose and not is_plain_file(path):
        return HandIn(path, student, f"{path.name} is a link or no file at all")
    if not loose and path.suffix.lower() != ".zip":
        return HandIn(path, student, f"{path.name} is no zip; ask for the zip from the folder handed-in")
    if assignment and not re.search(rf"(?:^|[\W_]){re.escape(assignment)}$", named):
        return HandIn(path, student, f"{path.name} is a hand-in of {named}, not of {assignment}")
    return HandIn(path, student, _time_problem(path.name, match["timestamp"], now))


def _time_problem(name: str, stamp: str, now: datetime) -> str:
    try:
        at = datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return f"the name of {name} holds {stamp}, which is no date and time"
    if at.year < 2000:
        return f"the name of {name} holds the year {at.year:04}; its clock was wrong"
    return f"the name of {name} holds a time that is yet to come" if at > now + AHEAD else ""


def limit_of(name: str) -> int:
    """The most bytes that a file of this name may have; -1 where it isn't wanted at all."""
    if name == REPLIES:
        return MAX_REPLIES
    good = name.endswith(".ipynb") and SAFE_NAME.fullmatch(name) and len(name.encode("utf-8")) <= 200
    return MAX_NOTEBOOK if good else -1


def members(archive: zipfile.ZipFile) -> tuple[list[zipfile.ZipInfo], list[str]]:
    """The members of a zip that are taken, replies first, and what to note of those that aren't.

    At most one folder deep; of several with one name the shallowest; at most MAX_MEMBERS. What a zip says
    of their sizes is believed for the notes alone.
    """
    wanted: list[tuple[bool, int, zipfile.ZipInfo]] = []
    for member in archive.infolist():
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if member.is_dir() or len(path.parts) > 2 or "__MACOSX" in path.parts or limit_of(path.name) < 0:
            continue
        wanted.append((path.name != REPLIES, len(path.parts), member))
    wanted.sort(key=lambda item: item[:2])
    taken: dict[str, zipfile.ZipInfo] = {}
    notes = []
    for _, _, member in wanted:
        name = name_of(member)
        if name not in taken:
            taken[name] = member
        elif name == REPLIES:
            notes.append(f"a second {REPLIES} in the zip was left out ({member.filename})")
    if len(taken) > MAX_MEMBERS:
        notes.append(f"the zip holds {len(taken)} notebooks; only {MAX_MEMBERS} were looked at")
    if REPLIES in taken and taken[REPLIES].file_size > MAX_REPLIES:
        notes.append(f"{REPLIES} is larger than {MAX_REPLIES // 1_000_000} MB and was left out")
    return list(taken.values())[:MAX_MEMBERS], notes[:3]


def name_of(member: zipfile.ZipInfo) -> str:
    """A member's name without its folders."""
    return PurePosixPath(member.filename.replace("\\", "/")).name


@dataclass(frozen=True)
class Downloads:
    """What the downloads of one assignment say of one student, or of nobody (the name "")."""

    problems: tuple[str, ...] = ()
    """Of files that weren't collected, why."""
    review: tuple[str, ...] = ()
    """What needs a human look: hand-ins that differ under one name."""
    notes: tuple[str, ...] = ()
    good: int = 0
    """How many hand-ins zip_collect takes."""


def downloads(archive: Path, assignment: str, now: datetime | None = None) -> dict[str, Downloads]:
    """What `export` has to say of an assignment's downloads, by student."""
    by_student: dict[str, list[HandIn]] = {}
    for item in handins(archive, assignment, now):
        by_student.setdefault(item.student, []).append(item)
    return {student: _downloads(items) for student, items in by_student.items()}


def _downloads(items: Iterable[HandIn]) -> Downloads:
    items = list(items)
    good = [item.path for item in items if not item.problem]
    review: tuple[str, ...] = ()
    if len({_content(path) for path in good}) > 1:
        names = ", ".join(path.name for path in good[:5])
        review = (f"{len(good)} hand-ins under this name, of which the latest counts; all theirs? ({names})",)
    notes = tuple(note for path in good for note in _zip_notes(path))
    return Downloads(tuple(item.problem for item in items if item.problem), review, notes, len(good))


def _content(path: Path) -> str:
    """What stands for a zip's content, so that one downloaded twice counts once."""
    if not is_plain_file(path) or path.stat().st_size > MAX_ZIP:
        return str(path)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _zip_notes(path: Path) -> Iterator[str]:
    if is_plain_file(path) and path.stat().st_size <= MAX_ZIP:
        try:
            with zipfile.ZipFile(path) as archive:
                yield from (f"{path.name}: {note}" for note in members(archive)[1])
        except BROKEN as error:
            yield f"{path.name} can't be opened ({error})"
