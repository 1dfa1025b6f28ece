"""Evidence and vetoes outside the model: what the words of one sentence show, and where.

The encoder reads meaning and is blind to stance ("sorry if", "never said sorry", "my colleague
says sorry"); patterns see those, and give the words to underline. All quantifiers are bounded, so
time grows with the length of the text and no faster.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from . import action, aside, candour, choice, feeling, hostile, regret
from .copying import copied
from .cue import Cue, Veto, fold, squeeze
from .guards import guard, quotations

LONGEST = 20_000
"""Characters of one sentence that are read; a reply is far shorter, and nothing honest is lost."""

CUES: tuple[Cue, ...] = tuple(
    cue for module in (regret, feeling, action, choice, candour, hostile, aside) for cue in module.CUES
)
VETOES: tuple[Veto, ...] = tuple(
    veto for module in (regret, feeling, action, choice, candour, hostile, aside) for veto in module.VETOES
)
_WARMTH = ("names_feeling", "validates", "apology", "thanks", "reflection")


@dataclass(frozen=True)
class Findings:
    """What the patterns found in one sentence."""

    strong: Mapping[str, tuple[int, int]]
    """Move -> (start, end) of words that show it on their own."""
    weak: Mapping[str, tuple[int, int]]
    """Move -> (start, end) of words that go with it, but prove nothing."""
    vetoed: Mapping[str, str]
    """Move -> why it is ruled out, whether or not a cue tempted."""
    tempted: frozenset[str] = frozenset()
    """Moves ruled out although words for them were found."""


def _scan(text: str) -> tuple[dict[str, tuple[int, int]], dict[str, tuple[int, int]], dict[str, str]]:
    quoted = quotations(text)
    strong: dict[str, tuple[int, int]] = {}
    weak: dict[str, tuple[int, int]] = {}
    guarded: dict[str, str] = {}
    for cue in CUES:
        found = strong if cue.strong else weak
        if cue.move in found:
            continue
        for at, match in enumerate(cue.pattern.finditer(text)):
            start, end = _trimmed(text, *match.span())
            reason = guard(text, start, cue.move, cue.guards, quoted)
            if reason is None:
                found[cue.move] = start, end
                break
            guarded.setdefault(cue.move, reason)
            if at == 20:
                break
    return strong, weak, {move: why for move, why in guarded.items() if move not in strong}


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " ,;.:-!?\"'":
        start += 1
    while end > start and text[end - 1] in " ,;:-":
        end -= 1
    return start, end


def _at(origin: list[int], spans: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    return {move: (origin[a], origin[b - 1] + 1 if b > a else origin[b]) for move, (a, b) in spans.items()}


@lru_cache(maxsize=4096)
def _find(sentence: str) -> Findings:
    raw = sentence[:LONGEST]
    text, origin = squeeze(fold(raw))
    strong, weak, guarded = _scan(text)
    vetoed: dict[str, str] = {}
    for item in VETOES:
        if item.pattern.search(text) and not (item.unless and item.unless.search(text)):
            for move in item.moves:
                vetoed.setdefault(move, item.reason)
    vetoed = {**guarded, **vetoed}
    if "sarcasm" in strong:
        for move in _WARMTH:
            vetoed.setdefault(move, "praise or pity that mocks is no warmth")
    for move in aside.POSITIVE.split():
        if "meta" in strong:
            vetoed.setdefault(move, "it talks about replying instead of replying")
        elif aside.is_heap(text):
            vetoed.setdefault(move, "a list of words is no sentence to this customer")
    tempted = {m for m in vetoed if m in strong or m in guarded}
    for move in vetoed:
        strong.pop(move, None)
        weak.pop(move, None)
    return Findings(_at(origin, strong), _at(origin, weak), vetoed, frozenset(tempted))


def find(sentence: str, context: str = "") -> Findings:
    """Evidence and vetoes in one sentence of a reply.

    `context` is the customer's message: a sentence that copies it out reflects nothing and names no
    feeling. Offsets are those of `sentence`. Never raises for any text.
    """
    found = _find(sentence)
    if context and copied(fold(sentence[:LONGEST]), fold(context[:LONGEST])):
        why = "these are the customer's own words, copied"
        vetoed = {"reflection": why, "names_feeling": why, **found.vetoed}
        drop = ("reflection", "names_feeling")
        return Findings(
            {m: s for m, s in found.strong.items() if m not in drop},
            {m: s for m, s in found.weak.items() if m not in drop},
            vetoed,
            found.tempted,
        )
    return found


__all__ = ["CUES", "VETOES", "Findings", "find", "fold"]
