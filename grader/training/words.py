"""Fits the weights of matching.py to hand-labelled pairs and writes matching.json (`python -m
grader.training.words`).

Each line of pairs.tsv is a card, the items that its sentence speaks of (kind:id; with a ? where people
could disagree, those are left out), and the sentence. A logistic regression with a small ridge, by Newton's
method in double precision: the same pairs give the same file.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from grader.cards import load_card
from grader.rubric.matching import FEATURES, KINDS, WEIGHTS_FILE, card_items, features

PAIRS_FILE = WEIGHTS_FILE.with_name("pairs.tsv")
HEADER = ["card", "speaks of", "sentence"]
RIDGE = 1.0
POSITIVE = 2.5
"""Weight of a pair that speaks of its item: one in sixteen does, and missing one costs as much as
inventing one."""
_Array = NDArray[np.float64]


def read_pairs(path: Path = PAIRS_FILE) -> list[tuple[str, frozenset[str], frozenset[str], str]]:
    """(card, items it speaks of, items left out, sentence) of each line; raises ValueError with the line."""
    rows = []
    lines = path.read_text(encoding="utf-8").splitlines()
    if not lines or lines[0].split("\t") != HEADER:
        raise ValueError(f"{path.name}: the first line should be {HEADER}, separated by tabs")
    for number, line in enumerate(lines[1:], start=2):
        parts = line.split("\t")
        if len(parts) != len(HEADER):
            raise ValueError(f"{path.name} line {number}: found {len(parts)} columns, expected {len(HEADER)}")
        named = parts[1].split()
        spoken = frozenset(n for n in named if not n.startswith("?"))
        rows.append((parts[0], spoken, frozenset(n[1:] for n in named if n.startswith("?")), parts[2]))
    return rows


def design() -> tuple[_Array, _Array, NDArray[np.str_]]:
    """(features, labels, card of each row) of every pair that isn't left out."""
    rows: list[_Array] = []
    labels: list[float] = []
    cards: list[str] = []
    for name, spoken, doubtful, sentence in read_pairs():
        items = card_items(load_card(name))
        known = {f"{i.kind}:{i.id}" for i in items}
        if stray := (spoken | doubtful) - known:
            raise ValueError(f"{PAIRS_FILE.name}: {name} has no {', '.join(sorted(stray))}")
        for item, row in zip(items, features(sentence, items), strict=True):
            if (key := f"{item.kind}:{item.id}") not in doubtful:
                rows.append(row)
                labels.append(float(key in spoken))
                cards.append(name)
    return np.array(rows), np.array(labels), np.array(cards)


def fit(x: _Array, y: _Array) -> _Array:
    """Weights of a logistic regression with ridge RIDGE; the kinds' columns act as intercepts, ridged too."""
    w = np.zeros(x.shape[1])
    ridge = np.full(len(w), RIDGE)
    ridge[-len(KINDS) :] = 0.1
    weight = np.where(y == 1, POSITIVE, 1.0)
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (weight * (y - p)) - ridge * w
        hessian = (x * (weight * p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.solve(hessian, gradient)
        w += step
        if np.abs(step).max() < 1e-9:
            break
    return w


def auc(scores: _Array, y: _Array) -> float:
    """Chance that a pair that speaks of its item scores above one that doesn't."""
    order = scores.argsort(kind="stable")
    ranks = np.empty(len(scores))
    ranks[order] = np.arange(1, len(scores) + 1)
    ones = y == 1
    return float((ranks[ones].sum() - ones.sum() * (ones.sum() + 1) / 2) / (ones.sum() * (~ones).sum()))


def held_out(x: _Array, y: _Array, cards: NDArray[np.str_]) -> dict[str, float]:
    """AUC, precision and recall at one half, each card scored by weights fitted on the others."""
    scores = np.zeros(len(y))
    for card in np.unique(cards):
        left = cards == card
        scores[left] = x[left] @ fit(x[~left], y[~left])
    said = scores >= 0
    right = float((said & (y == 1)).sum())
    return {
        "auc": auc(scores, y),
        "precision": right / max(1, int(said.sum())),
        "recall": right / float(y.sum()),
    }


def main() -> None:
    """Fit, measure leaving cards out, write the weights and say how good they are."""
    x, y, cards = design()
    fitted = dict(zip(FEATURES, (round(float(v), 4) for v in fit(x, y)), strict=True))
    unseen = {name: round(value, 3) for name, value in held_out(x, y, cards).items()}
    print(f"words alone: {len(y)} pairs, {int(y.sum())} speak of the item; cards left out: {unseen}")
    out = {"weights": fitted, "cards left out": unseen}
    WEIGHTS_FILE.write_text(json.dumps(out, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
