"""The fourteen criteria, one small module each, in the codebook's order."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from grader.cards import CRITERIA, CriterionId
from grader.rubric import (
    action_commitment,
    blame_absence,
    boundary_statement,
    choice_offer,
    composed_tone,
    emotion_acknowledgment,
    expectation_clarity,
    fact_fidelity,
    fault_ownership,
    handoff_quality,
    issue_reflection,
    message_economy,
    open_inquiry,
    positive_framing,
)
from grader.rubric.criterion import Criterion, Example, Level, Span
from grader.rubric.reading import Reading
from grader.rubric.scale import weigh

_MODULES = (
    emotion_acknowledgment,
    issue_reflection,
    open_inquiry,
    fault_ownership,
    action_commitment,
    choice_offer,
    expectation_clarity,
    positive_framing,
    blame_absence,
    composed_tone,
    boundary_statement,
    handoff_quality,
    message_economy,
    fact_fidelity,
)

EXAMPLES_FILE = Path(__file__).with_name("examples.tsv")


def _examples() -> dict[str, tuple[Example, ...]]:
    """Replies whose level is beyond doubt, by criterion: at least one for each level."""
    found: dict[str, tuple[Example, ...]] = {}
    for line in EXAMPLES_FILE.read_text(encoding="utf-8").splitlines()[1:]:
        criterion, level, card, reply = line.split("\t")
        found[criterion] = (*found.get(criterion, ()), Example(card, reply, int(level)))
    return found


_EXAMPLES = _examples()
CRITERION: dict[CriterionId, Criterion] = {
    c: replace(m.CRITERION, examples=_EXAMPLES[c], weigh=weigh)
    for c, m in zip(CRITERIA, _MODULES, strict=True)
}
"""Id of a criterion: the criterion."""

__all__ = ["CRITERION", "Criterion", "Level", "Reading", "Span"]
