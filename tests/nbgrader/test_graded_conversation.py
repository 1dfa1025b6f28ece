"""A conversation in an assignment: planned, released, run by nbgrader, graded, returned and exported."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import nbformat
import pytest
from coursekit import REPO, Course, gradebook_points_of, replies_json
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from grader.assess import Assessment
from grader.cards import CardError, load_card
from grader.commands.assigning import KERNEL
from grader.feedback import number
from grader.handin import empty_cards, feedback, freeze
from grader.nbgrader.outcome import Outcome, grade, load_plan_cards
from grader.nbgrader.plan import WAY, Plan, PlanError, plan_of
from grader.nbgrader.rebuild import rebuild
from grader.nbgrader.submission import Submission
from grader.simulator import converse, trajectory
from grader.turns import draft_id, turn_cards, turn_id, turns_of, whatif_id

CARDS = REPO / "tests" / "cards"
CARD = load_card(CARDS / "piano-on-the-pavement.yaml")
NAME = "talk"
FOCUS = ("action_commitment",)
MODEL = (
    CARD.replies.strong if CARD.replies else "",
    "You're right to ask for a name: it's Tom Adeyemi, that's me. I'm ringing the crew now and I'll call you "
    "on 07700 900 123 within fifteen minutes with the time they'll be at your door.",
    "Rain on the lid while you stand there watching must be awful. I can't make the whole move free, because "
    "you still get the stairs you paid for. What I can do is book a tuner for you before Saturday.",
    "Your mother's piano, out in the rain: no wonder this hurts. I'm sorry. The crew carries it up today. "
    "I'll ring you by 18:00 to hear that it stands there.",
)
HOLLOW = ("We apologise for any inconvenience and will look into it as soon as possible.",) * 4
HOSTILE = "Calm down. <script>alert(1)</script> You should have read the terms, this is your own fault."


def cell(name: str, source: str, points: int | None = None, solution: bool = False) -> NotebookNode:
    """One cell as nbgrader wants it."""
    about = {"grade": points is not None, "grade_id": name, "locked": not solution, "schema_version": 3,
             "solution": solution, "task": False, "cell_type": "code"}  # fmt: skip
    return new_code_cell(
        source, id=name, metadata={"nbgrader": {**about, **({"points": points} if points else {})}}
    )


def source(models: Sequence[str] = MODEL, card: str = CARD.id) -> NotebookNode:
    """The instructor's notebook."""
    region = f"### BEGIN SOLUTION\nmodel_turns({card!r}, {list(models)!r})\n### END SOLUTION"
    cells = [
        cell("setup", "from grader.lesson import *"),
        cell("begin", f"begin('talk', focus={FOCUS!r})"),
        cell("talk", f"conversation({card!r})\n{region}", solution=True),
    ]
    for place, turn in enumerate(turn_cards(CARD), start=1):
        for criterion in turn.criteria:
            points = 4 if criterion in FOCUS else 2
            call = f'check_turn("{card}", {place}, "{criterion}")'
            cells.append(cell(f"check-{place}-{criterion}", call, points))
    cells.append(cell("check-way", f'check_conversation("{card}")', 10))
    return new_notebook(cells=[*cells, cell("hand-in", "hand_in()")], metadata=KERNEL)


def texts(replies: Sequence[str]) -> dict[str, str]:
    """What replies.json holds after these were sent."""
    return {turn_id(CARD.id, n): reply for n, reply in enumerate(replies, start=1)}


@pytest.fixture(scope="module")
def plan() -> Plan:
    """The plan of the instructor's notebook."""
    return plan_of(source(), NAME, NAME)


def graded(plan: Plan, replies: Sequence[str], **more: str) -> Outcome:
    """Grade a submission of these replies."""
    return grade(plan, Submission({**texts(replies), **more}), load_plan_cards(plan, [CARDS]))


def test_each_turn_is_a_card_of_the_plan_with_the_criteria_of_that_turn(plan: Plan) -> None:
    assert plan.conversations == (CARD.id,)
    assert plan.cards == tuple(turn_id(CARD.id, n) for n in (1, 2, 3, 4))
    assert dict(plan.models) == texts(MODEL)
    assert plan.max_points == 10 + sum(
        2 * len(c.criteria) + 2 * ("action_commitment" in c.criteria) for c in turn_cards(CARD)
    )
    load_plan_cards(plan, [CARDS])


