"""Boundary statement: where there is abuse, names the behaviour, says what follows, leaves a way to go on.

After Henkel et al. 2016 (a polite reprimand is received best) and public bodies' policies: warn, give a chance to
change, then end. A threat is never a boundary.
"""

from __future__ import annotations

import re

from grader.rubric.address import addressed
from grader.rubric.criterion import Criterion, Level
from grader.rubric.reading import Hit, Reading, ReadSentence

_BEHAVIOUR = re.compile(
    r"\b(?:insult\w*|name[- ]?calling|names|swear\w*|threat\w*|abus\w+|shout\w*|yell\w*|comments? about|remarks?|language|words? like|personal|call(?:ed|ing) me|"
    r"speak(?:ing)? to me like|spoken to like|talk(?:ing|ed)? to (?:me )?like|that kind of|rude\w*|curs\w+|slurs?)\b",
    re.I,
)
_FOLLOWS = re.compile(
    r"\b(?:i'll|i will|i'd|i would|i (?:need|have|am going) to|i'm going to|we'll|we will|will (?:have to|need to)|must|then i|going to)\b[^.?!]{0,60}\b(?:end|close|stop|hang up|ring back|call back|finish|leave|pause|put the phone|come back|step away)\b",
    re.I,
)
_GO_ON = re.compile(
    r"\b(?:happy to|glad to|want to|keep (?:going|helping|working)|carry on|continue|ring (?:you )?back|call (?:you )?back|i(?:'ll| will) (?:stay|help|still|write|e-?mail|sort|finish)|"
    r"can (?:go on|finish|sort|get|keep|help|continue)|so (?:that )?(?:we|i) can|let's|here to help|help you|stay with you|sorted|fix)\b",
    re.I,
)
_FEELING = re.compile(
    r"\b(?:don't|do not|stop|quit|no need to) (?:be|being|get|getting|feel|feeling) (?:so )?(?:angry|upset|mad|emotional|worked up|cross)\b",
    re.I,
)
_VAGUE = re.compile(
    r"\b(?:be respectful|respectful(?:ly)?|mind your (?:tone|language|manners)|watch your (?:tone|language|mouth)|be polite|be civil|some respect)\b",
    re.I,
)


def judge(reading: Reading) -> Level:
    """Level 2: behaviour, consequence that may be carried out, and a way to go on; calm."""
    edit = (
        "Name what was said, not the person; say what follows if it goes on; and say how you go on together."
    )
    spoken = addressed(reading)
    threats = reading.hits("threat", "insult", within=spoken)
    if threats:
        return reading.level(
            0, f"“{reading.quote(threats[0])}” answers abuse with a threat.", threats[:1], edit
        )
    limits = reading.hits("boundary", within=spoken)
    named = [s for s in spoken if _BEHAVIOUR.search(s.text) and (_near(s, limits, spoken) or _requests(s))]
    if not limits and not named:
        vague = [s for s in spoken if _VAGUE.search(s.text)]
        if vague:
            return reading.level(1, f"“{reading.quote(vague[0])}” doesn't say which words.", vague[:1], edit)
        return reading.level(0, "The abuse goes unanswered.", (), edit)
    if any(_FEELING.search(s.text) for s in spoken):
        return reading.level(1, "This sets a limit to the anger; set it to the words.", limits[:1], edit)
    shown: list[Hit | ReadSentence] = [*limits[:2]] or [*named[:1]]
    around = " ".join(s.text for s in spoken)
    if not named:
        return reading.level(1, "It doesn't say which behaviour has to stop.", shown, edit)
    if not _FOLLOWS.search(around):
        return reading.level(1, "It names the behaviour, but not what follows if it goes on.", shown, edit)
    if not _GO_ON.search(around):
        return reading.level(1, "It leaves them no way to go on.", shown, edit)
    return reading.level(2, "You name the behaviour, say what follows, and leave a way to go on.", shown)


def _near(sentence: ReadSentence, limits: list[Hit], spoken: tuple[ReadSentence, ...]) -> bool:
    places = [spoken.index(h.at) for h in limits]
    return any(abs(spoken.index(sentence) - p) <= 1 for p in places)


def _requests(sentence: ReadSentence) -> bool:
    return bool(
        re.search(r"\b(?:please|stop|leave|without|no more|drop|don't|can't|won't|if)\b", sentence.text, re.I)
    )


CRITERION = Criterion(
    id="boundary_statement",
    title="sets a calm limit",
    definition="Where there's abuse: name the behaviour, say what follows, and leave a way to go on.",
    checks=(
        "Is the behaviour named, not the person?",
        "Is it said what follows?",
        "May you carry that out?",
        "Is there a way to go on?",
        "Is it calm?",
    ),
    source="Henkel et al. 2016; Project BETA (Richmond et al. 2012)",
    judge=judge,
)
