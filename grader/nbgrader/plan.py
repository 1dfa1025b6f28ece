"""What an assignment asks for, read from the instructor's notebook without running it.

The notebook calls one-line functions of `grader.lesson`. Here they are read as literal calls, by their
syntax alone: `begin("03-name-the-feeling", focus=("emotion_acknowledgment",))`, `rewrite("late-parcel")`,
`model_reply("late-parcel", "...")` and, one a grade cell, `check("late-parcel", "emotion_acknowledgment")`.

A whole conversation is `conversation("late-parcel")`, its model replies `model_turns("late-parcel", ["...",
...])`, its grade cells `check_turn("late-parcel", 2, "action_commitment")` and, for its way from beginning to
end, `check_conversation("late-parcel")`. In the plan each of its turns is a card of its own: grader.turns.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from grader.cards import CRITERIA
from grader.turns import split_turn, turn_id

POINTS = 2.0
"""What a criterion is worth: its level."""
FOCUS_POINTS = 4.0
"""What a focus criterion is worth: it counts twice."""
WAY = "conversation"
"""Stands in a check's place for a criterion where it grades the way of a whole conversation."""
WAY_POINTS = 10.0
"""What the way of a conversation is worth."""


class PlanError(ValueError):
    """The instructor's notebook can't be used for grading; the message says which cell and what to change."""


@dataclass(frozen=True)
class Check:
    """One grade cell: a criterion of one card, and its points (2, or 4 for a focus criterion).

    For a turn of a conversation, `card` is the turn's id; for the way of one, it is the card's own.
    """

    grade_id: str
    card: str
    criterion: str
    """A criterion, or WAY."""
    points: float

    @property
    def call(self) -> str:
        """The call that the grade cell consists of."""
        if self.criterion == WAY:
            return f'check_conversation("{self.card}")'
        if turn := split_turn(self.card):
            return f'check_turn("{turn[0]}", {turn[1]}, "{self.criterion}")'
        return f'check("{self.card}", "{self.criterion}")'


@dataclass(frozen=True)
class Plan:
    """One notebook of an assignment, as its instructor wrote it."""

    assignment: str
    notebook_id: str
    focus: tuple[str, ...]
    """Criteria that count twice."""
    cards: tuple[str, ...]
    """Card ids, in the order of the notebook; a turn of a conversation stands here by its own id."""
    checks: tuple[Check, ...]
    """The grade cells, in the order of the notebook."""
    models: Mapping[str, str] = field(repr=False)
    """Model replies by card id."""
    notebook: NotebookNode = field(repr=False)
    """The notebook itself, without outputs."""
    conversations: tuple[str, ...] = ()
    """Ids of the cards that are whole conversations, in the order of the notebook."""

    def turn(self, name: str) -> tuple[str, int] | None:
        """The conversation's card and the turn's number for one of `cards`; None for a card by itself."""
        found = split_turn(name)
        return found if found and found[0] in self.conversations else None

    @property
    def max_points(self) -> float:
        """The most points that can be earned."""
        return sum(check.points for check in self.checks)


@dataclass(frozen=True)
class Call:
    """A literal call: its function's name, its arguments, its keywords."""

    name: str
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]


def read_plan(path: Path, assignment: str) -> Plan:
    """Read the instructor's notebook at `path`. Raises PlanError, in words for its author."""
    try:
        notebook = nbformat.read(path, as_version=4)
    except Exception as error:  # nbformat raises many kinds; all of them mean the same to its author
        raise PlanError(f"{path}: can't be read as a notebook: {error}") from None
    return plan_of(notebook, assignment, path.stem)


def plan_of(notebook: NotebookNode, assignment: str, notebook_id: str) -> Plan:
    """The plan of a notebook that has been read already. Raises PlanError."""
    found = _Found()
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        cell.outputs, cell.execution_count = [], None
        about = cell.metadata.get("nbgrader", {})
        if about.get("grade"):
            found.checks.append(_check_of(cell.source, about, found))
        else:
            for call in calls(cell.source):
                _take(call, found)
    if not found.checks:
        raise PlanError(f"{notebook_id}: has no grade cells; each needs check(card, criterion)")
    cards, checks, talks = tuple(found.cards), tuple(found.checks), tuple(found.conversations)
    return Plan(assignment, notebook_id, found.focus, cards, checks, found.models, notebook, talks)


@dataclass
class _Found:
    """What a notebook has said so far."""

    focus: tuple[str, ...] = ()
    cards: list[str] = field(default_factory=list)
    conversations: list[str] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    models: dict[str, str] = field(default_factory=dict)


def _take(call: Call, found: _Found) -> None:
    """Add what a call outside of the grade cells says."""
    if call.name == "begin":
        found.focus = _focus_of(call)
    elif call.name == "rewrite":
        found.cards.append(_card_of(call, found.cards))
    elif call.name == "conversation":
        found.conversations.append(_card_of(call, found.conversations))
    elif call.name == "model_reply" and len(call.args) == 2:
        found.models[str(call.args[0])] = str(call.args[1])
    elif call.name == "model_turns":
        found.models.update(_turns_of(call))


