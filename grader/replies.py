"""Where a learner's words are kept: `replies.json` beside the notebook.

`ReplyStore` is the learner's side: it never raises for a damaged file, never overwrites what it can't read,
and writes to the user's own data directory where the folder can't be written. `read_replies` is the grader's
side: strict, and a file that isn't in order gets a plain reason.

Every save is: take the lock, read what is there, put the change in, write a new file, and let it take the old
one's place in one step. So a process killed at any moment leaves the old file or the new one, and two kernels
never undo each other. A folder whose lock can't be had counts as one that can't be written.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import platformdirs
from filelock import Timeout
from pydantic import JsonValue

from grader.replyfile import (
    MAX_FILE_BYTES,
    MAX_TEXT,
    Draft,
    HandedIn,
    NewerFormat,
    Replies,
    RepliesError,
    Reply,
    after,
    clean_text,
    dump,
    earlier,
    filed,
    merge,
    only,
    parse,
    with_text,
)
from grader.safefile import NotPlainError, locked, read_plain_file, replace_file

__all__ = [
    "Draft",
    "HandedIn",
    "Replies",
    "RepliesError",
    "Reply",
    "ReplyStore",
    "SaveError",
    "Saved",
    "read_replies",
]

FILE_NAME = "replies.json"
LOCK_NAME = ".replies.json.lock"
NO_SAVE = "EVEN_KEEL_NO_SAVE"
"""With this environment variable set, nothing is written to disk."""

Change = Callable[[Replies], Replies]


class SaveError(OSError):
    """Nothing could be saved anywhere; the message says why, in plain words."""


@dataclass(frozen=True)
class Saved:
    """What became of a save."""

    where: Path | None
    """The file that now holds it; None when nothing is written to disk on purpose."""
    at: datetime
    """The time it is filed under (UTC)."""
    fell_back: bool = False
    """Whether it went to the user's own directory since the folder couldn't be written."""
    notice: str = ""
    """What the learner should hear about it, in plain words; mostly empty."""


class ReplyStore:
    """The replies of one folder. Reading never raises for what is in the file; only a save writes."""

    def __init__(
        self, folder: Path, fallback: Path | None = None, *, memory: bool | None = None, part: str = ""
    ) -> None:
        """Keep replies in `folder`, or else below `fallback` (the user's data directory by default).

        With `memory` nothing touches the disk; by default that is so when EVEN_KEEL_NO_SAVE is set. part: the
        lesson, where several share a folder and may use the same card; this store then sees only its own.
        """
        self.folder = Path(folder).absolute()
        self.part = part
        self.memory = bool(os.environ.get(NO_SAVE)) if memory is None else memory
        self.fingerprint = _fingerprint(self.folder)
        self.place = ":".join(filter(None, (self.fingerprint, part)))
        """Keeps what a browser holds for this folder and part apart from all other."""
        own = fallback or platformdirs.user_data_path("even-keel", appauthor=False)
        self.fallback = own / "replies" / f"{self.folder.name or 'folder'}-{self.fingerprint}"
        self._kept = Replies()

    def read(self) -> Replies:
        """Everything written so far, from the folder and from the user's directory, merged by card and time.

        A damaged file is moved aside as `replies.damaged-<time>.json`, and `notices` says so.
        """
        return only(self._read_all(), self.part)

    def mirror_key(self, card: str) -> str:
        """The name under which a browser keeps the text for `card` until it is on the disk."""
        return f"even-keel:{self.place}:{card}"

    def _read_all(self) -> Replies:
        if self.memory:
            return self._kept
        state = Replies()
        for folder in (self.folder, self.fallback):
            try:
                state = merge(state, _load_or_set_aside(folder))
            except (OSError, RepliesError) as error:
                state = merge(state, Replies(notices=(f"Earlier replies can't be read: {_plain(error)}.",)))
        return state

    def save_reply(self, card: str, text: str, at: datetime | None = None) -> Saved:
        """Save `text` as the reply to `card`; an earlier text that differs stays as a draft.

        `at` is when it was written, for text that comes late; without it this text is the newest.
        Raises SaveError when it could be written nowhere, RepliesError when it is longer than `MAX_TEXT`.
        """
        return self._save_text(card, text, at, keep=False)

    def start_again(self, card: str) -> Saved:
        """Empty the reply to `card` and keep what was there as a draft. Raises SaveError as `save_reply`."""
        return self._save_text(card, "", None, keep=True)

    def restore(self, card: str, at: datetime) -> Saved:
        """Make the draft from `at` the current text, and what was there a draft.

        Raises KeyError if there is no such draft, SaveError as `save_reply`.
        """
        for draft in self.drafts(card):
            if draft.at == at:
                return self._save_text(card, draft.text, None, keep=True)
        raise KeyError(f"no draft from {at.isoformat()}")

    def drafts(self, card: str) -> tuple[Draft, ...]:
        """Earlier texts that hold something the current one doesn't, newest first."""
        reply = self.read().replies.get(card)
        return earlier(reply) if reply else ()

    def save_guess(self, card: str, criterion: str, value: int) -> Saved:
        """Save the level (0, 1 or 2) that someone expects for a criterion.

        Raises ValueError for others, SaveError as `save_reply`.
        """
        name = filed(self.part, card)

        def change(state: Replies) -> Replies:
            of_card = {**state.guesses.get(name, {}), criterion: value}
            return _set(state, guesses={**state.guesses, name: of_card})

        return self._save(change)

    def save_answer(self, key: str, value: JsonValue) -> Saved:
        """Save the answer to an activity: a string, list or dict, small.

        Raises ValueError if it isn't, SaveError as `save_reply`.
        """
        name = filed(self.part, key)
        return self._save(lambda state: _set(state, answers={**state.answers, name: value}))

    def save_handed_in(self, file: str) -> Saved:
        """Note that `file`, the name of a zip, was handed in now.

        Raises ValueError for a name that is too long, SaveError as `save_reply`.
        """
        entry = HandedIn(at=datetime.now(UTC), file=file)
        return self._save(lambda state: _set(state, handed_in=(*state.handed_in, entry)))

    def _save_text(self, card: str, text: str, at: datetime | None, *, keep: bool) -> Saved:
        text = clean_text(text)
        if len(text) > MAX_TEXT:
            raise RepliesError(f"it has {len(text):,} characters, and at most {MAX_TEXT:,} can be kept")
        name = filed(self.part, card)
        moments: list[datetime] = []

        def change(state: Replies) -> Replies:
            now = state.replies.get(name)
            moment = at or (after(now.at, datetime.now(UTC)) if now else datetime.now(UTC))
            moments.append(moment)
            return _set(state, replies=with_text(state, name, text, moment, keep=keep).replies)

        saved = self._save(change)
        return Saved(saved.where, moments[-1], saved.fell_back, saved.notice)

    def _save(self, change: Change) -> Saved:
        """Put one change into what is there, in the folder or, failing that, in the user's directory."""
        if self.memory:
            self._kept = change(self._kept)
            return Saved(None, self._kept.at)
        try:
            state = self._write(self.folder, self.fallback, change)
            return Saved(self.folder / FILE_NAME, state.at, notice=" ".join(state.notices))
        except (OSError, RepliesError) as error:
            why = f"The folder of this notebook can't be used ({_plain(error)})"
        try:
            self.fallback.mkdir(parents=True, exist_ok=True)
            state = self._write(self.fallback, self.folder, change)
        except (OSError, RepliesError) as error:
            raise SaveError(f"{why}, and neither can your own ({_plain(error)}).") from error
        notice = " ".join((f"{why}, so your text is kept in {self.fallback}.", *state.notices))
        return Saved(self.fallback / FILE_NAME, state.at, fell_back=True, notice=notice)

    def _write(self, folder: Path, other: Path, change: Change) -> Replies:
        """Read, change and replace the file in `folder`, under its lock. Raises OSError, ValueError."""
        with locked(folder / LOCK_NAME):
            state = _load(folder, aside=True)
            with suppress(OSError, RepliesError):
                state = merge(state, _load(other))
            changed = change(state)
            replace_file(folder / FILE_NAME, dump(changed))
        return changed


def read_replies(path: Path) -> Replies:
    """Read a replies file as a grader must: strictly, whoever wrote it.

    Raises RepliesError with a plain reason: missing, a link or another thing that isn't a plain file, larger
    than `MAX_FILE_BYTES`, not JSON, not ours, from a newer version, wrong types. Nothing in it is run.
    """
    try:
        return parse(read_plain_file(Path(path), MAX_FILE_BYTES + 1))
    except FileNotFoundError:
        raise RepliesError(f"there is no {FILE_NAME}") from None
    except NewerFormat as error:
        raise NewerFormat(f"{FILE_NAME} can't be used: {error}") from None
    except (RepliesError, NotPlainError) as error:
        raise RepliesError(f"{FILE_NAME} can't be used: {error}") from None
    except OSError as error:
        raise RepliesError(f"{FILE_NAME} can't be read: {_plain(error)}") from None


def _load_or_set_aside(folder: Path) -> Replies:
    """What the folder's file holds; a damaged one is moved aside, under the lock: never a good one."""
    try:
        return _load(folder)
    except NewerFormat:
        raise
    except RepliesError:
        with locked(folder / LOCK_NAME):
            return _load(folder, aside=True)


def _load(folder: Path, *, aside: bool = False) -> Replies:
    """What the folder's file holds; nothing where there is none.

    With `aside` (only under the lock) a damaged file is moved aside and mentioned. Raises OSError where it
    can't be read or moved, NewerFormat, and without `aside` RepliesError: what can't be read must not be
    overwritten.
    """
    path = folder / FILE_NAME
    try:
        try:
            return parse(read_plain_file(path, MAX_FILE_BYTES + 1))
        except NotPlainError as error:
            raise RepliesError(str(error)) from None
    except (FileNotFoundError, NotADirectoryError):
        return Replies()
    except RepliesError as error:
        if isinstance(error, NewerFormat) or not aside:
            raise
        kept = path.rename(folder / f"replies.damaged-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.json")
        notice = f"The file of earlier replies can't be used: {error}. It is kept as {kept.name}."
        return Replies(notices=(notice,))


def _set(state: Replies, **changes: object) -> Replies:
    """`state` with changed fields, checked, as of now. Raises ValueError for what the file can't hold."""
    fields = {**dict(state), "at": after(state.at, datetime.now(UTC)), **changes}
    return Replies.model_validate(fields)


def _plain(error: Exception) -> str:
    """Why, in words for somebody who only wants to write."""
    if isinstance(error, Timeout):
        return "something else is using it"
    if isinstance(error, OSError):
        return (error.strerror or "the reason is unknown").lower()
    return str(error)


def _fingerprint(folder: Path) -> str:
    """Twelve characters that stand for one folder on this machine."""
    name = os.path.normcase(folder.resolve())
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:12]
