"""Issue reflection: the problem and what is at stake, restated in the agent's own words.

After reflections in MITI 4 (Moyers et al. 2016) and concrete language (Packard & Berger 2021). An echo
shows a
copy and paste, a generic paste shows nothing: both fall.
"""

from __future__ import annotations

from grader.rubric.acts import acts
from grader.rubric.address import addressed, another_case, not_a_reply
from grader.rubric.criterion import LIKELY, Criterion, Level
from grader.rubric.hostility import turned_on
from grader.rubric.matching import CardItem
from grader.rubric.poison import pasted_panel
from grader.rubric.reading import Match, Reading, ReadSentence
from grader.rubric.words import copied_run, trigram_overlap

COPIED_WORDS = 8
COPIED_SHARE = 0.40
TWO_FACTS = 1.2
"""Facts, counted by their probabilities, from which on a reply has two of them."""
ONE_FACT = 0.4
"""The same for a single fact, and for what they have been through."""


def judge(reading: Reading) -> Level:
    """Level 2: two facts in new words, one of them the stake or what has already been gone through."""
    edit = (
        f"Say back in your own words what happened, and what hangs on it: {reading.card.stake.rstrip('.')}."
    )
    if why := not_a_reply(reading):
        return reading.level(0, f"Nothing is said back to them: {why}.", (), edit, final=True)
    if strange := another_case(reading):
        reason = f"“{reading.quote(strange[0])}” is about another case."
        return reading.level(0, reason, strange[:1], edit, final=True)
    told = told_back(reading)
    matches = sorted(_said_back(reading, told), key=lambda m: -m.probability)
    doubt = reading.threshold - LIKELY
    count = sum(m.probability for m in matches)
    if count < ONE_FACT + doubt:
        return reading.level(0, "Nothing here shows that you took in what happened.", (), edit)
    shown = matches[:2] if len(matches) > 1 and matches[1].probability >= 0.3 else matches[:1]
    if _echo(reading):
        reason, edit = "These are their words pasted back.", "Say it in words of your own."
        return reading.level(0, reason, shown[:1], edit, final=True)
    lived = sum(m.probability for m in matches if _lived(reading, m))
    if count < TWO_FACTS + 2 * doubt or lived < ONE_FACT + doubt:
        reason = f"“{reading.quote(shown[0])}” has a fact of the case; what it means to them is missing."
        return reading.level(1, reason, shown[:1], edit)
    if any(m.at in (pasted := pasted_panel(reading)) for m in shown):
        reason = f"“{reading.quote(pasted[0])}” is pasted from the notes on this case."
        edit = "Say it to them, in words of your own."
        return reading.level(1, reason, pasted[:1], edit, final=True)
    if copied_run(reading.text.plain, reading.card.message) > COPIED_WORDS:
        return reading.level(
            1, "It's close to a copy of their message.", shown, "Say it in words of your own."
        )
    first = max((m for m in matches if _lived(reading, m)), key=lambda m: m.probability)
    reason = f"“{reading.quote(first)}” shows that you took in what happened to them."
    return reading.level(2, reason, [first, *[m for m in shown if m is not first][:1]])


def told_back(reading: Reading) -> list[ReadSentence]:
    """Sentences that may tell the customer's story back: no question, no offer, no argument."""
    spoken = addressed(reading)
    arguing = len([s for s in spoken if turned_on(reading, s)])
    if arguing >= 2 or arguing > 0.25 * len(spoken):
        return []
    doing = {a.at for a in acts(reading, spoken)}
    found = []
    for s in spoken:
        told = s.speaks_of("fact", "stake")
        offers = s.speaks_of("offer", "forbidden", "next_step", "handoff")
        if turned_on(reading, s) or s.sentence.is_question or (s in doing and offers > told):
            continue
        if told >= offers - 0.1 or reading.yes(s.moves.probabilities["reflection"]):
            found.append(s)
    return found


def _said_back(reading: Reading, told: list[ReadSentence]) -> list[Match]:
    """Each fact that is the customer's concern, with the sentence that tells it best."""
    own_rules = {
        f.id for f in reading.card.facts if f.said_by == "firm" and f.kind not in ("cause", "history")
    }
    best: dict[CardItem, Match] = {}
    for s in told:
        for item, p in s.items.items():
            if item.kind not in ("fact", "stake") or (item.kind == "fact" and item.id in own_rules):
                continue
            if item not in best or p > best[item].probability:
                best[item] = Match(item, s, p)
    return [m for m in best.values() if m.probability >= FAINT]


FAINT = 0.05
"""Probability below which a match counts for nothing."""


def _lived(reading: Reading, match: Match) -> bool:
    """Whether it is the stake, or something that they have gone through."""
    if match.item.kind == "stake":
        return True
    fact = next((f for f in reading.card.facts if f.id == match.item.id), None)
    return fact is not None and fact.kind in ("history", "person", "place") and fact.said_by != "firm"


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
    helps=(
        "facts",
        "a fact",
        "second fact",
        "their story",
        "more of their story",
        "the stake",
        "reflection",
        "reflection again",
    ),
    beside=(
        "feeling tied",
        "deals with the case",
    ),
    hurts=(
        "copied run",
        "echo",
        "another case",
        "no reply",
        "contradicts the card",
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
