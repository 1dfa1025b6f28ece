"""Hostile files: links, pipes, bombs and paths in hand-ins. None is followed, run or believed."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

import pytest
from conftest import HOLLOW
from coursekit import ASSIGNMENT, CARDS, Course, points, replies_json, strong

from grader.feedback import number
from grader.nbgrader.collect import UNUSABLE, HandInExtractor
from grader.nbgrader.submission import read_submission

SECRET = "the words of somebody else"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A submission's folder with a good replies.json."""
    place = tmp_path / "submitted" / "mallory" / ASSIGNMENT
    place.mkdir(parents=True)
    (place / f"{ASSIGNMENT}.ipynb").write_text('{"cells": []}')
    (place / "replies.json").write_text(replies_json(HOLLOW), encoding="utf-8")
    return place


def problem(folder: Path) -> str:
    """What is said of the submission."""
    return read_submission(folder, ASSIGNMENT, folder.parents[1]).problem


def test_an_ordinary_folder_is_read(folder: Path) -> None:
    assert problem(folder) == ""
    assert read_submission(folder, ASSIGNMENT, folder.parents[1]).texts == HOLLOW


def test_a_link_in_place_of_the_replies_is_not_followed(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    other.write_text(replies_json({CARDS[0]: SECRET}), encoding="utf-8")
    (folder / "replies.json").unlink()
    (folder / "replies.json").symlink_to(other)
    assert "link" in problem(folder)


def test_a_folder_that_is_a_link_is_not_entered(folder: Path, tmp_path: Path) -> None:
    thief = folder.parents[1] / "thief"
    thief.symlink_to(folder.parent, target_is_directory=True)
    found = read_submission(thief / ASSIGNMENT, ASSIGNMENT, folder.parents[1])
    assert "link" in found.problem
    assert found.texts == {}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_a_pipe_does_not_hang_the_grading(folder: Path) -> None:
    for name in ("replies.json", "timestamp.txt", f"{ASSIGNMENT}.ipynb"):
        (folder / name).unlink(missing_ok=True)
        os.mkfifo(folder / name)
    assert "not a file" in problem(folder)


@pytest.mark.parametrize(
    "content",
    [
        "[" * 200_000,
        '{"format": 1, "replies": ' + '{"a":' * 100_000 + "1" + "}" * 100_000 + "}",
        replies_json({CARDS[0]: "NUMBER"}).replace('"NUMBER"', "NaN"),
        '{"format": 1, "replies": {"../../gradebook": {"text": "x", "at": "2026-03-01T09:30:00+00:00"}}}',
        replies_json({CARDS[0]: "LIST"}).replace('"LIST"', '["__reduce__"]'),
        '{"format": 99, "replies": {}}',
        "null",
        "",
        "\x00\x01\x02",
        "x" * 6_000_000,
    ],
    ids=[
        "deep list",
        "deep object",
        "NaN",
        "path as card",
        "list as text",
        "newer",
        "null",
        "empty",
        "binary",
        "huge",
    ],
)
def test_a_replies_file_that_is_not_in_order_could_not_be_graded(folder: Path, content: str) -> None:
    (folder / "replies.json").write_text(content, encoding="utf-8")
    assert "replies.json" in problem(folder)


@pytest.mark.parametrize("content", [b"", b"{", b"[" * 300_000, b"\xff\xfe\x00", b'{"cells": 3}'])
def test_a_broken_notebook_does_not_keep_the_replies_from_being_read(folder: Path, content: bytes) -> None:
    (folder / f"{ASSIGNMENT}.ipynb").write_bytes(content)
    found = read_submission(folder, ASSIGNMENT, folder.parents[1])
    assert found.problem == ""
    assert found.notes == ("the notebook is damaged. The replies were read from replies.json",)


@pytest.mark.parametrize("content", [None, "{"])
def test_nobody_is_told_of_replies_that_were_read_where_none_were(folder: Path, content: str | None) -> None:
    (folder / f"{ASSIGNMENT}.ipynb").write_bytes(b"{")
    (folder / "replies.json").unlink()
    if content is not None:
        (folder / "replies.json").write_text(content)
    found = read_submission(folder, ASSIGNMENT, folder.parents[1])
    assert "replies.json" in found.problem
    assert found.notes == ("the notebook is damaged",)


def test_a_forged_secret_is_replaced(folder: Path) -> None:
    (folder / "submission_secret.txt").write_text("../../outbound/evil")
    secret = read_submission(folder, ASSIGNMENT, folder.parents[1]).files["submission_secret.txt"]
    assert secret.isalnum()


@pytest.mark.parametrize("name", ["[a-z]*", "a?b", "*"])
def test_a_name_that_is_a_pattern_is_refused(tmp_path: Path, name: str) -> None:
    assert "pattern" in problem(tmp_path / "submitted" / name / ASSIGNMENT)


@pytest.mark.skipif(os.name == "nt", reason="this system has no such names")
def test_hostile_folders_end_as_could_not_grade_and_the_honest_are_graded(tmp_path: Path) -> None:
    course = Course.at(tmp_path / "course")
    course.run("generate_assignment", ASSIGNMENT)
    course.submission("honest", {name: strong(name) for name in CARDS})
    (course.submission("broken", HOLLOW) / f"{ASSIGNMENT}.ipynb").write_bytes(b"{ not a notebook")
    renamed = course.submission("renamed", HOLLOW)
    (renamed / f"{ASSIGNMENT}.ipynb").rename(renamed / f"{ASSIGNMENT} (1).ipynb")
    course.submission("elsewhere", HOLLOW).rename(course.root / "submitted" / "elsewhere" / "lesson 3")
    (course.submission("clock", HOLLOW) / "timestamp.txt").write_text("next Tuesday, or so; DROP TABLE grade")
    links = course.submission("links", None)
    (links / "replies.json").symlink_to(course.root / "submitted" / "honest" / ASSIGNMENT / "replies.json")
    (links / "endless").symlink_to("/dev/zero")
    (links / "gradebook").symlink_to(course.root / "gradebook.db")
    os.mkfifo(links / "pipe")
    course.submission("[a-z]*", HOLLOW)
    os.mkfifo(course.submission("waiting", HOLLOW) / "timestamp.txt")
    log = course.run("autograde", ASSIGNMENT)
    assert "Traceback" not in log
    rows = course.outcomes()
    assert rows["honest"]["score"] == number(points({name: strong(name) for name in CARDS}))
    for student in ("broken", "renamed"):
        assert (rows[student]["status"], rows[student]["score"]) == ("scored", number(points(HOLLOW)))
        assert "notebook" in rows[student]["reason"]
    for student in ("clock", "waiting"):
        assert rows[student]["score"] == number(points(HOLLOW))
        assert "timestamp.txt" in rows[student]["reason"]
    for student, why in {"elsewhere": "lesson 3", "links": "link", "[a-z]*": "pattern"}.items():
        assert (rows[student]["status"], rows[student]["score"]) == ("could not grade", ""), student
        assert why in rows[student]["reason"], student
    assert {p.name for p in course.graded("links").parent.iterdir()} <= {
        f"{ASSIGNMENT}.ipynb",
        "submission_secret.txt",
    }


def extracted(tmp_path: Path, members: dict[str, bytes]) -> dict[str, bytes]:
    """What comes out of a zip with these members, by path below the extraction folder."""
    archive, out = tmp_path / "archive", tmp_path / "extracted"
    archive.mkdir()
    out.mkdir()
    with zipfile.ZipFile(
        archive / f"{ASSIGNMENT}__m__20260301T093000Z.zip", "w", zipfile.ZIP_DEFLATED
    ) as stream:
        for name, data in members.items():
            stream.writestr(name, data)
    HandInExtractor().extract(str(archive), str(out))
    before = {"archive", "extracted"}
    assert {p.name for p in tmp_path.iterdir()} == before
    return {p.name: p.read_bytes() for p in out.rglob("*") if p.is_file()}


def test_only_the_two_kinds_of_files_leave_a_zip(tmp_path: Path) -> None:
    members = {
        "replies.json": b"{}",
        "a.ipynb": b"{}",
        "grader.py": b"x",
        "nested.zip": b"x",
        ".x.ipynb": b"x",
    }
    assert set(extracted(tmp_path, members)) == {"replies.json", "a.ipynb"}


@pytest.mark.parametrize(
    "name", ["../../replies.json", "/tmp/replies.json", "a/b/c/replies.json", "..\\..\\x.ipynb"]
)
def test_no_path_in_a_zip_leads_out_of_its_folder(tmp_path: Path, name: str) -> None:
    assert set(extracted(tmp_path, {name: b"{}"})) <= {"replies.json", "x.ipynb", UNUSABLE}


def test_a_zip_bomb_is_read_no_further_than_a_file_may_be(tmp_path: Path) -> None:
    out = extracted(tmp_path, {"replies.json": b"0" * 60_000_000, "a.ipynb": b"{}"})
    assert set(out) == {"a.ipynb"}


def test_a_damaged_zip_leaves_a_sign_and_does_not_stop_the_others(tmp_path: Path) -> None:
    archive, out = tmp_path / "archive", tmp_path / "extracted"
    archive.mkdir()
    (archive / "a__x__20260301T093000Z.zip").write_bytes(b"PK\x03\x04" + b"\x00" * 40)
    with zipfile.ZipFile(archive / "a__y__20260301T093000Z.zip", "w") as stream:
        stream.writestr("replies.json", json.dumps({}))
    HandInExtractor().extract(str(archive), str(out))
    assert (out / "a__x__20260301T093000Z" / UNUSABLE).is_file()
    assert (out / "a__y__20260301T093000Z" / "replies.json").is_file()
