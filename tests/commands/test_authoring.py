"""Cards by command: found by id and by path, own ones first, new ones, checked ones, shown ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from commandkit import CARD, STRONG, Run, lines

from grader import load_card
from grader.cards import SHIPPED


def test_own_cards_come_before_those_that_ship(grader: Run, tmp_path: Path) -> None:
    own = (SHIPPED / f"{CARD}.yaml").read_text(encoding="utf-8")
    (tmp_path / f"{CARD}.yaml").write_text(own.replace("schema: 1", "schema: 7", 1), encoding="utf-8")
    stdin = lines({"id": 1, "card": CARD, "reply": STRONG})
    assert grader("assess", "--jsonl", "-", "-", stdin=stdin).code == 0
    assert grader("assess", "--jsonl", "-", "-", "--cards", str(tmp_path), stdin=stdin).code == 1


def test_own_cards_are_found_wherever_the_lessons_find_them(
    grader: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = (SHIPPED / f"{CARD}.yaml").read_text(encoding="utf-8")
    (tmp_path / "my_own.yaml").write_text(own.replace(f"id: {CARD}", "id: my_own", 1), encoding="utf-8")
    commands = (("card", "show", "my_own"), ("card", "lint", "my_own"), ("assess", "--card", "my_own"))
    for command in commands:
        assert grader(*command, stdin=STRONG).code == 2
        assert grader(*command, "--cards", str(tmp_path), stdin=STRONG).code == 0
    assert "my_own " in grader("card", "show", "--cards", str(tmp_path)).out
    monkeypatch.setenv("EVEN_KEEL_CARDS", str(tmp_path))
    for command in commands:
        assert grader(*command, stdin=STRONG).code == 0
    assert "my_own " in grader("card", "show").out


def test_lint_takes_an_id_and_counts_one_card_as_one(grader: Run, tmp_path: Path) -> None:
    outcome = grader("card", "lint", CARD)
    assert outcome.code == 0
    assert outcome.out.splitlines()[-1] == "1 card, all good."
    (tmp_path / "notes.txt").write_text("no card", encoding="utf-8")
    outcome = grader("card", "lint", str(tmp_path / "notes.txt"))
    assert outcome.code == 1
    assert "ends in .yaml" in outcome.err


def test_an_id_may_hold_what_the_words_say(grader: Run, tmp_path: Path) -> None:
    assert grader("card", "new", "late_parcel-2", "--folder", str(tmp_path)).code == 0
    outcome = grader("card", "new", "Late", "--folder", str(tmp_path))
    assert outcome.code == 2
    assert "hyphens or underscores" in outcome.err


def test_a_card_may_be_named_by_its_path(grader: Run, tmp_path: Path) -> None:
    path = tmp_path / f"{CARD}.yaml"
    path.write_bytes((SHIPPED / f"{CARD}.yaml").read_bytes())
    outcome = grader(
        "assess", "--jsonl", "-", "-", stdin=lines({"id": 1, "card": str(path), "reply": STRONG})
    )
    assert outcome.rows[0]["status"] == "scored"


def test_a_new_card_is_not_good_before_it_is_filled_in_and_never_overwritten(
    grader: Run, tmp_path: Path
) -> None:
    assert grader("card", "new", "my-card", "--folder", str(tmp_path)).code == 0
    path = tmp_path / "my-card.yaml"
    linted = grader("card", "lint", str(path))
    assert linted.code == 1
    assert "line 5: still says CHANGE-ME" in linted.err
    filled = path.read_text(encoding="utf-8").replace("CHANGE-ME ", "")
    path.write_text(filled, encoding="utf-8")
    assert grader("card", "lint", str(path)).code == 0
    assert grader("card", "new", "my-card", "--folder", str(tmp_path)).code == 2
    assert path.read_text(encoding="utf-8") == filled


def test_a_customer_may_shout_change_and_a_number_sign_hides_no_mark(grader: Run, tmp_path: Path) -> None:
    path = tmp_path / f"{CARD}.yaml"
    text = (SHIPPED / f"{CARD}.yaml").read_text(encoding="utf-8")
    field = next(line for line in text.splitlines() if line.startswith("stake:"))
    number = text.splitlines().index(field) + 1
    for stake, code in (
        ("I WANT TO CHANGE MY FLIGHT, NOT AN EXCHANGE, YOU CHANGE-MERCHANTS", 0),
        ("order #7: CHANGE-ME what they stand to lose", 1),
        ("the flight  # CHANGE-ME: a note to myself", 1),
    ):
        path.write_text(text.replace(field, f'stake: "{stake}" # no CHANGE-ME', 1), encoding="utf-8")
        outcome = grader("card", "lint", str(path))
        assert outcome.code == code, stake
        assert outcome.err.count(f"{path}: line {number}: still says CHANGE-ME") == code


def test_lint_names_file_line_and_field_and_goes_on_with_the_others(grader: Run, tmp_path: Path) -> None:
    good = (SHIPPED / f"{CARD}.yaml").read_text(encoding="utf-8")
    (tmp_path / f"{CARD}.yaml").write_text(good, encoding="utf-8")
    (tmp_path / "a-broken.yaml").write_text(good.replace("heat:", "heart:", 1), encoding="utf-8")
    outcome = grader("card", "lint", str(tmp_path))
    assert outcome.code == 1
    assert "a-broken.yaml: line" in outcome.err
    assert "heart" in outcome.err
    assert "2 cards, 1 with problems" in outcome.out


def test_show_prints_what_the_learner_needs(grader: Run) -> None:
    card = load_card(CARD)
    outcome = grader("card", "show", CARD)
    shown = " ".join(outcome.out.split())
    assert outcome.code == 0
    for text in (card.title, card.facts[0].text, card.stake):
        assert " ".join(text.split()) in shown
