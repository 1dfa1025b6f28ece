"""How two versions of the grader differ on the rated replies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from grader.cards import CRITERIA
from grader.versions.snapshot import Graded, Snapshot


@dataclass(frozen=True)
class Change:
    """One reply that two versions don't give the same."""

    old: Graded
    new: Graded

    @property
    def levels(self) -> dict[str, tuple[int | None, int | None]]:
        """Criterion: its old and new level, where they differ; None where it didn't apply to the card."""
        criteria = [c for c in map(str, CRITERIA) if c in self.old.levels or c in self.new.levels]
        criteria += sorted((self.old.levels.keys() | self.new.levels.keys()) - set(criteria))
        both = {c: (self.old.levels.get(c), self.new.levels.get(c)) for c in criteria}
        return {c: (old, new) for c, (old, new) in both.items() if old != new}

    @property
    def turned(self) -> bool:
        """Whether its result is another: yes, no, pending, or no grade at all."""
        return self.old.passed != self.new.passed

    def only(self, criteria: Collection[str]) -> Change | None:
        """The same with the levels of `criteria` alone; None where none of them changed."""
        kept = [
            Graded(g.id, g.card, g.passed, g.score, {c: v for c, v in g.levels.items() if c in criteria})
            for g in (self.old, self.new)
        ]
        found = Change(*kept)
        return found if found.levels else None


@dataclass(frozen=True)
class Difference:
    """What changed from one snapshot to another."""

    compared: int
    """Replies that both have."""
    changes: tuple[Change, ...]
    """Those whose levels or result differ: another result first, then the most levels, then by id."""
    only_old: tuple[str, ...]
    """Ids of replies that the new snapshot doesn't have."""
    only_new: tuple[str, ...]
    scores: tuple[float | None, float | None]
    """Mean score before and after, 0.0 to 1.0, over the replies that both scored; None without any."""

    @property
    def releveled(self) -> int:
        """How many replies have another level."""
        return sum(bool(change.levels) for change in self.changes)

    def by_criterion(self) -> dict[str, tuple[int, int, int]]:
        """Criterion: replies whose level rose, fell, and to whose card it newly or no longer applies."""
        counts: Counter[tuple[str, str]] = Counter()
        for change in self.changes:
            counts.update((c, _way(old, new)) for c, (old, new) in change.levels.items())
        names = [str(c) for c in CRITERIA]
        names += sorted({c for c, _ in counts} - set(names))
        ways = {c: (counts[c, "up"], counts[c, "down"], counts[c, "applies"]) for c in names}
        return {c: way for c, way in ways.items() if any(way)}

    def results(self) -> dict[tuple[str, str], int]:
        """(Old, new result): how many replies went that way, most first."""
        turned = Counter((c.old.passed, c.new.passed) for c in self.changes if c.turned)
        return dict(sorted(turned.items(), key=lambda item: (-item[1], item[0])))


def difference(old: Snapshot, new: Snapshot) -> Difference:
    """Compare two snapshots."""
    shared = sorted(old.keys() & new.keys())
    changes = [c for c in (Change(old[id], new[id]) for id in shared) if c.turned or c.levels]
    changes.sort(key=lambda c: (not c.turned, -len(c.levels), c.old.id))
    pairs = list(_scores(old, new, shared))
    means = tuple(sum(side) / len(pairs) for side in zip(*pairs, strict=True)) if pairs else (None, None)
    return Difference(
        len(shared),
        tuple(changes),
        tuple(sorted(old.keys() - new.keys())),
        tuple(sorted(new.keys() - old.keys())),
        (means[0], means[1]),
    )


def _way(old: int | None, new: int | None) -> str:
    if old is None or new is None:
        return "applies"
    return "up" if new > old else "down"


def _scores(old: Snapshot, new: Snapshot, shared: list[str]) -> Iterator[tuple[float, float]]:
    for id in shared:
        before, after = old[id].score, new[id].score
        if before is not None and after is not None:
            yield before, after
