"""Whether a text speaks to this customer at all: heaps of keywords and talk about replying don't.

By the codebook's ruling "Not a reply", such a text earns nothing that needs a sentence addressed to the customer.
"""

from __future__ import annotations

import re

from grader.rubric.reading import Reading, ReadSentence

_VERBISH = re.compile(
    r"\b(?:i|we|you|it|he|she|they|this|that|there|who|which)\b|\b(?:is|are|was|were|am|be|been|has|have|had|do|does|did|will|would|"
    r"can|could|may|might|shall|should|must|let|get|got)\b|'(?:s|re|ve|ll|d|m)\b|\w{3,}ed\b",
    re.I,
)
HEAP_WORDS = 6


def is_heap(sentence: ReadSentence) -> bool:
    """Whether a sentence is a list of words rather than a sentence: six words or more, no subject, no verb form."""
    words = sentence.sentence.words
    return len(words) >= HEAP_WORDS and len(_VERBISH.findall(sentence.text)) < len(words) / 12


def addressed(reading: Reading) -> tuple[ReadSentence, ...]:
    """The sentences that speak to the customer: neither heaps nor talk about replying."""
    return tuple(
        s for s in reading.sentences if not is_heap(s) and not reading.yes(s.moves.probabilities["meta"])
    )


def not_a_reply(reading: Reading) -> str:
    """Why the text as a whole is no reply to this customer; empty if it is one."""
    left = sum(len(s.sentence.words) for s in addressed(reading))
    total = sum(len(s.sentence.words) for s in reading.sentences) or 1
    if left >= 0.5 * total:
        return ""
    heaps = sum(is_heap(s) for s in reading.sentences)
    if heaps:
        return "this is a list of words, and nobody is spoken to"
    return "this talks about replying instead of speaking to the customer"
