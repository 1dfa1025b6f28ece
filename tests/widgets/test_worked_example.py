"""Claims about the reply that is built up step by step."""

from __future__ import annotations

from pathlib import Path

import pytest
from activity_page import Page, on_disk, store

from grader import load_card
from grader.lessons import LessonError, load_lesson
from grader.widgets.worked_example import WorkedExample

CARD = load_card("his-voicemail")
STEP = load_lesson("03-name-the-feeling").worked_example


def worked(folder: Path) -> Page:
    return Page(WorkedExample(store(folder), CARD, STEP))


def test_each_step_has_words_a_name_and_a_reason(tmp_path: Path) -> None:
    steps = worked(tmp_path).activity.content["steps"]
    assert len(steps) == 5
    assert all(step["words"] and step["name"] and step["why"] for step in steps)
    assert CARD.replies is not None
    assert "".join(step["lead"] + step["words"] for step in steps) == CARD.replies.strong


def test_it_says_when_the_rule_backfires_and_what_to_do_instead(tmp_path: Path) -> None:
    backfires = worked(tmp_path).activity.content["backfires"]
    assert len(backfires) >= 4
    assert all(b["title"] and b["text"] and b["instead"] for b in backfires)


def test_how_far_somebody_got_is_kept(tmp_path: Path) -> None:
    worked(tmp_path).say("answer", 3)
    assert on_disk(tmp_path).answers == {f"worked:{CARD.id}": 3}
    assert worked(tmp_path).activity.answer == 3


@pytest.mark.parametrize("step", [-1, 6, "2", None, True, 2.0])
def test_there_is_no_other_step(tmp_path: Path, step: object) -> None:
    (said,) = worked(tmp_path).say("answer", step)
    assert said == {"kind": "failed", "seq": 1, "why": "There is no such step."}


def test_steps_that_do_not_add_up_to_the_cards_reply_are_refused(tmp_path: Path) -> None:
    short = STEP.model_copy(update={"steps": STEP.steps[:-1]})
    with pytest.raises(LessonError, match="don't add up"):
        WorkedExample(store(tmp_path), CARD, short)
    mixed = STEP.model_copy(update={"steps": STEP.steps[::-1]})
    with pytest.raises(LessonError, match="is not what comes next"):
        WorkedExample(store(tmp_path), CARD, mixed)
