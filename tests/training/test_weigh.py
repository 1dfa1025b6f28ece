"""Cuts: the strictest that agree, the mildest at a gate, the best where there are few replies."""

from __future__ import annotations

import numpy as np

from grader.training.weigh import LOWER_CUTS, TORN, UPPER_CUTS, cuts_of, kappa

TRUE = np.repeat([0, 1, 2], 200)
CLEAR = np.repeat([0.1, 1.0, 1.95], 200)
"""What would be expected of each reply where every cut in between tells the levels apart."""


def test_where_many_cuts_agree_the_strictest_are_taken() -> None:
    assert cuts_of(CLEAR, TRUE, gate=False, few=False) == (LOWER_CUTS[-1], UPPER_CUTS[-1])


def test_a_gates_lower_cut_is_the_mildest_and_its_upper_one_the_strictest() -> None:
    assert cuts_of(CLEAR, TRUE, gate=True, few=False) == (LOWER_CUTS[0], UPPER_CUTS[-1])


def test_of_few_replies_the_best_cuts_are_taken_though_stricter_ones_agree_nearly_as_well() -> None:
    expected = CLEAR.copy()
    expected[400:402] = 1.5  # two good replies that only a mild cut lets through
    best = cuts_of(expected, TRUE, gate=False, few=True)
    strict = cuts_of(expected, TRUE, gate=False, few=False)
    assert best[1] <= 1.5 < strict[1]
    agreed = [kappa(np.digitize(expected, c), TRUE) for c in (best, strict)]
    assert agreed[0] > agreed[1] >= agreed[0] - TORN


def test_agreement_is_full_for_the_same_levels_and_none_by_chance() -> None:
    assert kappa(TRUE, TRUE) == 1.0
    assert abs(kappa(np.random.default_rng(0).permutation(TRUE), TRUE)) < 0.1
