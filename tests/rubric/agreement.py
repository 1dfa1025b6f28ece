"""Agreement of the grader with rated replies. Run by hand:

    python tests/rubric/agreement.py [FOLDER | --part train|tune] [--list CRITERION]

FOLDER holds replies.jsonl and levels.jsonl, and cards/ where they aren't the cards that ship; --part takes
the rated replies of grader/moves/corpus/rated instead, by its split. Printed a criterion: replies,
quadratic-weighted kappa, share of exact levels, mean of ours minus theirs, share unsure.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import correlation
from typing import Any

from ruamel.yaml import YAML

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from grader import assess, load_card
from grader.assess import Assessment
from grader.cards import CRITERIA

RATED = Path(__file__).parent / "rated"
CORPUS = Path(__file__).resolve().parents[2] / "grader" / "moves" / "corpus" / "rated"


def kappa(pairs: Sequence[tuple[int, int]], levels: int = 3) -> float:
    """Quadratic-weighted kappa of (ours, theirs); 1.0 where everything agrees, nan where nothing varies."""
    n = len(pairs)
    ours = [sum(a == k for a, _ in pairs) / n for k in range(levels)]
    theirs = [sum(b == k for _, b in pairs) / n for k in range(levels)]
    seen = sum((a - b) ** 2 for a, b in pairs) / n
    chance = sum(ours[i] * theirs[j] * (i - j) ** 2 for i in range(levels) for j in range(levels))
    return 1 - seen / chance if chance else (1.0 if seen == 0 else float("nan"))


def read(path: Path) -> list[dict[str, object]]:
    """The lines of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def rated(folder: Path) -> Iterable[tuple[dict[str, str], dict[str, int], float, Assessment]]:
    """(reply, levels of the raters, their overall mark, assessment) of everything that was rated."""
    levels = {str(row["id"]): row for row in read(folder / "levels.jsonl")}
    for row in read(folder / "replies.jsonl"):
        if (theirs := levels.get(str(row["id"]))) is None:
            continue
        card = load_card(str(row["card"]), [folder / "cards"])
        yield row, theirs["levels"], float(theirs.get("overall", 0)), assess(str(row["reply"]), card)  # type: ignore


def rated_part(part: str) -> Iterable[tuple[dict[str, str], dict[str, int], float, Assessment]]:
    """The same for the writers of one part of the split; where two raters differ, the lower level counts."""
    writers = YAML(typ="safe").load((CORPUS / "split.yaml").read_text(encoding="utf-8"))[part]
    ratings: dict[str, list[dict[str, Any]]] = {}
    for file in sorted(CORPUS.glob("ratings/*.jsonl")):
        for rating in read(file):
            ratings.setdefault(str(rating["id"]), []).append(rating)
    for writer in writers:
        for row in read(CORPUS / writer / "replies.jsonl") if (CORPUS / writer).is_dir() else ():
            given = ratings[str(row["id"])]
            levels = {c: min(r["levels"][c] for r in given) for c in given[0]["levels"]}
            card = load_card(CORPUS / writer / "cards" / f"{row['card']}.yaml")
            overall = sum(r["overall"] for r in given) / len(given)
            yield row, levels, overall, assess(str(row["reply"]), card)  # type: ignore[misc]


def main() -> None:
    """Print the table, and the disagreements on one criterion if asked."""
    args = argparse.ArgumentParser()
    args.add_argument("folder", nargs="?", type=Path, default=RATED)
    args.add_argument("--list", default="")
    args.add_argument("--cards", default="")
    args.add_argument("--part", choices=("train", "tune"))
    given = args.parse_args()
    wanted = set(given.cards.split(",")) - {""}
    found = rated_part(given.part) if given.part else rated(given.folder)
    rows = [r for r in found if not wanted or r[0]["card"] in wanted]
    print(f"{'':24}   n  kappa  exact   bias  unsure")
    mean = []
    for c in CRITERIA:
        both = [
            (a.levels[c].value, t[c], a.levels[c].band) for _, t, _, a in rows if c in a.levels and c in t
        ]
        if both:
            pairs = [(a, b) for a, b, _ in both]
            mean.append(kappa(pairs))
            exact = sum(a == b for a, b in pairs) / len(pairs)
            bias = sum(a - b for a, b in pairs) / len(pairs)
            doubt = sum(band == "unsure" for *_, band in both) / len(pairs)
            print(f"{c:24} {len(pairs):3}  {mean[-1]:5.2f}  {exact:5.2f}  {bias:+5.2f}  {doubt:5.2f}")
    print(f"{'mean':24}      {sum(mean) / len(mean):5.2f}")
    scored = [(a.score, overall) for _, _, overall, a in rows if a.score is not None]
    together = correlation(*zip(*scored, strict=True))
    print(f"correlation of the score with the raters' overall mark: {together:.2f}")
    for row, theirs, _, ours in rows:
        if given.list in ours.levels and ours.levels[given.list].value != theirs.get(given.list):
            level = ours.levels[given.list]
            print(
                f"\n{row['id']} {row.get('family')} ours {level.value} ({level.band}) theirs "
                f"{theirs.get(given.list)}"
            )
            print(f"  {level.reasons[0]}\n  {row['reply']}")


if __name__ == "__main__":
    main()
