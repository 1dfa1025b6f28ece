"""The one-line calls that notebooks make. None of them raises where a learner sees it.

A lesson's notebook begins with `begin("03-name-the-feeling")` and then calls one function for each exercise;
what the exercises say stands in `grader/lessons/`, what the customers say on the cards. An assignment's
notebook calls `begin(name, focus=…)`, `rewrite`, `model_reply`, `check` and `hand_in`. Nothing is written to
disk until somebody types in the page.
"""

from __future__ import annotations

import functools
import logging
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec

from grader.assess import assess
from grader.cards import Card, CardError, CriterionId, load_card
from grader.html import safe
from grader.lessons import Lesson, LessonError, load_lesson
from grader.nbgrader.course import card_dirs
from grader.replies import RepliesError, ReplyStore, read_replies
from grader.simulator import Conversation, NoConversation, converse, trajectory
from grader.turns import sent_replies, turn_id, turn_items

if TYPE_CHECKING:
    from grader.progress import ProgressStore
    from grader.widgets.desk import Desk

__all__ = [
    "assignment_link",
    "begin",
    "breathe",
    "check",
    "check_conversation",
    "check_turn",
    "coached_rewrite",
    "cold_rewrite",
    "contrast",
    "conversation",
    "debrief",
    "fill_in",
    "guess",
    "hand_in",
    "model_reply",
    "model_turns",
    "practice",
    "progress",
    "reappraise",
    "recall",
    "rewrite",
    "worked_example",
]

WITHOUT_LESSON = ("00-start-here", "practice", "talks")
"""Notebooks of the course without exercises of their own in `lessons/`."""
SOURCES = "solutions"
"""The folder of source notebooks: nothing that is typed there is written to disk."""
_log = logging.getLogger(__name__)
logging.getLogger("grader").addHandler(logging.NullHandler())  # else errors land on the page as stderr
P = ParamSpec("P")


@dataclass
class _Page:
    """What the notebook has said so far."""

    name: str = ""
    focus: tuple[str, ...] = ()
    models: dict[str, str] = field(default_factory=dict)
    coached: list[str] = field(default_factory=list)
    records: ProgressStore | None = None
    helps: bool = True
    """Whether conversations are coached: in a lesson, and not in an assignment."""

    def store(self) -> ReplyStore:
        """The learner's replies, a lesson's own; a source notebook with model replies never writes any."""
        source = bool(self.models) or Path.cwd().parent.name == SOURCES
        lesson = self.name if self.helps and self.name not in WITHOUT_LESSON else ""
        return ReplyStore(Path.cwd(), memory=True if source else None, part=lesson)

    def progress(self) -> ProgressStore:
        """The user's own records, one store a page; kept nowhere where replies aren't kept either."""
        from grader.progress import ProgressStore

        if self.records is None:
            self.records = ProgressStore(memory=self.store().memory)
        return self.records

    def lesson(self) -> Lesson:
        """The exercises of this lesson. Raises LessonError."""
        return load_lesson(self.name)


_page = _Page()