def calls(source: str) -> Iterator[Call]:
    """The literal calls among a cell's statements, in order; everything else in it is passed over."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for statement in tree.body:
        if isinstance(statement, ast.Expr) and (call := _literal_call(statement.value)):
            yield call


def only_call(source: str, name: str) -> Call | None:
    """The call of `name` that a cell consists of, or None where it holds anything else."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    found = list(calls(source))
    return found[0] if len(tree.body) == 1 and len(found) == 1 and found[0].name == name else None


def _literal_call(node: ast.expr) -> Call | None:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        return None
    try:
        args = tuple(ast.literal_eval(a) for a in node.args)
        kwargs = {k.arg: ast.literal_eval(k.value) for k in node.keywords if k.arg}
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return None
    return Call(node.func.id, args, kwargs)


def _focus_of(call: Call) -> tuple[str, ...]:
    raw = call.kwargs.get("focus", call.args[1] if len(call.args) > 1 else ())
    focus = (raw,) if isinstance(raw, str) else tuple(raw)
    if unknown := [c for c in focus if c not in CRITERIA]:
        raise PlanError(f"begin(): focus names no criterion: {', '.join(map(str, unknown))}")
    return focus


def _card_of(call: Call, known: list[str]) -> str:
    if len(call.args) != 1 or not isinstance(call.args[0], str):
        raise PlanError(f'a {call.name} cell: expected {call.name}("card-id")')
    if call.args[0] in known:
        raise PlanError(f"{call.name}({call.args[0]!r}) is there twice")
    return call.args[0]


def _turns_of(call: Call) -> dict[str, str]:
    """The model replies of a conversation, by the turns' ids."""
    card, texts = call.args if len(call.args) == 2 else ("", ())
    if not card or not isinstance(texts, list | tuple) or not all(isinstance(t, str) for t in texts):
        raise PlanError('a model_turns cell: expected model_turns("card-id", ["first reply", "second", ...])')
    return {turn_id(str(card), number): text for number, text in enumerate(texts, start=1)}


def _check_of(source: str, about: Mapping[str, Any], found: _Found) -> Check:
    grade_id = str(about.get("grade_id", ""))
    if call := only_call(source, "check_conversation"):
        card, criterion, expected = _way_of(call, grade_id, found), WAY, WAY_POINTS
    else:
        card, criterion = _graded(source, grade_id, found)
        expected = FOCUS_POINTS if criterion in found.focus else POINTS
    points = float(about.get("points", 0))
    if points != expected:
        raise PlanError(f"grade cell {grade_id}: has {points:g} points, expected {expected:g}")
    return Check(grade_id, card, criterion, points)


def _graded(source: str, grade_id: str, found: _Found) -> tuple[str, str]:
    """The card, or the turn, and the criterion of a grade cell; a turn is added to the cards."""
    if call := only_call(source, "check_turn"):
        card, criterion = _turn_of(call, grade_id, found)
    else:
        call = only_call(source, "check")
        if call is None or len(call.args) != 2 or call.kwargs:
            expected = 'check("card-id", "criterion") and nothing else'
            raise PlanError(f"grade cell {grade_id}: expected {expected}")
        card, criterion = map(str, call.args)
        if card not in found.cards:
            raise PlanError(f'grade cell {grade_id}: no rewrite("{card}") stands before it')
    if criterion not in CRITERIA:
        raise PlanError(f"grade cell {grade_id}: {criterion!r} is no criterion")
    if card not in found.cards:
        found.cards.append(card)
    return card, criterion


def _turn_of(call: Call, grade_id: str, found: _Found) -> tuple[str, str]:
    args = call.args if len(call.args) == 3 and not call.kwargs else ("", 0, "")
    card, number, criterion = args
    if type(number) is not int or not 1 <= number <= 9:
        expected = 'check_turn("card-id", 2, "criterion") and nothing else'
        raise PlanError(f"grade cell {grade_id}: expected {expected}")
    if card not in found.conversations:
        raise PlanError(f'grade cell {grade_id}: no conversation("{card}") stands before it')
    return turn_id(str(card), number), str(criterion)


def _way_of(call: Call, grade_id: str, found: _Found) -> str:
    if len(call.args) != 1 or call.kwargs:
        expected = 'check_conversation("card-id") and nothing else'
        raise PlanError(f"grade cell {grade_id}: expected {expected}")
    card = str(call.args[0])
    if card not in found.conversations:
        raise PlanError(f'grade cell {grade_id}: no conversation("{card}") stands before it')
    if any(c.criterion == WAY and c.card == card for c in found.checks):
        raise PlanError(f"grade cell {grade_id}: the way of {card} is graded twice")
    return card
