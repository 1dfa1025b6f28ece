"""Message economy: easy to take in while upset. Bands are a house rule, not science.

Length never raises another score; a missing acknowledgment isn't charged here.
"""

from __future__ import annotations

import re

from grader.cards import Card
from grader.rubric.acts import acts
from grader.rubric.address import addressed, another_case, not_a_reply
from grader.rubric.criterion import Criterion, Level
from grader.rubric.reading import Reading
from grader.rubric.words import copied_run, trigram_overlap

BANDS: dict[str, tuple[int, int]] = {
    "chat": (15, 60),
    "social": (15, 50),
    "email": (60, 170),
    "phone": (25, 130),
}
"""Channel: fewest and most words; for phone the full-turn band of the rulings."""
OVER = 1.15
"""Up to 15 % over the band is still within it."""
WIDER = 1.5
"""Cards with a hand-over or a boundary have a wider band."""
THANKS = 3
"""Words of a sentence that may be said twice: "Thank you." """
_LONG_WORD = re.compile(r"[a-z]{13,}", re.I)


def band(card: Card) -> tuple[int, int]:
    """Fewest and most words for a reply to this card."""
    low, high = BANDS[card.channel]
    wide = WIDER if card.handoff or "boundary_statement" in card.applicable else 1.0
    return low, round(high * wide)


def judge(reading: Reading) -> Level:
    """Level 2: within the band, plain, ordered; 1 for long, short or laboured; 0 for a wall, a scrap or
    jargon."""
    low, high = band(reading.card)
    words = reading.words
    if why := not_a_reply(reading):
        return reading.level(
            0, f"It can't be taken in as a reply: {why}.", (), "Write to the customer, in sentences."
        )
    if strange := another_case(reading):
        reason = "It was written for somebody else."
        return reading.level(0, reason, strange[:1], "Answer this customer.", final=True)
    if _echo(reading):
        return reading.level(0, "Their own words come back, and nothing is answered.", (), "Answer them.")
    answered = any(not a.vague for a in acts(reading, addressed(reading)))
    if reading.own_words < max(4, low // 3) or (reading.own_words < low * 0.85 and not answered):
        return reading.level(
            0,
            "So short that it answers nothing.",
            reading.sentences[:1],
            "Say what you heard and what you'll do.",
        )
    if words > 2.2 * high:
        return reading.level(
            0,
            f"{words} words are a wall to somebody who is upset.",
            (),
            f"Cut it to {high} words: what you heard, what you do, what comes next.",
            final=True,
        )
    jargon = [h for h in reading.hits("jargon") if reading.sure(h)]
    if len(reading.sentences) > 2 and all(x.sentence.is_question for x in reading.sentences):
        return reading.level(
            0, "There are only questions here, and no answer.", reading.sentences[:1], "Answer first."
        )
    if len(jargon) >= 2:
        return reading.level(
            0,
            f"“{reading.quote(jargon[0])}”: they'd have to work out what this means.",
            jargon[:2],
            "Say it in everyday words.",
        )
    if words > high * OVER:
        return reading.level(
            1, f"{words} words; up to {high} are easy to take in here.", (), f"Cut it to about {high} words."
        )
    if reading.own_words < low * 0.85:
        return reading.level(
            1,
            f"{reading.own_words} words leave questions open; {low} or more suit this channel.",
            (),
            "Add what they need to know next.",
        )
    if jargon:
        return reading.level(
            1,
            f"“{reading.quote(jargon[0])}” is our language, not theirs.",
            jargon[:1],
            "Say it in everyday words.",
        )
    if not answered:
        reason = "It can be read, but it doesn't answer them: nothing is done, nothing comes next."
        return reading.level(1, reason, (), "Say what you do and what comes next.")
    return _ease(reading)


def _echo(reading: Reading) -> bool:
    message, reply = reading.card.message, reading.text.plain
    return trigram_overlap(reply, message) > 0.4 and copied_run(reply, message) > 8


def _ease(reading: Reading) -> Level:
    once = {s.sentence for s in reading.sentences}
    sorry = len(re.findall(r"\b(?:sorry|apolog\w+)\b", reading.text.plain, re.I))
    if sorry >= 4:
        return reading.level(1, "The apologies pile up and hide the answer.", (), "Apologise once.")
    long_sentences = [s for s in reading.sentences if len(s.sentence.words) > 45]
    if long_sentences:
        return reading.level(
            1,
            f"“{reading.quote(long_sentences[0], 50)}” is one very long sentence.",
            long_sentences[:1],
            "Break it in two.",
        )
    if any(len(s.words) > THANKS and s not in once for s in reading.text.sentences):
        return reading.level(1, "You say the same thing twice.", (), "Say it once.", final=True)
    if len(_LONG_WORD.findall(reading.text.plain)) > max(2, reading.words // 15):
        return reading.level(1, "Many long words make it heavy.", (), "Use everyday words.")
    return reading.level(2, "It can be taken in at one reading.", ())


CRITERION = Criterion(
    id="message_economy",
    title="easy to take in",
    definition="Short, plain and in order: what you heard, what you do, what comes next.",
    checks=(
        "Is it within the channel's length?",
        "Are the words plain?",
        "Is nothing said twice?",
        "Are the sentences short enough to follow?",
    ),
    source="house rule; Project BETA on concision (Richmond et al. 2012)",
    judge=judge,
    helps=(),
    beside=(
        "commits_action",
        "an offer",
        "states_next_step",
        "a fact",
        "gives_reason",
    ),
    hurts=(
        "too long",
        "over the band",
        "too short",
        "no reply",
        "echo",
        "another case",
        "cold",
        "any meta",
        "many questions",
        "jab",
        "much hollow",
        "much cold",
        "much jab",
        "from the notes",
        "much meta",
        "hidden words",
    ),
)
