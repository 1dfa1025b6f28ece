"""Trust the course's notebooks, so that JupyterLab opens them without asking.

JupyterLab asks before it shows a notebook that nobody here has signed. Signatures are kept by user, in
Jupyter's data directory; JUPYTER_DATA_DIR is honoured. A notebook that could do anything but call
`grader.lesson` is not signed: somebody put it beside ours, and JupyterLab is right to ask.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import nbformat
from jupyter_core.paths import jupyter_data_dir
from nbformat import NotebookNode
from nbformat.sign import NotebookNotary

from grader import lesson

FOLDERS = ("course", "exercises", "solutions")
IMPORT = "from grader.lesson import *"


def notebooks(folder: Path) -> Iterator[Path]:
    """The course's notebooks, in order; not Jupyter's own checkpoints."""
    for name in FOLDERS:
        for path in sorted((folder / name).rglob("*.ipynb")):
            if ".ipynb_checkpoints" not in path.parts:
                yield path


def trust(folder: Path) -> list[str]:
    """Sign what is ours and isn't signed yet; returns a line for each notebook that can't be read."""
    data = Path(jupyter_data_dir())
    data.mkdir(parents=True, exist_ok=True)
    notary = NotebookNotary(data_dir=str(data))
    problems = []
    try:
        for path in notebooks(folder):
            try:
                notebook = nbformat.read(path, as_version=4)
            except (OSError, ValueError, AttributeError, KeyError) as error:
                problems.append(
                    f"{path.relative_to(folder)} can't be read ({type(error).__name__}); the others can."
                )
                continue
            if is_ours(notebook) and not notary.check_signature(notebook):
                notary.sign(notebook)
    finally:
        notary.store.close()
    return problems


def is_ours(notebook: NotebookNode) -> bool:
    """Whether its code does nothing but call `grader.lesson` with literals, and it brings no outputs."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    return all(not cell.outputs and _only_calls(cell.source) for cell in cells)


def _only_calls(source: str) -> bool:
    try:
        statements = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return all(ast.unparse(found) == IMPORT or _is_call(found) for found in statements)


def _is_call(statement: ast.stmt) -> bool:
    call = statement.value if isinstance(statement, ast.Expr) else None
    if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name)):
        return False
    values = [*call.args, *(keyword.value for keyword in call.keywords)]
    return call.func.id in lesson.__all__ and all(map(_is_literal, values))


def _is_literal(node: ast.expr) -> bool:
    try:
        ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return False
    return True
