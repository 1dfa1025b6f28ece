"""JupyterLab's settings for this course, in a directory of our own.

The user's own JupyterLab settings are neither read nor changed: `grader lab` points JUPYTER_CONFIG_DIR at our
directory. What a learner changes there by hand (a theme, a font size) stays: only defaults are written anew.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import zmq
from platformdirs import user_config_path

from grader.voila import NAME

Role = Literal["learner", "instructor"]
IDLE = 15 * 60
"""Seconds after which a kernel without a page is ended; reloading the page brings its text back."""
NBGRADER = (
    "nbgrader.server_extensions.formgrader",
    "nbgrader.server_extensions.validate_assignment",
    "nbgrader.server_extensions.assignment_list",
    "nbgrader.server_extensions.course_list",
)
PAGES = {
    "VoilaExecutor": {"allow_errors": True},
    "VoilaExporter": {"markdown_renderer_class": "grader.voila.markdown.PageRenderer"},
}
"""How a page is made. A cell that fails costs its own part of the page and not all that follows. Pictures are
fetched as on any page: Voila's own way of putting them in fails inside JupyterLab and loses the page."""
NOT_FOR_ANYONE = ("__pycache__", "*.pyc")
NOT_FOR_LEARNERS = (
    *NOT_FOR_ANYONE,
    "grader", "tests", "docs", "solutions", "build", "*.egg-info", "*.lock", "*.toml", "Makefile", "LICENSE",
    "NOTICE", "environment.yml", "postBuild", "nbgrader_config.py", "gradebook.db", "exchange", "submitted",
    "autograded",
)  # fmt: skip
"""What a learner's file browser leaves out: lessons, assignments and their own work are left."""


def directory(role: Role) -> Path:
    """Where this role's settings live: in the user's configuration directory, else in a temporary one."""
    wanted = user_config_path("even-keel", appauthor=False) / role
    try:
        wanted.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=wanted):
            return wanted
    except OSError:
        return Path(tempfile.mkdtemp(prefix=f"even-keel-{role}-"))


def server(role: Role, *, shared: bool = False) -> dict[str, Any]:
    """The server's settings. shared: for a whole installation, which has its own address."""
    app: dict[str, Any] = {
        "jpserver_extensions": dict.fromkeys(NBGRADER, role == "instructor"),
    }
    if not shared:
        app |= {"ip": "127.0.0.1", "allow_root": True, "answer_yes": True, "log_level": "ERROR"}
    found: dict[str, Any] = {
        "ServerApp": app,
        "MappingKernelManager": {"cull_idle_timeout": IDLE, "cull_interval": 60, "cull_connected": False},
        "LabApp": {
            "news_url": None,
            "check_for_updates_class": "jupyterlab.handlers.announcements.NeverCheckForUpdate",
            "extension_manager": "readonly",
            "log_level": "ERROR",
        },
    }
    found |= PAGES
    if zmq.has("curve"):
        found["KernelManager"] = {"transport_encryption": "auto"}
    hidden = NOT_FOR_LEARNERS if role == "learner" else NOT_FOR_ANYONE
    found["ContentsManager"] = {"hide_globs": list(hidden)}
    return found


def defaults(role: Role) -> dict[str, Any]:
    """Defaults of JupyterLab's settings, by plugin: no news, no update checks, lessons open as pages.

    What the roles differ in is said for both, since a whole installation may have been set up for learners.
    """
    return {
        "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
        "@jupyterlab/apputils-extension:themes": {"adaptive-theme": True},
        "@jupyterlab/docmanager-extension:plugin": {
            "defaultViewers": {"notebook": "Voila Preview" if role == "learner" else "Notebook"}
        },
    }


def page(role: Role) -> dict[str, Any]:
    """Which parts of JupyterLab are switched off: what asks the network, and an instructor's tools."""
    return {
        "disabledExtensions": {
            "@jupyterlab/apputils-extension:announcements": True,
            "@jupyterlab/extensionmanager-extension:plugin": True,
            "@jupyter/nbgrader": role == "learner",
        }
    }


def voila() -> dict[str, Any]:
    """Voila's settings: our template, no more lab extensions than widgets need, no tracebacks."""
    return {
        "VoilaConfiguration": {
            "template": NAME,
            "extension_allowlist": [
                "@jupyter-widgets/jupyterlab-manager",
                "@voila-dashboards/widgets-manager8",
                "anywidget",
            ],
            "show_tracebacks": False,
            "http_keep_alive_timeout": 5,
        },
        **PAGES,
    }


def write(role: Role, folder: Path, *, shared: bool = False) -> list[Path]:
    """Write all settings into `folder`; returns the files. Raises OSError where that can't be done.

    shared: `folder` is a whole installation's, such as Binder's; what others have written there is kept.
    """
    files = {
        "jupyter_server_config.json": server(role, shared=shared),
        "labconfig/default_setting_overrides.json": defaults(role),
        "labconfig/page_config.json": page(role),
        "voila.json": voila(),
    }
    for name, content in files.items():
        _write_json(folder / name, content, shared=shared)
    return [folder / name for name in files]


def _write_json(path: Path, content: Mapping[str, Any], *, shared: bool) -> None:
    """Write in one go. shared: over what is there, and for everybody to read, whatever the umask is."""
    present: Any = {}
    if shared and path.is_file():
        try:
            present = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            present = {}
    text = json.dumps(_merged(present, content), indent=2) + "\n"
    missing = [folder for folder in path.parents if not folder.exists()]
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        if shared:
            for folder in missing:
                folder.chmod(0o755)
            temporary.chmod(0o644 | (path.stat().st_mode & 0o777 if path.is_file() else 0))
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _merged(present: Any, ours: Mapping[str, Any]) -> dict[str, Any]:
    """Ours over what is there, dictionary by dictionary."""
    found = dict(present) if isinstance(present, dict) else {}
    for key, value in ours.items():
        found[key] = _merged(found.get(key), value) if isinstance(value, Mapping) else value
    return found
