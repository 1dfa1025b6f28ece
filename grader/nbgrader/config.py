"""nbgrader's settings for this course, in one function that any nbgrader_config.py may call."""

from __future__ import annotations

import os
import shutil
import sysconfig
from pathlib import Path
from typing import Any

import nbgrader

TEMPLATES = Path(__file__).parent / "templates"
"""formgrader's page without its request to a content network."""
CARRIED = ("*.ipynb", "replies.json", "timestamp.txt", "submission_secret.txt", "*.png", "*.svg")
STUB = "# Your reply goes in the box above."
EXCHANGE_VARIABLE = "EVEN_KEEL_EXCHANGE"
"""Environment variable: the folder that instructor and learners share; default exchange/ in the course."""
DATABASE_VARIABLE = "EVEN_KEEL_DB"
"""Environment variable: the gradebook's address (postgresql://…); default gradebook.db in the course."""
STUDENT = r"(?P<student_id>[^\W_][^/\\*?\[\]<>:\"|+{}\s\x00-\x1f\x7f\ud800-\udfff]*?)"
"""A student's id in a file's name: no path, no pattern, nothing that UTF-8 can't hold."""
TIME = "(?P<timestamp>[0-9]{8}T[0-9]{6}Z)"
COPY = r"(?: ?\([0-9]{1,3}\)|[- ][0-9]{1,2})*"
"""What browsers and course sites add to the name of a second download: ` (1)`, `-1`."""
HAND_IN = rf".*[/\\][^/\\]*?__{STUDENT}__{TIME}{COPY}[/\\](?P<file_id>[^/\\]+)$"
"""A file of an unpacked hand-in: …/ASSIGNMENT__STUDENT__20260301T093000Z/FILE; no student is a path."""


def configure(c: Any, root: Path) -> None:
    """Set nbgrader up for the course in `root`. `c` is what `get_config()` returns."""
    _find_alembic()
    c.CourseDirectory.root = str(root)
    c.CourseDirectory.course_id = "even-keel"
    c.CourseDirectory.source_directory = "solutions"
    c.CourseDirectory.release_directory = "exercises"
    # the only files that fetch, submit and collect carry
    c.CourseDirectory.include = [*CARRIED]
    c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "handed-in"]
    c.CourseDirectory.max_file_size = 20_000
    if database := os.environ.get(DATABASE_VARIABLE):
        c.CourseDirectory.db_url = database
    _exchange(c, root)
    c.ClearSolutions.code_stub = {"python": STUB}
    c.GenerateAssignment.exporter_class = "grader.nbgrader.exporters.ReleaseExporter"
    c.Autograde.exporter_class = "grader.nbgrader.exporters.GradeExporter"
    c.Autograde.sanitize_preprocessors = []
    c.Autograde.autograde_preprocessors = [
        "grader.nbgrader.gradebook.SaveOutcome",
        "nbgrader.preprocessors.AssignLatePenalties",
    ]
    formgrader = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates"
    c.HTMLExporter.template_name = "even_keel_formgrade"
    c.HTMLExporter.extra_template_basedirs = [str(TEMPLATES), str(formgrader)]
    c.GenerateFeedback.exporter_class = "grader.nbgrader.exporters.FeedbackExporter"
    c.GenerateFeedback.preprocessors = []
    c.ExportApp.plugin_class = "grader.nbgrader.export.OutcomeExport"
    c.ZipCollectApp.extractor_plugin = "grader.nbgrader.collect.HandInExtractor"
    c.FileNameCollectorPlugin.named_regexp = HAND_IN
    c.FileNameCollectorPlugin.valid_ext = [".ipynb", ".json"]
    names = [path.name for path in sorted((root / "solutions").glob("*")) if path.is_dir()]
    c.Autograde.exclude_overwriting = {name: ["replies.json"] for name in names}


def _exchange(c: Any, root: Path) -> None:
    chosen = os.environ.get(EXCHANGE_VARIABLE)
    folder = Path(chosen).expanduser() if chosen else root / "exchange"
    c.Exchange.root = str(folder)
    if not chosen and not folder.exists():
        folder.mkdir()
        folder.chmod(0o777)


def _find_alembic() -> None:
    """nbgrader starts `alembic` by name to make a gradebook; it is only found in an activated environment."""
    if shutil.which("alembic") is None:
        os.environ["PATH"] = os.pathsep.join([sysconfig.get_path("scripts"), os.environ.get("PATH", "")])
