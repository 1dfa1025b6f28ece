"""Options that leave nothing to choose: the one thing or nothing, or what they are suffering already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from grader.cards import Card
from grader.rubric.cues import TIME, cue
from grader.rubric.matching import card_items
from grader.rubric.reading import Reading, ReadSentence
from grader.rubric.words import anchors, content_words

_END = r"(?= *(?:[.;:!?,]|$))"
_YOU = (
    r"(?:you |he |she |they |else |else you )?(?:(?:can|could|may|might) )?(?:simply |just |always |also )?"
)
_THINGS = r"(?:it|that|this|things|everything)"
_EMPTY = cue(
    rf"or {_YOU}(?:don't|skips?|loses?|go(?:es)? without|hang on to|explain to)\b(?! (?:later|by|at))",
    rf"or {_YOU}(?:leaves?|keeps?|forget|close|wait|decline|refuse|carry on|do nothing|say no|walk away)"
    rf"(?: (?:it|them|what you have|things|everything))?{_END}",
    rf"or {_YOU}(?:do without|make do|put up with|live with|take your chances|go elsewhere|get nothing|"
    r"have nothing|see what (?:happens|becomes)|carry on (?:as|without)|sit (?:it out|there|tight)|"
    r"stay (?:with|shut|put)|(?:sit|stay) in the (?:dark|cold)|remain without)\b",
    rf"or {_YOU}(?:(?:stay|remain|sit|wait|keep {_THINGS}|leave {_THINGS}) (?:[\w']+ ){{0,4}})"
    r"(?:as|where) (?:you|it|they|things)\b",
    rf"or {_YOU}(?:stay|sit|wait|carry on|keep) (?:[\w']+ ){{0,6}}(?:with nothing|without)\b",
    rf"or {_YOU}let (?:{_THINGS}|the \S+) (?:run|take|go|ride|stand|lie|be)\b",
    rf"or (?:shall |should |does )?(?:{_THINGS}|the \w+) (?:can |may )?(?:just )?"
    rf"(?:goes on|(?:stays?|remains?)(?: (?:as|where|what|shut|closed|dark|cold)\b|{_END}))",
    rf"or (?:nothing|not)(?: at all)?{_END}",
    r"or (?:you )?(?:(?:can|could|may) )?(?:ring|call|chase|phone|write to|contact|ask|sort|deal with|find) "
    r"(?:[\w' ]{1,40} )?yourself",
    rf"or {_YOU}(?:try|find|look for|go to) (?:another|a different) (?:bank|hotel|shop|provider|firm){_END}",
    rf"or (?:else )?(?:you can )?(?:\w+ )?(?:somewhere else|elsewhere){_END}",
    r"(?:accept|agree)\b[^.?!]{0,40} or (?:you can )?(?:close|leave|cancel)\b",
    r"or (?:we|i)(?:'ll| will)? (?:close|cancel|end|hang|put the phone)",
    r"two,? you don't",
    r"either you (?:write|behave|calm|accept|pay|take it)",
    r"take it or leave it",
    r"or else(?= *(?:[.;!?]|$))",
    r"(?:that's|it's) (?:all|the best) you(?:'ll| will| are|'re)? get",
    r"(?:you have|you've got|there is|there's|you'll have) no (?:other )?choice",
    r"(?:both|either(?: one)?|all) (?:leads?|comes?|ends?)(?: out)? (?:to |in |up )?(?:at )?"
    rf"the same(?: thing| place)?{_END}",
    rf"(?:comes|amounts) (?:out |to )?the same{_END}",
)
_OPEN_QUESTION = cue(r"whether [^.?!]{1,80}? or not")
"""No option, but an "or not" that belongs to "whether"."""
_OR = re.compile(r"(?:[,;.]|\s-)?\s+or(?: else)?,?\s+", re.I)
_NO_SIDES = re.compile(
    r"\b(?:or (?:so|not|where|no)|(?:an?|one|two|three) (?:\w+ )?or (?:two|three|four))\b", re.I
)
"""An "or" that puts nothing beside anything."""
_LEAD_IN = re.compile(r"^[^:]*:\s(?=.*\bor\b)", re.I)
_CHANNEL = cue(
    r"(?:ring|rang|call|phone|e-?mail|write|wrote|text|message|post|letter|chat|video|in person|here|dm)\w*"
)
"""How somebody is reached, which may be left to them wherever something may be given."""
_GIVEN = ("offer", "handoff")
_CHOOSING = 0.3
"""Probability from which on a sentence with "or" in it, or the one after it, may leave something to them."""


def empty_options(reading: Reading, spoken: Iterable[ReadSentence]) -> list[ReadSentence]:
    """The sentences of `spoken` with an option that is none; an "or" of a limit set on abuse is no option."""
    return [
        s
        for s in spoken
        if _EMPTY.search(_OPEN_QUESTION.sub("", s.said))
        and not (reading.card.abuse != "none" and reading.yes(s.moves.probabilities["boundary"]))
    ]


def weaker_side(reading: Reading, spoken: Sequence[ReadSentence]) -> tuple[float, ReadSentence | None]:
    """How little of what may be given stands in the second-best side of an "or", 0 to 1, and where.

    Of several choices the best one counts; 0 where no sentence has two sides. By words, figures and times
    alone: a side that only differs in its time or channel is one.
    """
    found = [
        (1.0 - sorted(_kept(side, reading.card) for side in sides)[-2], s)
        for k, s in enumerate(spoken)
        if len(sides := _sides(spoken, k)) > 1 and _may_choose(spoken[k : k + 2])
    ]
    return min(found, key=lambda x: x[0], default=(0.0, None))


def _may_choose(near: Sequence[ReadSentence]) -> bool:
    moves = ("hands_over_choice", "offers_option")
    return any(s.moves.probabilities[m] >= _CHOOSING for s in near for m in moves)


def _sides(spoken: Sequence[ReadSentence], place: int) -> list[str]:
    """What a sentence puts beside each other with "or"; one that begins with it belongs to the one before."""
    text = spoken[place].text
    if place and re.match(r"or\b", text, re.I):
        text = f"{spoken[place - 1].text} {text}"
    text = _LEAD_IN.sub("", _NO_SIDES.sub(" ", text))
    if not re.search(r"\bor\b", text, re.I):
        return []
    return [side for part in _OR.split(text) if (side := part.strip(" ?.!,;"))]


def _kept(side: str, card: Card) -> float:
    """Share of a side's words, figures counting half an offer, that one thing which may be given has too."""
    words = content_words(TIME.pattern.sub(" ", _CHANNEL.pattern.sub(" ", side.lower())))
    if len(words) <= 1 and (TIME.search(side) or _CHANNEL.search(side.lower())):
        return 1.0
    figures = anchors(side)
    given = [content_words(i.text) for i in card_items(card) if i.kind in _GIVEN]
    known = [anchors(i.text) for i in card_items(card) if i.kind in _GIVEN]
    shares = (
        len(words & theirs) / max(1, min(len(words), len(theirs))) + len(figures & marks) / 2
        for theirs, marks in zip(given, known, strict=True)
    )
    return min(1.0, max(shares, default=0.0))
