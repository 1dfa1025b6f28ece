"""`grader assignment new` writes a source that nbgrader's plugins and the release accept as it is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from grader import load_card
from grader.commands import Stop
from grader.commands.assigning import new_assignment
from grader.nbgrader.outcome import load_plan_cards
from grader.nbgrader.plan import read_plan
from grader.nbgrader.release import traces

CARDS = ["please-attend-for-repeat", "receipt-in-my-hand"]
FOCUS = ["emotion_acknowledgment"]


def made(folder: Path, cards: list[str] = CARDS, focus: list[str] = FOCUS) -> Path:
    assert new_assignment("04-own-it", cards, focus, folder) == 0
    return folder / "solutions" / "04-own-it" / "04-own-it.ipynb"


def test_the_notebook_is_one_that_can_be_graded_and_released(tmp_path: Path) -> None:
    path = made(tmp_path)
    plan = read_plan(path, "04-own-it")
    assert plan.cards == tuple(CARDS)
    assert set(load_plan_cards(plan)) == set(CARDS)
    assert list(traces(nbformat.read(path, as_version=4))) == []
    nbformat.validate(nbformat.read(path, as_version=4))


def test_each_criterion_of_each_card_has_its_points_and_a_focus_counts_twice(tmp_path: Path) -> None:
    plan = read_plan(made(tmp_path), "04-own-it")
    wanted = {(c, x): 4.0 if x in FOCUS else 2.0 for c in CARDS for x in load_card(c).criteria}
    assert {(check.card, check.criterion): check.points for check in plan.checks} == wanted


def test_the_model_replies_are_the_cards_strong_ones_to_the_letter(tmp_path: Path) -> None:
    plan = read_plan(made(tmp_path), "04-own-it")
    for card in CARDS:
        replies = load_card(card).replies
        assert replies is not None
        assert plan.models[card] == replies.strong


def test_the_same_cards_give_the_same_file(tmp_path: Path) -> None:
    assert made(tmp_path / "a").read_bytes() == made(tmp_path / "b").read_bytes()


def test_what_is_there_is_never_overwritten(tmp_path: Path) -> None:
    path = made(tmp_path)
    path.write_text("mine")
    with pytest.raises(Stop, match="is there already"):
        made(tmp_path)
    assert path.read_text() == "mine"


@pytest.mark.parametrize(
    ("name", "cards", "focus", "said"),
    [
        ("../evil", CARDS, [], "no assignment's name"),
        ("04-own-it", ["no-such-card"], [], "there is no card of this name"),
        ("04-own-it", [], [], "between 1 and 8 cards"),
        ("04-own-it", CARDS, ["politeness"], "applies to none of these cards"),
        ("04-own-it", CARDS, ["boundary_statement"], "applies to none of these cards"),
    ],
)
def test_what_cannot_be_used_is_said(
    tmp_path: Path, name: str, cards: list[str], focus: list[str], said: str
) -> None:
    with pytest.raises(Stop, match=said):
        new_assignment(name, cards, focus, tmp_path)
    assert not (tmp_path / "solutions").exists()


def test_the_command_does_it(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "grader", "assignment", "new", "04-own-it", *CARDS]
    done = subprocess.run(
        [*command, "--focus", FOCUS[0], "--folder", tmp_path], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "solutions" / "04-own-it" / "04-own-it.ipynb").is_file()
