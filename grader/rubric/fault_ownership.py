"""Fault ownership: responsibility or regret in proportion to the known fault, without conditions.

After Lewicki et al. 2016 (responsibility matters most, then repair), Brooks et al. 2013 (regret for a
situation
is fine) and studies of ambiguous fault (full apology is less soothing than sympathy there).
"""

from __future__ import annotations

from collections.abc import Sequence

from grader.rubric.acts import Act, acts
from grader.rubric.address import addressed
from grader.rubric.criterion import Criterion, Level
from grader.rubric.cues import cue
from grader.rubric.fault_words import (
    CONDITION,
    DENIES,
    FIND_OUT,
    GENERIC,
    IF,
    MISDEED,
    NOT_SORRY,
    OWNED,
    SORRY,
    WRONG,
)
from grader.rubric.reading import Reading, ReadSentence

SORRY_TOO_OFTEN = 3


def judge(reading: Reading) -> Level:
    """Level 2 by the card's fault: ours named and owned, or regret for the situation where it isn't ours."""
    spoken = addressed(reading)
    edit = _edit(reading)
    owned = [s for s in spoken if _owns(reading, s)]
    sorry = [s for s in spoken if _is_sorry(reading, s)]
    conditional = [s for s in spoken if NOT_SORRY.search(s.said) or _conditional(reading, s)]
    denial = [s for s in spoken if DENIES.search(s.said) and s not in owned]
    blame = [h.at for h in reading.hits("blame", within=spoken) if reading.sure(h) and h.at not in owned]
    if denial and reading.card.fault in ("firm", "shared") and not owned:
        return reading.level(
            0, f"“{reading.quote(denial[0])}” steps away from what was our doing.", denial[:1], edit
        )
    if (blame or denial) and not owned:
        shown = (blame or denial)[:1]
        return reading.level(0, f"“{reading.quote(shown[0])}” hands the fault to somebody else.", shown, edit)
    if conditional and not owned and not [s for s in sorry if s not in conditional]:
        reason = (
            f"“{reading.quote(conditional[0])}” puts a condition on being sorry, or is sorry for what "
            "they feel."
        )
        return reading.level(0, reason, conditional[:1], edit, final=True)
    if len(sorry) > SORRY_TOO_OFTEN:
        reason = f"You apologise {len(sorry)} times; the later ones take away from the first."
        return reading.level(
            1, reason, sorry[:3], "Apologise once, for the thing itself, and go on to the repair."
        )
    level = _by_fault(reading, owned, [s for s in sorry if s not in conditional], spoken, edit)
    if level.value == 2 and conditional:
        reason = f"“{reading.quote(conditional[0])}” takes back part of it."
        return reading.level(1, reason, conditional[:1], "Leave out the part with “if” or “but”.")
    if level.value == 2 and blame:
        reason = f"You own our part, and then “{reading.quote(blame[0])}” blames somebody."
        return reading.level(1, reason, blame[:1], f"Leave out “{reading.quote(blame[0], 50)}”.")
    return level


def _owns(reading: Reading, s: ReadSentence) -> bool:
    text, p = s.said, s.moves.probabilities
    if (
        reading.yes(p["sarcasm"])
        or s.sentence.is_question
        or DENIES.search(text)
        or "ownership" in s.moves.vetoed
    ):
        return False
    if OWNED.search(text):
        return True
    if not MISDEED.search(text) or CONDITION.search(text):
        return False
    known = [f.id for f in reading.card.facts if f.kind in ("cause", "history", "rule")]
    about = max((q for i, q in s.items.items() if i.kind == "fact" and i.id in known), default=0.0)
    return reading.yes(about + 0.15) or bool(SORRY.search(text)) or _regretted_after(reading, s)


def _regretted_after(reading: Reading, s: ReadSentence) -> bool:
    """Whether the sentence after it, or the one after that, is sorry."""
    place = reading.sentences.index(s)
    return any(
        SORRY.search(a.said) and not NOT_SORRY.search(a.said) and not GENERIC.search(a.said)
        for a in reading.sentences[place + 1 : place + 3]
    )


def _is_sorry(reading: Reading, s: ReadSentence) -> bool:
    if reading.yes(s.moves.probabilities["sarcasm"]) or s.sentence.is_question:
        return False
    if (
        "apology" in s.moves.vetoed
        and not NOT_SORRY.search(s.said)
        and "somebody" in s.moves.vetoed["apology"]
    ):
        return False
    return bool(SORRY.search(s.said)) and not NOT_SORRY.search(s.said)


def _conditional(reading: Reading, s: ReadSentence) -> bool:
    return bool(SORRY.search(s.said) and IF.search(s.said)) and reading.surely(s, "conditional_apology")


def _by_fault(
    reading: Reading,
    owned: Sequence[ReadSentence],
    sorry: Sequence[ReadSentence],
    spoken: tuple[ReadSentence, ...],
    edit: str,
) -> Level:
    regrets = [s for s in sorry if _specific(reading, s, spoken)]
    match reading.card.fault:
        case "firm" | "shared":
            return _ours(reading, owned, sorry, edit)
        case "customer":
            return _theirs(reading, owned, regrets, edit)
        case "unclear":
            return _nobodys(reading, owned, regrets, sorry, spoken, edit)
        case _:
            return _third(reading, owned, regrets, sorry, spoken, edit)


