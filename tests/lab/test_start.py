"""Claims about the start: the course is found, or it is said why not; notebooks are trusted."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from jupyter_core import paths
from jupyterlab_server.config import get_page_config
from nbformat.sign import NotebookNotary
from nbformat.v4 import new_code_cell, new_notebook, new_output

from grader.commands import Stop
from grader.lab import settings, start
from grader.lab.trust import is_ours, notebooks, trust

ROOT = Path(__file__).resolve().parents[2]
BEGINNING = 'from grader.lesson import *; begin("00-start-here")'


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course in a folder whose path holds a space, with one notebook."""
    folder = tmp_path / "my course"
    lesson = folder / start.START_PAGE
    lesson.parent.mkdir(parents=True)
    nbformat.write(new_notebook(cells=[new_code_cell(BEGINNING)]), lesson)
    return folder


@pytest.fixture(autouse=True)
def fresh_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user without settings or signatures; the environment and the folder are put back afterwards."""
    data = tmp_path / "data"
    data.mkdir()
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(data))
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "their own"))
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "")
    monkeypatch.setattr(settings, "user_config_path", lambda *_, **__: tmp_path / "config")
    monkeypatch.chdir(tmp_path)
    return data


def test_the_course_is_found_from_inside_and_by_name(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert start.find_course(course) == course
    for inside in (course, course / "course"):
        monkeypatch.chdir(inside)
        assert start.find_course() == course


@pytest.mark.parametrize("folder", [None, Path("no-such-folder")])
def test_where_there_is_no_course_it_says_what_to_do(folder: Path | None) -> None:
    with pytest.raises(Stop, match="course"):
        start.find_course(folder)


def test_another_projects_folder_named_course_is_not_taken_for_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "course").mkdir()
    nbformat.write(new_notebook(cells=[new_code_cell("1")]), tmp_path / "course" / "theirs.ipynb")
    with pytest.raises(Stop, match=r"no course/00-start-here\.ipynb"):
        start.find_course(tmp_path)
    inside = tmp_path / "course" / "deeper"
    inside.mkdir()
    monkeypatch.chdir(inside)
    with pytest.raises(Stop, match=r"holds course/00-start-here\.ipynb, or name that folder"):
        start.find_course()


def test_it_opens_on_the_start_page_of_this_course_without_touching_the_users_settings(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[list[str]] = []
    monkeypatch.setattr(start, "_run_server", lambda options: given.append(options) or 0)
    assert start.open_course("learner", course, browser=False) == 0
    assert f"--ServerApp.root_dir={course}" in given[0]
    assert "--LabApp.default_url=/lab/tree/course/00-start-here.ipynb" in given[0]
    assert "--no-browser" in given[0]
    assert os.environ["JUPYTER_CONFIG_DIR"] == str(tmp_path / "config" / "learner")
    assert not (tmp_path / "their own").exists()


def test_learner_and_instructor_have_settings_of_their_own(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "_run_server", lambda options: 0)
    places = []
    for role in ("learner", "instructor"):
        start.open_course(role, course, browser=False)
        places.append(os.environ["JUPYTER_CONFIG_DIR"])
    assert len(set(places)) == 2


def test_an_instructor_gets_nbgrader_where_the_installation_was_set_up_for_learners(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installation = tmp_path / "installation"
    settings.write("learner", installation, shared=True)
    monkeypatch.setattr(paths, "ENV_CONFIG_PATH", [str(installation)])
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "1")
    assert "@jupyter/nbgrader" in get_page_config([])["disabledExtensions"]
    monkeypatch.setattr(start, "_run_server", lambda _: 0)
    start.open_course("instructor", course, browser=False)
    assert "@jupyter/nbgrader" not in get_page_config([])["disabledExtensions"]


def test_a_taken_port_is_said_before_anything_starts(course: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(Stop, match="taken"):
            start.open_course("learner", course, taken.getsockname()[1], browser=False)


def test_notebooks_become_trusted_for_this_user(course: Path, fresh_user: Path) -> None:
    notebook = nbformat.read(course / start.START_PAGE, as_version=4)
    assert not NotebookNotary(data_dir=str(fresh_user)).check_signature(notebook)
    assert trust(course) == []
    assert NotebookNotary(data_dir=str(fresh_user)).check_signature(notebook)


def test_a_broken_notebook_is_named_and_the_others_are_trusted(course: Path, fresh_user: Path) -> None:
    (course / "course" / "01-broken.ipynb").write_text("{ half a notebook")
    (course / "course" / "02-odd.ipynb").write_text('["no notebook"]')
    problems = trust(course)
    assert len(problems) == 2
    assert "01-broken.ipynb" in problems[0]
    notebook = nbformat.read(course / start.START_PAGE, as_version=4)
    assert NotebookNotary(data_dir=str(fresh_user)).check_signature(notebook)


def test_every_notebook_of_ours_counts_as_ours() -> None:
    found = list(notebooks(ROOT))
    assert len(found) > 50
    assert [path for path in found if not is_ours(nbformat.read(path, as_version=4))] == []


@pytest.mark.parametrize(
    "source",
    [
        "import os",
        "%%bash\nrm -rf x",
        "begin('a'); print(open('/etc/passwd').read())",
        "begin(open('/etc/passwd').read())",
        "begin('a', **eval('{}'))",
        "begin = eval",
        "eval('1')",
    ],
)
def test_a_notebook_beside_ours_that_does_something_else_is_not_signed(
    course: Path, fresh_user: Path, source: str
) -> None:
    path = course / "course" / "theirs.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell(BEGINNING), new_code_cell(source)]), path)
    assert trust(course) == []
    notebook = nbformat.read(path, as_version=4)
    assert not NotebookNotary(data_dir=str(fresh_user)).check_signature(notebook)


def test_a_notebook_that_brings_outputs_along_is_not_ours() -> None:
    output = new_output("display_data", {"text/html": "<b>hello</b>"})
    assert not is_ours(new_notebook(cells=[new_code_cell(BEGINNING, outputs=[output])]))
    assert is_ours(new_notebook(cells=[new_code_cell(BEGINNING)]))


def test_checkpoints_are_left_alone(course: Path) -> None:
    checkpoint = course / "course" / ".ipynb_checkpoints" / "x-checkpoint.ipynb"
    checkpoint.parent.mkdir()
    checkpoint.write_text("{}")
    assert list(notebooks(course)) == [course / start.START_PAGE]


def test_settings_only_writes_settings_and_trusts_and_starts_nothing(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "_run_server", lambda _: pytest.fail("it started a server"))
    assert start.write_only("learner", course) == 0
    assert (tmp_path / "config" / "learner" / "voila.json").is_file()
    monkeypatch.setattr(start.sys, "prefix", str(tmp_path / "prefix"))
    monkeypatch.setattr(start, "_prepare", lambda _: None)
    assert start.write_only("learner", course, shared=True) == 0
    assert (tmp_path / "prefix" / "etc" / "jupyter" / "voila.json").is_file()


def test_a_page_that_broke_off_does_not_keep_the_process_from_ending() -> None:
    code = (
        "import threading; from grader.lab import start; "
        "threading.Thread(target=threading.Event().wait).start(); "
        "start._leave_no_thread_waiting()"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=60, check=False).returncode == 0
