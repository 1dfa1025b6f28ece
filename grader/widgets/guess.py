"""Guess: how well will my reply do? A level for each of a few criteria, before a word is written."""

from __future__ import annotations

from typing import Any

from grader.cards import Card, CriterionId
from grader.replies import ReplyStore
from grader.rubric import CRITERION
from grader.widgets.activity import Activity, levels
from grader.widgets.assets import script


class Guess(Activity):
    """Levels 0, 1, 2 in plain words, kept as the learner's guesses for one card."""

    _esm = script("activity.js", "guess.js")

    def __init__(self, store: ReplyStore, card: Card, criteria: tuple[CriterionId, ...]) -> None:
        """Ask for a guess on each of `criteria`. Raises ValueError for one that doesn't apply to `card`."""
        if strange := [c for c in criteria if c not in card.criteria]:
            raise ValueError(f"{', '.join(strange)} doesn't apply to the card {card.id}")
        self._card, self._criteria = card.id, criteria
        rows = [
            {"id": c, "title": CRITERION[c].title, "definition": CRITERION[c].definition} for c in criteria
        ]
        super().__init__(store, f"guess:{card.id}", {"rows": rows, "levels": levels()})

    def accept(self, answer: Any) -> dict[str, int]:
        """A level from 0 to 2 for each criterion guessed so far."""
        if not isinstance(answer, dict):
            raise ValueError("That isn't a guess.")
        guessed = {str(k): v for k, v in answer.items() if k in self._criteria}
        if not all(type(v) is int and 0 <= v <= 2 for v in guessed.values()):
            raise ValueError("A guess is one of the three choices.")
        return guessed

    def keep(self, answer: dict[str, int]) -> str:
        """Keep the guesses that are new, as guesses for the card."""
        kept = self._kept()
        changed = {c: v for c, v in answer.items() if kept.get(c) != v}
        notices = [self.store.save_guess(self._card, c, v).notice for c, v in changed.items()]
        return notices[-1] if notices else ""

    def restored(self) -> dict[str, int] | None:
        """The guesses kept earlier."""
        kept = self._kept()
        return self.accept(kept) if kept else None

    def _kept(self) -> dict[Any, int]:
        return dict(self.store.read().guesses.get(self._card, {}))
