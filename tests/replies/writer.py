"""A process that saves and acknowledges, to be killed: `writer.py FOLDER OWN NAME CARDS`.

For each line on stdin it forks a child that saves that many times and writes `card <TAB> text` to stdout
after each save has returned. The first line that a child writes is its process id.
"""

from __future__ import annotations

import os
import sys
from hashlib import sha256
from itertools import count
from pathlib import Path

from grader.replies import ReplyStore


def write_on(folder: Path, own: Path, name: str, cards: list[str], most: int) -> None:
    """Save texts that have nothing in common, in turn for each card, and acknowledge each one."""
    store = ReplyStore(folder, own)
    for number in count():
        if number == most:
            return
        card = cards[number % len(cards)]
        seed = f"{name} {os.getpid()} {number}"
        text = " ".join(sha256(f"{seed} {part}".encode()).hexdigest() for part in range(8))
        saved = store.save_reply(card, text)
        line = f"{card}\t{text}\t{int(saved.fell_back)}\n"
        os.write(1, line.encode())


def main() -> None:
    """Fork one child a line and wait for it."""
    folder, own, name, cards = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4].split(",")
    for line in sys.stdin:
        child = os.fork()
        if not child:
            os.write(1, f"{os.getpid()}\n".encode())
            write_on(folder, own, name, cards, int(line))
            os._exit(0)
        os.waitpid(child, 0)
        os.write(1, b"ended\n")


if __name__ == "__main__":
    main()
