"""The rated replies that versions are compared on, and what the grader as installed gives them.

They lie in a copy of the repository alone; an installed package has the snapshots but not the replies.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from grader.assess import assess
from grader.training import annotations as corpus
from grader.versions.snapshot import Graded, SnapshotError

PARTS = ("train", "fresh", "tune")
"""The held-out part is for measuring alone: a list of what changed there would be a look at it."""
PROCESSES = 2
NOT_HERE = "the rated replies come with the repository and not with an installed package"


@dataclass(frozen=True)
class RatedReply:
    """A rated reply, without its ratings."""

    id: str
    card: str
    reply: str


def at_hand() -> bool:
    """Whether the rated replies are here."""
    return (corpus.FOLDER / "split.yaml").is_file() and corpus.SHIPPED.is_file()


def rated_replies() -> list[RatedReply]:
    """The rated replies of PARTS, by writer. Raises SnapshotError where they aren't here."""
    if not at_hand():
        raise SnapshotError(f"This can't be done here: {NOT_HERE}. Do it in a copy of the repository.")
    split = corpus.split_of()
    return [
        RatedReply(row["id"], row["card"], row["reply"])
        for part in PARTS
        for writer in split[part]
        for row in corpus.replies_of(writer)
    ]


def grade(reply: RatedReply) -> Graded:
    """What the grader as installed gives one reply, with no focus."""
    return Graded.of(reply.id, assess(reply.reply, corpus.card_of(reply.card)))


def grade_all(replies: Sequence[RatedReply], processes: int = PROCESSES) -> Iterator[Graded]:
    """What the grader as installed gives each, in order, as it comes."""
    if processes == 1:
        yield from map(grade, replies)
        return
    with ProcessPoolExecutor(processes, get_context("spawn"), _leave_interrupts) as pool:
        yield from pool.map(grade, replies, chunksize=8)


def _leave_interrupts() -> None:
    """Ctrl-C is for the process that somebody looks at; it ends these."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
