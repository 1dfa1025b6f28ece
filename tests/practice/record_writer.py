"""A process that adds records and acknowledges them, to be killed: `record_writer.py FOLDER`.

For each line on stdin it forks a child that adds that many records (-1: until it's killed) and writes each
one's id to stdout after `add` has returned. The first line that a child writes is its process id.
"""

from __future__ import annotations

import os
import sys
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from recordkit import record

from grader.progress import ProgressStore


def write_on(folder: Path, most: int) -> None:
    """Add records whose ids nobody else uses, and acknowledge each one."""
    store = ProgressStore(folder, memory=False)
    for number in count():
        if number == most:
            return
        name = f"{os.getpid():08x}{number:08x}"
        said = store.add(record(f"card-{number}", id=name))
        os.write(1, f"{name}\t{said}\n".encode())


def main() -> None:
    """Fork one child a line and wait for it."""
    for line in sys.stdin:
        child = os.fork()
        if not child:
            os.write(1, f"{os.getpid()}\n".encode())
            write_on(Path(sys.argv[1]), int(line))
            os._exit(0)
        os.waitpid(child, 0)
        os.write(1, b"ended\n")


if __name__ == "__main__":
    main()
