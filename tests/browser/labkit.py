"""`grader lab` as a learner starts it: a copy of the course, a fresh user, a server of its own."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Iterator
from pathlib import Path

from grader.replies import Replies, read_replies
from grader.replyfile import only

ROOT = Path(__file__).resolve().parents[2]
STARTS_WITHIN = 90.0
"""Seconds that a server gets to answer, on a machine that is busy with other tests."""
MARK = "EVEN_KEEL_BROWSER_TEST"
"""An environment variable that every process of one run carries, so that all of them can be ended."""
LEFT_OUT = shutil.ignore_patterns(
    "replies*.json", ".replies*", "handed-in", "*.html", "__pycache__", ".ipynb_checkpoints"
)


def free_port() -> int:
    """A port on this machine that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def copy_course(base: Path) -> Path:
    """Copy what a learner has into a folder whose path holds a space; returns that folder."""
    folder = base / "my course"
    folder.mkdir()
    for name in ("course", "exercises"):
        shutil.copytree(ROOT / name, folder / name, ignore=LEFT_OUT)
    return folder


def wait_for(what: str, found: object, within: float) -> object:
    """Call `found` until it returns something true, and return that; fail after `within` seconds."""
    assert callable(found)
    ends = time.monotonic() + within
    while time.monotonic() < ends:
        if result := found():
            return result
        time.sleep(0.05)
    raise AssertionError(f"{what}: not within {within:.0f} s")


class Server:
    """One server of ours, with the processes that it starts; `command` gets `--port` and the like itself."""

    def __init__(self, base: Path, folder: Path, command: list[str]) -> None:
        """Serve `folder` by `command`, for a user whose home is `base`/home. Nothing is started yet."""
        self.base, self.folder, self.command = base, folder, command
        self.port = free_port()
        self.log = base / "server.log"
        self._mark = uuid.uuid4().hex
        self._token = ""

    def environment(self) -> dict[str, str]:
        """The environment of a fresh user: no settings, no signatures, no replies."""
        home = self.base / "home"
        own = {
            k: v
            for k, v in os.environ.items()
            if not k.startswith(("JUPYTER", "XDG_", "IPYTHON", "EVEN_KEEL"))
        }
        own |= {
            name: str(home / name.lower())
            for name in ("JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
        }
        own |= {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "CACHE", "STATE")}
        for path in own.values():
            if path.startswith(str(home)):
                Path(path).mkdir(parents=True, exist_ok=True)
        return {**own, "HOME": str(home), "USERPROFILE": str(home), MARK: self._mark}

    def start(self) -> None:
        """Start, and return when it answers. Raises AssertionError with its log where it doesn't."""
        with self.log.open("wb") as log:
            process = subprocess.Popen(
                self.command, cwd=self.folder, env=self.environment(), stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

        def answers() -> bool:
            said = self.log.read_text("utf-8", "replace")
            assert process.poll() is None, f"it ended by itself:\n{said}"
            found = re.search(rf"http://(?:127\.0\.0\.1|localhost):{self.port}/(?:\S*?token=(\w+))?", said)
            self._token = (found[1] or "") if found else ""
            return found is not None and (not self._token or self._asks("api/status") is not None)

        wait_for(f"an answer from {self.command}", answers, STARTS_WITHIN)

    def _asks(self, path: str) -> object:
        request = urllib.request.Request(self.url(path), headers={"Authorization": f"token {self._token}"})
        with contextlib.suppress(OSError), urllib.request.urlopen(request, timeout=5) as answer:
            return json.load(answer)
        return None

    def url(self, path: str = "") -> str:
        """An address of this server, with what its own address in the terminal has for a log-in."""
        return f"http://127.0.0.1:{self.port}/{path}" + (f"?token={self._token}" if self._token else "")

    def kernels(self) -> dict[str, int]:
        """The kernels by notebook-independent id, each with its process id."""
        listed = self._asks("api/kernels")
        assert isinstance(listed, list), "the server doesn't list its kernels"
        return {kernel["id"]: _process_with(f"kernel-{kernel['id']}.json") for kernel in listed}

    def end_kernels(self) -> None:
        """End every kernel, as a learner does who closes everything."""
        for kernel in self.kernels():
            request = urllib.request.Request(
                self.url(f"api/kernels/{kernel}"),
                method="DELETE",
                headers={"Authorization": f"token {self._token}"},
            )
            with contextlib.suppress(OSError):
                urllib.request.urlopen(request, timeout=20).close()

    def kill(self) -> None:
        """Kill the server and everything it has started, without a warning."""
        for pid in self.processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        wait_for("the end of all processes", lambda: not self.processes(), 20)

    def processes(self) -> list[int]:
        """Every living process of this run, wherever it stands in the tree; the server first."""
        wanted = f"{MARK}={self._mark}".encode()
        return sorted(pid for pid in _pids() if wanted in _read(pid, "environ").split(b"\0"))

    def memory(self) -> dict[str, int]:
        """MiB in use by each process of this run, by what it is: the server, a kernel."""
        found = {}
        for pid in self.processes():
            words = _read(pid, "cmdline").replace(b"\0", b" ").decode(errors="replace")
            status = re.search(rb"VmRSS:\s+(\d+) kB", _read(pid, "status"))
            found[f"{pid} {'kernel' if 'kernel' in words else 'server'}"] = (
                int(status[1]) // 1024 if status else 0
            )
        return found

    def forget(self) -> None:
        """Take away whatever was written and opened, so that the next test starts like a new learner."""
        for path in self.folder.rglob("*"):
            if path.is_file() and path.match("*replies*json*"):
                path.unlink()
        for path in self.folder.rglob("handed-in"):
            shutil.rmtree(path)
        for path in self.base.rglob("*.jupyterlab-workspace"):  # which tabs were open
            path.unlink()

    def replies(self, place: str = "course", lesson: str = "") -> Replies:
        """What is on disk beside the notebooks of `place`, or of one lesson; nothing if there is no file."""
        path = self.folder / place / "replies.json"
        return only(read_replies(path) if path.exists() else Replies(), lesson)


def lab(base: Path) -> Server:
    """JupyterLab as `grader lab` opens it, from the installed package."""
    server = Server(base, copy_course(base), [])
    command = Path(sys.executable).with_name("grader.exe" if sys.platform == "win32" else "grader")
    server.command = [str(command), "lab", "--no-browser", "--port", str(server.port)]
    return server


@contextlib.contextmanager
def running(server: Server) -> Iterator[Server]:
    """`server`, started, and ended whatever happens."""
    try:
        server.start()
        yield server
    finally:
        server.kill()


def _pids() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def _read(pid: int, name: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes()
    except OSError:  # it has ended, or belongs to somebody else
        return b""


def _process_with(words: str) -> int:
    """The process whose command line holds `words`; 0 where there is none."""
    return next((pid for pid in _pids() if words.encode() in _read(pid, "cmdline")), 0)
