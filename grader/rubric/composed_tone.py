"""Composed tone, a gate: steady and courteous; no retaliation, sarcasm, mockery, shouting or threats.

Plain brevity isn't rude, and formal second-language phrasing ("kindly do the needful") isn't cold.
"""

from __future__ import annotations

import re

from grader.rubric.address import is_heap, not_a_reply, own_words
from grader.rubric.cardtext import card_text
from grader.rubric.criterion import LIKELY, Criterion, Level
from grader.rubric.cues import cue
from grader.rubric.hostility import accused, belittled, defended, doubtful, mocked, ordered, snarled
from grader.rubric.poison import careless, dressed_threats, not_to_them
from grader.rubric.reading import Hit, Reading, ReadSentence
from grader.rubric.threats import threats as held_over
from grader.rubric.words import copied_run, trigram_overlap

_SHOUT = re.compile(
    r"\b[A-Z]{2,}(?:'[A-Z]+)?(?:[\s,!?.]+[A-Z]{2,}(?:'[A-Z]+)?){3,}\b|\b(?:LISTEN|STOP IT|ENOUGH|"
    r"CALM DOWN|SHUT UP|NOT MY)\b"
)
_EXCITED = re.compile(r"!{2,}|\?{2,}|!\?")
_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]|(?<!\\w)[:;]-?[)DPp(](?!\\w)|\\bx{1,3}$")
_ROBOTIC = cue(
    r"your (?:\w+ )?(?:concern|feedback|frustration|complaint|query|dissatisfaction|comments?|call|"
    r"custom|claim|business|experience)s? (?:has|have|is|are) (?:been )?(?:noted|logged|recorded|"
    r"registered|received|shared|passed|important|valued|escalated)",
    r"please be advised",
    r"we acknowledge receipt",
    r"below query",
    r"this is an automated",
    r"(?:ticket|case) closed",
    r"rest assured",
    r"please be assured",
    r"do not hesitate",
    r"don't hesitate",
    r"(?:feedback|comments) like (?:yours|this)",
    r"we value (?:your|every|you)",
    r"thank you for (?:contacting|reaching out|your (?:email|feedback|enquiry|patience in)|bringing "
    r"this|letting us know)",
    r"dear (?:customer|sir or madam|valued)",
    r"(?:logged|noted) your (?:comments?|feedback|concerns?)",
    r"high standards",
    r"in line with our",
    r"pride ourselves",
    r"i note the contents",
    r"no codes no access",
    r"customer happiness",
    r"take (?:\w+ ){1,3}(?:extremely |very |so |this |it )?seriously(?!\.? i)",
    r"in due course",
    r"fill in form",
)
_CHUMMY = cue(
    r"hun",
    "babe",
    "sweetie",
    "bestie",
    "lol",
    "lmao",
    r"haha+",
    "hehe",
    "oopsie",
    "whoopsie",
    "chill",
    "omg",
    r"bless (?:her|him|them|you)",
    "hugs",
    "mwah",
    "poppet",
    "sweetheart",
    r"sweetie(?: pie)?",
    r"fingers (?:and \w+ )?crossed",
    r"tech can be such a pain",
    r"good luck",
    r"you poor (?:man|thing|woman|love)",
)
_ENDS = cue(
    r"(?:end|terminate|close|closing|discontinue|hang up|leave|finish) (?:this |the |your )?(?:call|"
    r"chat|conversation|contact)",
    "hang up",
    r"block you",
)


def judge(reading: Reading) -> Level:
    """Level 2: steady, human, respectful. 0 for sarcasm, insult, shouting, threat; 1 for cold, excited,
    chummy."""
    spoken = own_words(reading)
    limits = "boundary_statement" in reading.card.applicable
    snarls = [s for s in snarled(reading, spoken) if not (limits and not _hit(s))]
    held = held_over(reading) if limits else []
    for found, what, final in (
        (dressed_threats(reading) or held, "is a threat", True),
        (careless(reading), "says that you don't care", True),
        (mocked(reading, spoken), "mocks them", False),
        (snarls, "is a threat", False),
    ):
        if found:
            reason = f"“{reading.quote(_at(found[0]))}” {what}."
            whole = [_at(one) for one in found[:2]]
            return reading.level(0, reason, whole, "Leave it out; it turns up the heat.", final=final)
    shouted = [s for s in spoken if _shouts(reading, s) and not is_heap(s)]
    if shouted:
        return reading.level(
            0,
            f"“{reading.quote(shouted[0])}” shouts.",
            shouted[:1],
            "Write it in ordinary letters.",
            final=True,
        )
    if reading.card.abuse == "none" and (level := _warning(reading, spoken)):
        return level
    if why := not_a_reply(reading):
        return reading.level(1, f"It isn't said to them: {why}.", (), "Write to the customer.", final=True)
    if stray := not_to_them(reading):
        reason = f"“{reading.quote(stray[0])}” isn't said to them."
        return reading.level(1, reason, stray[:1], "Leave it out.", final=True)
    return _coolness(reading, spoken)


