"""Plots that a learner looks at: own levels over time, guess against level, and a conversation's temperature.

Each is a piece of HTML with the picture, its words for a screen reader, and a table behind it. None of them
shows anything that people wrote but the names that the caller gives, which are escaped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Protocol

from matplotlib.figure import Figure

from grader.cards import CRITERIA
from grader.html import safe
from grader.plotting import (
    ACCENT,
    ANGER,
    CONTROL,
    INK,
    LINE,
    MUTED,
    NO,
    PAPER,
    PARTLY,
    TRUST,
    YES,
    figure,
    section,
    svg,
    table,
    tile,
)
from grader.record import Record
from grader.widgets import coaching

NEWEST = 24
"""Replies that one tile shows."""
STATES = (coaching.NO, coaching.PARTLY, coaching.YES)
WORDS = tuple(state.word for state in STATES)
"""The levels 0, 1 and 2 in words."""
_MARKS = ((NO, "none"), (PARTLY, "left"), (YES, "full"))
_FORCES = (("anger", ANGER, "-", "o"), ("trust", TRUST, "--", "^"), ("control", CONTROL, ":", "s"))


class State(Protocol):
    """How a customer is, each from 0 to 10."""

    @property
    def anger(self) -> float: ...

    @property
    def trust(self) -> float: ...

    @property
    def control(self) -> float:
        """Sense of control over what happens."""


def own_levels(records: Iterable[Record]) -> str:
    """One small plot for each criterion that any record has: its level from reply to reply, oldest left."""
    ordered = sorted(records, key=lambda r: (r.at, r.id))
    courses = {c: [r for r in ordered if c in r.levels] for c in CRITERIA}
    tiles, rows = [], []
    for criterion, having in courses.items():
        if not having:
            continue
        title, levels = coaching.TITLES[criterion], [r.levels[criterion] for r in having]
        state = STATES[levels[-1]]
        note = f'<span class="{state.name}">{safe(f"{state.icon} {state.word}")}</span>'
        tiles.append(tile(title, note, _level_picture(title, having[-NEWEST:], levels[-NEWEST:])))
        rows.append((title, ", ".join(map(str, levels[-NEWEST:])), state.word))
    behind = table("Your levels", ("Criterion", "From reply to reply (0 to 2)", "Now"), rows)
    words = f"{_span(ordered)} Oldest on the left. A diamond is a reply you wrote with help."
    return section("How your replies have gone", words, tiles, behind)


def guess_against_score(records: Iterable[Record]) -> str:
    """How often each guess met each level, as circles; empty where nothing was ever guessed."""
    met: Counter[tuple[int, int]] = Counter()
    for record in records:
        met.update((guess, record.levels[c]) for c, guess in record.guess.items() if c in record.levels)
    total = met.total()
    if not total:
        return ""
    right = sum(met[v, v] for v in range(3))
    better = sum(n for (guess, level), n in met.items() if level > guess)
    words = (
        f"Just right: {right} of {total}. Better than you thought: {better}. "
        f"Not as well: {total - right - better}."
    )
    picture = svg(_guess_figure(met), f"Your guesses against what the page said. {words}")
    rows = [(f"you guessed {WORDS[g]}", *(met[g, level] for level in range(3))) for g in range(3)]
    behind = table("Guess and level", ("", *(f"the page said {w}" for w in WORDS)), rows)
    return section("Guess against level", words, [tile("In the shaded squares you were right", "", picture)],
                   behind, "one")  # fmt: skip


def temperature(courses: Sequence[tuple[str, Sequence[State]]]) -> str:
    """Anger, trust and sense of control, 0 to 10, from turn to turn.

    courses: a name and its states each; the first state is how it began, the others how it was after each
    reply. Two of them stand side by side where there is room.
    """
    tiles, rows = [], []
    for name, states in courses:
        if not states:
            continue
        alt = f"{name}: {_told(states)}"
        tiles.append(tile(name, "", svg(_temperature_figure(states), alt)))
        label = f"{name}, " if len(courses) > 1 else ""
        rows += [
            (f"{label}{_turn(turn)}", *(f"{getattr(state, force[0]):.1f}" for force in _FORCES))
            for turn, state in enumerate(states)
        ]
    behind = table("Every turn", ("When", "Anger", "Trust", "Control"), rows)
    words = "From 0 to 10, at the start and after each of your replies."
    return section("How they were, turn by turn", words, tiles, behind, "wide")


def _span(ordered: Sequence[Record]) -> str:
    """From when to when, in words."""
    if not ordered:
        return "Nothing yet."
    first, last = ordered[0].at.astimezone(), ordered[-1].at.astimezone()
    count = f"{len(ordered)} {'reply' if len(ordered) == 1 else 'replies'}"
    days = [f"{day.day} {day:%B}" for day in (first, last)]
    return f"{count}, on {days[0]}." if days[0] == days[1] else f"{count}, from {days[0]} to {days[1]}."


def _level_picture(title: str, having: Sequence[Record], levels: Sequence[int]) -> str:
    drawn, axes = figure(260, 78)
    drawn.subplots_adjust(left=0.2, right=0.97, top=0.92, bottom=0.08)
    axes.set_yticks(range(3), WORDS)
    axes.hlines(range(3), -0.5, max(len(levels), 6) - 0.5, color=LINE, linewidth=1, zorder=1)
    axes.plot(range(len(levels)), levels, color=MUTED, linewidth=1.2, zorder=2)
    for place, (record, level) in enumerate(zip(having, levels, strict=True)):
        colour, filled = _MARKS[level]
        axes.plot(
            [place], [level], marker="o" if record.unaided else "D", markersize=8 if record.unaided else 6.5,
            color=colour, fillstyle=filled, markerfacecoloralt=PAPER, markeredgewidth=1.5, zorder=3,
            **({"markerfacecolor": PAPER} if filled == "none" else {}),
        )  # fmt: skip
    axes.set_xlim(-0.7, max(len(levels), 6) - 0.3)
    axes.set_ylim(-0.5, 2.5)
    axes.set_xticks([])
    return svg(drawn, f"{title}: {', '.join(WORDS[level] for level in levels)}.")


def _guess_figure(met: Counter[tuple[int, int]]) -> Figure:
    drawn, axes = figure(330, 270)
    drawn.subplots_adjust(left=0.24, right=0.98, top=0.98, bottom=0.2)
    most = max(met.values())
    for guess in range(3):
        low, high = guess - 0.48, guess + 0.48
        axes.fill([low, high, high, low], [low, low, high, high], color=LINE, alpha=0.45, linewidth=0)
        for level in range(3):
            if count := met[guess, level]:
                size = 18 + 30 * (count / most) ** 0.5
                axes.plot([guess], [level], marker="o", markersize=size, color=ACCENT, markeredgewidth=0)
                axes.annotate(str(count), (guess, level), ha="center", va="center", color=PAPER, fontsize=13)
    axes.set_xticks(range(3), WORDS)
    axes.set_yticks(range(3), WORDS)
    axes.set_xlim(-0.5, 2.5)
    axes.set_ylim(-0.5, 2.5)
    axes.set_xlabel("you guessed", color=INK, fontsize=12, labelpad=4)
    axes.set_ylabel("the page said", color=INK, fontsize=12, labelpad=4)
    return drawn


def _temperature_figure(states: Sequence[State]) -> Figure:
    drawn, axes = figure(360, 230)
    drawn.subplots_adjust(left=0.08, right=0.82, top=0.96, bottom=0.17)
    turns = range(len(states))
    axes.hlines((0, 5, 10), -0.2, len(states) - 0.8, color=LINE, linewidth=1, zorder=1)
    ends = _apart([getattr(states[-1], name) for name, *_ in _FORCES], 1.0)
    for (name, colour, line, mark), end in zip(_FORCES, ends, strict=True):
        values = [getattr(state, name) for state in states]
        axes.plot(turns, values, color=colour, linestyle=line, linewidth=2.2, marker=mark, markersize=7)
        axes.annotate(name, (len(states) - 1, end), xytext=(12, 0), textcoords="offset points", va="center",
                      color=colour, fontsize=13, annotation_clip=False)  # fmt: skip
    axes.set_ylim(-0.6, 10.6)
    axes.set_yticks((0, 5, 10))
    axes.set_xlim(-0.2, max(len(states) - 0.8, 0.8))
    axes.set_xticks(turns, ["start", *map(str, range(1, len(states)))])
    axes.set_xlabel("after your reply", color=MUTED, fontsize=12, labelpad=3)
    return drawn


def _apart(values: Sequence[float], least: float) -> list[float]:
    """The values, moved so far that each two are `least` apart: places for words beside the ends of lines."""
    order = sorted(range(len(values)), key=lambda i: values[i])
    places = [values[i] for i in order]
    for _ in range(20):
        for low, high in zip(range(len(places)), range(1, len(places)), strict=False):
            if (lack := least - (places[high] - places[low])) > 1e-6:
                places[low] -= lack / 2
                places[high] += lack / 2
    found = [0.0] * len(values)
    for place, i in zip(places, order, strict=True):
        found[i] = place
    return found


def _told(states: Sequence[State]) -> str:
    """A course in words."""
    first, last = states[0], states[-1]
    if len(states) == 1:
        return ", ".join(f"{name} {getattr(first, name):.1f}" for name, *_ in _FORCES) + ", at the start."
    parts = [f"{name} from {getattr(first, name):.1f} to {getattr(last, name):.1f}" for name, *_ in _FORCES]
    replies = len(states) - 1
    return f"{', '.join(parts)}, over {replies} {'reply' if replies == 1 else 'replies'}."


def _turn(turn: int) -> str:
    return "at the start" if turn == 0 else f"after reply {turn}"
