"""Boundary statement: where there is abuse, names the behaviour, says what follows, leaves a way to go on.

After Henkel et al. 2016 (a polite reprimand is received best) and public bodies' policies: warn, give a
chance to
change, then end. A threat is never a boundary.
"""

from __future__ import annotations

from dataclasses import replace

from grader.rubric.address import not_a_reply, own_words
from grader.rubric.criterion import Criterion, Level
from grader.rubric.cues import cue
from grader.rubric.reading import Hit, Reading, ReadSentence
from grader.rubric.threats import insults, threats

_BEHAVIOUR = cue(
    r"insult\w*",
    r"name[- ]?call\w*",
    r"(?:the|those|these|calling me|call me|called me) (?:\w+ )?names?",
    r"swear\w*",
    r"threat\w*",
    r"abus\w+",
    r"shout\w*",
    r"yell\w*",
    r"(?:comments?|remarks?|jokes?) about",
    r"remarks?",
    r"(?:foul|bad|that|this|such|offensive) language",
    r"words? (?:like|about)",
    "personal",
    r"call(?:ed|ing)? (?:me|us)",
    r"(?:speak(?:ing)?|spoken|talk(?:ing|ed)?)(?: to)? (?:me |us )?like",
    r"that kind of",
    r"(?:bit|stuff|thing|things|part|talk) (?:about|of) (?:my|me|where|our|the)",
    r"(?:more|else) about (?:my|me|where|our)",
    r"rude\w*",
    r"curs(?:e|es|ing)",
    r"slurs?",
    r"mock\w*",
)
_FOLLOWS = cue(
    r"(?:i'll|i will|i shall|i'd|i would|i (?:need|have|am going) to|i'm going to|we'll|we will|will (?:have "
    r"to|need to)|must|then i|going to|it's)[^.?!]{0,60}(?:end|close|shut|stop|hang up|ring back|"
    r"call back|finish|leave|pause|put the phone|come back|step away)\w*",
    r"(?:chat|call) (?:ends|closes|stops)",
    r"(?:or|else) (?:i|the chat|the call)",
)
_GO_ON = cue(
    r"(?:happy|glad|here|want|like) to (?:\w+ )?(?:\w+)",
    r"keep (?:going|helping|working|at)",
    "carry on",
    r"continue\w*",
    r"(?:ring|call) (?:you )?back",
    r"i(?:'ll| will) (?:stay|help|still|write|e-?mail|sort|finish)",
    r"can (?:go on|finish|sort|get|keep|help|continue|still)",
    r"so (?:that )?(?:we|i) can",
    r"let's",
    r"help you",
    r"stay\w* (?:with|and) ",
    r"sort(?:ed)?",
    "fix",
    r"(?:finish|the rest|done)(?: \w+){0,2} by e-?m\w+",
)
_FEELING = cue(
    r"(?:don't|do not|stop|quit|no need to) (?:be|being|get|getting|feel|feeling) (?:so )?(?:angry|"
    r"upset|mad|emotional|worked up|cross)"
)
_VAGUE = cue(
    r"(?:be|keep \w+(?: \w+)?) respectful\w*",
    r"(?:mind|watch) your (?:tone|language|manners|mouth)",
    r"be (?:polite|civil)",
    r"some respect",
    r"speak to me like that",
    r"respectful",
)


_REQUEST = cue(
    "please",
    "kindly",
    r"(?:isn't|is not|not) (?:okay|ok|acceptable|on|right|fine)",
    "stop",
    "stops",
    "leave",
    "without",
    "no more",
    "any more",
    "knock",
    "quit",
    "pack in",
    "more insults",
    "drop",
    "don't",
    "can't",
    "won't",
    "if",
    "need to",
    "has to",
    "have to",
)


def judge(reading: Reading) -> Level:
    """Level 2: behaviour, consequence that may be carried out, and a way to go on; calm."""
    edit = (
        "Name what was said, not the person; say what follows if it goes on; and say how you go on together."
    )
    # A limit names nothing of the case, so it may stand in a reply that seems to be about another one.
    spoken = () if not_a_reply(reading) else own_words(reading)
    held = threats(reading)
    if held:
        reason = f"“{reading.quote(held[0])}” is a threat, and no answer to abuse."
        return replace(reading.level(0, reason, held[:1], edit), final=True)
    if hurt := insults(reading):
        return reading.level(0, f"“{reading.quote(hurt[0])}” is no answer to abuse.", hurt[:1], edit)
    limits = reading.hits("boundary", within=spoken)
    named = [s for s in spoken if _BEHAVIOUR.search(s.said) and (_near(s, limits, spoken) or _requests(s))]
    if not limits and not named:
        vague = [s for s in spoken if _VAGUE.search(s.said)]
        if vague:
            reason = f"“{reading.quote(vague[0])}” doesn't say which words."
            return reading.level(1, reason, vague[:1], edit, final=True)
        return reading.level(0, "The abuse goes unanswered.", (), edit)
    if any(_FEELING.search(s.said) for s in spoken):
        reason = "This sets a limit to the anger; set it to the words."
        return reading.level(1, reason, [hit.at for hit in limits[:1]], edit)
    shown = [hit.at for hit in limits[:2]] or named[:1]
    around = " ".join(s.said for s in spoken)
    if not named:
        empty = any(_VAGUE.search(s.said) for s in spoken) and not _FOLLOWS.search(around)
        reason = "It doesn't say which behaviour has to stop."
        return reading.level(1, reason, shown, edit, final=empty)
    if not _FOLLOWS.search(around):
        return reading.level(1, "It names the behaviour, but not what follows if it goes on.", shown, edit)
    if not _GO_ON.search(around):
        return reading.level(1, "It leaves them no way to go on.", shown, edit)
    return reading.level(2, "You name the behaviour, say what follows, and leave a way to go on.", shown)


def _near(sentence: ReadSentence, limits: list[Hit], spoken: tuple[ReadSentence, ...]) -> bool:
    places = [spoken.index(h.at) for h in limits]
    return any(abs(spoken.index(sentence) - p) <= 1 for p in places)


def _requests(sentence: ReadSentence) -> bool:
    return bool(_REQUEST.search(sentence.said))


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
    helps=(
        "boundary",
        "boundary again",
    ),
    beside=(
        "commits_action",
        "an offer",
        "deals with the case",
    ),
    hurts=(
        "any threat",
        "jab",
        "jab again",
        "any command_to_feel",
        "no reply",
        "another case",
        "any dismissal",
        "any blame",
        "much jab",
        "from the notes",
    ),
)
