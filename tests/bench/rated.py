"""Replies with raters' levels: the rated corpus by its split, and folders of the same make."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from grader import Card, load_card

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "grader" / "moves" / "corpus" / "rated"
SHIPPED = ROOT / "tests" / "rubric" / "rated"
HELD_OUT = "held_out"
FRESH = "fresh"
"""New writers' replies to cards that were trained on."""


@dataclass(frozen=True)
class Rated:
    """A reply with what its raters said of it."""

    id: str
    card: Card
    family: str
    """What its writer meant it to be: strong:warm, adv:parrot, …"""
    reply: str
    levels: dict[str, int]
    """Criterion: 0, 1 or 2; the lower one where two raters differ."""
    overall: float
    """How well it would serve the customer, 0 to 100; the mean of its raters."""


def read_lines(file: Path) -> list[dict[str, Any]]:
    """The objects of a JSONL file; raises ValueError that names file and line where one is damaged."""
    found = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                found.append(json.loads(line))
            except ValueError as error:
                raise ValueError(f"{file.name}, line {number}: not JSON ({error})") from None
    return found


def ratings(files: Iterable[Path]) -> dict[str, list[dict[str, Any]]]:
    """Id of a reply: its ratings, in the order of the files."""
    found: dict[str, list[dict[str, Any]]] = {}
    for file in files:
        for row in read_lines(file):
            found.setdefault(str(row["id"]), []).append(row)
    return found


def merged(given: Sequence[dict[str, Any]]) -> tuple[dict[str, int], float]:
    """Levels and overall judgement of several ratings of one reply: the lower level, the mean judgement."""
    levels = {c: min(r["levels"][c] for r in given if c in r["levels"]) for c in given[0]["levels"]}
    return levels, sum(r["overall"] for r in given) / len(given)


def rated_part(part: str, *, look: bool = False, corpus: Path = CORPUS) -> list[Rated]:
    """The rated replies of one part of the split, train, tune, fresh or held_out, but for those set aside.

    The held-out part is for measuring alone: raises PermissionError unless `look` says that the bench is
    opening it, which then logs the look.
    """
    if part == HELD_OUT and not look:
        raise PermissionError(
            "the held-out part is opened by `python -m tests.bench --held-out` alone, which logs it"
        )
    split = YAML(typ="safe").load((corpus / "split.yaml").read_text(encoding="utf-8"))
    aside = frozenset(split.get("set_aside") or ())
    given = ratings(sorted(corpus.glob("ratings/*.jsonl")))
    return [one for w in split[part] for one in _written(w, given, corpus) if one.id not in aside]


def _written(writer: str, given: dict[str, list[dict[str, Any]]], corpus: Path) -> Iterator[Rated]:
    folder = SHIPPED if writer == "shipped" else corpus / writer
    for row in read_lines(folder / "replies.jsonl"):
        levels, overall = merged(given[str(row["id"])])
        card = load_card(row["card"], sorted(corpus.glob("*/cards")))
        yield Rated(str(row["id"]), card, row["family"], row["reply"], levels, overall)


def rated_folder(folder: Path) -> list[Rated]:
    """What a folder with replies.jsonl and levels.jsonl holds; its cards stand in cards/, or ship."""
    given = ratings([folder / "levels.jsonl"])
    return [
        Rated(
            str(row["id"]),
            load_card(str(row["card"]), [folder / "cards"]),
            str(row.get("family", "")),
            row["reply"],
            *merged(given[str(row["id"])]),
        )
        for row in read_lines(folder / "replies.jsonl")
        if str(row["id"]) in given
    ]


def rater_pairs(files: Iterable[Path]) -> dict[str, list[tuple[int, int]]]:
    """Criterion: the levels that two raters gave one reply, for every two that rated it.

    A row may hold one rater's levels, or several raters' under `raters`.
    """
    pairs: dict[str, list[tuple[int, int]]] = {}
    for rows in ratings(files).values():
        each = [levels for row in rows for levels in row.get("raters") or [row["levels"]]]
        for one, two in combinations(each, 2):
            for c in one.keys() & two.keys():
                pairs.setdefault(c, []).append((one[c], two[c]))
    return pairs


@lru_cache(maxsize=1)
def _card_folders() -> tuple[Path, ...]:
    here = Path(__file__).parent
    return (*sorted(here.glob("*/cards")), here / "cards", *sorted(CORPUS.glob("*/cards")))


def find_card(name: str) -> Card:
    """A card by its id: one that ships, one of the rated corpus, or one beside the bench's own files."""
    return load_card(name, [folder for folder in _card_folders() if folder.is_dir()])
