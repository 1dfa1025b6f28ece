"""A grade keeps the version of the grader that gave it, through export and feedback, and beside another."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from coursekit import ASSIGNMENT, CARDS, Course, gradebook_points, strong
from nbgrader.api import Gradebook

from grader.feedback import number
from grader.nbgrader.rebuild import RECORD
from grader.version import GRADER_VERSION, UNNAMED

CELL = "check-1-message_economy"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Graded students: by this version, by 0.0, from before versions were named; one who wrote nothing.

    In the gradebook, 0.0 and the nameless one gave one cell half a point.
    """
    course = Course.at(tmp_path_factory.mktemp("versions") / "course")
    course.run("generate_assignment", ASSIGNMENT)
    for student in ("now", "other", "nameless", "empty"):
        course.submission(student, {name: "" if student == "empty" else strong(name) for name in CARDS})
    course.run("autograde", ASSIGNMENT)
    for student, version in {"other": "0.0", "nameless": None}.items():
        _graded_by(course.graded(student), version)
        with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
            row = gradebook.find_grade(CELL, ASSIGNMENT, ASSIGNMENT, student)
            row.auto_score = 0.5
            gradebook.db.commit()
    return course


def _graded_by(path: Path, version: str | None) -> None:
    """Let a graded notebook be by another version, or by one that left no name."""
    notebook = nbformat.read(path, as_version=4)
    assert notebook.metadata[RECORD].pop("version") == GRADER_VERSION
    if version:
        notebook.metadata[RECORD]["version"] = version
    nbformat.write(notebook, path)


@pytest.fixture(scope="module")
def rows(course: Course) -> dict[str, dict[str, str]]:
    """The export, by student."""
    return course.outcomes()


def test_the_export_says_which_version_graded_each_student(rows: dict[str, dict[str, str]]) -> None:
    named = {student: row["grader_version"] for student, row in rows.items()}
    assert named == {"now": GRADER_VERSION, "other": "0.0", "nameless": UNNAMED, "empty": GRADER_VERSION}


def test_a_grade_from_before_versions_were_named_is_exported_as_it_stands(
    course: Course, rows: dict[str, dict[str, str]]
) -> None:
    row = rows["nameless"]
    earned = sum(points or 0 for points in gradebook_points(course, "nameless").values())
    assert (row["status"], row["score"]) == ("scored", number(earned))


def test_the_graded_notebook_says_in_formgrader_which_version_it_was(course: Course) -> None:
    assert f"By version {GRADER_VERSION} of the grader" in course.graded("now").read_text(encoding="utf-8")


def test_feedback_by_another_version_says_so_and_lets_the_points_stand(course: Course) -> None:
    said = course.run("generate_feedback", ASSIGNMENT)
    for student, version in {"other": "0.0", "nameless": UNNAMED}.items():
        page = course.feedback(student)
        assert f"another version of the grader ({version})" in page
        assert f"0.5 of 2 points (by another version of the grader, {version})" in page
        assert "set by your instructor" not in page
        assert f"{student}, {ASSIGNMENT}: the points are by another version of the grader ({version})" in said
    assert "another version" not in course.feedback("now")
    assert f"(grader {GRADER_VERSION})" in course.feedback("now")
    assert "another version" not in course.feedback("empty")
