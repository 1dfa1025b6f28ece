"""Make `.venv` and install what requirements.lock names, by version and hash: `make lab`, `make test`.

Run by path, before anything is installed: `python -I grader/lab/environment.py [--with test|train]`.
Only the standard library is used. A stamp in `.venv` remembers what was installed, so that the second
start takes seconds; it is keyed on the lock, the Python version, the package's own set-up and the folder.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OLDEST, TOO_NEW = (3, 11), (3, 15)
LOCKS = {"lab": "requirements.lock", "test": "requirements-test.lock", "train": "requirements.lock"}


class SetUpError(Exception):
    """Something went wrong; the message says what, and what to do about it."""


def interpreter(env: Path) -> Path:
    """The Python of a virtual environment; it may not exist yet."""
    windows = env / "Scripts" / "python.exe"
    return windows if sys.platform == "win32" else env / "bin" / "python"


def fingerprint(root: Path, kind: str, version: Sequence[int] = sys.version_info[:2]) -> str:
    """What an environment of this kind must hold, as 64 hex digits: it changes when anything of it does."""
    found = hashlib.sha256(f"{kind} {tuple(version)} {root}".encode())
    files = (root / "grader" / "voila").glob("*/*")
    template = sorted(path for path in files if path.parent.name != "__pycache__")
    for path in [root / LOCKS[kind], root / "pyproject.toml", *template]:
        found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def is_ready(root: Path, kind: str) -> bool:
    """Whether `.venv` already holds everything of this kind."""
    env = root / ".venv"
    stamp = env / f"even-keel-{kind}.stamp"
    return (
        interpreter(env).exists() and stamp.is_file() and stamp.read_text().strip() == fingerprint(root, kind)
    )


def prepare(root: Path, kind: str) -> bool:
    """Make `.venv` ready for `kind`; returns whether anything had to be done. Raises SetUpError."""
    if not OLDEST <= sys.version_info[:2] < TOO_NEW:
        raise SetUpError(
            f"This is Python {sys.version.split()[0]}; Even Keel needs 3.11, 3.12, 3.13 or 3.14. "
            "Install one of them, or name it: make lab PYTHON=/path/to/python3.11"
        )
    if is_ready(root, kind):
        return False
    env = root / ".venv"
    if not _works(interpreter(env)):
        _say("Making .venv ...")
        _make(env)
    _say("Installing the packages that the course needs: some minutes the first time, about 650 MB of disk.")
    pip = [str(interpreter(env)), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    quiet = [] if sys.stdout.isatty() else ["--quiet"]
    _run([*pip, *quiet, "--require-hashes", "-r", LOCKS[kind]], root, "The packages could not be installed.")
    own = ".[train]" if kind == "train" else "."
    deps = [] if kind == "train" else ["--no-deps"]
    _run(
        [*pip, "--quiet", *deps, "--no-build-isolation", "-e", own],
        root,
        "Even Keel itself could not be installed.",
    )
    _run([pip[0], "-m", "grader.voila"], root, "The template of the lesson pages could not be written.")
    (env / f"even-keel-{kind}.stamp").write_text(fingerprint(root, kind) + "\n")
    return True


def _make(env: Path) -> None:
    try:
        venv.EnvBuilder(with_pip=True, clear=env.exists(), symlinks=sys.platform != "win32").create(env)
    except (OSError, subprocess.CalledProcessError) as error:
        raise SetUpError(
            f"The folder {env} could not be made ({error}). Is there room on the disk, may you write here, "
            "and does this Python have its venv module (on Debian and Ubuntu: apt-get install python3-venv)?"
        ) from None


def _works(python: Path) -> bool:
    """Whether this interpreter runs, has pip, and is one that we support."""
    check = f"import pip, sys; sys.exit(not {OLDEST} <= sys.version_info[:2] < {TOO_NEW})"
    try:
        return subprocess.run([str(python), "-c", check], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _run(command: Sequence[str], root: Path, failed: str) -> None:
    if subprocess.run(command, cwd=root, check=False).returncode != 0:
        raise SetUpError(
            f"{failed} The reason is above. Check the internet connection and the room on the disk, then "
            "start again: what was already fetched is kept."
        )


def _say(text: str) -> None:
    print(text, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prepare the environment that the arguments name; 0 when it is ready, 1 with a message when not."""
    parser = argparse.ArgumentParser(description="Make .venv ready.")
    parser.add_argument("--with", dest="kind", choices=sorted(LOCKS), default="lab", help="what for")
    kind = parser.parse_args(arguments).kind
    try:
        if prepare(ROOT, kind):
            _say("Ready.")
    except SetUpError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. Start again when you like; what was already fetched is kept.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
