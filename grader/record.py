"""How one reply did, as one line of JSON: no words of the reply, only what came of it.

Pure functions over immutable values; `grader.progress` reads and writes.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from grader.assess import Assessment
from grader.replyfile import CardId, Criterion, Guess, Moment

FORMAT = 2
"""1 knew no assignments; records of the other kinds are still written as 1, which older versions read."""
MAX_LINE = 4000
"""Bytes of one record's line; a longer one isn't ours."""

Kind = Literal["practice", "cold", "coached", "assignment"]
"""On the practice page; in a lesson before it; in a lesson with help; handed in with an assignment."""
Technique = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=80)]


class Record(BaseModel):
    """How one reply did."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore", allow_inf_nan=False)

    id: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
    at: Moment
    """When it was finished (UTC)."""
    kind: Kind
    card: CardId
    techniques: Annotated[tuple[Technique, ...], Field(strict=False, max_length=20)]
    """The lessons whose technique it was practice for."""
    focus: Annotated[tuple[Criterion, ...], Field(strict=False)] = ()
    """Criteria that counted twice."""
    levels: dict[Criterion, Guess]
    """Criterion: 0, 1 or 2."""
    guess: dict[Criterion, Guess] = {}
    """Criterion: the level that the person expected, where they said one."""
    score: Annotated[float, Field(ge=0, le=1)]
    passed: Literal["yes", "no", "pending"]
    grader: Annotated[str, StringConstraints(max_length=40)]
    """The version of the grader that says so."""
    shown: bool = False
    """Whether the card is one of the lessons', which show replies to it: it says nothing about mastery."""

    @property
    def unaided(self) -> bool:
        """Whether the person wrote without help."""
        return self.kind != "coached"


def record_of(
    result: Assessment,
    kind: Kind,
    techniques: Iterable[str],
    guess: Mapping[str, int] | None = None,
    at: datetime | None = None,
    *,
    shown: bool = False,
) -> Record:
    """The record of a scored reply, as of `at` (now by default).

    guess: criterion: 0, 1 or 2. shown: whether the card is one of the lessons'. Raises ValueError where there
    is no score.
    """
    if result.score is None or result.passed is None:
        raise ValueError(f"the reply to {result.card} has no score to keep")
    return Record(
        id=secrets.token_hex(8),
        at=at or datetime.now(UTC),
        kind=kind,
        card=result.card,
        techniques=tuple(techniques),
        focus=result.focus,
        levels={c: level.value for c, level in result.levels.items()},
        guess={c: v for c, v in (guess or {}).items() if c in result.levels},
        score=result.score,
        passed=result.passed,
        grader=result.version,
        shown=shown,
    )


def parse_line(line: bytes) -> Record | Literal["newer"] | None:
    """A line's record, "newer" for one of a later version, None for one that makes no sense."""
    try:
        tree = json.loads(line) if len(line) <= MAX_LINE else None
        if not isinstance(tree, dict) or type(tree.get("format")) is not int or tree["format"] < 1:
            return None
        return "newer" if tree["format"] > FORMAT else Record.model_validate(tree)
    except (ValueError, RecursionError):
        return None


def line_of(record: Record) -> bytes:
    """The line of a record, without its end."""
    body = {"format": FORMAT if record.kind == "assignment" else 1, **record.model_dump(mode="json")}
    return json.dumps(body, separators=(",", ":"), allow_nan=False).encode("ascii")
