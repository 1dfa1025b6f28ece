"""`nbgrader export`: one row a student and assignment, with its outcome. What has no score is never a 0."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.plugins import ExportPlugin

from grader.assess import PASS_SCORE
from grader.cards import GATES
from grader.feedback import number
from grader.nbgrader.handins import Downloads, downloads
from grader.nbgrader.outcome import STATUS_WORDS
from grader.nbgrader.plan import WAY
from grader.nbgrader.rebuild import RECORD
from grader.nbgrader.submission import ODD_NAME, SAFE_NAME
from grader.version import UNNAMED

NOTHING = "nothing was handed in"


@dataclass(frozen=True)
class Row:
    """One line of the export."""

    student: str
    assignment: str
    status: str
    """scored, not attempted, or could not grade."""
    score: str = ""
    """Points, less a penalty for lateness; empty unless scored."""
    max_score: str = ""
    passed: str = ""
    """yes, no or pending; empty unless scored."""
    review: str = ""
    """Reasons for a human look."""
    reason: str = ""
    """Why there is no score, and what to know besides."""
    grader_version: str = ""
    """The version of the grader that read it; empty where none did."""


class OutcomeExport(ExportPlugin):
    """`ExportApp.plugin_class`: writes outcomes.csv, or the file that --to names."""

    def export(self, gradebook: Gradebook) -> None:
        """Write the rows of all assignments and students, or those that --assignment and --student name."""
        target = Path(self.to or "outcomes.csv")
        rows = list(self.rows(gradebook))
        with target.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.DictWriter(stream, [field.name for field in fields(Row)])
            writer.writeheader()
            writer.writerows({name: _inert(value) for name, value in asdict(row).items()} for row in rows)
        missing = sum(row.status == STATUS_WORDS["could_not_grade"] for row in rows)
        self.log.info("Exported %d rows to %s; %d could not be graded", len(rows), target, missing)

    def rows(self, gradebook: Gradebook) -> Iterator[Row]:
        """The rows, by assignment and student; also for students of whom nothing usable has come."""
        coursedir = self.parent.coursedir
        submitted = Path(coursedir.format_path(coursedir.submitted_directory, ".", ".")).resolve()
        inside = [p for p in submitted.iterdir() if p.name[0] != "."] if submitted.is_dir() else []
        known = {str(s.id) for s in gradebook.students} | {p.name for p in inside if p.is_dir()}
        names = [str(a.name) for a in gradebook.assignments]
        for assignment in gradebook.assignments:
            if self.assignment and str(assignment.name) not in map(str, self.assignment):
                continue
            found = downloads(_archive(Path(coursedir.root), str(assignment.name)), str(assignment.name))
            for student in sorted(known | set(found) - {""}):
                if not self.student or student in map(str, self.student):
                    folder = submitted / student / str(assignment.name)
                    row = self._row(gradebook, assignment, student, folder, names)
                    yield _with_downloads(row, found.get(student, Downloads()))
            for why in found[""].problems if "" in found else ():
                yield Row("", str(assignment.name), STATUS_WORDS["could_not_grade"], reason=why)
        for path in sorted(p for p in inside if not p.is_dir()) if not self.student else ():
            why = f"{path.name} lies among the students' folders and is nobody's; move it to whom it belongs"
            yield Row("", "", STATUS_WORDS["could_not_grade"], reason=why)

    def _row(self, gradebook: Any, assignment: Any, student: str, folder: Path, names: list[str]) -> Row:
        coursedir = self.parent.coursedir
        name, most = str(assignment.name), number(float(assignment.max_score))
        if not SAFE_NAME.fullmatch(student):  # the gradebook can't be asked for what UTF-8 can't hold
            status, reason = _without_grade(folder, names)
            return Row(student, name, STATUS_WORDS[status], max_score=most, reason=reason)
        graded = Path(coursedir.format_path(coursedir.autograded_directory, student, name))
        notebooks = [nbformat.read(path, as_version=4) for path in sorted(graded.glob("*.ipynb"))]
        records = [n.metadata[RECORD] for n in notebooks if RECORD in n.metadata]
        try:
            submission = gradebook.find_submission(name, student)
        except MissingEntry:
            submission = None
        if submission is None or not records:
            status, reason = _without_grade(folder, names)
            return Row(student, name, STATUS_WORDS[status], max_score=most, reason=reason)
        grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
        by_hand = bool(grades) and all(grade.manual_score is not None for grade in grades)
        status = "scored" if by_hand else _worst(r["status"] for r in records)
        reasons = [r["reason"] for r in records if r["reason"] and not by_hand]
        reasons += [note for r in records for note in r["notes"]]
        review = "; ".join(why for r in records for why in r["review"])
        by = ", ".join(dict.fromkeys(r.get("version", UNNAMED) for r in records))
        if status != "scored":
            return Row(student, name, STATUS_WORDS[status], "", most, "", review, "; ".join(reasons), by)
        score = max(0.0, float(submission.score) - float(submission.late_submission_penalty or 0.0))
        changed = any(grade.manual_score is not None or grade.extra_credit for grade in grades)
        passed = _passed_by_points(notebooks, grades) if changed else _least(r["passed"] for r in records)
        if changed:
            reasons.append("points were set by hand")
        why = "; ".join(reasons)
        return Row(student, name, STATUS_WORDS[status], number(score), most, passed, review, why, by)


def _worst(states: Iterable[str]) -> str:
    seen = set(states)
    if "could_not_grade" in seen:
        return "could_not_grade"
    return "not_attempted" if seen == {"not_attempted"} else "scored"


def _least(passed: Iterable[str]) -> str:
    seen = set(passed)
    return next((p for p in ("no", "", "pending") if p in seen), "yes") or "no"


def _passed_by_points(notebooks: list[Any], grades: list[Any]) -> str:
    """Passed, by the points as someone set them: each card's focus full, no gate at 0, at least 70 %.

    Each turn of a conversation is a card here; the points of its way don't decide whether somebody passes.
    """
    earned = {str(grade.name): (float(grade.score), float(grade.max_score)) for grade in grades}
    cards: dict[str, list[tuple[str, bool, float, float]]] = {}
    for notebook in notebooks:
        focus = notebook.metadata[RECORD]["focus"]
        for cell in notebook.cells:
            mine, name = cell.metadata.get(RECORD, {}), cell.metadata.get("nbgrader", {}).get("grade_id")
            if mine.get("criterion", WAY) != WAY and name in earned:
                what = mine["criterion"]
                cards.setdefault(mine["card"], []).append((what, what in focus, *earned[name]))
    return "yes" if all(map(_card_passed, cards.values())) else "no"


def _card_passed(criteria: list[tuple[str, bool, float, float]]) -> bool:
    total = sum(points for *_, points, _ in criteria) / (sum(most for *_, most in criteria) or 1.0)
    full = all(points >= most for _, focus, points, most in criteria if focus)
    gated = any(points == 0 for criterion, _, points, _ in criteria if criterion in GATES)
    return full and not gated and total >= PASS_SCORE


def _without_grade(folder: Path, assignments: list[str]) -> tuple[str, str]:
    """Status and reason of a student for whom nothing was graded."""
    if folder.is_dir():
        if not SAFE_NAME.fullmatch(folder.parent.name):
            return "could_not_grade", ODD_NAME
        return "could_not_grade", "not graded yet; run nbgrader autograde"
    if os.path.lexists(folder):
        return "could_not_grade", f"{folder.name} is a file or a dead link, not the folder of a hand-in"
    if folder.parent.is_dir():
        inside = [p for p in sorted(folder.parent.iterdir()) if p.name[0] != "."]
        if others := [p for p in inside if p.name not in assignments]:
            what = "rename it" if others[0].is_dir() else "a file; put it in its folder"
            found = f"there is no folder {folder.name}, but {others[0].name}"
            return "could_not_grade", f"{found}; {what} and run nbgrader autograde again"
    return "not_attempted", NOTHING


def _archive(root: Path, assignment: str) -> Path:
    """Where an instructor puts the files for zip_collect."""
    return root / "downloaded" / assignment / "archive"


def _with_downloads(row: Row, found: Downloads) -> Row:
    """A row, and what the downloads say of its student. Of whom a file has come, nobody says "nothing"."""
    status, reasons = row.status, [row.reason]
    if row.reason == NOTHING and (found.problems or found.good):
        status, reasons = STATUS_WORDS["could_not_grade"], []
        if found.good:
            reasons.append("downloaded, but not collected yet; run nbgrader zip_collect, then autograde")
    reasons += [f"not collected: {why}" for why in found.problems]
    review = "; ".join(filter(None, [row.review, *found.review]))
    reason = "; ".join(filter(None, [*reasons, *found.notes]))
    return replace(row, status=status, review=review, reason=reason)


def _inert(value: str) -> str:
    """A value that no spreadsheet takes for a formula, and that UTF-8 can hold."""
    value = value.encode("utf-8", "backslashreplace").decode("utf-8")
    return f"'{value}" if value[:1] in "=+-@\t\r" and value else value
