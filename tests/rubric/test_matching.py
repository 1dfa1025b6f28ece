"""A sentence speaks of what the card says, in any words; a denial doesn't; the weights are those fitted."""

import json

import pytest
from claims import card

from grader import load_card
from grader.rubric.matching import FEATURES, WEIGHTS_FILE, card_items
from grader.rubric.relations import SPOKEN, relate
from grader.rubric.words import (
    anchors,
    content_words,
    copied_run,
    figure,
    numbers_in_words,
    trigram_overlap,
)
from grader.training.words import design, fit, read_pairs


def speaks_of(name: str, sentence: str, item: str) -> float:
    items = card_items(card(name))
    [table] = relate([sentence], items)
    return next(float(row[SPOKEN].max()) for i, row in zip(items, table, strict=True) if i.id == item)


@pytest.mark.parametrize(
    ("name", "sentence", "item"),
    [
        ("sold-twice", "Your mum will be eighty in the morning.", "mother"),
        ("sold-twice", "You paid for the garden room back in March.", "booked"),
        ("one-month-more", "You can't swim with those crutches.", "crutches"),
        ("brown-water", "Twelve bottles will be at your door before eleven.", "bottles"),
        ("accent-on-the-line", "We lost your payslips twice.", "payslips"),
        ("accent-on-the-line", "The house goes to somebody else on Friday without an offer.", "stake"),
    ],
)
def test_other_words_for_the_same_thing_match(name: str, sentence: str, item: str) -> None:
    assert speaks_of(name, sentence, item) >= 0.5


@pytest.mark.parametrize(
    ("name", "sentence", "item"),
    [
        ("sold-twice", "Nobody sold the garden room twice.", "twice"),
        ("sold-twice", "You never booked the garden room in March.", "booked"),
        ("accent-on-the-line", "Your payslips were never mislaid by the bank.", "payslips"),
        ("to-berry", "Thank you for writing to us today.", "spelling"),
        ("fourth-answer", "I understand how you feel about this.", "answers"),
    ],
)
def test_a_denial_or_a_courtesy_speaks_of_nothing(name: str, sentence: str, item: str) -> None:
    assert speaks_of(name, sentence, item) < 0.5


def test_the_weights_that_ship_are_those_that_the_pairs_give() -> None:
    stored = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    x, y, _ = design()
    assert dict(zip(FEATURES, fit(x, y).round(4).tolist(), strict=True)) == pytest.approx(
        stored["weights"], abs=1e-3
    )


def test_the_recorded_agreement_is_on_cards_left_out_and_good() -> None:
    stored = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    assert stored["cards left out"]["auc"] >= 0.90


def test_every_pair_names_items_that_its_card_has_and_there_are_hundreds() -> None:
    pairs = read_pairs()
    assert len(pairs) >= 300
    assert all(load_card(name).id == name for name, *_ in pairs)


def test_anchors_are_the_same_in_figures_and_in_words() -> None:
    assert anchors("by 17:00 on Friday") & anchors("I'll ring by five on Friday") == {"5", "friday"}
    assert "300" in anchors("your three hundred pounds")
    assert anchors("£1,250.00") == {"1250"}


def test_mum_is_mother_and_endings_do_not_matter() -> None:
    assert content_words("your mums booking") & content_words("her mother booked") >= {"book"}
    assert content_words("Your mum") == content_words("your mother")


def test_copies_are_measured_in_words() -> None:
    source = "I have rung you four times and nobody came"
    assert copied_run("Indeed you have rung you four times, sorry", source) == 5
    assert trigram_overlap(source, source) == 1.0
    assert trigram_overlap("ok", source) == 0.0


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("forty-five", "45"),
        ("a hundred and five", "105"),
        ("two thousand three hundred", "2300"),
        ("a thousand", "1000"),
        ("nineteen", "19"),
        ("five six", "6"),
    ],
)
def test_a_number_in_words_is_the_same_in_figures(words: str, found: str) -> None:
    assert figure(words) == found


def test_every_number_in_a_text_is_found() -> None:
    found = numbers_in_words("Forty-five dollars, and two hundred and six more; hand it over, nineteen.")
    assert found == {"45", "206", "19"}
