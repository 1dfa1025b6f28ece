"""Grades of a rebuilt notebook, into nbgrader's gradebook."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from grader.nbgrader.rebuild import RECORD


class SaveOutcome(NbGraderPreprocessor):
    """Save every grade cell's points in one go; runs in place of nbgrader's SaveAutoGrades.

    A cell without a grade gets none (not 0). A cell that `rebuild.to_review` names, or which a person graded
    before, is put into formgrader's queue; one that was never attempted is not.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Write the grades of `nb` for the student, assignment and notebook that `resources` name."""
        about = resources["nbgrader"]
        status = nb.metadata[RECORD]["status"]
        with Gradebook(about["db_url"]) as gradebook:
            row = gradebook.find_submission_notebook(about["notebook"], about["assignment"], about["student"])
            grades = {str(grade.name): grade for grade in row.grades}
            comments = {str(comment.name): comment for comment in row.comments}
            for cell in nb.cells:
                name = cell.metadata.get("nbgrader", {}).get("grade_id")
                if utils.is_grade(cell):
                    self._save_grade(cell, grades[name], status)
                elif utils.is_solution(cell):
                    comments[name].auto_comment = "Nothing was written." if _untouched(cell) else None
            gradebook.db.commit()
        return nb, resources

    def _save_grade(self, cell: NotebookNode, grade: Any, status: str) -> None:
        grade.auto_score, _ = utils.determine_grade(cell, self.log)
        review = bool(cell.metadata.get(RECORD, {}).get("review"))
        ungraded = grade.auto_score is None and status != "not_attempted"
        grade.needs_manual_grade = grade.manual_score is not None or ungraded or review


def _untouched(cell: NotebookNode) -> bool:
    return "checksum" in cell.metadata["nbgrader"]
