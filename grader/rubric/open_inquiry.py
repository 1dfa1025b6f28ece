"""Open inquiry: the few questions that are needed, asked so that the person can explain.

After open questions in MITI 4. One value may be asked for if it's plain what it is for.
"""

from __future__ import annotations

import re

from grader.rubric.address import addressed
from grader.rubric.criterion import Criterion, Level
from grader.rubric.reading import Match, Reading, ReadSentence

_ASKS = re.compile(
    r"\?|\b(?:could|can|would|will) you (?:tell|send|give|let|show|check|confirm|share|message|describe|walk)|"
    r"\b(?:tell|send|message|give|show|let) (?:me|us)\b|\bwalk me through\b|\b(?:i|we) (?:just )?(?:need|want|have) to (?:know|ask)\b|"
    r"\bi(?:'d| would) (?:like|need) to know\b|\bmay i (?:ask|know|have)\b|\bplease (?:tell|send|share|confirm|advise)\b",
    re.I,
)
_ACCUSING = re.compile(
    r"\bwhy (?:did(?:n't| not)?|would|have(?:n't| not)?|are) you\b|\bdid you (?:even|actually|really|not)\b|\bdidn't you\b",
    re.I,
)
_PURPOSE = re.compile(
    r"\bso (?:that )?(?:i|we|the|it)\b|\bso that\b|\bbecause\b|\bthen (?:i|we)\b|\bthat (?:tells|lets|way|decides|helps)\b|\bin order to\b|"
    r"\bto (?:find|see|check|decide|know|book|send|trace|get|make|work out|pick|choose|refund|move|sort)\b|\bonce i (?:know|have)\b|\bif (?:so|not|yes)\b|\bdepends\b",
    re.I,
)
_OPEN = re.compile(r"\b(?:what|how|which|where|tell me|walk me|describe|talk me|show me)\b", re.I)


def judge(reading: Reading) -> Level:
    """Level 2: one or two purposeful questions that aim at the missing fact."""
    gaps = "; ".join(m.text for m in reading.card.missing_facts)
    edit = f"Ask what is missing ({gaps}), and say what you need it for."
    spoken = addressed(reading)
    asking = [s for s in spoken if _ASKS.search(s.text)]
    aimed = [
        m
        for m in reading.matched("missing", within=asking)
        if not reading.yes(m.at.moves.probabilities["sarcasm"])
    ]
    accusing = [s for s in asking if _ACCUSING.search(s.text)]
    questions = [
        s
        for s in asking
        if s.sentence.is_question and not reading.yes(s.moves.probabilities["hands_over_choice"])
    ]
    if accusing and not aimed:
        return reading.level(
            0, f"“{reading.quote(accusing[0])}” asks in order to accuse.", accusing[:1], edit
        )
    if len(questions) >= 4:
        return reading.level(
            0,
            "So many questions at once feel like an interrogation.",
            questions[:3],
            "Ask only for what is missing.",
        )
    if not aimed:
        asked = [
            s
            for s in questions
            if reading.yes(max(s.moves.probabilities[m] for m in ("open_question", "closed_question")))
        ]
        if asked and _OPEN.search(asked[0].text):
            return reading.level(1, "You ask, but not for what is missing here.", asked[:1], edit)
        return reading.level(
            0, "You need something from them before you can act, and don't ask for it.", asked[:1], edit
        )
    if _purposeful(reading, aimed[0], spoken) and not accusing:
        return reading.level(2, "You ask for what is missing, and it is plain what for.", aimed[:1])
    return reading.level(
        1,
        "You ask for what is missing without saying what for.",
        aimed[:1],
        "Say in a clause what you need the answer for.",
    )


def _purposeful(reading: Reading, match: Match, spoken: tuple[ReadSentence, ...]) -> bool:
    """Whether the question is open, or its purpose stands in its sentence or beside it."""
    p = match.at.moves.probabilities
    if reading.yes(p["open_question"]) or _PURPOSE.search(match.at.text):
        return True
    place = spoken.index(match.at)
    beside = [s for s in spoken[max(0, place - 1) : place + 2] if s is not match.at]
    return any(
        _PURPOSE.search(s.text) or reading.yes(s.moves.probabilities["commits_action"]) for s in beside
    )


CRITERION = Criterion(
    id="open_inquiry",
    title="asks what's missing",
    definition="Ask the one or two things you need, and let them explain.",
    checks=(
        "Is the missing fact asked for?",
        "Is the question open, or is it plain what the answer is for?",
        "Are there at most two questions, none of them accusing?",
    ),
    source="MITI 4 (Moyers et al. 2016)",
    judge=judge,
)
