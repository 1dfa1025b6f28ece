"""Claims that the card doesn't bear out: about the fault, the firm's ways, other people, figures, other
cases."""

from __future__ import annotations

import re

from grader.rubric.acts import acts
from grader.rubric.cardtext import card_text
from grader.rubric.cues import cue
from grader.rubric.reading import Hit, Reading, ReadSentence
from grader.rubric.words import anchors

SHAKY = cue(
    r"(?:i'm|i am|we're|we are) (?:\w+ )?(?:sure|certain|confident|positive) (?:that )?(?!where|why|"
    r"how|if|what|whether)",
    r"everything (?:will|is going to) (?:work out|be (?:fine|ok|alright))",
    r"(?:will|'ll) (?:all )?(?:turn out|work out|be) (?:fine|ok|alright|all right)",
    r"nothing to worry about",
    r"(?:it's|it is) very unlikely",
    r"nine times out of ten",
    r"usually (?:does|do|is)",
    r"nobody (?:will|would) (?:notice|have)",
    r"(?:happens?|happened) to thousands",
    r"(?:passed|shared|escalated|forwarded) (?:it |this |your \w+ )?(?:on )?(?:to|with) (?:the|our) "
    r"(?:\w+ )?(?:team|department)",
    r"looking into the matter",
    r"goodwill gesture",
    r"people with arrears",
    r"hopefully it won't happen",
)
_OUR_WAYS = cue(
    r"(?:under|in|by|per|according to) (?:our|the|your) (?:\w+ ){0,2}(?:conditions?|terms|policy|"
    r"policies|contract|welcome pack|guidelines|guidance|tariff)",
    r"(?:is|are|was|goes|go) (?:automatic\w*|standard|purely routine|generated)",
    r"(?:counts?|carr(?:y|ies)|travels?) (?:as|at|some)",
    r"terms of service",
    r"form \w?\d+",
    r"the (?:claims|help|booking|complaints) (?:page|line|desk|website)",
    r"on the website",
    r"our (?:drivers|agents|team|staff) (?:have|can't|all|are)",
    r"we (?:take|get|have) (?:around|about|up to|over) \w+",
    r"works? to their own",
    r"(?:is|are) not something we",
    r"we (?:don't|do not|are unable to) (?:back up|restore|keep)",
    r"as we recommend",
    r"for security reasons",
    r"proof of (?:delivery|posting)",
    r"(?:smart|two)[- ](?:tariff|registers?)",
    r"the algorithm",
    r"it's a (?:listed|historic) building",
    r"food ?banks?",
    r"i'm in (?:rents|billing)",
    r"(?:up to|allow) \w+ days",
    r"they (?:aim|open|respond)",
    r"there's a queue",
)
_OTHERS = cue(
    r"(?:driver|courier|colleague|member of staff|staff|team|vet|workshop|restaurant|waiter|lad|lads|"
    r"jamie|priti|machine|handhelds?|depot|they|he|she)(?: \w+){0,3} (?:followed|doesn't remember|"
    r"thought|have forgotten|has been spoken to|have been told|were only|were just|meant|decided|"
    r"said|is only|are often|drop out|did it|should not have told)",
    r"it was (?:just|the) (?:a |\w+'s )?(?:mix-?up|machine|sticker|restaurant\w*)",
    r"it was the (?:\w+'s )?machine",
    r"i spoke to",
    r"i've told my manager",
    r"scanned in on time",
    r"within (?:five|ten) minutes",
)
_BLAMED = cue(
    r"if (?:you|the \w+)(?:'d| had)? (?:just |only )?(?:\w+ )?(?:wanted|sent|rung|asked|called|read|"
    r"booked|ordered)\b.*(?:should|would|could|never|might)",
    r"you (?:\w+ )?(?:accepted|agreed)",
    r"(?:delay|fault) lies with",
    r"nobody told you",
    r"they can't all be wrong",
    r"really the bills are correct",
    r"demanding that",
    r"abusive or threatening",
    r"so you can keep",
    r"i wasn't (?:driving|part)",
)
_NOT_OURS = cue(
    r"(?:wouldn't|not|can't) say (?:it was|that it was) our",
    r"(?:isn't|wasn't|not) (?:our|my) (?:fault|mistake|job|error|responsibility)",
    r"(?:anything|nothing)(?: \w+){0,3} to be sorry",
    r"not our job",
    r"simply not our",
)
_HEARSAY = cue(
    r"(?:team leader|supervisor|manager|colleague|guide|manual|script|sheet|handbook|trainer|"
    r"desk)(?: \w+){0,4} (?:(?<!to )says?|would say|'d say|tells? us|always says|would normally)",
    r"they tell us to say",
    r"it says here on",
)
_NOTHING = cue(
    r"nothing (?:more |else )?(?:i|we) can (?:do|offer)",
    r"can't do (?:anything|more)(?: than that)?",
    r"no codes no access",
    r"there isn't (?:really )?anything (?:for me|i|we)",
    r"not (?:really )?anything (?:i|we) can",
    r"best i can do is (?:put|log|note)",
    r"i can't really get into",
    r"(?:no need for me|i won't be|i will not be|i won't ask)",
)
_UNITS = re.compile(
    r"\b(\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty[- ]?\w*|"
    r"thirty|forty|fifty|ninety)"
    r"(?: (?:to|or|-) \w+)? (?:working |business )?(?:days?|weeks?|months?|hours?|years?|calls|times)\b",
    re.I,
)


