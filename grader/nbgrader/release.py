"""Notebooks as they may leave the instructor's machine: without what running them leaves behind."""

from __future__ import annotations

import copy
from collections.abc import Iterator

from nbformat import NotebookNode

NOTEBOOK_METADATA = ("kernelspec", "language_info")
"""Notebook metadata that is kept."""
CELL_METADATA = ("nbgrader", "editable", "deletable", "tags", "slideshow", "jupyter")
"""Cell metadata that is kept."""


def stripped(notebook: NotebookNode) -> NotebookNode:
    """A copy without outputs, execution counts and times, widget state and other metadata of a run."""
    clean = copy.deepcopy(notebook)
    clean.metadata = NotebookNode({k: v for k, v in clean.metadata.items() if k in NOTEBOOK_METADATA})
    for cell in clean.cells:
        cell.metadata = NotebookNode({k: v for k, v in cell.metadata.items() if k in CELL_METADATA})
        cell.pop("attachments", None)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return clean


def traces(notebook: NotebookNode) -> Iterator[str]:
    """What a run or an editor left in a notebook, a plain sentence each; nothing where there is none."""
    if "widgets" in notebook.metadata:
        yield "the notebook holds widget state (metadata.widgets)"
    seen: set[str] = set()
    for place, cell in enumerate(notebook.cells, 1):
        name = cell.get("id", "")
        if not name:
            yield f"cell {place} has no id"
        elif name in seen:
            yield f"cell {place} has the id {name!r} of an earlier cell"
        seen.add(name)
        if cell.get("outputs"):
            yield f"cell {place} ({name}) has outputs"
        if cell.get("execution_count") is not None:
            yield f"cell {place} ({name}) has an execution count"
        if odd := sorted(set(cell.metadata) - set(CELL_METADATA)):
            yield f"cell {place} ({name}) has metadata of a run: {', '.join(odd)}"