def test_points_are_what_the_simulator_says_of_the_same_replies(plan: Plan) -> None:
    for replies in (MODEL, HOLLOW, (*MODEL[:2], HOSTILE, MODEL[3])):
        outcome, talk = graded(plan, replies), converse(CARD, replies, FOCUS)
        for check in plan.checks:
            if check.criterion == WAY:
                assert outcome.points(check) == pytest.approx(10 * trajectory(talk))
            else:
                place = int(check.card[-1])
                earned = talk.exchanges[place - 1].assessment.credits[check.criterion]
                assert outcome.points(check) == pytest.approx(earned)
        assert outcome.status == "scored"


def test_two_replies_of_different_quality_at_one_turn_lead_to_different_grades(plan: Plan) -> None:
    way = next(check for check in plan.checks if check.criterion == WAY)
    for place in range(4):
        found = [
            graded(plan, (*MODEL[:place], reply, *MODEL[place + 1 :]))
            for reply in (MODEL[place], HOLLOW[0], HOSTILE)
        ]
        scores = [outcome.score(plan) or 0.0 for outcome in found]
        ways = [outcome.points(way) or 0.0 for outcome in found]
        assert scores[0] > scores[1] > scores[2] >= 0
        assert ways[0] > ways[1] > ways[2] >= 0


def test_a_worse_reply_earlier_changes_what_the_customer_said_later_in_the_grading_too(plan: Plan) -> None:
    one, other = graded(plan, MODEL), graded(plan, (HOSTILE, *MODEL[1:]))
    assert one.cards[1].reply == other.cards[1].reply
    assert one.cards[1].card.message != other.cards[1].card.message


def test_an_unfinished_conversation_earns_what_was_written_and_nothing_for_its_way(plan: Plan) -> None:
    outcome = graded(plan, MODEL[:2])
    assert (outcome.status, outcome.passed) == ("scored", "no")
    assert outcome.notes == tuple(f"{turn_id(CARD.id, n)}: no reply" for n in (3, 4))
    earned = {
        check.card: outcome.points(check)
        for check in plan.checks
        if check.criterion in (WAY, "composed_tone")
    }
    assert earned == {
        turn_id(CARD.id, 1): 2,
        turn_id(CARD.id, 2): 2,
        turn_id(CARD.id, 3): 0,
        turn_id(CARD.id, 4): 0,
        CARD.id: 0,
    }
    nbformat.validate(rebuild(plan, outcome))


def test_drafts_and_what_ifs_are_never_graded(plan: Plan) -> None:
    aside = {draft_id(CARD.id, 1): MODEL[0], whatif_id(CARD.id, 1): MODEL[0]}
    assert graded(plan, (), **aside).status == "not_attempted"
    assert graded(plan, HOLLOW, **aside).score(plan) == graded(plan, HOLLOW).score(plan)


def test_a_reply_that_cannot_be_graded_leaves_the_whole_without_a_score(plan: Plan) -> None:
    outcome = graded(plan, (MODEL[0], "x" * 50_000, *MODEL[2:]))
    way = next(check for check in plan.checks if check.criterion == WAY)
    assert (outcome.status, outcome.score(plan), outcome.points(way)) == ("could_not_grade", None, None)
    nbformat.validate(rebuild(plan, outcome))


def test_a_fault_of_the_grader_is_said_and_gives_no_zero(plan: Plan) -> None:
    def broken(*_: object) -> Assessment:
        raise ZeroDivisionError

    outcome = grade(plan, Submission(texts(MODEL)), load_plan_cards(plan, [CARDS]), broken)
    assert outcome.status == "could_not_grade"
    assert "the grader itself failed" in outcome.reason


@pytest.mark.parametrize("text", ["\ud800", "\u200b", "0", "x" * 10_000_000, "💣" * 400, "\x00\x1b[31m"])
def test_nothing_that_a_student_sends_raises(plan: Plan, text: str) -> None:
    nbformat.validate(rebuild(plan, graded(plan, (text, MODEL[1], text, text))))


BAD = {
    'check_turn("{card}", 2)': "expected check_turn",
    'check_turn("{card}", 0, "composed_tone")': "expected check_turn",
    'check_turn("{card}", "2", "composed_tone")': "expected check_turn",
    'check_turn("{card}", 2, "kindness")': "is no criterion",
    'check_turn("late-parcel", 2, "composed_tone")': "no conversation",
    'check("{card}", "composed_tone")': "no rewrite",
    'check_turn("{card}", 2, "composed_tone"); 3': "expected check",
}


