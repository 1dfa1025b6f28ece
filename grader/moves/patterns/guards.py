"""When a cue does not count: negation, condition, quotation, attribution, a question about it.

Scope is the clause: a "not" before a comma does not reach the words after it.
"""

# ruff: noqa: E501  (one alternative after another reads better than broken lines)
from __future__ import annotations

import re

_DOUBLE = re.compile(r'"[^"]{1,300}"')
_SINGLE = re.compile(r"(?<![\w'])'(?=[^\s'])(?:[^'\"]|(?<=\w)'(?=\w)){1,200}'(?!\w)")
_NEGATION = re.compile(
    r"(?:\b(?:not|never|no|nothing|nobody|none|without|cannot|cant|dont|wont|neither|nor|hardly|refuse to"
    r"|far from|unable to|instead of|rather than|stopped short of|no need for)\b|n't\b)"
    r"(?![^,;:.!?]{0,25}\b(?:but|only|just|enough)\b)[^,;:.!?]{0,25}$"
)
_CONDITION = re.compile(r"\b(?:if|should you feel|in case|in the event|unless|were you to|provided that)\b")
_ATTRIBUTION = re.compile(
    r"\b(?:colleagues?|manager|supervisor|boss|driver|courier|team|they|he|she|people|agents?|script|system"
    r"|template|trainer|rule ?book|policy|company|my mother|somebody|someone|everyone|customers?|it)\b"
    r"[^,;:.!?\"]{0,20}\b(?:said|says|say|told|tells|wrote|writes|claims?|claimed|thinks?|thought|wants? me to"
    r"|asked me to|reads?|told me to|expects? me to|insists?)\b[^;:.!?]{0,60}$"
)
_OBLIGED = re.compile(
    r"\b(?:(?:i(?:'m| am) (?:supposed|meant|told|asked|required|obliged|trained|expected) to|i(?: have|'ve) to"
    r"|(?:want|expect|need|like|ask|asked|expecting|waiting for) (?:me|us) to|i(?:'d| would) be|i (?:should|could|might)"
    r"|would (?:normally|usually))[^,;:.!?]{0,30})$"
)
_YOU_SAID = re.compile(
    r"\byou(?:'ve| have| just)?(?: also)? (?:said|say|wrote|write|told|called|claim|claimed|typed|asked|keep saying)\b"
    r"[^;:.!?]{0,60}[:,]?[ ]?$"
)
_ASKED = re.compile(
    r"^[^a-z]{0,3}(?:and |so |but )?(?:why (?:would|should|must|do|am|are)|what makes you|do you (?:really )?(?:think|expect|want)"
    r"|should (?:i|we)|am i|are we|would it help|who says|since when|how (?:can|could|am|should) (?:i|we)|what (?:for|if)"
    r"|did (?:anyone|someone|somebody|they|he|she)|has (?:anyone|someone|somebody)|is (?:that|this|there|it))\b"
)

_REFUSED = re.compile(
    r"\b(?:why (?:would|should|must) (?:i|we)|what (?:exactly )?(?:would|should) (?:i|we) be)\b"
)

WARM = frozenset({"apology", "names_feeling", "validates", "ownership", "thanks"})
"""Moves that only count in the agent's own voice."""
HOSTILE = frozenset(
    {"blame", "threat", "insult", "sarcasm", "command_to_feel", "dismissal", "overpromise", "defensiveness"}
)
"""Moves that do not count when the customer's or a third person's words are repeated."""


def quotations(text: str) -> list[tuple[int, int]]:
    """Spans in quotation marks, except marks around the whole sentence, which learners often type."""
    found = [m.span() for m in _DOUBLE.finditer(text)] if '"' in text else []
    if "'" in text:
        found += [m.span() for m in _SINGLE.finditer(text)]
    whole = len(text.strip(" .!?,"))
    return [(a, b) for a, b in found if b - a < whole - 1]


def guard(text: str, start: int, move: str, guards: str, quoted: list[tuple[int, int]]) -> str | None:
    """Why the cue at `start` of the folded `text` does not count for `move`, or None if it does."""
    if any(a <= start < b for a, b in quoted) and move != "meta":
        return "the words stand in quotation marks, so they are somebody else's"
    before = text[max(0, start - 90) : start]
    if "n" in guards and _NEGATION.search(before[-60:]):
        return "a 'not' or 'never' turns it round"
    if "c" in guards and _CONDITION.search(text):
        return "an 'if' puts a condition on it"
    if "q" in guards and (_REFUSED.search(text) or ("?" in text and _ASKED.search(text))):
        return "it is asked, not said"
    if move in WARM:
        if _ATTRIBUTION.search(before):
            return "it is somebody else who says so, not you"
        if _OBLIGED.search(before[-60:]):
            return "it says what you might say, it does not say it"
    if (move in HOSTILE or move in {"apology", "thanks", "commits_action"}) and _YOU_SAID.search(before):
        return "it repeats what the customer said"
    return None
