"""Run every check, say what failed, and end non-zero if anything did or if something is missing.

Run by `make test`, inside `.venv`. Arguments name the checks to run; without any, all run but the slow
ones, and with --all those too, as `make test-all` does.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHON = (sys.executable, "-m")
SLOW = ("lessons-slow", "bench-slow")
"""Checks that take too long for every day, or that need a machine to themselves."""
NOTEBOOKS = ("course", "solutions", "exercises")
BROWSERS = ("chromium", "chromium-browser")
NO_BROWSER = (
    "Chromium is missing, so the tests in tests/browser did not run. Get it: apt-get install chromium "
    "(Debian, Ubuntu), or name one: EVEN_KEEL_CHROMIUM=/path/to/chromium make test"
)


def browser() -> str | None:
    """Where Chromium is, or None."""
    named = os.environ.get("EVEN_KEEL_CHROMIUM")
    if named:
        return named if Path(named).is_file() else None
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def checks(chromium: str | None) -> dict[str, list[str]]:
    """Each check's name and command, in the order in which they run: quick ones first."""
    parallel = ["-n", os.environ.get("EVEN_KEEL_WORKERS", "auto"), "--dist", "loadfile", "-q"]
    notebooks = [name for name in NOTEBOOKS if any((ROOT / name).rglob("*.ipynb"))]
    no_browser = [] if chromium else ["--ignore=tests/browser"]
    return {
        "ruff": [*PYTHON, "ruff", "check", "."],
        "mypy": [*PYTHON, "mypy"],
        "pytest": [*PYTHON, "pytest", "tests", *parallel, *no_browser],
        "notebooks": [*PYTHON, "pytest", "--nbval-lax", "-p", "no:cacheprovider", *parallel, *notebooks],
        "bench": [*PYTHON, "tests.bench", "--quick"],
        "lessons-slow": [*PYTHON, "pytest", "tests/browser/whole_lessons.py", "-q", "-s"],
        "bench-slow": [*PYTHON, "tests.bench", "--only", "robustness,speed", "--fuzz-seconds", "540"],
    }


def main(wanted: list[str]) -> int:
    """Run the checks; 0 if all passed and nothing was missing, else 1."""
    chromium = browser()
    every = checks(chromium)
    if wanted == ["--all"]:
        wanted = list(every)
    if unknown := [name for name in wanted if name not in every]:
        print(f"No such check: {', '.join(unknown)}. There are: {', '.join(every)}.", file=sys.stderr)
        return 2
    env = {**os.environ, "EVEN_KEEL_CHROMIUM": chromium or ""}
    failed = []
    for name in wanted or (name for name in every if name not in SLOW):
        print(f"== {name}", flush=True)
        began = time.monotonic()
        code = subprocess.run(
            every[name], cwd=ROOT, env=env, stdin=subprocess.DEVNULL, check=False
        ).returncode
        print(
            f"== {name}: {'passed' if code == 0 else 'FAILED'} in {time.monotonic() - began:.0f} s",
            flush=True,
        )
        if code != 0:
            failed.append(name)
    if failed:
        print(f"Failed: {', '.join(failed)}.", file=sys.stderr)
    if not chromium:
        print(NO_BROWSER, file=sys.stderr)
    return 1 if failed or not chromium else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
