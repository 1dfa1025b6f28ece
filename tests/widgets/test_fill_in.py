"""Claims about the reply with one move missing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from activity_page import Page, broken, by_word, on_disk, store

from grader import load_card
from grader.lessons import LessonError, load_lesson
from grader.widgets.fill_in import FillIn

LESSON = load_lesson("03-name-the-feeling")
STEP = LESSON.fill_in[1]
CARD = load_card(STEP.card)


def fill_in(folder: Path, **options: Any) -> Page:
    options.setdefault("grade", by_word("cold"))
    return Page(FillIn(store(folder), CARD, STEP, **options))


def test_the_missing_words_are_not_in_the_page(tmp_path: Path) -> None:
    content = fill_in(tmp_path).activity.content
    assert STEP.missing not in json.dumps(content, ensure_ascii=False)
    assert CARD.replies is not None
    parts = (content["before"], STEP.missing, content["after"], content["rest"])
    assert "".join(parts) == CARD.replies.strong
    assert content["after"].endswith(".")
    assert len(content["after"]) < len(content["rest"])


def test_nothing_is_said_about_an_empty_gap(tmp_path: Path) -> None:
    assert fill_in(tmp_path).say("check", "  \n") == [{"kind": "feedback", "level": None, "seq": 1}]


def test_feedback_quotes_what_was_written_and_nothing_around_it(tmp_path: Path) -> None:
    (said,) = fill_in(tmp_path).say("check", "You sit in the cold.", seq=9)
    assert (said["kind"], said["seq"], said["level"]) == ("feedback", 9, 2)
    assert said["quotes"] == ["cold"]
    (around,) = fill_in(tmp_path, grade=by_word("Two bills")).say("check", "You sit in the cold.")
    assert around["quotes"] == []


def test_a_level_comes_with_its_word_its_reason_and_the_next_edit(tmp_path: Path) -> None:
    (said,) = fill_in(tmp_path).say("check", "That's a pity.")
    assert said["state"] == {"name": "no", "icon": "○", "word": "not yet"}
    assert (said["reasons"], said["next_edit"]) == (["It doesn't say cold."], "Say cold.")


def test_one_way_to_write_it_waits_for_the_second_try(tmp_path: Path) -> None:
    page = fill_in(tmp_path)
    tries = ["That's a pity, Mr Pugh.", "That's a pity, Mr Pugh.", "What a pity that is."]
    assert [page.say("check", text)[0]["may_show"] for text in tries] == [False, False, True]


def test_half_a_sentence_is_no_try(tmp_path: Path) -> None:
    page = fill_in(tmp_path)
    assert [page.say("check", text)[0]["may_show"] for text in ("That's", "That's a", "That")] == [False] * 3


def test_whoever_is_there_at_once_may_see_it_at_once(tmp_path: Path) -> None:
    page = fill_in(tmp_path)
    assert page.say("check", "Cold it is: you sit in the cold.")[0]["may_show"] is True
    assert page.say("show")[0]["missing"] == STEP.missing


def test_what_stands_in_the_gap_is_kept(tmp_path: Path) -> None:
    fill_in(tmp_path).say("answer", "You sit <b>there</b>")
    assert on_disk(tmp_path).answers == {f"fill-in:{CARD.id}": "You sit <b>there</b>"}
    assert fill_in(tmp_path).activity.answer == "You sit <b>there</b>"


def test_a_broken_grader_is_one_plain_sentence(tmp_path: Path) -> None:
    page = fill_in(tmp_path, grade=broken)
    (said,) = page.say("check", "You sit in the cold.")
    assert said["kind"] == "trouble"
    assert "broken" not in said["why"]


def test_words_that_are_not_on_the_card_are_the_authors_mistake(tmp_path: Path) -> None:
    wrong = STEP.model_copy(update={"missing": "No such words."})
    with pytest.raises(LessonError, match="not in the strong reply"):
        FillIn(store(tmp_path), CARD, wrong)
