"""Claims about the cards: enough for each technique, and two new people in every assignment."""

from __future__ import annotations

from collections import Counter
from functools import cache

import nbformat
import pytest
from arc import ROOT

from grader.cards import Card, load_cards
from grader.exercises import SOURCE
from grader.nbgrader.plan import calls, read_plan
from grader.techniques import RETAKE, techniques

CARDS = load_cards()[0]
ASSIGNMENTS = sorted(path.name for path in (ROOT / SOURCE).iterdir() if path.is_dir())
PAGES = sorted(path.stem for path in (ROOT / "course").glob("*.ipynb"))
FIRST = [name for name in ASSIGNMENTS if not name.endswith(RETAKE)]
WITHOUT_EARLIER = ("01-steady-yourself", "12-capstone")
"""Nothing comes before the first lesson, and the last one's talks take the whole course."""


@cache
def graded(assignment: str) -> tuple[Card, ...]:
    """The cards of an assignment, in its order."""
    plan = read_plan(ROOT / SOURCE / assignment / f"{assignment}.ipynb", assignment)
    return tuple(CARDS[name] for name in (*plan.cards, *plan.conversations) if name in CARDS)


def new(assignment: str) -> list[Card]:
    """Those that the learner hasn't met."""
    return [card for card in graded(assignment) if card.pool == "assignment"]


@cache
def met(lesson: str) -> frozenset[str]:
    """The ids of the cards that a lesson shows."""
    book = nbformat.read(ROOT / "course" / f"{lesson}.ipynb", as_version=4)
    found = (call for cell in book.cells if cell.cell_type == "code" for call in calls(cell.source))
    return frozenset(arg for call in found for arg in call.args if arg in CARDS)


def test_there_are_a_hundred_cards() -> None:
    assert len(CARDS) >= 100


@pytest.mark.parametrize("technique", [t.id for t in techniques()])
def test_a_technique_has_cards_enough_and_some_for_later_alone(technique: str) -> None:
    pools = Counter(card.pool for card in CARDS.values() if technique in card.techniques)
    assert sum(pools.values()) >= 24
    assert pools["transfer"] >= 6
    assert pools["practice"] >= 1


def test_what_is_kept_for_later_is_in_no_lesson_and_no_assignment() -> None:
    shown = {name for page in PAGES for name in met(page)}
    used = shown | {card.id for name in ASSIGNMENTS for card in graded(name)}
    assert not [name for name in used if CARDS[name].pool in ("transfer", "practice")]


def test_a_card_is_new_in_one_assignment_alone_and_in_no_lesson() -> None:
    times = Counter(card.id for name in ASSIGNMENTS for card in new(name))
    assert set(times.values()) == {1}
    assert set(times) == {name for name, card in CARDS.items() if card.pool == "assignment"}
    assert not set(times) & {name for page in PAGES for name in met(page)}


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_two_people_are_new_and_one_is_from_an_earlier_lesson(name: str) -> None:
    lesson = name.removesuffix(RETAKE)
    assert len(new(name)) == 2
    earlier = [card.id for card in graded(name) if card.pool == "lesson"]
    assert len(earlier) == (0 if lesson in WITHOUT_EARLIER else 1)
    before = {card for page in PAGES if page < lesson for card in met(page)}
    assert set(earlier) <= before - met(lesson)


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_the_new_ones_are_about_the_technique_and_unlike_the_lessons_own(name: str) -> None:
    lesson = name.removesuffix(RETAKE)
    own = {(CARDS[card].domain, CARDS[card].channel) for card in met(lesson)}
    one, other = new(name)
    assert not own & {(card.domain, card.channel) for card in (one, other)}
    assert one.channel != other.channel
    assert one.domain != other.domain
    if lesson != "12-capstone":
        assert all(lesson in card.techniques for card in (one, other))


@pytest.mark.parametrize("name", FIRST)
def test_a_retake_is_as_difficult(name: str) -> None:
    for cards in (new, graded):
        first, again = (sum(card.difficulty for card in cards(n)) for n in (name, name + RETAKE))
        assert abs(first - again) <= 1


def test_dangers_are_practised_where_they_are_taught() -> None:
    """A card of a danger is graded in lessons 9 and 10, which teach what to do; 9 has one in each edition."""
    flagged = {name for name in ASSIGNMENTS if any(card.safety_flag for card in graded(name))}
    assert {"09-boundaries", f"09-boundaries{RETAKE}"} <= flagged
    assert {name[:2] for name in flagged} <= {"09", "10"}
    free = {c.safety_flag for c in CARDS.values() if c.pool in ("practice", "transfer") and c.safety_flag}
    assert {"self_harm", "minor", "fraud"} <= free
