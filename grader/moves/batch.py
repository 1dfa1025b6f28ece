"""The moves of a whole text, as the command `grader moves` prints them."""

from __future__ import annotations

from grader.moves import read_moves
from grader.moves.catalogue import MOVES
from grader.text import read_text


def moves_of_text(text: str, context: str = "") -> dict[str, float]:
    """Move -> its highest probability over the sentences of `text`, every move of the catalogue, 0 to 1.

    `context` is the customer's message. An empty text makes no move: all 0. Raises EncoderMissing
    where the model cannot be read.
    """
    read = read_moves([sentence.text for sentence in read_text(text).sentences], context)
    return {move: max((s.probabilities[move] for s in read), default=0.0) for move in MOVES}
