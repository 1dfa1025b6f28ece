"""Claims about the one-line calls that notebooks make."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest

from grader import lesson
from grader.replies import ReplyStore
from grader.widgets.desk import Desk

LESSON = "03-name-the-feeling"


class Shown:
    """What a notebook's calls have put on the page."""

    def __init__(self) -> None:
        self.widgets: list[Any] = []
        self.markup: list[str] = []

    @property
    def words(self) -> str:
        """The markup's text."""
        return html.unescape(re.sub(r"<[^>]+>", " ", " ".join(self.markup)))


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shown:
    """A notebook in course/, with what it shows."""
    shown = Shown()
    folder = tmp_path / "course"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.delenv("EVEN_KEEL_NO_SAVE", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "own"))
    monkeypatch.setattr(lesson, "_show", shown.widgets.append)
    monkeypatch.setattr(lesson, "_html", shown.markup.append)
    lesson.begin(LESSON)
    return shown


CALLS = {
    "breathe": lambda: lesson.breathe(),
    "reappraise": lambda: lesson.reappraise("through-the-kitchen"),
    "recall": lambda: lesson.recall(),
    "guess": lambda: lesson.guess("bees-in-the-locker"),
    "cold_rewrite": lambda: lesson.cold_rewrite("bees-in-the-locker"),
    "contrast": lambda: lesson.contrast("fourth-answer"),
    "worked_example": lambda: lesson.worked_example("his-voicemail"),
    "fill_in": lambda: lesson.fill_in("three-bills"),
    "coached_rewrite": lambda: lesson.coached_rewrite("through-the-kitchen"),
    "debrief": lambda: lesson.debrief(),
    "rewrite": lambda: lesson.rewrite("receipt-in-my-hand"),
    "conversation": lambda: lesson.conversation("unit-four-a"),
    "hand_in": lambda: lesson.hand_in(),
    "practice": lambda: lesson.practice(),
    "progress": lambda: lesson.progress(),
}


QUIET = {
    "begin", "check", "check_turn", "check_conversation", "model_reply", "model_turns", "assignment_link",
}  # fmt: skip
"""Calls that show nothing by themselves."""


@pytest.mark.parametrize("name", CALLS)
def test_each_exercise_is_one_call_that_shows_one_thing_and_writes_nothing(page: Shown, name: str) -> None:
    CALLS[name]()
    assert (len(page.widgets), page.markup) == (1, [])
    assert list(Path.cwd().iterdir()) == []


def test_a_notebook_gets_the_calls_and_nothing_else() -> None:
    names: dict[str, Any] = {}
    exec("from grader.lesson import *", names)
    assert set(names) - {"__builtins__"} == {*CALLS, *QUIET}


CARD_CALLS = (
    lesson.guess, lesson.cold_rewrite, lesson.contrast, lesson.worked_example, lesson.fill_in,
    lesson.coached_rewrite, lesson.rewrite, lesson.reappraise,
)  # fmt: skip


@pytest.mark.parametrize("call", CARD_CALLS, ids=lambda call: call.__name__)
def test_an_unknown_card_is_said_in_plain_words(page: Shown, call: Any) -> None:
    call("no-such-card")
    assert page.widgets == []
    assert "This part can't be shown: no-such-card" in page.words
    assert "Traceback" not in page.words


