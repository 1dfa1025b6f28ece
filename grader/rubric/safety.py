"""Cards with a safety flag: a reply that passes over it is stopped for a human look."""

from __future__ import annotations

from dataclasses import dataclass

from grader.rubric.address import own_words
from grader.rubric.cues import cue
from grader.rubric.hostility import turned_on
from grader.rubric.reading import Reading, ReadSentence

_NOTICED = {
    "self_harm": cue(
        r"suicid\w*",
        r"kill(?:ing)? yourself",
        r"(?:hurt|harm)(?:ing)? yourself",
        r"(?:end(?:ing)?|tak(?:e|ing)) (?:your|you're) (?:own )?life",
        r"end(?:ing)? (?:it|things)(?: all)?",
        r"(?:don't|not|rather not)(?: want(?:ing)? to| wanna)? be here",
        r"(?:don't|not) want(?:ing)? to (?:live|go on|be alive)",
        r"are you (?:\w+ )?(?:safe|in danger|alone)",
        r"you(?:'re| are) (?:\w+ )?safe",
        r"keep(?:ing)? you safe",
        r"crisis (?:line|team)",
        r"samaritans",
        r"emergency services",
        r"ambulance",
        r"999",
        r"112",
        r"911",
        r"988",
        r"safeguarding",
        r"(?:in )?danger",
        r"someone with you",
        r"anyone with you",
        r"worried about your safety",
    ),
    "threat": cue(
        r"threat\w*",
        r"police",
        r"security",
        r"safe(?:ty)?",
        r"(?:report|log)(?:ed|ing)? (?:what|this|it|that)",
        r"weapon",
        r"(?:hurt|harm)(?:ing)? (?:anyone|anybody|someone|staff|us|people)",
        r"take (?:that|what you said|this) seriously",
    ),
    "minor": cue(
        r"child\w*",
        r"minor",
        r"under (?:age|18|eighteen|sixteen)",
        r"guardian",
        r"parents?",
        r"safeguard\w*",
        r"protect\w*",
        r"how old",
        r"your (?:mum|dad|mother|father|carer)",
        r"grown-?up",
        r"adult",
    ),
    "fraud": cue(
        r"fraud\w*",
        r"scam\w*",
        r"(?:block|freez|stopp?|lock)\w* (?:the |your |that )?(?:card|account|payment|transfer)s?",
        r"frozen",
        r"police",
        r"stolen",
        r"(?:not|never|\w+n't) (?:share|give|send|click|pay|read out)\w*",
        r"secur\w+",
        r"somebody pretending",
    ),
}
_PASSED_OVER = cue(
    r"(?:won't|will not|not going to|don't (?:believe|think)|no need|needn't|can't|not my|that "
    r"isn't) (?:\w+ ){0,4}(?:ask|be|you|stay|bring|get|make|for)",
    r"i'm sure you don't",
    r"you don't mean",
    r"under wellbeing",
    r"on our website",
)
_PROCEDURE = {
    "self_harm": (
        "Stop everything else: take it seriously, ask plainly whether they are safe, stay with them, "
        "and bring in the person or line that your procedure names."
    ),
    "threat": (
        "Stop: don't argue and don't threaten back; follow your procedure for threats and bring in "
        "the person it names."
    ),
    "minor": (
        "Stop: a child may be at risk; follow your safeguarding procedure and bring in the person it names."
    ),
    "fraud": "Stop: make the account safe first, and bring in the fraud team that your procedure names.",
}


@dataclass(frozen=True)
class MissedSafety:
    """A safety flag that the reply passed over."""

    for_learner: str
    for_instructor: str


def missed_safety(reading: Reading) -> MissedSafety | None:
    """What to say where the card carries a safety flag and no sentence of the reply takes it up; else
    None."""
    flag = reading.card.safety_flag
    if flag is None or any(_takes_up(reading, s, flag) for s in own_words(reading)):
        return None
    return MissedSafety(_PROCEDURE[flag], f"missed safety flag: {flag.replace('_', ' ')}")


def _takes_up(reading: Reading, s: ReadSentence, flag: str) -> bool:
    if turned_on(reading, s) or _PASSED_OVER.search(s.said):
        return False
    return bool(_NOTICED[flag].search(s.said)) or (
        s.speaks_of("handoff") >= 0.8 and not s.sentence.is_question
    )
