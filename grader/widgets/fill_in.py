"""Fill in: a reply with one move missing. The learner writes it, and the completed reply is assessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from grader.assess import assess
from grader.cards import Card
from grader.lessons import Gap, gap
from grader.replies import ReplyStore
from grader.rubric import CRITERION, Span
from grader.text import count_words
from grader.widgets.activity import Activity, written
from grader.widgets.assets import script, style
from grader.widgets.cardview import card_view
from grader.widgets.coaching import state_of
from grader.widgets.desk import Grade

TRIES = 2
"""Different texts to write before one way to do it can be seen, unless the first is already there."""
FEWEST = 4
"""Words of a text that counts as a try."""
NEAR = 100
"""Characters after the gap that are shown at least, to the end of a sentence; the rest is folded away."""


class FillIn(Activity):
    """One text box in the middle of a reply; feedback on one criterion only, quoting what was written."""

    _esm = script("scene.js", "activity.js", "fill_in.js")
    _css = style("desk.css", "activity.css", "fill_in.css")

    def __init__(self, store: ReplyStore, card: Card, step: Gap, grade: Grade = assess) -> None:
        """Leave `step.missing` out of the strong reply of `card`. Raises LessonError where it isn't in it.

        grade is for tests.
        """
        self._card, self._step, self._grade = card, step, grade
        self._before, self._after = gap(step, card)
        self._tries: list[str] = []
        near = _beginning(self._after)
        content = {
            "card": card_view(card),
            "task": step.task,
            "before": self._before,
            "after": near,
            "rest": self._after[len(near) :],
            "criterion": CRITERION[step.criterion].title,
        }
        super().__init__(store, f"fill-in:{card.id}", content)

    def accept(self, answer: Any) -> str:
        """What stands in the gap."""
        return written(answer)

    def respond(self, kind: str, answer: Any) -> Mapping[str, Any] | None:
        """The level of the completed reply, or one way to do it; nothing is said about an empty gap."""
        text = answer if isinstance(answer, str) else ""
        if kind == "show":
            return {"kind": "shown", "missing": self._step.missing}
        if kind != "check":
            return None
        return self._feedback(text) if text.strip() else {"kind": "feedback", "level": None}

    def _feedback(self, text: str) -> dict[str, Any]:
        result = self._grade(self._before + text + self._after, self._card, (self._step.criterion,))
        level = result.levels.get(self._step.criterion)
        if level is None:
            return {"kind": "feedback", "level": None, "message": result.message}
        if text.strip() not in self._tries and count_words(text) >= FEWEST:
            self._tries.append(text.strip())
        return {
            "kind": "feedback",
            "level": level.value,
            "state": asdict(state_of(self._step.criterion, level)),
            "quotes": [q for s in level.spans if (q := self._own(text, s))],
            "reasons": list(level.reasons),
            "next_edit": level.next_edit,
            "may_show": level.value == 2 or len(self._tries) >= TRIES,
        }

    def _own(self, text: str, span: Span) -> str:
        """The part of a span that the learner wrote."""
        start = len(self._before)
        return text[max(0, span.start - start) : max(0, span.end - start)].strip()


def _beginning(text: str) -> str:
    """The first sentences of a text, at least NEAR characters of it."""
    end = re.compile(r"[.!?](?=\s)").search(text, NEAR)
    return text[: end.end()] if end else text
