"""Recall: two questions from earlier lessons. Choose, see why, choose again."""

from __future__ import annotations

from typing import Any

from grader.lessons import RecallItem
from grader.replies import ReplyStore
from grader.widgets.activity import Activity
from grader.widgets.assets import script


class Recall(Activity):
    """Multiple choice with a reason for every option; the choice is kept and stays open."""

    _esm = script("activity.js", "recall.js")

    def __init__(self, store: ReplyStore, key: str, items: tuple[RecallItem, ...]) -> None:
        """Ask `items`; answers are kept in `store` under `key` as item id: number of the option."""
        self._sizes = {item.id: len(item.options) for item in items}
        super().__init__(store, key, {"items": [item.model_dump() for item in items]})

    def accept(self, answer: Any) -> dict[str, int]:
        """A choice for each item answered so far."""
        if not isinstance(answer, dict):
            raise ValueError("That isn't an answer to these questions.")
        chosen = {str(k): v for k, v in answer.items() if k in self._sizes}
        if not all(type(v) is int and 0 <= v < self._sizes[k] for k, v in chosen.items()):
            raise ValueError("That isn't one of the answers.")
        return chosen
