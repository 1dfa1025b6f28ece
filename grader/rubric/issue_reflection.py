"""Issue reflection: the problem and what is at stake, restated in the agent's own words.

After reflections in MITI 4 (Moyers et al. 2016) and concrete language (Packard & Berger 2021). An echo shows a
copy and paste, a generic paste shows nothing: both fall.
"""

from __future__ import annotations

from grader.rubric.address import addressed, not_a_reply
from grader.rubric.criterion import Criterion, Level
from grader.rubric.reading import Match, Reading, ReadSentence
from grader.rubric.words import copied_run, trigram_overlap

COPIED_WORDS = 8
COPIED_SHARE = 0.40
WEIGHTY = ("history", "person", "cause")


def judge(reading: Reading) -> Level:
    """Level 2: two facts in new words, one of them the stake or what has already been gone through."""
    card = reading.card
    edit = f"Say back in your own words what happened, and what hangs on it: {card.stake.rstrip('.')}."
    if why := not_a_reply(reading):
        return reading.level(0, f"Nothing is said back to them: {why}.", (), edit)
    spoken = [s for s in addressed(reading) if not _mocks(reading, s)]
    matches = [m for m in reading.matched("fact", "stake", within=spoken) if _theirs(reading, m)]
    if not matches:
        topic = reading.hits("reflection", within=spoken)
        if topic:
            reason = f"“{reading.quote(topic[0].at)}” names the subject, but nothing of what happened to them."
            return reading.level(1, reason, topic[:1], edit)
        return reading.level(0, "Nothing here shows that you took in what happened.", (), edit)
    if _echo(reading):
        return reading.level(0, "These are their words pasted back.", [matches[0].at], "Say it in words of your own.")
    weighty = [m for m in matches if m.item.kind == "stake" or _weighty(reading, m)]
    if len({m.item for m in matches}) >= 2 and weighty:
        if copied_run(reading.text.plain, card.message) > COPIED_WORDS:
            return reading.level(1, "It's close to a copy of their message.", [m.at for m in matches[:2]], "Say it in words of your own.")
        shown = [*weighty[:1], *[m for m in matches if m not in weighty[:1]][:1]]
        return reading.level(2, f"“{reading.quote(shown[0])}” shows that you took in what happened to them.", shown)
    reason = f"“{reading.quote(matches[0])}” has a fact of the case; what it means to them is missing."
    return reading.level(1, reason, matches[:1], edit)


def _mocks(reading: Reading, s: ReadSentence) -> bool:
    return reading.yes(max(s.moves.probabilities[m] for m in ("sarcasm", "insult", "meta", "blame")))


def _theirs(reading: Reading, match: Match) -> bool:
    """Whether the sentence says back what happened to them, rather than making an offer or stating our rules."""
    s = match.at
    fact = next((f for f in reading.card.facts if f.id == match.item.id and match.item.kind == "fact"), None)
    if fact is not None and fact.said_by == "firm" and fact.kind not in ("cause", "history"):
        return False
    offers = s.speaks_of("offer", "forbidden", "next_step", "handoff")
    said_back = s.speaks_of("fact", "stake")
    return said_back >= offers or reading.yes(s.moves.probabilities["reflection"])


def _weighty(reading: Reading, match: Match) -> bool:
    kind = next((f.kind for f in reading.card.facts if f.id == match.item.id), "")
    return match.item.kind == "fact" and kind in WEIGHTY


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
