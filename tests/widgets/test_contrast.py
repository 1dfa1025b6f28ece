"""Claims about comparing three replies before the rule appears."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from activity_page import Page, broken, by_word, on_disk, store

from grader import load_card
from grader.cards import load_cards
from grader.lessons import load_lesson
from grader.widgets.contrast import KINDS, LABELS, Contrast, order, phrases

CARD = load_card("fourth-answer")
assert CARD.replies is not None
REPLIES = CARD.replies
STEP = load_lesson("03-name-the-feeling").contrast
EMPTY = {"tapped": [[], [], []], "shown": False}


def contrast(folder: Path, **options: Any) -> Page:
    options.setdefault("grade", by_word("Of course"))
    return Page(Contrast(store(folder), CARD, STEP, "emotion_acknowledgment", **options))


@pytest.mark.parametrize("card", load_cards()[0].values(), ids=lambda card: card.id)
def test_phrases_leave_no_word_out_and_none_is_long(card: Any) -> None:
    for kind in KINDS:
        text = getattr(card.replies, kind)
        pieces = [text[a:b] for a, b in phrases(text)]
        assert "".join("".join(pieces).split()) == "".join(text.split())
        assert max(len(piece.split()) for piece in pieces) <= 30
        assert len(pieces) >= 3


def test_the_order_is_fixed_for_a_card_and_differs_between_cards() -> None:
    assert order(CARD.id) == order(CARD.id)
    assert len({order(card) for card in load_cards()[0]}) >= 3


def test_nothing_the_page_is_given_says_which_reply_is_which(tmp_path: Path) -> None:
    given = json.dumps(contrast(tmp_path).activity.content)
    assert not any(word in given for word in (*KINDS, *LABELS.values(), STEP.rule))


def test_rule_and_labels_come_when_they_are_asked_for(tmp_path: Path) -> None:
    (said,) = contrast(tmp_path).say("rule", seq=4)
    assert (said["kind"], said["seq"], said["rule"]) == ("rule", 4, STEP.rule)
    assert [reply["kind"] for reply in said["replies"]] == list(order(CARD.id))


def test_the_words_that_do_the_work_are_those_the_grader_quotes(tmp_path: Path) -> None:
    (said,) = contrast(tmp_path).say("rule")
    strong = next(reply for reply in said["replies"] if reply["kind"] == "strong")
    pieces = [REPLIES.strong[a:b] for a, b in phrases(REPLIES.strong)]
    assert [pieces[i] for i in strong["working"]] == [p for p in pieces if "Of course" in p]
    assert strong["quotes"] == ["Of course"]
    weak = next(reply for reply in said["replies"] if reply["kind"] == "weak")
    assert weak["working"] == []


def test_tapped_phrases_are_kept(tmp_path: Path) -> None:
    page = contrast(tmp_path)
    page.say("answer", {"tapped": [[2, 0, 2], [], [1]], "shown": True})
    assert on_disk(tmp_path).answers == {f"contrast:{CARD.id}": {"tapped": [[0, 2], [], [1]], "shown": True}}
    assert contrast(tmp_path).activity.answer["shown"] is True


@pytest.mark.parametrize("tapped", [[[99], [], []], [[], []], [["0"], [], []], [[-1], [], []], "x", None])
def test_only_phrases_of_these_replies_can_be_tapped(tmp_path: Path, tapped: object) -> None:
    (said,) = contrast(tmp_path).say("answer", {**EMPTY, "tapped": tapped})
    assert said["kind"] == "failed"


def test_a_broken_grader_is_one_plain_sentence(tmp_path: Path) -> None:
    (said,) = contrast(tmp_path, grade=broken).say("rule")
    assert said["kind"] == "trouble"
    assert "broken" not in said["why"]
