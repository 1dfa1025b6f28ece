"""Blame absence, a gate: no blaming, arguing, defending, or telling the person how to feel.

After the autonomy-supportive codes of MITI 4 and the non-provocation domain of Project BETA (Richmond et
al. 2012).
"""

from __future__ import annotations

from grader.rubric.address import not_a_reply, own_words
from grader.rubric.criterion import LIKELY, Criterion, Level
from grader.rubric.cues import cue
from grader.rubric.hostility import accused, belittled, defended, doubtful, mocked, ordered
from grader.rubric.reading import Hit, Reading, ReadSentence

_ABUSE_CLAIM = cue(
    r"(?:abus\w+|offensive|inappropriate|aggressive|threatening|unacceptable) (?:or \w+ "
    r")?(?:language|behaviou?r|tone|comments?|words?|messages?|posts?)",
    r"(?:stop|no more|won't accept|not accept) (?:the |this |your )?(?:abuse|insults?|shouting|"
    r"swearing|threats)",
    r"stop (?:typing|shouting|speaking|talking) (?:at|to) (?:me|us)",
    r"abusive",
)


def judge(reading: Reading) -> Level:
    """Level 2 where none is found; 0 for accusation, orders to feel and belittling; 1 for soft
    defensiveness."""
    spoken = own_words(reading)
    limits = "boundary_statement" in reading.card.applicable
    told = [
        s
        for s in ordered(reading, spoken)
        if not (limits and reading.yes(_at(s).moves.probabilities["boundary"]))
    ]
    for found, what, edit in (
        (
            accused(reading, spoken),
            "puts the blame on somebody",
            "Leave it out; say what you will do instead.",
        ),
        (told, "tells them how to feel or behave", "Leave it out; say what you will do."),
        (mocked(reading, spoken), "makes fun of them", "Leave it out."),
    ):
        if found:
            return reading.level(0, f"“{reading.quote(_at(found[0]))}” {what}.", found[:2], edit)
    if reading.card.abuse == "none" and (claims := [s for s in spoken if _ABUSE_CLAIM.search(s.said)]):
        reason = f"“{reading.quote(claims[0])}” accuses them of abuse, and there was none."
        return reading.level(0, reason, claims[:1], "Leave the warning out: they are angry, not abusive.")
    small, defences = belittled(reading, spoken), defended(reading, spoken)
    if small and (defences or len(small) > 1):
        reason = f"“{reading.quote(_at(small[0]))}” waves it away."
        return reading.level(0, reason, small[:1], "Leave it out; say what you will do about it instead.")
    if len(defences) > 1:
        reason = (
            f"“{reading.quote(_at(defences[0]))}” argues, and so does "
            f"“{reading.quote(_at(defences[1]), 50)}”."
        )
        return reading.level(0, reason, defences[:2], "Leave the justification out; say what you will do.")
    if defences:
        reason = f"“{reading.quote(_at(defences[0]))}” defends us before they feel heard."
        edit = "Leave it out, or put it after what you will do."
        return reading.level(1, reason, defences[:1], edit, final=True)
    if small:
        reason = f"“{reading.quote(_at(small[0]))}” makes it sound small."
        edit = "Leave it out, or say what you will do about it."
        return reading.level(1, reason, small[:1], edit, final=True)
    if reading.threshold < LIKELY and (cold := doubtful(reading, spoken)):
        return reading.level(0, f"“{reading.quote(cold[0])}” may turn on them.", cold[:1], "Leave it out.")
    if why := not_a_reply(reading):
        return reading.level(2, f"Nobody is blamed; but {why}.", ())
    return reading.level(2, "Nobody is blamed and nothing is argued.", ())


def _at(shown: Hit | ReadSentence) -> ReadSentence:
    return shown.at if isinstance(shown, Hit) else shown


CRITERION = Criterion(
    id="blame_absence",
    title="blames nobody",
    definition="No blaming, no arguing, no telling people how to feel.",
    checks=(
        "Is nobody accused?",
        "Is nobody told how to feel?",
        "Is there no arguing, no belittling?",
        "Is there no defence before they are heard?",
    ),
    source="MITI 4; Project BETA (Richmond et al. 2012)",
    judge=judge,
    helps=(),
    hurts=(
        "any blame",
        "any blame again",
        "jab",
        "jab again",
        "any defensiveness",
        "any defensiveness again",
        "any dismissal",
        "any dismissal again",
        "any command_to_feel",
        "any threat",
        "any insult",
        "any sarcasm",
        "any conditional_apology",
        "much jab",
        "much cold",
        "needless warning",
        "hidden words",
    ),
)