def _ours(reading: Reading, owned: Sequence[ReadSentence], sorry: Sequence[ReadSentence], edit: str) -> Level:
    plain = [s for s in owned if OWNED.search(s.said)]
    if plain or (owned and sorry):
        shown = (plain or owned)[:1]
        return reading.level(2, f"“{reading.quote(shown[0])}” says whose doing it was.", shown)
    if owned:
        return reading.level(
            1, f"“{reading.quote(owned[0])}” says what we did, without regret.", owned[:1], edit
        )
    if sorry:
        reason = f"“{reading.quote(sorry[0])}” is sorry, but not yet for something that we did."
        stock = all(GENERIC.search(s.said) for s in sorry)
        return reading.level(1, reason, sorry[:1], edit, final=stock)
    return reading.level(0, "Nobody owns what went wrong.", (), edit)


def _theirs(
    reading: Reading, owned: Sequence[ReadSentence], regrets: Sequence[ReadSentence], edit: str
) -> Level:
    confessed = [s for s in owned if _confesses(s)]
    if confessed:
        reason = f"“{reading.quote(confessed[0])}” takes on a fault that isn't ours."
        return reading.level(1, reason, confessed[:1], edit, final=True)
    if regrets:
        return reading.level(
            2, f"“{reading.quote(regrets[0])}” regrets the situation, with no false confession.", regrets[:1]
        )
    return reading.level(1, "There's no blame here, and no regret for the situation either.", (), edit)


def _nobodys(
    reading: Reading,
    owned: Sequence[ReadSentence],
    regrets: Sequence[ReadSentence],
    sorry: Sequence[ReadSentence],
    spoken: tuple[ReadSentence, ...],
    edit: str,
) -> Level:
    confessed = [s for s in owned if _confesses(s)]
    if confessed:
        reason = f"“{reading.quote(confessed[0])}” admits a fault that nobody has established."
        return reading.level(1, reason, confessed[:1], edit, final=True)
    return _third(reading, [], regrets, sorry, spoken, edit)


def _third(
    reading: Reading,
    owned: Sequence[ReadSentence],
    regrets: Sequence[ReadSentence],
    sorry: Sequence[ReadSentence],
    spoken: tuple[ReadSentence, ...],
    edit: str,
) -> Level:
    follow = [
        a.at for a in acts(reading, spoken) if a.actor in ("i", "we") and not a.vague and _follows(reading, a)
    ]
    follow = follow or [a.at for a in acts(reading, spoken) if not a.vague and reading.yes(a.allowed)]
    follow = follow or [s for s in owned if not SORRY.search(s.said)]
    if regrets and follow:
        return reading.level(
            2, "You regret what they are in, and take on finding a way out.", [*regrets[:1], *follow[:1]]
        )
    if sorry or owned:
        shown = [*sorry[:1], *owned[:1]][:1]
        lacking = (
            "isn't sorry for anything in particular"
            if follow
            else "is sorry, but nobody takes on the follow-up"
        )
        return reading.level(1, f"“{reading.quote(shown[0])}” {lacking}.", shown, edit)
    if follow:
        return reading.level(
            1, f"“{reading.quote(follow[0])}” follows it up, without a word of regret.", follow[:1], edit
        )
    return reading.level(0, "There's no regret here, and nobody takes this on.", (), edit)


def _follows(reading: Reading, act: Act) -> bool:
    """Whether the act finds out, or brings the outcome back to them."""
    return bool(FIND_OUT.search(act.at.said)) or reading.yes(act.at.speaks_of("next_step"))


def _specific(reading: Reading, s: ReadSentence, spoken: tuple[ReadSentence, ...]) -> bool:
    """Whether the apology says for what, or stands beside a sentence that says it."""
    if GENERIC.search(s.said):
        return False
    if len(s.sentence.words) > 4 or reading.yes(s.speaks_of("fact", "stake")):
        return True
    place = spoken.index(s)
    beside = [*spoken[max(0, place - 1) : place], *spoken[place + 1 : place + 2]]
    return any(
        reading.yes(b.speaks_of("fact", "stake")) or reading.yes(b.moves.probabilities["names_feeling"])
        for b in beside
    )


_CONFESSION = cue(
    rf"(?:our|my) (?:\w+ )?{WRONG}",
    r"we (?:\w+ )?(?:got|made|failed|broke|lost|messed|caused|let you down|mislaid)",
    r"(?:fault|mistake|error|slip) (?:is|was) (?:\w+ )?(?:ours|mine|with us|on our)",
    r"(?:that's|this is|it's) (?:on us|ours|our doing)",
)


def _confesses(s: ReadSentence) -> bool:
    found = _CONFESSION.search(s.said)
    return bool(found) and "job" not in (found.group() if found else "")


def _edit(reading: Reading) -> str:
    cause = next((f.text.rstrip(".") for f in reading.card.facts if f.kind == "cause"), "")
    match reading.card.fault:
        case "firm":
            what = f" What happened: {cause}." if cause else ""
            return f"Say once what we did wrong, that it was us, and that you are sorry for it.{what}"
        case "shared":
            what = f" Our part: {cause}." if cause else ""
            return f"Own our part, without a word about theirs.{what}"
        case "third_party":
            return "Say that you are sorry they are in this, and that chasing it is your job now."
        case "customer":
            return "Regret the situation in half a sentence, without confessing to what wasn't us."
        case _:
            return (
                "Say that you don't know yet why it happened, that you are sorry they are in it, "
                "and that you will find out."
            )


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
    helps=(
        "ownership",
        "ownership again",
        "apology",
        "validates",
    ),
    beside=(
        "commits_action",
        "a fact",
        "gives_reason",
    ),
    hurts=(
        "any conditional_apology",
        "any blame",
        "any defensiveness",
        "any dismissal",
        "jab",
        "no reply",
        "another case",
        "any meta",
        "contradicts the card",
        "much hollow",
        "much jab",
        "much cold",
        "from the notes",
        "much meta",
    ),
)
