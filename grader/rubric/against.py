"""Whether a reply turns on the customer as a whole, where no single sentence of it need do so."""

from __future__ import annotations

from grader.rubric.address import own_words
from grader.rubric.reading import Reading, ReadSentence
from grader.rubric.stance import coldest, hostile

ENOUGH_WORDS = 20
"""A reply shorter than this is judged by its words alone."""
FLATLY = 0.3
"""Probability above a yes from which on a reply is against them beyond doubt."""


def against(reading: Reading) -> tuple[ReadSentence | None, bool]:
    """The coldest sentence of a reply that is against them as a whole, and whether that is beyond doubt.

    None where the reply isn't; only the full reading can tell.
    """
    own = own_words(reading)
    if not reading.encoder or sum(len(s.sentence.words) for s in own) < ENOUGH_WORDS:
        return None, False
    texts = [s.text for s in own]
    p = reading.once("against", lambda _: hostile(texts))
    return (own[coldest(texts)], p >= reading.threshold + FLATLY) if reading.yes(p) else (None, False)
