"""Snapshots: what one version of the grader gave each rated reply, as plain text.

A line holds id, card, passed, score, and a column for each criterion: 0, 1, 2, or - where the criterion
doesn't apply to the card. `passed` is yes, no or pending with no focus, or else the status, such as
not_attempted. Lines are sorted by id, so that two snapshots can be compared by eye too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grader.assess import Assessment
from grader.cards import CRITERIA
from grader.safefile import replace_file

FOLDER = Path(__file__).parent
_FIRST = ["id", "card", "passed", "score"]
_NONE = "-"
_VERSION = re.compile(r"\d+(?:\.\d+)+")
_PASSED = {"yes", "no", "pending", "not_attempted", "could_not_grade"}


class SnapshotError(ValueError):
    """A snapshot can't be found, read or replaced; the message says why and what to do, in plain words."""


class NoSuchVersion(SnapshotError):
    """There is no snapshot of that version."""


@dataclass(frozen=True)
class Graded:
    """What one rated reply got."""

    id: str
    card: str
    passed: str
    """yes, no or pending, with no focus; or not_attempted or could_not_grade."""
    score: float | None
    """0.0 to 1.0 in four decimals; None unless scored."""
    levels: Mapping[str, int] = field(default_factory=dict)
    """Criterion: 0, 1 or 2; only criteria that apply to the card."""

    @classmethod
    def of(cls, id: str, result: Assessment) -> Graded:
        """The part of an assessment that a snapshot keeps."""
        score = None if result.score is None else round(result.score, 4)
        levels = {criterion: level.value for criterion, level in result.levels.items()}
        return cls(id, result.card, result.passed or result.status, score, levels)


Snapshot = Mapping[str, Graded]
"""Id of a reply: what it got."""


def known(folder: Path = FOLDER) -> list[str]:
    """The versions that have a snapshot, oldest first."""
    found = [path.stem for path in folder.glob("*.tsv") if _VERSION.fullmatch(path.stem)]
    return sorted(found, key=lambda version: [int(part) for part in version.split(".")])


def read(version: str, folder: Path = FOLDER) -> Snapshot:
    """A version's snapshot. Raises NoSuchVersion, or SnapshotError for a line that can't be read."""
    versions = known(folder)
    if version not in versions:
        there = f"There are {', '.join(versions)}" if versions else "None has been recorded yet"
        raise NoSuchVersion(f"There is no version {version[:20]!r}. {there}; now is the grader as installed.")
    path = folder / f"{version}.tsv"
    header, *lines = path.read_text(encoding="utf-8").splitlines() or [""]
    names = header.split("\t")
    if names[: len(_FIRST)] != _FIRST:
        raise SnapshotError(f"{path.name} line 1: expected {' '.join(_FIRST)} and the criteria, with tabs.")
    found: dict[str, Graded] = {}
    for number, line in enumerate(lines, 2):
        try:
            row = _parsed(line, names[len(_FIRST) :])
        except ValueError as error:
            raise SnapshotError(f"{path.name} line {number}: {error}. Get the file anew.") from None
        if row.id in found:
            raise SnapshotError(f"{path.name} line {number}: {row.id} stands there twice. Get the file anew.")
        found[row.id] = row
    return found


def _parsed(line: str, criteria: list[str]) -> Graded:
    parts = line.split("\t")
    if len(parts) != len(_FIRST) + len(criteria):
        raise ValueError(f"{len(parts)} columns, expected {len(_FIRST) + len(criteria)}")
    id, card, passed, score, *values = parts
    if passed not in _PASSED:
        raise ValueError(f"passed is {passed!r}, expected one of {', '.join(sorted(_PASSED))}")
    if bad := [value for value in values if value not in ("0", "1", "2", _NONE)]:
        raise ValueError(f"a level is {bad[0]!r}, expected 0, 1, 2 or {_NONE}")
    levels = {c: int(v) for c, v in zip(criteria, values, strict=True) if v != _NONE}
    return Graded(id, card, passed, None if score == _NONE else float(score), levels)


def write(version: str, rows: Iterable[Graded], folder: Path = FOLDER, *, again: bool = False) -> bool:
    """Keep what a version gave; True if the file was written, False if it said the same already.

    Raises SnapshotError where the version's snapshot says otherwise and `again` isn't set: the levels of a
    version that somebody may have graded with don't change. Raises OSError where it can't be written.
    """
    graded = {row.id: row for row in rows}
    if not _VERSION.fullmatch(version):
        raise SnapshotError(f"{version!r} is no version; expected numbers with a dot between, such as 0.2.")
    if version in known(folder):
        before = read(version, folder)
        if before == graded:
            return False
        if not again:
            differ = sum(before.get(id) != graded.get(id) for id in before.keys() | graded.keys())
            raise SnapshotError(
                f"Version {version} is recorded already, and {differ} of its {len(before):,} replies would "
                "get something else now. Give the grader its next number in grader/version.py; or add "
                f"--again if nobody has graded with {version} yet."
            )
    replace_file(folder / f"{version}.tsv", _text(graded).encode("utf-8"))
    return True


def _text(graded: Snapshot) -> str:
    criteria = [str(c) for c in CRITERIA]
    lines = [[*_FIRST, *criteria]]
    for _, row in sorted(graded.items()):
        values = [str(row.levels.get(c, _NONE)) for c in criteria]
        score = _NONE if row.score is None else f"{row.score:g}"
        lines.append([row.id, row.card, row.passed, score, *values])
    return "".join("\t".join(line) + "\n" for line in lines)