def _plainly(call: Callable[P, None]) -> Callable[P, None]:
    """Let `call` show a sentence in the page where it would have raised."""

    @functools.wraps(call)
    def shown(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            call(*args, **kwargs)
        except (CardError, LessonError, NoConversation, RepliesError) as error:
            _notice(f"This part can't be shown: {error}. The rest of the page works.")
        except Exception:
            _log.exception("%s failed", call.__name__)
            _notice("This part can't be shown just now. What you wrote is safe, and the rest works.")

    return shown


@_plainly
def begin(name: str, focus: tuple[str, ...] | None = None) -> None:
    """Start a lesson or an assignment.

    name: the lesson's or assignment's id. focus: the criteria that count twice; a lesson's own by default.
    """
    global _page
    _page = _Page(name, tuple(focus or ()), helps=focus is None)
    if focus is None and name not in WITHOUT_LESSON:
        _page.focus = _page.lesson().focus
    for notice in _page.store().read().notices:
        _notice(notice)


@_plainly
def recall() -> None:
    """Step 1: the lesson's two questions on earlier lessons."""
    from grader.widgets.recall import Recall

    _show(Recall(_page.store(), f"recall:{_page.name}", _page.lesson().recall))


@_plainly
def breathe() -> None:
    """Two minutes of slow breathing, at a pace to follow. It keeps nothing."""
    from grader.widgets.pacer import Pacer

    _show(Pacer())


@_plainly
def reappraise(card: str) -> None:
    """A private look at one's first thought about a card's message. What is written stays in the page."""
    from grader.widgets.private import Private

    _show(Private(_card(card), _page.lesson().reappraise_for(card)))


@_plainly
def guess(card: str, criteria: tuple[CriterionId, ...] = ()) -> None:
    """Step 2: guess one's own levels for a card, by default for the criteria that the lesson names."""
    from grader.widgets.guess import Guess

    _show(Guess(_page.store(), _card(card), criteria or _page.lesson().guess.criteria))


@_plainly
def cold_rewrite(card: str) -> None:
    """Step 2: rewrite without help. The page says only whether the text is saved."""
    _show(_desk(card, coached=False))


@_plainly
def contrast(card: str) -> None:
    """Step 3: compare the card's three replies, then see the lesson's rule."""
    from grader.widgets.contrast import Contrast

    lesson = _page.lesson()
    _show(Contrast(_page.store(), _card(card), lesson.contrast, lesson.focus[0], lesson=lesson.id))


@_plainly
def worked_example(card: str) -> None:
    """Step 4: the card's strong reply built up step by step, and when the rule backfires."""
    from grader.widgets.worked_example import WorkedExample

    _show(WorkedExample(_page.store(), _card(card), _page.lesson().worked_example))


@_plainly
def fill_in(card: str) -> None:
    """Step 5: the card's strong reply with one move missing."""
    from grader.widgets.fill_in import FillIn

    _show(FillIn(_page.store(), _card(card), _page.lesson().gap_for(card)))


@_plainly
def coached_rewrite(card: str) -> None:
    """Step 6: rewrite while the page says what the words do."""
    desk = _desk(card, coached=True)
    _page.coached.append(card)
    _show(desk)


@_plainly
def assignment_link(assignment: str) -> None:
    """Step 7: the way to the assignment, which lies in exercises/ beside the course folder."""
    from grader.techniques import RETAKE

    task = _link(assignment, "Open the assignment")
    again = _link(assignment + RETAKE, "the same task with other people")
    if task:
        other = f" Later, if you would like another go: {again}." if again else ""
        _html(f'<p class="ek-assignment"><strong>{task}.</strong> It opens in a tab of its own.{other}</p>')
    else:
        _notice(f"Open the assignment “{assignment}” that your instructor has given you.")


def _link(assignment: str, words: str) -> str:
    """A link to an assignment beside the course folder; empty where there is none."""
    place = f"exercises/{assignment}/{assignment}.ipynb"
    if not (Path.cwd().parent / place).is_file():
        return ""
    return f'<a href="../{safe(place)}" target="_blank" rel="noopener">{words}</a>'


@_plainly
def debrief() -> None:
    """Step 8: guess beside score, a goal, and when to come back."""
    from grader.widgets.debrief import Debrief

    lesson = _page.lesson()
    cold = (_card(lesson.guess.card), lesson.guess.criteria)
    coached = [_card(card) for card in dict.fromkeys(_page.coached)]
    goal, focus = f"goal:{lesson.id}", lesson.focus[0]
    _show(Debrief(_page.store(), goal, cold, coached, focus, lesson.goal, keep=(lesson.id, _page.progress())))


@_plainly
def practice() -> None:
    """The next card that is due, to rewrite without help; then full feedback, and the next one."""
    from grader.pools import practice_cards
    from grader.widgets.practice import Practice

    _show(Practice(_page.store(), _page.progress(), practice_cards(card_dirs())).box)


@_plainly
def progress() -> None:
    """How practice goes: each technique's standing, and plots of one's own levels and guesses."""
    from grader.widgets.progress_view import ProgressView

    _show(ProgressView(_page.store(), _page.progress()))


@_plainly
def rewrite(card: str) -> None:
    """Show the desk for one card of an assignment. It says only whether the text is saved."""
    _show(_desk(card, coached=False))


@_plainly
def conversation(card: str, coached: bool | None = None) -> None:
    """A conversation of several replies: the customer answers each, by how it was taken.

    coached: whether the page says what each reply does; by default in a lesson, and not in an assignment.
    """
    from grader.widgets.conversation import ConversationDesk

    helps = _page.helps if coached is None else coached
    _show(ConversationDesk(_card(card), _page.store(), focus=_page.focus, coached=helps))


def model_reply(card: str, text: str) -> None:
    """A model reply, in the instructor's source only; grade cells then grade it."""
    _page.models[card] = text


def model_turns(card: str, texts: list[str]) -> None:
    """Model replies to a whole conversation, in the instructor's source only."""
    _page.models.update({turn_id(card, number): text for number, text in enumerate(texts, start=1)})


def check(card: str, criterion: str) -> float | None:
    """One grade cell: nothing for a learner; where nbgrader runs the notebook, the points as a float."""
    if os.environ.get("NBGRADER_EXECUTION") != "autograde":
        return None
    try:
        result = assess(_reply(card), _card(card), _page.focus)
        points = float(result.credits.get(criterion, 0.0))
        most = float(result.max_credits.get(criterion, 0.0))
    except (CardError, RepliesError, ValueError):
        return 0.0
    return min(max(points, 0.0), most)


def check_turn(card: str, turn: int, criterion: str) -> float | None:
    """A grade cell for one reply of a conversation; as `check`."""
    if os.environ.get("NBGRADER_EXECUTION") != "autograde":
        return None
    try:
        result = turn_items(_played(card))[turn_id(card, turn)].assessment
    except (CardError, RepliesError, KeyError, ValueError):
        return 0.0
    points = float(result.credits.get(criterion, 0.0))
    return min(max(points, 0.0), float(result.max_credits.get(criterion, 0.0)))


def check_conversation(card: str) -> float | None:
    """The grade cell for the way of a conversation, 0 to 10 points; as `check`."""
    from grader.nbgrader.plan import WAY_POINTS

    if os.environ.get("NBGRADER_EXECUTION") != "autograde":
        return None
    try:
        return min(max(trajectory(_played(card)) * WAY_POINTS, 0.0), WAY_POINTS)
    except (CardError, RepliesError, ValueError):
        return 0.0


@_plainly
def hand_in() -> None:
    """Show the button that freezes what was written into one zip."""
    from grader.widgets.handin import HandInPanel

    _show(HandInPanel(Path.cwd(), _page.name, _page.progress()))


def _card(card: str) -> Card:
    return load_card(card, card_dirs())


def _desk(card: str, *, coached: bool) -> Desk:
    from grader.widgets.desk import Desk

    return Desk(_card(card), _page.store(), focus=_page.focus, mode="coached" if coached else "assignment")


def _played(card: str) -> Conversation:
    """The conversation that the replies on disk, or the model's, lead to. Raises NoConversation."""
    found = _card(card)
    return _converse(found, sent_replies(found, _reply), _page.focus)


@functools.lru_cache(maxsize=4)
def _converse(card: Card, replies: tuple[str, ...], focus: tuple[str, ...]) -> Conversation:
    """`converse`, once for all the grade cells of a conversation."""
    return converse(card, replies, focus)


def _reply(card: str) -> str:
    if card in _page.models:
        return _page.models[card]
    return read_replies(Path.cwd() / "replies.json").text(card)


def _show(widget: Any) -> None:
    publish: Any = import_module("IPython.display")
    publish.display(widget)


def _notice(text: str) -> None:
    _html(f'<p class="ek-notice" role="note">{safe(text)}</p>')


def _html(markup: str) -> None:
    publish: Any = import_module("IPython.display")
    publish.display(publish.HTML(markup))
