"""One sentence that undoes a reply, however good the rest is.

A reply that takes itself back, threatens in passing, asks for a secret or leaves a gap to fill in isn't
helped by the warm sentences around it.
"""

from __future__ import annotations

import re

from grader.rubric.cues import cue
from grader.rubric.reading import Hit, Reading, ReadSentence

_WHOLE = r"(?:everything|anything|all|any|most|none|nothing|a word|one word)"
_SAID = (
    r"(?:above|before|just (?:said|wrote|told you)|"
    r"i(?:'ve| have)? (?:\w+ )?(?:said|wrote|written|told you|promised))"
)
_RETRACTS = cue(
    rf"(?:disregard|ignore|forget|scrap|strike|never mind) (?:about )?{_WHOLE}(?: of)?(?: (?:this|that|"
    rf"it|what))?"
    rf"(?: \w+){{0,2}} {_SAID}",
    r"(?:disregard|ignore|forget|scrap) (?:(?:this|my|the whole|the entire|this whole) (?:reply|message|"
    r"answer|offer|"
    r"promise|e-?mail)|the (?:above|rest))(?! (?:from|about|of (?:the|your|their)|number|line)\b)",
    r"(?:disregard|ignore|forget|scrap) (?:the|that) (?:refund|offer|promise|credit|replacement)"
    r"(?=[^a-z]*$|,? (?:it (?:won't|isn't)|that (?:won't|isn't)|there (?:won't|isn't)|i (?:just|only|made)))",
    r"(?:i'm|i am|i was|we're|was|were) (?:only|just) (?:joking|kidding|teasing)",
    r"(?:only|just) (?:joking|kidding)",
    r"(?:none|nothing) of (?:this|that|it|the above|what \w+)(?: \w+){0,3} (?:is|was|are) (?:\w+ )?"
    r"(?:binding|meant|true|serious|real|going to happen)",
    r"(?:i|we) (?:don't|do not|didn't) (?:really |actually )?mean (?:a word|any of|a thing|one word|it|"
    r"what i)",
    r"(?:i|we) take (?:it|that|this|all of (?:it|that|this)|everything|every word) (?:all )?back(?! to)",
    rf"don't (?:count|rely|bank) on (?:{_WHOLE} of (?:this|that|it)|(?:this|that|it|what i (?:said|wrote)))"
    r"(?= ?(?:,|\.|!|$| though| either| happening| coming))",
    r"(?:i|we)(?:'ll| will) (?:probably |most likely )?(?:not|never) (?:actually |really )?(?:do|be doing) "
    r"(?:any|a bit|most|half) of (?:this|that|it)",
)
_THREATENS = cue(
    r"(?:if you|if this|if that|should you)(?: \w+){1,6},? (?:and |then )?(?:you(?:'ll| will)|you) "
    r"(?:get|have|see|"
    r"receive|be left with) (?:nothing|no (?:refund|help|money|replacement|answer))",
    r"(?:keep|carry on|go on|continue)(?: \w+){0,6} and (?:you(?:'ll| will)|i(?:'ll| will)|we(?:'ll| "
    r"will)|the|your|there)"
    r" (?:\w+ ){0,4}(?:nothing|cancel\w*|withdraw\w*|regret|lose|lost|gone|off|lapses?|stays?|wait|"
    r"refund|order|"
    r"account)",
    r"see you in court",
    r"(?:hear|hearing) from our (?:lawyers?|solicitors?|legal)",
    r"(?:then|or|otherwise|else|(?:if|unless|keep|carry on) [^.?!]{1,60}?),? (?:the|this|our|my|any) "
    r"(?:\w+ )?(?:offer|refund|credit|replacement|appointment|help)s? (?:lapses?|is gone|goes "
    r"away|is off|disappears|is withdrawn|will be withdrawn)(?! (?:by|on|in|at|until))",
    r"(?:do[- ]not[- ](?:serve|rent|fly|call)|no[- ]fly|black|banned|ban|blocked)[- ]?list",
    r"(?:we|i)(?: all)? (?:know|have|'ve got|have got) (?:where you|your (?:home )?address)(?: live| on "
    r"file)?(?=[^?]*"
    r"(?:live|remember|forget|bear|mind|file\W*$))",
    r"your (?:home )?address(?: is)? (?:on file|in front of me),? (?:so|remember|mind|just|don't)",
    r"you(?:'ll| will) (?:regret|be sorry|live to regret)",
    r"(?:i|we)(?:'ll| will) (?:make sure|see to it)(?: that)? you (?:never|get|don't|lose|wait)",
)
_ASKED_FOR = (
    r"(?:your|the)(?: \w+){0,3} (?:pin|pin code|pin number|password|passcode|cvv|cvc|security code|"
    r"(?:one-time|one time|six-digit|6-digit) (?:code|passcode))"
    r"|(?:your|the) (?:full|whole|entire|long|16-digit|complete) (?:card|account|bank card) number"
    r"|(?:all )?(?:sixteen|16) digits"
)
_SECRET = cue(
    rf"(?:send|give|tell|text|e-?mail|read|need|share|confirm|type|reply with|what(?:'s| is)|let me "
    rf"have|message|post)"
    rf"(?: me| us| over| out| in| here| back| with)?(?: \w+){{0,4}}? (?:{_ASKED_FOR})"
)
_KEPT = cue(
    r"(?:never|don't|do not|won't|not|nobody|no one|without|no need)(?: \w+){0,5} (?:send|give|tell|ask|"
    r"read|share|"
    r"need|confirm|type|text|e-?mail|post)\w*",
    r"reset",
    r"change",
    r"new (?:pin|password|passcode)",
)
_CONDITION = cue(
    r"(?:in return|in exchange|as long as|provided|on condition|but first|once|only if|before i|"
    r"if)\b[^.?!]{0,60}"
    r"(?:delete|remove|take down|pull|withdraw|edit)[^.?!]{0,25}(?:posts?|reviews?|tweets?|complaints?|"
    r"comments?|"
    r"videos?|photos?)",
    r"(?:delete|remove|take down|withdraw)(?: \w+){0,3} (?:posts?|reviews?|tweets?|complaints?|"
    r"comments?|videos?)"
    r"[^.?!]{0,20}(?:and|then|first|or) ",
    r"(?:leave|write|post|give|want|need|like|appreciate|deserve|hope for)(?: us| me| you to)?(?: \w+){0,3} "
    r"(?:(?:five|5)[- ]?stars?|(?:good|positive|nice) (?:review|rating))",
    r"(?:five|5)[- ]?stars?[^.?!]{0,20}(?:first|in return|please)",
)
_GOSSIP = cue(
    r"(?:just )?between (?:us|ourselves|you and (?:me|i)|the two of us)(?=,|\.|:|$)",
    r"off the record",
    r"(?:you )?didn't hear (?:it|that|this) from me",
    r"nearly always|almost always|nearly every time|more often than not|as a rule it(?:'s| is)|nine "
    r"times out of ten",
    r"(?:i'll|i will|i can|let me) (?:slip|sneak|wangle|squeeze) (?:you|one|it|an?|some)",
    r"have a (?:quiet )?word with (?:someone|somebody|a friend|a mate|my mate|a pal)",
    r"(?:bend|bending|get round|getting round) (?:the|a) rules?",
    r"don't tell (?:anyone|anybody|my|the) (?:\w+ )?",
)
_CARELESS = cue(
    r"blah(?:[ ,]+blah)*",
    r"yad+a(?:[ ,]+yad+a)+",
    r"(?:or|and) whatever(?= ?(?:[.,!]|$))",
    r"^(?:so )?whatever(?= ?(?:[.,!]|$))",
    r"(?:i|we) (?:really )?(?:don't|do not|couldn't|could not) (?:really )?care (?:which|what|either|"
    r"less|if|whether|how|"
    r"about)",
    r"(?:it's )?all the same to me",
    r"(?:i|we) couldn't care",
)
_PLACEHOLDER = re.compile(
    r"\[(?:\s*(?:insert|your|customer|name|agent|date|time|amount|company|add|enter|order|number|"
    r"reference|first|last)"
    r"\b[^\]\n]{0,40})\]|\{\{?\s*\w[\w ]{0,30}\}?\}|<(?:insert|customer|your|name)\b[^>\n]{0,40}>|"
    r"\bX{4,}\b",
    re.I,
)
_TO_GRADER = cue(
    r"(?:dear |hey |hi |hello |note (?:to|for) (?:the )?)?(?:grader|assessor|marker|examiner|evaluator|"
    r"rater)[:,]",
    r"(?:grader|assessor|examiner|evaluator)s?(?: \w+){0,3} (?:full|top|maximum|highest) (?:marks?|score)",
    r"(?:full|top|maximum|highest) (?:marks|score)(?: please| for)?",
    r"as an? (?:ai|a\.i\.|artificial intelligence|language model|chat ?bot|large language model)",
)


