"""Each kind of reply lands where the codebook puts it, on cards and in wording that exist nowhere else."""

import statistics
from collections.abc import Callable

import pytest
from claims import Claim, assessed, card, claims

from grader.cards import CRITERIA

ALL = claims()
KNOWN_ERRORS = {
    "sold-9": {"choice_offer": 2},
    "sold-4": {},
    "sold-20": {"emotion_acknowledgment": 1, "message_economy": 0},
    "month-1": {"fact_fidelity": 1},
    "accent-1": {"fact_fidelity": 1},
    "water-2": {"blame_absence": 1},
    "water-5": {"blame_absence": 1},
    "water-6": {"action_commitment": 0, "expectation_clarity": 0},
    "water-9": {"open_inquiry": 2},
}
"""Where the weighed level is off by one, or a clear case is pending, of 280: told here so that it's seen, and
so that a new one is seen too."""


@pytest.mark.parametrize("claim", ALL, ids=[f"{c.id}: {c.what}" for c in ALL])
def test_the_reply_has_the_levels_that_the_codebook_gives_it(claim: Claim) -> None:
    found = assessed(claim)
    assert found.status == "scored"
    wrong = {c: found.levels[c].value for c, v in claim.levels if found.levels[c].value != v}
    assert wrong == KNOWN_ERRORS.get(claim.id, {}), {c: found.levels[c].reasons for c in wrong}
    looked_at = claim.id in KNOWN_ERRORS and found.passed == "pending"
    assert not claim.passed or found.passed == claim.passed or looked_at


def accuracy(criterion: str, level_of: Callable[[Claim], int]) -> float:
    """Share of the claims on a criterion that a stand-in for it would get right, each level weighing the
    same."""
    by_level: dict[int, list[bool]] = {}
    for claim in ALL:
        for name, value in claim.levels:
            if name == criterion:
                by_level.setdefault(value, []).append(level_of(claim) == value)
    return statistics.mean(statistics.mean(right) for right in by_level.values())


def levels_of(criterion: str) -> set[int]:
    return {value for claim in ALL for name, value in claim.levels if name == criterion}


@pytest.mark.parametrize("criterion", CRITERIA)
def test_each_criterion_gives_nought_and_two_on_cards_that_do_not_ship(criterion: str) -> None:
    assert {0, 2} <= {assessed(c).levels[criterion].value for c in ALL if criterion in assessed(c).levels}


@pytest.mark.parametrize("criterion", CRITERIA)
@pytest.mark.parametrize("constant", [0, 1, 2])
def test_no_constant_could_stand_in_for_a_criterion(criterion: str, constant: int) -> None:
    alone = accuracy(criterion, lambda _: constant)
    assert alone <= 0.5
    assert accuracy(criterion, lambda c: assessed(c).levels[criterion].value) >= alone + 0.1


def test_of_all_claims_hardly_any_level_is_off_and_none_by_two() -> None:
    wanted = {(c.id, name): value for c in ALL for name, value in c.levels}
    errors = {(i, name): value for i, wrong in KNOWN_ERRORS.items() for name, value in wrong.items()}
    assert len(errors) <= 0.04 * len(wanted)
    assert all(abs(value - wanted[place]) == 1 for place, value in errors.items())


@pytest.mark.parametrize("criterion", CRITERIA)
def test_no_count_of_words_could_stand_in_for_a_criterion(criterion: str) -> None:
    """Even with the best two cuts, known only afterwards, length gets some of the claims wrong."""
    lengths = sorted({len(c.reply.split()) for c in ALL})
    best = max(
        accuracy(criterion, lambda c, a=a, b=b: (len(c.reply.split()) > a) + (len(c.reply.split()) > b))
        for a in lengths
        for b in lengths
        if a <= b
    )
    assert best < 1.0


def test_the_claims_stand_on_cards_that_do_not_ship() -> None:
    for claim in ALL:
        with pytest.raises(ValueError, match="no card of this name"):
            __import__("grader").load_card(claim.card)
        assert card(claim.card).id == claim.card
