"""Claims about the view of one's own progress: standing, plots, notices; and lessons feed it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from activity_page import Page, store

from grader import Assessment, Card, Level, load_card
from grader.lessons import load_lesson
from grader.progress import ProgressStore
from grader.record import Record
from grader.widgets.debrief import Debrief
from grader.widgets.progress_view import EMPTY, ProgressView

START = datetime(2026, 11, 2, 9, tzinfo=UTC)
FEELING = "03-name-the-feeling"


def record(number: int, days: float, passed: Any = "yes", **fields: Any) -> Record:
    fields = {"levels": {"composed_tone": 2}, "guess": {}, **fields}
    return Record(
        id=f"{number:016x}", at=START + timedelta(days=days), kind="practice", card=f"card-{number}",
        techniques=(FEELING,), score=0.8, passed=passed, grader="0.2", **fields,
    )  # fmt: skip


def look(folder: Path, *records: Record, days: float = 1) -> dict[str, Any]:
    progress = ProgressStore(folder / "mine", memory=False)
    for one in records:
        progress.add(one)
    view = ProgressView(store(folder), progress, lambda: START + timedelta(days=days))
    (said,) = Page(view).say("look")
    return said


def test_before_anything_is_finished_it_says_what_to_do(tmp_path: Path) -> None:
    assert look(tmp_path) == {"kind": "view", "words": EMPTY, "notice": "", "html": "", "seq": 1}


def test_each_technique_has_its_standing_and_its_day(tmp_path: Path) -> None:
    html = look(tmp_path, record(1, 0), record(2, 0.1), days=0.2)["html"]
    assert html.count("not tried yet") == 10
    assert "Two new cards passed: one more pass on Wednesday 4 November or later" in html
    assert "It comes back " in html
    html = look(tmp_path, record(3, 2.2), days=40)["html"]
    assert "mastered" in html
    assert "Due today." in html


def test_the_plots_are_there_and_that_of_guesses_only_where_there_were_any(tmp_path: Path) -> None:
    html = look(tmp_path, record(1, 0))["html"]
    assert "How your replies have gone" in html
    assert "Guess against level" not in html
    html = look(tmp_path, record(2, 0, guess={"composed_tone": 0}))["html"]
    assert "Better than you thought: 1." in html


def test_a_damaged_line_is_said(tmp_path: Path) -> None:
    look(tmp_path, record(1, 0))
    with (tmp_path / "mine" / "records.jsonl").open("ab") as file:
        file.write(b'{"format":1,')
    assert "can't be read" in look(tmp_path)["notice"]


def graded(reply: str, card: Card, focus: Iterable[str] = (), *, encoder: bool = True) -> Assessment:
    """A pass where the reply says "wonder"."""
    if not reply:
        return Assessment("not_attempted", card.id)
    value: Literal[0, 2] = 2 if "wonder" in reply else 0
    passed: Literal["yes", "no"] = "yes" if value else "no"
    levels = dict.fromkeys(map(str, card.criteria), Level(value, (), (), "", "yes", value, value))
    return Assessment("scored", card.id, tuple(focus), levels=levels, score=value / 2, passed=passed)


def test_a_lesson_records_its_first_look_at_cold_and_coached_replies_once(tmp_path: Path) -> None:
    lesson, progress = load_lesson(FEELING), ProgressStore(tmp_path / "mine", memory=False)
    cold, coached = load_card(lesson.guess.card), [load_card("through-the-kitchen"), load_card("to-berry")]
    first = (cold, lesson.guess.criteria)
    options: dict[str, Any] = {"grade": graded, "keep": (FEELING, progress)}
    widget = Debrief(store(tmp_path), "goal:x", first, coached, lesson.focus[0], lesson.goal, **options)
    debrief = Page(widget)
    debrief.say("look")
    assert progress.read().records == (), "nothing was written yet"
    store(tmp_path).save_guess(cold.id, "emotion_acknowledgment", 1)
    store(tmp_path).save_reply(cold.id, "Fine.")
    store(tmp_path).save_reply("to-berry", "No wonder.")
    debrief.say("look")
    store(tmp_path).save_reply(cold.id, "No wonder, and now I know.")
    debrief.say("look")
    one, other = sorted(progress.read().records, key=lambda r: r.kind != "cold")
    assert (one.kind, one.card, one.passed, one.techniques) == ("cold", cold.id, "no", (FEELING,))
    assert one.guess == {"emotion_acknowledgment": 1}
    assert one.shown, "lessons show replies to their cards, and later ones come back to them"
    assert (other.kind, other.card, other.passed) == ("coached", "to-berry", "yes")