_TOLD = cue(
    r"(?:i|we)(?:'ll| will)? (?:\w+ )?(?:ring|call|phone|write|e-?mail|text|message|be in touch|let you "
    r"know|tell)",
    r"you(?:'ll| will) hear",
)
_EITHER_WAY = cue(r"no matter what", r"come what may", r"\w+ or not", r"either way", r"whatever happens")
_SETTLED = cue(
    r"(?:will|'ll) be (?!in touch|back)\w+", r"guarantee\w*", r"definitely", r"for (?:sure|certain)"
)


def overpromised(reading: Reading, within: tuple[ReadSentence, ...]) -> list[Hit]:
    """Where more is promised than anybody can keep; a call that comes "no matter what" can be kept."""
    return [
        h
        for h in reading.hits("overpromise", within=within)
        if reading.sure(h)
        and not (_TOLD.search(h.at.said) and _EITHER_WAY.search(h.at.said) and not _SETTLED.search(h.at.said))
    ]


def disowned(reading: Reading, spoken: tuple[ReadSentence, ...]) -> list[ReadSentence]:
    """Sentences that deny or shift a fault which the card calls ours."""
    if reading.card.fault == "customer":
        return []
    ours = [s for s in spoken if _NOT_OURS.search(s.said) and not s.sentence.is_question]
    return ours + [s for s in spoken if _BLAMED.search(s.said) and not reading.yes(s.speaks_of("fact") - 0.2)]


def dead_end(reading: Reading, spoken: tuple[ReadSentence, ...]) -> list[ReadSentence]:
    """Sentences that say nothing can be done, in a reply that does nothing of what may be done."""
    if not reading.card.may_offer or any(reading.yes(a.allowed) for a in acts(reading, spoken)):
        return []
    return [s for s in spoken if _NOTHING.search(s.said)]


def hearsay(reading: Reading) -> list[ReadSentence]:
    """Sentences that only report what colleagues, guides or scripts would say."""
    return [s for s in reading.sentences if _HEARSAY.search(s.said)]


def unsupported(reading: Reading, spoken: tuple[ReadSentence, ...]) -> list[ReadSentence]:
    """Claims about the firm's ways or about other people that no item of the card speaks of."""
    found = []
    for s in spoken:
        if s.sentence.is_question or reading.yes(
            s.speaks_of("fact", "offer", "next_step", "handoff", "missing", "stake")
        ):
            continue
        if _OUR_WAYS.search(s.said) or _OTHERS.search(s.said):
            found.append(s)
    return found


def foreign_numbers(reading: Reading, spoken: tuple[ReadSentence, ...]) -> list[ReadSentence]:
    """Sentences with a span of time or a count that stands nowhere on the card."""
    known = anchors(card_text(reading.card))
    found = []
    for s in [a.at for a in acts(reading, spoken)]:
        for m in _UNITS.finditer(s.text):
            number = anchors(m.group(1))
            if number and not number & known and not reading.yes(s.speaks_of("fact", "offer", "next_step")):
                found.append(s)
                break
    return found