@pytest.mark.parametrize("call", BAD)
def test_a_grade_cell_that_makes_no_sense_is_named(call: str) -> None:
    notebook = source()
    notebook.cells.insert(3, cell("odd", call.format(card=CARD.id), 2))
    with pytest.raises(PlanError, match=BAD[call]):
        plan_of(notebook, NAME, NAME)


def test_the_way_is_graded_once_for_ten_points() -> None:
    twice, cheap = source(), source()
    twice.cells.append(cell("again", f'check_conversation("{CARD.id}")', 10))
    cheap.cells[-2].metadata["nbgrader"]["points"] = 5
    with pytest.raises(PlanError, match="graded twice"):
        plan_of(twice, NAME, NAME)
    with pytest.raises(PlanError, match="expected 10"):
        plan_of(cheap, NAME, NAME)


def test_grade_cells_that_differ_from_the_branches_are_named() -> None:
    missing = source()
    missing.cells = [c for c in missing.cells if c.id != "check-3-positive_framing"]
    with pytest.raises(CardError, match=r"turn_3: .*positive_framing"):
        load_plan_cards(plan_of(missing, NAME, NAME), [CARDS])
    with pytest.raises(CardError, match="room for 4"):
        load_plan_cards(plan_of(source(MODEL[:3]), NAME, NAME), [CARDS])
    with pytest.raises(CardError, match="no branches"):
        load_plan_cards(plan_of(source(card="through-the-kitchen"), NAME, NAME))


STUDENTS: dict[str, Sequence[str] | None] = {
    "good": MODEL,
    "half": MODEL[:2],
    "hostile": (HOSTILE,) * 4,
    "untouched": (),
}


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """From the source to feedback and export, by nbgrader's own commands."""
    course = Course.at(tmp_path_factory.mktemp("talk") / "course")
    shutil.rmtree(course.root / "solutions")
    (course.root / "solutions" / NAME).mkdir(parents=True)
    nbformat.write(source(), course.root / "solutions" / NAME / f"{NAME}.ipynb")
    private = {"EVEN_KEEL_CARDS": str(CARDS)}
    course.run("generate_assignment", NAME, **private)
    for student, replies in STUDENTS.items():
        folder = course.root / "submitted" / student / NAME
        folder.mkdir(parents=True)
        shutil.copy(course.root / "exercises" / NAME / f"{NAME}.ipynb", folder)
        (folder / "replies.json").write_text(replies_json(texts(replies or ())), encoding="utf-8")
    course.run("autograde", NAME, **private)
    course.run("generate_feedback", NAME, **private)
    return course


