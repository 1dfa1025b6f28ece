"""Counting tries at one card, so that a model reply comes after two of them and never before.

A try is a text in earnest (half of the fewest words that suit the channel) whose feedback the learner has had
time to read, and which differs from the last try by more than a typing slip.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from grader.cards import Card
from grader.replies import ReplyStore
from grader.replyfile import lost
from grader.rubric.message_economy import band
from grader.text import count_words

ENOUGH = 2
"""A model reply can be asked for after this many tries."""
SLIP = 6
"""An edit of fewer characters is no new try."""


class Tries:
    """The tries at `card`, counted in `store` so that they outlast the page."""

    def __init__(self, card: Card, store: ReplyStore) -> None:
        """Go on from what the store has counted so far; nothing is written until `add`."""
        self._key = f"desk:{card.id}:tries"
        self._store = store
        self._fewest = max(8, band(card)[0] // 2)
        self._last = ""

    @property
    def count(self) -> int:
        """How many tries there have been."""
        value = self._kept().get("count")
        return value if isinstance(value, int) and 0 <= value < 1_000_000 else 0

    @property
    def enough(self) -> bool:
        """Whether a model reply can be shown."""
        return self.count >= ENOUGH

    def add(self, text: str) -> bool:
        """Count `text` if it is a try, and say whether it was. Raises SaveError."""
        if count_words(text) < self._fewest or self._kept().get("last") == _digest(text):
            return False
        if self._last and len(lost(text, self._last)) + len(lost(self._last, text)) < SLIP:
            return False
        self._store.save_answer(self._key, {"count": self.count + 1, "last": _digest(text)})
        self._last = text
        return True

    def _kept(self) -> Mapping[str, Any]:
        found = self._store.read().answers.get(self._key)
        return found if isinstance(found, dict) else {}


def _digest(text: str) -> str:
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "replace")).hexdigest()[:12]
