"""Options that leave nothing to choose: the one thing or nothing, or what they are suffering already."""

from __future__ import annotations

from collections.abc import Iterable

from grader.rubric.cues import cue
from grader.rubric.reading import Reading, ReadSentence

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
    rf"or else{_END}",
    r"(?:that's|it's) (?:all|the best) you(?:'ll| will| are|'re)? get",
    r"(?:you have|you've got|there is|there's|you'll have) no (?:other )?choice",
    r"(?:both|either(?: one)?|all) (?:leads?|comes?|ends?)(?: out)? (?:to |in |up )?(?:at )?"
    rf"the same(?: thing| place)?{_END}",
    rf"(?:comes|amounts) (?:out |to )?the same{_END}",
)
_OPEN_QUESTION = cue(r"whether [^.?!]{1,80}? or not")
"""No option, but an "or not" that belongs to "whether"."""


def empty_options(reading: Reading, spoken: Iterable[ReadSentence]) -> list[ReadSentence]:
    """The sentences of `spoken` with an option that is none; an "or" of a limit set on abuse is no option."""
    return [
        s
        for s in spoken
        if _EMPTY.search(_OPEN_QUESTION.sub("", s.said))
        and not (reading.card.abuse != "none" and reading.yes(s.moves.probabilities["boundary"]))
    ]
