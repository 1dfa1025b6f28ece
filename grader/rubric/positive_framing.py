"""Positive framing: leads with what can be done; says a limit plainly, with reason and alternative,
without spin.

House rule after the codebook; a limit is still said plainly, and cheer at somebody in distress backfires.
"""

from __future__ import annotations

import re
from functools import lru_cache

from grader.rubric.acts import acts
from grader.rubric.address import addressed, not_a_reply
from grader.rubric.asks import asks_for_choice
from grader.rubric.criterion import Criterion, Level
from grader.rubric.cues import cue
from grader.rubric.matching import CardItem, card_items, match_items
from grader.rubric.reading import Reading, ReadSentence
from grader.rubric.words import content_words
from grader.text import read_text

_CHEER = re.compile(
    r"\b(?:no worries at all|happy days|awesome|yay|amazing news|have a (?:great|wonderful|fantastic|"
    r"lovely|amazing)"
    r" (?:day|one|weekend)|super excited|delighted|woohoo|fantastic|good luck with)\b|[🎉😊😀😄🥳🙌✨💖🥂]|"
    r"!\s*!",
    re.I,
)
_LIMIT = cue(
    r"(?:aren't|isn't|not) (?:ours|mine|yours|something)(?: to)?",
    r"no (?:money|taxi|crew|refund|supervisor|voucher|cash) (?:for|today|sooner|on)",
    r"(?:i|we|that|it|nobody|they)(?: \w+)? ?(?:can't|cannot|can not|can no longer|couldn't|am not "
    r"able|am unable|are unable|'m not able|'re not able|won't be able|may not|can do no)",
    r"(?:i'm|i am|we're|we are) (?:not allowed|not able|unable|not permitted)",
    r"(?:isn't|is not|not) (?:possible|available|something i can|mine to|up to me|allowed|in my "
    r"(?:power|gift))",
    r"(?:i|we) (?:don't|do not) (?:have (?:the|a|any) (?:right|power|date|answer|reason)|get to)",
    r"(?:i|we) (?:won't|will not|wouldn't)\b(?! (?:stop|rest|forget|let|leave))",
    r"(?:no date|no promise|not yet)",
    r"the (?:most|furthest|limit) (?:i|we|that)",
    r"half is (?:the most|what)",
    r"out of (?:my|our) (?:hands|power)",
    r"(?:stays|stay) on (?:until|till)",
    r"only (?:once|when|after)",
    r"can only",
    r"unable to",
)
_RECITAL = cue(
    r"(?:as )?per (?:our |the |company )?(?:\w+ )?(?:policy|policies|terms|procedure|guidelines)",
    r"according to (?:our |the )?(?:\w+ )?(?:policy|terms|procedure)",
    r"policy (?:states|is|does)",
    r"under our (?:terms|conditions)",
    r"our (?:terms|conditions) (?:state|say)",
)
_TURN = cue("but", "instead", "can", "though")
_BECAUSE = cue(
    r"(?:\w+ )?(?:decides?|does that|handles?|rules? on)",
    r"(?:no|nobody|none) \w+ (?:sooner|free|left)",
    r"(?:are|is) (?:all )?(?:out|gone|away|booked|sold|broken|welded)",
    r"and (?:we|i|nobody) (?:don't|doesn't|do not) (?:know|have)",
    "unless",
    "because",
    "since",
    r"as (?:the|it|they|he|she|we|you|your|i|a|our|cover|access|only|nobody|nothing|that|there|this|power)",
    r"so (?:i|we|that) (?:can't|can|couldn't|don't)",
    "that's why",
    "which is why",
    "the reason",
    "until",
    "ended",
    "nothing free",
    r"fully booked",
    r"(?:is|are) (?:full|taken)",
    r"has to",
    r"have to",
    r"needs? (?:a|the|to|two|your)",
    r"rules?",
    r"guards?",
    r"protects?",
    r"to (?:protect|guard|keep)",
    r"(?:decided|based|rests|depends|hinges) on",
    r"the most (?:i|we)",
    r"(?:i'm|we're|am|are) (?:not )?allowed",
    r"limited to",
    r"only (?:the|our|she|he|once|after|when|they)",
    r"hasn't (?:been|given|released)",
    r"haven't (?:been|got|reached|seen)",
    r"nobody has",
    r"no one has",
    r"none (?:have|has)",
    r"not yet",
    r"first",
    r"before (?:the|a|it|we|i|any)",
    r"without (?:the|a|them|it|that)",
    r"must (?:be|have)",
    r"used",
    r"not (?:permitted|allowed)",
    r"don't have (?:the|a)",
    "given",
    "otherwise",
    "cover",
)
DEMANDED = 0.6
ENOUGH_OF_A_FACT = 2
"""Content words shared with a fact, from which on it is spoken of."""


