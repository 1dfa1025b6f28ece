"""Claims about processes that die or write at once: every record that was acknowledged is there, once."""

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

from grader.progress import FILE_NAME, ProgressStore

KILLS = 200
ROOT = Path(__file__).parents[2]


@contextmanager
def writer(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """The process of record_writer.py, ended afterwards."""
    command = [sys.executable, str(Path(__file__).with_name("record_writer.py")), str(folder)]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    try:
        yield process
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.wait(timeout=20)


def start(process: subprocess.Popen[str], most: int) -> int:
    """Let the process fork a child that adds `most` records; return the child's id."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{most}\n")
    process.stdin.flush()
    return int(process.stdout.readline())


def next_one(process: subprocess.Popen[str]) -> str:
    """The next id that is acknowledged, empty at the end; nothing may have been said about it."""
    assert process.stdout is not None
    line = process.stdout.readline()
    if line == "ended\n":
        return ""
    name, said = line.rstrip("\n").split("\t")
    assert said == ""
    return name


def until_the_end(process: subprocess.Popen[str]) -> list[str]:
    """The other ids that are acknowledged, in order."""
    return list(iter(lambda: next_one(process), ""))


def test_200_kills_lose_no_acknowledged_record_and_damage_no_line(tmp_path: Path) -> None:
    chance = random.Random(11)
    acknowledged: list[str] = []
    with writer(tmp_path) as process:
        for number in range(KILLS):
            child = start(process, -1)
            if number % 2:  # else a busy machine might never get as far as a first record
                acknowledged.append(next_one(process))
            time.sleep(chance.uniform(0.001, 0.03))
            os.kill(child, signal.SIGKILL)
            acknowledged += until_the_end(process)
            found = ProgressStore(tmp_path, memory=False).read()
            assert found.notices == ()
            missing = set(acknowledged) - {r.id for r in found.records}
            assert not missing
    assert len(acknowledged) >= KILLS // 2
    assert {path.name for path in tmp_path.glob("*damaged*")} == set()


def test_two_processes_at_once_lose_nothing_and_count_nothing_twice(tmp_path: Path) -> None:
    with writer(tmp_path) as one, writer(tmp_path) as two:
        start(one, 60)
        start(two, 60)
        names = until_the_end(one) + until_the_end(two)
    found = ProgressStore(tmp_path, memory=False).read()
    assert sorted(r.id for r in found.records) == sorted(names)
    assert len(names) == 120
    assert found.notices == ()
    assert (tmp_path / FILE_NAME).read_bytes().count(b"\n") >= 100
