"""exercises/ is what solutions/ gives, and gives nothing away."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_output

from grader.assess import assess
from grader.exercises import RELEASE, SOURCE, derive, differences, main, problems
from grader.nbgrader.outcome import grade, load_plan_cards
from grader.nbgrader.plan import WAY, calls, plan_of, read_plan
from grader.nbgrader.submission import Submission

REPO = Path(__file__).parents[1]
SOURCES = sorted((REPO / SOURCE).glob("*/*.ipynb"))
FEW = ("03-name-the-feeling", "12-capstone")
"""A plain assignment, and one with a conversation: enough where it isn't about each of them."""
RELEASES = sorted((REPO / RELEASE).glob("*/*.ipynb"))


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A small git checkout with two of the sources."""
    for name in FEW:
        shutil.copytree(REPO / SOURCE / name, tmp_path / SOURCE / name)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", SOURCE)
    return tmp_path


def git(place: Path, *arguments: str) -> None:
    """Run git."""
    subprocess.run(["git", *arguments], cwd=place, check=True, capture_output=True)


def first(course: Path) -> tuple[Path, NotebookNode]:
    """A source notebook and its path."""
    path = sorted((course / SOURCE).glob("*/*.ipynb"))[0]
    return path, nbformat.read(path, as_version=4)


def test_there_are_sources_and_releases_to_test() -> None:
    assert SOURCES
    assert [p.relative_to(REPO / RELEASE) for p in RELEASES] == [
        p.relative_to(REPO / SOURCE) for p in SOURCES
    ]


def test_what_is_committed_is_what_the_sources_give() -> None:
    assert differences(REPO, derive(REPO)) == []


def test_the_same_sources_give_the_same_releases_each_time(course: Path) -> None:
    assert derive(course) == derive(course)


def test_the_sources_can_be_released() -> None:
    assert problems(REPO) == []


@pytest.mark.parametrize("path", RELEASES, ids=lambda p: p.stem)
def test_a_release_gives_no_solution_away(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    plan = read_plan(REPO / SOURCE / path.parent.name / path.name, path.stem)
    assert "SOLUTION" not in text
    assert "model_reply" not in text
    sentences = [
        s for model in plan.models.values() for s in re.split(r"(?<=[.?!])\s+", model) if len(s) > 15
    ]
    assert sentences
    assert [s for s in sentences if s.strip() in text] == []


@pytest.mark.parametrize("path", RELEASES, ids=lambda p: p.stem)
def test_a_release_carries_no_trace_of_a_run_and_has_ids(path: Path) -> None:
    notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    nbformat.validate(notebook)
    assert set(notebook.metadata) <= {"kernelspec", "language_info"}
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
    for cell in notebook.cells:
        assert set(cell.metadata) <= {"nbgrader", "editable", "deletable"}
        assert cell.get("outputs", []) == []
        assert cell.get("execution_count") is None


def test_git_tracks_nothing_in_exercises_but_notebooks() -> None:
    done = subprocess.run(
        ["git", "ls-files", RELEASE, SOURCE], cwd=REPO, capture_output=True, text=True, check=True
    )
    assert {Path(name).suffix for name in done.stdout.split()} <= {".ipynb"}


@pytest.mark.parametrize("path", RELEASES, ids=lambda p: p.stem)
def test_code_cells_of_a_release_are_one_line(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            lines = [line for line in cell.source.splitlines() if not line.startswith("#")]
            assert len(lines) == 1


@pytest.mark.parametrize("path", RELEASES, ids=lambda p: p.stem)
def test_a_release_starts_at_not_attempted(path: Path) -> None:
    plan = read_plan(path, path.parent.name)
    outcome = grade(plan, Submission(), load_plan_cards(plan))
    assert (outcome.status, outcome.score(plan)) == ("not_attempted", None)


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.stem)
def test_every_model_reply_earns_full_marks(path: Path) -> None:
    plan = read_plan(path, path.parent.name)
    cards = load_plan_cards(plan)
    assert set(plan.models) == set(plan.cards)
    outcome = grade(plan, Submission(plan.models), cards)
    short = {
        c.card.id: {k: v.reasons for k, v in c.assessment.levels.items() if v.value < 2}
        for c in outcome.cards
    }
    assert outcome.score(plan) == 1.0, short
    assert outcome.passed == "yes"


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.stem)
def test_points_add_up_to_the_score_of_each_card_whatever_was_written(path: Path) -> None:
    plan = read_plan(path, path.parent.name)
    cards = load_plan_cards(plan)
    for reply in (
        "I'm sorry about this. I'll ring you by 4 pm.",
        "Calm down, it's your fault.",
        *plan.models.values(),
    ):
        outcome = grade(plan, Submission(dict.fromkeys(plan.cards, reply)), cards)
        for one in outcome.cards:
            checks = [check for check in plan.checks if check.card == one.card.id and check.criterion != WAY]
            earned = sum(outcome.points(check) or 0.0 for check in checks)
            expected = assess(reply, one.card, plan.focus).score
            assert earned / sum(check.points for check in checks) == pytest.approx(expected, abs=1e-12)


def test_an_untracked_file_is_refused_by_name(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (course / SOURCE / "notes.txt").write_text("for me")
    assert main(["--root", str(course)]) == 1
    assert "solutions/notes.txt: is not tracked by git" in capsys.readouterr().err
    assert not (course / RELEASE).exists()


def test_a_folder_without_a_notebook_is_named_and_the_exercises_stay(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(course)]) == 0
    before = {path: path.read_bytes() for path in (course / RELEASE).rglob("*") if path.is_file()}
    (course / SOURCE / "new").mkdir()
    assert main(["--root", str(course)]) == 1
    said = capsys.readouterr().err
    assert "solutions/new holds no notebook" in said
    assert "Traceback" not in said
    assert {path: path.read_bytes() for path in (course / RELEASE).rglob("*") if path.is_file()} == before


def test_what_nbgrader_itself_refuses_is_said_in_a_line(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, _ = first(course)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("### END SOLUTION", "# no end", 1), encoding="utf-8")
    assert main(["--root", str(course)]) == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 2
    assert "nbgrader can't release solutions/" in said[1]
    assert "solution" in said[1].split(":", 1)[1].lower()
    assert not (course / RELEASE).exists()


def test_an_ignored_file_is_refused_too(course: Path) -> None:
    (course / ".gitignore").write_text("*.secret\n")
    (course / SOURCE / "key.secret").write_text("x")
    assert any("key.secret" in line for line in problems(course))


def test_replies_in_a_source_are_refused_even_if_tracked(course: Path) -> None:
    path, _ = first(course)
    (path.parent / "replies.json").write_text("{}")
    git(course, "add", "-f", SOURCE)
    assert any("replies.json: is something that learners write" in line for line in problems(course))


def _output(notebook: NotebookNode) -> None:
    notebook.cells[1].outputs = [new_output("stream", text="hi")]


def _count(notebook: NotebookNode) -> None:
    notebook.cells[1].execution_count = 3


def _widgets(notebook: NotebookNode) -> None:
    notebook.metadata["widgets"] = {"state": {}}


def _times(notebook: NotebookNode) -> None:
    notebook.cells[1].metadata["execution"] = {"iopub.execute_input": "2026-03-01T09:30:00Z"}


def _twin(notebook: NotebookNode) -> None:
    notebook.cells[1].id = notebook.cells[2].id


def _no_model(notebook: NotebookNode) -> None:
    cell = next(c for c in notebook.cells if "model_reply" in c.source)
    cell.source = cell.source.splitlines()[0]


def _more_than_a_check(notebook: NotebookNode) -> None:
    cell = next(c for c in notebook.cells if c.source.startswith("check("))
    cell.source += "; print(open('/etc/passwd').read())"


def _wrong_points(notebook: NotebookNode) -> None:
    next(c for c in notebook.cells if c.source.startswith("check(")).metadata["nbgrader"]["points"] = 3


def _missing_check(notebook: NotebookNode) -> None:
    notebook.cells.remove(next(c for c in notebook.cells if c.source.startswith("check(")))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_output, "has outputs"),
        (_count, "execution count"),
        (_widgets, "widget state"),
        (_times, "metadata of a run: execution"),
        (_twin, "has the id"),
        (_no_model, "no model_reply"),
        (_more_than_a_check, "and nothing else"),
        (_wrong_points, "points, expected"),
        (_missing_check, "differ"),
    ],
)
def test_a_source_that_is_not_clean_is_refused_with_the_reason(
    course: Path, spoil: Callable[[NotebookNode], None], said: str
) -> None:
    path, notebook = first(course)
    spoil(notebook)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert any(said in line and path.name in line for line in problems(course)), problems(course)
    assert main(["--root", str(course)]) == 1


def test_a_run_source_leaks_nothing_even_through_nbgrader_itself(course: Path) -> None:
    path, notebook = first(course)
    for spoil in (_output, _count, _widgets, _times):
        spoil(notebook)
    path.write_text(nbformat.writes(notebook), encoding="utf-8")
    [released] = [data for name, data in derive(course).items() if name.endswith(path.name)]
    assert b"execute_input" not in released
    assert b'"widgets"' not in released


def test_deriving_leaves_what_learners_wrote_and_takes_stale_notebooks_away(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(course)]) == 0
    place = course / RELEASE / first(course)[0].parent.name
    (place / "replies.json").write_text("mine")
    (place / ".replies.json.lock").touch()
    (place / "old.ipynb").write_text("{}")
    git(course, "add", RELEASE)
    assert main(["--root", str(course), "--check"]) == 1
    capsys.readouterr()
    assert main(["--root", str(course)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2 released notebooks, 0 of them new or changed",
        f"removed exercises/{place.name}/old.ipynb: its source is gone",
    ]
    assert (place / "replies.json").read_text() == "mine"
    assert (place / ".replies.json.lock").exists()
    assert not (place / "old.ipynb").exists()
    assert main(["--root", str(course), "--check"]) == 0


@pytest.mark.parametrize("without_git", [False, True])
def test_a_notebook_that_git_does_not_track_is_named_and_stays(
    course: Path, without_git: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(course)]) == 0
    if without_git:
        shutil.rmtree(course / ".git")
    released = next((course / RELEASE).glob("*/*.ipynb"))
    copy = released.with_name(f"{released.stem}-Copy1.ipynb")
    shutil.copy(released, copy)
    assert main(["--root", str(course), "--check"]) == 0
    capsys.readouterr()
    assert main(["--root", str(course)]) == 0
    assert copy.is_file()
    count, left = capsys.readouterr().out.splitlines()
    assert count == "2 released notebooks, 0 of them new or changed"
    assert left.startswith(f"left exercises/{copy.relative_to(course / RELEASE).as_posix()}: ")


def test_a_stale_notebook_that_is_gone_already_hinders_nothing(course: Path) -> None:
    assert main(["--root", str(course)]) == 0
    old = course / RELEASE / "old.ipynb"
    old.write_text("{}")
    git(course, "add", RELEASE)
    old.unlink()
    assert main(["--root", str(course), "--check"]) == 0
    assert main(["--root", str(course)]) == 0


def test_one_notebook_is_counted_as_one(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in sorted((course / SOURCE).glob("*/"))[1:]:
        shutil.rmtree(path)
    git(course, "add", "--all", SOURCE)
    assert main(["--root", str(course)]) == 0
    assert capsys.readouterr().out.startswith("1 released notebook, 1 of them")


def test_cells_are_read_by_their_syntax_and_never_run() -> None:
    source = '__import__("os").system("x")\nrewrite(f"{open(1)}")\nrewrite("late-parcel")\nx = rewrite("no")'
    assert [call.args for call in calls(source)] == [("late-parcel",)]
    assert list(calls("rewrite('a'" + "(" * 5000)) == []


def test_a_plan_is_what_the_notebook_says() -> None:
    path = SOURCES[0]
    plan = plan_of(nbformat.read(path, as_version=4), "x", "y")
    assert plan.focus
    assert {check.points for check in plan.checks if check.criterion in plan.focus} == {4.0}
    assert {check.points for check in plan.checks if check.criterion not in plan.focus} == {2.0}
