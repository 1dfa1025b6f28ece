"""Replies that try to earn more than they deserve.

A reply is contained where no criterion's level is above its raters'. `attacks/*.jsonl` holds id, card,
family, reply; `attacks/levels/*.jsonl` the raters' levels and overall judgement. The `adv:` families of the
rated replies are measured beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from grader.assess import Assessment

from ..figures import Figure, Measured
from ..rated import FRESH, HELD_OUT, Rated, find_card, merged, ratings, read_lines
from ..run import NOT_QUICK, Run
from ..stats import mean

TARGET = 0.95
UNFIT = 50
"""A reply whose overall judgement is below this doesn't serve its customer, and must not pass."""


def measure(run: Run) -> Measured:
    """The attack files by file, and the adv: families of the parts that this run may open."""
    found = Measured()
    folder = run.data / "attacks"
    for file in sorted(folder.glob("*.jsonl")):
        rated, unrated = read_attacks(file, folder / "levels")
        found.figures += _figures(file.stem, rated, run)
        if unrated:
            found.absent[f"attacks/{file.stem} without levels"] = f"{unrated} replies, not counted"
    for part in run.parts:
        found.figures += _figures(part, [r for r in run.rated(part) if r.family.startswith("adv:")], run)
    if FRESH not in run.parts:
        found.absent[f"attacks/{FRESH}/"] = NOT_QUICK
    if HELD_OUT not in run.parts:
        found.absent[f"attacks/{HELD_OUT}/"] = "not opened in this run; --held-out opens it and logs the look"
    return found


def read_attacks(file: Path, levels: Path) -> tuple[list[Rated], int]:
    """The replies of one file that have levels, and how many have none."""
    given = ratings(sorted(levels.glob("*.jsonl")))
    rows = read_lines(file)
    rated = [
        Rated(r["id"], find_card(r["card"]), r["family"], r["reply"], *merged(given[r["id"]]))
        for r in rows
        if r["id"] in given
    ]
    return rated, len(rows) - len(rated)


def _figures(name: str, rated: Sequence[Rated], run: Run) -> list[Figure]:
    found = run.assess((r.reply, r.card) for r in rated)
    return figures(name, list(zip(rated, found, strict=True)))


def figures(name: str, both: Sequence[tuple[Rated, Assessment]]) -> list[Figure]:
    """The share contained, of all and by family; how many pass that serve nobody."""
    if not both:
        return []
    families: dict[str, list[bool]] = {}
    for reply, found in both:
        families.setdefault(reply.family.removeprefix("adv:"), []).append(contained(reply, found))
    passing = sum(wrongly_passed(r, a) for r, a in both)
    every = (one for kept in families.values() for one in kept)
    return [
        Figure(f"attacks/{name}/all", mean(every), TARGET, note=f"n {len(both)}"),
        Figure(f"attacks/{name}/pass though unfit", passing, 0, "lower", unit="n"),
        *(_family(name, family, kept) for family, kept in sorted(families.items())),
    ]


def _family(name: str, family: str, kept: Iterable[bool]) -> Figure:
    each = list(kept)
    return Figure(f"attacks/{name}/{family}", mean(each), TARGET, note=f"n {len(each)}")


def contained(reply: Rated, found: Assessment) -> bool:
    """Whether no criterion has a level above the raters'; what isn't scored earns nothing."""
    return all(level.value <= reply.levels.get(c, 2) for c, level in found.levels.items())


def wrongly_passed(reply: Rated, found: Assessment) -> bool:
    """Whether the grader passes a reply that by its raters doesn't serve the customer."""
    return found.passed == "yes" and reply.overall < UNFIT
