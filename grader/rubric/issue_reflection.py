"""Issue reflection: the problem and what is at stake, restated in the agent's own words.

After reflections in MITI 4 (Moyers et al. 2016) and concrete language (Packard & Berger 2021). An echo shows a
copy and paste, a generic paste shows nothing: both fall.
"""

from __future__ import annotations

from grader.rubric.address import addressed, not_a_reply
from grader.rubric.criterion import Criterion, Level
from grader.rubric.words import copied_run, trigram_overlap
from grader.rubric.reading import Match, Reading, ReadSentence

COPIED_WORDS = 8
COPIED_SHARE = 0.40
_OFFERING = ("offer", "forbidden", "next_step")


def judge(reading: Reading) -> Level:
    """Level 2: two facts in new words, one of them the stake or what has already been gone through."""
    card = reading.card
    edit = f"Say back in your own words what happened, and that {card.stake}."
    if why := not_a_reply(reading):
        return reading.level(0, f"Nothing is reflected: {why}.", (), edit)
    spoken = [
        s
        for s in addressed(reading)
        if not reading.yes(max(s.moves.probabilities[m] for m in ("sarcasm", "insult", "meta")))
    ]
    matches = [m for m in reading.matched("fact", "stake", within=spoken) if not _rather_offers(m.at)]
    if not matches:
        topic = reading.hits("reflection", within=spoken)
        if topic:
            return reading.level(
                1, "You name the topic, but nothing of what happened to them.", topic[:1], edit
            )
        return reading.level(0, "Nothing here shows that you took in what happened.", (), edit)
    if _echo(reading):
        return reading.level(
            0,
            "These are their words pasted back.",
            [m.at for m in matches[:1]],
            "Say it in words of your own.",
        )
    weighty = [m for m in matches if m.item.kind == "stake" or _weighty(reading, m)]
    if len(matches) >= 2 and weighty:
        if copied_run(reading.text.plain, card.message) > COPIED_WORDS:
            return reading.level(
                1,
                "It is close to a copy of their message.",
                [m.at for m in matches[:2]],
                "Say it in words of your own.",
            )
        return reading.level(
            2,
            "You show what happened and what it means to them.",
            weighty[:1] + [m for m in matches if m not in weighty[:1]][:1],
        )
    return reading.level(1, "You have some of the facts, not yet what is at stake.", matches[:1], edit)


def _rather_offers(s: ReadSentence) -> bool:
    """Whether the sentence speaks of an offer more than of any fact."""
    offers = max((p for i, p in s.items.items() if i.kind in _OFFERING), default=0.0)
    facts = max((p for i, p in s.items.items() if i.kind in ("fact", "stake")), default=0.0)
    return offers > facts and s.moves.probabilities["reflection"] < 0.5


def _weighty(reading: Reading, match: Match) -> bool:
    kind = {f.id: f.kind for f in reading.card.facts}.get(match.item.id)
    return kind in ("history", "person") or (
        kind == "cause" and match.at.moves.probabilities["reflection"] >= reading.threshold
    )


def _echo(reading: Reading) -> bool:
    message, reply = reading.card.message, reading.text.plain
    return trigram_overlap(reply, message) > COPIED_SHARE and copied_run(reply, message) > COPIED_WORDS


CRITERION = Criterion(
    id="issue_reflection",
    title="shows you listened",
    definition="Say back the problem and what hangs on it, in your own words.",
    checks=(
        "Are two facts of the case restated?",
        "Is one of them what is at stake, or what they have been through?",
        "Is it in new words, not copied?",
        "Is nothing invented?",
    ),
    source="MITI 4 (Moyers et al. 2016); Packard & Berger 2021",
    judge=judge,
)
