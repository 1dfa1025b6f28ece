"""Reads sentences: patterns, then heads, then both together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from grader.moves.catalogue import FLAGS, MOVES
from grader.moves.combine import probability
from grader.moves.encoder import stance
from grader.moves.heads import load_heads
from grader.moves.patterns import find
from grader.moves.wording import standard

_TEMPTING = 0.3
"""A veto is told to the learner where the move would have had this probability without it, or more."""

KEPT, LONGEST_KEPT = 4096, 1000
"""Sentences that are kept, the least recently used dropped first, and the most characters of each."""

Reading = tuple[dict[str, float], dict[str, tuple[int, int]], dict[str, str], dict[str, float]]


def read(sentences: Sequence[str], context: str = "", *, encoder: bool = True) -> list[Reading]:
    """(probabilities, evidence, vetoed, flags) of each sentence; see `grader.moves.read_moves`."""
    return [
        (read_one if len(sentence) <= LONGEST_KEPT else read_one.__wrapped__)(sentence, context, encoder)
        for sentence in sentences
    ]


@lru_cache(maxsize=KEPT)
def read_one(sentence: str, context: str, encoder: bool) -> Reading:
    """One sentence; kept, so that an edit of one costs one. What is given back is not for changing."""
    heads = load_heads()
    found = find(sentence, context)
    if encoder:
        scores = heads.scores(stance([standard(sentence)])[0])
        calibrations = heads.calibrations
        flags = {flag: probability(scores[flag], calibrations[flag]) for flag in FLAGS}
    else:
        scores, flags = dict.fromkeys(MOVES, 0.0), dict.fromkeys(FLAGS, 0.0)
        calibrations = heads.patterns_alone
    probabilities: dict[str, float] = {}
    vetoed: dict[str, str] = {}
    for move in MOVES:
        calibration, score = calibrations[move], scores[move]
        probabilities[move] = probability(
            score,
            calibration,
            strong=move in found.strong,
            weak=move in found.weak,
            vetoed=move in found.vetoed,
        )
        if move in found.tempted or (move in found.vetoed and probability(score, calibration) >= _TEMPTING):
            vetoed[move] = found.vetoed[move]
    return probabilities, {**found.weak, **found.strong}, vetoed, flags
