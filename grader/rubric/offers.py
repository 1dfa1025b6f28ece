"""What the reply gives: permitted offers, and things that the card forbids."""

from __future__ import annotations

from grader.rubric.acts import acts
from grader.rubric.cues import cue
from grader.rubric.reading import Match, Reading, ReadSentence

_REFUSED = cue(
    r"can't", "cannot", "can not", r"can no longer", "couldn't", "won't", "will not", "wouldn't", "not", "unable", "no way", "never", "isn't", "aren't", "don't", "doesn't",
    "haven't", "hasn't", "outside", "beyond", "neither", "nor", "without", "too late", "rather than", "instead of", "no", "nobody", "nothing", "none", "until", "before (?:i|we|the|it|a)", "only",
    "yet", "once", "unless", "if", "whether", "as soon as",
)  # fmt: skip
SURE = 0.8
"""A forbidden offer must be matched this surely, since it caps the score."""
_GIVING = cue(
    r"(?:i|we)(?:'ll| will|'m| am|'ve| have|'re| are| can| do| promise| guarantee)", r"you(?:'ll| will| can| have)", r"(?:is|are|has been|will be|it'?s|was|were)",
    r"consider it", r"on us", r"guaranteed", r"i promise", "approved", r"definitely", r"sure",
)  # fmt: skip


def forbidden_given(reading: Reading) -> list[Match]:
    """Forbidden things that the reply gives, rather than refuses, each with its sentence."""
    return [m for m in reading.matched("forbidden") if _is_given(reading, m)]


def _is_given(reading: Reading, match: Match) -> bool:
    s, p = match.at, match.at.moves.probabilities
    if match.probability < SURE - 0.5 + reading.threshold or _REFUSED.search(s.said) or s.sentence.is_question:
        return False
    if reading.yes(p["states_limit"]) or reading.yes(p["meta"]) or not _GIVING.search(s.said):
        return False
    permitted = s.speaks_of("offer", "next_step", "handoff", "missing")
    known = s.speaks_of("fact", "stake")
    if match.probability <= max(permitted, known):
        return False
    gives = max(p[m] for m in ("commits_action", "offers_option", "overpromise", "positive_alternative", "blame"))
    return reading.yes(gives) or bool(acts(reading, [s]))


def refused(s: ReadSentence) -> bool:
    """Whether words of refusal, doubt or condition stand in the sentence."""
    return bool(_REFUSED.search(s.said))
