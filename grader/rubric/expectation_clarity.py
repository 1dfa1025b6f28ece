"""Expectation clarity: what happens next, who does it, by when, and what if it slips.

After Gneezy & Epley 2014 (breaking a promise costs, exceeding it buys little).
"""

from __future__ import annotations

from grader.rubric.acts import Act, acts
from grader.rubric.address import addressed
from grader.rubric.claims import overpromised
from grader.rubric.criterion import Criterion, Level
from grader.rubric.cues import TIME, cue
from grader.rubric.poison import retracted
from grader.rubric.reading import Reading, ReadSentence

_FALLBACK = cue(
    r"even if",
    r"even (?:with|when|though)",
    r"in case",
    r"whether",
    r"either way",
    r"otherwise",
    r"whatever",
    r"regardless",
    r"no matter",
    r"(?:\w+ed|\w+en|done|here|there|full|complete|answer|trace|finished|ready|in|late|known|yes|"
    r"news|good|through) or (?:not|no|late|it is not|otherwise|without|unfinished|bad|incomplete|"
    r"open|nothing)",
    r"(?:or|not|and) (?:to say|tell you|say)? ?(?:that )?(?:there is|there's|if there|they said|"
    r"with) (?:n[o']t?|none|nothing)\b",
    r"or (?:late|not)\b",
    r"or where (?:it|things) stands?",
    r"where (?:it|things|we|this|that) stands?",
    r"with (?:or without|no answer)",
    r"or without",
    r"if (?:it|that|this|there|they|he|she|you|nothing|anything|the \w+)(?: \w+)? ?(?:\w+n't|not|"
    r"late|slips?|fails?|is late|changes|goes wrong|comes back|hasn't|no)\b",
    r"if (?:it|there)'s (?:not|late|no|nothing|a delay)",
    r"(?:if|should) (?:it|anything|the \w+) (?:slip|change|fail|be late|not)",
    r"if not",
    r"or (?:why|tell you why|say why|that)",
    r"in any case",
    r"come what may",
    r"by then or",
    r"until then",
    r"no (?:news|answer|matter)",
    r"what(?:ever)? (?:he|she|they|it|the \w+)(?:'s| has| have)? (?:found|says?|said|finds?|is|are)",
    r"breeder or no \w+",
    r"\w+ or no \w+",
    r"nothing yet",
    r"if (?:she|he|it|they)(?:'s| is| are)? ?(?:isn't|not|aren't) ",
    r"unless",
    r"back-?up",
)
_OPEN_ENDED = cue(
    "or where",
    "whether",
    "either way",
    "if not",
    "stands",
    "update",
    "answer",
    "confirm",
    "unless",
    "or say",
    "or why",
    "or that",
    "or with",
    "if there is none",
    "if it is late",
    "even if",
    "finished or not",
)
_HEDGED = cue(
    "aim to",
    "hopefully",
    r"should (?:hopefully|be|get|have|hear)",
    "try to",
    "hope to",
    "might",
    "may take",
    "expect to",
    r"all being well",
    "i'd imagine",
)
_CONTACT = cue(
    r"(?:i|we)(?:'ll| will|'m going to)? (?:\w+ ){0,3}(?:ring|call|phone|e-?mail|write|text|message|"
    r"post|confirm|tell|update|let you know|be (?:back|in touch)|check|come back|report|look|reply|"
    r"revert|speak)\w*",
    r"you(?:'ll| will) (?:hear|have|get|read|see|receive)",
    r"my (?:call|e-?mail|message)",
    r"(?:she|he|they|[a-z]+)(?:'ll| will)? (?:ring|call|phone|write|e-?mail|contact)s?(?: to)? you",
    r"(?:goes|go) up here",
    r"in this (?:chat|thread|call)",
)


_OUTCOME = cue(
    r"with (?:the|your|a|our|their) (?:decision|result|results|answer|outcome|refund|date|solution)",
    r"(?:fixed|resolved|settled|solved|sorted)",
    r"have (?:the|your|a) (?:decision|result|answer)",
)


