"""What the page is told of a conversation, as plain JSON.

Coached, a sent reply has four lines at most: the focus with the words that show it, a gate where one is hit,
one next edit, and how anger moved.
"""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import JsonValue

from grader.simulator import Conversation, Exchange, State
from grader.way import TAKEN, moved, tenths, way_in_words, who
from grader.widgets.coaching import coaching

AGAIN = "They have had these words from you already. Say something to what they wrote just now."
STANDS = "That was the last reply. The conversation stands as you sent it. You hear more when you hand in."


def exchange_view(exchange: Exchange, *, coached: bool) -> dict[str, JsonValue]:
    """One reply and the answer to it; `note` is None unless coached."""
    return {
        "number": exchange.number,
        "reply": exchange.reply,
        "answer": exchange.answer,
        "note": _note(exchange) if coached else None,
    }


def the_end(talk: Conversation, *, coached: bool) -> dict[str, JsonValue]:
    """What stands below a finished conversation; the course of it only where it is coached."""
    if not coached:
        return {"words": STANDS, "plot": ""}
    return {"words": way_in_words(talk), "plot": temperature([("Your conversation", talk.states)])}


def compared(talk: Conversation, other: Conversation, turn: int) -> dict[str, JsonValue]:
    """Two courses side by side, from the turn at which they part."""
    pairs = list(zip(talk.exchanges, other.exchanges, strict=True))[turn - 1 :]
    courses = [("As it went", talk.states), (f"With the other reply {turn}", other.states)]
    was, would = (tenths(states[-1].anger) for _, states in courses)
    return {
        "rows": [{"number": one.number, "was": _side(one), "other": _side(two)} for one, two in pairs],
        "words": f"{who(talk)} ends with an anger of {was} of 10 as it went, and of {would} the other way.",
        "plot": temperature(courses),
    }


def temperature(courses: Sequence[tuple[str, Sequence[State]]]) -> str:
    """Anger, trust and control by turn, as HTML: a plot with its words and a table."""
    from grader import plots  # matplotlib takes a second to load

    return plots.temperature(courses)


def _side(exchange: Exchange) -> dict[str, JsonValue]:
    sign, words = TAKEN[exchange.mood]
    return {
        "reply": exchange.reply,
        "answer": exchange.answer,
        "taken": f"{sign} {words}",
        "anger": _moved(exchange),
    }


def _note(exchange: Exchange) -> dict[str, JsonValue]:
    a = exchange.assessment
    said = coaching(exchange.reply, exchange.card, a)
    every = said["all"] if isinstance(said["all"], list) else []
    rows = {str(row["criterion"]): row for row in every if isinstance(row, dict)}
    focus = min((c for c in a.focus if c in rows), key=lambda c: a.levels[c].value, default=None)
    gate = next((c for c in a.gates if c != focus), None)
    return {
        "message": a.message if a.status == "could_not_grade" else "",
        "rows": [rows[c] for c in (focus, gate) if c is not None],
        "edit": AGAIN if exchange.again else a.next_step,
        "anger": _moved(exchange),
    }


def _moved(exchange: Exchange) -> dict[str, JsonValue]:
    sign, words = moved(exchange.before, exchange.after)
    return {"sign": sign, "words": words}
