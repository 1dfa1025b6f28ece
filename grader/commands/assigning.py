"""`grader assignment new`: a source notebook in solutions/ from card ids, ready to be given its own words.

The grade cells are declarations, one a criterion: 2 points, or 4 for a focus criterion, so points are levels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grader.cards import CRITERIA, Card, CardError, load_card
from grader.commands import Stop
from grader.nbgrader.plan import FOCUS_POINTS, POINTS

CHANNELS = {"chat": "a chat", "email": "an email", "phone": "a phone call", "social": "a post"}
PLACES = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth")
KERNEL = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
INTRO = """\
# {title}: on your own

{count}, and nobody looking over your shoulder. Take about ten minutes each.

**While you write, this page only says whether your text is saved.** You get the feedback after you hand in: your own words, what each of them does, and what to change next.

If you open this page and can't type anywhere, choose *Run*, then *Run All Cells*, from the menu at the top."""  # noqa: E501
TASK = "Read the message, and the draft that you're asked to replace. Then write the reply that you would want to stand behind."  # noqa: E501
HAND_IN = """\
## Hand in

Read your replies once more, aloud if you can. Then press the button.

**What goes along:** your replies, and any guesses at your own levels that you made on the way. **What stays here:** earlier drafts. The button makes one zip file beside this page and sends it nowhere: you give it to whoever runs your course, or keep it. If you learn on your own, your feedback appears right below.

Changed your mind? Write on and hand in again. The earlier file stays."""  # noqa: E501


def new_assignment(
    name: str, card_ids: Sequence[str], focus: Sequence[str], folder: Path, dirs: Sequence[Path] = ()
) -> int:
    """Write `folder`/solutions/`name`/`name`.ipynb; returns 0.

    Raises Stop for a bad name, a card that can't be used, a focus that no card has, or a file that exists.
    """
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name):
        raise Stop(f"{name[:80]!r} is no assignment's name: use lower-case words with hyphens, as 04-own-it.")
    try:
        cards = [load_card(card, dirs) for card in card_ids]
    except CardError as error:
        raise Stop(str(error)) from None
    if not 1 <= len(cards) <= len(PLACES):
        raise Stop(f"Name between 1 and {len(PLACES)} cards; found {len(cards)}.")
    for criterion in focus:
        if criterion not in CRITERIA or not any(criterion in card.applicable for card in cards):
            raise Stop(f"--focus: {criterion!r} applies to none of these cards.")
    if missing := [card.id for card in cards if card.replies is None]:
        raise Stop(f"{', '.join(missing)}: has no `replies`, and a source notebook needs a model reply.")
    path = folder / "solutions" / name / f"{name}.ipynb"
    if path.exists():
        raise Stop(f"{path} is there already; nothing was changed.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(nbformat.writes(notebook(name, cards, focus)) + "\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise Stop(f"{path} can't be written: {error.strerror}.", 1) from None
    print(f"{path} is ready. Give it your own words, then run: make exercises")
    return 0


def notebook(name: str, cards: Sequence[Card], focus: Sequence[str]) -> NotebookNode:
    """The source notebook, without outputs; the same cards give the same cells."""
    title = re.sub(r"^\d+-", "", name).replace("-", " ").capitalize()
    count = "One customer, one reply" if len(cards) == 1 else f"{len(cards)} customers, {len(cards)} replies"
    cells = [
        new_markdown_cell(INTRO.format(title=title, count=count), id="intro"),
        _code("setup", "from grader.lesson import *"),
        _code("begin", f"begin({_quoted(name)}, focus={_tuple(focus)})"),
    ]
    for number, card in enumerate(cards, start=1):
        cells += _of_card(number, card, focus)
    cells += [new_markdown_cell(HAND_IN, id="hand-in-text"), _code("hand-in", "hand_in()")]
    whole: NotebookNode = new_notebook(cells=cells, metadata=KERNEL)
    return whole


def _of_card(number: int, card: Card, focus: Sequence[str]) -> Iterator[NotebookNode]:
    heading = f"## {PLACES[number - 1]}: {CHANNELS[card.channel]}"
    yield new_markdown_cell(f"{heading}\n\n{TASK}", id=f"card-{number}")
    model = card.replies.strong if card.replies else ""
    reply = f"model_reply({_quoted(card.id)}, {_long(model)})"
    source = f"rewrite({_quoted(card.id)})\n### BEGIN SOLUTION\n{reply}\n### END SOLUTION"
    yield _code(f"reply-{number}", source, solution=True)
    for criterion in card.criteria:
        points = FOCUS_POINTS if criterion in focus else POINTS
        call = f"check({_quoted(card.id)}, {_quoted(criterion)})"
        yield _code(f"check-{number}-{criterion}", call, points=points)


def _code(cell: str, source: str, *, solution: bool = False, points: float | None = None) -> NotebookNode:
    about = {
        "cell_type": "code",
        "grade": points is not None,
        "grade_id": cell,
        "locked": not solution,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    if points is not None:
        about["points"] = int(points)
    found: NotebookNode = new_code_cell(source, id=cell, metadata={"nbgrader": about})
    return found


def _quoted(text: str) -> str:
    return f'"{text}"'


def _tuple(names: Sequence[str]) -> str:
    return "(" + ", ".join(map(_quoted, names)) + (",)" if len(names) == 1 else ")")


def _long(text: str) -> str:
    """A literal of several lines, which the notebook's author can read and change."""
    plain = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return f'"""{plain}"""' if not plain.endswith('"') else f'"""{plain[:-1]}\\""""'
