"""Claims about guessing one's own levels."""

from __future__ import annotations

from pathlib import Path

import pytest
from activity_page import Page, on_disk, store

from grader import load_card
from grader.cards import CriterionId
from grader.widgets.guess import Guess

CARD = load_card("bees-in-the-locker")
ASKED: tuple[CriterionId, ...] = ("emotion_acknowledgment", "fault_ownership", "composed_tone")


def guess(folder: Path) -> Page:
    return Page(Guess(store(folder), CARD, ASKED))


def test_guesses_are_kept_as_guesses_for_the_card(tmp_path: Path) -> None:
    guess(tmp_path).say("answer", {"emotion_acknowledgment": 2, "composed_tone": 0})
    assert on_disk(tmp_path).guesses == {CARD.id: {"emotion_acknowledgment": 2, "composed_tone": 0}}
    assert guess(tmp_path).activity.answer == {"emotion_acknowledgment": 2, "composed_tone": 0}


def test_a_guess_can_be_changed_and_others_stay(tmp_path: Path) -> None:
    page = guess(tmp_path)
    page.say("answer", {"emotion_acknowledgment": 2})
    page.say("answer", {"emotion_acknowledgment": 1, "fault_ownership": 1}, seq=2)
    assert on_disk(tmp_path).guesses[CARD.id] == {"emotion_acknowledgment": 1, "fault_ownership": 1}


@pytest.mark.parametrize("value", [3, -1, None, True, "2", 1.5])
def test_a_guess_is_one_of_three_levels(tmp_path: Path, value: object) -> None:
    (said,) = guess(tmp_path).say("answer", {"composed_tone": value})
    assert said["kind"] == "failed"
    assert list(tmp_path.iterdir()) == []


def test_levels_are_asked_for_in_words(tmp_path: Path) -> None:
    content = guess(tmp_path).activity.content
    assert [level["word"] for level in content["levels"]] == ["not yet", "partly", "there"]
    assert all(row["title"] and row["definition"] for row in content["rows"])


def test_a_criterion_that_does_not_apply_to_the_card_is_the_authors_mistake(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="boundary_statement doesn't apply"):
        Guess(store(tmp_path), CARD, ("boundary_statement",))
