"""Claims about folders that can't be written: text is kept in the user's own directory, and that is said."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import SoftFileLock

from grader import safefile
from grader.replies import ReplyStore, SaveError, read_replies

CARD = "late-parcel"
TEXT = "Three missed days in a row would wear anyone down."
NEXT = "I am ringing the depot now and will write to you by four."


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that another user of this machine can reach."""
    folder = Path(tempfile.mkdtemp(prefix="even keel "))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_a_folder_that_cannot_exist_sends_the_text_to_the_users_directory(tmp_path: Path) -> None:
    (tmp_path / "course").write_text("a file where the folder should be")
    store = ReplyStore(tmp_path / "course", tmp_path / "own")
    saved = store.save_reply(CARD, TEXT)
    assert saved.fell_back
    assert saved.where is not None
    assert saved.where.is_relative_to(tmp_path / "own")
    assert str(saved.where.parent) in saved.notice
    assert read_replies(saved.where).text(CARD) == TEXT
    assert ReplyStore(tmp_path / "course", tmp_path / "own").read().text(CARD) == TEXT


def test_a_read_only_course_is_read_and_the_text_goes_to_the_users_directory(open_to_all: Path) -> None:
    course, own = open_to_all / "course", open_to_all / "own"
    course.mkdir()
    ReplyStore(course, own).save_reply(CARD, TEXT)
    (course / ".replies.json.lock").chmod(0o444)
    course.chmod(0o555)
    own.mkdir()
    own.chmod(0o777)
    before = (course / "replies.json").read_bytes()
    child = os.fork()
    if not child:  # root may write anywhere, so this part runs as nobody
        status = 1
        try:
            if os.getuid() == 0:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            saved = ReplyStore(course, own).save_reply(CARD, NEXT)
            status = 0 if saved.fell_back and "permission denied" in saved.notice else 2
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert (course / "replies.json").read_bytes() == before
    store = ReplyStore(course, own)
    assert store.read().text(CARD) == NEXT
    assert [d.text for d in store.drafts(CARD)] == [TEXT]
    course.chmod(0o755)


def test_what_was_kept_elsewhere_comes_home_when_the_folder_can_be_written_again(tmp_path: Path) -> None:
    course = tmp_path / "course"
    course.write_text("in the way")
    store = ReplyStore(course, tmp_path / "own")
    store.save_reply(CARD, TEXT)
    store.save_reply("other", "Another.")
    course.unlink()
    course.mkdir()
    saved = store.save_reply(CARD, NEXT)
    assert not saved.fell_back
    home = read_replies(course / "replies.json")
    assert home.text(CARD) == NEXT
    assert home.text("other") == "Another."
    assert [d.text for d in home.replies[CARD].drafts] == [TEXT]


def test_a_disk_that_fills_up_costs_nothing_that_was_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = tmp_path / "course"
    course.mkdir()
    store = ReplyStore(course, tmp_path / "own")
    store.save_reply(CARD, TEXT)
    before = (course / "replies.json").read_bytes()
    sync = os.fsync

    def full(handle: int) -> None:
        if os.fstat(handle).st_ino in {path.stat().st_ino for path in course.iterdir()}:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        sync(handle)

    monkeypatch.setattr(safefile.os, "fsync", full)
    saved = store.save_reply(CARD, NEXT)
    assert saved.fell_back
    assert "no space left" in saved.notice
    assert (course / "replies.json").read_bytes() == before
    assert store.read().text(CARD) == NEXT
    assert not list(course.glob("*.tmp"))
    assert not list(course.glob(".*.tmp"))


def test_when_nothing_can_be_written_anywhere_it_is_said_and_the_old_file_stays_whole(tmp_path: Path) -> None:
    course = tmp_path / "course"
    course.mkdir()
    ReplyStore(course, tmp_path / "own").save_reply(CARD, TEXT)
    program = """
        import resource, sys
        from pathlib import Path
        from grader.replies import ReplyStore, SaveError
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
        try:
            ReplyStore(Path(sys.argv[1]), Path(sys.argv[2])).save_reply("late-parcel", "x" * 5000)
        except SaveError as error:
            print(error)
    """
    command = [sys.executable, "-c", textwrap.dedent(program), str(course), str(tmp_path / "own")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    assert "can't be used (file too large), and neither can your own (file too large)" in done.stdout
    assert json.loads((course / "replies.json").read_text("utf-8"))["replies"][CARD]["text"] == TEXT


def test_a_file_that_cannot_be_read_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = tmp_path / "course"
    course.mkdir()
    store = ReplyStore(course, tmp_path / "own")
    store.save_reply(CARD, TEXT)
    before = (course / "replies.json").read_bytes()
    read = safefile.os.open

    def stale(path: object, flags: int, *rest: int) -> int:
        if str(path) == str(course / "replies.json"):
            raise OSError(errno.ESTALE, os.strerror(errno.ESTALE))
        return read(path, flags, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(safefile.os, "open", stale)
    assert store.save_reply(CARD, NEXT).fell_back
    assert (course / "replies.json").read_bytes() == before


def test_a_lock_that_is_held_sends_the_text_elsewhere_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = tmp_path / "course"
    course.mkdir()
    store = ReplyStore(course, tmp_path / "own")
    store.save_reply(CARD, TEXT)
    monkeypatch.setattr(safefile, "LOCK_SECONDS", 0.05)
    with safefile.locked(course / ".replies.json.lock"):
        saved = store.save_reply(CARD, NEXT)
    assert saved.fell_back
    assert "something else is using it" in saved.notice
    assert store.read().text(CARD) == NEXT


def test_a_marker_that_a_dead_machine_left_is_taken_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(safefile, "FileLock", SoftFileLock)
    monkeypatch.setattr(safefile, "LOCK_SECONDS", 0.05)
    marker = tmp_path / ".replies.json.lock"
    marker.write_text("4711\nsome-other-machine\n")
    store = ReplyStore(tmp_path, tmp_path / "own")
    assert store.save_reply(CARD, TEXT).fell_back, "a fresh marker is respected"
    os.utime(marker, (1_000_000_000, 1_000_000_000))
    assert not store.save_reply(CARD, NEXT).fell_back, "an old one is taken over"
    assert not marker.exists()


def test_an_error_to_save_is_an_os_error() -> None:
    assert issubclass(SaveError, OSError)
