"""Handoff quality: moves the case on without the customer starting again."""

from __future__ import annotations

import re

from grader.rubric.address import addressed
from grader.rubric.criterion import Criterion, Level
from grader.rubric.cues import TIME, cue
from grader.rubric.reading import Reading, ReadSentence
from grader.rubric.words import content_words
from grader.text import words_of

WHO, WHY = "who it is", "why them"
_DUMP = cue(
    r"(?:you(?:'ll| will)? (?:need|have) to|you (?:must|should|could|might want to|can)|please|"
    r"kindly|try|just) (?:\w+ )?(?:contact|call|ring|phone|write to"
    r"|e-?mail|reach|go to|speak to|ask|give (?:your|the|them))",
    r"there's a number on",
    r"form at the bottom",
    r"transferring you",
    r"please hold",
)
_AGAIN = cue(
    r"(?:have|with) (?:the|your|all) details ready",
    r"(?:take|walk|talk) (?:her|him|them) through",
    r"(?:please )?(?:explain|tell|describe|repeat) (?:it |everything |what happened )?(?:to (?:her|"
    r"him|them)|again|in full)",
    r"(?:please )?describe the issue",
    r"(?:tell|explain|repeat|say|go through) (?:\w+ ){1,4}(?:again|once more|from the (?:start|beginning))",
    r"start (?!nothing)(?:\w+ )?(?:over|again|from (?:the (?:start|beginning)|nothing|scratch))",
    r"go (?:over|through) (?:it|everything) (?:again|with)",
)
_PASSED_ON = cue(
    r"(?:won't|will not|don't|do not|needn't|without|no need|not|nothing) (?:\w+ ){0,3}(?:repeat|"
    r"explain|explaining|start|tell|say it|go through|over|again)\w*",
    r"start nothing over",
    r"have not to explain",
    r"(?:i've|i have|i'll|i will|i'm|i am|i|already)\b[^.?!]{0,30}\b(?:told|tell|telling|given|give|"
    r"giving|sent|sending|passed|briefed|brief|explained|shared|forwarded|handed|written it "
    r"all)\b(?! you)[^.?!]{0,40}\b(?:her|him|them|it|everything|all|your|what|both|report|notes|"
    r"words)?",
    r"(?:has|have|having|with|holds|got) (?:already )?(?:got )?(?:your|the|all|everything|both|my) "
    r"(?:\w+ )?(?:notes?|details|file|case|history|story|letters|report|e-?mail|words)",
    r"(?:report|notes|file|e-?mail|case|letters)(?: is| are)?(?: already)? (?:with|in front of|in) "
    r"(?:her|his|their|him|them)",
    r"have it from me",
    r"with your \w+ in (?:hand|her hand|front)",
)
_BREAK = re.compile(r"[,;:.]| (?:so|and|but) ")
_SPARED = cue("won't", "needn't", "don't", "no need", "not", "without", "nothing")
_OWN = cue(
    r"(?:i|i'll|i'm|i'd)(?: will| am)? (?:\w+ ){0,3}(?:stay|staying|stopping|remain|check|ring|call|"
    r"follow|make sure|keep|still|write|message|e-?mail|watch|chase|see that|with you|right here|not "
    r"going anywhere)",
    r"(?:my|your) (?:desk|contact|case)",
    r"i(?:'m| am) (?:yours|your)",
    r"stays? (?:on|with) (?:my|me)",
    "mine",
    r"you keep me",
    r"(?:you and (?:me|i)|the two of us|we|me and you)(?: \w+){0,2} (?:ring|call|together)",
    "together",
)
_ROLE = cue(
    "supervisor",
    "manager",
    r"team lead(?:er)?",
    "specialist",
    "engineer",
    r"colleague (?:in|from) (?!an? |half|about|the next|the meantime|\d|two|three|five|ten)",
    "colleague called",
    "officer",
    "adviser",
    "advisor",
    "nurse",
)
_NOBODY = cue(
    r"(?:to|by|with|get|ask|and|for|from) (?:the |our |an? )?(?:relevant|appropriate|right|correct|concerned|"
    r"responsible|other|necessary|proper) (?:\w+ )?(?:teams?|departments?|persons?|people|desk|side|"
    r"colleagues?|specialists?|channels?|staff|unit)",
    r"(?:specialist|colleague|person|somebody|someone|team) (?:who|that) (?:deals?|handles?|does|takes care)",
)
"""Somebody, but nobody knows who."""
_SOMEBODY = cue("somebody", "someone", "a colleague", "they", "the team", "a team")
_NOW = cue(
    "now",
    "right away",
    "straight away",
    "on the line",
    r"(?:in|within) (?:\w+ )?minutes?",
    "this minute",
    "join",
    "joins",
    "joining",
    "here",
)


