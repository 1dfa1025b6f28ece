"""Claims about mastery: two of the last three unseen cards, plus one more at least two days later."""

from __future__ import annotations

import pytest
from recordkit import DAY, FEELING, OWNING, START, record

from grader.mastery import Standing, standing, unseen


def stage(course: str, days: list[float]) -> str:
    """The stage after a course of P (pass), F (fail) and ? (pending), each on a card of its own."""
    passed = {"P": "yes", "F": "no", "?": "pending"}
    steps = enumerate(zip(course, days, strict=True))
    replies = [record(f"card-{n}", day, passed[c]) for n, (c, day) in steps]
    return standing(replies, FEELING).stage


@pytest.mark.parametrize(
    ("course", "days", "expected"),
    [
        ("", [], "new"),
        ("P", [0], "practising"),
        ("PP", [0, 0], "nearly"),
        ("PFP", [0, 0, 0], "nearly"),
        ("PFF", [0, 0, 0], "practising"),
        ("PFFP", [0, 0, 0, 9], "practising"),
        ("P?", [0, 0], "practising"),
        ("PPP", [0, 0, 1.9], "nearly"),
        ("PPP", [0, 0, 2], "mastered"),
        ("PPF", [0, 0, 2], "nearly"),
        ("PP?", [0, 0, 5], "nearly"),
        ("PPFP", [0, 0, 2, 3], "mastered"),
        ("PPFFP", [0, 0, 2, 2, 3], "practising"),
        ("PFPP", [0, 0, 0, 2], "mastered"),
        ("PPPP", [0, 1, 2, 3], "mastered"),
        ("PPPFFF", [0, 0, 2, 3, 4, 5], "mastered"),
    ],
)
def test_a_course_of_replies_comes_to_a_stage(course: str, days: list[float], expected: str) -> None:
    assert stage(course, days) == expected


def test_a_card_that_was_met_before_in_any_way_says_nothing() -> None:
    helped = [record("a", 0, "no", kind="coached"), record("a", 1), record("b", 1, "no"), record("b", 2)]
    elsewhere = [record("c", 0, techniques=(OWNING,)), record("c", 3)]
    assert unseen([*helped, *elsewhere], FEELING) == (helped[2],)


def test_a_card_of_the_lessons_says_nothing() -> None:
    shown = [record("a", 0, shown=True), record("b", 0, shown=True), record("c", 2)]
    assert unseen(shown, FEELING) == (shown[2],)


def test_a_reply_with_help_is_no_pass() -> None:
    assert standing([record("a", kind="coached"), record("b", kind="coached")], FEELING) == Standing("new")


def test_the_order_in_which_records_come_does_not_matter() -> None:
    replies = [record("a", 0), record("b", 0), record("c", 2)]
    assert standing(replies[::-1], FEELING) == standing(replies, FEELING)


def test_it_says_since_when_and_from_when() -> None:
    replies = [record("a", 0), record("b", 1)]
    assert standing(replies, FEELING) == Standing("nearly", 2, 2, START + 3 * DAY)
    done = [*replies, record("c", 3), record("d", 4, "no")]
    assert standing(done, FEELING) == Standing("mastered", 2, 3, START + 3 * DAY)
