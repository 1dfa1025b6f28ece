"""An assessment as the desk says it: three things at most, in the learner's own words.

The output is plain JSON. Offsets count UTF-16 units, as JavaScript does; everything else about levels, gates
and words comes from the assessment.
"""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import JsonValue

from grader.assess import Assessment
from grader.cards import GATES, Card
from grader.rubric import CRITERION, Level, Span
from grader.widgets.reaction import how_taken

LONGEST_QUOTE = 90
"""Characters of a quotation before it's cut."""
NOTHING_LEFT = "Nothing left to change. Read it aloud once, and go on."

TITLES: dict[str, str] = {c: criterion.title for c, criterion in CRITERION.items()}
"""Criterion: what the page calls it."""


@dataclass(frozen=True)
class State:
    """How a level is shown: never by colour alone."""

    name: str
    """For the style sheet: yes, partly, no, unsure or gate."""
    icon: str
    word: str


YES = State("yes", "✓", "there")
PARTLY = State("partly", "◐", "partly")
NO = State("no", "○", "not yet")
UNSURE = State("unsure", "?", "hard to tell")
GATE = State("gate", "⚠", "no: undoes the rest")


def state_of(criterion: str, level: Level) -> State:
    """The state that a level is shown as."""
    if level.value == 0 and criterion in GATES and level.band != "unsure":
        return GATE
    if level.band == "unsure":
        return UNSURE
    return (NO, PARTLY, YES)[level.value]


def coaching(reply: str, card: Card, assessment: Assessment) -> dict[str, JsonValue]:
    """What the page shows for `reply`, as plain JSON.

    status is the assessment's, and so is message, but for an empty box, of which nothing is said; things: at
    most two rows, which with `edit` make three; all: a row for each criterion; marks: the underlined words;
    taken: how the customer takes it.
    """
    a = assessment
    if a.status != "scored":
        return {
            "status": a.status,
            "message": a.message if a.status == "could_not_grade" else "",
            "things": [],
            "all": [],
            "marks": [],
            "edit": "",
            "taken": "",
        }
    chosen = _chosen(a)
    return {
        "status": a.status,
        "message": a.message,
        "things": [_row(reply, c, a.levels[c]) for c in chosen],
        "edit": a.next_step,
        "done": "" if a.next_step or a.gates else NOTHING_LEFT,
        "all": [_row(reply, c, level) for c, level in a.levels.items()],
        "marks": _marks(reply, a),
        "taken": how_taken(a, card),
    }


def _chosen(a: Assessment) -> list[str]:
    """The criteria to speak of: the weakest focus, a gate that is hit, the edit's own, a strength."""
    focus = sorted((c for c in a.focus if c in a.levels), key=lambda c: a.levels[c].value)[:1]
    edited = [c for c, level in a.levels.items() if a.next_step and level.next_edit == a.next_step][:1]
    strengths = [c for c, level in a.levels.items() if level.band == "yes" and level.spans][:1]
    return list(dict.fromkeys([*focus, *a.gates[:1], *edited, *strengths]))[:2]


def _row(reply: str, criterion: str, level: Level) -> dict[str, JsonValue]:
    state = state_of(criterion, level)
    reason = " ".join(level.reasons[:1])
    span = level.spans[0] if level.spans else None
    quote = "" if span is None or "“" in reason else quoted(reply[span.start : span.end])
    return {
        "criterion": criterion,
        "title": TITLES[criterion],
        "state": state.name,
        "icon": state.icon,
        "word": state.word,
        "reason": reason,
        "quote": quote,
        "edit": level.next_edit,
    }


def quoted(words: str) -> str:
    """The learner's words on one line, cut at a word where they are long."""
    line = " ".join(words.split())
    if len(line) <= LONGEST_QUOTE:
        return line
    return line[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"


def _marks(reply: str, a: Assessment) -> list[JsonValue]:
    """The underlined words in order; words that do several things are one mark with several notes.

    A span within another is part of its mark: two underlines in one phrase would say two things at once.
    """
    notes: dict[tuple[int, int], list[JsonValue]] = {}
    for criterion, level in a.levels.items():
        row = _row(reply, criterion, level)
        note: JsonValue = {k: row[k] for k in ("criterion", "title", "state", "icon", "word", "reason")}
        for span in dict.fromkeys(_trimmed(reply, span) for span in level.spans):
            if 0 <= span[0] < span[1] <= len(reply):
                notes.setdefault(span, []).append(note)
    for span in sorted(notes, key=lambda s: s[1] - s[0]):
        around = [o for o in notes if o != span and o[0] <= span[0] and span[1] <= o[1]]
        if around:
            outer = notes[min(around, key=lambda s: s[1] - s[0])]
            outer += [note for note in notes.pop(span) if note not in outer]
    units = _units(reply)
    return [
        {
            "start": units[start],
            "end": units[end],
            "quote": quoted(reply[start:end]),
            "notes": notes[start, end],
        }
        for start, end in sorted(notes)
    ]


def _trimmed(reply: str, span: Span) -> tuple[int, int]:
    """The span without white space and full stops at its ends: two readings of one thing are one mark."""
    start, end = span.start, min(span.end, len(reply))
    while start < end and reply[start].isspace():
        start += 1
    while start < end and (reply[end - 1].isspace() or reply[end - 1] in ".,;:!"):
        end -= 1
    return start, end


def _units(text: str) -> list[int]:
    """For each offset in characters, the offset in UTF-16 units."""
    out = [0]
    for character in text:
        out.append(out[-1] + (2 if ord(character) > 0xFFFF else 1))
    return out
