"""Claims about Binder and conda: the repository is recognised, with the Python that it names."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILES = ("environment.yml", "postBuild", "requirements.lock", "pyproject.toml")


def test_repo2docker_builds_from_the_environment_and_runs_post_build(tmp_path: Path) -> None:
    copy = tmp_path / "a copy"
    copy.mkdir()
    for name in FILES:
        (copy / name).write_bytes((ROOT / name).read_bytes())
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--no-run", "--debug", str(copy)]
    found = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    said = found.stdout + found.stderr
    assert found.returncode == 0, said
    assert "Building conda environment for python=3.11" in said
    assert "RUN ./postBuild" in said
    assert '--file "environment.yml"' in said


def test_post_build_can_be_run_and_names_files_that_exist() -> None:
    script = ROOT / "postBuild"
    assert os.access(script, os.X_OK)
    text = script.read_text(encoding="utf-8")
    assert "--require-hashes -r requirements.lock" in text
    assert "--no-deps" in text
