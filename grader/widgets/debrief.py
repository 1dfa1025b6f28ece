"""Debrief: the guess beside the score, a goal in one's own words, and when to come back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from grader.assess import Assessment, assess
from grader.cards import Card, CriterionId
from grader.lessons import Goal
from grader.progress import ProgressStore
from grader.record import Kind, record_of
from grader.replies import Replies, ReplyStore
from grader.rubric import CRITERION
from grader.widgets.activity import Activity, levels, written
from grader.widgets.assets import script, style
from grader.widgets.desk import Grade

GAPS = {
    -2: "You did much better than you thought.",
    -1: "You did better than you thought.",
    0: "Just as you thought.",
    1: "A step below what you thought.",
    2: "Two steps below what you thought.",
}
"""What to say to a guess minus a level."""


class Debrief(Activity):
    """Reads what was written when the page asks, so it's right however late that is."""

    _esm = script("activity.js", "debrief.js")
    _css = style("activity.css", "debrief.css")

    def __init__(
        self,
        store: ReplyStore,
        key: str,
        cold: tuple[Card, tuple[CriterionId, ...]],
        coached: Sequence[Card],
        focus: CriterionId,
        goal: Goal,
        today: date | None = None,
        grade: Grade = assess,
        keep: tuple[str, ProgressStore] | None = None,
    ) -> None:
        """`cold`: the first rewrite's card and the criteria guessed for it; `coached`: the later cards.

        keep: the lesson's id, and where the results go for the practice page. today and grade are for tests.
        """
        self._cold, self._coached, self._focus = cold, tuple(coached), focus
        self._keep = keep
        self._today, self._grade = today, grade
        self._days = goal.days
        content = {"if": goal.when, "then": goal.then, "levels": levels()}
        super().__init__(store, key, content)

    def accept(self, answer: Any) -> dict[str, str]:
        """The goal: a situation and what to do in it."""
        if not isinstance(answer, dict):
            raise ValueError("That isn't a goal.")
        return {part: written(answer.get(part, ""), 500) for part in ("if", "then")}

    def respond(self, kind: str, answer: Any) -> Mapping[str, Any] | None:
        """Guess against score, the focus from reply to reply, and a day to come back."""
        if kind != "look":
            return None
        state = self.store.read()
        cards = (self._cold[0], *self._coached)
        results = [(card, self._grade(state.text(card.id), card, (self._focus,))) for card in cards]
        self._record(state, results)
        return {
            "kind": "result",
            **self._compared(state, results[0][1]),
            "course": [step for card, result in results if (step := self._step(card, result))],
            "criterion": CRITERION[self._focus].title,
            "come_back": _spelled((self._today or date.today()) + timedelta(days=self._days)),
        }

    def _compared(self, state: Replies, result: Assessment) -> dict[str, Any]:
        card, criteria = self._cold
        guesses = state.guesses.get(card.id, {})
        if result.status == "not_attempted":
            return {"rows": [], "missing": "You haven't written the reply in step 2 yet."}
        if result.status != "scored":
            return {"rows": [], "missing": result.message}
        missing = "" if guesses else "You didn't guess in step 2, so there is only the score."
        return {"rows": [_row(result, c, guesses.get(c)) for c in criteria], "missing": missing}

    def _step(self, card: Card, result: Assessment) -> dict[str, Any] | None:
        level = result.levels.get(self._focus)
        return None if level is None else {"title": card.title, "level": level.value}

    def _record(self, state: Replies, results: Sequence[tuple[Card, Assessment]]) -> None:
        """Keep how each reply did when it was first looked at: cold the first one, coached the others."""
        if self._keep is None:
            return
        lesson, progress = self._keep
        for place, (card, result) in enumerate(results):
            if result.status == "scored":
                guess = {str(c): v for c, v in state.guesses.get(card.id, {}).items()}
                kind: Kind = "coached" if place else "cold"
                shown = card.pool == "lesson"
                progress.add_once(record_of(result, kind, (lesson,), guess, shown=shown))


def _row(result: Assessment, criterion: CriterionId, guess: int | None) -> dict[str, Any]:
    level = result.levels[criterion]
    return {
        "title": CRITERION[criterion].title,
        "guess": guess,
        "level": level.value,
        "reason": level.reasons[0] if level.reasons else "",
        "words": "" if guess is None else GAPS[guess - level.value],
    }


def _spelled(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"
