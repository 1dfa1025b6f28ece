"""Whether a reply as a whole is on the customer's side, or against them: cold, arguing, mocking.

Hostility shows in what every sentence leaves out as much as in single words, so this looks at all of them:
the mean of a logistic head on each sentence's vector and form. Fitted by fit_stance.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from grader.moves import embed
from grader.moves.features import NAMES, features

FILE = Path(__file__).with_name("stance.npz")
FORM = 0.5
"""Weight of the yes-or-no features of a sentence's form beside its unit vector."""
FEWEST_WORDS = 2
"""A sentence shorter than this says nothing of a stance."""


@dataclass(frozen=True)
class Head:
    """The fitted weights: of a sentence's inputs, and from the mean over sentences to log-odds."""

    weights: NDArray[np.float64]
    bias: float
    slope: float
    offset: float


def inputs(sentence: str) -> NDArray[np.float64]:
    """What the head sees of a sentence: its vector and its form."""
    return np.concatenate([embed([sentence])[0], features(sentence) * FORM]).astype(np.float64)


@lru_cache(maxsize=1)
def head() -> Head | None:
    """The head that ships; None where it was fitted to other features, so that nothing rests on it."""
    with np.load(FILE, allow_pickle=False) as stored:
        if list(stored["names"]) != list(NAMES):
            return None
        return Head(stored["weights"], float(stored["bias"]), float(stored["slope"]), float(stored["offset"]))


@lru_cache(maxsize=4096)
def _odds(sentence: str) -> float:
    known = head()
    return 0.0 if known is None else float(inputs(sentence) @ known.weights + known.bias)


def coldest(sentences: Sequence[str]) -> int:
    """Index of the sentence that is most against the customer; there must be one."""
    return max(range(len(sentences)), key=lambda i: _odds(sentences[i]))


def hostile(sentences: Sequence[str]) -> float:
    """Probability, 0 to 1, that a reply of these sentences is against the customer; 0 for no sentences."""
    known = head()
    long_enough = [s for s in sentences if len(s.split()) >= FEWEST_WORDS]
    if known is None or not long_enough:
        return 0.0
    mean = sum(_odds(s) for s in long_enough) / len(long_enough)
    return float(1 / (1 + np.exp(-np.clip(known.slope * mean + known.offset, -30, 30))))