@pytest.mark.parametrize("call", CARD_CALLS, ids=lambda call: call.__name__)
def test_a_damaged_card_is_said_in_plain_words(
    page: Shown, call: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.yaml").write_text("id: [", encoding="utf-8")
    monkeypatch.setenv("EVEN_KEEL_CARDS", str(tmp_path))
    call("mine")
    assert page.widgets == []
    assert "mine.yaml: line 1:" in page.words


def test_an_unknown_lesson_is_said_in_plain_words(page: Shown) -> None:
    lesson.begin("99-no-such-lesson")
    lesson.recall()
    assert page.words.count("there is no lesson called") == 2


def test_a_card_without_an_exercise_in_this_lesson_is_said_in_plain_words(page: Shown) -> None:
    lesson.fill_in("to-berry")
    assert "there is no entry for the card to-berry" in page.words


def test_whatever_else_fails_the_learner_reads_a_sentence(
    page: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.widgets.recall.Recall.__init__", lambda *_: 1 / 0)
    lesson.recall()
    assert "This part can't be shown just now" in page.words
    assert "division" not in page.words


def test_what_a_message_quotes_stays_text(page: Shown) -> None:
    lesson.cold_rewrite("<img src=x onerror=alert(1)>")
    assert "<img" not in page.markup[0]


def test_the_cold_rewrite_is_silent_and_the_coached_one_speaks(page: Shown) -> None:
    lesson.cold_rewrite("bees-in-the-locker")
    lesson.coached_rewrite("through-the-kitchen")
    assert [desk.mode for desk in page.widgets if isinstance(desk, Desk)] == ["assignment", "coached"]


def test_a_lesson_brings_its_own_focus_and_an_assignment_names_it(page: Shown) -> None:
    assert lesson._page.focus == ("emotion_acknowledgment",)
    lesson.begin(LESSON, focus=("composed_tone",))
    assert lesson._page.focus == ("composed_tone",)


def test_replies_of_this_folder_are_there_again(page: Shown) -> None:
    ReplyStore(Path.cwd(), part=LESSON).save_guess("bees-in-the-locker", "composed_tone", 1)
    lesson.guess("bees-in-the-locker")
    assert page.widgets[0].answer == {"composed_tone": 1}


def test_what_the_store_has_to_say_is_said_at_the_start(page: Shown) -> None:
    Path("replies.json").write_text("{", encoding="utf-8")
    lesson.begin(LESSON)
    assert "kept as replies.damaged" in page.words


def test_a_source_notebook_never_writes_replies(
    page: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "solutions" / LESSON
    source.mkdir(parents=True)
    monkeypatch.chdir(source)
    lesson.begin(LESSON, focus=())
    assert lesson._page.store().memory
    monkeypatch.chdir(tmp_path / "course")
    assert not lesson._page.store().memory
    lesson.model_reply("receipt-in-my-hand", "I'm sorry.")
    assert lesson._page.store().memory


def test_the_way_to_the_assignment_is_relative_and_only_there_if_it_leads_somewhere(
    page: Shown, tmp_path: Path
) -> None:
    lesson.assignment_link(LESSON)
    assert "<a " not in page.markup[0]
    assert "instructor" in page.words
    place = tmp_path / "exercises" / LESSON
    place.mkdir(parents=True)
    (place / f"{LESSON}.ipynb").write_text("{}", encoding="utf-8")
    lesson.assignment_link(LESSON)
    assert f'href="../exercises/{LESSON}/{LESSON}.ipynb"' in page.markup[1]
    assert "another go" not in page.markup[1]
    retake = tmp_path / "exercises" / f"{LESSON}-retake"
    retake.mkdir()
    (retake / f"{LESSON}-retake.ipynb").write_text("{}", encoding="utf-8")
    lesson.assignment_link(LESSON)
    assert f'href="../exercises/{LESSON}-retake/{LESSON}-retake.ipynb"' in page.markup[2]


def test_a_grade_cell_shows_nothing_in_a_live_notebook(page: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    assert lesson.check("receipt-in-my-hand", "composed_tone") is None
    assert lesson.check("no-such-card", "composed_tone") is None
    assert (page.widgets, page.markup) == ([], [])


def test_a_grade_cell_is_a_plain_float_within_bounds_where_nbgrader_runs_it(
    page: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    lesson.begin(LESSON, focus=("emotion_acknowledgment",))
    lesson.model_reply("receipt-in-my-hand", "LISTEN, you should have kept the form. Calm down.")
    assert lesson.check("receipt-in-my-hand", "composed_tone") == 0.0
    for card, criterion in (("receipt-in-my-hand", "fact_fidelity"), ("no-such-card", "fact_fidelity")):
        points = lesson.check(card, criterion)
        assert type(points) is float
        assert 0.0 <= points <= 2.0
