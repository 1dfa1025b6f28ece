"""A lesson and an assignment that hold nothing but one conversation, for the tests of it."""

from __future__ import annotations

from pathlib import Path

import nbformat
from labkit import Server
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from pagekit import ANSWERS_WITHIN, Lesson, as_page
from playwright.sync_api import Locator, Page, expect

from grader import Card, load_card
from grader.replies import Replies
from grader.simulator import Conversation, converse
from grader.turns import turn_id

CARD = "unit-four-a"
FOCUS = ("emotion_acknowledgment",)
IN_LESSON = "03-name-the-feeling"
LESSON, ASSIGNMENT = "course/talk", "exercises/talk/talk"


def add_notebooks(folder: Path) -> None:
    """Put both notebooks into a learner's copy of the course."""
    _write(folder / f"{LESSON}.ipynb", f'begin("{IN_LESSON}")')
    _write(folder / f"{ASSIGNMENT}.ipynb", f"begin('talk', focus={FOCUS!r})")


def _write(path: Path, begin: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    sources = ["from grader.lesson import *", begin, f'conversation("{CARD}")']
    cells = [new_markdown_cell("# A conversation"), *map(new_code_cell, sources)]
    nbformat.write(new_notebook(cells=cells), path)


class Talk:
    """The conversation as somebody sees it."""

    def __init__(self, page: Page, server: Server, path: str = LESSON) -> None:
        self.page, self.server, self.card = page, server, load_card(CARD)
        self.place, self.part = str(Path(path).parent), IN_LESSON if path == LESSON else ""
        self.lesson: Lesson = as_page(page, server, path)
        self.root: Locator = page.get_by_test_id("ek-exchange")
        self.box = self.root.get_by_test_id("ek-text").first
        self.save = self.root.get_by_test_id("ek-save").first
        self.mine = self.root.get_by_test_id("ek-mine")
        self.answers = self.root.get_by_test_id("ek-answer")
        self.did = self.root.get_by_test_id("ek-did")
        self.end = self.root.get_by_test_id("ek-end")

    def type(self, text: str) -> None:
        """Type as soon as the box takes keys, and wait until it's on disk."""
        expect(self.box).to_be_editable(timeout=ANSWERS_WITHIN)
        self.box.focus()
        self.page.keyboard.insert_text(text)
        expect(self.save).to_have_attribute("data-save", "saved", timeout=ANSWERS_WITHIN)

    def send(self, text: str) -> None:
        """Type a reply, send it, say yes, and wait for the answer."""
        before = self.answers.count()
        self.type(text)
        self.root.get_by_test_id("ek-send").click()
        self.root.get_by_test_id("ek-yes").click()
        expect(self.answers).to_have_count(before + 1, timeout=ANSWERS_WITHIN)

    def replies(self) -> Replies:
        """What replies.json holds of this page."""
        return self.server.replies(self.place, self.part)

    def on_disk(self, number: int) -> str:
        """What replies.json holds as the reply number `number`, sent."""
        return self.replies().text(turn_id(CARD, number))


def played(*replies: str, focus: tuple[str, ...] = FOCUS) -> Conversation:
    """What the simulator itself says."""
    return converse(load_card(CARD), replies, focus)


def strong() -> str:
    """A good first reply."""
    card: Card = load_card(CARD)
    assert card.replies is not None
    return card.replies.strong
