"""Contrast: three replies without labels. Tap the words that do the work, then see the rule."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from grader.assess import assess
from grader.cards import Card
from grader.lessons import ContrastStep
from grader.replies import ReplyStore
from grader.rubric import CRITERION, Level
from grader.widgets.activity import Activity
from grader.widgets.assets import script, style
from grader.widgets.cardview import card_view
from grader.widgets.desk import Grade

KINDS = ("strong", "near_miss", "weak")
LABELS = {
    "strong": "this one does the job",
    "near_miss": "close, with one thing missing",
    "weak": "this one doesn't",
}
_BREAK = re.compile(r"(?<=[.!?…,;:])\s+|\s*\n+\s*|\s+(?=(?:and|but|so|because|which)\s)")


def phrases(text: str) -> list[tuple[int, int]]:
    """Offsets of the phrases of a reply: what stands between punctuation marks or joining words."""
    cuts = [0, *(m.end() for m in _BREAK.finditer(text)), len(text)]
    spans = ((a, a + len(text[a:b].rstrip())) for a, b in pairwise(cuts))
    return [(a, b) for a, b in spans if b > a]


def order(card: str) -> tuple[str, ...]:
    """The kinds of reply in the order this card shows them: the same each time, another for each card."""
    return tuple(sorted(KINDS, key=lambda kind: hashlib.sha256(f"{card}/{kind}".encode()).hexdigest()))


class Contrast(Activity):
    """Three replies as phrases to tap; labels, quotes, reasons and rule only once they are asked for."""

    _esm = script("scene.js", "activity.js", "contrast.js")
    _css = style("desk.css", "activity.css", "contrast.css")

    def __init__(
        self,
        store: ReplyStore,
        card: Card,
        step: ContrastStep,
        focus: str,
        grade: Grade = assess,
        *,
        lesson: str = "",
    ) -> None:
        """Compare the replies of `card` for the criterion `focus`; `step` holds the rule.

        What is tapped is kept for `lesson`, since another one may compare the same card for something else.
        Raises ValueError where the card has no replies. grade is for tests.
        """
        if card.replies is None:
            raise ValueError(f"the card {card.id} has no replies to compare")
        self._card, self._step, self._focus, self._grade = card, step, focus, grade
        self._texts = {kind: str(getattr(card.replies, kind)) for kind in KINDS}
        self._order = order(card.id)
        replies = [[t[a:b] for a, b in phrases(t)] for t in (self._texts[k] for k in self._order)]
        content = {"card": card_view(card), "replies": replies}
        super().__init__(store, ":".join(filter(None, ("contrast", lesson, card.id))), content)

    def accept(self, answer: Any) -> dict[str, Any]:
        """Which phrases are tapped, by reply, and whether the rule has been shown."""
        tapped = answer.get("tapped") if isinstance(answer, dict) else None
        if not isinstance(tapped, list) or len(tapped) != len(KINDS):
            raise ValueError("That isn't an answer to this exercise.")
        sizes = [len(phrases(self._texts[kind])) for kind in self._order]
        for chosen, size in zip(tapped, sizes, strict=True):
            if not isinstance(chosen, list) or not all(type(i) is int and 0 <= i < size for i in chosen):
                raise ValueError("That isn't one of the phrases.")
        return {"tapped": [sorted(set(chosen)) for chosen in tapped], "shown": bool(answer.get("shown"))}

    def respond(self, kind: str, answer: Any) -> Mapping[str, Any] | None:
        """The rule and what each reply does, once the page asks for them."""
        if kind != "rule":
            return None
        return {
            "kind": "rule",
            "rule": self._step.rule,
            "points": list(self._step.points),
            "replies": [self._verdict(kind) for kind in self._order],
        }

    def _verdict(self, kind: str) -> dict[str, Any]:
        text = self._texts[kind]
        criterion = self._criterion(kind)
        level = self._grade(text, self._card, (criterion,)).levels[criterion]
        return {
            "kind": kind,
            "label": LABELS[kind],
            "criterion": CRITERION[criterion].title,
            "working": _working(text, level),
            "quotes": [text[s.start : s.end] for s in level.spans],
            "reasons": list(level.reasons),
        }

    def _criterion(self, kind: str) -> Any:
        """What the verdict on a reply is about: the focus, or what the near miss lacks."""
        replies = self._card.replies
        return replies.near_miss_lacks if kind == "near_miss" and replies else self._focus


def _working(text: str, level: Level) -> list[int]:
    """Numbers of the phrases that hold the words a level rests on."""
    spans = level.spans
    return [i for i, (a, b) in enumerate(phrases(text)) if any(s.start < b and a < s.end for s in spans)]
