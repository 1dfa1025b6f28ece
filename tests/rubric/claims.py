"""The claims: replies to cards that exist nowhere else, with the levels that the codebook gives them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from grader import Assessment, assess, load_card
from grader.cards import Card

CARDS = Path(__file__).parent / "cards"
FILE = Path(__file__).parent / "claims.jsonl"


@dataclass(frozen=True)
class Claim:
    """One reply and what must come of it."""

    id: str
    card: str
    what: str
    reply: str
    levels: tuple[tuple[str, int], ...]
    passed: str


def claims() -> list[Claim]:
    """All claims, in file order."""
    rows = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        Claim(r["id"], r["card"], r["what"], r["reply"], tuple(r["levels"].items()), r.get("passed", ""))
        for r in rows
    ]


def card(name: str) -> Card:
    """A card of the tests, or one that ships."""
    return load_card(name, [CARDS])


@lru_cache(maxsize=256)
def assessed(claim: Claim) -> Assessment:
    """The assessment of a claim's reply."""
    return assess(claim.reply, card(claim.card))
