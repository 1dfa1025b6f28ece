"""Worked example: a reply built up step by step, each move with its name, and when the rule backfires."""

from __future__ import annotations

from typing import Any

from grader.cards import Card
from grader.lessons import WorkedStep, built
from grader.replies import ReplyStore
from grader.widgets.activity import Activity
from grader.widgets.assets import script, style
from grader.widgets.cardview import card_view


class WorkedExample(Activity):
    """Shows the steps one at a time; how far the learner got is kept."""

    _esm = script("scene.js", "activity.js", "worked_example.js")
    _css = style("desk.css", "activity.css", "worked_example.css")

    def __init__(self, store: ReplyStore, card: Card, step: WorkedStep) -> None:
        """Build up the strong reply of `card`. Raises LessonError where the steps don't add up to it."""
        leads = built(step, card)
        self._most = len(leads)
        content = {
            "card": card_view(card),
            "steps": [
                {"lead": lead, **part.model_dump()} for lead, part in zip(leads, step.steps, strict=True)
            ],
            "backfires": [b.model_dump() for b in step.backfires],
        }
        super().__init__(store, f"worked:{card.id}", content)

    def accept(self, answer: Any) -> int:
        """The number of steps shown so far."""
        if type(answer) is not int or not 0 <= answer <= self._most:
            raise ValueError("There is no such step.")
        return answer
