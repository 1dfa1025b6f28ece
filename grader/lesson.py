"""The one-line calls that notebooks make. None of them raises where a learner sees it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from grader.assess import assess
from grader.cards import CardError, load_card
from grader.nbgrader.course import card_dirs
from grader.replies import RepliesError, ReplyStore, read_replies

__all__ = ["begin", "check", "hand_in", "model_reply", "rewrite"]


@dataclass
class _Page:
    """What the notebook has said so far."""

    name: str = ""
    focus: tuple[str, ...] = ()
    models: dict[str, str] = field(default_factory=dict)

    def store(self) -> ReplyStore:
        """The learner's replies; a source notebook with model replies never writes any."""
        return ReplyStore(Path.cwd(), memory=True if self.models else None)


_page = _Page()


def begin(name: str, focus: tuple[str, ...] = ()) -> None:
    """Start a lesson or an assignment: its name, and the criteria that count twice."""
    global _page
    _page = _Page(name, tuple(focus))


def rewrite(card: str) -> None:
    """Show the desk for one card. In an assignment it says only whether the text is saved."""
    try:
        from grader.widgets.desk import Desk
    except ImportError:
        return
    from IPython.display import display

    display(Desk(load_card(card, card_dirs()), _page.store(), focus=_page.focus, mode="assignment"))


def model_reply(card: str, text: str) -> None:
    """A model reply, in the instructor's source only; grade cells then grade it."""
    _page.models[card] = text


def check(card: str, criterion: str) -> float | None:
    """One grade cell. Shows nothing to a learner; where nbgrader itself runs the notebook, the points as a float."""
    if os.environ.get("NBGRADER_EXECUTION") != "autograde":
        return None
    try:
        result = assess(_reply(card), load_card(card, card_dirs()), _page.focus)
        points, most = float(result.credits.get(criterion, 0.0)), float(result.max_credits.get(criterion, 0.0))
    except (CardError, RepliesError, ValueError):
        return 0.0
    return min(max(points, 0.0), most)


def hand_in() -> None:
    """Show the button that freezes what was written into one zip."""
    try:
        from grader.widgets.handin import HandInPanel
    except ImportError:
        return
    from IPython.display import display

    display(HandInPanel(Path.cwd(), _page.name))


def _reply(card: str) -> str:
    if card in _page.models:
        return _page.models[card]
    return read_replies(Path.cwd() / "replies.json").text(card)
