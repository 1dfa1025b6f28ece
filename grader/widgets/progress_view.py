"""How practice goes: each technique's standing, and the plots. Worked out when the page asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from grader.html import safe
from grader.mastery import standing
from grader.progress import ProgressStore
from grader.record import Record
from grader.replies import ReplyStore
from grader.schedule import due_dates
from grader.techniques import techniques
from grader.widgets.activity import Activity
from grader.widgets.assets import script, style
from grader.widgets.practice_words import spelled, standing_words

EMPTY = "There's nothing to show yet. Finish one reply above, and look again."
STAGES = {
    "mastered": ("yes", "✓", "mastered"),
    "nearly": ("partly", "◐", "nearly"),
    "practising": ("no", "○", "on the way"),
    "new": ("no", "·", "not tried yet"),
}
"""A stage of mastery: its state for the style sheet, its icon, its word."""


class ProgressView(Activity):
    """The page asks `look`, and gets HTML in which nothing is what somebody wrote."""

    _esm = script("activity.js", "progress.js")
    _css = style("activity.css", "progress.css")

    def __init__(
        self,
        store: ReplyStore,
        progress: ProgressStore,
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
    ) -> None:
        """Show what is in `progress`; now is for tests."""
        self._progress, self._now = progress, now
        super().__init__(store, "practice:progress", {})

    def accept(self, answer: Any) -> Any:
        """There is nothing to answer here."""
        raise ValueError("There is nothing to answer here.")

    def respond(self, kind: str, answer: Any) -> Mapping[str, Any] | None:
        """The whole view, drawn anew."""
        if kind != "look":
            return None
        found = self._progress.read()
        notice = " ".join(found.notices)
        if not found.records:
            return {"kind": "view", "words": EMPTY, "notice": notice, "html": ""}
        return {"kind": "view", "words": "", "notice": notice, "html": view(found.records, self._now())}


def view(records: Sequence[Record], now: datetime) -> str:
    """The standing of each technique, then the plots, as HTML."""
    from grader.plots import guess_against_score, own_levels  # matplotlib takes a second to load

    return _techniques(records, now) + own_levels(records) + guess_against_score(records)


def _techniques(records: Sequence[Record], now: datetime) -> str:
    due = due_dates(records, now.tzinfo)
    rows = []
    for one in techniques():
        found = standing(records, one.id)
        state, icon, word = STAGES[found.stage]
        back = "" if found.stage == "new" else _back(due[one.id], now.date()) if one.id in due else ""
        said = "" if found.stage == "new" else f"{standing_words(found, now.date())} {back}"
        rows.append(
            f'<li data-state="{state}"><strong>{safe(one.title)}</strong> <span class="ek-state">'
            f'<span aria-hidden="true">{icon}</span> {word}</span><p>{safe(said)}</p></li>'
        )
    return f'<h3>Your techniques</h3><ul class="ekg-techniques">{"".join(rows)}</ul>'


def _back(day: date, today: date) -> str:
    return "Due today." if day <= today else f"It comes back {spelled(day, today)}."
