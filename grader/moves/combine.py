"""From a head's score, evidence and vetoes to one probability.

A sum of log-odds: what the head says, more where words show the move, much less where a veto
stands. The constants of each move are fitted on scores for writers the head has not seen
(training/calibrate.py), with the signs held: evidence never lowers, a veto never raises.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

VETO_CEILING = 0.45
"""A vetoed move never counts as made; in the corpus 1.5 % of them are made all the same."""


@dataclass(frozen=True)
class Calibration:
    """The constants of one move, in log-odds."""

    scale: float
    """Weight of the head's score; at least 0."""
    offset: float
    """Log-odds of a score of 0 without evidence."""
    strong: float
    """Added where words show the move; at least 0."""
    weak: float
    """Added where words go with the move; at least 0."""
    veto: float
    """Added where a veto stands; at most 0."""


def probability(
    score: float, calibration: Calibration, *, strong: bool = False, weak: bool = False, vetoed: bool = False
) -> float:
    """Probability, 0 to 1, that a sentence makes a move.

    `score` is the head's log-odds, 0 where there is no head (then `calibration` is the one for
    patterns alone). A vetoed cue is no evidence, whatever else was found.
    """
    odds = calibration.scale * score + calibration.offset
    if vetoed:
        odds += calibration.veto
    elif strong:
        odds += calibration.strong
    elif weak:
        odds += calibration.weak
    value = 1.0 / (1.0 + exp(-max(-30.0, min(30.0, odds))))
    return min(value, VETO_CEILING) if vetoed else value
