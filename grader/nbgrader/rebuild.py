"""The graded notebook: the instructor's cells, the learner's words, and outputs that nbgrader understands.

Nothing of the submitted notebook is in it. What the learner wrote appears in outputs only, escaped. A grade
cell's output ends in a plain float between 0 and its points, which is what nbgrader reads as its score; where
there is no grade, the cell becomes a text cell, which nbgrader takes as "for a person to grade".
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output

from grader.assess import Assessment
from grader.feedback import level_html
from grader.html import marked, safe, shown
from grader.nbgrader.outcome import STATUS_WORDS, Outcome
from grader.nbgrader.plan import WAY, Check, Plan, calls
from grader.nbgrader.release import NOTEBOOK_METADATA
from grader.simulator import Conversation
from grader.way import Way, way_html

RECORD = "even_keel"
"""Key of the notebook's metadata that keeps the outcome, for feedback and export."""
_WRAP = '<div class="tex2jax_ignore mathjax_ignore" style="white-space:normal">{}</div>'
_WORDS = (
    '<div style="white-space:pre-wrap;overflow-wrap:anywhere;border-left:4px solid #888;padding:.3em .8em">'
    "{}</div>"
)


def rebuild(plan: Plan, outcome: Outcome) -> NotebookNode:
    """The graded notebook of one student, ready for nbgrader's gradebook, formgrader and feedback."""
    notebook = copy.deepcopy(plan.notebook)
    checks = {check.grade_id: check for check in plan.checks}
    queue = to_review(plan, outcome)
    for cell in notebook.cells:
        about = cell.metadata.get("nbgrader", {})
        if about.get("grade"):
            _fill_check(cell, checks[about["grade_id"]], outcome, about["grade_id"] in queue)
        elif about.get("solution"):
            _fill_reply(cell, outcome)
        elif cell.cell_type == "code" and any(call.name == "begin" for call in calls(cell.source)):
            cell.outputs = [_html(_summary(outcome))]
    kept = {k: notebook.metadata[k] for k in NOTEBOOK_METADATA if k in notebook.metadata}
    notebook.metadata = NotebookNode({**kept, RECORD: record(plan, outcome)})
    return notebook


def record(plan: Plan, outcome: Outcome) -> dict[str, Any]:
    """The outcome as plain data: what export and feedback need later."""
    return {
        "format": 1,
        "version": outcome.version,
        "status": outcome.status,
        "passed": outcome.passed,
        "reason": safe_text(outcome.reason),
        "review": [safe_text(why) for why in outcome.review],
        "notes": [safe_text(note) for note in outcome.notes],
        "focus": list(plan.focus),
        "conversations": list(plan.conversations),
        "replies": {c.card.id: c.reply for c in outcome.cards},
    }


def safe_text(text: str) -> str:
    """Text that any file can hold: lone surrogates replaced."""
    return text.encode("utf-8", "replace").decode("utf-8")


def to_review(plan: Plan, outcome: Outcome) -> set[str]:
    """The grade cells that a person has to look at: a pending reply's unsure ones, or else its first one.

    A reply may be pending without an unsure level: it passes over a danger, or holds a sentence that somebody
    should read however good the levels are. One cell is enough then, so that one look clears it.
    """
    found: set[str] = set()
    for name in plan.cards:
        assessment = outcome.assessment(name)
        if assessment is None or assessment.passed != "pending":
            continue
        cells = [check for check in plan.checks if check.card == name and check.criterion != WAY]
        unsure = [check for check in cells if _unsure(assessment, check)]
        found |= {check.grade_id for check in unsure or cells[:1]}
    return found


def _fill_check(cell: NotebookNode, check: Check, outcome: Outcome, review: bool) -> None:
    points = outcome.points(check)
    cell.metadata[RECORD] = {"card": check.card, "criterion": check.criterion, "review": review}
    if points is None:
        attempted = outcome.status != "not_attempted"
        why = f"Could not grade: {outcome.reason}" if attempted else "Nothing was written."
        cell.cell_type = "markdown"
        cell.source = f"`{check.call}`\n\n<p>{safe_markdown(why)}</p>"
        del cell["outputs"], cell["execution_count"]
        return
    cell.outputs = [_html(said) for said in _found(check, outcome, points)]
    cell.outputs.append(
        new_output("execute_result", {"text/plain": repr(float(points))}, execution_count=None, metadata={})
    )


