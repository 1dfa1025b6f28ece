"""What an assessment promises for any text."""

from __future__ import annotations

import json

from grader import Assessment, Card, assess

STATUSES = ("scored", "not_attempted", "could_not_grade")


def broken(found: Assessment, reply: str) -> list[str]:
    """The promises that an assessment of `reply` breaks, in plain words; empty where it keeps all."""
    problems = []
    if found.status not in STATUSES:
        problems.append(f"status {found.status!r}")
    scored = found.status == "scored"
    if (found.score is not None) != scored or bool(found.levels) != scored:
        problems.append("score and levels are there exactly where it is scored")
    if found.score is not None and not 0 <= found.score <= 1:
        problems.append(f"score {found.score}")
    for c, level in found.levels.items():
        if level.value not in (0, 1, 2) or not 0 <= level.low <= level.value <= level.high <= 2:
            problems.append(f"{c}: level {level.low} <= {level.value} <= {level.high}")
        if not all(0 <= s.start < s.end <= len(reply) for s in level.spans):
            problems.append(f"{c}: a span outside the text")
        if not level.reasons:
            problems.append(f"{c}: no reason")
    try:
        json.dumps(found.to_dict())
    except (TypeError, ValueError) as error:
        problems.append(f"no JSON: {error}")
    return problems


def tried(reply: str, card: Card) -> list[str]:
    """Assess any text: the promises that were broken, an exception among them."""
    try:
        return broken(assess(reply, card), reply)
    except Exception as error:  # whatever it is, it is what the bench looks for
        return [f"{type(error).__name__}: {error}"]
