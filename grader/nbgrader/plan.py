"""What an assignment asks for, read from the instructor's notebook without running it.

The notebook calls one-line functions of `grader.lesson`. Here they are read as literal calls, by their
syntax alone: `begin("03-name-the-feeling", focus=("emotion_acknowledgment",))`, `rewrite("late-parcel")`,
`model_reply("late-parcel", "...")` and, one a grade cell, `check("late-parcel", "emotion_acknowledgment")`.
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

POINTS = 2.0
"""What a criterion is worth: its level."""
FOCUS_POINTS = 4.0
"""What a focus criterion is worth: it counts twice."""


class PlanError(ValueError):
    """The instructor's notebook can't be used for grading; the message says which cell and what to change."""


@dataclass(frozen=True)
class Check:
    """One grade cell: a criterion of one card, and its points (2, or 4 for a focus criterion)."""

    grade_id: str
    card: str
    criterion: str
    points: float


@dataclass(frozen=True)
class Plan:
    """One notebook of an assignment, as its instructor wrote it."""

    assignment: str
    notebook_id: str
    focus: tuple[str, ...]
    """Criteria that count twice."""
    cards: tuple[str, ...]
    """Card ids, in the order of the notebook."""
    checks: tuple[Check, ...]
    """The grade cells, in the order of the notebook."""
    models: Mapping[str, str] = field(repr=False)
    """Model replies by card id."""
    notebook: NotebookNode = field(repr=False)
    """The notebook itself, without outputs."""

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
    focus: tuple[str, ...] = ()
    cards: list[str] = []
    models: dict[str, str] = {}
    checks: list[Check] = []
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        cell.outputs, cell.execution_count = [], None
        about = cell.metadata.get("nbgrader", {})
        if about.get("grade"):
            checks.append(_check_of(cell.source, about, focus, cards))
            continue
        for call in calls(cell.source):
            if call.name == "begin":
                focus = _focus_of(call)
            elif call.name == "rewrite":
                cards.append(_card_of(call, cards))
            elif call.name == "model_reply" and len(call.args) == 2:
                models[str(call.args[0])] = str(call.args[1])
    if not checks:
        raise PlanError(f"{notebook_id}: has no grade cells; each needs check(card, criterion)")
    return Plan(assignment, notebook_id, focus, tuple(cards), tuple(checks), models, notebook)


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
        raise PlanError('a rewrite cell: expected rewrite("card-id")')
    if call.args[0] in known:
        raise PlanError(f"rewrite({call.args[0]!r}) is there twice")
    return call.args[0]


def _check_of(source: str, about: Mapping[str, Any], focus: tuple[str, ...], cards: list[str]) -> Check:
    grade_id = str(about.get("grade_id", ""))
    call = only_call(source, "check")
    if call is None or len(call.args) != 2 or call.kwargs:
        raise PlanError(f'grade cell {grade_id}: expected check("card-id", "criterion") and nothing else')
    card, criterion = map(str, call.args)
    if criterion not in CRITERIA:
        raise PlanError(f"grade cell {grade_id}: {criterion!r} is no criterion")
    if card not in cards:
        raise PlanError(f'grade cell {grade_id}: no rewrite("{card}") stands before it')
    points = float(about.get("points", 0))
    expected = FOCUS_POINTS if criterion in focus else POINTS
    if points != expected:
        raise PlanError(f"grade cell {grade_id}: has {points:g} points, expected {expected:g}")
    return Check(grade_id, card, criterion, points)
