"""The techniques that can be practised: the lessons' ids in the course's order, titles and focus.

A lesson's own file says what its title and its focus are; the table speaks for lessons without one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from grader.cards import CriterionId
from grader.lessons import LessonError, load_lesson

RETAKE = "-retake"
"""Ends the name of an assignment's second edition."""


@dataclass(frozen=True)
class Technique:
    """One technique."""

    id: str
    """The lesson's id."""
    title: str
    focus: tuple[CriterionId, ...]
    """Criteria that a pass needs in full."""


_TABLE = (
    Technique("01-steady-yourself", "Steady yourself", ("composed_tone",)),
    Technique("02-listen-and-reflect", "Listen and reflect", ("issue_reflection",)),
    Technique("03-name-the-feeling", "Name the feeling", ("emotion_acknowledgment",)),
    Technique("04-own-it", "Own it", ("fault_ownership",)),
    Technique("05-ask-before-fixing", "Ask before fixing", ("open_inquiry",)),
    Technique("06-fix-and-choose", "Fix it, and let them choose", ("action_commitment", "choice_offer")),
    Technique("07-next-steps", "Say what happens next", ("expectation_clarity", "fact_fidelity")),
    Technique("08-wording", "Find the wording", ("positive_framing", "blame_absence")),
    Technique("09-boundaries", "Set a boundary", ("boundary_statement",)),
    Technique("10-hand-over", "Hand over well", ("handoff_quality",)),
    Technique("11-endure", "Stay steady to the end", ("composed_tone", "issue_reflection")),
)
"""After the codebook: which criteria each lesson holds as focus."""


@cache
def techniques() -> tuple[Technique, ...]:
    """All of them, in the course's order."""
    return tuple(map(_as_its_lesson_says, _TABLE))


def technique(name: str) -> Technique:
    """One by its id. Raises KeyError for another."""
    return {t.id: t for t in techniques()}[name]


def practised_in(assignment: str) -> str:
    """Id of the technique that an assignment, or its retake, is about; empty where it is about none."""
    name = assignment.removesuffix(RETAKE)
    return name if any(t.id == name for t in techniques()) else ""


def _as_its_lesson_says(known: Technique) -> Technique:
    try:
        lesson = load_lesson(known.id)
    except LessonError:
        return known
    return Technique(known.id, lesson.title, lesson.focus)
