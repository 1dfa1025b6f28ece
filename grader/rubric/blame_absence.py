"""Blame absence, a gate: no blaming, arguing, defending, or telling the person how to feel.

After the autonomy-supportive codes of MITI 4 and the non-provocation domain of Project BETA (Richmond et al. 2012).
"""

from __future__ import annotations

import re

from grader.rubric.criterion import Criterion, Level
from grader.rubric.reading import Reading

_SOFT = re.compile(
    r"\b(?:as i (?:already )?(?:said|stated|mentioned|explained)|as (?:already|previously) (?:stated|mentioned|explained|advised)|actually,|with all due respect|in our defen[cs]e|to be fair to us|per my last)\b",
    re.I,
)
_ABUSE_CLAIM = re.compile(
    r"\b(?:abus\w+|offensive|inappropriate|aggressive) (?:language|behaviou?r|tone|comments?|words?|messages?)\b|\b(?:stop|no more) (?:the )?(?:abuse|insults?|shouting|swearing|threats)\b",
    re.I,
)


def judge(reading: Reading) -> Level:
    """Level 2 where none is found; 0 for accusation, orders to feel and belittling; 1 for soft defensiveness."""
    hard = reading.hits("blame", "command_to_feel", "insult")
    if hard:
        what = "tells them how to feel" if hard[0].move == "command_to_feel" else "puts it on somebody"
        return reading.level(
            0,
            f"“{reading.quote(hard[0])}” {what}.",
            hard[:2],
            f"Take out “{reading.quote(hard[0], 50)}” and say what you will do instead.",
        )
    if reading.card.abuse == "none":
        alleged = [s for s in reading.sentences if _ABUSE_CLAIM.search(s.text)]
        if alleged:
            return reading.level(
                0,
                f"“{reading.quote(alleged[0])}” accuses them of abuse, and there was none.",
                alleged[:1],
                "Leave the warning out: they are angry, not abusive.",
            )
    belittled = reading.hits("dismissal")
    if belittled and belittled[0].probability >= reading.threshold + 0.25:
        return reading.level(
            0,
            f"“{reading.quote(belittled[0])}” waves it away.",
            belittled[:1],
            "Say what you will do about it instead.",
        )
    soft = [
        *reading.hits("defensiveness"),
        *(s for s in reading.sentences if _SOFT.search(s.text)),
        *belittled,
    ]
    if soft:
        return reading.level(
            1,
            f"“{reading.quote(soft[0])}” defends us before they feel heard.",
            soft[:1],
            "Leave the justification out, or put it after what you will do.",
        )
    return reading.level(2, "Nobody is blamed and nothing is argued.", ())


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
)
