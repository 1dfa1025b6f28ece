"""Claims about replies files that somebody broke, on purpose or not: a plain reason and nothing else."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from grader.replies import RepliesError, ReplyStore, read_replies

AT = "2026-03-01T09:30:00.000000+00:00"


def body(**changes: Any) -> dict[str, Any]:
    return {"format": 1, "replies": {"late-parcel": {"text": "Hello.", "at": AT, "drafts": []}}, **changes}


def reply(**changes: Any) -> dict[str, Any]:
    return body(replies={"late-parcel": {"text": "Hello.", "at": AT, "drafts": [], **changes}})


ANSWERS = b'{"format": 1, "replies": {}, "answers": '
BROKEN: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "not valid JSON"),
    "half a file": (json.dumps(body()).encode()[:40], "not valid JSON"),
    "zeros, as after a power cut": (b"\0" * 300, "not valid JSON"),
    "not text": (b"\xff\xfe\x00\x80PK", "not a text file"),
    "a pickle": (b"\x80\x04\x95\x15\x00\x00\x00", "not a text file"),
    "a list": (b"[1, 2]", "not a file of replies"),
    "somebody else's JSON": (b'{"cells": []}', "not a file of replies"),
    "format true": (json.dumps(body(format=True)).encode(), "not a file of replies"),
    "format from the future": (json.dumps(body(format=2)).encode(), "newer version"),
    "format 0": (json.dumps(body(format=0)).encode(), "format is 0"),
    "NaN": (ANSWERS + b'{"a": NaN}}', "NaN in it is not a number"),
    "infinity": (ANSWERS + b'{"a": 1e999}}', "too large"),
    "a huge number": (ANSWERS + b'{"a": ' + b"9" * 100_000 + b"}}", "too large"),
    "nested a little too deeply": (ANSWERS + b'{"a": ' + b"[" * 20 + b"]" * 20 + b"}}", "deeply"),
    "nested very deeply": (b'{"format": 1, "replies": ' + b"[" * 500_000 + b"]" * 500_000 + b"}", "deeply"),
    "card twice": (b'{"format": 1, "replies": {"a": {}, "a": {}}}', "twice"),
    "two names in one": (ANSWERS + b'{"\\ud800": 1, "\\udbff": 2}}', "twice"),
    "more than 5 MB": (b'{"format": 1, "replies": {}}' + b" " * 5_000_000, "too large"),
    "a number for text": (json.dumps(reply(text=7)).encode(), "at replies"),
    "a list for text": (json.dumps(reply(text=["x"])).encode(), "at replies"),
    "a number for a time": (json.dumps(reply(at=1)).encode(), "at replies"),
    "a time without zone": (json.dumps(reply(at="2026-03-01T09:30:00")).encode(), "at replies"),
    "a time without end": (json.dumps(reply(at="9999-12-31T23:59:59+00:00")).encode(), "at replies"),
    "a draft that is text": (json.dumps(reply(drafts=["x"])).encode(), "at replies"),
    "replies as a list": (json.dumps(body(replies=[])).encode(), "at replies"),
    "a path as id": (json.dumps(body(replies={"../../x": {"text": "", "at": AT}})).encode(), "at replies"),
    "a guess of 9": (json.dumps(body(guesses={"a": {"composed_tone": 9}})).encode(), "at guesses"),
    "a guess of true": (json.dumps(body(guesses={"a": {"composed_tone": True}})).encode(), "at guesses"),
    "a guess at nothing": (json.dumps(body(guesses={"a": {"__class__": 1}})).encode(), "at guesses"),
}  # fmt: skip


@pytest.fixture(params=BROKEN, ids=lambda name: name.replace(" ", "-"))
def broken(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str]:
    data, reason = BROKEN[request.param]
    path = tmp_path / "replies.json"
    path.write_bytes(data)
    return path, reason


def test_a_grader_gets_a_plain_reason(broken: tuple[Path, str]) -> None:
    path, reason = broken
    with pytest.raises(RepliesError, match=reason) as caught:
        read_replies(path)
    assert len(str(caught.value)) < 200
    assert "Traceback" not in str(caught.value)


def test_a_learner_can_go_on_and_the_file_is_kept(broken: tuple[Path, str], tmp_path: Path) -> None:
    path, reason = broken
    before = path.read_bytes()
    store = ReplyStore(tmp_path, tmp_path / "own")
    found = store.read()
    assert found.replies == {}
    assert len(found.notices) == 1
    saved = store.save_reply("late-parcel", "I hear you.")
    assert store.read().text("late-parcel") == "I hear you."
    if "newer" in reason:
        assert saved.fell_back, "a file that a newer version wrote is in order and stays"
        assert path.read_bytes() == before
    else:
        (aside,) = tmp_path.glob("replies.damaged-*.json")
        assert aside.read_bytes() == before
        assert aside.name in found.notices[0]


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "\u202e\u0000\ufeff", "{{7*7}} ${7*7} %(x)s", "\ud800 lone", "x" * 99_000],
)
def test_hostile_text_is_only_text(tmp_path: Path, text: str) -> None:
    path = tmp_path / "replies.json"
    path.write_text(json.dumps(reply(text=text)), "utf-8")
    found = read_replies(path).text("late-parcel")
    assert found == text.replace("\ud800", "\ufffd")
    found.encode("utf-8")


def test_fields_that_we_do_not_know_are_ignored(tmp_path: Path) -> None:
    path = tmp_path / "replies.json"
    path.write_text(json.dumps(body(score=1.0, __class__="os.system", notices=["You passed."])), "utf-8")
    found = read_replies(path)
    assert found.text("late-parcel") == "Hello."
    assert found.notices == ()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RepliesError, match=r"there is no replies\.json"):
        read_replies(tmp_path / "replies.json")


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "elsewhere.json"
    secret.write_text(json.dumps(body()), "utf-8")
    folder = tmp_path / "handed in"
    folder.mkdir()
    (folder / "replies.json").symlink_to(secret)
    with pytest.raises(RepliesError, match="link"):
        read_replies(folder / "replies.json")
    ReplyStore(folder, tmp_path / "own").save_reply("late-parcel", "Mine.")
    assert json.loads(secret.read_text("utf-8")) == body(), "the file that the link names is untouched"


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "replies.json").mkdir()
    with pytest.raises(RepliesError, match="not a plain file"):
        read_replies(tmp_path / "replies.json")


def test_a_pipe_in_the_place_of_the_file_does_not_keep_a_grader_waiting(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        return
    os.mkfifo(tmp_path / "replies.json")
    with pytest.raises(RepliesError, match="not a plain file"):
        read_replies(tmp_path / "replies.json")