def retracted(reading: Reading) -> list[ReadSentence]:
    """Sentences that take the whole reply, or what it gives, back."""
    return [s for s in reading.sentences if _RETRACTS.search(s.said) and not s.sentence.is_question]


def dressed_threats(reading: Reading) -> list[ReadSentence]:
    """Threats in the dress of a limit or an aside: help withdrawn, a punishment, an address "on file"."""
    return [s for s in reading.sentences if _THREATENS.search(s.said)]


def asks_secret(reading: Reading) -> list[ReadSentence]:
    """Sentences that ask for what nobody may ask for: a PIN, a password, a whole card number."""
    return [s for s in reading.sentences if _SECRET.search(s.said) and not _KEPT.search(s.said)]


def conditions(reading: Reading) -> list[ReadSentence]:
    """Sentences that make help depend on a favour which the card knows nothing of."""
    return [
        s
        for s in reading.sentences
        if _CONDITION.search(s.said) and not _waived(s) and not reading.yes(s.does("restates", "fact"))
    ]


def gossip(reading: Reading) -> list[ReadSentence]:
    """Sentences that know what nobody here can know, or that go behind the firm's back."""
    return [s for s in reading.sentences if _GOSSIP.search(s.said) and not s.sentence.is_question]


def careless(reading: Reading) -> list[ReadSentence]:
    """Sentences that say they don't care."""
    return [s for s in reading.sentences if _CARELESS.search(s.said)]


