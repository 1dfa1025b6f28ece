"""From a model's scores to probabilities to believe: constants fitted on writers it has not seen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from grader.moves.catalogue import FLAGS, MOVES
from grader.moves.combine import Calibration
from grader.moves.heads import LABELS
from grader.moves.patterns import find

PRIOR = Calibration(scale=1.0, offset=0.0, strong=0.5, weak=0.0, veto=-4.0)
"""Where a calibration stays without evidence to the contrary."""
PRIOR_ALONE = Calibration(scale=0.0, offset=0.0, strong=3.0, weak=1.0, veto=-4.0)
RIDGE = 1.0
"""Weight of the prior, in sentences."""

Floats = NDArray[np.floating]
Truth = NDArray[np.bool_]
Cues = NDArray[np.bool_]


def cue_table(texts: Sequence[str]) -> Cues:
    """Whether patterns found strong, weak, vetoed: bool, shape (3, texts, moves)."""
    rows = [(f.strong, f.weak, f.vetoed) for f in (find(text) for text in texts)]
    return np.array([[[m in row[kind] for m in MOVES] for row in rows] for kind in range(3)])


def calibrate(score: Floats, cues: Cues, truth: Truth, prior: Calibration) -> Calibration:
    """The constants of `combine.probability` with the least log-loss, drawn towards `prior`.

    `score` has shape (texts,), `cues` (3, texts) as in `cue_table`.
    """
    strong = cues[0] & ~cues[2]
    weak = cues[1] & ~cues[0] & ~cues[2]
    design = np.column_stack([score, np.ones(len(score)), strong, weak, cues[2]]).astype(float)
    start = np.array([prior.scale, prior.offset, prior.strong, prior.weak, prior.veto])
    pull = RIDGE * np.array([1.0, 0.0, 1.0, 1.0, 1.0])

    def loss(constants: Floats) -> tuple[float, Floats]:
        odds = design @ constants
        away = constants - start
        value = (np.logaddexp(0, odds) - truth * odds).sum() + 0.5 * pull @ away**2
        return float(value), design.T @ (1 / (1 + np.exp(-odds)) - truth) + pull * away

    top = 0.0 if prior.scale == 0 else None
    bounds = [(0.0, top), (None, None), (0.0, None), (0.0, None), (None, 0.0)]
    return Calibration(*map(float, minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B").x))


def of_moves(scores: Floats, cues: Cues, truth: Truth, prior: Calibration) -> dict[str, Calibration]:
    """A calibration for each move; `scores` and `truth` have shape (texts, labels)."""
    return {m: calibrate(scores[:, j], cues[:, :, j], truth[:, j], prior) for j, m in enumerate(MOVES)}


def of_flags(scores: Floats, truth: Truth) -> dict[str, Calibration]:
    """A calibration for each flag, without patterns; shapes as above."""
    nothing = np.zeros((3, len(scores)), dtype=bool)
    places = {flag: LABELS.index(flag) for flag in FLAGS}
    return {f: calibrate(scores[:, j], nothing, truth[:, j], PRIOR) for f, j in places.items()}


def slope_and_offset(odds: Floats, truth: Truth) -> NDArray[np.float32]:
    """Shape (2,): what to multiply log-odds with and add, for the least log-loss."""
    found = calibrate(odds, np.zeros((3, len(odds)), dtype=bool), truth, PRIOR)
    return np.array([found.scale, found.offset], dtype=np.float32)
