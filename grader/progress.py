"""How practice has gone, across folders: one small file of records in the user's own data directory.

A record says how one reply did and holds none of its words. The store never becomes part of a hand-in and
never leaves the machine.

Each line of `records.jsonl` is one record. Adding one is: take the lock, read, put the line in, write a new
file, and let it take the old one's place in one step; so a process killed at any moment, or a power cut,
leaves the old file or the new one. Where the lock can't be had, as on some network homes, a process writes a
file of its own beside it, which the next one that gets the lock takes in. Lines that can't be read are passed
over, said so, and set aside before the file is written again.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import platformdirs
from filelock import Timeout

from grader.record import Record, line_of, parse_line
from grader.replies import NO_SAVE
from grader.safefile import NotPlainError, locked, read_plain_file, replace_file

FILE_NAME = "records.jsonl"
LOCK_NAME = ".records.jsonl.lock"
MAX_RECORDS = 4000
"""Records that are kept, the newest: years of daily practice."""
MAX_FILE_BYTES = 20_000_000
"""A larger file isn't read."""


@dataclass(frozen=True)
class History:
    """What the store holds."""

    records: tuple[Record, ...] = ()
    """Oldest first."""
    notices: tuple[str, ...] = ()
    """One plain sentence for each thing that its owner should hear."""


@dataclass(frozen=True)
class _File:
    """One file's lines, sorted by what can be done with them."""

    lines: tuple[bytes, ...] = ()
    """Lines to keep as they are: good ones, and those of a newer version of the course."""
    records: tuple[Record, ...] = ()
    newer: int = 0
    damaged: tuple[bytes, ...] = ()


class ProgressStore:
    """One user's records. Reading and adding never raise; what went wrong is said in a notice."""

    def __init__(self, folder: Path | None = None, *, memory: bool | None = None) -> None:
        """Keep records in `folder`, by default in the user's data directory.

        With `memory` nothing touches the disk; by default that is so when EVEN_KEEL_NO_SAVE is set.
        """
        own = platformdirs.user_data_path("even-keel", appauthor=False) / "progress"
        self.folder = Path(folder) if folder is not None else own
        self.memory = bool(os.environ.get(NO_SAVE)) if memory is None else memory
        self._own = f"records-{secrets.token_hex(6)}.jsonl"
        self._kept: tuple[Record, ...] = ()

    def read(self) -> History:
        """Every record, oldest first, each once. Files of their own come first: a merge moves lines on."""
        records = {r.id: r for r in self._kept}
        damaged = newer = 0
        notices: list[str] = []
        for path in [] if self.memory else [*self._others(), self.folder / FILE_NAME]:
            try:
                found = _read(path)
            except (OSError, NotPlainError) as error:
                notices.append(f"A part of your practice record can't be read: {_plain(error)}.")
                continue
            records |= {r.id: r for r in found.records}
            damaged += len(found.damaged)
            newer += found.newer
        if damaged:
            notices.append(f"{_lines(damaged)} of your practice record can't be read and is left out.")
        if newer:
            notices.append(f"{_lines(newer)} of your practice record is by a newer version of the course.")
        return History(tuple(sorted(records.values(), key=lambda r: (r.at, r.id))), tuple(notices))

    def add(self, record: Record) -> str:
        """Keep one record. Returns what its owner should hear about it; mostly nothing."""
        return self._add(record, once=False)

    def add_once(self, record: Record) -> str:
        """Keep a record unless there is one of its kind on the same card for the same techniques.

        The first one counts, also where two kernels add theirs at the same time and the lock can be had.
        Returns as `add`.
        """
        return "" if self._knows(record) else self._add(record, once=True)

    def _knows(self, record: Record) -> bool:
        key = (record.kind, record.card, record.techniques)
        return any((r.kind, r.card, r.techniques) == key for r in self.read().records)

    def _add(self, record: Record, *, once: bool) -> str:
        if self.memory:
            self._kept = (*self._kept, record)[-MAX_RECORDS:]
            return ""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            try:
                with locked(self.folder / LOCK_NAME):
                    if once and self._knows(record):  # another kernel's, since we looked
                        return ""
                    return self._write(FILE_NAME, record, self._taken_in())
            except Timeout:
                return self._write(self._own, record)
        except (OSError, NotPlainError) as error:
            self._kept = (*self._kept, record)[-MAX_RECORDS:]
            why = _plain(error)
            return f"How this went is known to this page only: your own folder can't be used ({why})."

    def _others(self) -> list[Path]:
        """Files that processes without the lock have written."""
        return sorted(self.folder.glob("records-*.jsonl"))

    def _taken_in(self) -> list[Path]:
        """Those files, under names that their writers don't use: what they write from now on is another."""
        moved = []
        for path in self._others():
            aside = path.with_name(f"records-{secrets.token_hex(6)}.jsonl")
            with suppress(OSError):  # open in another program (Windows): next time
                moved.append(path.rename(aside))
        return moved

    def _write(self, name: str, record: Record, others: Collection[Path] = ()) -> str:
        """Put `record` and the lines of `others` into one file.

        Returns what its owner should hear. Raises OSError; the file is then as it was.
        """
        path = self.folder / name
        notice = ""
        try:
            found = _read(path)
        except NotPlainError as error:
            kept = path.rename(_aside(path))
            found = _File()
            notice = f"Your practice record can't be used: {error}. It is kept as {kept.name}."
        lines = list(found.lines)
        damaged = list(found.damaged)
        done = []
        for other in others:
            with suppress(OSError, NotPlainError):
                more = _read(other)
                lines += [line for line in more.lines if line not in lines]
                damaged += more.damaged
                done.append(other)
        if damaged:
            kept = _aside(path)
            replace_file(kept, b"\n".join(damaged) + b"\n")
            notice = f"{_lines(len(damaged))} of your practice record can't be read; kept as {kept.name}."
        replace_file(path, b"\n".join([*lines, line_of(record)][-MAX_RECORDS:]) + b"\n")
        for other in done:
            with suppress(OSError):
                other.unlink()
        return notice


def _read(path: Path) -> _File:
    """One file's lines. Raises OSError, and NotPlainError for what isn't a plain file or is too large."""
    try:
        data = read_plain_file(path, MAX_FILE_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return _File()
    if len(data) > MAX_FILE_BYTES:
        raise NotPlainError(f"it has more than {MAX_FILE_BYTES:,} bytes")
    lines, records, damaged, newer = [], [], [], 0
    for line in data.split(b"\n"):
        if not line.strip():
            continue
        found = parse_line(line)
        if found is None:
            damaged.append(line)
            continue
        lines.append(line)
        if isinstance(found, Record):
            records.append(found)
        else:
            newer += 1
    return _File(tuple(lines), tuple(records), newer, tuple(damaged))


def _aside(path: Path) -> Path:
    return path.with_name(f"{path.stem}.damaged-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.txt")


def _lines(count: int) -> str:
    return "One line" if count == 1 else f"A part ({count} lines)"


def _plain(error: Exception) -> str:
    return (error.strerror or "the reason is unknown").lower() if isinstance(error, OSError) else str(error)
