"""The way of a conversation in words and a table: for the feedback page and the graded notebook."""

from __future__ import annotations

from dataclasses import dataclass

from grader.html import safe, shown
from grader.simulator import Conversation, Exchange, State

TAKEN = {"calmer": ("↓", "calmer"), "same": ("→", "not convinced"), "hotter": ("↑", "hotter")}
"""A mood as a sign and in words."""
FORCES = (("anger", "anger"), ("trust", "trust"), ("control", "sense of control"))
"""What is followed, and what a page calls it."""


@dataclass(frozen=True)
class Way:
    """A conversation as a page tells it, with what its way has earned."""

    conversation: Conversation
    points: float | None = None
    """Points for its way; None where the assignment gives none."""
    most: float = 0.0
    """The most that its way could earn."""
    note: str = ""
    """Whose points these are, as HTML, where they aren't the grader's own."""
    comment: str = ""
    """What the instructor says to it."""


def way_html(way: Way) -> str:
    """How a conversation went, as an HTML fragment without a heading of its own."""
    talk = way.conversation
    return f"{_table(talk)}{_unfinished(way)}{_ending(talk)}{_points(way)}"


def moved(before: State, after: State, force: str = "anger") -> tuple[str, str]:
    """How one of anger, trust and control moved: a sign, and a plain sentence."""
    one, two = float(getattr(before, force)), float(getattr(after, force))
    name = dict(FORCES)[force].capitalize()
    if round(two - one, 1) == 0:
        return "→", f"{name} stayed at {tenths(two)} of 10."
    sign, verb = ("↓", "fell") if two < one else ("↑", "rose")
    return sign, f"{name} {verb} from {tenths(one)} to {tenths(two)} of 10."


def way_in_words(talk: Conversation) -> str:
    """From the start to where the conversation is now, in a sentence."""
    first, last = talk.states[0], talk.states[-1]
    parts = [f"{name} from {tenths(getattr(first, f))} to {tenths(getattr(last, f))}" for f, name in FORCES]
    return f"From the start to the end, each of 10: {', '.join(parts)}."


def tenths(value: float) -> str:
    """A number as people write it, with a tenth where it has one."""
    return f"{value:.1f}".removesuffix(".0")


def who(talk: Conversation) -> str:
    """The customer's name, as a sentence begins with it."""
    return talk.card.customer.name or "The customer"


def _table(talk: Conversation) -> str:
    head = "".join(f'<th scope="col">{safe(h)}</th>' for h in ("", "Taken", "Anger", "Trust", "Control"))
    rows = _row("at the start", "", talk.states[0]) + "".join(map(_after, talk.exchanges))
    caption = f"How {who(talk)} was, from 0 to 10"
    return (
        f'<table class="way"><caption>{safe(caption)}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _after(exchange: Exchange) -> str:
    sign, words = TAKEN[exchange.mood]
    again = ": the same words again" if exchange.again else ""
    return _row(f"after reply {exchange.number}", f"{sign} {words}{again}", exchange.after)


def _row(when: str, taken: str, state: State) -> str:
    cells = (taken, tenths(state.anger), tenths(state.trust), tenths(state.control))
    return f'<tr><th scope="row">{when}</th>{"".join(f"<td>{safe(c)}</td>" for c in cells)}</tr>'


def _unfinished(way: Way) -> str:
    talk = way.conversation
    left = talk.turns - len(talk.exchanges)
    if not left:
        return ""
    words = "One reply was" if left == 1 else f"{left} replies were"
    cost = " A conversation without an end earns no points for its way." if way.most else ""
    return f"<p>{words} not written, so this conversation has no end.{cost}</p>"


def _ending(talk: Conversation) -> str:
    if not talk.over:
        return ""
    last = shown(talk.exchanges[-1].answer)
    return f"<p>{safe(way_in_words(talk))}</p><p>The last word:</p><blockquote>{last}</blockquote>"


def _points(way: Way) -> str:
    if way.points is None:
        return ""
    earned = f"{way.points:.2f}".rstrip("0").rstrip(".")
    return (
        f"<p class=points>{earned} of {way.most:g} points for how the conversation went{way.note}: "
        "half for anger that fell, then for trust and a sense of control that were won.</p>"
    )
