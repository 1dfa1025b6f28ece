"""Each move on sentences outside the corpus: those that make it and those that only look like it."""

from __future__ import annotations

import pytest
from decent import DECENT
from move_claims import LOOKS_LIKE, MAKES

from grader.moves import read_moves
from grader.moves.catalogue import MOVES
from grader.moves.wording import standard
from grader.training.corpus import read_corpus

HOSTILE = (
    "blame",
    "threat",
    "insult",
    "sarcasm",
    "overpromise",
    "command_to_feel",
    "dismissal",
    "defensiveness",
)


def says(move: str, sentence: str) -> float:
    return read_moves([sentence])[0].probabilities[move]


def test_no_move_of_the_catalogue_escapes() -> None:
    assert set(MAKES) == set(LOOKS_LIKE) == set(MOVES)
    assert all(len(MAKES[m]) >= 3 and len(LOOKS_LIKE[m]) >= 2 for m in MOVES)


def test_these_sentences_are_not_in_the_corpus() -> None:
    known = {line.text.casefold() for line in read_corpus()}
    ours = [s for table in (MAKES, LOOKS_LIKE) for rows in table.values() for s in rows] + list(DECENT)
    assert [s for s in ours if s.casefold() in known and len(s.split()) > 2] == []


KNOWN_MISSES = {
    "So the dishwasher flooded the kitchen on Sunday, and two plumbers have cancelled on you since.",
}
"""Sentences whose move has a probability under one half; told, so that no other joins them unseen."""


@pytest.mark.parametrize(("move", "sentence"), [(m, s) for m, rows in MAKES.items() for s in rows])
def test_a_sentence_that_makes_the_move_is_seen(move: str, sentence: str) -> None:
    seen = says(move, sentence) > 0.5
    assert seen != (sentence in KNOWN_MISSES), f"{'now' if seen else 'not'} seen as {move}: {sentence}"


@pytest.mark.parametrize(("move", "sentence"), [(m, s) for m, rows in LOOKS_LIKE.items() for s in rows])
def test_a_sentence_that_only_looks_like_the_move_is_not(move: str, sentence: str) -> None:
    assert says(move, sentence) < 0.5, f"taken for {move}: {sentence}"


@pytest.mark.parametrize("move", HOSTILE)
def test_decent_replies_are_not_accused(move: str) -> None:
    accused = [s for s in DECENT if says(move, s) > 0.5]
    assert len(accused) / len(DECENT) < 0.02, accused


PLAIN_AND_OTHERWISE = [
    ("apology", "I am sorry about the double charge.", "Sorry ah, about the double charge."),
    ("commits_action", "I will call the depot now.", "Will call depot now only."),
    ("commits_action", "I will have it sorted tomorrow.", "I'll hae it sorted the morra."),
    ("gives_time", "You will hear from me tomorrow.", "Ye'll hear from me the morra."),
    ("commits_action", "I have cancelled the second order.", "have cancelled teh second order for u"),
    ("commits_action", "I will take care of it today.", "I will do the needful today itself."),
]


@pytest.mark.parametrize(("move", "standard", "other"), PLAIN_AND_OTHERWISE)
def test_dialect_and_second_language_english_count_the_same(move: str, standard: str, other: str) -> None:
    assert says(move, standard) > 0.5
    seen = says(move, other) > 0.5
    assert seen != (other in KNOWN_MISSES), f"{'now' if seen else 'not'} seen as {move}: {other}"


@pytest.mark.parametrize(
    "sentence", ["Parcel found. Out tomorrow.", "Kindly do send me the photo, sir.", "Done."]
)
def test_plain_short_and_formal_sentences_are_not_accused(sentence: str) -> None:
    moves = read_moves([sentence])[0].probabilities
    assert {m: moves[m] for m in HOSTILE if moves[m] > 0.3} == {}


def test_words_that_are_not_dialect_are_left_alone() -> None:
    assert standard("I have read it: all is well.") == "I have read it: all is well."
    assert standard("Ye\u2019ll hear from me the morra.") == "you'll hear from me tomorrow."
