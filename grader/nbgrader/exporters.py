"""What nbgrader calls: one exporter that grades, one that writes feedback, one that guards releases.

nbgrader hands an exporter the name of a file. The grading exporter doesn't open it: it builds the graded
notebook anew from the instructor's source and replies.json; no kernel starts, and a broken file is no
obstacle.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import Exporter, NotebookExporter
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from traitlets import List, Unicode, default
from traitlets.config import Configurable

from grader.assess import assess
from grader.cards import CardError, load_card
from grader.feedback import Extras, Item, feedback_page, number, whose
from grader.moves import EncoderMissing
from grader.nbgrader.course import card_dirs, source_notebooks, submitted_root
from grader.nbgrader.outcome import Outcome, grade, load_model, load_plan_cards, play
from grader.nbgrader.plan import WAY, WAY_POINTS, Plan, PlanError, read_plan
from grader.nbgrader.rebuild import RECORD, rebuild, safe_text
from grader.nbgrader.release import stripped
from grader.nbgrader.submission import ODD_NAME, SAFE_NAME, read_small, read_submission, timestamp_problem
from grader.simulator import Conversation, trajectory
from grader.turns import turn_items
from grader.version import GRADER_VERSION, UNNAMED
from grader.way import Way


class EvenKeel(Configurable):
    """Settings of this course's own, as c.EvenKeel.… in nbgrader_config.py."""

    cards_dirs = List(Unicode(), help="Folders with private cards, before those that ship").tag(config=True)


class GradeExporter(EvenKeel, NotebookExporter):
    """`Autograde.exporter_class`: grades a submission as text and writes the rebuilt notebook."""

    def __init__(self, **kwargs: Any) -> None:
        """Called by nbgrader once a run, after it has looked for notebooks and before it grades any.

        Raises NbGraderException where the grader's model can't be read: no submission is touched then.
        """
        super().__init__(**kwargs)
        self._plans: dict[tuple[str, str], tuple[Plan, dict[str, Any]]] = {}
        self._graded: dict[tuple[str, str, str], NotebookNode] = {}
        if self.parent is not None and hasattr(self.parent, "assignments"):
            self.parent.coursedir = _distrusting(self.parent.coursedir)
            _name_notebooks(self.parent)
            if self.parent.assignments:
                self._read_model()

    def from_filename(self, filename: str, resources: Any = None, **kwargs: Any) -> tuple[Any, Any]:
        """The graded notebook as JSON. `filename` isn't opened. Raises NbGraderException for a bad source."""
        about = resources["nbgrader"]
        key = (about["assignment"], about["student"], about["notebook"])
        root = submitted_root(self._coursedir)
        # nbgrader converts twice: first to clean the submission, then to grade it
        if key not in self._graded:
            self._graded[key] = self._grade(key, root / key[1] / key[0], root, resources)
            output, resources = super().from_notebook_node(self._graded[key], resources, **kwargs)
        else:
            output, resources = super().from_notebook_node(self._graded.pop(key), resources, **kwargs)
        return output, resources

    def _read_model(self) -> None:
        try:
            load_model()
        except EncoderMissing as error:
            self.log.error("Nothing was graded. %s", error)
            raise NbGraderException(str(error)) from None

    @property
    def _coursedir(self) -> CourseDirectory:
        converter: Any = self.parent
        return converter.coursedir

    def _grade(self, key: tuple[str, str, str], folder: Path, root: Path, resources: Any) -> NotebookNode:
        plan, cards = self._plan(key[0], key[2])
        submission = read_submission(folder, key[2], root)
        outcome = grade(plan, submission, cards)
        resources["outputs"] = dict(submission.files)
        self._report(key[1], outcome)
        return rebuild(plan, outcome)

    def _plan(self, assignment: str, notebook: str) -> tuple[Plan, dict[str, Any]]:
        if (assignment, notebook) not in self._plans:
            source = Path(self._coursedir.format_path(self._coursedir.source_directory, ".", assignment))
            try:
                plan = read_plan(source / f"{notebook}.ipynb", assignment)
                cards = load_plan_cards(plan, card_dirs(self.cards_dirs))
            except (PlanError, CardError) as error:
                self.log.error("The assignment can't be graded: %s", error)
                raise NbGraderException(str(error)) from None
            self._plans[assignment, notebook] = (plan, cards)
        return self._plans[assignment, notebook]

    def _report(self, student: str, outcome: Outcome) -> None:
        if outcome.status == "could_not_grade":
            self.log.warning("%s: could not grade: %s", student, outcome.reason)
        for note in outcome.notes:
            self.log.warning("%s: %s", student, note)


