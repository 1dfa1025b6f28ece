"""What a sentence does with an item of the card: restates, contradicts, offers, asks for or refuses it.

A small network on top of the encoder: both sides' vectors, their cosine, and the words, figures and
denials that they share. Trained together with the encoder (grader/training/trunk.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from grader.moves.encoder import FOLDER, EncoderMissing, embed, stance
from grader.moves.wording import standard
from grader.rubric.matching import DENIED, FEATURES, CardItem, features

Relation = Literal["restates", "contradicts", "offers", "asks_for", "refuses"]
RELATIONS: tuple[Relation, ...] = get_args(Relation)
"""In the order of the network's outputs. An item that none of them fits is unrelated."""
FILE = FOLDER / "relations.npz"
SHARPER = 5.0
"""What cosines are multiplied with, so that they weigh as much as the other inputs."""
_Array = NDArray[np.float32]


@dataclass(frozen=True)
class Network:
    """The trained weights. Matrices have a row for each input; float32."""

    sentence: tuple[_Array, _Array]
    """384 to 64: what the sentence is about."""
    item: tuple[_Array, _Array]
    """384 to 64: what the item is about."""
    act: tuple[_Array, _Array]
    """384 to 32: what the sentence does, whatever the item."""
    hidden: tuple[_Array, _Array]
    out: tuple[_Array, _Array]
    scale: _Array
    """Shape (5, 2): slope and offset of each relation's log-odds, fitted on writers not trained on."""


@lru_cache(maxsize=2)
def load_network(path: Path | None = None) -> Network:
    """Read the network; raises EncoderMissing where the file is absent or damaged."""
    try:
        with np.load(path or FILE, allow_pickle=False) as stored:
            parts = {
                name: (stored[f"{name}.weight"], stored[f"{name}.bias"])
                for name in ("sentence", "item", "act", "hidden", "out")
            }
            return Network(**parts, scale=stored["scale"])
    except (OSError, ValueError, KeyError) as error:
        raise EncoderMissing(
            f"The grader's model of card items cannot be read: {error}. Run `make train`, or reinstall."
        ) from error


def _through(layer: tuple[_Array, _Array], x: _Array) -> _Array:
    return np.asarray(x @ layer[0] + layer[1], dtype=np.float32)


@lru_cache(maxsize=512)
def _item_side(items: tuple[CardItem, ...]) -> tuple[_Array, _Array]:
    """Unit vectors of the items, and what the network makes of them; computed once a card."""
    texts = [i.text for i in items]
    return embed(texts), np.tanh(_through(load_network().item, stance(texts)))


CONTRADICTS = RELATIONS.index("contradicts")
SPOKEN = [n for n in range(len(RELATIONS)) if n != CONTRADICTS]
"""Whoever contradicts a fact doesn't say it back."""


def relate(sentences: Sequence[str], items: tuple[CardItem, ...]) -> list[_Array]:
    """For each sentence, probabilities of shape (items, 5), in the order of `items` and RELATIONS.

    Each relation is judged by itself, so a row need not add up to 1. Raises EncoderMissing.
    """
    return [_relate(sentence, items) for sentence in sentences]


def _relate(sentence: str, items: tuple[CardItem, ...]) -> _Array:
    network = load_network()
    topics, abouts = _item_side(items)
    vector, topic = stance([standard(sentence)])[0], embed([standard(sentence)])[0]
    cosine = topics @ topic
    words = features(sentence, items).astype(np.float32)
    shared = np.tanh(_through(network.sentence, vector)) * abouts
    act = np.broadcast_to(np.tanh(_through(network.act, vector)), (len(items), network.act[1].size))
    near = np.column_stack([cosine, cosine - cosine.mean()]) * SHARPER
    x = np.concatenate([shared, act, near, words], axis=1).astype(np.float32)
    odds = _through(network.out, np.maximum(_through(network.hidden, x), 0.0))
    odds = odds * network.scale[:, 0] + network.scale[:, 1]
    table = _denied(np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))), np.float32), words)
    table.flags.writeable = False
    return table


def _denied(table: _Array, words: _Array) -> _Array:
    """What shares an item's words in a denial contradicts it, however near the vectors are."""
    denied = words[:, FEATURES.index("denial")] > 0
    restates = RELATIONS.index("restates")
    table[denied, CONTRADICTS] = np.maximum(table[denied, CONTRADICTS], table[denied, restates])
    table[denied, restates] = np.minimum(table[denied, restates], DENIED)
    return table
