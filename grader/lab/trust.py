"""Trust the course's notebooks, so that JupyterLab opens them without asking.

JupyterLab asks before it shows a notebook that nobody here has signed. Signatures are kept by user, in
Jupyter's data directory; JUPYTER_DATA_DIR is honoured.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import nbformat
from jupyter_core.paths import jupyter_data_dir
from nbformat.sign import NotebookNotary

FOLDERS = ("course", "exercises", "solutions")


def notebooks(folder: Path) -> Iterator[Path]:
    """The course's notebooks, in order; not Jupyter's own checkpoints."""
    for name in FOLDERS:
        for path in sorted((folder / name).rglob("*.ipynb")):
            if ".ipynb_checkpoints" not in path.parts:
                yield path


def trust(folder: Path) -> list[str]:
    """Sign every notebook of the course that isn't signed yet; returns a line for each that can't be read."""
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
            if not notary.check_signature(notebook):
                notary.sign(notebook)
    finally:
        notary.store.close()
    return problems
