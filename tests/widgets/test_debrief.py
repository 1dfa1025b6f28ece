"""Claims about looking back: guess beside score, a goal, and a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from activity_page import Page, broken, by_word, on_disk, store

from grader import load_card
from grader.cards import CriterionId
from grader.lessons import load_lesson
from grader.widgets.debrief import GAPS, Debrief

COLD = load_card("bees-in-the-locker")
LATER = (load_card("locked-out-on-payday"), load_card("through-the-kitchen"))
ASKED: tuple[CriterionId, ...] = ("emotion_acknowledgment", "composed_tone")
GOAL = load_lesson("03-name-the-feeling").goal


def debrief(folder: Path, **options: Any) -> Page:
    options.setdefault("grade", by_word("furious", ASKED))
    options.setdefault("today", date(2026, 11, 29))
    widget = Debrief(store(folder), "goal:x", (COLD, ASKED), LATER, "emotion_acknowledgment", GOAL, **options)
    return Page(widget)


def test_a_guess_stands_beside_the_level_of_what_was_written(tmp_path: Path) -> None:
    page = debrief(tmp_path)
    store(tmp_path).save_guess(COLD.id, "emotion_acknowledgment", 0)
    store(tmp_path).save_reply(COLD.id, "No wonder you're furious.")
    (said,) = page.say("look")
    feeling, tone = said["rows"]
    assert (feeling["guess"], feeling["level"], feeling["words"]) == (0, 2, GAPS[-2])
    assert (tone["guess"], tone["level"], tone["words"]) == (None, 2, "")
    assert said["missing"] == ""


def test_it_reads_what_stands_there_now_and_not_what_stood_there_at_the_start(tmp_path: Path) -> None:
    page = debrief(tmp_path)
    assert page.say("look")[0]["rows"] == []
    store(tmp_path).save_reply(COLD.id, "Fine.")
    assert page.say("look")[0]["rows"][0]["level"] == 0
    store(tmp_path).save_reply(COLD.id, "You're furious.")
    assert page.say("look")[0]["rows"][0]["level"] == 2


def test_what_is_missing_is_said_in_words(tmp_path: Path) -> None:
    page = debrief(tmp_path)
    assert page.say("look")[0]["missing"] == "You haven't written the reply in step 2 yet."
    store(tmp_path).save_reply(COLD.id, "Fine.")
    assert "didn't guess" in page.say("look")[0]["missing"]


def test_every_gap_between_guess_and_level_has_a_sentence() -> None:
    assert sorted(GAPS) == sorted({guess - level for guess in range(3) for level in range(3)})


def test_the_focus_is_followed_from_reply_to_reply_leaving_out_what_was_skipped(tmp_path: Path) -> None:
    page = debrief(tmp_path)
    store(tmp_path).save_reply(COLD.id, "Fine.")
    store(tmp_path).save_reply(LATER[1].id, "You're furious, and rightly.")
    course = page.say("look")[0]["course"]
    assert course == [{"title": COLD.title, "level": 0}, {"title": LATER[1].title, "level": 2}]


def test_the_day_to_come_back_is_said_as_people_say_it(tmp_path: Path) -> None:
    assert debrief(tmp_path).say("look")[0]["come_back"] == "Wednesday 2 December"


def test_the_goal_is_kept_in_ones_own_words(tmp_path: Path) -> None:
    goal = {"if": "somebody shouts", "then": "I breathe out first"}
    debrief(tmp_path).say("answer", goal)
    assert on_disk(tmp_path).answers == {"goal:x": goal}
    assert debrief(tmp_path).activity.answer == goal


@pytest.mark.parametrize("goal", ["x", None, {"if": 3}, {"then": "x" * 501}])
def test_a_goal_is_two_short_texts(tmp_path: Path, goal: object) -> None:
    (said,) = debrief(tmp_path).say("answer", goal)
    assert said["kind"] == "failed"


def test_a_broken_grader_is_one_plain_sentence(tmp_path: Path) -> None:
    page = debrief(tmp_path, grade=broken)
    (said,) = page.say("look")
    assert said["kind"] == "trouble"
    assert "broken" not in said["why"]
