"""Sentences of rated replies with their labels: moves, flags, and what each says of the card's items.

`grader/moves/corpus/rated/sentences/<writer>.tsv` holds the sentences of a writer's replies, every one
labelled by reading; `rated/pairs/<writer>.tsv` holds minimal pairs written against cards, with or without
moves.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from grader.cards import Card, load_card
from grader.moves.catalogue import FLAGS, MOVES
from grader.rubric.matching import card_items
from grader.rubric.relations import RELATIONS

FOLDER = Path(__file__).parents[1] / "moves" / "corpus" / "rated"
SHIPPED = Path(__file__).parents[2] / "tests" / "rubric" / "rated" / "replies.jsonl"
SENTENCE_HEADER = ["reply", "sentence", "moves", "items", "flags", "text"]
PAIR_HEADER = ["card", "pair", "items", "flags", "text"]
TWIN_HEADER = ["card", "pair", "moves", "items", "flags", "text"]


@dataclass(frozen=True)
class Labelled:
    """One labelled sentence."""

    card: str
    """Id of the card that it is about."""
    text: str
    moves: frozenset[str] | None
    """The moves that it makes; None where nobody labelled them."""
    flags: frozenset[str]
    """Names from FLAGS; where no moves are labelled, of the flags only `invent` is."""
    items: tuple[tuple[str, str], ...]
    """(kind:id, relation) for each item of the card that it concerns; all others are unrelated."""
    place: str
    """File and line, for messages."""
    reply: str = ""
    """Id of the reply that it stands in; empty for a minimal pair."""
    pair: str = ""
    """Number of its minimal pair; empty for a reply's sentence."""


def split_of(folder: Path = FOLDER) -> dict[str, list[str]]:
    """Part of the split: its writers."""
    found: dict[str, list[str]] = YAML(typ="safe").load((folder / "split.yaml").read_text(encoding="utf-8"))
    return found


@cache
def set_aside(folder: Path = FOLDER) -> frozenset[str]:
    """Ids of replies that belong to no part, since a run of eight words in them crosses the split."""
    return frozenset(split_of(folder).get("set_aside", ()))


@cache
def owners(folder: Path = FOLDER) -> dict[str, str]:
    """Id of each card of the rated set whose writer is known: its writer."""
    here = {path.stem: path.parents[1].name for path in folder.glob("*/cards/*.yaml")}
    listed = YAML(typ="safe").load((folder / "cards.yaml").read_text(encoding="utf-8"))
    return {**here, **{card: writer for writer, cards in listed.items() for card in cards}}


def owner_of(card: str, folder: Path = FOLDER) -> str:
    """Who wrote a card, which need not be who wrote a reply to it; `shipped` where it is not listed."""
    return owners(folder).get(card, "shipped")


@cache
def card_of(card: str, folder: Path = FOLDER) -> Card:
    """A card that is replied to, by its id. Raises CardError where there is none."""
    return load_card(card, sorted(folder.glob("*/cards")))


def replies_of(writer: str, folder: Path = FOLDER) -> list[dict[str, str]]:
    """id, card, family and reply of everything a writer wrote, in file order, but for what is set aside."""
    path = SHIPPED if writer == "shipped" else folder / writer / "replies.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [row for row in rows if row["id"] not in set_aside(folder)]


