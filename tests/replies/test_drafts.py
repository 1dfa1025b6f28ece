"""Claims about drafts and merging: which earlier texts stay, and that no order of events loses one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from grader.replyfile import MAX_DRAFTS, Replies, earlier, lost, merge, with_text

START = datetime(2026, 3, 1, 9, tzinfo=UTC)
CARD = "late-parcel"
FIRST = "Three missed days in a row would wear anyone down."
SECOND = "I am ringing the depot now and will write to you by four."


def write(*texts: str, keep: bool = False) -> Replies:
    state = Replies()
    for second, text in enumerate(texts):
        state = with_text(state, CARD, text, START + timedelta(seconds=second), keep=keep)
    return state


def kept(state: Replies) -> list[str]:
    return [d.text for d in state.replies[CARD].drafts]


def offered(state: Replies) -> list[str]:
    return [d.text for d in earlier(state.replies[CARD])]


def letters(text: str) -> list[str]:
    return [text[:end] for end in range(1, len(text) + 1)]


def test_typing_on_makes_no_drafts() -> None:
    assert kept(write(*letters(FIRST))) == []


def test_adding_in_the_middle_makes_no_draft() -> None:
    assert kept(write("I will write by four.", "I will ring, and write by four.")) == []


def test_deleting_letter_by_letter_keeps_the_whole_text_once() -> None:
    state = write(FIRST, *reversed(letters(FIRST)), "")
    assert kept(state) == [FIRST]
    assert offered(state) == [FIRST]


def test_deleting_and_writing_anew_letter_by_letter_keeps_the_first_text() -> None:
    assert offered(write(FIRST, *reversed(letters(FIRST)), "", *letters(SECOND))) == [FIRST]


def test_replacing_the_text_keeps_it() -> None:
    assert offered(write(FIRST, SECOND)) == [FIRST]


def test_a_corrected_typing_slip_is_not_offered_as_a_draft() -> None:
    assert offered(write(FIRST + " So sory", FIRST + " So sorry")) == []


def test_many_corrections_of_one_text_leave_one_draft_at_most() -> None:
    state = write("I am sory", "I am sorry", "I am sorry abuot", "I am sorry about", "I am sorry")
    assert len(kept(state)) <= 1


def test_drafts_are_bounded_and_the_oldest_go_first() -> None:
    texts = [f"{n:02} " + "a whole new reply that shares nothing "[n % 7 :] + str(n) * 30 for n in range(40)]
    drafts = kept(write(*texts))
    assert len(drafts) == MAX_DRAFTS
    assert drafts == texts[39 - MAX_DRAFTS : 39]


def test_drafts_are_offered_newest_first_and_never_the_current_text() -> None:
    third = "Something else altogether."
    assert offered(write(FIRST, SECOND, third, FIRST)) == [third, SECOND]


def test_lost_is_what_an_edit_took_away() -> None:
    assert lost("I hear you.", "I hear you.") == ""
    assert lost("I hear you.", "I really hear you.") == ""
    assert lost("I never hear you.", "I hear you.") == "never "
    assert lost("aaa", "aa") == "a"


def test_merging_takes_the_newer_text_of_each_card_and_keeps_the_other() -> None:
    one = with_text(with_text(Replies(), CARD, FIRST, START), "other", "old", START)
    two = with_text(Replies(), CARD, SECOND, START + timedelta(1))
    two = with_text(two, "other", "older", START - timedelta(1))
    both = merge(one, two)
    assert both.text(CARD) == SECOND
    assert kept(both) == [FIRST]
    assert both.text("other") == "old"


def test_merging_takes_the_guesses_and_answers_of_the_file_that_was_saved_last() -> None:
    one = Replies(answers={"a": 1, "b": 1}, guesses={CARD: {"composed_tone": 0}}, at=START)
    two = Replies(answers={"a": 2, "c": 2}, guesses={CARD: {"fact_fidelity": 2}}, at=START + timedelta(1))
    for both in (merge(one, two), merge(two, one)):
        assert both.answers == {"a": 2, "b": 1, "c": 2}
        assert both.guesses == {CARD: {"composed_tone": 0, "fact_fidelity": 2}}


edits = st.lists(st.tuples(st.integers(0, 50), st.text("ab \n", max_size=40)), max_size=12)


def replay(events: list[tuple[int, str]]) -> Replies:
    state = Replies()
    for second, text in events:
        state = with_text(state, CARD, text, START + timedelta(seconds=second))
    return state


@given(edits, edits)
def test_merging_loses_no_current_text_and_does_not_depend_on_the_order(
    left: list[tuple[int, str]], right: list[tuple[int, str]]
) -> None:
    one, two = replay(left), replay(right)
    both = merge(one, two)
    assert both == merge(two, one) or one.at == two.at
    for state in (one, two):
        text = state.text(CARD)
        there = [both.text(CARD), *(kept(both) if CARD in both.replies else [])]
        assert not text.strip() or text in there or any(lost(text, t) == "" for t in there)


@given(edits)
def test_merging_once_more_changes_nothing(events: list[tuple[int, str]]) -> None:
    state = replay(events)
    once = merge(state, state)
    assert once.text(CARD) == state.text(CARD)
    assert merge(once, state) == once