def judge(reading: Reading) -> Level:
    """Level 2: the limit, if there is one, said plainly with a short reason and an available path."""
    spoken = addressed(reading)
    edit = _edit(reading)
    if why := not_a_reply(reading):
        return reading.level(0, f"It offers no way forward: {why}.", (), edit, final=True)
    cheer = [s for s in spoken if _CHEER.search(s.text)]
    if cheer and reading.card.heat >= 2:
        reason = f"“{reading.quote(cheer[0])}” is too cheerful for somebody in this state."
        return reading.level(0, reason, cheer[:1], "Take the cheer out and say what you can do.")
    ways = _ways(reading, spoken)
    limits = [s for s in spoken if _says_limit(reading, s)]
    cold = [
        h for h in reading.hits("dismissal", "sarcasm", "blame", "insult", within=spoken) if reading.sure(h)
    ]
    if limits:
        return _judge_limit(reading, limits, ways, edit)
    if not ways:
        if cold:
            reason = f"“{reading.quote(cold[0])}” closes the door."
            return reading.level(0, reason, cold[:1], edit, final=True)
        return reading.level(0, "There's nothing here that can be done.", (), edit)
    if cold:
        reason = f"There's a way forward, but “{reading.quote(cold[0])}” spoils it."
        edit = "Leave the cold sentence out."
        return reading.level(1, reason, [*ways[:1], cold[0].at], edit, final=True)
    if _refusal_due(reading):
        reason = "They asked for something that you can't give, and you never say so."
        return reading.level(1, reason, ways[:1], edit, final=True)
    return reading.level(2, f"“{reading.quote(ways[0])}” leads with what can be done.", ways[:1])


def _edit(reading: Reading) -> str:
    barred = [o.text.rstrip(".") for o in reading.card.may_not_offer]
    paths = [o.text.rstrip(".") for o in reading.card.may_offer]
    if not barred or not paths:
        return "Lead with what you can do."
    return (
        f"Say plainly what you can't do, why, and what you can do instead. Not allowed: {barred[0]}. "
        f"Allowed: {paths[0]}."
    )


def _says_limit(reading: Reading, s: ReadSentence) -> bool:
    p = s.moves.probabilities
    if reading.yes(p["sarcasm"]) or "states_limit" in s.moves.vetoed:
        return False
    barred = reading.yes(s.speaks_of("forbidden"))
    return (
        (bool(_LIMIT.search(s.said)) and (barred or reading.yes(p["states_limit"])))
        or (reading.yes(p["states_limit"]) and barred)
        or bool(_RECITAL.search(s.said))
    )


