"""Claims about the two questions on earlier lessons."""

from __future__ import annotations

from pathlib import Path

import pytest
from activity_page import Page, on_disk, store

from grader.lessons import load_lesson
from grader.widgets.recall import Recall

ITEMS = load_lesson("03-name-the-feeling").recall
FIRST, SECOND = (item.id for item in ITEMS)


def recall(folder: Path) -> Page:
    return Page(Recall(store(folder), "recall:x", ITEMS))


def test_every_option_comes_with_a_reason(tmp_path: Path) -> None:
    for item in recall(tmp_path).activity.content["items"]:
        assert all(option["why"] for option in item["options"])
        assert sum(option["right"] for option in item["options"]) == 1


def test_a_choice_is_kept_and_may_be_changed(tmp_path: Path) -> None:
    page = recall(tmp_path)
    page.say("answer", {FIRST: 0})
    page.say("answer", {FIRST: 2, SECOND: 1}, seq=2)
    assert on_disk(tmp_path).answers["recall:x"] == {FIRST: 2, SECOND: 1}
    assert recall(tmp_path).activity.answer == {FIRST: 2, SECOND: 1}


@pytest.mark.parametrize("choice", [3, -1, "0", None, True, 1.0])
def test_only_an_option_can_be_chosen(tmp_path: Path, choice: object) -> None:
    (said,) = recall(tmp_path).say("answer", {FIRST: choice})
    assert said["kind"] == "failed"


def test_a_question_that_has_left_the_lesson_is_forgotten(tmp_path: Path) -> None:
    recall(tmp_path).say("answer", {"gone": 0, FIRST: 1})
    assert on_disk(tmp_path).answers["recall:x"] == {FIRST: 1}