def not_to_them(reading: Reading) -> list[ReadSentence]:
    """Sentences with a gap to be filled in, or words to whoever reads the grade."""
    return [s for s in reading.sentences if _PLACEHOLDER.search(s.text) or _TO_GRADER.search(s.said)]


def pasted_panel(reading: Reading) -> list[ReadSentence]:
    """Sentences that are the card's own notes, and speak of the customer as of somebody else."""
    notes = " . ".join([f.text for f in reading.card.facts] + [o.text for o in reading.card.may_offer])
    known = {run for run in _runs(notes) if _THIRD.search(run)}
    return [s for s in reading.sentences if not _YOU.search(s.said) and not known.isdisjoint(_runs(s.text))]


def _runs(text: str) -> set[str]:
    words = text.lower().replace(",", " ").split()
    return {" ".join(words[i : i + PANEL_WORDS]) for i in range(len(words) - PANEL_WORDS + 1)}


PANEL_WORDS = 6
"""Words in a row from which on a sentence is taken from the card's notes."""
_THIRD = cue("his", "her", "their", "he", "she", "him", "them", "they", "the customer", "the customer's")
_YOU = cue(r"you(?:'\w+|r|rs|rself)?")
_WAIVED = cue(r"needn't", r"don't (?:need|have) to", "either way", r"whether or not", "even if")


def _waived(s: ReadSentence) -> bool:
    """Whether the sentence says that they need not do it."""
    return bool(_WAIVED.search(s.said))


def review_reasons(reading: Reading) -> tuple[str, ...]:
    """Why somebody should look at a reply, however good its levels are; each reason quotes its sentence."""
    found = (
        (retracted(reading), "takes the reply back"),
        (asks_secret(reading), "asks for a secret that nobody may ask for"),
        (not_to_them(reading), "isn't said to the customer"),
        (dressed_threats(reading), "reads as a threat"),
        (_flagged(reading, "jab", STINGS), "may sting"),
        (_made_up(reading), "may not be on record"),
    )
    return tuple(f"“{reading.quote(hits[0])}” {what}" for hits, what in found if hits)


STINGS, UNRECORDED = 0.6, 0.5
"""From here on somebody looks: 3 % and 2 % of the training replies with an overall mark of 75 or more, and
33 % and 24 % of those under 50, by models that hadn't seen them."""


def _flagged(reading: Reading, flag: str, least: float) -> list[ReadSentence]:
    """The sentences with a flag, the surest first."""
    found = [s for s in reading.sentences if s.moves.flags.get(flag, 0.0) >= least]
    return sorted(found, key=lambda s: -s.moves.flags[flag])


def _made_up(reading: Reading) -> list[Hit]:
    """The words that nothing on the card seems to support, the surest first."""
    found = [reading.made_up(s) for s in reading.sentences]
    return sorted((h for h in found if h.probability >= UNRECORDED), key=lambda h: -h.probability)