def _found(check: Check, outcome: Outcome, points: float) -> Iterator[str]:
    """What the graded notebook shows of one grade cell, as HTML."""
    if check.criterion == WAY:
        yield way_html(Way(outcome.conversations[check.card], points, check.points))
        return
    one = next(c for c in outcome.cards if c.card.id == check.card)
    levels = {str(c): level for c, level in one.assessment.levels.items()}
    if check.criterion in levels:
        yield level_html(one.reply, check.criterion, levels[check.criterion])


def _unsure(assessment: Assessment, check: Check) -> bool:
    return any(c == check.criterion and level.band == "unsure" for c, level in assessment.levels.items())


def _fill_reply(cell: NotebookNode, outcome: Outcome) -> None:
    found = [call for call in calls(cell.source) if call.name == "conversation" and call.args]
    if found and (talk := outcome.conversations.get(str(found[0].args[0]))):
        return _fill_conversation(cell, talk)
    if found:
        return _name_card(cell, "conversation", [str(found[0].args[0])])
    _fill_one(cell, outcome)


def _name_card(cell: NotebookNode, call: str, names: list[str]) -> None:
    """Leave of a reply's cell the call alone: model replies stay behind."""
    cell.source = "\n".join(f'{call}("{name}")' for name in names)
    cell.outputs = []
    if names:
        cell.metadata[RECORD] = {"card": names[0]}


def _fill_conversation(cell: NotebookNode, talk: Conversation) -> None:
    _name_card(cell, "conversation", [talk.card.id])
    if talk.exchanges:
        cell.metadata["nbgrader"].pop("checksum", None)
    said = [("The customer", shown(talk.card.message))]
    for one in talk.exchanges:
        spans = [span for level in one.assessment.levels.values() for span in level.spans]
        words = marked(one.reply, spans) if one.reply.strip() else "<i>Nothing was written.</i>"
        said += [(f"Reply {one.number}", words), ("The customer", shown(one.answer))]
    if not talk.exchanges:
        said.append(("Reply 1", "<i>Nothing was written.</i>"))
    cell.outputs.append(_html("".join(f"<p><b>{title}</b></p>{_WORDS.format(w)}" for title, w in said)))


def _fill_one(cell: NotebookNode, outcome: Outcome) -> None:
    names = [str(call.args[0]) for call in calls(cell.source) if call.name == "rewrite" and call.args]
    found = next((c for c in outcome.cards if c.card.id in names), None)
    _name_card(cell, "rewrite", names)
    if found is None:
        return
    if found.reply.strip():
        cell.metadata["nbgrader"].pop("checksum", None)
    spans = [span for level in found.assessment.levels.values() for span in level.spans]
    words = marked(found.reply, spans) if found.reply.strip() else "<i>Nothing was written.</i>"
    cell.outputs.append(
        _html(
            f"<p><b>The customer</b></p>{_WORDS.format(shown(found.card.message))}"
            f"<p><b>The reply</b></p>{_WORDS.format(words)}"
        )
    )


def _summary(outcome: Outcome) -> str:
    parts = [f"<p><b>{STATUS_WORDS[outcome.status].capitalize()}</b>"]
    parts.append(f": {safe(outcome.reason)}</p>" if outcome.reason else "</p>")
    if outcome.passed:
        parts.append(f"<p>Passed: {outcome.passed}</p>")
    for title, lines in (("For a human look", outcome.review), ("Worth knowing", outcome.notes)):
        if lines:
            items = "".join(f"<li>{safe(line)}</li>" for line in lines)
            parts.append(f"<p><b>{title}</b></p><ul>{items}</ul>")
    parts.append(f"<p>By version {safe(outcome.version)} of the grader.</p>")
    return "".join(parts)


def safe_markdown(text: str) -> str:
    """Text for a Markdown cell: every sign that HTML, Markdown or TeX could take up becomes an entity."""
    plain = text.replace("\r", " ").replace("\n", " ")
    return "".join(c if c.isalnum() or c in " ,.:;" else f"&#{ord(c)};" for c in safe_text(plain))


def _html(fragment: str) -> NotebookNode:
    shows = {"text/html": _WRAP.format(fragment), "text/plain": ""}
    output: NotebookNode = new_output("display_data", shows, metadata={})
    return output
