"""Downloaded hand-ins with names, times and zips that lie: each left out with a reason, none in silence."""

from __future__ import annotations

import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import HOLLOW
from coursekit import ASSIGNMENT, CARDS, Course, points, replies_json, strong

from grader.feedback import number
from grader.nbgrader.collect import UNUSABLE, HandInExtractor
from grader.nbgrader.export import Row, _inert, _with_downloads, _without_grade
from grader.nbgrader.handins import MAX_MEMBERS, downloads, handins
from grader.nbgrader.submission import SAFE_NAME

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
GOOD = {name: strong(name) for name in CARDS}
OWN = f"{ASSIGNMENT}__honest__20260301T093000Z"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An empty folder of downloads."""
    place = tmp_path / "archive"
    place.mkdir()
    return place


def zipped(path: Path, *members: tuple[str, str]) -> Path:
    """A zip with these members; with a replies.json where none are named."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as stream:
        for name, text in members or (("replies.json", replies_json(HOLLOW)),):
            stream.writestr(name, text)
    return path


def extract(archive: Path) -> Path:
    """The folder that the downloads were unpacked to."""
    out = archive.parent / "extracted"
    out.mkdir()
    HandInExtractor().extract(str(archive), str(out))
    return out


def problem(archive: Path, name: str) -> tuple[str, str]:
    """Whose a file of this name is, and why it's left out."""
    zipped(archive / name)
    [found] = handins(archive, ASSIGNMENT, NOW)
    return found.student, found.problem


@pytest.mark.parametrize("end", ["", " (1)", "(2)", "-1", " (1) (1)"])
@pytest.mark.parametrize("kind", [".zip", ".ZIP"])
def test_a_hand_in_is_taken_also_when_downloaded_twice(archive: Path, end: str, kind: str) -> None:
    assert problem(archive, f"{OWN}{end}{kind}") == ("honest", "")
    assert [p.name for p in extract(archive).rglob("*.json")] == ["replies.json"]


@pytest.mark.parametrize(
    ("stamp", "why"),
    [
        ("20261399T256199Z", "no date and time"),
        ("00000000T000000Z", "no date and time"),
        ("00010101T000000Z", "clock was wrong"),
        ("20260304T120000Z", "yet to come"),
        ("99991231T235958Z", "yet to come"),
    ],
)
def test_a_time_that_cannot_be_is_refused(archive: Path, stamp: str, why: str) -> None:
    student, said = problem(archive, f"{ASSIGNMENT}__badts__{stamp}.zip")
    assert (student, why in said) == ("badts", True)


@pytest.mark.parametrize(
    "name",
    [
        f"{ASSIGNMENT}__honest__20260301T235958Z-by-mallory.zip",
        f"{ASSIGNMENT}__honest__20260301T235958Z.by-mallory.zip",
        f"{ASSIGNMENT}__honest__20260301T235958Z_.zip",
        f"{ASSIGNMENT}__[a-z]__20260301T235958Z.zip",
        f"{ASSIGNMENT}__..__20260301T235958Z.zip",
        f"{ASSIGNMENT}__honest__٢٠٢٦٠٣٠١T٠٩٣٠٠٠Z.zip",
        "my homework.zip",
    ],
)
def test_a_name_that_says_more_or_less_is_nobodys(archive: Path, name: str) -> None:
    student, said = problem(archive, name)
    assert (student, name in said) == ("", True)
    assert list(extract(archive).rglob("*")) == []


def test_a_zip_for_another_assignment_is_said_to_be_one(archive: Path) -> None:
    student, said = problem(archive, "02-say-it-short__honest__20260301T093000Z.zip")
    assert student == "honest"
    assert f"of 02-say-it-short, not of {ASSIGNMENT}" in said


def test_a_course_sites_prefix_is_no_other_assignment(archive: Path) -> None:
    assert problem(archive, f"berg_12_34_{OWN}-1.zip") == ("honest", "")


def test_stray_files_and_other_archives_are_listed(archive: Path) -> None:
    for name in (f"{OWN}.tar.gz", f"{OWN}.7z", "notes.txt", ".DS_Store"):
        (archive / name).write_text("x")
    found = downloads(archive, ASSIGNMENT, NOW)
    assert len(found["honest"].problems) == 2
    assert "no zip" in found["honest"].problems[0]
    assert "notes.txt" in found[""].problems[0]
    assert len(found[""].problems) == 1


def test_two_hand_ins_that_differ_need_a_look_and_one_downloaded_twice_does_not(archive: Path) -> None:
    first = zipped(archive / f"{OWN}.zip")
    (archive / f"{OWN} (1).zip").write_bytes(first.read_bytes())
    assert downloads(archive, ASSIGNMENT, NOW)["honest"].review == ()
    zipped(archive / f"{ASSIGNMENT}__honest__20260301T235958Z.zip", ("replies.json", "{}"))
    [why] = downloads(archive, ASSIGNMENT, NOW)["honest"].review
    assert "20260301T235958Z" in why


@pytest.mark.parametrize("order", [1, -1])
def test_the_shallowest_replies_win_and_the_others_are_noted(archive: Path, order: int) -> None:
    members = [("old/replies.json", "old"), ("replies.json", "new")][::order]
    zipped(archive / f"{OWN}.zip", *members)
    [path] = extract(archive).rglob("replies.json")
    assert path.read_text() == "new"
    [note] = downloads(archive, ASSIGNMENT, NOW)["honest"].notes
    assert "old/replies.json" in note


