"""Fits scale.json: the few weights that turn a criterion's checks into what raters give.

Two logistic regressions a criterion with a ridge and held signs, on rated replies of the training writers,
each read by a model that never saw its card. The criteria's own examples, whose level is beyond doubt,
weigh as much as several replies.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.cards import CRITERIA, GATES, CriterionId, load_card
from grader.rubric import CRITERION
from grader.rubric.reading import Reading
from grader.rubric.scale import FILE, RULES, Scale, inputs, step_of
from grader.training.annotations import card_of, raters_levels, replies_of, split_of
from grader.training.folds import FOLDS, fold_of_card, model

RIDGE = 20.0
LEAST_SPREAD = 0.05
"""Added to the spread of each check, so that one that hardly varies gets no weight."""
WORTH_WRITING = 0.02
"""A weight below this, in log-odds, is left out."""
LOWER_CUTS, UPPER_CUTS = np.arange(0.40, 0.96, 0.05), np.arange(1.10, 1.86, 0.05)
TORN = 0.004
"""Agreement that is given up for stricter cuts: "when torn, take the lower level" (codebook, procedure 5)."""
DOUBT = 0.15
"""Expected levels this near a cut are unsure."""
ANCHOR = 30
"""Replies that an example weighs as much as."""
FEW = 500
"""Rated replies under which the best cuts are taken: so few can't say that stricter ones agree as well."""
_Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Read:
    """A rated reply with what the grader makes of it before any weights."""

    raters: dict[str, int]
    values: dict[str, dict[str, float]]
    """Criterion: the value of each of its checks, rules included."""


def read(part: str, folds: Collection[int] = range(FOLDS), *, encoder: bool = True) -> list[Read]:
    """The rated replies of a part, or of some folds of it, by the model in use or by patterns alone."""
    levels = raters_levels()
    found = []
    for writer in split_of()[part]:
        for row in replies_of(writer):
            if fold_of_card(row["card"]) not in folds:
                continue
            card = card_of(row["card"])
            reading = Reading.of(row["reply"], card, encoder=encoder)
            values = {str(c): values_of(c, reading) for c in card.criteria}
            found.append(Read(levels[row["id"]], values))
    return found


def values_of(criterion: CriterionId, reading: Reading) -> dict[str, float]:
    """What a criterion's scale weighs in a reading."""
    known = CRITERION[criterion]
    found = inputs(reading, known.judge(reading).value)
    return {n: found[n].value for n in (*known.helps, *known.beside, *known.hurts, *RULES)}


def anchors() -> list[Read]:
    """The criteria's examples, by the model in use; each has a level for one criterion."""
    return [
        Read({str(c): e.value}, {str(c): values_of(c, Reading.of(e.reply, load_card(e.card)))})
        for c, known in CRITERION.items()
        for e in known.examples
    ] * ANCHOR


def read_unseen(folders: Sequence[Path]) -> list[Read]:
    """The training replies, each by the model of `folders` that never saw its card."""
    found = []
    for fold, folder in enumerate(folders):
        with model(folder):
            found += read("train", [fold])
    return found


def fit_step(x: _Floats, reached: NDArray[np.bool_], signs: _Floats) -> tuple[float, _Floats]:
    """(start, weights) of a logistic regression with a ridge.

    `x` has shape (rows, columns); `signs` hold 1 or -1 where a weight must have that sign, else 0.
    Needs scipy.
    """
    from scipy.optimize import minimize

    spread, middle = x.std(axis=0) + LEAST_SPREAD, x.mean(axis=0)
    z = (x - middle) / spread

    def loss(w: _Floats) -> tuple[float, _Floats]:
        odds = z @ w[:-1] + w[-1]
        away = 1 / (1 + np.exp(-odds)) - reached
        value = (np.logaddexp(0, odds) - reached * odds).sum() + 0.5 * RIDGE * (w[:-1] ** 2).sum()
        return float(value), np.append(z.T @ away + RIDGE * w[:-1], away.sum())

    bounds = [(0.0 if s > 0 else None, 0.0 if s < 0 else None) for s in signs] + [(None, None)]
    found = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, bounds=bounds, method="L-BFGS-B").x
    weights = found[:-1] / spread
    return float(found[-1] - weights @ middle), weights