class FeedbackExporter(EvenKeel, Exporter):
    """`GenerateFeedback.exporter_class`: the feedback page, from the graded notebook and the gradebook."""

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    def from_filename(self, filename: str, resources: Any = None, **kwargs: Any) -> tuple[Any, Any]:
        """The feedback on one graded notebook, as an HTML document."""
        about = resources["nbgrader"]
        notebook = nbformat.read(filename, as_version=4)
        kept = notebook.metadata.get(RECORD, {})
        if kept.get("format") != 1:
            raise NbGraderException(f"{filename} was not graded by this course's autograde; run it again")
        talks = self._conversations(kept)
        items = list(self._items(kept, talks))
        extras = self._extras(notebook, items, talks, about, kept)
        resources["output_extension"] = ".html"
        folder = Path(filename).parent
        if read_small(folder / "timestamp.txt") is None:  # release_feedback stops where there is none
            resources["outputs"] = {"timestamp.txt": f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S.%f} UTC".encode()}
        return feedback_page(about["student"], about["assignment"], items, extras), resources

    def _conversations(self, kept: Any) -> dict[str, Conversation]:
        """The conversations by their card's id, played again from what was written."""
        names = kept.get("conversations", ()) if kept["replies"] else ()
        cards = {name: load_card(name, card_dirs(self.cards_dirs)) for name in names}
        return {name: play(card, kept["replies"], tuple(kept["focus"])) for name, card in cards.items()}

    def _items(self, kept: Any, talks: Mapping[str, Conversation]) -> Iterator[Item]:
        turns = {name: item for talk in talks.values() for name, item in turn_items(talk).items()}
        for name, reply in kept["replies"].items():
            if name in turns:
                yield turns[name]
                continue
            card = load_card(name, card_dirs(self.cards_dirs))
            yield card, reply, assess(reply, card, tuple(kept["focus"]))

    def _extras(
        self,
        notebook: NotebookNode,
        items: list[Item],
        talks: Mapping[str, Conversation],
        about: Any,
        kept: Any,
    ) -> Extras:
        """What the gradebook adds: points that someone changed, comments, a penalty for lateness."""
        given = {(r.card, str(c)): p for _, _, r in items for c, p in r.credits.items()}
        given |= {(name, WAY): trajectory(talk) * WAY_POINTS for name, talk in talks.items()}
        points: dict[tuple[str, str], float] = {}
        versions: dict[tuple[str, str], str] = {}
        comments: dict[str, str] = {}
        notices = list(_NOTICES[kept["status"]](kept["reason"]))
        by = kept.get("version", UNNAMED)
        if by != GRADER_VERSION and kept["status"] == "scored":
            self.log.warning(_REGRADE, about["student"], about["assignment"], by, GRADER_VERSION)
            notices.append(_OTHER.format(by=by, now=GRADER_VERSION))
        with Gradebook(about["db_url"]) as gradebook:
            row = gradebook.find_submission_notebook(about["notebook"], about["assignment"], about["student"])
            grades = {str(g.name): g for g in row.grades}
            said = {str(c.name): c.manual_comment for c in row.comments if c.manual_comment}
            for cell in notebook.cells:
                name, mine = cell.metadata.get("nbgrader", {}).get("grade_id"), cell.metadata.get(RECORD, {})
                if name in said and "card" in mine:
                    comments[mine["card"]] = said[name]
                if name in grades and "criterion" in mine:
                    key = (mine["card"], mine["criterion"])
                    if _changed(grades[name], given.get(key)):
                        points[key] = float(grades[name].score)
                        if by != GRADER_VERSION and not _by_hand(grades[name]):
                            versions[key] = by
            if row.late_submission_penalty:
                taken = number(row.late_submission_penalty)
                notices.append(f"Handed in late: {taken} points are taken off the total.")
        graded = {c.metadata.get(RECORD, {}).get("card") for c in notebook.cells if _grades_way(c)}
        ways = [_way(t, name in graded, points, versions, comments) for name, t in talks.items()]
        return Extras(points, comments, notices, versions, ways=ways)


def _grades_way(cell: NotebookNode) -> bool:
    return bool(cell.metadata.get(RECORD, {}).get("criterion") == WAY)


def _way(
    talk: Conversation,
    graded: bool,
    points: Mapping[tuple[str, str], float],
    versions: Mapping[tuple[str, str], str],
    comments: Mapping[str, str],
) -> Way:
    """A conversation with its points as they stand in the gradebook."""
    name = talk.card.id
    comment = comments.get(name, "")
    if not graded:
        return Way(talk, comment=comment)
    changed = points.get((name, WAY))
    earned = trajectory(talk) * WAY_POINTS if changed is None else changed
    note = "" if changed is None else whose((name, WAY), versions)
    return Way(talk, earned, WAY_POINTS, note, comment)