def judge(reading: Reading) -> Level:
    """Level 2: step, owner and time; a fallback where the outcome is uncertain."""
    edit = _edit(reading)
    spoken = addressed(reading)
    if gone := retracted(reading):
        reason = f"“{reading.quote(gone[0])}” takes it all back."
        return reading.level(0, reason, gone[:1], "Leave it out.", final=True)
    over = overpromised(reading, spoken)
    if over:
        reason = f"“{reading.quote(over[0].at)}” promises what nobody can be sure of."
        edit = f"Promise only what is in your own hands. {edit}"
        return reading.level(0, reason, over[:1], edit, final=True)
    steps = [a for a in acts(reading, spoken) if not _over_already(a)]
    if not steps:
        return reading.level(0, "They don't learn what happens next.", (), edit)
    timed = [a for a in steps if a.timed and not a.vague]
    firm = [a for a in timed if not (_HEDGED.search(a.at.said) and a.actor == "other")]
    if not firm:
        if timed:
            return reading.level(
                1, f"“{reading.quote(timed[0].at)}” is a hope, not a time.", [timed[0].at], edit
            )
        shown = next((a for a in steps if _CONTACT.search(a.at.said)), steps[0])
        return reading.level(1, f"“{reading.quote(shown.at)}” has no time to hold on to.", [shown.at], edit)
    owned = [a for a in firm if a.actor in ("i", "we") or reading.yes(a.allowed)]
    if not owned:
        reason = f"“{reading.quote(firm[0].at)}” is a time, but nobody answers for it."
        return reading.level(1, reason, [firm[0].at], edit)
    best = max(owned, key=lambda a: (bool(_CONTACT.search(a.at.said)), a.at.speaks_of("next_step")))
    open_ended = _needs_fallback(reading) and not any(_falls_back(s) for s in spoken)
    if open_ended and not any(_checks_in(a) for a in owned):
        reason = (
            f"“{reading.quote(best.at)}” is a time; they don't learn what happens if it isn't settled by "
            "then."
        )
        return reading.level(1, reason, [best.at], "Add what you'll do or say if it isn't settled by then.")
    return reading.level(
        2, f"“{reading.quote(best.at)}” tells them what comes, from whom and when.", [best.at]
    )


def _edit(reading: Reading) -> str:
    step = reading.card.next_step
    if step is None:
        return "Say what happens next, who does it and by when."
    who = "yours" if step.owner in ("agent", "the agent") else f"for {step.owner}"
    return (
        f"Say what happens next, who does it and by when. The next step here is {who}: "
        f"{step.text.rstrip('.')}. When: {step.by.rstrip('.')}."
    )


_DONE = cue(r"(?:i|we)(?:'ve| have)")


def _over_already(act: Act) -> bool:
    """Whether the act lies behind them, so that it says nothing about what comes."""
    text = act.at.said
    return bool(_DONE.search(text)) and act.actor in ("i", "we") and not _ahead(text)


_AHEAD = cue(
    "will",
    "'ll",
    r"\w+'ll",
    "going to",
    "by",
    "due",
    "until",
    "comes",
    "arrives",
    "takes",
    "tomorrow",
    "there",
    "gets?",
)


def _ahead(text: str) -> bool:
    return bool(_AHEAD.search(text))


def _falls_back(s: ReadSentence) -> bool:
    """Whether the sentence says what happens if things aren't settled in time."""
    return bool(_FALLBACK.search(s.said)) and (
        bool(TIME.search(s.said)) or bool(_CONTACT.search(s.said)) or s.speaks_of("next_step") >= 0.3
    )


def _checks_in(act: Act) -> bool:
    """Whether they'll hear from us at a time, without being promised how things will have turned out."""
    return bool(_CONTACT.search(act.at.said)) and not _OUTCOME.search(act.at.said)


def _needs_fallback(reading: Reading) -> bool:
    """Whether the card's own next step leaves the outcome open."""
    step = reading.card.next_step
    return bool(step and _OPEN_ENDED.search(f"{step.text} {step.by}".lower()))


CRITERION = Criterion(
    id="expectation_clarity",
    title="says what comes next",
    definition="Say what happens next, who does it and by when; and what if it slips.",
    checks=(
        "Is the next step named?",
        "Does somebody own it?",
        "Is there a time or an honest range?",
        "Is there a fallback where the outcome is open?",
    ),
    source="Gneezy & Epley 2014",
    judge=judge,
    helps=(
        "the next step",
        "gives_time",
        "gives_time again",
        "states_next_step",
        "states_next_step again",
    ),
    beside=(
        "commits_action",
        "says no",
        "limit explained",
        "an offer",
        "deals with the case",
    ),
    hurts=(
        "any overpromise",
        "another case",
        "no reply",
        "forbidden offer",
        "given away",
        "jab",
        "any meta",
        "any dismissal",
        "much hollow",
        "much jab",
        "much cold",
        "from the notes",
        "much meta",
    ),
)
