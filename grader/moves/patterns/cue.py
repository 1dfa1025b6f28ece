"""What a pattern is: a cue for one move, with the guards under which it does not count.

A cue found in a sentence is evidence for its move unless every place where it stands is guarded:
negated, conditional, quoted, said by somebody else, or asked instead of said. A guarded cue is
reported with its reason, so that a learner reads why "I'm sorry if ..." earned nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_FOLD = {
    ord("\u2018"): "'", ord("\u2019"): "'", ord("\u02bc"): "'", ord("\u00b4"): "'", ord("`"): "'",
    ord("\uff07"): "'", ord("\u201c"): '"', ord("\u201d"): '"', ord("\u00ab"): '"', ord("\u00bb"): '"',
    ord("\u201e"): '"', ord("\u2010"): "-", ord("\u2011"): "-", ord("\u2013"): "-", ord("\u2014"): "-",
    ord("\u00a0"): " ", ord("\u202f"): " ", ord("\t"): " ", ord("\n"): " ", ord("\r"): " ",
}  # fmt: skip


def fold(text: str) -> str:
    """Lower case, straight quotes and plain spaces, with every offset unchanged.

    A character whose lower case is longer than itself is kept, so `len(fold(t)) == len(t)`.
    """
    plain = text.translate(_FOLD)
    low = plain.lower()
    if len(low) == len(plain):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)


def squeeze(text: str) -> tuple[str, list[int]]:
    """`text` with runs of blanks made one, and for each offset (the end too) where it came from."""
    kept = [i for i, c in enumerate(text) if c != " " or i == 0 or text[i - 1] != " "]
    return "".join(text[i] for i in kept), [*kept, len(text)]


@dataclass(frozen=True)
class Cue:
    """Words that show a move."""

    move: str
    """A name of the catalogue."""
    pattern: re.Pattern[str]
    """Searched in folded text; group `e`, where there is one, is the part that is shown."""
    guards: str = "n"
    """Guards that undo it: n negation before it, c a condition in the sentence, q asked."""
    strong: bool = True
    """Whether it raises the move's probability, or only marks the words once the model found it."""


@dataclass(frozen=True)
class Veto:
    """Wording that rules a move out for the whole sentence, whatever else it says."""

    moves: tuple[str, ...]
    pattern: re.Pattern[str]
    reason: str
    """Said to the learner, so in plain words."""
    unless: re.Pattern[str] | None = None
    """Wording that lifts the veto."""


def cues(move: str, sources: Iterable[str], guards: str = "n", strong: bool = True) -> list[Cue]:
    """One cue for each pattern source."""
    return [Cue(move, re.compile(source), guards, strong) for source in sources]


def veto(moves: str, source: str, reason: str, unless: str | None = None) -> Veto:
    """A veto of the moves named in `moves`, separated by blanks."""
    return Veto(tuple(moves.split()), re.compile(source), reason, re.compile(unless) if unless else None)
