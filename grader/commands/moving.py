"""`grader moves`: what each text does, as probabilities."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.commands.jsonl import BadLine, convert, text_field
from grader.moves.batch import moves_of_text
from grader.text import MAX_CHARACTERS


def moves_file(source: str, target: str) -> int:
    """Read each line's moves into `target`; 0, or 1 if some could not be read."""
    return convert(source, target, _row, {})


def _row(record: Mapping[str, Any]) -> dict[str, Any]:
    text, context = text_field(record, "text"), text_field(record, "context", optional=True)
    if len(text) > MAX_CHARACTERS:
        raise BadLine(f"the text has {len(text):,} characters; at most {MAX_CHARACTERS:,} are read")
    return {"moves": moves_of_text(text, context)}
