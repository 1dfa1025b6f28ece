"""The same content in another English: the score and the gates must not depend on it.

`fairness/*.jsonl` holds id, card, family, standard, variant.
"""

from __future__ import annotations

from grader.assess import Assessment

from ..figures import Figure, Measured
from ..rated import find_card, read_lines
from ..run import Run
from ..stats import mean

TARGET = 0.05
Both = tuple[Assessment, Assessment]


def measure(run: Run) -> Measured:
    """Mean difference of score, variant minus standard, and gates that the variant alone hits."""
    rows = [row for file in sorted((run.data / "fairness").glob("*.jsonl")) for row in read_lines(file)]
    cards = [find_card(row["card"]) for row in rows]
    texts = [
        (row[side], card) for row, card in zip(rows, cards, strict=True) for side in ("standard", "variant")
    ]
    found = run.assess(texts)
    families: dict[str, list[Both]] = {}
    for i, row in enumerate(rows):
        families.setdefault(row["family"], []).append((found[2 * i], found[2 * i + 1]))
    every = [both for pairs in families.values() for both in pairs]
    figures = _family("all", every) if every else []
    return Measured(figures + [f for name, both in sorted(families.items()) for f in _family(name, both)])


def _family(name: str, pairs: list[Both]) -> list[Figure]:
    row = f"fairness/{name}"
    gates = sum(len(set(variant.gates) - set(standard.gates)) for standard, variant in pairs)
    return [
        Figure(row, mean(map(difference, pairs)), TARGET, "zero", note=f"n {len(pairs)}"),
        Figure(f"{row}/gates", gates, 0, "lower", unit="n", under=row),
    ]


def difference(both: Both) -> float:
    """Score of the variant minus that of the standard; what the grader refuses to score counts as 0."""
    standard, variant = both
    return (variant.score or 0.0) - (standard.score or 0.0)
