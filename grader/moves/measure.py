"""How well scores find moves: the figures that training reports. scikit-learn, so for training only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, f1_score, roc_auc_score

from grader.moves.catalogue import MOVES
from grader.moves.sentences import Line

Matrix = NDArray[np.floating]
Labels = NDArray[np.bool_]


def pair_accuracy(lines: Sequence[Line], move: str, scores: NDArray[np.floating]) -> float:
    """How often the + side of a minimal pair of `move` scores above its - side; a tie counts half."""
    pairs: dict[tuple[str, str], dict[bool, float]] = defaultdict(dict)
    for line, score in zip(lines, scores, strict=True):
        if line.move == move:
            pairs[line.writer, line.pair][line.positive] = float(score)
    marks = [float(p[True] > p[False]) + 0.5 * float(p[True] == p[False]) for p in pairs.values()]
    return float(np.mean(marks))


def figures(
    lines: Sequence[Line], labels: Labels, scores: Matrix, cut: float | None
) -> dict[str, dict[str, float]]:
    """For each move: auc, ap (average precision), pairs (ordering accuracy) and, with a `cut`, f1 and alarms.

    `labels` and `scores` have shape (lines, moves); `alarms` is the share of lines without the move
    that score above `cut`.
    """
    out = {}
    for j, move in enumerate(MOVES):
        truth, score = labels[:, j], scores[:, j]
        row = {
            "auc": roc_auc_score(truth, score),
            "ap": average_precision_score(truth, score),
            "pairs": pair_accuracy(lines, move, score),
        }
        if cut is not None:
            row["f1"] = f1_score(truth, score > cut, zero_division=0.0)
            row["alarms"] = float(np.mean(score[~truth] > cut))
        out[move] = {name: round(float(value), 3) for name, value in row.items()}
    return out


def mean(table: dict[str, dict[str, float]]) -> dict[str, float]:
    """The mean over moves of each figure."""
    names = next(iter(table.values()))
    return {name: round(float(np.mean([row[name] for row in table.values()])), 3) for name in names}


def fit(inputs: Matrix, truth: Labels, strength: float) -> LogisticRegression:
    """A class-balanced logistic regression with L2 penalty 1/`strength`; the same every time."""
    model = LogisticRegression(
        C=strength,
        class_weight="balanced",
        solver="liblinear",
        dual=True,
        tol=1e-2,
        max_iter=2000,
        random_state=0,
    )
    return model.fit(inputs, truth)


def unseen(inputs: Matrix, labels: Labels, writers: NDArray[np.str_], strength: float) -> Matrix:
    """Scores of each line from heads that never saw its writer; shape (lines, moves)."""
    scores = np.zeros(labels.shape)
    for writer in np.unique(writers):
        held = writers == writer
        for j in range(labels.shape[1]):
            model = fit(inputs[~held], labels[~held, j], strength)
            scores[held, j] = model.decision_function(inputs[held])
    return scores


def baselines(lines: Sequence[Line], labels: Labels, writers: NDArray[np.str_]) -> dict[str, Matrix]:
    """Scores, on unseen writers, of what needs no understanding: length alone, words and word pairs alone."""
    length = np.array([[len(x.text.split()), len(x.text)] for x in lines], dtype=float)
    length = (length - length.mean(axis=0)) / length.std(axis=0)
    words = np.zeros(labels.shape)
    for writer in np.unique(writers):
        held = writers == writer
        counter = CountVectorizer(ngram_range=(1, 2), binary=True)
        known = counter.fit_transform([x.text for x, h in zip(lines, held, strict=True) if not h])
        new = counter.transform([x.text for x, h in zip(lines, held, strict=True) if h])
        for j in range(labels.shape[1]):
            words[held, j] = fit(known, labels[~held, j], 0.3).decision_function(new)
    return {"length alone": unseen(length, labels, writers, 1.0), "bag of words": words}