def _judge_limit(reading: Reading, limits: list[ReadSentence], ways: list[ReadSentence], edit: str) -> Level:
    main = [s for s in limits if reading.yes(s.speaks_of("forbidden"))] or limits
    order = list(reading.sentences)
    near = {order.index(s) + d for s in main for d in (-1, 0, 1)}
    around = [s for i, s in enumerate(order) if i in near]
    firm = [f.id for f in reading.card.facts if f.said_by != "customer" and f.kind in ("rule", "cause")]
    why = [
        s
        for s in around
        if _BECAUSE.search(s.said)
        or (s not in main and _known(reading, s, firm))
        or (s in main and _reason_after(reading, s, firm))
        or (reading.yes(s.moves.probabilities["gives_reason"]) and s in main)
    ]
    recital = any(_RECITAL.search(s.said) for s in main)
    ways = [w for w in ways if w not in main or _TURN.search(w.said)]
    if not ways and (recital or not why):
        reason = f"“{reading.quote(main[0])}” is a bare no."
        return reading.level(0, reason, main[:1], edit, final=True)
    if why and ways and not recital:
        return reading.level(
            2, "You say the limit plainly, with the reason, and what you can do.", [*main[:1], *ways[:1]]
        )
    if why and ways:
        reason = f"“{reading.quote(main[0])}” gives a rule for a reason."
        return reading.level(
            1, reason, main[:1], "Give the reason in human words: what the rule is there for."
        )
    lacking = "why" if ways else "what you can do instead"
    reason = f"“{reading.quote(main[0])}” is plain, but you don't say {lacking}."
    return reading.level(1, reason, main[:1], edit, final=not ways or not _reason_beside(reading, main[0]))


def _reason_beside(reading: Reading, limit: ReadSentence) -> bool:
    """Whether the limit or a sentence beside it may give a reason."""
    place = reading.sentences.index(limit)
    return reading.says_within(reading.sentences[max(0, place - 1) : place + 2], "gives_reason")


def _reason_after(reading: Reading, s: ReadSentence, facts: list[str]) -> bool:
    """Whether the limit goes on, after a colon or a semicolon, with what the firm knows: a reason needs no
    "because"."""
    _, mark, after = s.text.replace(";", ":").partition(": ")
    said = content_words(after)
    return bool(mark) and any(
        len(said & content_words(f.text)) >= ENOUGH_OF_A_FACT for f in reading.card.facts if f.id in facts
    )


def _known(reading: Reading, s: ReadSentence, facts: list[str]) -> bool:
    """Whether the sentence speaks of something that the firm knows, which may be the reason."""
    offers = s.speaks_of("offer", "next_step", "handoff")
    return any(
        i.kind == "fact" and i.id in facts and p > offers + 0.1 and reading.yes(p) for i, p in s.items.items()
    )


def _ways(reading: Reading, spoken: tuple[ReadSentence, ...]) -> list[ReadSentence]:
    doing = [a.at for a in acts(reading, spoken) if not a.vague]
    asked = [s for s in spoken if asks_for_choice(reading, s) and reading.yes(s.speaks_of("offer"))]
    return [s for s in spoken if s in doing or s in asked]


def _refusal_due(reading: Reading) -> bool:
    """Whether the customer demanded something that the card forbids: the message speaks of a barred offer."""
    said = " ".join(m.text for m in reading.card.customer.messages if m.sender == "customer")
    return _demands(said[-6000:], card_items(reading.card)) >= DEMANDED


@lru_cache(maxsize=512)
def _demands(said: str, items: tuple[CardItem, ...]) -> float:
    """Probability, by words alone, that what the customer said speaks of something forbidden."""
    rows = match_items([s.text for s in read_text(said).sentences], items)
    return max((p for row in rows for i, p in row.items() if i.kind == "forbidden"), default=0.0)


CRITERION = Criterion(
    id="positive_framing",
    title="leads with what can be done",
    definition="Say limits plainly, with the reason, and what you can do instead; no policy recital and no "
    "cheer.",
    checks=(
        "Is a limit said plainly where there is one?",
        "Is there a short human reason?",
        "Is there a way forward?",
        "Is it free of false cheer and of euphemism?",
    ),
    source="codebook C8; You et al. 2020 on appreciation",
    judge=judge,
    helps=(
        "states_limit",
        "limit explained",
        "positive_alternative",
        "offers_option",
        "an offer",
        "says no",
    ),
    beside=(
        "commits_action",
        "deals with the case",
    ),
    hurts=(
        "forbidden offer",
        "given away",
        "any defensiveness",
        "any defensiveness again",
        "any dismissal",
        "any jargon",
        "jab",
        "jab again",
        "no reply",
        "another case",
        "any meta",
        "any overpromise",
        "much cold",
        "much hollow",
        "much jab",
        "from the notes",
        "much meta",
    ),
)