def _warning(reading: Reading, spoken: tuple[ReadSentence, ...]) -> Level | None:
    """Over-policing: a limit where there was no abuse."""
    warnings = [h.at for h in reading.hits("boundary", within=spoken) if reading.sure(h)]
    if ends := [s for s in warnings if _ENDS.search(s.said)]:
        reason = f"“{reading.quote(ends[0])}” threatens to end it, though nobody was abusive."
        return reading.level(0, reason, ends[:1], "Leave the warning out.", final=True)
    if warnings:
        reason = f"“{reading.quote(warnings[0])}” warns somebody who was angry, not abusive."
        return reading.level(1, reason, warnings[:1], "Leave the warning out.", final=True)
    return None


def _coolness(reading: Reading, spoken: tuple[ReadSentence, ...]) -> Level:
    hostile = [
        *accused(reading, spoken),
        *ordered(reading, spoken),
        *belittled(reading, spoken),
        *defended(reading, spoken),
    ]
    hostile = [s for s in hostile if not reading.yes(_at(s).moves.probabilities["boundary"])]
    if len(hostile) >= 3 or (len(hostile) >= 2 and len(spoken) <= 6):
        reason = (
            f"“{reading.quote(_at(hostile[0]))}” and “{reading.quote(_at(hostile[1]), 60)}” turn on them."
        )
        return reading.level(0, reason, hostile[:2], "Leave both out and say what you will do.")
    if hostile:
        reason = f"“{reading.quote(_at(hostile[0]))}” is cold."
        return reading.level(1, reason, hostile[:1], "Leave it out and say what you can do.")
    if reading.card.heat >= SMIRKS and (face := _face(reading)):
        where = [s for s in reading.sentences if _EMOJI.search(s.text)]
        quote = reading.quote(where[0]) if where else face
        reason = f"“{quote}”: a smiley or a kiss reads as a smirk to somebody this angry."
        return reading.level(1, reason, where[:1], "Leave it out.", final=True)
    for pattern, reason, edit in (
        (_ROBOTIC, "could have come from a machine", "Say it as you would to somebody in front of you."),
        (_CHUMMY, "is too familiar for this", "Keep it friendly and plain."),
    ):
        if found := [s for s in spoken if pattern.search(s.said)]:
            return reading.level(1, f"“{reading.quote(found[0])}” {reason}.", found[:1], edit)
    if found := [s for s in spoken if _EXCITED.search(s.text)]:
        return reading.level(
            1, f"“{reading.quote(found[0])}” is too excited for this.", found[:1], "One full stop will do."
        )
    message, reply = reading.card.message, reading.text.plain
    if trigram_overlap(reply, message) > 0.4 and copied_run(reply, message) > 8:
        return reading.level(
            1, "Their own words come back at them.", (), "Answer in words of your own.", final=True
        )
    if reading.threshold < LIKELY and (cold := doubtful(reading, spoken)):
        return reading.level(0, f"“{reading.quote(cold[0])}” may turn on them.", cold[:1], "Leave it out.")
    return reading.level(2, "The tone is steady and human.", ())


SMIRKS = 2
"""Heat from which on a smiley or a kiss is out of place."""


def _face(reading: Reading) -> str:
    """A smiley, an emoji or a kiss in the reply, also one that stands between two sentences; else empty."""
    texts = (reading.text.plain, *(s.text for s in reading.sentences))
    return next((found.group() for text in texts if (found := _EMOJI.search(text))), "")


def _shouts(reading: Reading, s: ReadSentence) -> bool:
    """Whether a sentence shouts; words that stand on the card, such as a label's, are only quoted."""
    found = _SHOUT.search(s.text)
    return bool(found and found.group() not in card_text(reading.card))


def _at(shown: Hit | ReadSentence) -> ReadSentence:
    return shown.at if isinstance(shown, Hit) else shown


def _hit(shown: Hit | ReadSentence) -> bool:
    return isinstance(shown, Hit)


CRITERION = Criterion(
    id="composed_tone",
    title="keeps a steady tone",
    definition="Steady and courteous: no sarcasm, shouting or threats, and not cold either.",
    checks=(
        "Is there no sarcasm, insult or threat?",
        "Is nothing shouted?",
        "Is it neither robotic nor chummy?",
        "Is there no warning where there was no abuse?",
    ),
    source="Project BETA (Richmond et al. 2012); codebook C10",
    judge=judge,
    helps=(),
    beside=(
        "politeness",
        "politeness again",
        "validates",
        "deals with the case",
    ),
    hurts=(
        "jab",
        "jab again",
        "any sarcasm",
        "any sarcasm again",
        "any insult",
        "any threat",
        "cold",
        "cold again",
        "any blame",
        "any dismissal",
        "any defensiveness",
        "any boundary",
        "no reply",
        "echo",
        "any meta",
        "any command_to_feel",
        "another case",
        "much cold",
        "much jab",
        "much hollow",
        "from the notes",
        "much meta",
        "needless warning",
        "hidden words",
    ),
)
