"""Fits the head of stance.py to whole replies by several writers (`python -m grader.rubric.fit_stance`).

A reply counts as hostile by its raters (blame_absence or composed_tone at 0), and where nobody has rated
it by
what its writer set out to write. Each reply weighs the same, each side half; scores for calibration and
for the
recorded figures are for writers that the head has not seen.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from grader.moves.features import NAMES
from grader.rubric.fit import auc
from grader.rubric.stance import FEWEST_WORDS, FILE, inputs
from grader.text import read_text

FOLDER = Path(__file__).parents[1] / "moves" / "corpus" / "rated"
HOSTILE = re.compile(
    r"weak:(?!hollow|dm-us|submissive|cheery|hurt|pr$|script|compliment|breezy|process|branch|colours|settings|jargon)"
    r"|adv:(?:polite-sarcasm|cue-as-question|negated-cue)"
)
FRIENDLY = re.compile(
    r"strong|fair|middling|adv:(?:over-promise|forbidden-offer|padding|wrong-scenario|generic-paste|one-option)"
    r"|weak:(?:hollow|dm-us|pr|cheery|script|process)"
)
RIDGE = 3.0
_Array = NDArray[np.float64]


def replies(folder: Path = FOLDER) -> Iterator[tuple[str, list[str], bool]]:
    """(writer, sentences, whether it is hostile) of every reply whose side is known."""
    for file in sorted(folder.glob("*/replies.jsonl")):
        rated_file = file.with_name("levels.jsonl")
        lines = rated_file.read_text(encoding="utf-8").splitlines() if rated_file.exists() else []
        rated = {row["id"]: row["levels"] for row in map(json.loads, filter(str.strip, lines))}
        for row in map(json.loads, filter(str.strip, file.read_text(encoding="utf-8").splitlines())):
            side = _side(row, rated.get(row["id"]))
            sentences = [
                s.text for s in read_text(row["reply"]).sentences if len(s.text.split()) >= FEWEST_WORDS
            ]
            if side is not None and sentences:
                yield file.parent.name, sentences, side


def _side(row: dict[str, str], levels: dict[str, int] | None) -> bool | None:
    if levels is not None:
        return min(levels["blame_absence"], levels["composed_tone"]) == 0
    if HOSTILE.match(row["family"]):
        return True
    return False if FRIENDLY.match(row["family"]) else None


def _fit(inputs_: _Array, y: _Array, weight: _Array, ridge: float) -> _Array:
    """Weights of a ridged logistic regression, the intercept last; Newton's method."""
    x: _Array = np.hstack([inputs_, np.ones((len(inputs_), 1))])
    w: _Array = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], ridge)
    penalty[-1] = 1e-3
    for _ in range(40):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        hessian = (x * (weight * p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(hessian, x.T @ (weight * (y - p)) - penalty * w)
        w += step
        if np.abs(step).max() < 1e-8:
            break
    return w


def _weights(y: _Array, bag: NDArray[np.int64]) -> _Array:
    """Each reply weighs the same, however long, and each side half of all."""
    share = 1 / np.bincount(bag)[bag]
    sides: _Array = np.where(y == 1, share / share[y == 1].sum(), share / share[y == 0].sum())
    return sides * (len(set(bag)) / 2)


def main() -> None:
    """Fit, measure leaving writers out, write the head and say how good it is."""
    rows = list(replies())
    bag = np.array([n for n, (_, sentences, _) in enumerate(rows) for _ in sentences])
    x = np.array([inputs(s) for _, sentences, _ in rows for s in sentences])
    side = np.array([float(hostile) for *_, hostile in rows])
    writer = np.array([name for name, *_ in rows])
    held = np.zeros(len(bag))
    for name in np.unique(writer):
        left = (writer == name)[bag]
        _, inner = np.unique(bag[~left], return_inverse=True)
        w = _fit(x[~left], side[bag][~left], _weights(side[bag][~left], inner), RIDGE)
        held[left] = x[left] @ w[:-1] + w[-1]
    mean = np.bincount(bag, held) / np.bincount(bag)
    slope, offset = _fit(mean[:, None], side, np.ones(len(side)), 1e-3)
    cut = np.percentile(mean[side == 0], 98)
    found = np.mean(mean[side == 1] > cut)
    print(f"{len(rows)} replies by {len(set(writer))} writers, {int(side.sum())} hostile")
    print(f"writers left out: AUC {auc(mean, side):.3f}, found at 2 % false alarms {found:.2f}")
    w = _fit(x, side[bag], _weights(side[bag], bag), RIDGE)
    np.savez(
        FILE,
        names=np.array(NAMES),
        weights=w[:-1],
        bias=np.array(w[-1]),
        slope=np.array(slope),
        offset=np.array(offset),
    )


if __name__ == "__main__":
    main()
