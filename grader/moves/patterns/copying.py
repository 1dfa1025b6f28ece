"""Whether a sentence copies the customer's message instead of restating it.

Source: codebook, C2 issue_reflection: a copied run of at most six words and a trigram overlap of at
most 40 % are still own words; a quoted detail of up to eight words is fine beside reworded facts.
"""

# ruff: noqa: E501  (one alternative after another reads better than broken lines)
from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"\w+(?:'\w+)?")
_TURN = {"i": "you", "i'm": "you", "i've": "you", "my": "your", "me": "you", "we": "you", "our": "your",
         "us": "you", "am": "are", "was": "were", "mine": "yours", "you're": "you", "you've": "you", "myself": "yourself"}  # fmt: skip


@lru_cache(maxsize=256)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_TURN.get(word, word) for word in _WORD.findall(text))


@lru_cache(maxsize=64)
def _trigrams(text: str) -> frozenset[tuple[str, ...]]:
    words = _words(text)
    return frozenset(words[i : i + 3] for i in range(len(words) - 2))


def copied(sentence: str, context: str) -> bool:
    """Whether folded `sentence` mostly copies folded `context`, "I" turned to "you" included.

    True where six tenths of its three-word runs are the customer's and at least seven words run on.
    """
    words = _words(sentence)
    if len(words) < 7:
        return False
    theirs = _trigrams(context)
    hits = [words[i : i + 3] in theirs for i in range(len(words) - 2)]
    run = longest = 0
    for hit in hits:
        run = run + 1 if hit else 0
        longest = max(longest, run)
    return sum(hits) >= 0.6 * len(hits) and longest >= 5
