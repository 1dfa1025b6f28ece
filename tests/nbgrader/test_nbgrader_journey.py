"""The whole journey with nbgrader's plain commands: five submissions, by the exchange and by zip."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest
from coursekit import ASSIGNMENT, CARDS, Course, gradebook_points, judged, points, replies_json, strong

from grader.cards import load_card
from grader.feedback import number
from grader.handin import freeze

GOOD = {name: strong(name) for name in CARDS}
HOLLOW = dict.fromkeys(CARDS, "We apologise for any inconvenience. Your concern has been noted.")
HOSTILE = {
    CARDS[
        0
    ]: "Calm down. <script>document.title = 'owned'</script> If you had read the letter you would know.",
    CARDS[1]: "[so](javascript:alert(1)) you lost it, and that is your fault <img src=x onerror=alert(1)>",
    CARDS[2]: "Eleven tries, and not one of them with your reading glasses on. Calm down and wait.",
}
UNTOUCHED = dict.fromkeys(CARDS, "")
STUDENTS = {"good": GOOD, "hollow": HOLLOW, "hostile": HOSTILE, "untouched": UNTOUCHED, "lost": None}


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Everything up to fetched feedback and the export, in a folder whose name holds a space."""
    base = tmp_path_factory.mktemp("a journey")
    course = Course.at(base / "my course")
    course.run("generate_assignment", ASSIGNMENT)
    course.run("release_assignment", ASSIGNMENT)
    for student, texts in STUDENTS.items():
        home = base / "homes" / student
        home.mkdir(parents=True)
        if student == "good":
            course.run("fetch_assignment", ASSIGNMENT, cwd=home, **own(course, home))
        else:
            shutil.copytree(base / "homes" / "good" / ASSIGNMENT, home / ASSIGNMENT, ignore=only_notebooks)
        if texts is not None:
            (home / ASSIGNMENT / "replies.json").write_text(replies_json(texts), encoding="utf-8")
        course.run("submit", ASSIGNMENT, f"--student={student}", cwd=home, **own(course, home))
    course.run("collect", ASSIGNMENT)
    course.run("autograde", ASSIGNMENT)
    course.run("generate_feedback", ASSIGNMENT)
    course.run("release_feedback", ASSIGNMENT)
    home = base / "homes" / "hostile"
    course.run("fetch_feedback", ASSIGNMENT, "--student=hostile", cwd=home, **own(course, home))
    return course


def only_notebooks(folder: str, names: list[str]) -> list[str]:
    """What copytree leaves out."""
    return [name for name in names if name.endswith(".json")]


def own(course: Course, home: Path) -> dict[str, str]:
    """A learner's own Jupyter folders; nbgrader's settings come from a copy of the course's, as on a hub."""
    shutil.copy(course.root / "nbgrader_config.py", home)
    return {"JUPYTER_DATA_DIR": str(home / ".data"), "EVEN_KEEL_EXCHANGE": str(course.root / "exchange")}


@pytest.fixture(scope="module")
def outcomes(journey: Course) -> dict[str, dict[str, str]]:
    """The export, by student."""
    return journey.outcomes()


@pytest.mark.parametrize("student", ["good", "hollow", "hostile"])
def test_a_scored_submission_gets_exactly_what_the_grader_says(
    journey: Course, outcomes: dict[str, dict[str, str]], student: str
) -> None:
    texts = STUDENTS[student]
    assert texts is not None
    row = outcomes[student]
    assert (row["status"], row["score"], row["max_score"]) == ("scored", number(points(texts)), "76")
    verdicts = {judged(name, text).passed for name, text in texts.items()}
    assert row["passed"] == ("no" if "no" in verdicts else "pending" if "pending" in verdicts else "yes")


@pytest.mark.parametrize("student", ["good", "hollow", "hostile"])
def test_every_grade_cell_holds_its_criterions_credit(journey: Course, student: str) -> None:
    texts = STUDENTS[student]
    assert texts is not None
    expected = {
        f"check-{place}-{criterion}": credit
        for place, name in enumerate(CARDS, 1)
        for criterion, credit in judged(name, texts[name]).credits.items()
    }
    assert gradebook_points(journey, student) == pytest.approx(expected)


def test_the_good_the_hollow_and_the_hostile_end_far_apart(outcomes: dict[str, dict[str, str]]) -> None:
    good, hollow, hostile = (float(outcomes[s]["score"]) for s in ("good", "hollow", "hostile"))
    assert good > hollow + 10
    assert hostile < 38
    assert outcomes["hollow"]["passed"] == "no"


def test_nothing_written_is_not_attempted_and_never_a_zero(
    journey: Course, outcomes: dict[str, dict[str, str]]
) -> None:
    row = outcomes["untouched"]
    assert (row["status"], row["score"], row["passed"]) == ("not attempted", "", "")
    assert set(gradebook_points(journey, "untouched").values()) == {None}


