"""What a replies file holds, and how two versions of it become one.

Pure functions over immutable values: no disk, no clock. `grader.replies` reads and writes.
Everything here may have been written by a stranger, so `parse` trusts nothing.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal, NoReturn

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    StringConstraints,
    ValidationError,
)

from grader.cards import CRITERIA

FORMAT = 1
MAX_DRAFTS = 20
"""Earlier texts kept for each card; the oldest go first."""
MAX_FILE_BYTES = 5_000_000
"""A larger file isn't read."""
MAX_TEXT = 100_000
"""Characters of one reply that are saved; five times what is graded."""
PART = "__"
"""Between a lesson and a card, in the name of a reply that was written in that lesson."""
SMALL_LOSS = 12
"""An edit that takes away fewer characters than this is a correction, not another draft."""
_MAX_DEPTH = 12
_MAX_DIGITS = 18


class RepliesError(ValueError):
    """A replies file that can't be used; the message is one plain sentence that says why."""


class NewerFormat(RepliesError):
    """A replies file that a later version of the course has written; it must not be overwritten."""


def _moment(value: object) -> datetime:
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    if not isinstance(value, str) or len(value) > 40:
        raise ValueError("a time such as 2026-03-01T09:30:00.000000+00:00")
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None or not 2000 <= moment.year < 3000:
        raise ValueError("a time of this millennium, with its zone")
    return moment.astimezone(UTC)


def _small(value: JsonValue) -> JsonValue:
    if len(json.dumps(value)) > MAX_TEXT:
        raise ValueError("something small")
    return value


Moment = Annotated[datetime, BeforeValidator(_moment)]
MAX_NAME = 160
"""Characters of the name that a text or an answer is filed under."""
CardId = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(?:(?:[-_]|__)[a-z0-9]+)*$", max_length=MAX_NAME)
]
Key = Annotated[str, StringConstraints(min_length=1, max_length=MAX_NAME)]
Small = Annotated[JsonValue, AfterValidator(_small)]
Guess = Annotated[int, Field(ge=0, le=2)]
Criterion = Literal[CRITERIA]  # type: ignore[valid-type]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")


class Draft(_Part):
    """An earlier text, and when it was last the current one."""

    text: str
    at: Moment


class Reply(_Part):
    """What someone has written for one card."""

    text: str
    """As typed, at most `MAX_TEXT` characters when it was saved by us."""
    at: Moment
    """When it was saved (UTC)."""
    drafts: Annotated[tuple[Draft, ...], Field(strict=False)] = ()
    """Earlier texts, newest last, at most `MAX_DRAFTS`."""


class HandedIn(_Part):
    """One hand-in: when, and the name of the zip."""

    at: Moment
    file: Annotated[str, StringConstraints(max_length=300)]


class Replies(_Part):
    """The whole of one replies file. `notices` has one plain sentence per thing its owner should hear."""

    replies: dict[CardId, Reply] = {}
    guesses: dict[CardId, dict[Criterion, Guess]] = {}
    answers: dict[Key, Small] = {}
    handed_in: Annotated[tuple[HandedIn, ...], Field(strict=False)] = ()
    at: Moment = datetime(2000, 1, 1, tzinfo=UTC)
    """When anything in it was last saved."""
    notices: tuple[str, ...] = Field(default=(), exclude=True)

    def text(self, card: str) -> str:
        """The current text for a card id; empty where there is none."""
        reply = self.replies.get(card)
        return reply.text if reply else ""


def filed(part: str, name: str) -> str:
    """The name in the file of what a lesson, or another part of the course, calls `name`."""
    return f"{part}{PART}{name}" if part else name


def only(state: Replies, part: str) -> Replies:
    """What one lesson has filed, under the names that it uses itself; everything where `part` is empty.

    What is filed without a lesson, as all was once, is there in each lesson until that has its own.
    """
    if not part:
        return state
    start = filed(part, "")

    def own(kept: Mapping[str, Any]) -> dict[str, Any]:
        mine = {name.removeprefix(start): value for name, value in kept.items() if name.startswith(start)}
        return {**{name: value for name, value in kept.items() if PART not in name}, **mine}

    return state.model_copy(
        update={key: own(getattr(state, key)) for key in ("replies", "guesses", "answers")}
    )


