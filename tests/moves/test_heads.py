"""The heads and the pair model: better on unseen writers than what is simpler, and combined as they say."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import grader.training
from grader.moves import read_moves
from grader.moves.batch import moves_of_text
from grader.moves.catalogue import FLAGS, MOVES
from grader.moves.combine import Calibration, probability
from grader.moves.encoder import DIMENSIONS, EncoderMissing
from grader.moves.heads import LABELS, load_heads, save_heads

REPORTED = json.loads(Path(grader.training.__file__).with_name("report.json").read_text(encoding="utf-8"))
UNSEEN = ("sentences of unseen writers", "lines of a writer kept out")
HOSTILE = ("blame", "threat", "insult", "sarcasm", "overpromise")


@pytest.mark.parametrize("on", UNSEEN)
@pytest.mark.parametrize("figure", ["auc", "ap"])
@pytest.mark.parametrize("other", ["length alone", "bag of words", "patterns alone", "frozen encoder"])
def test_all_together_beats_what_is_simpler_on_unseen_writers(on: str, figure: str, other: str) -> None:
    assert REPORTED[on]["all together"][figure] > REPORTED[on][other][figure]


@pytest.mark.parametrize("other", ["length alone", "bag of words", "shared words"])
def test_the_pair_model_beats_what_is_simpler_on_unseen_cards(other: str) -> None:
    assert REPORTED["pairs"]["pair model"]["ap"] > REPORTED["pairs"][other]["ap"] + 0.1


def test_length_gives_neither_a_move_nor_a_relation_away() -> None:
    assert REPORTED["lines of a writer kept out"]["length alone"]["auc"] < 0.65
    assert REPORTED["pairs"]["length alone"]["ap"] < 0.2


@pytest.mark.parametrize("move", HOSTILE)
def test_hostile_moves_raise_few_alarms_on_unseen_writers(move: str) -> None:
    assert REPORTED["moves"]["sentences of unseen writers"][move]["alarms"] < 0.02


def test_probabilities_are_those_that_come_true() -> None:
    for row in REPORTED["reliability"]:
        assert row["sentences"] < 200 or abs(row["said"] - row["true"]) < 0.18, row


def test_heads_fit_their_inputs() -> None:
    heads = load_heads()
    assert heads.weights.shape == (len(LABELS), DIMENSIONS)
    assert set(heads.calibrations) == {*MOVES, *FLAGS}
    assert set(heads.patterns_alone) == set(MOVES)


def test_saving_heads_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    save_heads(load_heads(), tmp_path / "a.npz")
    save_heads(load_heads(), tmp_path / "b.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def test_missing_heads_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(EncoderMissing, match="make train"):
        load_heads(tmp_path / "none.npz")


def test_flags_need_the_encoder() -> None:
    jab = "Some people would have read the booking before shouting, but there we are."
    [full], [instant] = read_moves([jab]), read_moves([jab], encoder=False)
    assert full.flags["jab"] > 0.5
    assert set(instant.flags.values()) == {0.0}


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
