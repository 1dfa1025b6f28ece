"""Fits the head of stance.py to whole rated replies (`python -m grader.rubric.fit_stance`).

A reply counts as hostile where its raters have blame_absence or composed_tone at 0. Only the writers that
`split.yaml` keeps for training are read. Each reply weighs the same, each side half; the scores for
calibration and for the recorded figures are for writers that the head has not seen.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ruamel.yaml import YAML

from grader.moves.features import NAMES
from grader.rubric.fit import auc
from grader.rubric.stance import FEWEST_WORDS, FILE, inputs
from grader.text import read_text

FOLDER = Path(__file__).parents[1] / "moves" / "corpus" / "rated"
RIDGE = 3.0
_Array = NDArray[np.float64]


def replies(folder: Path = FOLDER, part: str = "train") -> Iterator[tuple[str, list[str], bool]]:
    """(writer, sentences, whether it is hostile) of every rated reply of one part of the split."""
    split = YAML(typ="safe").load((folder / "split.yaml").read_text(encoding="utf-8"))
    against = _against(folder)
    for file in sorted(folder.glob("*/replies.jsonl")):
        if file.parent.name not in split[part]:
            continue
        for row in _rows(file):
            found = [s.text for s in read_text(row["reply"]).sentences]
            sentences = [s for s in found if len(s.split()) >= FEWEST_WORDS]
            if sentences:
                yield file.parent.name, sentences, against[row["id"]]


def _against(folder: Path) -> dict[str, bool]:
    """Id of a reply: whether any of its raters has blame_absence or composed_tone at 0."""
    found: dict[str, bool] = {}
    for file in sorted(folder.glob("ratings/*.jsonl")):
        for row in _rows(file):
            gates = (row["levels"]["blame_absence"], row["levels"]["composed_tone"])
            found[row["id"]] = found.get(row["id"], False) or min(gates) == 0
    return found


def _rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


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
