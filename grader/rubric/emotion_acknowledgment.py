"""Emotion acknowledgment: recognises the feeling, or the burden that causes it, and ties it to their situation.

After the "emotional reactions" of EPITOME (Sharma et al. 2020) and Herhausen et al. 2023. A stock stem names
a feeling and ties it to nothing; a burden called hard needs no word for a feeling.
"""

from __future__ import annotations

import re

from grader.rubric.address import addressed
from grader.rubric.criterion import Criterion, Level
from grader.rubric.reading import Hit, Reading, ReadSentence

FAMILIES: dict[str, str] = {
    "anger": r"angr\w+|anger|furious|fury|mad at|livid|outrag\w+|fuming|cross with|raging|rage|seething",
    "frustration": r"frustrat\w+|annoy\w+|fed up|exasperat\w+|irritat\w+|maddening|infuriat\w+",
    "let_down": r"let (?:you )?down|disappoint\w+|letdown|brushed off|ignored|abandoned|passed around|forgotten",
    "worry": r"worr\w+|anxi\w+|scar(?:ed|y)|afraid|fear\w*|frighten\w+|nerve-?\w*|alarming|panic\w*",
    "embarrassment": r"embarrass\w+|awkward|mortif\w+",
    "grief": r"grie\w+|sad\w*|heartbreak\w*|heartbroken|loss of your|your loss|mourn\w*|bereave\w*",
    "helplessness": r"helpless\w*|powerless\w*|stuck|trapped|stranded|no way out|nowhere to turn",
    "distrust": r"distrust\w*|mistrust\w*|suspicious|not trust\w*|trust us|lied to|misled|cheated",
    "humiliation": r"humiliat\w+|degrad\w+|belittl\w+|talked down|ashamed|singled out|shame\w*",
    "confusion": r"confus\w+|baffl\w+|bewilder\w+|puzzl\w+",
}
_FAMILY = {name: re.compile(rf"\b(?:{words})\b", re.I) for name, words in FAMILIES.items()}
_AKIN = {
    "anger": {"frustration", "humiliation", "distrust", "let_down"}, "frustration": {"anger", "let_down", "helplessness"},
    "let_down": {"frustration", "anger", "distrust", "grief"}, "worry": {"helplessness", "frustration"},
    "helplessness": {"worry", "frustration"}, "humiliation": {"embarrassment", "anger"},
    "embarrassment": {"humiliation"}, "distrust": {"let_down", "anger"}, "grief": {"let_down", "worry"}, "confusion": {"frustration"},
}  # fmt: skip
_EXAGGERATED = re.compile(
    r"\b(?:exactly how you feel|devastat\w+|utterly heartbroken|absolutely (?:awful|horrif\w+)|cannot imagine anything worse)\b",
    re.I,
)
_REGRET = ("apology", "ownership")


def judge(reading: Reading) -> Level:
    """Level 2: a fitting feeling or burden, tied to a fact of the card, said once or twice."""
    card, spoken = reading.card, addressed(reading)
    edit = f"Name what this did to {_who(reading)}, with its cause, for instance that {card.stake}; in your own words."
    orders = reading.hits("command_to_feel", within=spoken)
    hits = [
        h
        for h in reading.hits("names_feeling", "validates", within=spoken)
        if h.at.moves.probabilities["command_to_feel"] < reading.threshold
    ]
    burdens = [s for s in spoken if _burden(reading, s)]
    if not hits and burdens:
        regretted = [s for s in burdens if reading.yes(max(s.moves.probabilities[m] for m in _REGRET))]
        if regretted:
            return reading.level(2, "You say what it cost them, and that you regret it.", regretted[:1])
        return reading.level(
            1,
            "You restate what it cost them without saying that it is hard.",
            burdens[:1],
            "Add that it is hard: one clause about what that must be like.",
        )
    if not hits:
        reason = "You tell them how to feel." if orders else "Nothing here says what this has done to them."
        return reading.level(0, reason, orders[:1], edit)
    wrong = [h for h in hits if _wrong_family(reading, h)]
    if len(wrong) == len(hits):
        return reading.level(
            0, f"“{reading.quote(wrong[0])}” names a feeling that isn't theirs.", wrong[:1], edit
        )
    tied = [h for h in hits if h not in wrong and _tied(reading, h.at, spoken)]
    if orders:
        return reading.level(
            1,
            "You name the feeling, and then tell them to stop having it.",
            [*hits[:1], *orders[:1]],
            "Leave out the words that tell them how to feel.",
        )
    if len(hits) > 3:
        return reading.level(
            1,
            "You name the feeling so often that it sounds like a recital.",
            hits[:3],
            "Say it once, with its cause, and go on.",
        )
    if not tied:
        return reading.level(1, f"“{reading.quote(hits[0])}” could be said to anybody.", hits[:1], edit)
    if any(_EXAGGERATED.search(h.at.text) for h in tied):
        return reading.level(
            1,
            "It fits, but it claims more than you can know.",
            tied[:1],
            "Say it more tentatively: “that sounds …”, “I can imagine …”.",
        )
    return reading.level(2, f"“{reading.quote(tied[0])}” ties the feeling to what happened.", tied[:1])


def _who(reading: Reading) -> str:
    return reading.card.customer.name or "the customer"


def _burden(reading: Reading, s: ReadSentence) -> bool:
    stake = max((p for i, p in s.items.items() if i.kind == "stake"), default=0.0)
    return reading.yes(stake) and not reading.yes(
        max(s.moves.probabilities[m] for m in ("dismissal", "blame", "sarcasm"))
    )


def _tied(reading: Reading, at: ReadSentence, spoken: tuple[ReadSentence, ...]) -> bool:
    """Whether this sentence, or the one beside it, speaks of a fact or the stake."""
    place = spoken.index(at)
    near = spoken[max(0, place - 1) : place + 2]
    own = max((p for i, p in at.items.items() if i.kind in ("fact", "stake")), default=0.0)
    beside = max((p for s in near for i, p in s.items.items() if i.kind in ("fact", "stake")), default=0.0)
    return reading.yes(own) or (len(at.sentence.words) <= 10 and reading.yes(beside))


def _wrong_family(reading: Reading, hit: Hit) -> bool:
    named = {f for f, words in _FAMILY.items() if words.search(hit.at.text)}
    if not named or not reading.card.emotions_ok:
        return False
    fitting = set(reading.card.emotions_ok) | {
        a for e in reading.card.emotions_ok for a in _AKIN.get(e, set())
    }
    return not named & fitting


CRITERION = Criterion(
    id="emotion_acknowledgment",
    title="names the feeling",
    definition="Recognise what the customer feels, or what makes it hard, and tie it to what happened to them.",
    checks=(
        "Is a feeling named, or the burden called hard?",
        "Does it fit what this customer may feel?",
        "Is it tied to a fact of the case or to what is at stake?",
        "Is it free of negation, condition and orders?",
        "Is it said at most twice?",
    ),
    source="EPITOME (Sharma et al. 2020); Herhausen et al. 2023, doi 10.1177/00222429221119977",
    judge=judge,
)
