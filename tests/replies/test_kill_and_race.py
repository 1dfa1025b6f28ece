"""Claims about kernels that die or compete: what was acknowledged is there, and the file is whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.replies import Replies, ReplyStore, read_replies

KILLS = 200
ROOT = Path(__file__).parents[2]


@contextmanager
def writer(folder: Path, own: Path, name: str, *cards: str) -> Iterator[subprocess.Popen[str]]:
    """The process of writer.py, ended afterwards."""
    program = str(Path(__file__).with_name("writer.py"))
    command = [sys.executable, program, str(folder), str(own), name, ",".join(cards)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, bufsize=1
    )
    try:
        yield process
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.wait(timeout=20)


def start(process: subprocess.Popen[str], most: int) -> int:
    """Let the process fork a child that saves `most` times (-1: until it's killed); return the child's id."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{most}\n")
    process.stdin.flush()
    return int(process.stdout.readline())


def until_the_end(process: subprocess.Popen[str]) -> dict[str, list[str]]:
    """Card: the texts that were acknowledged, in order."""
    assert process.stdout is not None
    acknowledged: dict[str, list[str]] = {}
    for line in process.stdout:
        if line == "ended\n":
            break
        card, text, fell_back = line.rstrip("\n").split("\t")
        assert fell_back == "0", "the folder itself took it"
        acknowledged.setdefault(card, []).append(text)
    return acknowledged


def everything(found: Replies, card: str) -> list[str]:
    reply = found.replies[card]
    return [*(d.text for d in reply.drafts), reply.text]


def test_200_kills_lose_no_acknowledged_text_and_never_leave_half_a_file(tmp_path: Path) -> None:
    chance = random.Random(7)
    folder = tmp_path / "course"
    folder.mkdir()
    last: dict[str, str] = {}
    with writer(folder, tmp_path / "own", "w", "one", "two", "three") as process:
        for _ in range(KILLS):
            child = start(process, -1)
            time.sleep(chance.uniform(0.001, 0.05))
            os.kill(child, signal.SIGKILL)
            for card, texts in until_the_end(process).items():
                last[card] = texts[-1]
            if last:
                found = read_replies(folder / "replies.json")
            for card, text in last.items():
                assert text in everything(found, card)
    assert len(last) == 3, "the kills came too early for anything to be saved"
    assert not (tmp_path / "own").exists()


def test_two_kernels_at_once_never_undo_each_other(tmp_path: Path) -> None:
    folder = tmp_path / "course"
    folder.mkdir()
    own = tmp_path / "own"
    with (
        writer(folder, own, "a", "mine-a", "shared") as one,
        writer(folder, own, "b", "mine-b", "shared") as two,
    ):
        start(one, 40)
        start(two, 40)
        by_one, by_two = until_the_end(one), until_the_end(two)
    found = read_replies(folder / "replies.json")
    assert found.text("mine-a") == by_one["mine-a"][-1]
    assert found.text("mine-b") == by_two["mine-b"][-1]
    kept = everything(found, "shared")
    assert found.text("shared") in (by_one["shared"][-1], by_two["shared"][-1])
    assert by_one["shared"][-1] in kept
    assert by_two["shared"][-1] in kept
    assert set(everything(found, "mine-a")) == set(by_one["mine-a"]), "every one of 20 texts is there"


def test_two_stores_of_one_process_see_each_others_saves(tmp_path: Path) -> None:
    one, two = ReplyStore(tmp_path, tmp_path / "own"), ReplyStore(tmp_path, tmp_path / "own")
    one.save_reply("a", "from one")
    two.save_reply("b", "from two")
    one.save_guess("a", "composed_tone", 1)
    two.save_answer("x", "y")
    found = one.read()
    assert (found.text("a"), found.text("b")) == ("from one", "from two")
    assert (found.guesses, found.answers) == ({"a": {"composed_tone": 1}}, {"x": "y"})
