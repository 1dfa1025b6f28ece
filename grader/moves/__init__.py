"""What each sentence of a reply does to the customer who reads it, as probabilities with evidence.

A fine-tuned sentence encoder with one head a move sees meaning; patterns outside it see
negation, conditions, quotation and dates, and give the words to underline.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from grader.moves.catalogue import FLAGS, MOVES
from grader.moves.encoder import EncoderMissing, embed
from grader.moves.reader import read

__all__ = ["FLAGS", "MOVES", "EncoderMissing", "SentenceMoves", "embed", "read_moves"]


@dataclass(frozen=True)
class SentenceMoves:
    """What one sentence does."""

    probabilities: Mapping[str, float]
    """Every move of the catalogue, 0 to 1."""
    evidence: Mapping[str, tuple[int, int]]
    """Move -> offsets (start, end) in the sentence of the words that show it, where a pattern found them."""
    vetoed: Mapping[str, str]
    """Move -> why a tempting cue does not count, in plain words."""
    flags: Mapping[str, float] = field(default_factory=dict)
    """Every flag of the catalogue, 0 to 1; all 0 without the encoder."""


def read_moves(sentences: Sequence[str], context: str = "", *, encoder: bool = True) -> list[SentenceMoves]:
    """The moves of each sentence, in order.

    `context` is the customer's message; sentences copied from it count as no reflection. With
    `encoder=False` only patterns speak: an instant first look, rougher. A sentence's result does
    not depend on the others. Raises EncoderMissing where the model cannot be read.
    """
    return [SentenceMoves(*found) for found in read(sentences, context, encoder=encoder)]
