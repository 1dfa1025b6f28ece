"""Each attack gets what it wants from stock nbgrader, or stock resists too; from ours none gets anything."""

from __future__ import annotations

import pytest
from attackkit import ATTACKS, STOCK_NAME
from conftest import BYSTANDER, HOLLOW, Raided
from coursekit import CARDS, gradebook_points, judged
from jupyter_client.kernelspec import KernelSpecManager
from nbgrader.api import Gradebook, MissingEntry


def stock_grade(stock: Raided, student: str) -> tuple[float | None, float | None]:
    """Automatic and manual score in the stock gradebook."""
    with Gradebook(f"sqlite:///{stock.course.root / 'gradebook.db'}") as gradebook:
        try:
            grade = gradebook.find_grade("test", STOCK_NAME, STOCK_NAME, student)
        except MissingEntry:
            return None, None
        return grade.auto_score, grade.manual_score


def expected_points() -> dict[str, float]:
    """What the hollow replies are worth, by grade cell."""
    return {
        f"check-{place}-{criterion}": credit
        for place, name in enumerate(CARDS, 1)
        for criterion, credit in judged(name, HOLLOW[name]).credits.items()
    }


def test_stock_gives_an_honest_wrong_answer_nothing(stock: Raided) -> None:
    assert stock_grade(stock, BYSTANDER)[0] == 0.0


@pytest.mark.parametrize("name", [n for n, a in ATTACKS.items() if a.gain == "full marks"])
def test_stock_gives_full_marks_for(stock: Raided, name: str) -> None:
    assert stock_grade(stock, name)[0] == 2.0


@pytest.mark.parametrize(
    "name", [n for n, a in ATTACKS.items() if a.gain in ("code runs", "regrades others")]
)
def test_stock_runs_the_code_of(stock: Raided, name: str) -> None:
    assert stock.canary(name) is not None


def test_stock_lets_a_submission_read_the_model_answer(stock: Raided) -> None:
    assert "THE MODEL ANSWER" in (stock.canary("reading_the_solutions") or "")


def test_stock_lets_a_submission_regrade_somebody_else(stock: Raided) -> None:
    assert stock_grade(stock, BYSTANDER)[1] == 2.0


@pytest.mark.parametrize("name", [n for n, a in ATTACKS.items() if a.gain == "no grade"])
def test_stock_ends_without_a_grade_for(stock: Raided, name: str) -> None:
    assert not (stock.course.root / "autograded" / name / STOCK_NAME / f"{STOCK_NAME}.ipynb").exists()


def test_stock_feedback_carries_a_live_script(stock: Raided) -> None:
    pages = list((stock.course.root / "feedback" / "a_script_in_the_feedback").rglob("ps1.*"))
    assert any("<script>document.title" in page.read_text(encoding="utf-8") for page in pages)


@pytest.mark.parametrize("name", [n for n, a in ATTACKS.items() if a.gain == "nothing"])
def test_stock_resists_too(stock: Raided, name: str) -> None:
    assert stock.canary(name) is None
    assert stock_grade(stock, name)[0] in (0.0, None)


@pytest.mark.parametrize("name", ATTACKS)
def test_ours_runs_nothing_of(ours: Raided, name: str) -> None:
    assert ours.canary(name) is None


@pytest.mark.parametrize("name", [BYSTANDER, *ATTACKS])
def test_ours_grades_the_replies_alone_in(ours: Raided, name: str) -> None:
    assert gradebook_points(ours.course, name) == pytest.approx(expected_points())


def test_ours_leaves_no_manual_score_behind(ours: Raided) -> None:
    with Gradebook(f"sqlite:///{ours.course.root / 'gradebook.db'}") as gradebook:
        rows = [n for s in gradebook.assignment_submissions("03-name-the-feeling") for n in s.notebooks]
        assert {grade.manual_score for row in rows for grade in row.grades} == {None}


@pytest.mark.parametrize("name", ATTACKS)
def test_ours_copies_no_file_of_the_submission_on(ours: Raided, name: str) -> None:
    folder = ours.course.graded(name).parent
    allowed = {"03-name-the-feeling.ipynb", "submission_secret.txt", "timestamp.txt"}
    assert {path.name for path in folder.rglob("*")} <= allowed


def test_ours_puts_nothing_of_a_notebook_into_the_feedback(ours: Raided) -> None:
    page = ours.course.feedback("a_script_in_the_feedback")
    assert page.replace("a_script_in_the_feedback", BYSTANDER) == ours.course.feedback(BYSTANDER)


def test_ours_starts_no_kernel(ours: Raided) -> None:
    kernels = ours.course.root.parent / ".jupyter-course" / "data" / "kernels"
    found = KernelSpecManager(kernel_dirs=[str(kernels)]).get_kernel_spec("python3")
    assert found.argv[0] == "touch"  # any kernel started in that run would have been this one
    assert ours.canary("a kernel") is None
