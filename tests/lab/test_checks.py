"""Claims about `make test`: everything runs, and what is missing is said and never taken for success."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def checks() -> ModuleType:
    spec = importlib.util.spec_from_file_location("checks", ROOT / ".ci" / "checks.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(checks: ModuleType, monkeypatch: pytest.MonkeyPatch, fails: str = "") -> tuple[int, list[list[str]]]:
    """Run all checks without running them; `fails` names the one that ends with 1."""
    ran: list[list[str]] = []

    def pretend(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        ran.append(command)
        return subprocess.CompletedProcess(command, int(bool(fails) and fails in command))

    monkeypatch.setattr(checks.subprocess, "run", pretend)
    return checks.main([]), ran


def test_all_checks_run_and_pass(checks: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "browser", lambda: "/usr/bin/chromium")
    code, ran = run(checks, monkeypatch)
    assert code == 0
    assert [command[2] for command in ran] == ["ruff", "mypy", "pytest", "pytest", "tests.bench"]
    assert "--ignore=tests/browser" not in ran[2]
    assert {"--nbval-lax", "course", "exercises", "solutions"} <= set(ran[3])
    assert all(command[command.index("--dist") + 1] == "loadfile" for command in ran[2:4])


def test_one_failure_fails_the_whole_and_the_others_still_run(
    checks: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(checks, "browser", lambda: "/usr/bin/chromium")
    code, ran = run(checks, monkeypatch, fails="mypy")
    assert (code, len(ran)) == (1, 5)
    assert "Failed: mypy." in capsys.readouterr().err


def test_without_chromium_the_rest_runs_one_line_says_so_and_the_end_is_not_success(
    checks: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("EVEN_KEEL_CHROMIUM", "/no/such/browser")
    code, ran = run(checks, monkeypatch)
    (said,) = capsys.readouterr().err.strip().splitlines()
    assert (code, len(ran)) == (1, 5)
    assert "--ignore=tests/browser" in ran[2]
    assert "Chromium" in said
    assert "apt-get install chromium" in said


@pytest.mark.parametrize(
    ("there", "named", "installed"),
    [
        ((), "", "make git python3 python3-venv chromium"),
        (("make", "git", "python3"), "", "chromium"),
        (("make", "git", "python3"), "/opt/chromium", ""),
        (("make", "git", "python3", "chromium-browser"), "", ""),
    ],
)
def test_a_ci_machine_gets_what_it_lacks_and_nothing_else(
    tmp_path: Path, there: tuple[str, ...], named: str, installed: str
) -> None:
    def stand_in(name: str, does: str) -> None:
        path = tmp_path / "bin" / name
        path.write_text(f'#!/bin/sh\n{does}\necho "{name} $*" >> "{tmp_path}/said"\n')
        path.chmod(0o755)

    for folder in ("bin", ".ci"):
        (tmp_path / folder).mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci")
    for tool in ("bash", "dirname", "ln"):
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool) or "")
    for name in there:
        stand_in(name, "")
    stand_in("id", "echo 0")
    stand_in("apt-get", f'[ -e "{tmp_path}/bin/make" ] || ln -s apt-get "{tmp_path}/bin/make"')
    env = {"PATH": str(tmp_path / "bin"), "EVEN_KEEL_CHROMIUM": named}
    bash = shutil.which("bash") or "bash"
    subprocess.run([bash, str(tmp_path / ".ci" / "run")], env=env, check=True, capture_output=True)
    said = (tmp_path / "said").read_text().splitlines()
    wanted = [line.partition("recommends ")[2] for line in said if line.startswith("apt-get install")]
    assert wanted == ([installed] if installed else [])
    assert said[-1].split()[1:] == ["test"]


def test_an_unknown_check_is_wrong_usage(checks: ModuleType) -> None:
    assert checks.main(["nonsense"]) == 2


def test_every_test_module_has_a_name_of_its_own() -> None:
    """They are imported by bare name, as are the helpers beside them: two of one name shadow each other.

    The bench is a package, whose modules are imported by their full names.
    """
    bench = ROOT / "tests" / "bench"
    modules = [path for path in (ROOT / "tests").rglob("*.py") if bench not in path.parents]
    names = Counter(path.name for path in modules if path.name != "conftest.py")
    assert [name for name, count in names.items() if count > 1] == []
