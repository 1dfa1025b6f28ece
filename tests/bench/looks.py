"""The log of every look at the held-out part."""

from __future__ import annotations

import math
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import grader

from .rated import ROOT

FILE = Path(__file__).with_name("held_out_looks.tsv")
HEAD = "date\tcommit\tversion\tmean kappa\n"


def commit() -> str:
    """The commit that is measured, with + where files of the grader differ from it; - outside a clone."""
    try:
        head = _git("rev-parse", "--short=12", "HEAD")
        return head + ("+" if _git("status", "--porcelain", "--", "grader") else "")
    except (OSError, subprocess.CalledProcessError):
        return "-"


def _git(*arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()


def version() -> str:
    """The version that an assessment names."""
    return str(getattr(grader.Assessment, "version", grader.__version__))


def log_look(mean_kappa: float) -> None:
    """Append a line: day, commit, version of the grader, mean kappa (- where it wasn't computed)."""
    shown = "-" if math.isnan(mean_kappa) else f"{mean_kappa:.4f}"
    line = f"{datetime.now(UTC):%Y-%m-%d}\t{commit()}\t{version()}\t{shown}\n"
    if not FILE.is_file():
        line = HEAD + line
    with FILE.open("a", encoding="utf-8") as log:
        log.write(line)
