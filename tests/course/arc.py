"""What every notebook in course/ must keep to, and the arc of eight steps that every lesson has.

`problems` gives one line for each thing that is wrong, naming the cell. It looks at the notebook as data, so
a broken copy can be checked like the real one.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from readability import grade

from grader import CardError, load_card
from grader.lessons import Lesson, LessonError, load_lesson

ROOT = Path(__file__).parents[2]
STEPS: dict[int, tuple[str, ...]] = {
    1: ("recall",),
    2: ("guess", "cold_rewrite"),
    3: ("contrast",),
    4: ("worked_example",),
    5: ("fill_in", "fill_in"),
    6: ("coached_rewrite", "coached_rewrite", "coached_rewrite"),
    7: ("assignment_link",),
    8: ("debrief",),
}
"""The calls of each step, in order."""
OWN_STEPS: dict[str, dict[int, tuple[str, ...]]] = {
    "01-steady-yourself": {4: ("breathe", "worked_example", "reappraise")},
    "11-endure": {6: ("coached_rewrite", "conversation")},
    "12-capstone": {6: ("conversation",)},
}
"""Steps in which a lesson does something else."""
WITHOUT_ARC = ("00-start-here", "practice", "talks")
"""Pages of the course that are no lessons."""
HARDEST = 8.0
"""Reading grade that a lesson's prose stays within; a single cell may be two grades above it."""
LONGEST = 180
"""Words of prose between two things to do: about a screen."""
EXTRA = "extra"
"""The tag of a cell that is for those with more time; lessons keep to their minutes without it."""
MORE_TIME = re.compile(r"ten minutes more")
SOURCES = "## Where this comes from"
CITED = re.compile(r"\(([A-Z][\w-]+(?: et al\.| and [A-Z][\w-]+)?, \d{4})\)")
FIGURE = re.compile(r"\d+(?:[.,]\d+)? ?%|\b\d{3,}\b|\b\d+\.\d+\b")


@dataclass(frozen=True)
class Call:
    """One call of a code cell."""

    cell: str
    step: int
    name: str
    card: str


def evidence(path: Path = ROOT / "docs" / "evidence.md") -> dict[str, str]:
    """The known sources: how a lesson cites each, and its reference."""
    parts = re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.M)[1:]
    return {part.split("\n")[0].strip(): part.split("\n\n")[1].strip() for part in parts}


def problems(notebook: dict[str, Any], name: str) -> list[str]:
    """Everything that is wrong with the notebook `name` of course/."""
    found = [*_format(notebook), *_prose(notebook)]
    if name in WITHOUT_ARC:
        return found
    try:
        lesson = load_lesson(name)
    except LessonError as error:
        return [*found, str(error)]
    calls = list(_calls(notebook))
    return [
        *found,
        *_steps(notebook, calls, name),
        *_extra(notebook, calls),
        *_cards(calls, lesson),
        *_sources(notebook, lesson),
    ]


def _cells(notebook: dict[str, Any], kind: str) -> Iterator[tuple[str, str]]:
    for cell in notebook["cells"]:
        if cell["cell_type"] == kind:
            yield cell.get("id", "?"), "".join(cell["source"])


def _format(notebook: dict[str, Any]) -> Iterator[str]:
    """Ids, outputs, one-line code cells that the page hides."""
    ids = Counter(cell.get("id") for cell in notebook["cells"])
    for cell in notebook["cells"]:
        name = cell.get("id")
        if not name or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) or ids[name] > 1:
            yield f"cell {name}: needs an id of its own, in words"
        if cell["cell_type"] != "code":
            continue
        if cell["outputs"] or cell["execution_count"] is not None:
            yield f"cell {name}: has outputs or a count"
        if len("".join(cell["source"]).splitlines()) != 1:
            yield f"cell {name}: code is one line"
        if "hide-input" not in cell["metadata"].get("tags", ()):
            yield f"cell {name}: isn't hidden from the learner"
        if set(cell["metadata"]) - {"tags", "jupyter"}:
            yield f"cell {name}: carries metadata of a run"
    about = notebook["metadata"]
    if about.get("kernelspec", {}).get("name") != "python3" or "widgets" in about:
        yield "notebook: its kernel is python3, and it keeps no widgets"


def _prose(notebook: dict[str, Any]) -> Iterator[str]:
    """Plain, short, no shouting, nothing from the network, every picture described."""
    texts = [(name, text) for name, text in _cells(notebook, "markdown") if not text.startswith(SOURCES)]
    for name, text in texts:
        if "!" in text.replace("![", ""):
            yield f"cell {name}: has an exclamation mark"
        if re.search(r"!\[\s*\]|<img(?![^>]*\balt=\"[^\"])", text):
            yield f"cell {name}: has a picture without a description"
        if re.search(r"https?:", text):
            yield f"cell {name}: points to the network"
        if grade(_plain(text)) > HARDEST + 2:
            yield f"cell {name}: reading grade {grade(_plain(text)):.1f}"
    if (whole := grade(_plain("\n\n".join(text for _, text in texts)))) > HARDEST:
        yield f"notebook: reading grade {whole:.1f}, at most {HARDEST}"
    yield from _lectures(notebook)


