"""Files that survive a kill, and files that a stranger wrote.

`locked` and `replace_file` make a change that is either wholly there or not at all; `read_plain_file` reads
what somebody handed in without following links, waiting on pipes or filling the memory.

The lock is the operating system's, which goes with its process; where a network home has none, it is a marker
file that names its owner, and one that was left behind is taken over after a minute.
"""

from __future__ import annotations

import os
import secrets
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

LOCK_SECONDS = 3.0
"""How long to wait for a lock."""
ABANDONED_SECONDS = 60.0
"""A marker or a temporary file older than this was left by a dead process: a save takes milliseconds."""
_FLAGS = (
    os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
)


class NotPlainError(ValueError):
    """Something that isn't a plain file; the message says what."""


def read_plain_file(path: Path, most: int) -> bytes:
    """The bytes of a plain file, at most `most` of them. Raises NotPlainError, OSError."""
    if path.is_symlink():
        raise NotPlainError("it is a link to another file")
    if not stat.S_ISREG(path.lstat().st_mode):
        raise NotPlainError("it is not a plain file")
    handle = os.open(path, _FLAGS)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise NotPlainError("it is not a plain file")
        return file.read(most)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock at `path`. Raises OSError (Timeout is one) when it can't be had within `LOCK_SECONDS`."""
    lock = FileLock(path, timeout=LOCK_SECONDS)
    try:
        lock.acquire()
    except Timeout:
        if not _abandoned(path):
            raise
        path.unlink(missing_ok=True)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _abandoned(path: Path) -> bool:
    """Whether a marker was left behind; the files of real locks are empty."""
    try:
        found = path.stat()
    except OSError:
        return False
    return found.st_size > 0 and time.time() - found.st_mtime > ABANDONED_SECONDS


def replace_file(path: Path, data: bytes) -> None:
    """Write `data` beside `path`, see that it is on disk, and let it take the place of `path` in one step.

    Call it with the lock held. Raises OSError; the old file is then untouched.
    """
    _sweep(path)
    temporary = path.with_name(f".{path.name}-{secrets.token_hex(8)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _take_place(temporary, path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sweep(path: Path) -> None:
    """Remove the temporary files of processes that were killed."""
    for left in path.parent.glob(f".{path.name}-*.tmp"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > ABANDONED_SECONDS:
                left.unlink()


def _take_place(temporary: Path, target: Path) -> None:
    """Replace, trying again for two seconds where another program has the file open (Windows)."""
    give_up = time.monotonic() + 2
    while True:
        try:
            temporary.replace(target)
            return
        except PermissionError:
            if os.name != "nt" or time.monotonic() > give_up:
                raise
            time.sleep(0.02)


def _sync_folder(folder: Path) -> None:
    """Make the new name durable too, on systems where a folder can be synced."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    with suppress(OSError):  # some network file systems can't do this
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
