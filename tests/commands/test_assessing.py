"""`grader assess` on one reply: what it prints, how it ends, and what it refuses."""

from __future__ import annotations

import io
import json
import sys
from typing import Any

import pytest
from commandkit import CARD, STRONG, Run

from grader import assess, load_card


def test_one_reply_as_json_is_what_assess_says(grader: Run) -> None:
    outcome = grader("assess", "--card", CARD, "--focus", "message_economy", "--json", stdin=STRONG)
    found, said = json.loads(outcome.out), assess(STRONG, load_card(CARD), ("message_economy",))
    assert outcome.code == 0
    assert found["score"] == said.score
    assert found["focus"] == ["message_economy"]
    assert {c: level["value"] for c, level in found["levels"].items()} == {
        c: x.value for c, x in said.levels.items()
    }


def test_one_reply_as_text_quotes_the_learners_words(grader: Run) -> None:
    outcome = grader("assess", "--card", CARD, stdin=STRONG)
    span = next(level.spans[0] for level in assess(STRONG, load_card(CARD)).levels.values() if level.spans)
    assert outcome.code == 0
    assert STRONG[span.start : span.end] in outcome.out


def test_an_empty_reply_is_not_attempted_and_no_failure(grader: Run) -> None:
    outcome = grader("assess", "--card", CARD, "--json", stdin="  \n")
    assert (outcome.code, json.loads(outcome.out)["status"], json.loads(outcome.out)["score"]) == (
        0,
        "not_attempted",
        None,
    )


@pytest.mark.parametrize("reply", [b"\xff\xfe\x00bad", "я не понимаю, что вы пишете мне сегодня".encode()])
def test_a_reply_that_cannot_be_graded_ends_with_1_and_a_message(grader: Run, reply: bytes) -> None:
    outcome = grader("assess", "--card", CARD, "--json", stdin=reply)
    assert outcome.code == 1
    assert json.loads(outcome.out)["status"] == "could_not_grade"
    assert outcome.err.strip()


@pytest.mark.parametrize(
    "arguments",
    [
        ("assess",),
        ("assess", "--card", CARD, "--jsonl", "a", "b"),
        ("assess", "--card", "no-such-card"),
        ("assess", "--card", CARD, "--focus", "kindness"),
        ("assess", "--jsonl", "no-such-file.jsonl", "-"),
        ("assess", "--jsonl", "-", "-", "--focus", "blame_absence"),
        ("assess", "--jsonl", "-", "-", "--cards", "no-such-folder"),
        ("moves",),
        ("card", "lint", "no-such-file.yaml"),
        ("card", "show", "no-such-card"),
        ("card", "new", "Not An Id"),
        ("lab", "--folder", "no-such-folder"),
        ("lab", "--shared"),
        ("nonsense",),
    ],
)
def test_wrong_usage_ends_with_2_and_says_why(grader: Run, arguments: tuple[str, ...]) -> None:
    outcome = grader(*arguments)
    assert outcome.code == 2
    assert outcome.err.strip()
    assert "Traceback" not in outcome.err


def test_a_reply_without_end_on_stdin_is_refused_before_the_memory_is_full(
    grader: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Endless(io.RawIOBase):
        given = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            self.given += len(buffer)
            assert self.given < 1_000_000
            buffer[:] = b"x" * len(buffer)
            return len(buffer)

    class Stdin:
        buffer = io.BufferedReader(Endless())

        def isatty(self) -> bool:
            return False

    from grader.commands import assessing

    monkeypatch.setattr(sys, "stdin", Stdin())
    assert assessing.assess_stdin(CARD, (), (), as_json=True) == 1


def test_the_longest_reply_in_any_script_is_read_whole(grader: Run) -> None:
    emoji = "\N{GRINNING FACE}" * 20_001
    said = json.loads(grader("assess", "--card", CARD, "--json", stdin=emoji).out)["message"]
    assert "far too long" in said
    said = json.loads(grader("assess", "--card", CARD, "--json", stdin=emoji[:-1]).out)["message"]
    assert "too long" not in said
    assert "UTF-8" not in said
