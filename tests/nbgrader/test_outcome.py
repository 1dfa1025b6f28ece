"""Three outcomes, and what of them reaches the gradebook and the export."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from coursekit import ASSIGNMENT, CARDS, REPO, Course, strong
from nbconvert.exporters import HTMLExporter
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import determine_grade
from traitlets.config import Config

from grader.assess import Assessment, assess
from grader.cards import Card, CardError
from grader.moves import EncoderMissing, encoder
from grader.nbgrader.config import configure
from grader.nbgrader.export import Row, _inert
from grader.nbgrader.exporters import FeedbackExporter, GradeExporter
from grader.nbgrader.gradebook import SaveOutcome
from grader.nbgrader.outcome import Outcome, grade, load_plan_cards
from grader.nbgrader.plan import Plan, read_plan
from grader.nbgrader.rebuild import RECORD, rebuild, safe_markdown
from grader.nbgrader.submission import Submission


@pytest.fixture(scope="module")
def plan() -> Plan:
    """The first assignment's plan."""
    return read_plan(REPO / "solutions" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb", ASSIGNMENT)


def outcome_of(plan: Plan, texts: dict[str, str]) -> Outcome:
    """Grade some replies."""
    return grade(plan, Submission(texts), load_plan_cards(plan))


def test_an_empty_reply_counts_nothing_but_does_not_unscore_the_others(plan: Plan) -> None:
    outcome = outcome_of(plan, {CARDS[0]: strong(CARDS[0])})
    assert (outcome.status, outcome.passed) == ("scored", "no")
    assert outcome.notes == (f"{CARDS[1]}: no reply", f"{CARDS[2]}: no reply")
    assert 0.2 < (outcome.score(plan) or 0) < 0.4


def test_one_reply_that_cannot_be_graded_leaves_the_whole_without_a_score(plan: Plan) -> None:
    outcome = outcome_of(plan, {**{name: strong(name) for name in CARDS}, CARDS[1]: "x" * 50_000})
    assert (outcome.status, outcome.score(plan)) == ("could_not_grade", None)
    assert CARDS[1] in outcome.reason
    assert {outcome.points(c) for c in plan.checks if c.card == CARDS[1]} == {None}
    assert None not in {outcome.points(c) for c in plan.checks if c.card == CARDS[0]}


def test_a_fault_of_the_grader_is_said_and_gives_no_zero(plan: Plan) -> None:
    def broken(*_: object) -> Assessment:
        raise ZeroDivisionError

    outcome = grade(plan, Submission(dict.fromkeys(CARDS, "Hello.")), load_plan_cards(plan), broken)
    assert outcome.status == "could_not_grade"
    assert "the grader itself failed" in outcome.reason


def test_a_missing_model_is_no_submissions_fault(plan: Plan) -> None:
    def missing(*_: object) -> Assessment:
        raise EncoderMissing("Reinstall the package.")

    with pytest.raises(EncoderMissing):
        grade(plan, Submission(dict.fromkeys(CARDS, "Hello.")), load_plan_cards(plan), missing)


def test_without_the_model_autograde_stops_before_it_touches_a_submission(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    course = Course.at(tmp_path / "course")
    graded = course.graded("s-1")
    graded.parent.mkdir(parents=True)
    graded.write_text("graded before")
    (course.submission("s-1", {}, notebook=False) / f"{ASSIGNMENT}.ipynb").write_text("{}")
    monkeypatch.setattr(encoder, "_SHARED", encoder.Encoder(tmp_path))
    settings = Config()
    configure(settings, course.root)
    settings.CourseDirectory.assignment_id = ASSIGNMENT
    settings.Autograde.force = True
    autograde = Autograde(coursedir=CourseDirectory(config=settings), config=settings)
    with pytest.raises(NbGraderException, match=r"encoder\.onnx is missing\. Reinstall"):
        autograde.start()
    assert graded.read_text() == "graded before"


def looked_over(plan: Plan, unsure: tuple[str, ...] = (), stopped: bool = False) -> Outcome:
    """Good replies, of which the second one is pending: with these levels unsure, or stopped for a danger."""

    def judge(reply: str, card: Card, focus: tuple[str, ...]) -> Assessment:
        found = assess(reply, card, focus)
        levels = {c: replace(level, band="yes") for c, level in found.levels.items()}
        if card.id != CARDS[1]:
            return replace(found, levels=levels, passed="yes")
        levels |= {c: replace(levels[c], band="unsure") for c in unsure}
        return replace(found, levels=levels, passed="pending", stopped=stopped)

    good = {name: strong(name) for name in CARDS}
    return grade(plan, Submission(good), load_plan_cards(plan), judge)


def marked(plan: Plan, outcome: Outcome) -> list[str]:
    """The grade cells that a person has to look at."""
    cells = rebuild(plan, outcome).cells
    return [c.metadata["nbgrader"]["grade_id"] for c in cells if c.metadata.get(RECORD, {}).get("review")]


def test_of_a_pending_reply_the_unsure_cells_are_to_be_looked_at(plan: Plan) -> None:
    unsure = ("composed_tone", "message_economy")
    cells = {check.grade_id for check in plan.checks if check.card == CARDS[1] and check.criterion in unsure}
    assert set(marked(plan, looked_over(plan, unsure))) == cells
    assert len(cells) == 2


@pytest.mark.parametrize("stopped", [True, False])
def test_a_reply_that_is_pending_for_something_else_has_a_cell_to_be_looked_at(
    plan: Plan, stopped: bool
) -> None:
    outcome = looked_over(plan, stopped=stopped)
    assert outcome.passed == "pending"
    assert marked(plan, outcome) == [next(c.grade_id for c in plan.checks if c.card == CARDS[1])]


def test_a_reply_that_passes_over_a_danger_is_in_formgraders_queue(plan: Plan, tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'gradebook.db'}"
    with Gradebook(address) as gradebook:
        gradebook.add_assignment(ASSIGNMENT)
        gradebook.add_notebook(ASSIGNMENT, ASSIGNMENT)
        for cell in plan.notebook.cells:
            about = cell.metadata.get("nbgrader", {})
            if about.get("grade"):
                most, kind = about["points"], cell.cell_type
                gradebook.add_grade_cell(
                    about["grade_id"], ASSIGNMENT, ASSIGNMENT, max_score=most, cell_type=kind
                )
            elif about.get("solution"):
                gradebook.add_solution_cell(about["grade_id"], ASSIGNMENT, ASSIGNMENT)
        for student in ("stopped", "passed"):
            gradebook.add_student(student)
            gradebook.add_submission(ASSIGNMENT, student)
    stopped = looked_over(plan, stopped=True)
    fine = tuple(replace(c, assessment=replace(c.assessment, passed="yes")) for c in stopped.cards)
    for student, outcome in {"stopped": stopped, "passed": replace(stopped, cards=fine)}.items():
        about = {"db_url": address, "notebook": ASSIGNMENT, "assignment": ASSIGNMENT, "student": student}
        SaveOutcome().preprocess(rebuild(plan, outcome), {"nbgrader": about})
    with Gradebook(address) as gradebook:
        assert gradebook.find_submission(ASSIGNMENT, "stopped").needs_manual_grade
        assert not gradebook.find_submission(ASSIGNMENT, "passed").needs_manual_grade


def test_replies_to_other_cards_are_passed_over(plan: Plan) -> None:
    assert outcome_of(plan, {"late-parcel": "Hello."}).status == "not_attempted"


def test_nbgrader_reads_our_outputs_as_exactly_our_points(plan: Plan) -> None:
    outcome = outcome_of(plan, dict.fromkeys(CARDS, "I'm sorry. I'll ring you by 4 pm today."))
    notebook = rebuild(plan, outcome)
    nbformat.validate(notebook)
    found = {
        cell.metadata["nbgrader"]["grade_id"]: determine_grade(cell)
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    }
    assert found == {check.grade_id: (outcome.points(check), check.points) for check in plan.checks}


@pytest.mark.parametrize("submission", [Submission(), Submission(problem="replies.json is missing")])
def test_without_a_grade_nbgrader_reads_none_and_not_full_marks(plan: Plan, submission: Submission) -> None:
    notebook = rebuild(plan, grade(plan, submission, load_plan_cards(plan)))
    nbformat.validate(notebook)
    cells = [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade")]
    assert {determine_grade(cell)[0] for cell in cells} == {None}


def test_formgraders_page_shows_the_reply_as_text_and_asks_no_content_network(
    plan: Plan, tmp_path: Path
) -> None:
    settings = Config()
    configure(settings, tmp_path)
    hostile = "Sorry! <script>alert(1)</script> <img src=x onerror=alert(1)>"
    notebook = rebuild(plan, outcome_of(plan, dict.fromkeys(CARDS, hostile)))
    about = {"submission_id": "1", "notebook_id": "n", "assignment_id": "a", "base_url": "", "index": 0}
    page, _ = HTMLExporter(config=settings).from_notebook_node(notebook, {**about, "total": 1})
    assert page.count('class="score tabbable"') == len(plan.checks)
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page
    assert not re.search(r"(src|href)=.https?://", page)


def test_rebuilding_leaves_the_plan_as_it_was(plan: Plan) -> None:
    before = nbformat.writes(plan.notebook)
    rebuild(plan, outcome_of(plan, dict.fromkeys(CARDS, "Hello there.")))
    assert nbformat.writes(plan.notebook) == before


def test_the_record_holds_the_replies_for_the_feedback(plan: Plan) -> None:
    kept = rebuild(plan, outcome_of(plan, {CARDS[0]: "Hello \ud800 there."})).metadata[RECORD]
    assert kept["replies"][CARDS[0]].startswith("Hello")
    assert kept["focus"] == list(plan.focus)


@pytest.mark.parametrize(
    "text", ["<script>", "[x](javascript:1)", "$\\href{a}{b}$", "`x`", "# h", "a\n\n# b", "&lt;"]
)
def test_text_in_a_markdown_cell_is_only_text(text: str) -> None:
    out = safe_markdown(text)
    assert not set("<>[]()$\\`#*_\n") & set(out.replace("&#", ""))


def test_a_private_card_is_found_where_the_course_says(tmp_path: Path, plan: Plan) -> None:
    shipped = REPO / "grader" / "scenarios" / f"{CARDS[0]}.yaml"
    own = shipped.read_text(encoding="utf-8").replace("title: Please attend", "title: My own letter", 1)
    (tmp_path / f"{CARDS[0]}.yaml").write_text(own, encoding="utf-8")
    assert load_plan_cards(plan, [tmp_path])[CARDS[0]].title.startswith("My own")


def test_the_course_names_its_card_folders_once_for_grades_and_feedback(tmp_path: Path) -> None:
    settings = Config({"EvenKeel": {"cards_dirs": [str(tmp_path)]}})
    for exporter in (GradeExporter, FeedbackExporter):
        assert exporter(config=settings).cards_dirs == [str(tmp_path)]


def test_a_card_that_changed_its_criteria_is_named(tmp_path: Path, plan: Plan) -> None:
    shipped = (REPO / "grader" / "scenarios" / f"{CARDS[0]}.yaml").read_text(encoding="utf-8")
    (tmp_path / f"{CARDS[0]}.yaml").write_text(shipped.replace("choice_offer, ", "", 1), encoding="utf-8")
    with pytest.raises(CardError, match="choice_offer"):
        load_plan_cards(plan, [tmp_path])


def generate(course: Course, *, force: bool = False) -> None:
    """What `nbgrader generate_assignment` does."""
    settings = Config()
    configure(settings, course.root)
    settings.CourseDirectory.assignment_id = ASSIGNMENT
    settings.GenerateAssignment.force = force
    GenerateAssignment(coursedir=CourseDirectory(config=settings), config=settings).start()


def test_a_release_is_not_made_over_what_may_be_somebodys_own(tmp_path: Path) -> None:
    course = Course.at(tmp_path / "course")
    generate(course)
    before = course.released.read_bytes()
    course.released.with_name(".replies.json.lock").touch()
    course.released.with_name(".ipynb_checkpoints").mkdir()
    generate(course)
    course.released.write_text("{}")
    copy, damaged = f"{ASSIGNMENT}-Copy1.ipynb", "replies.damaged-20260301T093000000000.json"
    for name in (copy, damaged, "replies.json"):
        course.released.with_name(name).write_text("mine")
    named = re.escape(f"holds {copy}, {damaged}, replies.json, which may be somebody's own; move them")
    with pytest.raises(NbGraderException, match=named):
        generate(course)
    assert course.released.read_text() == "{}"
    assert [course.released.with_name(name).read_text() for name in (copy, damaged)] == ["mine", "mine"]
    generate(course, force=True)
    assert [path.name for path in course.released.parent.iterdir()] == [course.released.name]
    assert course.released.read_bytes() == before


@pytest.mark.parametrize("value", ["=cmd|' /C calc'!A0", "+1", "-1", "@x", "\tx"])
def test_no_spreadsheet_takes_a_cell_for_a_formula(value: str) -> None:
    assert _inert(value).startswith("'")


def test_a_row_without_a_score_has_an_empty_one() -> None:
    assert Row("s", "a", "could not grade").score == ""
