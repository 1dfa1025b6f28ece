"""The attacks: each changes one submission, and says what it gets out of nbgrader as it comes."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

STOCK_NAME = "ps1"
STOCK_CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "stock"
c.ClearSolutions.code_stub = {"python": ""}
"""
Gain = Literal["full marks", "code runs", "regrades others", "no grade", "live feedback", "nothing"]
"""What the attack gets from stock nbgrader; nothing: stock resists too."""
Build = Callable[[Path, NotebookNode, Path], None]


@dataclass(frozen=True)
class Attack:
    """One attack."""

    gain: Gain
    build: Build
    """Changes the submission's folder and notebook; leaves a canary file if its code ever runs."""


ATTACKS: dict[str, Attack] = {}


def attack(gain: Gain) -> Callable[[Build], Build]:
    """Register a function as an attack under its own name."""

    def register(build: Build) -> Build:
        ATTACKS[build.__name__] = Attack(gain, build)
        return build

    return register


def stock_source() -> NotebookNode:
    """An assignment for stock nbgrader: one answer, one grade cell worth 2 points."""

    def about(grade_id: str, **kinds: object) -> dict[str, object]:
        base = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3}
        return {"nbgrader": {**base, "grade_id": grade_id, "cell_type": "code", **kinds}}

    answer = "### BEGIN SOLUTION\nanswer = 2.0  # THE MODEL ANSWER\n### END SOLUTION\nanswer = 0.0"
    cells = [
        new_code_cell(answer, id="answer", metadata=about("answer", solution=True)),
        new_code_cell(
            "import marks\nmarks.mark(answer)",
            id="test",
            metadata=about("test", grade=True, locked=True, points=2),
        ),
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def leave(canary: Path) -> str:
    """Code that shows that it ran."""
    return f"open({str(canary)!r}, 'w').write('ran')\n"


def cell_of(notebook: NotebookNode, kind: str) -> NotebookNode:
    """The first solution or grade cell."""
    return next(c for c in notebook.cells if c.metadata.get("nbgrader", {}).get(kind))


def before_tests(notebook: NotebookNode, source: str) -> None:
    """Put a code cell in front of the first grade cell."""
    place = notebook.cells.index(cell_of(notebook, "grade"))
    notebook.cells.insert(place, new_code_cell(source))


PATCH = "import sys, marks\nmarks.mark = lambda answer: 2.0\n"


@attack("full marks")
def monkeypatching_cell(folder: Path, notebook: NotebookNode, canary: Path) -> None:
    before_tests(notebook, leave(canary) + PATCH)


@attack("full marks")
def monkeypatching_in_the_answer(folder: Path, notebook: NotebookNode, canary: Path) -> None:
    cell_of(notebook, "solution").source = leave(canary) + PATCH + "answer = 0.0"


@attack("full marks")
def shadowed_package(folder: Path, notebook: NotebookNode, canary: Path) -> None:
    code = (
        leave(canary)
        + "def mark(answer): return 2.0\ncheck = begin = rewrite = hand_in = lambda *a, **k: 4.0\n"
    )
    for name in ("marks.py", "grader.py", "nbgrader.py", "nbconvert.py", "nbformat.py", "yaml.py"):
        (folder / name).write_text(code)
    (folder / "grader").mkdir()
    (folder / "grader" / "__init__.py").write_text(code)


@attack("full marks")
def input_transformer(folder: Path, notebook: NotebookNode, canary: Path) -> None:
    swap = "get_ipython().input_transformers_post.append(lambda lines: ['2.0'])"
    before_tests(notebook, leave(canary) + swap)


@attack("regrades others")
def sql_on_the_gradebook(folder: Path, notebook: NotebookNode, canary: Path) -> None:
    sql = "UPDATE grade SET manual_score = 2.0"
    code = (
        f"import sqlite3\ndb = sqlite3.connect('../../../gradebook.db')\ndb.execute({sql!r})\ndb.commit()\n"
    )
    before_tests(notebook, code + leave(canary))


@attack("code runs")
def reading_the_solutions(folder: Path, notebook: NotebookNode, canary: Path) -> None:
    code = (
        "import pathlib\nroot = pathlib.Path('../../..')\n"
        "found = [p for d in ('source', 'solutions') for p in (root / d).rglob('*.ipynb')]\n"
        f"pathlib.Path({str(canary)!r}).write_text(found[0].read_text())"
    )
    before_tests(notebook, code)


@attack("code runs")
def writing_outside_the_folder(folder: Path, notebook: NotebookNode, canary: Path) -> None:
    before_tests(notebook, leave(canary))


@attack("full marks")
def not_a_number(folder: Path, notebook: NotebookNode, canary: Path) -> None:
    cell_of(notebook, "solution").source = "answer = float('nan')"


@attack("full marks")
def a_negative_score(folder: Path, notebook: NotebookNode, canary: Path) -> None:
    cell_of(notebook, "solution").source = "answer = -1.0"


@attack("no grade")
def a_score_above_the_maximum(folder: Path, notebook: NotebookNode, canary: Path) -> None:
    cell_of(
        notebook, "solution"
    ).source = "class Big(float):\n    __gt__ = lambda s, o: False\nanswer = Big(99)"


@attack("no grade")
def a_duplicated_test_cell(folder: Path, notebook: NotebookNode, canary: Path) -> None:
    twin = copy.deepcopy(cell_of(notebook, "grade"))
    twin.id = "twin"
    twin.source = "2.0"
    notebook.cells.insert(0, twin)
    notebook.cells.append(new_code_cell("4.0", metadata=copy.deepcopy(twin.metadata), id="triplet"))
    notebook.cells[-1].metadata["nbgrader"]["points"] = "many"


@attack("code runs")
def a_line_magic(folder: Path, notebook: NotebookNode, canary: Path) -> None:
    (folder / "load_me.py").write_text(leave(canary))
    before_tests(notebook, "%run load_me.py")


@attack("live feedback")
def a_script_in_the_feedback(folder: Path, notebook: NotebookNode, canary: Path) -> None:
    script = "<script>document.title = 'owned by feedback'</script>"
    notebook.cells.append(
        new_markdown_cell(f"{script} [x](javascript:alert(1)) <img src=x onerror=alert(1)>")
    )


@attack("nothing")
def an_edited_test(folder: Path, notebook: NotebookNode, canary: Path) -> None:
    cell_of(notebook, "grade").source = leave(canary) + "2.0"


@attack("nothing")
def a_deleted_test(folder: Path, notebook: NotebookNode, canary: Path) -> None:
    notebook.cells.remove(cell_of(notebook, "grade"))


@attack("nothing")
def changed_points(folder: Path, notebook: NotebookNode, canary: Path) -> None:
    cell_of(notebook, "grade").metadata["nbgrader"]["points"] = 1000


@attack("nothing")
def a_renamed_grade_id(folder: Path, notebook: NotebookNode, canary: Path) -> None:
    cell_of(notebook, "grade").metadata["nbgrader"]["grade_id"] = "easier"


@attack("nothing")
def a_test_turned_into_text(folder: Path, notebook: NotebookNode, canary: Path) -> None:
    cell = cell_of(notebook, "grade")
    cell.cell_type = "markdown"
    for name in ("outputs", "execution_count"):
        cell.pop(name, None)


@attack("nothing")
def forged_outputs(folder: Path, notebook: NotebookNode, canary: Path) -> None:
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [new_output("execute_result", {"text/plain": "2.0"}, execution_count=1)]
    notebook.metadata["even_keel"] = {"format": 1, "status": "scored", "passed": "yes", "replies": {}}


@attack("nothing")
def a_kernel_of_ones_own(folder: Path, notebook: NotebookNode, canary: Path) -> None:
    spec = folder / "kernels" / "mine"
    spec.mkdir(parents=True)
    (spec / "kernel.json").write_text(
        f'{{"argv": ["touch", "{canary}"], "display_name": "m", "language": "python"}}'
    )
    notebook.metadata["kernelspec"] = {
        "display_name": "m",
        "language": "python",
        "name": "mine",
        "argv": ["touch", str(canary)],
    }


@attack("nothing")
def files_that_python_runs_by_itself(folder: Path, notebook: NotebookNode, canary: Path) -> None:
    names = (
        "sitecustomize.py", "usercustomize.py", "conftest.py", "ipython_config.py", "jupyter_config.py",
        "nbgrader_config.py", "jupyter_nbconvert_config.py", ".ipython/profile_default/startup/00.py",
        ".jupyter/jupyter_config.py", "profile_default/startup/00.py", "evil.pth",
    )  # fmt: skip
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(leave(canary))


class _Bomb:
    """Unpickled, it runs its code."""

    def __init__(self, code: str) -> None:
        self.code = code

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return exec, (self.code,)


@attack("nothing")
def pickles(folder: Path, notebook: NotebookNode, canary: Path) -> None:
    data = pickle.dumps(_Bomb(leave(canary)))
    for name in (
        "replies.pkl",
        "replies.pickle",
        "answers.npy",
        "state.joblib",
        ".OTTER_LOG",
        "replies.json.pkl",
    ):
        (folder / name).write_bytes(data)
