"""Which items of the card a sentence of the reply speaks of: facts, stake, offers, forbidden offers, gaps.

A sentence and an item match by meaning (the encoder's cosine), by the content words they share, and by
anchors: numbers, dates and names. The card's side is computed once and kept.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from grader.cards import Card
from grader.moves import embed
from grader.text import read_text

Kind = Literal["fact", "stake", "offer", "forbidden", "missing", "next_step", "handoff"]

COSINE_WEIGHT = 9.0
COSINE_MIDDLE = 0.48
WORDS_WEIGHT = 3.2
ANCHOR_WEIGHT = 1.1
WORDS_ONLY_MIDDLE = 0.42
"""The match is a logistic in these; without the encoder only words and anchors count."""

_TOKEN = re.compile(r"[£$€]?\d+(?:[.,:]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)?")
_STOP = frozenset(
    "a an the and or but if so as at by for from in into of off on onto out over to up with without about after again "
    "all also am any are aren't be because been before being both can can't cannot could did didn't do does doesn't doing don't "
    "down during each few get gets got had has have haven't having he her here hers him his how i i'd i'll i'm i've is isn't it "
    "it's its just let me more most my no nor not now off once only other our ours own she should some such than that that's "
    "their them then there these they they're this those through too under until very was wasn't we we'd we'll we're we've were "
    "what when where which while who whom why will won't would you you'd you'll you're you've your yours one us please".split()
)


@dataclass(frozen=True)
class CardItem:
    """One thing that the card says, with where it stands there."""

    kind: Kind
    id: str
    text: str


def card_items(card: Card) -> tuple[CardItem, ...]:
    """Every item of the card that a reply may speak of."""
    items = [CardItem("fact", f.id, f.text) for f in card.facts]
    items.append(CardItem("stake", "stake", card.stake))
    items += [CardItem("offer", o.id, o.text) for o in card.may_offer]
    items += [CardItem("forbidden", o.id, o.text) for o in card.may_not_offer]
    items += [CardItem("missing", m.id, m.text) for m in card.missing_facts]
    if card.next_step:
        items.append(CardItem("next_step", "next_step", f"{card.next_step.text} by {card.next_step.by}"))
    if card.handoff:
        items.append(CardItem("handoff", "handoff", f"{card.handoff.role}: {card.handoff.why}"))
    return tuple(items)


def content_words(text: str) -> frozenset[str]:
    """The words of `text` that carry content, lower case, with their commonest endings cut."""
    return frozenset(
        _stem(w)
        for w in (t.lower() for t in _TOKEN.findall(text))
        if w not in _STOP and (len(w) > 2 or w.isdigit())
    )


def _stem(word: str) -> str:
    word = word.removesuffix("'s")
    if not word.isalpha() or len(word) < 5:
        return word
    for ending in ("ingly", "edly", "ings", "ing", "ied", "ies", "ed", "es", "ly", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)].removesuffix("i").rstrip("e")
    return word.rstrip("e")


def anchors(text: str) -> frozenset[str]:
    """Numbers and names in `text`: what a paraphrase keeps."""
    found = {t.strip("£$€").removesuffix(".00") for t in _TOKEN.findall(text) if any(c.isdigit() for c in t)}
    names = re.findall(r"(?<![.!?]\s)(?<!^)\b[A-Z][a-z]{2,}\b", text)
    return frozenset(found | {n.lower() for n in names})


@dataclass(frozen=True)
class _Side:
    items: tuple[CardItem, ...]
    words: tuple[frozenset[str], ...]
    anchors: tuple[frozenset[str], ...]


@lru_cache(maxsize=512)
def _card_side(card: Card) -> _Side:
    items = card_items(card)
    return _Side(items, tuple(content_words(i.text) for i in items), tuple(anchors(i.text) for i in items))


@lru_cache(maxsize=512)
def _card_vectors(card: Card) -> np.ndarray:
    """Unit vectors of the card's items, one row an item."""
    return embed([i.text for i in card_items(card)])


def match_items(sentences: Sequence[str], card: Card, *, encoder: bool = True) -> list[dict[CardItem, float]]:
    """For each sentence, the probability that it speaks of each item of the card."""
    side = _card_side(card)
    cosines = embed(sentences) @ _card_vectors(card).T if encoder and sentences else None
    out: list[dict[CardItem, float]] = []
    for row, sentence in enumerate(sentences):
        words, marks = content_words(sentence), anchors(sentence)
        found: dict[CardItem, float] = {}
        for k, item in enumerate(side.items):
            shared = len(words & side.words[k]) / max(3, min(len(side.words[k]), len(words) or 1))
            z = WORDS_WEIGHT * shared + ANCHOR_WEIGHT * min(2, len(marks & side.anchors[k]))
            z += (
                COSINE_WEIGHT * (float(cosines[row, k]) - COSINE_MIDDLE)
                if cosines is not None
                else -WORDS_WEIGHT * WORDS_ONLY_MIDDLE
            )
            found[item] = 1 / (1 + math.exp(-z))
        out.append(found)
    return out


def copied_run(reply: str, source: str) -> int:
    """Length in words of the longest run that `reply` copies from `source`."""
    a, b = read_text(reply[:20_000]).words, read_text(source[:20_000]).words
    best, previous = 0, [0] * (len(b) + 1)
    for word in a:
        current = [0] * (len(b) + 1)
        for j, other in enumerate(b):
            if word == other:
                current[j + 1] = previous[j] + 1
                best = max(best, current[j + 1])
        previous = current
    return best


def trigram_overlap(reply: str, source: str) -> float:
    """Share of the reply's word trigrams that also stand in `source`, 0 to 1."""
    a, b = read_text(reply[:20_000]).words, read_text(source[:20_000]).words
    grams = [a[i : i + 3] for i in range(len(a) - 2)]
    known = {b[i : i + 3] for i in range(len(b) - 2)}
    return sum(g in known for g in grams) / len(grams) if grams else 0.0