def clean_text(text: str) -> str:
    """Return `text` with pairs of surrogates joined and lone ones replaced, so that UTF-8 can hold it."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def parse(data: bytes) -> Replies:
    """Read the bytes of a replies file.

    Raises RepliesError with a plain reason: not text, not JSON, not ours, too large, too deep, wrong types;
    NewerFormat where a later version wrote it. Nothing in the file is trusted or run.
    """
    if len(data) > MAX_FILE_BYTES:
        raise RepliesError(f"it is too large: {len(data):,} bytes, and at most {MAX_FILE_BYTES:,} are read")
    try:
        source = data.decode("utf-8-sig")
        tree = json.loads(
            source,
            object_pairs_hook=_unique,
            parse_int=_integer,
            parse_float=_finite,
            parse_constant=_no_number,
        )
        tree = _tidy(tree)
    except UnicodeDecodeError:
        raise RepliesError("it is not a text file") from None
    except RepliesError:
        raise
    except RecursionError:
        raise RepliesError("it is nested too deeply") from None
    except ValueError:
        raise RepliesError("it is not valid JSON") from None
    if not isinstance(tree, dict) or type(tree.get("format")) is not int or "replies" not in tree:
        raise RepliesError("it is not a file of replies")
    if tree["format"] > FORMAT:
        raise NewerFormat(f"it was written by a newer version of the course (format {tree['format']})")
    if tree["format"] != FORMAT:
        raise RepliesError(f"its format is {tree['format']}, and {FORMAT} is expected")
    tree.pop("notices", None)
    try:
        return Replies.model_validate(tree)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = " → ".join(str(part)[:40] for part in first["loc"])
        raise RepliesError(f"something in it is not as expected, at {where}") from None


def dump(state: Replies) -> bytes:
    """The bytes of a replies file. Where it would grow too large, drafts are left out, oldest first."""
    while True:
        body: dict[str, Any] = {"format": FORMAT, **state.model_dump(mode="python")}
        data = json.dumps(body, ensure_ascii=False, indent=1, default=_iso, allow_nan=False).encode("utf-8")
        drafts = [(d.at, card) for card, reply in state.replies.items() for d in reply.drafts]
        if len(data) <= MAX_FILE_BYTES * 4 // 5:
            return data
        if not drafts:
            raise RepliesError("there is more text than one file of replies can hold")
        card = min(drafts)[1]
        reply = state.replies[card]
        state = _with_reply(state, card, reply.model_copy(update={"drafts": reply.drafts[1:]}))


def with_text(state: Replies, card: str, text: str, at: datetime, *, keep: bool = False) -> Replies:
    """Return `state` with `text` as the current text of `card`, as of `at`.

    The text that was there stays as a draft when the edit took something away from it, or always with `keep`.
    A text older than the one that is there doesn't replace it and is kept as a draft itself.
    """
    now = state.replies.get(card)
    if now is None:
        reply = Reply(text=text, at=at)
    elif at < now.at:
        reply = now.model_copy(update={"drafts": _added(now.drafts, Draft(text=text, at=at), now.text)})
    else:
        drafts = now.drafts
        before = Draft(text=now.text, at=now.at)
        if (keep and now.text != text) or lost(now.text, text):
            drafts = _added(drafts, before, text, keep=keep)
        reply = Reply(text=text, at=at, drafts=drafts)
    return _with_reply(state, card, reply).model_copy(update={"at": max(state.at, at)})


def merge(one: Replies, other: Replies) -> Replies:
    """Return both as one: per card the newer text wins and the other stays as a draft; nothing is dropped.

    Guesses and answers carry no time of their own: where both have one, the file that was saved last wins.
    """
    old, new = (one, other) if one.at <= other.at else (other, one)
    replies = dict(old.replies)
    for card, reply in new.replies.items():
        replies[card] = _merged(replies[card], reply) if card in replies else reply
    guesses = {
        c: {**old.guesses.get(c, {}), **new.guesses.get(c, {})} for c in {**old.guesses, **new.guesses}
    }
    handed = {(h.at, h.file): h for h in (*old.handed_in, *new.handed_in)}
    return Replies(
        replies=replies,
        guesses=guesses,
        answers={**old.answers, **new.answers},
        handed_in=tuple(handed[k] for k in sorted(handed)),
        at=new.at,
        notices=tuple(dict.fromkeys((*one.notices, *other.notices))),
    )


def lost(before: str, after: str) -> str:
    """The part of `before` that one edit into `after` took away; empty where text was only added."""
    shortest = min(len(before), len(after))
    start = next((i for i in range(shortest) if before[i] != after[i]), shortest)
    room = shortest - start
    end = next((i for i in range(room) if before[-1 - i] != after[-1 - i]), room)
    return before[start : len(before) - end]


def earlier(reply: Reply) -> tuple[Draft, ...]:
    """The drafts worth offering, newest first: those that hold something which the current text doesn't."""
    return tuple(d for d in reversed(reply.drafts) if _differs(d.text, reply.text))


