"""Whether a sentence keeps to the card: what it does and says, weighed with what the card holds.

The encoder hears one sentence and can't know whether a date or a sum is on record. Here three claims about a
sentence are judged from its moves and flags, from what it does with each kind of item, and from how many of
its words, figures and names stand nowhere on the card. The weights are fitted by grader/training/ground.py on
sentences that the encoder hadn't seen, and are written down in grounding.json.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log
from pathlib import Path
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from grader.cards import Card
from grader.moves import SentenceMoves
from grader.moves.catalogue import FLAGS, MOVES
from grader.moves.encoder import FOLDER, EncoderMissing
from grader.rubric.cardtext import card_text
from grader.rubric.matching import KINDS, CardItem, Kind, card_items
from grader.rubric.relations import RELATIONS
from grader.rubric.words import anchors, content_words
from grader.text import Sentence

Claim = Literal["invents", "gives what it may not", "contradicts"]
CLAIMS: tuple[Claim, ...] = get_args(Claim)
"""Says what nothing on the card supports; offers what is forbidden; says the opposite of something there."""
COUNTS = (
    "words", "words not on the card", "share of words not on the card",
    "anchors", "anchors not on the card", "anchors on the card",
    "figures not on the card", "number words not on the card", "names not on the card",
    "times not on the card", "times on the card", "length", "question",
)  # fmt: skip
"""What is counted in a sentence; anchors are numbers, days and names, however they are written."""
FEATURES = (*(f"{kind} {relation}" for kind in KINDS for relation in RELATIONS), *MOVES, *FLAGS, *COUNTS)
"""In the order of the weights: relations, moves and flags in log-odds, then counts."""
FILE = FOLDER / "grounding.json"
PART_WORDS, NEWS = 4, 2
"""A part of a sentence may be made up from so many words on, of which so many stand nowhere on the card."""
Suspect = tuple[float, int, int]
"""Probability that a part of a sentence is made up, and the part's offsets."""
NOTHING: Suspect = (0.0, 0, 0)
_LEAST = 1e-4
_FIGURE = re.compile(r"\d+")
_WORD = re.compile(r"[a-z]+")
_NUMBER_WORD = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|"
    r"thousand|twice|half|double|third|first|second)\b",
    re.I,
)
_NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][a-z]{2,}")
_TIME = re.compile(
    r"\b(?:today|tonight|tomorrow|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day|weeks?|days?|hours?|"
    r"minutes?|months?|noon|morning|afternoon|evening|clock)\b|(?<=\d)(?:am|pm)\b",
    re.I,
)
_Floats = NDArray[np.float64]


@dataclass(frozen=True)
class _Known:
    """What the card says, for counting."""

    words: frozenset[str]
    anchors: frozenset[str]
    figures: frozenset[str]
    plain: frozenset[str]
    kinds: Mapping[Kind, list[int]]
    """Kind: the rows of its items in a table of relations."""


@dataclass(frozen=True)
class Weights:
    """One claim's."""

    start: float
    weights: _Floats
    """Shape (features,): what one more of each adds to the log-odds."""

    def chance(self, features: _Floats) -> float:
        """Probability, 0 to 1, that the claim is true of a sentence."""
        return 1 / (1 + exp(-max(-30.0, min(30.0, self.start + float(self.weights @ features)))))


@lru_cache(maxsize=2)
def load_weights(path: Path | None = None) -> dict[Claim, Weights]:
    """The weights that ship. Raises EncoderMissing where the file is absent or damaged."""
    try:
        data = json.loads((path or FILE).read_text(encoding="utf-8"))
        return {
            claim: Weights(
                float(data[claim]["start"]),
                np.array([float(data[claim]["weights"][name]) for name in FEATURES]),
            )
            for claim in CLAIMS
        }
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EncoderMissing(
            f"The grader's weights for claims cannot be read: {error}. Run `make train`, or reinstall."
        ) from error


def claims(found: _Floats) -> dict[Claim, float]:
    """Probability of each claim about a sentence, from its features."""
    return {claim: weights.chance(found) for claim, weights in load_weights().items()}


def suspect(sentence: Sentence, found: _Floats, card: Card) -> Suspect:
    """The part of a sentence that is likeliest made up, by its counts alone; `found` are its features.

    Beside what the card knows, one made-up half of a sentence would hardly weigh: "The label was right; the
    driver dropped it two doors down."
    """
    known, weights = _known(card_text(card), card_items(card)), load_weights()["invents"]
    likely = [NOTHING]
    for a, b in sentence.parts if len(sentence.parts) > 1 else ():
        words = sentence.text[a:b]
        if len(words.split()) >= PART_WORDS and len(content_words(words) - known.words) >= NEWS:
            told = np.concatenate([found[: -len(COUNTS)], _counts(words, known)])
            likely.append((weights.chance(told), a, b))
    return max(likely)


def features(sentence: str, moves: SentenceMoves, card: Card, table: NDArray[np.float32]) -> _Floats:
    """The sentence in the order of FEATURES: shape (features,)."""
    known = _known(card_text(card), card_items(card))
    related = np.zeros((len(KINDS), len(RELATIONS)))
    for row, kind in enumerate(KINDS):
        if places := known.kinds[kind]:
            related[row] = table[places].max(axis=0)
    heard = [moves.probabilities[m] for m in MOVES] + [moves.flags.get(f, 0.0) for f in FLAGS]
    chances = np.clip(np.concatenate([related.ravel(), heard]), _LEAST, 1 - _LEAST)
    return np.concatenate([np.log(chances / (1 - chances)), _counts(sentence, known)])


def _counts(sentence: str, known: _Known) -> list[float]:
    words, marks = content_words(sentence), anchors(sentence)
    times = {t.lower() for t in _TIME.findall(sentence)}
    return [
        float(len(words)),
        float(len(words - known.words)),
        len(words - known.words) / max(1, len(words)),
        float(len(marks)),
        float(len(marks - known.anchors)),
        float(len(marks & known.anchors)),
        float(len({*_FIGURE.findall(sentence)} - known.anchors - known.figures)),
        float(len({n.lower() for n in _NUMBER_WORD.findall(sentence)} - known.plain)),
        float(len({n.lower() for n in _NAME.findall(sentence)} - known.plain)),
        float(len(times - known.plain)),
        float(len(times & known.plain)),
        log(1 + len(sentence.split())),
        float("?" in sentence),
    ]


@lru_cache(maxsize=512)
def _known(text: str, items: tuple[CardItem, ...]) -> _Known:
    kinds = {kind: [n for n, item in enumerate(items) if item.kind == kind] for kind in KINDS}
    plain = frozenset(_WORD.findall(text.lower()))
    return _Known(content_words(text), anchors(text), frozenset(_FIGURE.findall(text)), plain, kinds)