def raters_levels(folder: Path = FOLDER) -> dict[str, dict[str, int]]:
    """Id of a reply: its levels, the lower one where two raters differ."""
    found: dict[str, dict[str, int]] = {}
    for file in sorted(folder.glob("ratings/*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            known = found.setdefault(row["id"], dict(row["levels"]))
            for criterion, level in row["levels"].items():
                known[criterion] = min(known.get(criterion, level), level)
    return found


def labelled_sentences(writer: str, folder: Path = FOLDER) -> list[Labelled]:
    """The labelled sentences of a writer's replies; empty where nobody has labelled them.

    Raises ValueError, naming file and line, where a row can't be read.
    """
    path = folder / "sentences" / f"{writer}.tsv"
    if not path.is_file():
        return []
    cards = {row["id"]: row["card"] for row in replies_of(writer, folder)}
    found = []
    for place, row in _rows(path, SENTENCE_HEADER):
        reply, _, moves, items, flags, text = row
        if reply in set_aside(folder):
            continue
        if reply not in cards:
            raise ValueError(f"{place}: no reply {reply}")
        found.append(
            Labelled(cards[reply], text, _names(moves), _known(flags), _items(place, items), place, reply)
        )
    return found


def minimal_pairs(folder: Path = FOLDER) -> list[Labelled]:
    """The minimal pairs of sentences against card items, all writers. Raises ValueError as above."""
    found = []
    for path in sorted((folder / "pairs").glob("*.tsv")):
        for place, (card, pair, *moves, items, flags, text) in _rows(path, PAIR_HEADER, TWIN_HEADER):
            if card not in owners(folder):
                raise ValueError(f"{place}: no card {card}")
            made = _names(moves[0]) if moves else None
            labels = made, _known(flags), _items(place, items)
            found.append(Labelled(card, text, *labels, place, pair=f"{path.stem} {card} {pair}"))
    return found


def taught(folder: Path = FOLDER) -> list[Labelled]:
    """What the models learn from: sentences of the training writers, and minimal pairs on their cards."""
    split = split_of(folder)
    rated = [x for writer in split["train"] for x in labelled_sentences(writer, folder)]
    return rated + [
        x
        for x in minimal_pairs(folder)
        if owner_of(x.card, folder) in split["train"] and x.pair.split()[0] not in split["fresh_pairs"]
    ]


def lint(lines: Iterable[Labelled]) -> list[str]:
    """What is wrong with the labels, one finding a string; empty if nothing is."""
    return [finding for line in lines for finding in _faults(line)]


def _faults(line: Labelled) -> Iterator[str]:
    card = card_of(line.card)
    known = {f"{i.kind}:{i.id}" for i in card_items(card)}
    for move in line.moves or ():
        if move not in MOVES:
            yield f"{line.place}: unknown move '{move}'"
    if {"apology", "conditional_apology"} <= (line.moves or set()):
        yield f"{line.place}: an apology cannot be conditional and plain"
    for flag in line.flags:
        if flag not in FLAGS:
            yield f"{line.place}: unknown flag '{flag}'"
    for item, relation in line.items:
        if item not in known:
            yield f"{line.place}: card {line.card} has no {item}"
        if relation not in RELATIONS:
            yield f"{line.place}: unknown relation '{relation}'"
    if not line.text:
        yield f"{line.place}: no sentence"
    both = {item for item, r in line.items if r == "restates"} & {
        item for item, r in line.items if r == "contradicts"
    }
    if both:
        yield f"{line.place}: {', '.join(sorted(both))} is restated and contradicted"


def _rows(path: Path, *headers: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Place and columns of each line of a file that begins with one of `headers`."""
    lines = path.read_text(encoding="utf-8").splitlines()
    header = lines[0].split("\t") if lines else []
    if header not in headers:
        wanted = " or ".join(" ".join(h) for h in headers)
        raise ValueError(f"{path.name}: the first line should be {wanted}, separated by tabs")
    for number, line in enumerate(lines[1:], start=2):
        parts = line.split("\t")
        if len(parts) != len(header):
            raise ValueError(f"{path.name} line {number}: {len(parts)} columns, expected {len(header)}")
        yield f"{path.name} line {number}", [part.strip() for part in parts]


def _known(flags: str) -> frozenset[str]:
    """The flags that are used; `good` was labelled too, for whoever looks for model sentences."""
    return _names(flags) - {"good"}


def _names(text: str) -> frozenset[str]:
    return frozenset(name.strip() for name in text.split(",") if name.strip())


def _items(place: str, text: str) -> tuple[tuple[str, str], ...]:
    found = []
    for part in sorted(_names(text)):
        item, equals, relation = part.partition("=")
        if not equals:
            raise ValueError(f"{place}: '{part}' should read kind:id=relation")
        found.append((item, relation))
    return tuple(found)
