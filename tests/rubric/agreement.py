"""Agreement of the grader with rated replies, for those who work on it. Run by hand:

    python tests/rubric/agreement.py [FOLDER | --part train|tune] [--list CRITERION]

FOLDER holds replies.jsonl and levels.jsonl, and cards/ where they aren't the cards that ship; --part takes
the rated replies of grader/moves/corpus/rated instead, by its split. Printed a criterion: replies,
quadratic-weighted kappa, share of exact levels, mean of ours minus theirs, share unsure. What is recorded,
and the held-out part, are the business of `python -m tests.bench`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from grader import assess
from grader.assess import Assessment
from grader.cards import CRITERIA
from tests.bench.rated import SHIPPED, Rated, rated_folder, rated_part
from tests.bench.sections.agreement import level_pairs
from tests.bench.stats import bias, exact, kappa, mean, pearson

Both = tuple[Rated, Assessment]


def show(rows: Sequence[Both]) -> None:
    """Print the table."""
    print(f"{'':24}   n  kappa  exact   bias  unsure")
    kappas = []
    for c in CRITERIA:
        if pairs := level_pairs(rows, c):
            kappas.append(kappa(pairs))
            doubt = mean(a.levels[c].band == "unsure" for r, a in rows if c in a.levels and c in r.levels)
            told = f"{kappas[-1]:5.2f}  {exact(pairs):5.2f}  {bias(pairs):+5.2f}  {doubt:5.2f}"
            print(f"{c:24} {len(pairs):3}  {told}")
    print(f"{'mean':24}      {mean(kappas):5.2f}")
    together = pearson((a.score, r.overall) for r, a in rows if a.score is not None)
    print(f"correlation of the score with the raters' overall mark: {together:.2f}")


def show_disagreements(rows: Sequence[Both], criterion: str) -> None:
    """Print every reply whose level on one criterion isn't its raters'."""
    for row, ours in rows:
        level, theirs = ours.levels.get(criterion), row.levels.get(criterion)
        if level is not None and level.value != theirs:
            print(f"\n{row.id} {row.family} ours {level.value} ({level.band}) theirs {theirs}")
            print(f"  {level.reasons[0]}\n  {row.reply}")


def main() -> None:
    """Print the table, and the disagreements on one criterion if asked."""
    args = argparse.ArgumentParser()
    args.add_argument("folder", nargs="?", type=Path, default=SHIPPED)
    args.add_argument("--list", default="")
    args.add_argument("--cards", default="")
    args.add_argument("--part", choices=("train", "tune"))
    given = args.parse_args()
    wanted = set(given.cards.split(",")) - {""}
    rated = rated_part(given.part) if given.part else rated_folder(given.folder)
    rows = [(r, assess(r.reply, r.card)) for r in rated if not wanted or r.card.id in wanted]
    show(rows)
    show_disagreements(rows, given.list)


if __name__ == "__main__":
    main()
