"""The replies of a conversation: their ids, what was sent, and what the way of it is worth."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader import load_card
from grader.assess import Assessment, assess
from grader.cards import MAX_ID, is_id, load_cards
from grader.rubric import Level
from grader.simulator import NoConversation, converse, table, trajectory
from grader.turns import (
    LONGEST_CARD_ID,
    draft_id,
    is_aside,
    sent_replies,
    split_turn,
    turn_cards,
    turn_id,
    turn_items,
    whatif_id,
)

CARD = load_card(Path(__file__).parent / "cards" / "piano-on-the-pavement.yaml")
GOOD = (
    CARD.replies.strong if CARD.replies else "",
    "You're right to ask for a name: it's Tom Adeyemi, that's me. I'm ringing the crew now and I'll call you "
    "on 07700 900 123 within fifteen minutes with the time they'll be at your door. If they're late, I'll "
    "ring you before you have to ring me.",
    "Rain on the lid while you stand there watching must be awful. I can't make the whole move free, because "
    "you still get the stairs you paid for. What I can do is pay for a tuner before Saturday, and I'll book "
    "that for you today. The crew is bringing a cover.",
    "Your mother's piano, out in the rain: no wonder this hurts. I'm sorry. The crew carries it up to the "
    "third floor today, and I'll ring you by 18:00 to hear that it stands there. I'll book the tuner for "
    "before Saturday and call you with the day by noon tomorrow.",
)
HOSTILE = "Calm down. You should have read the terms, this is your own fault. Don't waste my time again."
HOLLOW = "We apologise for any inconvenience and will look into it as soon as possible."


def rated(value: int):  # type: ignore[no-untyped-def]
    """A grader that gives every criterion the same level."""

    def judge(reply: str, card, focus) -> Assessment:  # type: ignore[no-untyped-def]
        level = Level(value, (), (), "", "yes", value, value)
        return Assessment(
            "scored", card.id, focus, levels=dict.fromkeys(card.criteria, level), score=value / 2
        )

    return judge


def test_every_id_of_a_conversation_is_an_id_and_says_what_it_is() -> None:
    longest = "x" * LONGEST_CARD_ID
    for name in (turn_id(longest, 9), draft_id(longest, 9), whatif_id(longest, 9)):
        assert is_id(name)
        assert len(name) <= MAX_ID
    assert split_turn(turn_id("late-parcel", 3)) == ("late-parcel", 3)
    assert [is_aside(f("late-parcel", 2)) for f in (turn_id, draft_id, whatif_id)] == [False, True, True]
    assert {split_turn(n) for n in ("late-parcel", draft_id("a", 2), whatif_id("a", 2), "a_turn_0")} == {None}


def test_every_card_that_answers_back_has_room_for_these_ids() -> None:
    talkers = [card for card in load_cards()[0].values() if card.branches]
    assert talkers
    assert all(len(card.id) <= LONGEST_CARD_ID for card in talkers)


def test_what_was_sent_ends_with_the_last_reply_that_holds_anything() -> None:
    texts = {turn_id(CARD.id, 1): "One.", turn_id(CARD.id, 3): "Three.", draft_id(CARD.id, 4): "Four?"}
    assert sent_replies(CARD, lambda name: texts.get(name, "")) == ("One.", "", "Three.")
    assert sent_replies(CARD, lambda name: " \n") == ()


def test_the_criteria_of_a_turn_are_those_of_the_model_conversation_whatever_is_written() -> None:
    expected = [turn.criteria for turn in turn_cards(CARD)]
    assert CARD.branches is not None
    for turn, found in zip(CARD.branches.turns, expected[1:], strict=True):
        assert set(found) == set(turn.applicable)
    for replies in (GOOD, (HOSTILE,) * 4, ("", "", "", "")):
        assert [e.card.criteria for e in converse(CARD, replies).exchanges] == expected


def test_a_turn_is_read_with_what_was_said_before_it() -> None:
    items = turn_items(converse(CARD, GOOD[:2]))
    assert list(items) == [turn_id(CARD.id, n) for n in (1, 2, 3, 4)]
    second, third, fourth = (items[turn_id(CARD.id, n)] for n in (2, 3, 4))
    assert second.assessment.levels == assess(GOOD[1], second.card).levels
    assert second.assessment.card == second.card.id == turn_id(CARD.id, 2)
    assert [m.text for m in third.card.customer.messages[-2:-1]] == [GOOD[1]]
    assert (third.assessment.status, fourth.assessment.status) == ("not_attempted", "not_attempted")
    assert third.card.message == fourth.card.message


def test_a_card_without_branches_has_no_turns() -> None:
    with pytest.raises(NoConversation, match="no branches"):
        turn_cards(load_card("through-the-kitchen"))


def test_the_shares_of_a_way_add_up_to_the_whole() -> None:
    worth = table().trajectory
    assert worth.anger.share + worth.trust.share + worth.control.share == pytest.approx(1.0)
    assert (worth.anger.towards, worth.trust.towards, worth.control.towards) == (3, 7, 6)


def test_the_best_replies_earn_the_whole_way_on_every_card_and_the_worst_nothing() -> None:
    for card in (c for c in load_cards()[0].values() if c.branches):
        best, worst = (converse(card, list("abcdefghi"), (), rated(level)) for level in (2, 0))
        assert trajectory(best) == 1.0, card.id
        assert trajectory(worst) == 0.0, card.id


def test_a_conversation_without_an_end_or_with_a_gap_earns_nothing() -> None:
    assert trajectory(converse(CARD, ())) == 0.0
    assert trajectory(converse(CARD, GOOD[:3])) == 0.0
    assert trajectory(converse(CARD, (*GOOD[:2], "", GOOD[3]))) == 0.0
    assert trajectory(converse(CARD, GOOD)) > 0.8


@pytest.mark.parametrize("turn", [1, 2, 3, 4])
def test_two_replies_of_different_quality_at_one_turn_lead_to_different_ways(turn: int) -> None:
    def way(reply: str) -> float:
        return trajectory(converse(CARD, (*GOOD[: turn - 1], reply, *GOOD[turn:])))

    good, hollow, hostile = way(GOOD[turn - 1]), way(HOLLOW), way(HOSTILE)
    assert good > hollow > hostile
    assert 0.0 <= hostile < 0.9


def test_each_reply_that_made_things_worse_costs_a_tenth() -> None:
    talk = converse(CARD, (GOOD[0], HOSTILE, *GOOD[2:]))
    assert [e.mood for e in talk.exchanges].count("hotter") == 1
    first, last = talk.states[0], talk.states[-1]
    parts = (
        0.5 * min((first.anger - last.anger) / (first.anger - 3), 1)
        + 0.3 * min((last.trust - first.trust) / (7 - first.trust), 1)
        + 0.2 * min((last.control - first.control) / (6 - first.control), 1)
    )
    assert trajectory(talk) == pytest.approx(parts - 0.1, abs=1e-3)


def test_a_calm_customer_who_stays_calm_earns_the_share_of_anger() -> None:
    calm = CARD.model_copy(update={"heat": 0})
    assert trajectory(converse(calm, list("abcd"), (), rated(2))) == 1.0
    assert trajectory(converse(calm, list("abcd"), (), rated(0))) == 0.0


def test_half_a_character_and_ten_thousand_of_them_are_no_trouble() -> None:
    talk = converse(CARD, ("\ud800 sorry", "a" * 30_000, " ", "I'll ring you by 4 pm."))
    assert talk.over
    assert trajectory(talk) == 0.0
