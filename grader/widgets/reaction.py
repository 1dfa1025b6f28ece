"""How the customer takes a reply: one plain sentence, read from a small table.

The first row that fits speaks. Rows about harm come first, as they do for customers; then what matters is
whether the reply shows that somebody listened (feeling, problem, fault) and whether anything moves (action,
next step, hand-over). After Herhausen et al. 2023 and Marinova et al. 2018: both are needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from grader.assess import Assessment
from grader.cards import Card
from grader.widgets.cardview import customer_name

HEARD = ("emotion_acknowledgment", "issue_reflection", "fault_ownership")
"""Criteria that show that somebody listened."""
MOVING = ("action_commitment", "expectation_clarity", "handoff_quality")
"""Criteria that show that something happens."""

Test = Callable[[Assessment], bool]


def _zero(criterion: str) -> Test:
    return lambda a: criterion in a.levels and a.levels[criterion].value == 0


def _share(a: Assessment, criteria: Iterable[str]) -> float:
    """How much of what these criteria ask for is there, 0 to 1; 1 where none of them applies."""
    values = [a.levels[c].value for c in criteria if c in a.levels]
    return sum(values) / (2 * len(values)) if values else 1.0


def _listens(least: float) -> Test:
    return lambda a: _share(a, HEARD) >= least


def _moves(least: float) -> Test:
    return lambda a: _share(a, MOVING) >= least


def _both(least: float) -> Test:
    return lambda a: _share(a, HEARD) >= least and _share(a, MOVING) >= least


TABLE: tuple[tuple[Test, str], ...] = (
    (_zero("composed_tone"), "{Name} hears a fight, and fights back."),
    (_zero("blame_absence"), "{Name} hears blame, and stops listening to the rest."),
    (_zero("fact_fidelity"), "{Name} takes you at your word, and it won't hold."),
    (_zero("boundary_statement"), "{Name} goes on in the same tone: nothing has said where the limit is."),
    (_both(0.8), "{Name} is calmer, and knows what happens next."),
    (_listens(0.8), "{Name} feels heard, and still doesn't know what happens next."),
    (_moves(0.8), "{Name} sees something moving, and feels like a case number."),
    (_both(0.5), "{Name} is a little calmer, and waits for more."),
    (_listens(0.5), "{Name} notices that somebody is listening, and sees nothing happen yet."),
    (_moves(0.5), "{Name} sees a little movement, and is as upset as before."),
    (lambda a: True, "{Name} is as upset as before, and writes again."),
)  # fmt: skip
"""What must hold, and what the page then says."""


def how_taken(assessment: Assessment, card: Card) -> str:
    """One sentence on how the customer takes the reply; empty without a score, or where a danger was missed.

    A reply that passes over a danger is stopped, and then it doesn't matter how it was taken. Nor is anything
    said of somebody who may be about to harm themselves: that they are calmer is no good sign.
    """
    if assessment.status != "scored" or assessment.stopped or card.safety_flag == "self_harm":
        return ""
    name = customer_name(card)
    sentence = next(says for fits, says in TABLE if fits(assessment))
    return sentence.format(Name=name[0].upper() + name[1:])
