"""The fourteen criteria, one small module each, in the codebook's order."""

from __future__ import annotations

from dataclasses import replace

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
from grader.rubric.criterion import Criterion, Level, Span
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

CRITERION: dict[CriterionId, Criterion] = {
    c: replace(m.CRITERION, weigh=weigh) for c, m in zip(CRITERIA, _MODULES, strict=True)
}
"""Id of a criterion: the criterion."""

__all__ = ["CRITERION", "Criterion", "Level", "Reading", "Span"]
