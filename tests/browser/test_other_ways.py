"""The lesson in other places than its preview: as a plain notebook, and under plain Voilà."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from labkit import Server, copy_course, running
from pagekit import ANSWERS_WITHIN, OPENS_WITHIN, Lesson, choose, entry, menu, open_folder, shot
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
LESSON = "course/03-name-the-feeling"
CARD = "locked-out-on-payday"
TEXT = "Six pay packets due at five, and every button leads nowhere: that must feel helpless."


def test_a_plain_notebook_shows_the_desk_after_run_all(page: Page, server: Server) -> None:
    open_folder(page, server)
    entry(page, "03-name-the-feeling.ipynb").click(button="right")
    choose(page, "Open With", "Notebook")
    panel = page.locator(".jp-NotebookPanel")
    expect(panel).to_be_visible(timeout=ANSWERS_WITHIN)
    expect(page.locator(".jp-StatusBar-Widget")).to_contain_text("Idle", timeout=OPENS_WITHIN)
    menu(page, "Run", "Run All Cells")
    lesson = Lesson(page, page, server, LESSON).ready()
    desk = lesson.desk(CARD)
    desk.box.scroll_into_view_if_needed()
    desk.type(TEXT)
    desk.read()
    desk.saved()
    assert desk.box.input_value() == TEXT  # and no shortcut of the notebook's took a key
    expect(page.locator(".jp-RenderedText[data-mime-type*='error'], .jp-mod-stderr")).to_have_count(0)
    shot(page, "other-1-notebook")


def test_plain_voila_with_our_template(
    new_page: Callable[..., Page], tmp_path_factory: pytest.TempPathFactory
) -> None:
    base = tmp_path_factory.mktemp("plain user")
    served = Server(base, copy_course(base), [])
    served.command = [
        sys.executable, "-m", "voila", "--no-browser", f"--port={served.port}", "--template=even-keel",
        f"{LESSON}.ipynb",
    ]  # fmt: skip
    with running(served):
        page = new_page()
        page.goto(served.url())
        lesson = Lesson(page, page, served, LESSON).ready()
        desk = lesson.desk(CARD)
        desk.type(TEXT)
        desk.read()
        desk.saved()
        assert desk.on_disk() == TEXT
        shot(page, "other-2-voila")