def _lectures(notebook: dict[str, Any]) -> Iterator[str]:
    words = 0
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            words += len("".join(cell["source"]).split())
        else:
            if words > LONGEST:
                yield f"cell {cell.get('id')}: {words} words before there's something to do"
            words = 0


def _plain(text: str) -> str:
    """Markdown as it's read: link texts without targets, no marks, no citations."""
    text = re.sub(r"\]\([^)]*\)", "]", CITED.sub("", text))
    return re.sub(r"[`*#\[\]>]", " ", text)


def _calls(notebook: dict[str, Any]) -> Iterator[Call]:
    """Every call of a code cell but `begin`, with the step whose heading stands above it."""
    step = 0
    for cell in notebook["cells"]:
        text = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            if heading := re.match(r"## (\d+)\. ", text):
                step = int(heading[1])
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id != "begin":
                first = node.args[0] if node.args else None
                card = first.value if isinstance(first, ast.Constant) else ""
                yield Call(cell.get("id", "?"), step, node.func.id, str(card))


def _steps(notebook: dict[str, Any], calls: list[Call], name: str) -> Iterator[str]:
    headings = [int(n) for _, t in _cells(notebook, "markdown") for n in re.findall(r"^## (\d+)\. ", t, re.M)]
    if headings != list(STEPS):
        yield f"notebook: its steps are {headings}, and should be 1 to 8 in order"
    for step, wanted in {**STEPS, **OWN_STEPS.get(name, {})}.items():
        there = tuple(call.name for call in calls if call.step == step)
        if there != wanted:
            yield f"step {step}: does {', '.join(there) or 'nothing'}, and should do {', '.join(wanted)}"


def _extra(notebook: dict[str, Any], calls: list[Call]) -> Iterator[str]:
    """One gap and one rewrite may be for those with more time, and the words before them say so."""
    step = {call.cell: call.step for call in calls}
    cells = notebook["cells"]
    found = [n for n, cell in enumerate(cells) if EXTRA in cell["metadata"].get("tags", ())]
    for which, times in Counter(step.get(cells[n].get("id", "?"), 0) for n in found).items():
        if which not in (5, 6):
            yield f"step {which}: nothing in it is for those with more time alone"
        elif times > 1:
            yield f"step {which}: {times} things are for those with more time, at most one may be"
    for n in found:
        name = cells[n].get("id", "?")
        if not MORE_TIME.search("".join(cells[max(0, n - 1)]["source"])):
            yield f"cell {name}: the text before it doesn't say that it's for those with more time"


def _cards(calls: list[Call], lesson: Lesson) -> Iterator[str]:
    """Cards exist, belong to lessons, are met once, and are those that the lesson's file speaks of."""
    met: Counter[str] = Counter()
    for call in calls:
        if call.name in ("recall", "debrief", "assignment_link", "breathe"):
            continue
        met[call.card] += call.name != "guess"
        try:
            if load_card(call.card).pool != "lesson":
                yield f"cell {call.cell}: the card {call.card} isn't for lessons"
        except CardError as error:
            yield f"cell {call.cell}: {error}"
    yield from (f"notebook: the card {card} is met {times} times" for card, times in met.items() if times > 1)
    named = {
        "guess": [lesson.guess.card],
        "cold_rewrite": [lesson.guess.card],
        "contrast": [lesson.contrast.card],
        "worked_example": [lesson.worked_example.card],
        "fill_in": [step.card for step in lesson.fill_in],
    }
    for name, wanted in named.items():
        if (there := [call.card for call in calls if call.name == name]) != wanted:
            yield f"notebook: {name} is about {there}, and {lesson.id}.yaml about {wanted}"


def _sources(notebook: dict[str, Any], lesson: Lesson) -> Iterator[str]:
    """Every citation is known and listed, every listed source is cited, every figure has a citation."""
    known = evidence()
    texts = [(name, text) for name, text in _cells(notebook, "markdown") if not text.startswith(SOURCES)]
    texts += [(f"{lesson.id}.yaml", words) for words in _words(lesson.model_dump())]
    cited = {key for _, text in texts for key in CITED.findall(text)}
    yield from (f"notebook: nothing is known about {key}" for key in sorted(cited - set(known)))
    lists = [text for _, text in _cells(notebook, "markdown") if text.startswith(SOURCES)]
    listed = [line[2:].strip() for text in lists for line in text.splitlines() if line.startswith("- ")]
    wanted = sorted(known[key] for key in cited & set(known))
    if sorted(listed) != wanted:
        yield f"notebook: lists {len(listed)} sources, and cites {len(wanted)} that read otherwise"
    for name, text in texts:
        for paragraph in text.split("\n\n"):
            if FIGURE.search(CITED.sub("", paragraph)) and not CITED.search(paragraph):
                yield f"{name}: a figure without its source: {paragraph[:60]}"


QUOTED = ("card", "words", "missing")
"""Fields of a lesson's file that quote a card or name it: what stands there is the card's."""


def _words(node: Any) -> Iterator[str]:
    """All texts of a lesson's file that are its own."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name not in QUOTED:
                yield from _words(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from _words(value)
    elif isinstance(node, str):
        yield node
