"""Trains the heads and reports how they do on writers they have not seen (`python -m grader.moves.train`).

One class-balanced logistic regression a move, on the frozen encoder's vectors and surface features,
all heads on all lines. Penalty and calibration come from leave-one-writer-out scores, so that nothing
is tuned on a writer whose sentences were trained on. The same corpus gives the same heads.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from grader.moves.catalogue import MOVES
from grader.moves.combine import Calibration, probability
from grader.moves.encoder import stance
from grader.moves.features import features
from grader.moves.heads import Heads, save_heads
from grader.moves.measure import Labels, Matrix, baselines, figures, fit, mean, unseen
from grader.moves.patterns import find
from grader.moves.sentences import Line, lint, read_corpus
from grader.moves.wording import standard

REPORT = Path(__file__).parent / "report.json"
STRENGTHS = (0.1, 0.3)
"""Inverse L2 penalties that are tried."""
VECTOR_SPREAD = 2.83
"""Brings the unit vectors to the size of the 0-or-1 features."""
PRIOR = Calibration(scale=1.0, offset=0.0, strong=0.5, weak=0.0, veto=-4.0)
"""Where a calibration stays without evidence to the contrary."""
PRIOR_ALONE = Calibration(scale=0.0, offset=0.0, strong=3.0, weak=1.0, veto=-4.0)
RIDGE = 1.0
"""Weight of the prior, in lines."""
CAUTIOUS = (
    "blame",
    "threat",
    "insult",
    "sarcasm",
    "overpromise",
    "command_to_feel",
    "dismissal",
    "defensiveness",
)
"""Moves that are charged against a learner: a false alarm is worse than a miss, so positives weigh 1."""
WELCOME_WEIGHT = 2.0
"""Weight of positives in calibrating the others: they are commoner in replies than in the corpus."""

Cues = NDArray[np.bool_]


def cue_table(lines: list[Line]) -> Cues:
    """Whether patterns found strong, weak, vetoed: bool, shape (3, lines, moves)."""
    rows = [(f.strong, f.weak, f.vetoed) for f in (find(line.text) for line in lines)]
    return np.array([[[m in row[kind] for m in MOVES] for row in rows] for kind in range(3)])


def calibrate(score: Matrix, cues: Cues, truth: Labels, weight: float, prior: Calibration) -> Calibration:
    """The constants of `combine.probability` with the least log-loss, drawn towards `prior`.

    `score` has shape (lines,), `cues` (3, lines) as in `cue_table`; positives weigh `weight`.
    """
    strong = cues[0] & ~cues[2]
    weak = cues[1] & ~cues[0] & ~cues[2]
    design = np.column_stack([score, np.ones(len(score)), strong, weak, cues[2]]).astype(float)
    start = np.array([prior.scale, prior.offset, prior.strong, prior.weak, prior.veto])
    pull = RIDGE * np.array([1.0, 0.0, 1.0, 1.0, 1.0])
    weights = np.where(truth, weight, 1.0)

    def loss(constants: Matrix) -> tuple[float, Matrix]:
        odds = design @ constants
        slope = weights * (1 / (1 + np.exp(-odds)) - truth)
        away = constants - start
        value = weights @ (np.logaddexp(0, odds) - truth * odds) + 0.5 * pull @ away**2
        return float(value), design.T @ slope + pull * away

    top = 0.0 if prior.scale == 0 else None
    bounds = [(0.0, top), (None, None), (0.0, None), (0.0, None), (None, 0.0)]
    return Calibration(*map(float, minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B").x))


def calibrated(score: Matrix, cues: Cues, labels: Labels, prior: Calibration) -> dict[str, Calibration]:
    """A calibration for each move; `score` has shape (lines, moves)."""
    return {
        move: calibrate(
            score[:, j], cues[:, :, j], labels[:, j], 1.0 if move in CAUTIOUS else WELCOME_WEIGHT, prior
        )
        for j, move in enumerate(MOVES)
    }


def probabilities(score: Matrix, cues: Cues, table: dict[str, Calibration]) -> Matrix:
    """What `read_moves` would say; shape (lines, moves)."""
    return np.array(
        [
            [
                probability(
                    float(score[i, j]),
                    table[m],
                    strong=cues[0, i, j],
                    weak=cues[1, i, j],
                    vetoed=cues[2, i, j],
                )
                for j, m in enumerate(MOVES)
            ]
            for i in range(len(score))
        ]
    )


def held_out(
    score: Matrix, cues: Cues, labels: Labels, writers: NDArray[np.str_], prior: Calibration
) -> Matrix:
    """Probabilities of each line by constants that were fitted on the other writers."""
    out = np.zeros(labels.shape)
    for writer in np.unique(writers):
        held = writers == writer
        table = calibrated(score[~held], cues[:, ~held], labels[~held], prior)
        out[held] = probabilities(score[held], cues[:, held], table)
    return out


def train() -> dict[str, object]:
    """Train, write heads.npz and report.json, and return the report. Raises ValueError for a bad corpus."""
    lines = read_corpus()
    if findings := lint(lines):
        raise ValueError("the corpus has faults:\n" + "\n".join(findings))
    labels = np.array([[m in line.moves for m in MOVES] for line in lines])
    writers = np.array([line.writer for line in lines])
    vectors = stance([standard(line.text) for line in lines])
    surface = np.stack([features(line.text) for line in lines])
    cues = cue_table(lines)
    spread = np.ones(vectors.shape[1] + surface.shape[1], dtype=np.float32)
    spread[: vectors.shape[1]] = VECTOR_SPREAD
    inputs = np.hstack([vectors, surface]) * spread

    tried = {c: unseen(inputs, labels, writers, c) for c in STRENGTHS}
    strength = max(tried, key=lambda c: mean(figures(lines, labels, tried[c], None))["ap"])
    scores, nothing = tried[strength], np.zeros(labels.shape)
    alone = unseen(vectors * VECTOR_SPREAD, labels, writers, strength)
    tables = {
        "both": figures(lines, labels, held_out(scores, cues, labels, writers, PRIOR), 0.5),
        "encoder alone": figures(lines, labels, held_out(alone, cues & False, labels, writers, PRIOR), 0.5),
        "patterns alone": figures(lines, labels, held_out(nothing, cues, labels, writers, PRIOR_ALONE), 0.5),
        **{name: figures(lines, labels, s, None) for name, s in baselines(lines, labels, writers).items()},
    }
    models = [fit(inputs, labels[:, j], strength) for j in range(len(MOVES))]
    save_heads(
        Heads(
            np.vstack([m.coef_ for m in models]).astype(np.float32),
            np.concatenate([m.intercept_ for m in models]).astype(np.float32),
            spread,
            calibrated(scores, cues, labels, PRIOR),
            calibrated(nothing, cues, labels, PRIOR_ALONE),
        )
    )
    report = {
        "lines": len(lines),
        "writers": sorted(set(writers.tolist())),
        "strength": strength,
        "positives": {m: int(labels[:, j].sum()) for j, m in enumerate(MOVES)},
        "means": {name: mean(table) for name, table in tables.items()},
        "moves": tables,
    }
    REPORT.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8", newline="\n")
    return report


def show(report: dict[str, object]) -> str:
    """The report as a table."""
    tables = report["moves"]
    assert isinstance(tables, dict)
    rows = [f"{'unseen writers':22} {'auc':>6} {'ap':>6} {'pairs':>6} {'f1':>6} {'alarms':>7}"]
    for move, row in tables["both"].items():
        rows.append(
            f"{move:22} " + " ".join(f"{row[n]:6.3f}" for n in ("auc", "ap", "pairs", "f1", "alarms"))
        )
    for name, row in report["means"].items():  # type: ignore[attr-defined]
        rows.append(f"mean, {name:16} " + " ".join(f"{value:6.3f}" for value in row.values()))
    return "\n".join(rows)


if __name__ == "__main__":
    print(show(train()))