def test_a_missing_replies_file_could_not_be_graded_and_says_why(
    journey: Course, outcomes: dict[str, dict[str, str]]
) -> None:
    row = outcomes["lost"]
    assert (row["status"], row["score"]) == ("could not grade", "")
    assert "replies.json is missing" in row["reason"]
    assert set(gradebook_points(journey, "lost").values()) == {None}


def test_feedback_quotes_the_learners_own_words(journey: Course) -> None:
    page = journey.feedback("hollow")
    quoted = [
        text[span.start : span.end]
        for name, text in HOLLOW.items()
        for level in judged(name, text).levels.values()
        for span in level.spans
    ]
    assert quoted
    assert all(f"<mark><bdi>{words}</bdi></mark>" in page for words in quoted)
    assert load_card(CARDS[0]).title in page


def test_feedback_is_inert_and_loads_nothing(journey: Course) -> None:
    page = journey.feedback("hostile")
    assert "<script" not in page
    assert "<img" not in page
    assert "href=" not in page
    assert "http" not in page.replace("http-equiv", "")
    assert "default-src &#x27;none&#x27;" in page
    assert "&lt;script&gt;" in page


def test_a_learner_fetches_the_page_that_was_generated(journey: Course) -> None:
    home = journey.root.parent / "homes" / "hostile" / ASSIGNMENT / "feedback"
    [fetched] = home.rglob("*.html")
    assert fetched.read_text(encoding="utf-8") == journey.feedback("hostile")


def test_the_graded_notebook_shows_the_learners_text_only_in_outputs(journey: Course) -> None:
    notebook = nbformat.read(journey.graded("hostile"), as_version=4)
    nbformat.validate(notebook)
    assert all("Calm down" not in cell.source for cell in notebook.cells)
    shown = [
        o.data["text/html"]
        for c in notebook.cells
        for o in c.get("outputs", [])
        if "text/html" in o.get("data", {})
    ]
    assert any("&lt;script&gt;" in html for html in shown)
    assert all("<script" not in html for html in shown)


def test_no_model_reply_reaches_a_graded_notebook(journey: Course) -> None:
    assert "model_reply" not in journey.graded("hollow").read_text(encoding="utf-8")
    assert strong(CARDS[1])[:40] not in journey.graded("hollow").read_text(encoding="utf-8")


def test_grading_again_after_a_person_did_keeps_the_persons_points(journey: Course) -> None:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{journey.root / 'gradebook.db'}") as gradebook:
        row = gradebook.find_grade(f"check-1-{'message_economy'}", ASSIGNMENT, ASSIGNMENT, "hollow")
        before, row.manual_score = row.auto_score, 0.5
        gradebook.db.commit()
    journey.run("autograde", ASSIGNMENT, "--student=hollow", "--force")
    row = journey.outcomes()["hollow"]
    assert row["score"] == number(points(HOLLOW) - before + 0.5)
    assert "by hand" in row["reason"]
    journey.run("generate_feedback", ASSIGNMENT, "--student=hollow", "--force")
    assert "0.5 of 2 points (set by your instructor)" in journey.feedback("hollow")


def test_zips_are_collected_by_name_and_graded_alike(tmp_path: Path) -> None:
    course = Course.at(tmp_path / "by zip")
    course.run("generate_assignment", ASSIGNMENT)
    archive = course.root / "downloaded" / ASSIGNMENT / "archive"
    archive.mkdir(parents=True)
    for student, texts in {"Zoë Müller": GOOD, "s-1041": HOLLOW}.items():
        home = tmp_path / "homes" / student / ASSIGNMENT
        shutil.copytree(course.released.parent, home)
        (home / "replies.json").write_text(replies_json(texts), encoding="utf-8")
        shutil.copy(freeze(home, student), archive)
    (archive / f"{ASSIGNMENT}__broken__20260301T093000Z.zip").write_bytes(b"PK\x03\x04 no zip at all")
    (archive / "my homework.zip").write_bytes(b"who am I")
    course.run("zip_collect", ASSIGNMENT)
    course.run("autograde", ASSIGNMENT)
    course.run("generate_feedback", ASSIGNMENT)
    rows = course.outcomes()
    [zoe] = [s for s in rows if s.startswith("Zoë")]
    assert rows[zoe]["score"] == number(points(GOOD))
    assert rows["s-1041"]["score"] == number(points(HOLLOW))
    assert rows["broken"]["status"] == "could not grade"
    assert "could not be opened" in rows["broken"]["reason"]
    assert "my homework.zip" in rows[""]["reason"]
    assert "release_feedback" not in course.run("release_feedback", ASSIGNMENT)
