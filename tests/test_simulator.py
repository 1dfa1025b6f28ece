"""The customer who answers back: the same replies give the same words, and anger follows what replies do."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.cards import CRITERIA, Card, load_card, load_cards
from grader.simulator import (
    HIGHEST,
    LOWEST,
    Change,
    NoConversation,
    State,
    after,
    beginning,
    converse,
    mood,
    moved_by,
    table,
    trajectory,
)

TALKERS = sorted(c.id for c in load_cards()[0].values() if c.branches)
HOSTILE = "Calm down. You should have read the terms, this is your own fault. Don't waste my time again."
HOLLOW = (
    "Thank you for your message. We understand your frustration and will look into it as soon as possible."
)


def strong(card: Card) -> str:
    assert card.replies is not None
    return card.replies.strong


def test_there_are_ten_conversations_of_four_replies_or_more() -> None:
    assert len(TALKERS) >= 10
    for name in TALKERS:
        branches = load_card(name).branches
        assert branches is not None
        assert len(branches.turns) + 1 >= 4, name


def test_every_number_of_the_table_has_its_reason_and_a_level_that_exists() -> None:
    assert {e.criterion for e in table().effects} == set(CRITERIA)
    assert all(set(e.levels) <= {0, 1, 2} for e in table().effects)
    assert all(len(e.why) > 40 for e in table().effects)
    assert set(table().start) == {0, 1, 2, 3, 4}


def test_a_better_level_never_makes_a_customer_angrier_or_less_trusting() -> None:
    for effect in table().effects:
        steps = [effect.levels.get(level) for level in (0, 1, 2)]
        angers = [s.anger if s else 0.0 for s in steps]
        trusts = [s.trust if s else 0.0 for s in steps]
        assert angers == sorted(angers, reverse=True), effect.criterion
        assert trusts == sorted(trusts), effect.criterion


@pytest.mark.parametrize("name", TALKERS)
def test_a_good_reply_calms_a_little_and_a_hostile_one_inflames(name: str) -> None:
    card = load_card(name)
    good, bad = converse(card, [strong(card)]), converse(card, [HOSTILE])
    assert good.states[1].anger < good.states[0].anger <= bad.states[1].anger
    assert good.states[1].anger >= good.states[0].anger - 2
    assert good.exchanges[0].answer != bad.exchanges[0].answer


@pytest.mark.parametrize("name", TALKERS)
def test_the_same_good_reply_sent_again_makes_it_worse(name: str) -> None:
    card = load_card(name)
    once, twice = converse(card, [strong(card)]), converse(card, [strong(card)] * 2)
    assert [e.again for e in twice.exchanges] == [False, True]
    assert twice.states[2].anger > twice.states[1].anger == once.states[1].anger
    assert twice.states[2].trust < twice.states[1].trust
    assert twice.exchanges[1].mood == "hotter"
    whole = converse(card, [strong(card)] * 4)
    assert trajectory(whole) < 0.2


def test_a_new_reply_that_keeps_a_phrase_is_not_sent_again() -> None:
    card = load_card("speeding-on-a-truck")
    new = "Petra is reading your photo now. By 18:15 I'll email her decision, or where it stands, in writing."
    assert not converse(card, [strong(card), new]).exchanges[1].again
    assert not converse(card, ["", ""]).exchanges[1].again
    assert converse(card, ["I'm sorry.", "I'm sorry!"]).exchanges[1].again
    unread = "Es tut mir leid, dass Ihr Wagen auf dem Laster stand. Ich rufe Sie heute um vier Uhr an."
    same = converse(card, [unread, unread]).exchanges[1]
    assert (same.assessment.status, same.again) == ("could_not_grade", False)


@pytest.mark.parametrize("name", TALKERS)
def test_nobody_is_cheerful_after_one_good_reply(name: str) -> None:
    card = load_card(name)
    words = converse(card, [strong(card)]).exchanges[0].answer.lower()
    assert not any(w in words for w in ("perfect", "wonderful", "you've made my day", "brilliant, thank"))


@pytest.mark.parametrize("name", TALKERS)
def test_all_messages_of_a_conversation_differ(name: str) -> None:
    branches = load_card(name).branches
    assert branches is not None
    every = (*branches.turns, branches.ending)
    said = [text for turn in every for text in (turn.calmer, turn.same, turn.hotter)]
    assert len(set(said)) == len(said)


def test_the_same_replies_give_the_same_conversation() -> None:
    card = load_card(TALKERS[0])
    replies = [strong(card), HOLLOW, HOSTILE, HOLLOW]
    assert converse(card, replies) == converse(card, replies)


def test_what_is_said_before_stays_when_a_later_reply_changes() -> None:
    card = load_card(TALKERS[0])
    one, other = converse(card, [HOLLOW, strong(card)]), converse(card, [HOLLOW, HOSTILE])
    assert one.exchanges[0] == other.exchanges[0]
    assert one.exchanges[1].answer != other.exchanges[1].answer


def test_a_conversation_ends_and_takes_no_more_replies() -> None:
    card = load_card(TALKERS[0])
    found = converse(card, [HOLLOW] * 9)
    assert found.over
    assert len(found.exchanges) == found.turns
    assert card.branches is not None
    assert found.exchanges[-1].answer == card.branches.ending.said(found.exchanges[-1].mood)


def test_the_next_reply_is_read_with_all_that_was_said() -> None:
    card = load_card(TALKERS[0])
    now = converse(card, [HOLLOW]).now
    assert [m.sender for m in now.customer.messages][-2:] == ["agent", "customer"]
    assert now.customer.messages[-2].text == HOLLOW
    assert card.branches is not None
    assert set(card.branches.turns[0].facts) <= set(now.facts)
    assert set(now.applicable) <= set(card.branches.turns[0].applicable or card.applicable)


def test_a_danger_stays_until_a_reply_takes_it_up_and_a_turn_may_bring_it_up_anew() -> None:
    card = load_card("eighty-one-hours")
    passed_over = converse(card, [HOLLOW])
    assert passed_over.exchanges[0].assessment.stopped
    assert passed_over.now.safety_flag == "threat"
    calm = "I can't do both, Mr Petrosky: it's $300 today, or Tuesday 17 June for the $612. Which one?"
    taken_up = converse(card, [strong(card), calm, calm])
    assert [e.card.safety_flag for e in taken_up.exchanges] == ["threat", None, None]
    assert [e.assessment.stopped for e in taken_up.exchanges] == [False, False, False]
    assert taken_up.now.safety_flag == "threat", "he threatens again"


def test_nothing_written_moves_nothing() -> None:
    card = load_card(TALKERS[0])
    found = converse(card, ["", "   "])
    assert [e.assessment.status for e in found.exchanges] == ["not_attempted", "not_attempted"]
    assert found.states == (beginning(card),) * 3
    assert {e.mood for e in found.exchanges} == {"same"}


def test_states_stay_between_nought_and_ten_whatever_is_said() -> None:
    for name in TALKERS:
        for reply in (HOSTILE, strong(load_card(name))):
            for state in converse(load_card(name), [reply] * 8).states:
                assert all(LOWEST <= v <= HIGHEST for v in (state.anger, state.trust, state.control))


def test_moods_follow_the_table() -> None:
    wary, trusting = State(anger=7, trust=1, control=2), State(anger=7, trust=4, control=2)
    assert mood(Change(anger=1.0), trusting) == "hotter"
    assert mood(Change(anger=-1.5), trusting) == "calmer"
    assert mood(Change(anger=-1.5), wary) == "same"
    assert mood(Change(anger=-0.4), trusting) == "same"


def test_hostility_is_answered_as_such_even_where_anger_can_rise_no_further() -> None:
    for name in TALKERS:
        moods = [e.mood for e in converse(load_card(name), [HOSTILE] * 4).exchanges]
        assert moods == ["hotter"] * 4, name


def test_one_reply_has_its_limits() -> None:
    card = load_card(TALKERS[0])
    for reply in (HOSTILE, strong(card)):
        change = moved_by(converse(card, [reply]).exchanges[0].assessment)
        for name, limit in table().limits.items():
            assert limit.down <= getattr(change, name) <= limit.up
    assert after(State(anger=9.5, trust=1, control=5), Change(anger=3.0, trust=-3.0)) == State(
        anger=10, trust=0, control=5
    )


def test_a_card_without_branches_says_so() -> None:
    silent = next(c for c in load_cards()[0].values() if not c.branches)
    with pytest.raises(NoConversation, match="no branches"):
        converse(silent, [HOLLOW])


def test_ten_megabytes_and_hidden_characters_are_no_trouble() -> None:
    card = load_card(TALKERS[0])
    found = converse(card, ["a" * 10_000_000, "\u200b\u200b", HOLLOW])
    assert len(found.exchanges) == 3


def test_the_table_lies_beside_the_module() -> None:
    assert (Path(__file__).parents[1] / "grader" / "simulator.yaml").is_file()


def test_what_was_made_up_at_one_turn_is_not_on_record_at_the_next() -> None:
    card = load_card("mother-on-the-first")
    lie = "I'm refunding you £7,431 today."
    (_, second) = converse(card, [lie, f"As I said: {lie}"]).exchanges
    level = second.assessment.levels["fact_fidelity"]
    assert level.value == 0
    assert "£7,431" in level.reasons[0]
