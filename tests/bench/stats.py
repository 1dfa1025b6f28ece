"""The statistics of the table."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from statistics import correlation, fmean

Pair = tuple[int, int]


def kappa(pairs: Sequence[Pair], levels: int = 3) -> float:
    """Quadratic-weighted kappa of (ours, theirs), each 0 to `levels` - 1; nan for no pairs.

    1.0 where everything agrees, also where nothing varies. Source: Cohen 1968, weights (i - j)².
    """
    n = len(pairs)
    if not n:
        return math.nan
    ours = [sum(a == k for a, _ in pairs) / n for k in range(levels)]
    theirs = [sum(b == k for _, b in pairs) / n for k in range(levels)]
    seen = sum((a - b) ** 2 for a, b in pairs) / n
    chance = sum(ours[i] * theirs[j] * (i - j) ** 2 for i in range(levels) for j in range(levels))
    return 1 - seen / chance if chance else (1.0 if seen == 0 else math.nan)


def exact(pairs: Sequence[Pair]) -> float:
    """Share of pairs that agree."""
    return fmean(a == b for a, b in pairs)


def adjacent(pairs: Sequence[Pair]) -> float:
    """Share of pairs that differ by at most 1."""
    return fmean(abs(a - b) <= 1 for a, b in pairs)


def bias(pairs: Sequence[Pair]) -> float:
    """Mean of ours minus theirs."""
    return fmean(a - b for a, b in pairs)


def pearson(pairs: Iterable[tuple[float, float]]) -> float:
    """Correlation of the two sides; nan where one of them doesn't vary."""
    both = list(pairs)
    if len({a for a, _ in both}) < 2 or len({b for _, b in both}) < 2:
        return math.nan
    return correlation([a for a, _ in both], [b for _, b in both])


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of the values (0 to 1) don't exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def mean(values: Iterable[float]) -> float:
    """The mean; nan for nothing."""
    found = list(values)
    return fmean(found) if found else math.nan
