"""Whether a sentence keeps to the card is judged with the card, and not by its sound alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from claims import card

from grader.cards import Card
from grader.moves.encoder import EncoderMissing
from grader.rubric.grounding import CLAIMS, COUNTS, FEATURES, NOTHING, Claim, load_weights
from grader.rubric.reading import Reading
from grader.text import Sentence

ROOM = card("sold-twice")


def claims_of(sentence: str, about: Card = ROOM) -> dict[Claim, float]:
    return Reading.of(sentence, about).sentences[0].claims


def counted(sentence: str, what: str, about: Card = ROOM) -> float:
    from grader.moves import read_moves
    from grader.rubric.grounding import features
    from grader.rubric.matching import card_items
    from grader.rubric.relations import relate

    (moves,), (table,) = read_moves([sentence], about.message), relate([sentence], card_items(about))
    return float(features(sentence, moves, about, table)[FEATURES.index(what)])


@pytest.mark.parametrize(
    ("claim", "true", "false"),
    [
        (
            "invents",
            "The night manager has checked, and it was the new booking system from Zurich that did it.",
            "Our own desk sold the garden room twice, by mistake.",
        ),
        (
            "invents",
            "Your mother's breakfast in bed with the string quartet is booked for seven.",
            "I'll ring your room by ten tomorrow about the move back.",
        ),
        (
            "gives what it may not",
            "I can quietly let you have the suite upstairs after all.",
            "I can't let you have the suite upstairs, since somebody is in it.",
        ),
        (
            "gives what it may not",
            "There'll be two hundred pounds in an envelope for you at breakfast.",
            "There are two twin rooms for you on the second floor tonight, free.",
        ),
        (
            "contradicts",
            "You never paid for the garden room in full.",
            "You paid for the garden room in full.",
        ),
    ],
)
def test_a_claim_is_likelier_of_the_sentence_that_it_is_true_of(claim: Claim, true: str, false: str) -> None:
    assert claims_of(true)[claim] > 2 * claims_of(false)[claim]


def test_the_same_sentence_is_made_up_for_one_card_and_on_record_for_another() -> None:
    sentence = "Your policy ends on Friday 24 October at 23:59, and the receipt from Stoke went unread."
    assert claims_of(sentence)["invents"] > 2 * claims_of(sentence, card("speeding-on-a-truck"))["invents"]


def test_what_is_made_up_is_found_in_half_a_sentence_and_quoted_without_the_rest() -> None:
    known = "We sold the garden room twice by mistake"
    made_up = "the night manager in Zurich has already dismissed two clerks for it"
    reply = f"{known}; {made_up}. I'll ring your room by ten tomorrow."
    reading = Reading.of(reply, ROOM)
    first = reading.sentences[0]
    assert first.claims["invents"] > 2 * claims_of(f"{known}.")["invents"]
    assert reading.quote(reading.made_up(first)) == f"{made_up}."
    assert reading.sentences[1].invented is None


def test_one_part_of_a_reply_is_looked_into_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    from grader.rubric import reading

    looked: list[str] = []
    read = reading._related

    def spied(sentences: list[Sentence], *rest: object) -> object:
        looked.extend(s.text for s in sentences)
        return read(sentences, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "_related", spied)
    half = "We sold the garden room twice, the cook in Lisbon lost the purple keys {}"
    Reading.of(". ".join(half.format(n) for n in ("once", "again", "at noon")), ROOM)
    assert len(looked) == 3 + 1


def test_a_sentence_that_keeps_to_the_card_has_nothing_to_look_into() -> None:
    (only,) = Reading.of("You booked the garden room in March, you paid in full.", ROOM).sentences
    assert only.suspect == NOTHING


@pytest.mark.parametrize(
    ("sentence", "what", "found"),
    [
        ("Room 31 is yours at 22:40.", "figures not on the card", 1.0),
        ("The garden room was sold twice.", "words not on the card", 0.0),
        ("Your mother told Gustav in Lisbon.", "names not on the card", 2.0),
        ("I'll ring you tomorrow.", "times on the card", 1.0),
        ("I'll ring you on Wednesday.", "times not on the card", 1.0),
        ("Which would you like?", "question", 1.0),
    ],
)
def test_what_stands_on_the_card_is_told_from_what_does_not(sentence: str, what: str, found: float) -> None:
    assert counted(sentence, what) == found


def test_every_claim_has_a_weight_for_each_feature_and_probabilities_stay_within_bounds() -> None:
    assert set(load_weights()) == set(CLAIMS)
    assert all(w.weights.shape == (len(FEATURES),) for w in load_weights().values())
    assert set(COUNTS) <= set(FEATURES)
    for sentence in ("?", "Sorry. " * 3, "9" * 500, "Zürich, Łódź und Ĳmuiden"):
        assert all(0.0 <= p <= 1.0 for s in Reading.of(sentence, ROOM).sentences for p in s.claims.values())


def test_without_the_encoder_nothing_is_claimed() -> None:
    (only,) = Reading.of("I can give you the suite.", ROOM, encoder=False).sentences
    assert only.claims == {}


@pytest.mark.parametrize("content", [None, "{", "[]", '{"invents": {}}'])
def test_weights_that_cannot_be_read_are_said_in_a_sentence(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "grounding.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(EncoderMissing, match="make train"):
        load_weights(path)
