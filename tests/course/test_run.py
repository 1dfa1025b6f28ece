"""Claims about running a lesson from top to bottom without a page: it works, is quiet, and writes nothing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import nbformat
import pytest
from arc import ROOT
from nbclient import NotebookClient

NAMES = sorted(path.stem for path in (ROOT / "course").glob("*.ipynb"))
VIEW = "application/vnd.jupyter.widget-view+json"


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_runs_without_a_page(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EVEN_KEEL_NO_SAVE", raising=False)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", ""))))
    folder = tmp_path / "my course"
    shutil.copytree(ROOT / "course", folder, ignore=shutil.ignore_patterns("*.json"))
    before = sorted(folder.iterdir())
    book = nbformat.read(folder / f"{name}.ipynb", as_version=4)
    NotebookClient(book, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    for cell in book.cells:
        if cell.cell_type == "code" and cell.id not in ("set-up", "assignment"):
            assert [set(output.data) >= {VIEW} for output in cell.outputs] == [True], cell.id
        for output in cell.get("outputs", ()):
            assert output.output_type == "display_data", (cell.id, output)
    assert sorted(folder.iterdir()) == before
