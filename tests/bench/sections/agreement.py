"""How far the grader's levels are the raters', and how far raters agree with each other.

Quadratic-weighted kappa a criterion, share exact, share within 1, bias (ours minus theirs), and the
correlation of the score with the raters' overall judgement. Targets hold on the held-out part.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from pathlib import Path

from grader.assess import Assessment
from grader.cards import CRITERIA

from ..figures import Figure, Measured
from ..rated import CORPUS, FRESH, HELD_OUT, Rated, rated_folder, rater_pairs
from ..run import NOT_QUICK, Run
from ..stats import Pair, adjacent, bias, exact, kappa, mean, pearson

MEAN_TARGET, CRITERION_TARGET = 0.75, 0.60
MEAN = "mean kappa"


def measure(run: Run) -> Measured:
    """The tuning part; an outside set where one is named; the held-out part where the run may open it."""
    found = Measured(between_raters("raters", CORPUS.glob("ratings/*.jsonl")))
    for part in run.parts:
        found.figures += _agreed(part, run.rated(part), run)
    if HELD_OUT not in run.parts:
        found.absent[f"agreement/{HELD_OUT}/"] = (
            "not opened in this run; --held-out opens it and logs the look"
        )
    if FRESH not in run.parts:
        found.absent[f"agreement/{FRESH}/"] = NOT_QUICK
    if run.quick or run.outside is None:
        found.absent["agreement/outside"] = "not measured in this run; --outside FOLDER does, without --quick"
    else:
        found.figures += between_raters("outside raters", [run.outside / "levels.jsonl"])
        found.figures += _agreed("outside", rated_folder(run.outside), run)
    return found


def _agreed(name: str, rated: Sequence[Rated], run: Run) -> list[Figure]:
    assessments = run.assess((r.reply, r.card) for r in rated)
    return agreed(name, list(zip(rated, assessments, strict=True)))


def agreed(name: str, both: Sequence[tuple[Rated, Assessment]]) -> list[Figure]:
    """The figures of one set: its replies with their assessments."""
    held = name == HELD_OUT
    by_criterion = [f for c in CRITERIA for f in _criterion(name, c, level_pairs(both, c), held)]
    average = mean(f.value for f in by_criterion if not f.under)
    start = f"agreement/{name}"
    target = MEAN_TARGET if held else None
    together = pearson((a.score, r.overall) for r, a in both if a.score is not None)
    figures = [
        Figure(f"{start}/{MEAN}", average, target, note=f"n {len(both)}"),
        Figure(f"{start}/score with overall (r)", together),
        *by_criterion,
    ]
    return [f for f in figures if not math.isnan(f.value)]


def level_pairs(both: Iterable[tuple[Rated, Assessment]], criterion: str) -> list[Pair]:
    """(ours, theirs) of the replies for which the criterion has both."""
    return [
        (a.levels[criterion].value, r.levels[criterion])
        for r, a in both
        if criterion in a.levels and criterion in r.levels
    ]


def _criterion(name: str, criterion: str, pairs: Sequence[Pair], held: bool) -> list[Figure]:
    found = kappa(pairs)
    if math.isnan(found):
        return []
    row = f"agreement/{name}/{criterion}"
    return [
        Figure(row, found, CRITERION_TARGET if held else None, note=f"n {len(pairs)}"),
        Figure(f"{row}/exact", exact(pairs), under=row),
        Figure(f"{row}/adjacent", adjacent(pairs), under=row),
        Figure(f"{row}/bias", bias(pairs), better="zero", under=row),
    ]


def between_raters(name: str, files: Iterable[Path]) -> list[Figure]:
    """Kappa between two raters of the same reply, a criterion, and its mean."""
    pairs = rater_pairs(sorted(files))
    each = [
        Figure(f"agreement/{name}/{c}", kappa(pairs[c]), note=f"n {len(pairs[c])}")
        for c in CRITERIA
        if pairs.get(c) and not math.isnan(kappa(pairs[c]))
    ]
    return [Figure(f"agreement/{name}/{MEAN}", mean(f.value for f in each)), *each] if each else []
