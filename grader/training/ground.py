"""Fits grounding.json: from what a sentence does and says to whether it keeps to the card.

A logistic regression a claim with a ridge, on sentences of the training writers' replies, each read by a
model that never saw its card.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from grader.moves import read_moves
from grader.rubric.grounding import CLAIMS, FEATURES, FILE, Claim, features
from grader.rubric.matching import card_items
from grader.rubric.relations import relate
from grader.training.annotations import Labelled, card_of, labelled_sentences, split_of
from grader.training.folds import fold_of_card
from grader.training.weigh import fit_step

__all__ = ["FILE", "Sentences", "fit", "read", "truth_of"]
_Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Sentences:
    """Sentences of rated replies, read by one model."""

    features: _Floats
    """Shape (sentences, features)."""
    truth: dict[Claim, NDArray[np.bool_]]
    """Claim: whether it was labelled true, shape (sentences,)."""


def truth_of(found: Labelled) -> dict[Claim, bool]:
    """What the labels of a sentence say about each claim."""
    return {
        "invents": "invent" in found.flags,
        "gives what it may not": any(i.startswith("forbidden:") and r == "offers" for i, r in found.items),
        "contradicts": any(r == "contradicts" for _, r in found.items),
    }


def read(part: str, fold: int | None = None) -> Sentences:
    """The labelled sentences of a part, or of one fold of it, by the model in use."""
    rows, truth = [], []
    for writer in split_of()[part]:
        for found in labelled_sentences(writer):
            if fold is None or fold_of_card(found.card) == fold:
                card = card_of(found.card)
                (moves,) = read_moves([found.text], card.message)
                (table,) = relate([found.text], card_items(card))
                rows.append(features(found.text, moves, card, table))
                truth.append(truth_of(found))
    return Sentences(np.array(rows), {c: np.array([t[c] for t in truth]) for c in CLAIMS})


def fit(folds: Sequence[Sentences], path: Path) -> None:
    """Write the weights that tell the claims apart in `folds` best."""
    x = np.concatenate([fold.features for fold in folds])
    data = {}
    for claim in CLAIMS:
        true = np.concatenate([fold.truth[claim] for fold in folds])
        start, weights = fit_step(x, true, np.zeros(x.shape[1]))
        told = sorted(zip(FEATURES, weights, strict=True), key=lambda row: -row[1])
        data[claim] = {"start": round(start, 3), "weights": {name: round(float(w), 3) for name, w in told}}
    path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8", newline="\n")
