"""One run of the bench: what was asked for, and the grader at work on two cores."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from grader import Assessment, Card, assess

from .rated import FRESH, HELD_OUT, Rated, rated_part

T = TypeVar("T")


def _assess_all(card: Card, replies: Sequence[str]) -> list[Assessment]:
    return [assess(reply, card) for reply in replies]


NOT_QUICK = "not measured with --quick: a thousand replies"
"""Why the fresh part may be missing."""


@dataclass
class Run:
    """What a section needs; use it as a context, so that its processes end."""

    quick: bool = False
    """Only what a shared machine can prove in a few minutes: no clock, no set outside the repository."""
    held_out: bool = False
    """Whether the held-out part may be opened."""
    fuzz_seconds: float = 0.0
    """How long to go on making up texts; 0: a fixed number of them."""
    outside: Path | None = None
    """The folder of a further rated set, which lies outside the repository; None: it isn't measured."""
    data: Path = field(default_factory=lambda: Path(__file__).parent)
    """Where attacks/, fairness/ and decent/ stand."""
    workers: int = 2
    """Processes; 0: everything in this one."""
    looked: bool = False
    """Whether the held-out part has been opened."""
    _pool: ProcessPoolExecutor | None = None
    _kept: dict[tuple[Card, str], Assessment] = field(default_factory=dict)

    def __enter__(self) -> Run:
        if self.workers:
            spawn = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self.workers, mp_context=spawn)
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def each(self, work: Callable[..., T], tasks: Iterable[tuple[Any, ...]]) -> list[T]:
        """`work(*task)` for every task, in order; `work` is a function of a module."""
        if self._pool is None:
            return [work(*task) for task in tasks]
        return [future.result() for future in [self._pool.submit(work, *task) for task in tasks]]

    def assess(self, tasks: Iterable[tuple[str, Card]]) -> list[Assessment]:
        """The assessment of each (reply, card), in order; what was assessed before isn't assessed again."""
        wanted = [(card, reply) for reply, card in tasks]
        by_card: dict[Card, list[str]] = {}
        for card, reply in dict.fromkeys(wanted):
            if (card, reply) not in self._kept:
                by_card.setdefault(card, []).append(reply)
        for (card, replies), found in zip(
            by_card.items(), self.each(_assess_all, by_card.items()), strict=True
        ):
            self._kept |= {(card, reply): one for reply, one in zip(replies, found, strict=True)}
        return [self._kept[key] for key in wanted]

    def rated(self, part: str) -> list[Rated]:
        """The rated replies of a part; opening the held-out one is noted, to be logged."""
        if part == HELD_OUT:
            if not self.held_out:
                raise PermissionError("this run was not asked to open the held-out part")
            self.looked = True
        return rated_part(part, look=self.held_out)

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts of the rated corpus that this run measures on."""
        fresh = () if self.quick else (FRESH,)
        return ("tune", *fresh, *((HELD_OUT,) if self.held_out else ()))