def _differs(draft: str, text: str) -> bool:
    gone = lost(draft, text).strip()
    return len(gone) >= SMALL_LOSS or (bool(gone) and not text.strip())


def _added(drafts: tuple[Draft, ...], draft: Draft, instead: str, *, keep: bool = False) -> tuple[Draft, ...]:
    """Add a draft, unless the newest one covers it; one that has only grown takes the newest one's place."""
    if not draft.text.strip() or draft.text == instead:
        return drafts
    if drafts and not keep:
        newest = drafts[-1]
        if not lost(draft.text, newest.text):
            return drafts
        if len(lost(newest.text, draft.text)) < SMALL_LOSS:
            drafts = drafts[:-1]
    return _bounded((*drafts, draft), instead)


def _bounded(drafts: Iterable[Draft], current: str) -> tuple[Draft, ...]:
    newest = {d.text: d for d in sorted(drafts, key=lambda d: d.at)}
    return tuple(sorted((d for d in newest.values() if d.text != current), key=lambda d: d.at))[-MAX_DRAFTS:]


def _merged(one: Reply, other: Reply) -> Reply:
    old, new = (one, other) if (one.at, one.text) <= (other.at, other.text) else (other, one)
    drafts = [*one.drafts, *other.drafts]
    if old.text.strip() and lost(old.text, new.text):
        drafts.append(Draft(text=old.text, at=old.at))
    return Reply(text=new.text, at=new.at, drafts=_bounded(drafts, new.text))


def _with_reply(state: Replies, card: str, reply: Reply) -> Replies:
    return state.model_copy(update={"replies": {**state.replies, card: reply}})


def after(at: datetime, now: datetime) -> datetime:
    """The time of a save that must win over one from `at`: `now`, or just after `at` if clocks disagree."""
    return max(now, at + timedelta(microseconds=1))


def _iso(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    raise TypeError(f"{type(value).__name__} has no place in a file of replies")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    out = dict(pairs)
    if len(out) != len(pairs):
        raise RepliesError("a name stands in it twice")
    return out


def _integer(digits: str) -> int:
    if len(digits) > _MAX_DIGITS:
        raise RepliesError("a number in it is too large")
    return int(digits)


def _finite(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise RepliesError("a number in it is too large")
    return value


def _no_number(name: str) -> NoReturn:
    raise RepliesError(f"{name} in it is not a number")


def _tidy(node: Any, depth: int = 0) -> Any:
    """The tree with every string made storable. Raises RepliesError where it is nested too deeply."""
    if depth > _MAX_DEPTH:
        raise RepliesError("it is nested too deeply")
    if isinstance(node, str):
        return clean_text(node)
    if isinstance(node, Mapping):
        return _unique([(clean_text(key), _tidy(value, depth + 1)) for key, value in node.items()])
    if isinstance(node, list):
        return [_tidy(value, depth + 1) for value in node]
    return node
