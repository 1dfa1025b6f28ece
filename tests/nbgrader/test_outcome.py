"""Three outcomes, and what of them reaches the gradebook and the export."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from coursekit import ASSIGNMENT, CARDS, REPO, strong
from nbconvert.exporters import HTMLExporter
from nbgrader.utils import determine_grade
from traitlets.config import Config

from grader.assess import Assessment
from grader.cards import CardError
from grader.nbgrader.config import configure
from grader.nbgrader.export import Row, _inert
from grader.nbgrader.exporters import FeedbackExporter, GradeExporter
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


@pytest.mark.parametrize("value", ["=cmd|' /C calc'!A0", "+1", "-1", "@x", "\tx"])
def test_no_spreadsheet_takes_a_cell_for_a_formula(value: str) -> None:
    assert _inert(value).startswith("'")


def test_a_row_without_a_score_has_an_empty_one() -> None:
    assert Row("s", "a", "could not grade").score == ""
