"""Claims about `.venv`: made once, from the lock and its hashes, made anew only when something changed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from grader.lab import environment

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted(set(environment.LOCKS.values()))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that installs nothing, in a folder whose path holds a space."""
    root = tmp_path / "my project"
    (root / "grader" / "voila" / "static").mkdir(parents=True)
    (root / "grader" / "voila" / "static" / "page.css").write_text("")
    for name in (*LOCKS, "pyproject.toml"):
        (root / name).write_text("# nothing\n")
    return root


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that would have been run, without running them."""
    ran: list[list[str]] = []
    monkeypatch.setattr(environment, "_run", lambda command, *_: ran.append(list(command)))
    monkeypatch.setattr(environment, "_make", lambda env: (env / "bin").mkdir(parents=True))
    monkeypatch.setattr(environment, "_works", lambda python: python.parent.exists())
    return ran


def finish(project: Path) -> None:
    """What the real installation leaves behind."""
    python = environment.interpreter(project / ".venv")
    python.parent.mkdir(parents=True, exist_ok=True)
    python.touch()


def test_the_first_time_installs_by_hash_and_the_second_time_does_nothing(
    project: Path, commands: list[list[str]]
) -> None:
    assert environment.prepare(project, "lab")
    finish(project)
    packages, own, template = commands
    assert packages[-3:] == ["--require-hashes", "-r", "requirements.lock"]
    assert {"--no-deps", "--no-build-isolation"} <= set(own)
    assert template[1:] == ["-m", "grader.voila"]
    assert not environment.prepare(project, "lab")
    assert len(commands) == 3


@pytest.mark.parametrize("changed", ["requirements.lock", "pyproject.toml", "grader/voila/static/page.css"])
def test_a_change_is_noticed(project: Path, commands: list[list[str]], changed: str) -> None:
    environment.prepare(project, "lab")
    finish(project)
    (project / changed).write_text("changed")
    assert environment.prepare(project, "lab")


def test_what_python_leaves_behind_is_no_change(project: Path, commands: list[list[str]]) -> None:
    environment.prepare(project, "lab")
    finish(project)
    compiled = project / "grader" / "voila" / "__pycache__" / "__init__.cpython-311.pyc"
    compiled.parent.mkdir()
    compiled.write_bytes(b"compiled")
    assert not environment.prepare(project, "lab")


def test_a_moved_folder_and_another_python_are_noticed(project: Path, tmp_path: Path) -> None:
    moved = tmp_path / "moved"
    before = environment.fingerprint(project, "lab")
    assert environment.fingerprint(project, "lab", (3, 99)) != before
    project.rename(moved)
    assert environment.fingerprint(moved, "lab") != before


def test_learners_and_testers_have_stamps_of_their_own(project: Path, commands: list[list[str]]) -> None:
    environment.prepare(project, "lab")
    finish(project)
    assert environment.prepare(project, "test")
    assert "requirements-test.lock" in commands[3]


def test_a_failed_installation_leaves_no_stamp_and_says_what_to_do(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(environment, "_make", lambda env: (env / "bin").mkdir(parents=True))
    monkeypatch.setattr(environment, "_works", lambda python: True)
    monkeypatch.setattr(environment, "interpreter", lambda env: Path(sys.executable))
    (project / "requirements.lock").write_text("no such requirement ===\n")
    monkeypatch.setattr(environment, "ROOT", project)
    (project / ".venv").mkdir()
    assert environment.main(["--with", "lab"]) == 1
    assert "start again" in capsys.readouterr().err
    assert not list((project / ".venv").glob("*.stamp"))


def test_an_old_python_is_told_so(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment.sys, "version_info", (3, 10, 1))
    with pytest.raises(environment.SetUpError, match=r"3\.11"):
        environment.prepare(project, "lab")


def test_it_runs_before_anything_is_installed() -> None:
    command = [sys.executable, "-I", "-S", str(ROOT / "grader" / "lab" / "environment.py"), "--help"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_a_wheel_grades_without_what_training_reads(tmp_path: Path) -> None:
    source, installed = tmp_path / "source", tmp_path / "installed"
    shutil.copytree(ROOT / "grader", source / "grader", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, source)
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--wheel-dir", str(tmp_path), str(source)], cwd=tmp_path, check=True)
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        names = set(wheel.namelist())
        wheel.extractall(installed)
    assert {"grader/rubric/examples.tsv", "grader/moves/encoder/encoder.onnx"} <= names
    assert "grader/training/report.json" not in names
    assert [n for n in names if n.startswith("grader/moves/corpus/") or n.endswith("pairs.tsv")] == []
    code = (
        "import grader, grader.lesson, grader.cli, grader.training.annotations; print(grader.__file__); "
        "print(grader.assess('I am sorry. I will ring you by 4 pm.', grader.load_card('to-berry')).status)"
    )
    env = {**os.environ, "PYTHONPATH": str(installed)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout.split("\n")[:2] == [str(installed / "grader" / "__init__.py"), "scored"]


@pytest.mark.parametrize("name", LOCKS)
def test_locks_hold_names_versions_and_hashes_and_nothing_else(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    requirement = re.compile(r"[a-z0-9.-]+==[\w.!+]+( ; [^@]+)? \\")
    digest = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
    assert [line for line in lines if not (requirement.fullmatch(line) or digest.fullmatch(line))] == []
    assert not re.search(r"://|--(index|extra|find)|\n(torch|transformers)==", text)


def test_the_test_lock_is_the_lock_and_more() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^[a-z0-9.-]+==\S+", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))

    assert pins("requirements.lock") < pins("requirements-test.lock")


def test_every_dependency_that_pyproject_names_is_locked() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for name, wanted in {
        "requirements.lock": project["dependencies"],
        "requirements-test.lock": project["optional-dependencies"]["test"],
    }.items():
        locked = set(re.findall(r"^([a-z0-9.-]+)==", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        assert {re.split("[<>=]", entry)[0].replace(".", "-") for entry in wanted} <= locked
