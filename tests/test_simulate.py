"""`grader simulate`, and what lint says of branches: an author hears the customer before a learner does."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from grader.cards import Card, load_card, parse_card
from grader.commands import Stop
from grader.commands.authoring import lint
from grader.commands.branch_notes import LONGEST_MESSAGE, branch_notes
from grader.commands.simulating import simulate
from grader.simulator import converse, trajectory
from grader.way import TAKEN

PATH = Path(__file__).parent / "cards" / "piano-on-the-pavement.yaml"
CARD = load_card(PATH)
REPLIES = ("I'll ring the crew now and call you by 4 pm.", "Calm down.", "I'm sorry about the rain.", "Bye.")


def played(replies: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What the command prints for a file of these lines, on one line."""
    file = tmp_path / "mine.txt"
    file.write_text("\n".join(replies), encoding="utf-8")
    assert simulate(str(PATH), file, ()) == 0
    return " ".join(capsys.readouterr().out.split())


def test_it_prints_every_answer_with_its_mood_and_how_they_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said, talk = played([*REPLIES, "One too many."], tmp_path, capsys), converse(CARD, REPLIES)
    for exchange in talk.exchanges:
        sign, words = TAKEN[exchange.mood]
        assert f"Ilse Harrow ({sign} {words}): {' '.join(exchange.answer.split())}" in said
        assert exchange.reply in said
    assert said.count("sense of control") == 5
    assert f"The end. Its way is worth {trajectory(talk):.2f} of 1." in said
    assert "One too many" not in said


def test_an_empty_line_is_no_reply_and_what_is_missing_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = played(["", REPLIES[0], "  "], tmp_path, capsys)
    assert "Reply 1: I'll ring" in said
    assert "3 of 4 replies are missing" in said


def test_replies_come_from_stdin_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("[bold]Hello[/bold]\n"))
    assert simulate(str(PATH), None, ["action_commitment"]) == 0
    assert "Reply 1: [bold]Hello[/bold]" in capsys.readouterr().out


class Terminal(io.StringIO):
    """What somebody types."""

    def isatty(self) -> bool:
        return True


def test_an_empty_line_that_is_typed_is_asked_for_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(f"\n  \n{REPLIES[0]}\n"))
    assert simulate(str(PATH), None, ()) == 0
    said = capsys.readouterr().out
    assert said.count("Reply 1 of 4:") == 3
    assert said.count("Reply 2 of 4:") == 1
    assert "3 of 4 replies are missing" in said


def test_what_cannot_be_played_is_said_in_a_line(tmp_path: Path) -> None:
    for card, focus, file, why in (
        ("through-the-kitchen", [], None, "no branches"),
        ("no-such-card", [], None, "no card of this name"),
        (str(PATH), ["kindness"], None, "kindness"),
        (str(PATH), [], tmp_path / "none.txt", "can't be read"),
    ):
        with pytest.raises(Stop, match=why):
            simulate(card, file, focus)


def noted(**first: object) -> str:
    """The notes on the card with its first turn changed."""
    assert CARD.branches is not None
    one, *others = CARD.branches.turns
    branches = CARD.branches.model_copy(update={"turns": (one.model_copy(update=first), *others)})
    return "\n".join(branch_notes(CARD.model_copy(update={"branches": branches})))


def test_a_good_conversation_has_no_notes(capsys: pytest.CaptureFixture[str]) -> None:
    assert noted() == ""
    assert lint([PATH]) == 0
    assert "note" not in capsys.readouterr().out


NOTES = {
    "calmer: is very long": {"calmer": "word " * (LONGEST_MESSAGE + 1)},
    "all three moods open with “well then what”": {
        "calmer": "Well, then, what now?", "same": "Well then: WHAT is it?",
        "hotter": "Well, then what, pal?",
    },
    "two moods say the same": {"calmer": "Yes.", "same": "Yes.", "hotter": "No."},
    "facts: exam is there already": {"facts": (CARD.facts[3],)},
    "boundary_statement needs abuse": {"applicable": (*CARD.applicable, "boundary_statement")},
    "handoff_quality needs handoff": {"applicable": (*CARD.applicable, "handoff_quality")},
    "open_inquiry is left out": {"applicable": CARD.applicable},
    "a criterion is named twice": {"applicable": (*CARD.applicable, "composed_tone")},
}  # fmt: skip


@pytest.mark.parametrize("expected", NOTES)
def test_lint_notes_what_spoils_a_conversation(expected: str) -> None:
    assert expected in noted(**NOTES[expected])


def test_a_fact_that_two_turns_bring_and_a_long_id_are_noted() -> None:
    assert CARD.branches is not None
    one, two, three = CARD.branches.turns
    again = CARD.branches.model_copy(
        update={"turns": (one, two.model_copy(update={"facts": one.facts}), three)}
    )
    notes = list(branch_notes(CARD.model_copy(update={"branches": again, "id": "x" * 70})))
    assert "has 70 characters" in notes[0]
    assert "before reply 3: facts: number is there already" in notes[1]


def test_cards_without_branches_have_no_such_notes() -> None:
    silent: Card = load_card("through-the-kitchen")
    assert list(branch_notes(silent)) == []


def test_the_example_for_authors_is_what_a_card_may_hold() -> None:
    page = (Path(__file__).parents[1] / "docs" / "authors.md").read_text(encoding="utf-8")
    example = page.split("```yaml\n")[1].split("```")[0]
    text = PATH.read_text(encoding="utf-8").split("branches:\n")[0]
    card = parse_card(text.replace("- {id: mobile,", "- {id: number,") + example)
    assert card.branches is not None
    assert list(branch_notes(card)) == []
