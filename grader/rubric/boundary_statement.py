"""Boundary statement: where there is abuse, names the behaviour, says what follows, leaves a way to go on.

After Henkel et al. 2016 (a polite reprimand is received best) and public bodies' policies: warn, give a
chance to
change, then end. A threat is never a boundary.
"""

from __future__ import annotations

from grader.rubric.address import addressed
from grader.rubric.criterion import Criterion, Level
from grader.rubric.cues import cue
from grader.rubric.poison import dressed_threats
from grader.rubric.reading import Hit, Reading, ReadSentence

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
    r"words? like",
    "personal",
    r"call(?:ed|ing)? (?:me|us)",
    r"(?:speak(?:ing)?|spoken|talk(?:ing|ed)?)(?: to)? (?:me |us )?like",
    r"that kind of",
    r"rude\w*",
    r"curs(?:e|es|ing)",
    r"slurs?",
)
_ENDING = cue(
    r"(?:or|if|then)\b[^.?!]{0,80}(?:i'll|i will|we'll|i'd have to|i have to) (?:end|close|shut|"
    r"finish|leave|put down) (?:the|this) (?:call|chat|phone|conversation)"
)
_FOLLOWS = cue(
    r"(?:i'll|i will|i'd|i would|i (?:need|have|am going) to|i'm going to|we'll|we will|will (?:have "
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
    "stop",
    "stops",
    "leave",
    "without",
    "no more",
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
    spoken = addressed(reading)
    threats = [
        h
        for h in reading.hits("threat", "insult", within=spoken)
        if reading.sure(h) and not _ENDING.search(h.at.said)
    ]
    threatened: list[Hit | ReadSentence] = [*dressed_threats(reading), *threats]
    if threatened:
        reason = f"“{reading.quote(threatened[0])}” is no answer to abuse."
        return reading.level(0, reason, threatened[:1], edit)
    limits = reading.hits("boundary", within=spoken)
    named = [s for s in spoken if _BEHAVIOUR.search(s.said) and (_near(s, limits, spoken) or _requests(s))]
    if not limits and not named:
        vague = [s for s in spoken if _VAGUE.search(s.said)]
        if vague:
            return reading.level(1, f"“{reading.quote(vague[0])}” doesn't say which words.", vague[:1], edit)
        return reading.level(0, "The abuse goes unanswered.", (), edit)
    if any(_FEELING.search(s.said) for s in spoken):
        return reading.level(1, "This sets a limit to the anger; set it to the words.", limits[:1], edit)
    shown: list[Hit | ReadSentence] = [*limits[:2]] or [*named[:1]]
    around = " ".join(s.said for s in spoken)
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
)
