"""Options that leave nothing to choose: the one thing or nothing, or what they are suffering already."""

from __future__ import annotations

from collections.abc import Iterable

from grader.rubric.cues import cue
from grader.rubric.reading import Reading, ReadSentence

_EMPTY = cue(
    r"or (?:you |he |she |they |else )?(?:can |could )?(?:don't|skips?|stay (?:with|shut|as)|"
    r"loses?|leave it|keep (?:it|what)"
    r"|go without|hang on to|find another|explain to)\b(?! (?:later|by|at))",
    r"(?:take|have) (?:it|the [^.?!]{1,30}),? or not",
    r"two,? you don't",
    r"either you (?:write|behave|calm|accept|pay|take it)",
    r"or nothing",
    r"take it or leave it",
    r"or (?:you can |else you )?(?:close|leave|lose|forget|go elsewhere|wait)\b",
    r"or (?:we|i)(?:'ll| will)? (?:close|cancel|end|hang|put the phone)",
    r"or (?:you )?get nothing",
    r"or (?:else|don't)",
    r"or (?:else )?(?:you can )?(?:\w+ )?(?:somewhere else|elsewhere|another (?:bank|hotel|shop|"
    r"provider|firm))",
    r"(?:that's|it's) (?:all|the best) you(?:'ll| will| are|'re)? get",
    r"no (?:other )?choice",
    r"or (?:you |he |she |they )?(?:(?:can|could|may|might) )?(?:simply |just |always |also )?"
    r"(?:do without|do nothing|carry on|sit (?:it|there|in|tight|on)|stay (?:as|where|put|in|there|like)|"
    r"remain|make do|put up|live with|see what|take your chances|let (?:it|things|that|the)|say no|"
    r"decline|refuse|walk away|leave (?:things|that|everything)|have nothing)\b",
    r"or (?:it|that|this|things|everything|the \w+) (?:can |may )?(?:stays?|goes on|runs? on|remains?)\b",
    r"or (?:nothing|not)(?: at all)?(?= *(?:[.;:!?,]|$))",
    r"or (?:you )?(?:(?:can|could|may) )?(?:ring|call|chase|phone|write to|contact|ask|sort|deal with|find) "
    r"(?:[\w' ]{1,40} )?yourself",
    r"or (?:stay|keep|sit|remain|wait|carry on|stick) (?:[\w' ]{0,40})?(?:as (?:you|it|they) (?:are|is|were)|"
    r"without|in the (?:dark|cold))",
    r"(?:both|either(?: one)?|all) (?:lead|leads|come|comes|end|ends)(?: out)? (?:to |in |up )?(?:at )?"
    r"the same(?: thing| place)?",
    r"(?:comes|amounts) (?:out |to )?the same",
)


def empty_options(reading: Reading, spoken: Iterable[ReadSentence]) -> list[ReadSentence]:
    """The sentences of `spoken` with an option that is none; an "or" of a limit set on abuse is no option."""
    return [
        s
        for s in spoken
        if _EMPTY.search(s.said)
        and not (reading.card.abuse != "none" and reading.yes(s.moves.probabilities["boundary"]))
    ]