_OTHER = (
    "The points come from another version of the grader ({by}) than the words on this page ({now}). "
    "Where they differ, the points stand."
)
_REGRADE = (
    "%s, %s: the points are by another version of the grader (%s) than the words of the feedback (%s). "
    "To have both by the same, run nbgrader autograde with --force first; grader diff says what changed."
)
_NOTICES: dict[str, Callable[[str], tuple[str, ...]]] = {
    "scored": lambda reason: (),
    "not_attempted": lambda reason: ("Nothing was written here yet, so there is no score.",),
    "could_not_grade": lambda reason: (
        f"This could not be graded: {reason.rstrip('.')}. Your instructor sees this too; it isn't a 0.",
    ),
}


def _changed(row: Any, given: float | None) -> bool:
    """Whether a grade in the gradebook is someone's own, or from another version of the grader."""
    if _by_hand(row):
        return True
    return given is not None and row.auto_score is not None and abs(row.auto_score - given) > 1e-9


def _by_hand(row: Any) -> bool:
    return row.manual_score is not None or bool(row.extra_credit)


class ReleaseExporter(NotebookExporter):
    """`GenerateAssignment.exporter_class`: a release follows its source, and carries nothing of a run."""

    def __init__(self, **kwargs: Any) -> None:
        """Raises NbGraderException where a release folder holds what may be somebody's: it would be lost."""
        super().__init__(**kwargs)
        if self.parent is None or not hasattr(self.parent, "assignments") or self.parent.force:
            return
        coursedir = self.parent.coursedir
        for source in self.parent.assignments:
            release = Path(coursedir.format_path(coursedir.release_directory, ".", Path(source).name))
            if kept := _somebodys(release, Path(source)):
                them = "it" if len(kept) == 1 else "them"
                why = f"{release} holds {', '.join(kept)}, which may be somebody's own"
                why += f"; move {them} elsewhere, or add --force to delete {them}"
                self.log.error(why)
                raise NbGraderException(why)
        self.parent.force = True

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kwargs: Any) -> tuple[Any, Any]:
        """The release as JSON, without outputs, widget state, times or anything else that a run leaves."""
        output, resources = super().from_notebook_node(stripped(nb), resources, **kwargs)
        return output, resources


def _somebodys(release: Path, source: Path) -> list[str]:
    """Names of what lies in a release folder and was never released from `source`: replies, copies, notes.

    Left out is what begins with a dot: locks, and the copies that JupyterLab makes of what it saves.
    """
    there = sorted(path.name for path in release.iterdir()) if release.is_dir() else []
    return [
        name
        for name in there
        if name[0] != "." and (name in ("replies.json", "handed-in") or not (source / name).exists())
    ]


class GradingDirectory(CourseDirectory):
    """A course directory for one run of autograde, which trusts nothing in a submission.

    nbgrader copies whatever lies in a submission to autograded/ and follows links as it does, and it stops at
    a timestamp that it can't read. Here every file is ignored that would be copied unread, and such a
    timestamp counts as none.
    """

    def get_existing_timestamp(self, dest_path: str) -> datetime | None:
        """The time in a folder's timestamp.txt (UTC, without zone), or None."""
        folder = Path(dest_path)
        if read_small(folder / "timestamp.txt") is None or timestamp_problem(folder):
            return None
        found: datetime | None = super().get_existing_timestamp(dest_path)
        return found


def _distrusting(coursedir: CourseDirectory) -> GradingDirectory:
    """The same course directory for this run alone."""
    clone = GradingDirectory(parent=coursedir.parent)
    for name in coursedir.trait_names(config=True):
        setattr(clone, name, copy.copy(getattr(coursedir, name)))
    clone.ignore = ["*", ".*"]
    return clone


def _name_notebooks(converter: Any) -> None:
    """Say which notebooks to grade: the instructor's, for each submission, whatever lies in its folder.

    So a submission without the right notebook ends graded or "could not grade" too; and none whose folder's
    name is a pattern, which would match other students' files, is touched at all.
    """
    coursedir = converter.coursedir
    root = submitted_root(coursedir)
    converter.assignments = {}
    for folder in sorted(root.glob(f"{coursedir.student_id}/{coursedir.assignment_id}")):
        student, assignment = folder.relative_to(root).parts
        if not all(SAFE_NAME.fullmatch(part) for part in (student, assignment)):
            converter.log.error("%s: could not grade: %s", safe_text(student), ODD_NAME)
        elif folder.is_dir():
            place = Path(coursedir.format_path(coursedir.submitted_directory, student, assignment))
            names = source_notebooks(coursedir, assignment)
            converter.assignments[str(place)] = [str(place / f"{name}.ipynb") for name in names]
