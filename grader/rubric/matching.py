"""Which items of the card a sentence speaks of, by words alone: facts, stake, offers, forbidden offers, gaps.

A sentence and an item share content words and anchors: numbers, dates and names. A negation on one side
counts against a match. This is the instant first reading, and what relations.py has beside the encoder. The
weights are fitted on hand-labelled pairs (pairs.tsv) by `python -m grader.training.words`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from grader.cards import Card
from grader.rubric.words import anchors, content_words, denies, negated

Kind = Literal["fact", "stake", "offer", "forbidden", "missing", "next_step", "handoff"]
KINDS: tuple[Kind, ...] = get_args(Kind)
FEATURES: tuple[str, ...] = (
    "words",
    "anchors",
    "negation on one side",
    "denial",
    *KINDS,
)
"""What a match is judged by, in order; a kind is 1 for items of that kind and stands for its bias."""
WEIGHTS_FILE = Path(__file__).with_name("matching.json")
_DENIAL = FEATURES.index("denial")
DENIED = 0.2
"""Whoever denies a fact doesn't say it back, however many of its words they use."""
_MOST_ANCHORS = 2


@dataclass(frozen=True)
class CardItem:
    """One thing that the card says, with where it stands there."""

    kind: Kind
    id: str
    text: str

    def __hash__(self) -> int:
        """Of its text, which Python works out once a string: items are looked up very often."""
        return hash(self.text)


def card_items(card: Card) -> tuple[CardItem, ...]:
    """Every item of the card that a reply may speak of."""
    items = [CardItem("fact", f.id, f.text) for f in card.facts]
    items.append(CardItem("stake", "stake", card.stake))
    items += [CardItem("offer", o.id, o.text) for o in card.may_offer]
    items += [CardItem("forbidden", o.id, o.text) for o in card.may_not_offer]
    items += [CardItem("missing", m.id, m.text) for m in card.missing_facts]
    if card.next_step:
        items.append(CardItem("next_step", "next_step", f"{card.next_step.text} by {card.next_step.by}"))
    if to := card.handoff:
        items.append(CardItem("handoff", "handoff", f"{to.role}: {to.why}; {to.when}"))
    return tuple(items)


@dataclass(frozen=True)
class _Side:
    """The card's side of the comparison, computed once."""

    words: tuple[frozenset[str], ...]
    anchors: tuple[frozenset[str], ...]
    negated: tuple[bool, ...]
    kinds: NDArray[np.float64]
    rarity: Mapping[str, float]
    """Word or anchor: 1 over the number of items it stands in."""
    whole: tuple[float, ...]
    """Sum of the rarities of each item's words."""


@lru_cache(maxsize=512)
def _side(items: tuple[CardItem, ...]) -> _Side:
    words = tuple(content_words(i.text) for i in items)
    marks = tuple(anchors(i.text) for i in items)
    count: dict[str, int] = {}
    for both in zip(words, marks, strict=True):
        for word in both[0] | both[1]:
            count[word] = count.get(word, 0) + 1
    kinds = np.array([[float(i.kind == k) for k in KINDS] for i in items])
    rarity = {w: 1 / n for w, n in count.items()}
    whole = tuple(sum(rarity[w] for w in sorted(each)) for each in words)
    return _Side(words, marks, tuple(negated(i.text) for i in items), kinds, rarity, whole)


def features(sentence: str, items: tuple[CardItem, ...]) -> NDArray[np.float64]:
    """One row an item, one column a feature of FEATURES."""
    side = _side(items)
    words, marks, no = content_words(sentence), anchors(sentence), negated(sentence)
    out = np.zeros((len(items), len(FEATURES)))
    for k, item in enumerate(items):
        out[k, 0] = _share(words, side, k)
        out[k, 1] = min(_MOST_ANCHORS, sum(side.rarity[a] for a in marks & side.anchors[k]))
        out[k, 2] = float(item.kind in ("fact", "stake") and no != side.negated[k])
        out[k, 3] = float(
            out[k, 2] > 0 and denies(sentence, (words & side.words[k]) | (marks & side.anchors[k]))
        )
    out[:, 4:] = side.kinds
    return out


def _share(words: frozenset[str], side: _Side, item: int) -> float:
    """How much of the item, or of the sentence where that is shorter, the shared words make up, 0 to 1."""
    shared = sum(side.rarity[w] for w in sorted(words & side.words[item]))
    return shared / max(2.0, min(side.whole[item], float(len(words))))


@lru_cache(maxsize=1)
def weights() -> NDArray[np.float64]:
    """The fitted weights of FEATURES that ship, in log-odds."""
    data = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    return np.array([data["weights"][name] for name in FEATURES])


def denial(sentence: str, card: Card) -> float:
    """Probability that the sentence denies a fact: it would speak of it, were it not for the denial in it."""
    x = features(sentence, card_items(card))
    denied = x[:, _DENIAL] > 0
    if not denied.any():
        return 0.0
    x[:, _DENIAL - 1 : _DENIAL + 1] = 0.0
    odds = np.clip(x[denied] @ weights(), -30, 30)
    return float((1 / (1 + np.exp(-odds))).max())


def match_items(sentences: Sequence[str], items: tuple[CardItem, ...]) -> list[dict[CardItem, float]]:
    """For each sentence, the probability that it speaks of each item."""
    found = []
    for sentence in sentences:
        x = features(sentence, items)
        p = 1 / (1 + np.exp(-np.clip(x @ weights(), -30, 30)))
        p = np.where(x[:, _DENIAL] > 0, np.minimum(p, DENIED), p)
        found.append(dict(zip(items, p.tolist(), strict=True)))
    return found
