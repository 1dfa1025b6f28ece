"""Fault ownership: responsibility or regret in proportion to the known fault, without conditions.

After Lewicki et al. 2016 (responsibility matters most, then repair), Brooks et al. 2013 (regret for a situation
is fine) and studies of ambiguous fault (full apology is less soothing than sympathy there).
"""

from __future__ import annotations

import re

from grader.rubric.address import addressed
from grader.rubric.criterion import Criterion, Level
from grader.rubric.reading import Hit, Reading, ReadSentence

_GENERIC = re.compile(
    r"\b(?:any|the|this|your|all) (?:\w+ )?inconveniences?\b|\bmistakes were made\b|\bthings went wrong\b|\bany (?:trouble|distress|confusion|upset)\b",
    re.I,
)
_FIND_OUT = re.compile(
    r"\b(?:find out|look into|check|trace|chase|ask|get to the bottom|see what|track|investigat\w+|go through|pull|follow (?:it|this) up)\b",
    re.I,
)
_OURS = re.compile(r"\b(?:our|my|ours|mine|we|us|i)\b(?!\s+(?:hear|understand|see|know)\b)", re.I)
_DENIES = re.compile(
    r"\b(?:not|isn't|wasn't|never|no) (?:\w+ ){0,2}(?:our|my) (?:fault|mistake|error|responsibility|problem|doing)\b|\bnot responsible\b|\bno responsibility\b",
    re.I,
)
SORRY_TOO_OFTEN = 3


def judge(reading: Reading) -> Level:
    """Level 2 by the card's fault: ours named and owned, or regret for the situation where it isn't ours."""
    spoken = addressed(reading)
    edit = _edit(reading)
    denial = [s for s in spoken if _DENIES.search(s.text)]
    blame = reading.hits("blame", within=spoken)
    conditional = reading.hits("conditional_apology", within=spoken)
    owned = [h for h in reading.hits("ownership", within=spoken) if not _GENERIC.search(h.at.text)]
    sorry = [
        h
        for h in reading.hits("apology", within=spoken)
        if not reading.yes(h.at.moves.probabilities["conditional_apology"])
    ]
    if denial and reading.card.fault in ("firm", "shared"):
        return reading.level(0, f"“{reading.quote(denial[0])}” denies what was our doing.", denial[:1], edit)
    if blame and not owned:
        return reading.level(
            0, f"“{reading.quote(blame[0])}” hands the fault to somebody else.", blame[:1], edit
        )
    if conditional and not owned:
        return reading.level(
            0,
            f"“{reading.quote(conditional[0])}” puts a condition on the apology, or is sorry for their feeling.",
            conditional[:1],
            edit,
        )
    if len(sorry) >= SORRY_TOO_OFTEN and _count_sorry(reading) >= SORRY_TOO_OFTEN:
        return reading.level(
            1,
            "So many apologies wear each other out.",
            sorry[:3],
            "Apologise once, for the thing itself, and go on to the repair.",
        )
    level = _by_fault(reading, owned, sorry, spoken, edit)
    if level.value == 2 and conditional:
        return reading.level(
            1,
            f"“{reading.quote(conditional[0])}” takes back part of it.",
            conditional[:1],
            "Leave out the part with “if” or “but”.",
        )
    return level


def _by_fault(
    reading: Reading, owned: list[Hit], sorry: list[Hit], spoken: tuple[ReadSentence, ...], edit: str
) -> Level:
    fault = reading.card.fault
    generic = [h for h in sorry if _GENERIC.search(h.at.text)]
    regrets = [h for h in sorry if h not in generic and _specific(reading, h)]
    if fault in ("firm", "shared"):
        if owned:
            return reading.level(
                2, f"“{reading.quote(owned[0])}” says what went wrong and whose it was.", owned[:1]
            )
        ours = [h for h in regrets if _OURS.search(h.at.text.split("sorry", 1)[-1])]
        if ours:
            return reading.level(
                2, f"“{reading.quote(ours[0])}” says what went wrong and whose it was.", ours[:1]
            )
        if sorry:
            return reading.level(
                1,
                f"“{reading.quote(sorry[0])}” is sorry, but not yet for anything that we did.",
                sorry[:1],
                edit,
            )
        return reading.level(0, "Nobody owns what went wrong.", (), edit)
    if fault == "customer":
        if regrets:
            return reading.level(2, "You regret the situation without a false confession.", regrets[:1])
        if owned:
            return reading.level(
                1, f"“{reading.quote(owned[0])}” takes on a fault that isn't ours.", owned[:1], edit
            )
        return reading.level(1, "There's no blame here, and no regret for the situation either.", (), edit)
    follow = [
        s
        for s in spoken
        if reading.yes(s.moves.probabilities["commits_action"])
        and (fault == "third_party" or _FIND_OUT.search(s.text))
    ]
    if fault == "unclear" and owned and not regrets and _admits(owned[0]):
        return reading.level(
            1, f"“{reading.quote(owned[0])}” admits a fault that nobody has established.", owned[:1], edit
        )
    if (regrets or owned) and (follow or owned):
        return reading.level(
            2,
            "You regret what they are in, and take on finding a way out.",
            [*(regrets or owned)[:1], *follow[:1]],
        )
    if sorry or follow:
        shown: list[Hit | ReadSentence] = [*sorry[:1], *follow[:1]]
        return reading.level(
            1,
            "You do half of it: "
            + (
                "regret, but nobody takes on the follow-up."
                if sorry
                else "you follow up, without a word of regret."
            ),
            shown,
            edit,
        )
    return reading.level(0, "There's no regret here, and nobody takes this on.", (), edit)


def _specific(reading: Reading, hit: Hit) -> bool:
    """Whether the apology says for what: a fact, the stake, or at least a few words of its own."""
    about = max((p for i, p in hit.at.items.items() if i.kind in ("fact", "stake")), default=0.0)
    return reading.yes(about) or len(hit.at.sentence.words) >= 7


def _admits(hit: Hit) -> bool:
    return bool(
        re.search(
            r"\b(?:our|my) (?:\w+ )?(?:fault|mistake|error|failure)\b|\bwe (?:got|made|failed|broke|lost|messed|caused)\b",
            hit.at.text,
            re.I,
        )
    )


def _count_sorry(reading: Reading) -> int:
    return len(re.findall(r"\b(?:sorry|apolog\w+)\b", reading.text.plain, re.I))


def _edit(reading: Reading) -> str:
    cause = next((f.text for f in reading.card.facts if f.kind == "cause"), "")
    match reading.card.fault:
        case "firm":
            return (
                f"Say once what we did wrong{f': {cause}' if cause else ''}; and that you are sorry for that."
            )
        case "shared":
            return f"Own our part{f' ({cause})' if cause else ''} without a word about theirs."
        case "third_party":
            return "Say that you are sorry they are in this, and that chasing it is your job now."
        case "customer":
            return "Regret the situation in half a sentence; don't confess to what wasn't us."
        case _:
            return "Say that you don't know yet why it happened, that you are sorry they are in it, and that you will find out."


CRITERION = Criterion(
    id="fault_ownership",
    title="owns the fault",
    definition="Take responsibility, or say that you regret it, as far as the fault is ours, without ifs.",
    checks=(
        "Is what went wrong named?",
        "Is it clear whose it was, as far as that is known?",
        "Is it free of if, but and 'you feel'?",
        "Is it said once or twice and not handed to others?",
    ),
    source="Lewicki, Polin & Lount 2016; Brooks, Dai & Schweitzer 2013",
    judge=judge,
)
