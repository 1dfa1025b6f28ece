"""Open the course in JupyterLab: find it, write settings, trust its notebooks, serve it here."""

from __future__ import annotations

import os
import socket
import sys
import threading
import warnings
from importlib import import_module
from pathlib import Path

from grader.commands import Stop
from grader.lab import settings
from grader.lab.settings import Role

PORT = 8899
"""Tried first, then the next ones. A steady port matters: a browser remembers by address and port."""
RETRIES = 50
START_PAGE = "course/00-start-here.ipynb"


def find_course(folder: Path | None = None) -> Path:
    """The course's folder: the one named, or this one, or the nearest above. Raises Stop.

    It is told by its start page: many a project has a folder named course with notebooks in it.
    """
    if folder is not None:
        if not (folder / START_PAGE).is_file():
            raise Stop(f"{folder} doesn't hold the course: there is no {START_PAGE} in it.")
        return folder.resolve()
    here = Path.cwd()
    for candidate in (here, *here.parents):
        if (candidate / START_PAGE).is_file():
            return candidate
    raise Stop(
        f"The course isn't in {here}. Go to the folder that holds {START_PAGE}, or name that folder: "
        "grader lab --folder PATH"
    )


def write_only(role: Role, folder: Path | None = None, *, shared: bool = False) -> int:
    """Write settings, trust notebooks, return 0. shared: into this Python's own Jupyter directory."""
    course = find_course(folder)
    target = Path(sys.prefix) / "etc" / "jupyter" if shared else settings.directory(role)
    try:
        settings.write(role, target, shared=shared)
    except OSError as error:
        raise Stop(f"The settings can't be written to {target}: {error.strerror or error}.", 1) from None
    _prepare(course)
    print(f"Settings are in {target}. The course's notebooks are trusted.")
    return 0


def open_course(
    role: Role,
    folder: Path | None = None,
    port: int | None = None,
    *,
    browser: bool = True,
) -> int:
    """Start JupyterLab on the course and stay until it ends; returns 0. Raises Stop where it can't start."""
    course = find_course(folder)
    if port is not None and not _is_free(port):
        raise Stop(f"Port {port} is taken by another program. Leave --port out, and a free one is found.", 1)
    directory = settings.directory(role)
    settings.write(role, directory)
    _prepare(course)
    _use_settings(directory)
    os.chdir(course)
    print(
        "Opening the course. If no browser opens, copy the address below into one. To stop, press Ctrl-C.",
        flush=True,
    )
    return _run_server(arguments(course, role, port, browser=browser))


def _use_settings(directory: Path) -> None:
    """Let Jupyter take its settings from `directory`: before the installation's, instead of the user's."""
    os.environ["JUPYTER_CONFIG_DIR"] = str(directory)
    # In a virtual environment, its own settings would come before those of JUPYTER_CONFIG_DIR.
    os.environ["JUPYTER_CONFIG_PATH"] = str(directory)
    for name in ("JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR"):
        os.environ.pop(name, None)


def arguments(course: Path, role: Role, port: int | None, *, browser: bool) -> list[str]:
    """The options that differ from start to start."""
    page = START_PAGE if role == "learner" else ""
    return [
        f"--ServerApp.root_dir={course}",
        f"--ServerApp.port={port or PORT}",
        f"--ServerApp.port_retries={0 if port else RETRIES}",
        f"--LabApp.default_url=/lab{'/tree/' + page if page else ''}",
        *([] if browser else ["--no-browser"]),
    ]


def _run_server(options: list[str]) -> int:
    import_module("voila")
    from jupyterlab.labapp import LabApp

    # They are for programmers, and in a learner's terminal they alarm. Voila, above, asks for some of them.
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    LabApp.launch_instance(options)
    print("Closed. What you wrote is saved.", flush=True)
    _leave_no_thread_waiting()
    return 0


def _leave_no_thread_waiting() -> None:
    """End the process where a thread would hold it: a page that broke off leaves one, and Ctrl-C hangs."""
    if any(not thread.daemon for thread in threading.enumerate() if thread is not threading.main_thread()):
        sys.stderr.flush()
        os._exit(0)


def _prepare(course: Path) -> None:
    from grader import voila
    from grader.lab.trust import trust

    try:
        voila.install()
    except OSError as error:
        print(
            f"The lesson pages will look plain: their template can't be written ({error}).", file=sys.stderr
        )
    for problem in trust(course):
        print(problem, file=sys.stderr)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