def test_the_release_holds_no_model_reply_and_every_call(journey: Course) -> None:
    text = (journey.root / "exercises" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8")
    assert "model_turns" not in text
    assert "Tom Adeyemi" not in text
    assert f"conversation('{CARD.id}')" in text
    assert "check_conversation" in text


def test_the_gradebook_has_our_points(journey: Course, plan: Plan) -> None:
    for student, replies in STUDENTS.items():
        outcome = graded(plan, replies or ())
        expected = {check.grade_id: outcome.points(check) for check in plan.checks}
        assert gradebook_points_of(journey, student, NAME) == pytest.approx(expected)


def test_the_export_has_a_row_each(journey: Course, plan: Plan) -> None:
    rows = journey.outcomes(EVEN_KEEL_CARDS=str(CARDS))
    assert {s: r["status"] for s, r in rows.items()} == {
        "good": "scored", "half": "scored", "hostile": "scored", "untouched": "not attempted",
    }  # fmt: skip
    for student in ("good", "half", "hostile"):
        earned = (graded(plan, STUDENTS[student] or ()).score(plan) or 0) * plan.max_points
        assert rows[student]["score"] == number(earned)
        assert rows[student]["max_score"] == number(plan.max_points)
    assert rows["half"]["passed"] == "no"
    assert f"{turn_id(CARD.id, 3)}: no reply" in rows["half"]["reason"]


def page_of(journey: Course, student: str) -> str:
    return (journey.root / "feedback" / student / NAME / f"{NAME}.html").read_text(encoding="utf-8")


def test_feedback_tells_each_reply_and_how_the_conversation_went(journey: Course) -> None:
    page = page_of(journey, "good")
    talk = converse(CARD, MODEL, FOCUS)
    for place in (1, 2, 3, 4):
        assert f"{CARD.title}: reply {place} of 4" in page
    assert f"{number(10 * trajectory(talk))} of 10 points for how the conversation went" in page
    assert "how the conversation went</h2>" in page
    half = page_of(journey, "half")
    assert "2 replies were not written" in half
    assert "0 of 10 points" in half
    hostile = page_of(journey, "hostile")
    assert "<script>" not in hostile
    assert "&lt;script&gt;" in hostile


def test_a_person_may_change_the_points_of_the_way(journey: Course) -> None:
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{journey.root / 'gradebook.db'}") as gradebook:
        row = gradebook.find_grade("check-way", NAME, NAME, "half")
        row.manual_score = 3.5
        gradebook.db.commit()
    private = {"EVEN_KEEL_CARDS": str(CARDS)}
    journey.run("generate_feedback", NAME, "--student=half", "--force", **private)
    assert "3.5 of 10 points for how the conversation went (set by your instructor)" in page_of(
        journey, "half"
    )
    assert journey.outcomes(**private)["half"]["passed"] == "no"


def test_nbgraders_own_run_of_the_notebook_gives_the_same_clamped_floats(tmp_path: Path, plan: Plan) -> None:
    from nbconvert.preprocessors import ExecutePreprocessor

    notebook = source()
    notebook.cells[2].source = f"conversation({CARD.id!r})"
    folder = tmp_path / NAME
    folder.mkdir()
    replies = (*MODEL[:2], HOSTILE)
    (folder / "replies.json").write_text(replies_json(texts(replies)), encoding="utf-8")
    env = {"NBGRADER_EXECUTION": "autograde", "EVEN_KEEL_CARDS": str(CARDS), "EVEN_KEEL_NO_SAVE": "1"}
    os.environ.update(env)
    try:
        ExecutePreprocessor(timeout=120).preprocess(notebook, {"metadata": {"path": str(folder)}})
    finally:
        for name in env:
            os.environ.pop(name)
    outcome = graded(plan, replies)
    for check in plan.checks:
        [ran] = [c for c in notebook.cells if c.id == check.grade_id]
        value = float(ran.outputs[-1]["data"]["text/plain"])
        assert value == pytest.approx(outcome.points(check))
        assert 0 <= value <= check.points


def test_a_grade_cell_shows_nothing_to_a_learner(monkeypatch: pytest.MonkeyPatch) -> None:
    from grader import lesson

    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    assert lesson.check_turn("no-such-card", 7, "nothing") is None
    assert lesson.check_conversation("no-such-card") is None
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert lesson.check_turn("no-such-card", 7, "nothing") == 0.0
    assert lesson.check_conversation("through-the-kitchen") == 0.0


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An assignment's folder with a conversation that went half way."""
    monkeypatch.setenv("EVEN_KEEL_CARDS", str(CARDS))
    monkeypatch.delenv("EVEN_KEEL_NO_SAVE", raising=False)
    nbformat.write(source(), tmp_path / f"{NAME}.ipynb")
    more = {draft_id(CARD.id, 3): "I'll ri", whatif_id(CARD.id, 1): "A try"}
    (tmp_path / "replies.json").write_text(replies_json({**texts(MODEL[:2]), **more}), encoding="utf-8")
    return tmp_path


def test_handing_in_names_what_is_missing_and_leaves_drafts_and_tries_here(folder: Path) -> None:
    assert empty_cards(folder, NAME) == [
        "Piano on the pavement: reply 3 of 4 (written, but not sent)",
        "Piano on the pavement: reply 4 of 4",
    ]
    import zipfile

    with zipfile.ZipFile(freeze(folder, "s-1", NAME)) as archive:
        sent = json.loads(archive.read("replies.json"))["replies"]
    assert set(sent) == {turn_id(CARD.id, n) for n in (1, 2)}


def test_a_self_paced_learner_gets_the_same_page(folder: Path) -> None:
    page, results = feedback(folder, "s-1", NAME)
    assert results == ()
    assert turns_of(CARD) == 4
    assert "2 replies were not written" in page
    assert "0 of 10 points for how the conversation went" in page