def fit(criterion: CriterionId, replies: Sequence[Read]) -> dict[str, Any]:
    """The scale of one criterion, as scale.json has it."""
    known = CRITERION[criterion]
    names = (*known.helps, *known.beside, *RULES, *known.hurts)
    signs = np.array([-1.0 if n in known.hurts else 1.0 for n in names])
    rows = [r for r in replies if criterion in r.raters and criterion in r.values]
    x = np.array([[r.values[criterion][n] for n in names] for r in rows])
    y = np.array([r.raters[criterion] for r in rows])
    steps = {}
    for step, level in (("at least 1", 1), ("2", 2)):
        start, weights = fit_step(x, y >= level, signs)
        kept = {n: float(w) for n, w in zip(names, weights, strict=True) if abs(w) > WORTH_WRITING}
        steps[step] = {
            "start": round(start, 3),
            "weights": {n: round(w, 3) for n, w in sorted(kept.items(), key=lambda x: -x[1])},
        }
    usual = {n: round(float(m), 3) for n, m in zip(names, x[y == 2].mean(axis=0), strict=True)}
    one, two = (step_of(steps[name]) for name in ("at least 1", "2"))
    draft = Scale(one, two, cuts=(0.5, 1.5), doubt=DOUBT, usual=usual)
    expected = np.array([draft.expected(r.values[criterion]) for r in rows])
    cuts = cuts_of(expected, y, gate=criterion in GATES, few=sum(len(r.raters) > 1 for r in rows) < FEW)
    return {**steps, "cuts": [round(float(c), 2) for c in cuts], "doubt": DOUBT, "usual": usual}


def cuts_of(expected: _Floats, raters: NDArray[np.integer], *, gate: bool, few: bool) -> tuple[float, float]:
    """The strictest cuts that agree with the raters nearly as well as the best do; of few replies, the best.

    A gate's lower cut is the mildest such one: a 0 there caps the whole score, so being torn speaks against
    it. The replies include the examples, as often as they weigh; `few` says whether the others are few.
    """
    each = {c: kappa(np.digitize(expected, c), raters) for c in product(LOWER_CUTS, UPPER_CUTS)}
    best = max(each, key=lambda c: round(each[c], 3))
    if few:
        return best
    close = [c for c in each if each[c] >= each[best] - TORN]
    if gate:
        mildest = min(c[0] for c in close)
        return max((c for c in close if c[0] == mildest), key=lambda c: c[1])
    return max(close, key=lambda c: (sum(c), each[c]))


def kappa(ours: NDArray[np.integer], theirs: NDArray[np.integer]) -> float:
    """Quadratic-weighted kappa of two series of levels; nan where nothing varies."""
    chance = ((ours[:, None] - theirs[None, :]) ** 2).mean()
    return float(1 - ((ours - theirs) ** 2).mean() / chance) if chance else float("nan")


def agreement(replies: Sequence[Read], scales: Mapping[str, Scale] | None) -> dict[str, float]:
    """Criterion: kappa of the levels that the scales give, or the rules alone, with the raters'."""
    found = {}
    for criterion in CRITERIA:
        rows = [r for r in replies if criterion in r.raters and criterion in r.values]
        values = [r.values[criterion] for r in rows]
        if scales is None:
            ours = [int(sum(v[name] for name in RULES)) for v in values]
        else:
            ours = [scales[criterion].level(scales[criterion].expected(v)) for v in values]
        found[str(criterion)] = round(kappa(np.array(ours), np.array([r.raters[criterion] for r in rows])), 3)
    return found


def fit_all(replies: Sequence[Read], path: Path = FILE) -> None:
    """Fit every criterion and write scale.json."""
    data = {str(criterion): fit(criterion, replies) for criterion in CRITERIA}
    path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8", newline="\n")
