"""Cards with a safety flag: a reply that passes over it is stopped for a human look."""

from __future__ import annotations

import re
from dataclasses import dataclass

from grader.rubric.reading import Reading

_NOTICED = {
    "self_harm": re.compile(
        r"\b(?:suicid\w*|kill(?:ing)? yourself|hurt(?:ing)? yourself|harm(?:ing)? yourself|end(?:ing)? (?:your|it|things)|your life|"
        r"safe(?:ty)?|danger|crisis|samaritan\w*|emergency|999|112|911|helpline|not (?:want(?:ing)? )?to be here|"
        r"stay(?:ing)? (?:on the line|with you|here with you)|are you alone|someone with you)\b",
        re.I,
    ),
    "threat": re.compile(
        r"\b(?:threat\w*|police|safe(?:ty)?|security|procedure|report\w*|weapon|harm)\b", re.I
    ),
    "minor": re.compile(
        r"\b(?:child\w*|minor|under (?:age|18|eighteen)|guardian|parent|adult|safe\w*|protect\w*)\b", re.I
    ),
    "fraud": re.compile(
        r"\b(?:fraud\w*|scam\w*|block\w*|freez\w*|froze\w*|secure|police|stolen|security)\b", re.I
    ),
}
_PROCEDURE = {
    "self_harm": "Stop everything else: take it seriously, ask plainly whether they are safe, stay with them, and bring in the person or line that your procedure names.",
    "threat": "Stop: don't argue, don't threaten back; follow your procedure for threats and bring in the person it names.",
    "minor": "Stop: a child may be at risk; follow your safeguarding procedure and bring in the person it names.",
    "fraud": "Stop: make the account safe first, and bring in the fraud team that your procedure names.",
}


@dataclass(frozen=True)
class MissedSafety:
    """A safety flag that the reply passed over."""

    for_learner: str
    for_instructor: str


def missed_safety(reading: Reading) -> MissedSafety | None:
    """What to say where the card carries a safety flag and no sentence of the reply takes it up; else None."""
    flag = reading.card.safety_flag
    if flag is None:
        return None
    for sentence in reading.sentences:
        refuses = reading.yes(
            max(sentence.moves.probabilities[m] for m in ("dismissal", "sarcasm", "insult", "threat"))
        )
        if _NOTICED[flag].search(sentence.text) and not refuses:
            return None
    return MissedSafety(_PROCEDURE[flag], f"missed safety flag: {flag.replace('_', ' ')}")
