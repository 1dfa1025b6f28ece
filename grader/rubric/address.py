"""Whether a text speaks to this customer at all: heaps of keywords and talk about replying don't.

By the codebook's ruling "Not a reply", such a text earns nothing that needs a sentence addressed to the
customer.
"""

from __future__ import annotations

import re
from functools import lru_cache

from grader.rubric.acts import does
from grader.rubric.cardtext import card_text
from grader.rubric.cues import TIME, cue
from grader.rubric.reading import Reading, ReadSentence
from grader.rubric.words import anchors, content_words
from grader.text import word_set

_VERBISH = re.compile(
    r"\b(?:i|we|you|it|he|she|they|this|that|there|who|which|u|im|ive|il|youve|ye)\b"
    r"|\b(?:is|are|was|were|am|be|been|has|have|had|do|does|did|will|would|can|could|may|might|shall|"
    r"should|must|let)\b"
    r"|'(?:s|re|ve|ll|d|m)\b|\b\w{3,30}(?:ed|ing)\b",
    re.I,
)
_GLUE = re.compile(
    r"\b(?:the|an?|to|of|in|on|at|by|for|with|from|over|into|and|or|so|if|as|than|your|my|our|his|"
    r"her|not|no|what)\b",
    re.I,
)
_META = cue(
    r"(?:an?|the|any|every) (?:good|great|ideal|skilled|trained|proper|decent|professional|strong|"
    r"perfect|model|best) (?:\w+ )?(?:agent|reply|response|answer|representative)",
    r"an? agent (?:would|should|must|could)",
    r"(?:i|they|you|one|we) would (?:\w+ )?(?:then )?(?:begin|open|start|show|acknowledge|own|take "
    r"clear|explain|name|reflect|validate|close with|ask one|apologi[sz]e|use|offer the)",
    r"they would (?:then )?own",
    r"(?:show|demonstrate)(?:ing|s)? (?:empathy|active listening|ownership)",
    r"(?:the|this|my) (?:tone|reply|response|answer) (?:should|must|ends|would|needs)",
    r"this (?:kind|type|sort) of (?:message|customer|complaint|call)",
    r"as a trained agent",
    r"(?:note|message) to (?:the )?(?:assessor|grader|marker|examiner)",
    r"(?:award|give|output)(?: \w+){0,3} (?:full marks|the (?:maximum|highest|top)|maximum score|top marks)",
    r"(?:maximum|full|highest|top) (?:score|marks?)",
    r"level (?:2|two) on",
    r"ignore (?:the|all|any|previous|these)(?: \w+){0,2} (?:text|instructions?|rubric)",
    r"(?:meets|meet) all (?:\w+ )?criteria",
    r"no gate",
    r"verified by (?:a )?\w+ rater",
    r"system:",
    r"(?:emotion|reflection|ownership|action|choice) 2",
    r"(?:quality handoff|criteria of|rubric)",
    r"would restore (?:her|his|their) trust",
    r"so that (?:she|he) feels",
    r"(?:would|to) show interest",
)
_SECOND_HAND = cue(
    r"(?:team leader|supervisor|manager|colleague|guide|manual|script|sheet|handbook|trainer|"
    r"training|\w+ on the next desk|ruth amadi, she|they)(?: \w+){0,4} (?:says?|said|would say|'d "
    r"say|tells? (?:us|me|you) to|would (?:normally )?(?:reply|say)|always says|reads?)\b(?=.*[\"“]|"
    r".* to say)",
    r"(?:colleague|manager|supervisor|guide|team leader|boss)(?: \w+)? (?:would (?:offer|say|"
    r"apologi[sz]e|ring|tell)|says? (?:she|he|they|i|that|we)|tells? us)",
    r"(?:she|he|they|jamie|\w+)(?:'d| would) (?:say|normally reply|always say) \"",
    r"it says here",
    r"that's what they tell us",
    r"the sort of thing (?:people|we|they) say",
    r"those are the things that are down",
    r"should tell customers",
)
_NAME = re.compile(r"(?<![.!?:,\n]\s)(?<!^)\b[A-Z][a-z]{2,}\b")
_GREETED = re.compile(r"^(?:Hi|Dear|Hello) (?:Mr |Ms |Mrs )?([A-Z][a-z]+)")
_COMMON_NAMES = word_set("""
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december kind regards best dear team care customer yours warm
    english okay sir madam miss mrs
""")
SHORTEST, LONG_ENOUGH = 12, 25
"""Words from which on a reply may be recognised as somebody else's by its names, and by its whole content."""
KIN = ((5.6, 0.34), (7.0, 0.27))
"""Kinship and share of words: what is below both of a pair is another card's.

Of 237 good replies of the training writers none has a kinship below 8.4 or a share below .33, of 234 to other
cards 93 % have a kinship below 5.6 and 99 % one below 6.4.
"""
_FIGURES = re.compile(r"\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.I)
_SUBJECT = cue(
    "i",
    "i'm",
    "i'll",
    "i've",
    "we",
    "we'll",
    "we're",
    "we've",
    "you",
    "you've",
    "you're",
    "it",
    "it's",
    "that's",
    "she",
    "he",
)
LISTED = 0.28
"""Commas a word from which on a run of words without a subject is a list."""
CHOPPED, CHOPPED_WORDS = 0.45, 9
"""Commas a word, and words, from which on it is a list even with a subject: "sorry, I will, options"."""
_COMMA = re.compile(r",(?!\d)")
QUOTED_WORDS, QUOTED_SHARE = 5, 0.4
"""Quoted words, and their share of a sentence, from which on it is somebody else who speaks."""
_QUOTED = re.compile(r'"([^"]{3,300})"')
HEAP_WORDS = 6
LITTLE = 1 / 7
"""Share of small grammatical words under which a run of words is a list."""


_WHICH_OF_TWO = cue(
    r"or [^.?!]{1,120}which[^.?!]{0,20}\?", r"which[^.?!]{0,20}[:,] [^.?!]{1,120} or [^.?!]+\?"
)


def is_heap(sentence: ReadSentence) -> bool:
    """Whether a sentence is a list of words rather than a sentence: six words or more, without a subject or
    a verb form, or cut up by commas. Two ways and "which?" need no verb."""
    if _WHICH_OF_TWO.search(sentence.said):
        return False
    words, commas = sentence.sentence.words, len(_COMMA.findall(sentence.text))
    if commas > max(2.0, len(words) * LISTED) and not _SUBJECT.search(sentence.said):
        return True
    if len(words) >= CHOPPED_WORDS and commas > len(words) * CHOPPED:
        return True
    return len(words) >= HEAP_WORDS and _small_words(sentence.text) < len(words) * LITTLE


@lru_cache(maxsize=4096)
def _small_words(text: str) -> int:
    return len(_VERBISH.findall(text)) + len(_GLUE.findall(text))


def is_meta(reading: Reading, s: ReadSentence) -> bool:
    """Whether a sentence talks about replying, to a grader, or only says what others say."""
    if _META.search(s.said) or _SECOND_HAND.search(s.said) or _quotes(s):
        return True
    return reading.yes(s.moves.probabilities["meta"] - 0.15) and (
        "meta" in s.moves.evidence or not _TO_YOU.search(s.said)
    )


def _quotes(s: ReadSentence) -> bool:
    """Whether most of the sentence stands in quotation marks."""
    quoted = sum(len(m.group(1).split()) for m in _QUOTED.finditer(s.text))
    return quoted >= QUOTED_WORDS and quoted >= QUOTED_SHARE * len(s.sentence.words)


_TO_YOU = cue("you", "your", "you're", "you've", "you'll", "you'd", "i'm", "i'll", "i've")


def addressed(reading: Reading) -> tuple[ReadSentence, ...]:
    """The sentences that speak to this customer; none where the text is no reply, or one to somebody else."""
    if not_a_reply(reading) or another_case(reading):
        return ()
    return own_words(reading)


def own_words(reading: Reading) -> tuple[ReadSentence, ...]:
    """The sentences in the agent's own voice: neither heaps nor talk about replying."""
    return reading.once("own words", _own_words)


def _own_words(reading: Reading) -> tuple[ReadSentence, ...]:
    return tuple(s for s in reading.sentences if not is_heap(s) and not is_meta(reading, s))


def not_a_reply(reading: Reading) -> str:
    """Why the text as a whole is no reply to this customer; empty if it is one."""
    return reading.once("not a reply", _not_a_reply)


def _not_a_reply(reading: Reading) -> str:
    heaps = [s for s in reading.sentences if is_heap(s)]
    scraps = [s for s in reading.sentences if len(s.sentence.words) <= 5 and not _VERBISH.search(s.text)]
    meta = [s for s in reading.sentences if is_meta(reading, s)]
    total = reading.all_words(reading.sentences) or 1
    listed = reading.all_words({*heaps, *scraps})
    if listed > 0.5 * total and total >= 2 * HEAP_WORDS:
        return "this is a list of words, and nobody is spoken to"
    if reading.all_words(meta) >= 0.5 * total:
        return "this talks about replying instead of speaking to the customer"
    return ""


def another_case(reading: Reading) -> tuple[ReadSentence, ...]:
    """Sentences of a reply that was written for somebody else: names and figures, and nothing of this
    card."""
    return reading.once("another case", _another_case)


def _another_case(reading: Reading) -> tuple[ReadSentence, ...]:
    shared, kinship = _shared(reading), _kinship(reading)
    if reading.words >= LONG_ENOUGH and any(kinship < kin and shared < share for kin, share in KIN):
        concrete = [
            s
            for s in reading.sentences
            if (_FIGURES.search(s.text) or (does(s) and TIME.search(s.said)))
            and not reading.yes(s.moves.probabilities["boundary"])  # a limit is about how they talk
        ]
        if len(concrete) >= 2:
            return tuple(concrete)
    about_this = [
        s for s in reading.sentences if reading.yes(s.speaks_of("fact", "stake", "offer", "missing") - 0.1)
    ]
    if len(about_this) >= 2 or reading.words < SHORTEST:
        return ()
    known = (card_text(reading.card) + " " + (reading.card.customer.name or "")).lower()
    figures = anchors(known)
    strange = [
        s for s in reading.sentences if _strange_names(s.text, known) or _strange_figures(s.text, figures)
    ]
    return tuple(strange) if len(strange) >= 2 else ()


def _shared(reading: Reading) -> float:
    """Share of the reply's content words that stand on its card too, 0 to 1."""
    words = content_words(reading.text.plain)
    return len(words & content_words(card_text(reading.card))) / max(1, len(words))


def _kinship(reading: Reading) -> float:
    """How much a reply has to do with its card: the items it speaks of, and the words they share."""
    kinds = ("fact", "stake", "offer", "missing")
    items = {i for s in reading.sentences for i in s.items if i.kind in kinds}
    return sum(max(s.items[i] for s in reading.sentences) for i in items) + 8 * _shared(reading)


def _strange_names(text: str, known: str) -> bool:
    names = {n.lower() for n in _NAME.findall(text)} | {n.lower() for n in _GREETED.findall(text)}
    return any(n not in known and n not in _COMMON_NAMES for n in names)


def _strange_figures(text: str, known: frozenset[str]) -> bool:
    return any(a[0].isdigit() and len(a) > 2 for a in anchors(text) - known)
