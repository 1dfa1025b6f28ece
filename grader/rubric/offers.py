"""What the reply gives: permitted offers, and things that the card forbids."""

from __future__ import annotations

import math

from grader.rubric.acts import does
from grader.rubric.cues import cue, said
from grader.rubric.matching import CardItem
from grader.rubric.reading import Match, Reading, ReadSentence
from grader.rubric.relations import RELATIONS
from grader.rubric.words import anchors, content_words

_REFUSED = cue(
    r"can't",
    "cannot",
    "can not",
    r"can no longer",
    "couldn't",
    "won't",
    "will not",
    "wouldn't",
    "not",
    "unable",
    "no way",
    "never",
    "isn't",
    "aren't",
    "don't",
    "doesn't",
    "haven't",
    "hasn't",
    "outside",
    "beyond",
    "neither",
    "nor",
    "without",
    "too late",
    "rather than",
    "instead of",
    "no",
    r"(?:has|have) to decide",
    r"decides?",
    r"up to (?:the|him|her|them)",
    "nobody",
    "nothing",
    "none",
    "until",
    "before (?:i|we|the|it|a)",
    "only",
    "yet",
    "once",
    "unless",
    "if",
    "whether",
    "as soon as",
)
_CALMING = cue(
    "don't (?:you )?worry",
    "not to worry",
    "no need to worry",
    "no problem",
    "no worries",
    "nothing to worry about",
)
OFFERS = RELATIONS.index("offers")
LENIENT = 0.1
"""Forbidden things are offered seldom, so a little less than a yes counts where the words agree."""
SURE = 0.8
"""A forbidden offer must be matched this surely, since it caps the score."""
_GIVING = cue(
    r"(?:i|we)(?:'ll| will|'m| am|'ve| have|'re| are| can| do| promise| guarantee| take| order| put)",
    r"you(?:'ll| will| can| shall)",
    r"consider it",
    r"on us",
    "guaranteed",
    "approved",
    "definitely",
    r"(?:i'm|we're) sure",
    r"(?:is|are|was|has been|it's)(?: \w+)? (?:approved|off|fixed|yours|on its way|done|sorted|safe|"
    r"harmless|fine)",
    r"it was (?:the|their|his|her|your)",
    r"stays? between",
    r"won't (?:go ahead|happen)",
    r"nobody has",
    r"has been sacked",
)
_BACK = cue(
    r"refund\w*", r"(?:giv|pay|send|hand)\w*(?: \w+){0,3} back", r"reimburs\w+", r"credit\w*", r"waiv\w+"
)
FAINT = 0.1
"""How faintly the encoder may hear an offer where the sum and the paying back are both in the words."""
_STATEMENT = cue(
    "saying", r"statements?", r"promises?", r"views?", "hint", "telling", "the name", "confirming"
)
"""Forbidden things that are given by being said."""
MARGIN = 1.0
"""Log-odds by which a sentence must speak of the forbidden thing more than of a permitted one."""


def forbidden_given(reading: Reading) -> list[Match]:
    """Forbidden things that the reply gives, rather than refuses, each with its sentence."""
    return [m for m in _offered(reading) if _is_given(reading, m)]


def _offered(reading: Reading) -> list[Match]:
    """Forbidden things that the reply may be giving, each with the sentence that does so most."""
    if not reading.encoder:
        return reading.matched("forbidden")
    best: dict[CardItem, Match] = {}
    for s in reading.sentences:
        for item, row in s.relations.items():
            likely = reading.yes(row[OFFERS] + LENIENT) or (row[OFFERS] >= FAINT and _pays_back(s, item))
            given = item.kind == "forbidden" and likely
            if given and (item not in best or row[OFFERS] > best[item].probability):
                best[item] = Match(item, s, row[OFFERS])
    return list(best.values())


def _pays_back(s: ReadSentence, item: CardItem) -> bool:
    """Whether the sentence pays back a figure of the item, and paying it back is what the item forbids."""
    figures = {a for a in anchors(s.text) & anchors(item.text) if a[0].isdigit()}
    return bool(figures and _BACK.search(s.said) and _BACK.search(said(item.text)))


def _is_given(reading: Reading, match: Match) -> bool:
    s, p = match.at, match.at.moves.probabilities
    if refused(s) or s.sentence.is_question:
        return False
    if reading.yes(p["states_limit"]) or reading.yes(p["meta"]) or not _GIVING.search(s.said):
        return False
    if not _tells_apart(reading, match) or not (s.relations or _by_words(reading, match)):
        return False
    gives = max(
        p[m] for m in ("commits_action", "offers_option", "overpromise", "positive_alternative", "blame")
    )
    return reading.yes(gives) or does(s) or bool(_STATEMENT.search(match.item.text.lower()))


def _by_words(reading: Reading, match: Match) -> bool:
    """Whether, by words alone, it is surely this thing, and more so than anything that may be given."""
    other = match.at.speaks_of("offer", "next_step", "handoff", "missing")
    sure = match.probability >= SURE - 0.5 + reading.threshold
    return sure and _odds(match.probability) >= _odds(other) + MARGIN


def _odds(p: float) -> float:
    return math.log(max(p, 1e-9) / max(1 - p, 1e-9))


def _tells_apart(reading: Reading, match: Match) -> bool:
    """Whether the sentence shares a word or figure with the forbidden thing that no permitted one has."""
    allowed = " ".join(o.text for o in reading.card.may_offer)
    own = (
        (content_words(match.item.text) | anchors(match.item.text))
        - content_words(allowed)
        - anchors(allowed)
    )
    return bool(own & (content_words(match.at.text) | anchors(match.at.text)))


def refused(s: ReadSentence) -> bool:
    """Whether words of refusal, doubt or condition stand in the sentence."""
    return bool(_REFUSED.search(_CALMING.sub(" ", s.said)))
