"""Claims about what comes next: due before new, mixed, unseen first, and nothing left to chance."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from typing import Any

import fsrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from recordkit import DAY, FEELING, OWNING, START, STEADY, record

from grader.cards import Card, load_card
from grader.schedule import Draw, draw, due_dates, rating
from grader.techniques import technique, techniques

BASE = load_card("three-bills")
THREE = [technique(name) for name in (STEADY, FEELING, OWNING)]


def card(name: str, *names: str, pool: Any = "practice", **fields: Any) -> Card:
    """A card of `pool` for the techniques `names`."""
    return BASE.model_copy(update={"id": name, "pool": pool, "techniques": names, **fields})


def deck(*cards: Card) -> dict[str, Card]:
    return {c.id: c for c in cards}


MANY = deck(*(card(f"{t.id[3:]}-{n}", t.id) for t in THREE for n in range(6)))


def drawn(records: Any, cards: Any = MANY, days: float = 0, **options: Any) -> Draw:
    found = draw(records, cards, THREE, START + days * DAY, **options)
    assert found is not None
    return found


def test_passes_and_fails_are_rated_as_agreed() -> None:
    assert rating(record(score=0.89)) is fsrs.Rating.Good
    assert rating(record(score=0.9)) is fsrs.Rating.Easy
    assert rating(record(passed="pending", score=0.95)) is fsrs.Rating.Hard
    assert rating(record(passed="no", score=0.95)) is fsrs.Rating.Again


def test_the_better_a_reply_the_later_its_technique_comes_back() -> None:
    replies = {"no": 0.5, "pending": 0.5, "yes": 0.8, "easy": 0.95}
    due = [
        due_dates([record(passed="yes" if p == "easy" else p, score=s)], UTC)[FEELING]
        for p, s in replies.items()
    ]
    assert due == sorted(due)
    assert due[0] == START.date() < due[2] < due[3]


def test_passes_in_a_row_stretch_the_time_between() -> None:
    replies, gaps = [record()], []
    for _ in range(4):
        day = due_dates(replies, UTC)[FEELING]
        gaps.append((day - replies[-1].at.date()).days)
        replies.append(record(at=START + timedelta(days=(day - START.date()).days)))
    assert gaps == sorted(set(gaps))


def test_help_is_no_review() -> None:
    assert due_dates([record(kind="coached")], UTC) == {}
    assert set(due_dates([record(kind="cold", techniques=(FEELING, OWNING))], UTC)) == {FEELING, OWNING}


def test_a_due_technique_comes_before_a_new_one_and_the_longest_due_first() -> None:
    replies = [record("x", 0), record("y", 1, techniques=(OWNING,))]
    found = drawn(replies, days=20)
    assert (found.technique, found.why) == (FEELING, "due")


def test_the_last_technique_waits_while_another_is_due_or_new() -> None:
    failed = [record("x", 0, "no")]
    assert drawn(failed).technique == STEADY
    assert drawn(failed).why == "new"
    others = [record("y", -1, techniques=(STEADY,)), record("z", -1, techniques=(OWNING,))]
    assert drawn([*others, *failed]).technique == FEELING, "nothing else is due or new"
    assert drawn([*others, *failed]).why == "due"


def test_where_nothing_is_due_or_new_the_next_one_is_extra() -> None:
    replies = [record(t.id[3:], n * 0.01, techniques=(t.id,), score=0.95) for n, t in enumerate(THREE)]
    found = drawn(replies)
    assert found.why == "extra"
    assert found.technique != THREE[-1].id


def test_what_a_lesson_has_taught_comes_before_what_is_wholly_new() -> None:
    assert drawn([]).technique == STEADY
    assert drawn([record("x", kind="coached", techniques=(OWNING,))]).technique == OWNING


def test_cards_that_nobody_has_met_come_first_and_then_the_one_met_longest_ago() -> None:
    cards = deck(card("a", FEELING), card("b", FEELING), card("c", FEELING))
    met = [record("a", 0, kind="coached"), record("b", 1, techniques=(OWNING,))]
    assert (drawn(met, cards).card, drawn(met, cards).met) == ("c", False)
    met += [record("c", 2), record("a", 3)]
    assert (drawn(met, cards, days=90).card, drawn(met, cards, days=90).met) == ("b", True)


def test_a_card_of_another_pool_is_never_drawn() -> None:
    for pool in ("lesson", "assignment", None):
        assert draw([], deck(card("a", FEELING, pool=pool)), THREE, START) is None


def test_transfer_cards_wait_for_the_first_pass() -> None:
    cards = deck(card("near", FEELING), card("far", FEELING, pool="transfer"))

    def seen(*kept: Any) -> set[str]:
        return {drawn(kept, cards, days=30, seed=s).card for s in range(20)}

    for kept in ([], [record(passed="no")], [record(kind="coached")], [record(techniques=(OWNING,))]):
        assert seen(*kept) == {"near"}
    assert seen(record("near", 0, "no")) == {"near"}, "rather one met before than one that must wait"
    assert seen(record("x", 0)) == {"near", "far"}


def test_where_a_technique_has_no_practice_card_its_transfer_cards_do_not_wait() -> None:
    assert drawn([], deck(card("far", FEELING, pool="transfer"))).card == "far"


def test_a_card_to_which_no_focus_applies_gives_no_practice() -> None:
    plain = card(
        "plain", FEELING, applicable=tuple(c for c in BASE.applicable if c != "emotion_acknowledgment")
    )
    assert draw([], deck(plain), THREE, START) is None
    assert drawn([], deck(card("good", FEELING))).focus == ("emotion_acknowledgment",)


def test_until_a_technique_is_passed_its_easier_cards_come_first() -> None:
    cards = deck(*(card(f"step-{d}", FEELING, difficulty=d) for d in (2, 3, 4, 5)))

    def seen(*kept: Any) -> set[str]:
        return {drawn(kept, cards, days=90, seed=s).card for s in range(40)}

    assert seen() == {"step-2", "step-3"}
    assert seen(record("step-2", 0, "no")) == {"step-3", "step-4"}
    assert seen(record("x", 0)) == set(cards)


def test_a_skipped_card_is_left_out() -> None:
    cards = deck(card("a", FEELING), card("b", FEELING))
    assert {drawn([], cards, seed=s, skipped={"a"}).card for s in range(20)} == {"b"}
    assert draw([], cards, THREE, START, skipped={"a", "b"}) is None


def test_the_seed_and_the_day_choose_and_the_hour_does_not() -> None:
    assert len({drawn([], seed=s).card for s in range(40)}) == 6
    assert len({drawn([], days=d).card for d in range(40)}) == 6
    assert len({drawn([], days=h / 24).card for h in range(14)}) == 1


courses = st.lists(
    st.tuples(
        st.sampled_from(sorted(MANY)), st.sampled_from(THREE), st.sampled_from(["yes", "no", "pending"]),
        st.floats(0, 30), st.sampled_from(["practice", "cold", "coached"]), st.floats(0, 1),
    ), max_size=25,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(courses, st.floats(30, 60), st.integers(0, 5))
def test_never_the_same_twice_in_a_row_where_another_is_due_or_new(
    course: Any, day: float, seed: int
) -> None:
    records = [
        record(c, d, p, techniques=(t.id,), kind=k, score=s) for c, t, p, d, k, s in course
    ]  # fmt: skip
    found = drawn(records, days=day, seed=seed)
    backwards = dict(reversed(MANY.items()))
    assert draw(records[::-1], backwards, THREE, START + day * DAY, seed) == found
    unaided = sorted((r for r in records if r.unaided), key=lambda r: (r.at, r.id))
    due = due_dates(records, UTC)
    today = (START + day * DAY).date()
    open_now = {t.id for t in THREE if t.id not in due or due[t.id] <= today}
    last = set(unaided[-1].techniques) if unaided else set()
    if open_now - last:
        assert found.technique in open_now - last
    elif open_now:
        assert found.technique in open_now
    fresh = {c for c in MANY if found.technique in MANY[c].techniques} - {r.card for r in records}
    assert found.card in fresh or not fresh


def test_every_technique_of_the_course_has_a_title_and_a_focus() -> None:
    assert [t.id[:2] for t in techniques()] == [f"{n:02}" for n in range(1, 12)]
    for one in techniques():
        assert one.focus
        assert one.title
        assert replace(one, title="") != one
    with pytest.raises(KeyError):
        technique("99-magic")
