"""The heads: better on unseen writers than what needs no understanding, and combined as they say."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import grader.moves
from grader.moves.batch import moves_of_text
from grader.moves.catalogue import MOVES
from grader.moves.combine import Calibration, probability
from grader.moves.encoder import STANCE_DIMENSIONS, EncoderMissing
from grader.moves.features import NAMES, features
from grader.moves.heads import load_heads, save_heads
from grader.moves.sentences import read_corpus

REPORTED = json.loads(Path(grader.moves.__file__).with_name("report.json").read_text(encoding="utf-8"))
MEANS = REPORTED["means"]


def test_the_report_is_about_this_corpus() -> None:
    lines = read_corpus()
    assert REPORTED["lines"] == len(lines)
    assert REPORTED["positives"] == {m: sum(m in line.moves for line in lines) for m in MOVES}


@pytest.mark.parametrize("other", ["length alone", "bag of words", "encoder alone", "patterns alone"])
@pytest.mark.parametrize("figure", ["auc", "ap", "pairs"])
def test_heads_beat_what_is_simpler_on_unseen_writers(other: str, figure: str) -> None:
    assert MEANS["both"][figure] > MEANS[other][figure]


def test_length_does_not_give_a_move_away() -> None:
    assert MEANS["length alone"]["auc"] < 0.65


@pytest.mark.parametrize("move", ["blame", "threat", "insult", "sarcasm", "overpromise"])
def test_hostile_moves_raise_few_alarms_on_unseen_writers(move: str) -> None:
    assert REPORTED["moves"]["both"][move]["alarms"] < 0.02


def test_heads_fit_their_inputs() -> None:
    heads = load_heads()
    assert heads.weights.shape == (len(MOVES), STANCE_DIMENSIONS + len(NAMES))
    assert features("I'll call you.").shape == (len(NAMES),)
    assert not any("length" in name or "words" in name for name in NAMES)


def test_saving_heads_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    save_heads(load_heads(), tmp_path / "a.npz")
    save_heads(load_heads(), tmp_path / "b.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def test_missing_heads_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(EncoderMissing, match="make train"):
        load_heads(tmp_path / "none.npz")


def test_evidence_raises_a_veto_lowers_and_wins() -> None:
    c = Calibration(scale=1.0, offset=-1.0, strong=2.0, weak=0.5, veto=-4.0)
    plain = probability(0.0, c)
    assert probability(0.0, c, strong=True) > probability(0.0, c, weak=True) > plain
    assert probability(0.0, c, vetoed=True) == probability(0.0, c, strong=True, vetoed=True) < plain


def test_no_calibration_has_a_wrong_sign() -> None:
    heads = load_heads()
    for table in (heads.calibrations, heads.patterns_alone):
        for move, c in table.items():
            assert c.scale >= 0, move
            assert c.strong >= 0, move
            assert c.weak >= 0, move
            assert c.veto <= 0, move


def test_a_text_has_the_highest_probability_of_its_sentences() -> None:
    apology, action = "I'm so sorry about the lamp.", "I'll send a new one today."
    both = moves_of_text(f"{apology} {action}")
    one, other = moves_of_text(apology), moves_of_text(action)
    assert both == {m: max(one[m], other[m]) for m in MOVES}


def test_an_empty_text_makes_no_move() -> None:
    assert set(moves_of_text("  \n").values()) == {0.0}


def test_probabilities_are_plain_finite_floats() -> None:
    values = moves_of_text("I'm sorry. " * 3).values()
    assert all(type(v) is float and np.isfinite(v) for v in values)