def test_a_bomb_of_many_files_is_cut_short_and_the_replies_are_kept(archive: Path) -> None:
    many = [(f"{n}.ipynb", "0" * 9_000_000) for n in range(60)]
    zipped(archive / f"{OWN}.zip", *many, ("replies.json", "{}"))
    out = [p for p in extract(archive).rglob("*") if p.is_file()]
    assert "replies.json" in {p.name for p in out}
    assert sum(p.stat().st_size for p in out) <= 50_000_000
    assert f"only {MAX_MEMBERS}" in downloads(archive, ASSIGNMENT, NOW)["honest"].notes[0]


def test_names_that_no_disk_takes_stay_in_the_zip(archive: Path) -> None:
    zipped(archive / f"{OWN}.zip", ("x" * 300 + ".ipynb", "{}"), ("replies.json", "{}"))
    assert [p.name for p in extract(archive).rglob("*") if p.is_file()] == ["replies.json"]


def test_half_a_damaged_member_is_not_left(archive: Path) -> None:
    path = zipped(archive / f"{OWN}.zip", ("replies.json", os.urandom(100_000).hex()))
    content = bytearray(path.read_bytes())
    content[50_000:50_100] = bytes(100)
    path.write_bytes(content)
    assert [p.name for p in extract(archive).rglob("*") if p.is_file()] == [UNUSABLE]


def test_the_same_name_in_capitals_does_not_overwrite(archive: Path) -> None:
    zipped(archive / f"{OWN}.ZIP")
    zipped(archive / f"{OWN}.zip")
    assert len(list(extract(archive).rglob("replies.json"))) == 2


def test_a_file_in_place_of_a_folder_could_not_be_graded(tmp_path: Path) -> None:
    (tmp_path / "s1").mkdir()
    (tmp_path / "s1" / ASSIGNMENT).write_text("x")
    status, why = _without_grade(tmp_path / "s1" / ASSIGNMENT, [ASSIGNMENT])
    assert (status, "is a file" in why) == ("could_not_grade", True)


def test_who_handed_in_something_is_not_said_to_have_handed_in_nothing(archive: Path) -> None:
    zipped(archive / f"{ASSIGNMENT}__badts__20261399T256199Z.zip")
    found = downloads(archive, ASSIGNMENT, NOW)["badts"]
    row = _with_downloads(Row("badts", ASSIGNMENT, "not attempted", reason="nothing was handed in"), found)
    assert row.status == "could not grade"
    assert "nothing" not in row.reason
    scored = _with_downloads(Row("badts", ASSIGNMENT, "scored", "9"), found)
    assert (scored.status, scored.score) == ("scored", "9")
    assert "not collected" in scored.reason


def test_a_hand_in_that_was_only_downloaded_is_no_hand_in_of_nothing(archive: Path) -> None:
    zipped(archive / f"{OWN}.zip")
    found = downloads(archive, ASSIGNMENT, NOW)["honest"]
    row = _with_downloads(Row("honest", ASSIGNMENT, "not attempted", reason="nothing was handed in"), found)
    assert (row.status, "zip_collect" in row.reason) == ("could not grade", True)
    empty = Row("honest", ASSIGNMENT, "not attempted", reason="nothing was written")
    assert _with_downloads(empty, found) == empty


def test_a_name_that_is_not_utf8_is_odd_and_can_be_written() -> None:
    assert not SAFE_NAME.fullmatch("al\udcffice")
    assert _inert("al\udcffice").encode("utf-8") == b"al\\udcffice"


@pytest.mark.skipif(os.name == "nt", reason="this system has no such names")
def test_bad_names_stop_neither_the_collecting_nor_the_grading_nor_the_export(tmp_path: Path) -> None:
    course = Course.at(tmp_path / "course")
    course.run("generate_assignment", ASSIGNMENT)
    archive = course.root / "downloaded" / ASSIGNMENT / "archive"
    archive.mkdir(parents=True)
    zipped(archive / f"{OWN}.zip", ("replies.json", replies_json(GOOD)))
    for name in (
        f"{ASSIGNMENT}__badts__20261399T256199Z",
        f"{ASSIGNMENT}__honest__99991231T235958Z",
        f"{ASSIGNMENT}__honest__20260302T235958Z-by-mallory",
        f"{ASSIGNMENT}__al\udcffice__20260302T235958Z",
    ):
        zipped(archive / f"{name}.zip")
    log = course.run("zip_collect", ASSIGNMENT)
    assert "no date and time" in log
    course.submission("odd\udcff", HOLLOW)
    (course.root / "submitted" / "lost.zip").write_bytes(b"x")
    (course.root / "submitted" / "flat").mkdir()
    (course.root / "submitted" / "flat" / ASSIGNMENT).write_text("x")
    log += course.run("autograde", ASSIGNMENT)
    rows = course.outcomes()
    assert "Traceback" not in log
    assert rows["honest"]["score"] == number(points(GOOD))
    assert "yet to come" in rows["honest"]["reason"]
    for student in ("badts", "odd\\udcff", "flat"):
        assert (rows[student]["status"], rows[student]["score"]) == ("could not grade", ""), student
    export = (course.root / "outcomes.csv").read_text(encoding="utf-8-sig")
    assert "by-mallory" in export
    assert "lost.zip" in export
