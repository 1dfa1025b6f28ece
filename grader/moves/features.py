"""Surface features of a sentence: a few dozen cheap yes-or-no questions about its form.

The encoder is weak on exactly these: who speaks, whether it is asked, negated, conditional, quoted,
whether a time is named. There is no feature for length, since length must never raise a score.
"""

# ruff: noqa: E501  (one alternative after another reads better than broken lines)
from __future__ import annotations

import re
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from grader.moves.catalogue import MOVES
from grader.moves.patterns import find, fold
from grader.moves.patterns.guards import quotations

_FORMS: dict[str, str] = {
    "negation": r"\b(?:not|no|never|nothing|nobody|none|without|neither|nor|cannot)\b|n't\b",
    "question mark": r"\?",
    "exclamation": r"!",
    "opens with if": r"^\W{0,3}(?:if|unless|should you|were you|had you)\b",
    "if": r"\bif\b",
    "but": r"\b(?:but|however|although|though|yet)\b",
    "or": r"\bor\b",
    "because": r"\b(?:because|since|so that|as|due to)\b",
    "second person": r"\b(?:you|your|yours|you're|you've|you'll|you'd|yourself)\b",
    "opens with you": r"^\W{0,3}(?:(?:and|so|but|ok|well)\W{1,2})?you",
    "first person": r"\b(?:i|i'm|i'll|i've|i'd|me|my|mine|myself)\b",
    "opens with i": r"^\W{0,3}(?:(?:and|so|but|ok|well)\W{1,2})?i\b",
    "we": r"\b(?:we|we're|we'll|we've|our|ours|us)\b",
    "third person": r"\b(?:he|she|they|him|her|them|their|colleague|manager|driver|courier|team)\b",
    "i will": r"\b(?:i'll|i will|we'll|we will|i shall|i'm going to)\b",
    "i have done": r"\b(?:i've|i have|we've|we have) \w+(?:ed|en|t|ne|ld|nt|de|id)\b",
    "i am doing": r"\b(?:i'm|i am|we're|we are|am) \w+ing\b",
    "can": r"\b(?:can|could|able to)\b",
    "cannot": r"\b(?:can't|cannot|couldn't|unable|not able)\b",
    "would": r"\b(?:would|might|may|i'd|you'd|should)\b",
    "must": r"\b(?:must|have to|need to|has to|ought)\b",
    "should have": r"\b(?:should|could|ought to)(?:n't| not)?(?: have|'ve)\b",
    "let me": r"\blet me\b",
    "please": r"\b(?:please|kindly)\b",
    "sorry": r"\b(?:sorry|apolog|regret)",
    "thank": r"\b(?:thank|thanks|grateful|appreciate)",
    "quotation": r"\"",
    "says": r"\b(?:said|says|say|told|wrote|called|asked)\b",
    "digits": r"\d",
    "time of day": r"\b(?:\d{1,2}(?:[:.]\d{2})? ?[ap]\.?m|noon|o'clock|morning|afternoon|evening|tonight|lunch)\b",
    "day": r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow|yesterday|week|weekend)\b",
    "duration": r"\b(?:minutes?|hours?|days?|weeks?|months?)\b",
    "by or within": r"\b(?:by|within|before|until) (?:\w+ )?(?:\d|mon|tue|wed|thu|fri|sat|sun|noon|tomorrow|tonight|the end)",
    "question word": r"^\W{0,3}(?:what|how|why|which|when|where|who)\b",
    "opens with auxiliary": r"^\W{0,3}(?:did|do|does|is|was|were|are|has|have|can|could|may|would|will|shall)\b",
    "imperative": r"^\W{0,3}(?:please |just |kindly )?(?:call|check|send|tell|try|use|read|go|visit|restart|stop|calm|keep|wait|look|take|let|contact|write|reply|walk)\b",
    "colon or dash": r":| - ",
    "just or only": r"\b(?:just|only|simply|merely|actually)\b",
    "absolutes": r"\b(?:always|never|every|all|everything|guarantee|definitely|absolutely|certainly|promise|100)",
    "interjection": r"^\W{0,3}(?:oh|wow|well|sure|great|right|ok|okay|yes|no|ah|gosh|fine)\b",
    "policy": r"\b(?:policy|policies|terms|rules?|procedure|process|system|standard)\b",
    "agent word": r"\b(?:agent|reply|response|customer|grader|answer|message)\b",
    "capitals": "",
}
_COMPILED = [re.compile(source) for name, source in _FORMS.items() if source]
_SHOUTED = re.compile(r"\b[A-Z]{3,}\b")

NAMES: tuple[str, ...] = (*_FORMS, *(f"shown: {m}" for m in MOVES), *(f"vetoed: {m}" for m in MOVES))
"""What each surface feature asks, in order."""


@lru_cache(maxsize=4096)
def _features(sentence: str) -> NDArray[np.float32]:
    text = fold(sentence[:20_000])
    found = find(sentence)
    values = [pattern.search(text) is not None for pattern in _COMPILED]
    values.append(_SHOUTED.search(sentence) is not None)
    values += [move in found.strong or move in found.weak for move in MOVES]
    values += [move in found.vetoed for move in MOVES]
    if quotations(text):
        values[list(_FORMS).index("quotation")] = True
    out = np.array(values, dtype=np.float32)
    out.setflags(write=False)
    return out


def features(sentence: str) -> NDArray[np.float32]:
    """The surface features of one sentence: 0 or 1 each, float32, shape (len(NAMES),), read-only."""
    return _features(sentence)
