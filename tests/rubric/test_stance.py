"""A reply can be against the customer without a single word that gives it away; and a friendly one never
is."""

import pytest
from claims import card, claims

from grader import assess
from grader.cards import load_cards
from grader.rubric.against import ENOUGH_WORDS
from grader.rubric.stance import coldest, head, hostile
from grader.text import read_text

CARDS, _ = load_cards()
ARGUING = (
    "The booking was put in the way it always is and nobody here did anything unusual. We have "
    "plenty of other "
    "guests who arrive on time and find everything in order. The confirmation was sent in March. "
    "It is for the "
    "guest to look at it, and there is a number on it for questions."
)


def stance(reply: str) -> float:
    return hostile([s.text for s in read_text(reply).sentences])


def test_the_head_that_ships_fits_the_features_that_ship() -> None:
    assert head() is not None


@pytest.mark.parametrize("name", sorted(CARDS))
def test_a_strong_reply_is_never_against_the_customer(name: str) -> None:
    replies = CARDS[name].replies
    assert replies is not None
    assert stance(replies.strong) < 0.35
    assert stance(replies.near_miss) < 0.35


def test_good_replies_to_cards_that_do_not_ship_are_on_the_customers_side() -> None:
    good = [c for c in claims() if c.passed == "yes"]
    assert len(good) >= 5
    assert all(stance(c.reply) < 0.35 for c in good)


def test_a_reply_that_argues_all_through_is_against_them_and_loses_tone_and_blame() -> None:
    assert stance(ARGUING) > 0.65
    found = assess(ARGUING, card("sold-twice"))
    assert found.levels["composed_tone"].value < 2
    assert found.levels["blame_absence"].value < 2


def test_the_sentence_that_is_shown_is_the_coldest_one() -> None:
    sentences = [
        "I'm so sorry, that must have been awful for you.",
        "The terms were sent to you and it is on you to read them.",
    ]
    assert coldest(sentences) == 1


def test_a_few_words_or_none_have_no_stance() -> None:
    assert hostile([]) == 0.0
    short = assess("Your booking was sent in March.", card("sold-twice"))
    assert len(["Your", "booking", "was", "sent", "in", "March."]) < ENOUGH_WORDS
    assert short.levels["composed_tone"].value == 2


def test_the_instant_reading_says_nothing_of_stance() -> None:
    assert assess(ARGUING, card("sold-twice"), encoder=False).status == "scored"