def judge(reading: Reading) -> Level:
    """Level 2: reason, role, what is passed on, when, and what the agent still owns."""
    handoff = reading.card.handoff
    if handoff is None:
        return reading.level(2, "Nothing has to be handed over here.", ())
    edit = (
        f"Say who takes this up ({_plain(handoff.role)}), why ({_plain(handoff.why)}), when "
        f"({_plain(handoff.when)}), "
        "that they have the whole story already, and what stays with you."
    )
    spoken = addressed(reading)
    handing = [s for s in spoken if _hands_on(reading, s)]
    dumped = [s for s in spoken if _DUMP.search(s.said)]
    if not handing:
        if dumped:
            reason = f"“{reading.quote(dumped[0])}” sends them off to start again."
            return reading.level(0, reason, dumped[:1], edit, final=True)
        return reading.level(0, "The case isn't handed on.", (), edit, final=True)
    lacking = _lacking(reading, spoken, handing)
    if not lacking or lacking == ["what stays with you"]:
        reason = f"“{reading.quote(handing[0])}” hands it on with the story, the reason and a time."
        return reading.level(2, reason, handing[:2])
    if {WHO, WHY} <= {*lacking}:
        reason = f"“{reading.quote(handing[0])}” says neither who takes it up nor why they."
        return reading.level(0, reason, handing[:1], edit)
    reason = f"“{reading.quote(handing[0])}” hands it on; missing is {' and '.join(lacking[:2])}."
    return reading.level(1, reason, handing[:2], edit, final=_tells_again(spoken))


def _plain(text: str) -> str:
    return text.strip().rstrip(".")


_REFUSES = cue(r"no need (?:for me )?to", r"or to bring", r"(?:i|we) won't")
_FETCHES = cue(r"get(?:ting)?", r"ask(?:ed|ing)?", r"bring(?:ing)?", r"want")


def _hands_on(reading: Reading, s: ReadSentence) -> bool:
    """Whether somebody else is brought in here, and the customer isn't sent away to find them."""
    if _REFUSES.search(s.said):
        return False
    said = reading.yes(max(s.speaks_of("handoff"), s.moves.probabilities["handoff"]))
    somebody = bool(_SOMEBODY.search(s.said)) and bool(_FETCHES.search(s.said))
    return (said or (_named(reading, s) and bool(_WILL.search(s.said))) or somebody) and not (
        _DUMP.search(s.said) and not _named(reading, s)
    )


_WILL = cue(
    r"will",
    r"'ll",
    r"\w+'ll",
    r"rings?",
    r"calls?",
    r"join\w*",
    r"bring\w*",
    r"ask\w*",
    r"getting",
    r"on with us",
    "with us",
    "want",
)


def _named(reading: Reading, s: ReadSentence) -> bool:
    role = reading.card.handoff.role if reading.card.handoff else ""
    names = {w.lower() for w in re.findall(r"\b[A-Z][a-z]+\b", role)}
    words = set(re.findall(r"[a-z]{5,}", role.lower())) | names
    said = _NOBODY.sub(" ", s.said)
    return bool(words & {*words_of(said)}) or bool(_ROLE.search(said))


def _tells_again(spoken: tuple[ReadSentence, ...]) -> bool:
    """Whether the customer is left to tell it again."""
    return any(
        (found := _AGAIN.search(s.said)) and not _SPARED.search(_BREAK.split(s.said[: found.start()])[-1])
        for s in spoken
    )


def _lacking(reading: Reading, spoken: tuple[ReadSentence, ...], handing: list[ReadSentence]) -> list[str]:
    """Which of who, why, story, when and own part isn't said, in words for the learner."""
    again = _tells_again(spoken)
    place = [spoken.index(s) for s in handing]
    near = [s for i, s in enumerate(spoken) if any(abs(i - p) <= 2 for p in place)]
    reason = content_words(reading.card.handoff.why) if reading.card.handoff else frozenset()
    why = any(
        (reading.yes(s.speaks_of("handoff")) and content_words(s.text) & reason)
        or reading.yes(s.moves.probabilities["gives_reason"])
        or _REASON.search(s.said)
        for s in near
    )
    checks = (
        (WHO, any(_named(reading, s) for s in near)),
        (WHY, why),
        ("what you have passed on", any(_PASSED_ON.search(s.said) for s in spoken) and not again),
        ("when", any(TIME.search(s.said) or _NOW.search(s.said) for s in near)),
        ("what stays with you", any(_OWN.search(s.said) for s in spoken)),
    )
    return [words for words, there in checks if not there]


_REASON = cue(
    "because",
    r"(?:is|she's|he's|they're) (?:\w+ )?trained",
    r"trained for",
    r"(?:only|is the one|the person) (?:\w+ )?who",
    r"only (?:our|she|he|they|the)",
    r"looks after",
    r"can (?:open|read|lift|decide|approve)",
    r"(?:one|only) (?:person )?(?:who )?may",
    r"in charge",
    r"(?:her|his) training",
    r"has learned",
)


CRITERION = Criterion(
    id="handoff_quality",
    title="hands over well",
    definition="Say who takes over, why, when, what they already know, and what stays with you.",
    checks=(
        "Is the person or role named?",
        "Is there a reason that helps the customer?",
        "Is it said what was passed on?",
        "Is there a when?",
        "Does something stay with you?",
    ),
    source="codebook C12",
    judge=judge,
    helps=(
        "handoff",
        "the hand-over",
        "whom it goes to",
    ),
    beside=(
        "gives_time",
        "commits_action",
        "gives_reason",
    ),
    hurts=(
        "any dismissal",
        "no reply",
        "another case",
        "jab",
        "any meta",
        "any suggestion",
        "much hollow",
        "much cold",
        "from the notes",
        "much meta",
    ),
)
