"""`grader assess`: one reply from stdin, or a file of them."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape

from grader.assess import Assessment, assess
from grader.cards import Card, CardError, load_card
from grader.commands import Stop
from grader.commands.jsonl import BadLine, convert, kind, text_field
from grader.feedback import title_of
from grader.rubric import CRITERION
from grader.text import MAX_CHARACTERS
from grader.version import GRADER_VERSION

EMPTY: Mapping[str, Any] = {
    **{"score": None, "passed": None, "levels": {}, "gates": [], "review": []},
    "version": GRADER_VERSION,
}
"""What a row holds where there is no grade; never a score of 0."""
WORDS = ("not yet", "partly", "there")
MOST_BYTES = 4 * MAX_CHARACTERS + 3
"""Of a reply on stdin: more always hold more characters than a reply may have, in any script."""
PASSED = {
    "yes": "passed",
    "no": "not passed yet",
    "pending": "pending: a person has to look",
    "stopped": "stopped: their message holds a danger, and this passes over it",
}


def assess_file(source: str, target: str, dirs: Sequence[Path]) -> int:
    """Grade each line of `source` into `target`; 0, or 1 if some could not be graded."""
    return convert(source, target, lambda record: _row(record, dirs), EMPTY)


def _row(record: Mapping[str, Any], dirs: Sequence[Path]) -> dict[str, Any]:
    name, reply = text_field(record, "card"), text_field(record, "reply")
    try:
        card = load_card(name, dirs)
    except CardError as error:
        raise BadLine(f"the card can't be used: {_reason(name, error)}") from None
    return summary(_assess(reply, card, _focus(record.get("focus"))))


def _reason(name: str, error: CardError) -> str:
    """Why. A line may name any .yaml file, so what a file holds is not for whoever wrote the line."""
    if error.quotes and name.endswith((".yaml", ".yml")):
        return f"{error.where}: is no valid card; `grader card lint` says what is wrong"
    return str(error)


def _focus(value: object) -> Sequence[str]:
    names = value.split(",") if isinstance(value, str) else [] if value is None else value
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise BadLine(f'"focus" is {kind(value)}; a list of criteria is expected')
    return [name.strip() for name in names if name.strip()]


def _assess(reply: str, card: Card, focus: Sequence[str]) -> Assessment:
    if unknown := [name for name in focus if name not in CRITERION]:
        raise BadLine(f"no such criterion: {_short(', '.join(unknown))}; there are {', '.join(CRITERION)}")
    return assess(reply, card, focus)


def _short(names: str) -> str:
    return names if len(names) <= 80 else names[:79] + "…"


def summary(result: Assessment) -> dict[str, Any]:
    """One row of the output: plain data; spans as [start, end], offsets in characters into the reply."""
    row = {
        "status": result.status,
        "score": result.score,
        "passed": result.passed,
        "levels": {
            criterion: {
                "value": level.value,
                "band": level.band,
                "spans": [[span.start, span.end] for span in level.spans],
            }
            for criterion, level in result.levels.items()
        },
        "gates": list(result.gates),
        "review": list(result.review),
        "version": result.version,
    }
    return row if result.status == "scored" else {**row, "message": result.message or "Nothing was written."}


def assess_stdin(card: str, focus: Sequence[str], dirs: Sequence[Path], *, as_json: bool) -> int:
    """Grade the reply on stdin and print it; returns 0, or 1 where it could not be graded.

    Raises Stop for a card or a focus that can't be used.
    """
    try:
        found = load_card(card, dirs)
    except CardError as error:
        raise Stop(str(error)) from None
    if sys.stdin.isatty():
        print("Type the reply; end it with Ctrl-D (on Windows Ctrl-Z and Enter).", file=sys.stderr)
    raw = sys.stdin.buffer.read(MOST_BYTES + 1)
    reply = ""
    try:
        if len(raw) > MOST_BYTES:
            too_long = f"The reply is far too long; one has at most {MAX_CHARACTERS:,} characters."
            result = Assessment("could_not_grade", found.id, message=too_long)
        else:
            reply = raw.decode("utf-8-sig")
            result = _assess(reply, found, focus)
    except UnicodeDecodeError:
        result = Assessment("could_not_grade", found.id, message="The reply is not UTF-8 text.")
    except BadLine as problem:
        raise Stop(f"--focus: {problem}") from None
    if as_json:
        print(json.dumps(_details(result), ensure_ascii=False, indent=2))
    else:
        _show(reply, result)
    if result.status == "could_not_grade":
        print(result.message, file=sys.stderr)
        return 1
    return 0


def _details(result: Assessment) -> dict[str, Any]:
    row = summary(result)
    for criterion, level in result.levels.items():
        row["levels"][criterion] |= {"reasons": list(level.reasons), "next_edit": level.next_edit}
    return {"card": result.card, "focus": list(result.focus), **row, "next_step": result.next_step} | (
        {"message": result.message} if result.message else {}
    )


def _show(reply: str, result: Assessment) -> None:
    console = Console(highlight=False, soft_wrap=True)
    if result.status != "scored" or result.score is None:
        console.print(
            "Nothing was written yet." if result.status == "not_attempted" else "This could not be graded."
        )
        return
    passed = PASSED[result.verdict]
    console.print(f"[bold]{result.score:.0%}[/bold] {escape(passed)}")
    for criterion, level in result.levels.items():
        focus = " (focus)" if criterion in result.focus else ""
        unsure = ", unsure" if level.band == "unsure" else ""
        console.print(
            f"\n[bold]{level.value}[/bold] {escape(title_of(criterion))}{focus}: {WORDS[level.value]}{unsure}"
        )
        for span in level.spans:
            console.print(f"   [green]“{escape(reply[span.start : span.end])}”[/green]")
        for reason in level.reasons:
            console.print(f"   {escape(reason)}")
    for gate in result.gates:
        missed = f"Missed: “{escape(title_of(gate))}”. While it is, the score is 49 % at most."
        console.print(f"\n[red]{missed}[/red]")
    for note in result.review:
        console.print(f"\nFor a person to look at: {escape(note)}")
    if result.next_step:
        console.print(f"\nTry this: {escape(result.next_step)}")
