"""What all commands share, and the small ones: help, moves, doctor, a full disk, a fault of ours."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from commandkit import CARD, STRONG, Run, lines

from grader.moves import encoder, reader
from grader.moves.catalogue import MOVES


def test_moves_gives_every_move_a_probability(grader: Run) -> None:
    records = [
        {"id": "a", "text": "I'm so sorry that we lost it."},
        {"id": "b", "text": "", "context": "Hello?"},
        {"id": "c"},
    ]
    outcome = grader("moves", "--jsonl", "-", "-", stdin=lines(*records))
    first, empty, broken = outcome.rows
    assert outcome.code == 1
    assert set(first["moves"]) == set(MOVES)
    assert all(0 <= p <= 1 for p in first["moves"].values())
    assert first["moves"]["apology"] > first["moves"]["threat"]
    assert set(empty["moves"].values()) == {0.0}
    assert broken["status"] == "could_not_grade"


def test_doctor_says_what_is_missing_and_ends_with_1(grader: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from grader.commands import diagnosis

    monkeypatch.setattr(
        diagnosis, "_package", lambda name: (False, f"not installed. Run: pip install {name}")
    )
    outcome = grader("doctor")
    assert outcome.code == 1
    assert "NOT  nbgrader: not installed. Run: pip install nbgrader" in outcome.out


def test_help_does_not_load_the_grader() -> None:
    code = (
        "import sys, grader.cli; print([m for m in sys.modules if m in ('numpy', 'pydantic', 'jupyterlab')])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_a_fault_of_ours_is_said_without_a_traceback(grader: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from grader.commands import authoring

    def breaks(*_: object) -> int:
        raise RuntimeError("something unforeseen")

    monkeypatch.setattr(authoring, "show", breaks)
    outcome = grader("card", "show")
    assert outcome.code == 1
    assert "something unforeseen" in outcome.err
    assert "Traceback" not in outcome.err


@pytest.mark.parametrize(
    ("arguments", "stdin"),
    [
        (("assess", "--jsonl", "-", "-"), lines(*({"id": n, "card": CARD, "reply": STRONG} for n in "ab"))),
        (("assess", "--card", CARD), STRONG),
        (("moves", "--jsonl", "-", "-"), lines({"id": "a", "text": "I'm so sorry that we lost it."})),
    ],
)
def test_a_model_that_is_missing_is_said_once_and_nothing_is_graded(
    grader: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: tuple[str, ...], stdin: str
) -> None:
    monkeypatch.setattr(encoder, "_SHARED", encoder.Encoder(tmp_path))
    reader.read_one.cache_clear()
    outcome = grader(*arguments, stdin=stdin)
    assert (outcome.code, outcome.out) == (1, "")
    [said] = outcome.err.splitlines()
    assert said.startswith("The grader's encoder is incomplete: encoder.onnx is missing. Reinstall")


def test_a_printout_that_has_no_room_is_named_too() -> None:
    code = (
        "import io, sys\n"
        "from grader import cli\n"
        "class Full(io.RawIOBase):\n"
        "    def writable(self): return True\n"
        "    def fileno(self): return 1\n"
        "    def write(self, data): raise OSError(28, 'No space left on device')\n"
        "sys.stdout = io.TextIOWrapper(io.BufferedWriter(Full()))\n"
        "sys.argv = ['grader', 'card', 'show', 'to-berry']\n"
        "code = cli.main()\n"
        "print(code, file=sys.stderr)\n"
        "import os; os._exit(code)\n"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert found.returncode == 1
    assert found.stderr == "stdout: can't be written: No space left on device.\n1\n"
