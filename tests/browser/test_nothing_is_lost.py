"""Whatever dies, no typed word does: the kernel, the server, the page."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from labkit import Server, lab, running
from pagekit import ANSWERS_WITHIN, Desk, as_page, double_click, open_folder, shot
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
LESSON = "course/03-name-the-feeling"
CARD = "through-the-kitchen"
BEFORE = "Past the dishwashers, on your parents' day. "
AFTER = "The beer cages were ours. I'm refunding the £214 now, and I'll post "
LAST = "by Wednesday noon what has changed at the ramp."


@pytest.fixture
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that a test may kill."""
    with running(lab(tmp_path_factory.mktemp("own user"))) as server:
        yield server


def test_words_typed_while_the_kernel_is_dead_come_back(page: Page, server: Server) -> None:
    open_folder(page, server)
    lesson, _ = double_click(page, server, LESSON)
    desk = lesson.desk(CARD)
    desk.box.scroll_into_view_if_needed()
    desk.type(BEFORE)
    desk.saved()

    (kernel,) = server.kernels().values()
    os.kill(kernel, signal.SIGKILL)
    began = time.monotonic()
    desk.type(AFTER)
    expect(desk.save).to_have_attribute("data-save", "unsaved", timeout=ANSWERS_WITHIN)
    waited = time.monotonic() - began
    print(f"\n“not saved” after {waited:.1f} s")
    assert waited < 6, "the page kept quiet about a dead kernel"
    expect(desk.save).to_contain_text("not saved")
    expect(desk.root.get_by_test_id("ek-unsaved")).to_contain_text("Your words are kept in this browser")
    expect(lesson.frame.get_by_role("alert")).to_contain_text("has stopped")
    expect(desk.box).to_be_focused()
    shot(page, "lost-1-kernel-killed")
    desk.type(LAST)
    assert desk.on_disk() == BEFORE, "something claims to have saved, but nobody was there to"

    page.reload()
    again = reopened(page, server)
    expect(again.box).to_have_value(BEFORE + AFTER + LAST, timeout=ANSWERS_WITHIN)
    again.saved()
    again.box.scroll_into_view_if_needed()
    shot(page, "lost-2-reloaded")
    again.type(" Sorry.")
    again.saved()


def test_the_pages_own_button_brings_the_words_back(page: Page, server: Server) -> None:
    lesson = as_page(page, server, LESSON)
    desk = lesson.desk(CARD)
    desk.type(BEFORE)
    desk.saved()
    for pid in server.kernels().values():
        os.kill(pid, signal.SIGKILL)
    desk.type(AFTER)
    button = lesson.frame.get_by_role("alert").get_by_role("button")
    expect(button).to_be_visible(timeout=ANSWERS_WITHIN)
    button.click()
    lesson.ready()
    expect(desk.box).to_have_value(BEFORE + AFTER, timeout=ANSWERS_WITHIN)
    desk.saved()


def test_words_typed_while_the_server_is_dead_come_back(
    new_page: Callable[..., Page], own_server: Server
) -> None:
    page, server = new_page(), own_server
    open_folder(page, server)
    lesson, _ = double_click(page, server, LESSON)
    desk = lesson.desk(CARD)
    desk.box.scroll_into_view_if_needed()
    desk.type(BEFORE)
    desk.saved()
    desk.type(AFTER[:12])
    server.kill()  # in mid-sentence
    page.keyboard.type(
        AFTER[12:] + LAST, delay=80
    )  # goes wherever the focus is, so it has to stay in the box
    expect(desk.save).to_have_attribute("data-save", "unsaved", timeout=ANSWERS_WITHIN)
    expect(lesson.frame.get_by_role("alert")).to_contain_text("nothing can be saved", timeout=ANSWERS_WITHIN)
    expect(page.locator(".jp-Dialog")).to_have_count(0)
    page.keyboard.type(" Sorry.", delay=40)
    expect(desk.box).to_have_value(BEFORE + AFTER + LAST + " Sorry.")
    shot(page, "lost-3-server-killed")

    server.start()
    page.goto(server.url())
    again = reopened(page, server)
    expect(again.box).to_have_value(BEFORE + AFTER + LAST + " Sorry.", timeout=ANSWERS_WITHIN)
    again.saved()
    again.box.scroll_into_view_if_needed()
    shot(page, "lost-4-started-again")


def test_a_folder_that_cannot_be_written_is_said_and_the_words_are_kept(page: Page, server: Server) -> None:
    blocked = Path(server.folder) / "course" / ".replies.json.lock"
    blocked.mkdir()  # no rights stop an administrator; a folder in the place of the lock does
    try:
        desk = as_page(page, server, LESSON).desk(CARD)
        desk.type(BEFORE)
        expect(desk.save).to_have_attribute("data-save", "saved", timeout=ANSWERS_WITHIN)
        expect(desk.root.get_by_test_id("ek-unsaved")).to_contain_text("your text is kept in")
        desk.box.scroll_into_view_if_needed()
        shot(page, "lost-5-no-folder")
        own = [path.read_text("utf-8") for path in server.base.glob("home/**/replies.json")]
        assert [text for text in own if BEFORE.strip() in text]
    finally:
        blocked.rmdir()


def reopened(page: Page, server: Server) -> Desk:
    """The desk after JupyterLab was loaded again: a double-click shows the tab that is still there."""
    lesson, _ = double_click(page, server, LESSON)
    return lesson.desk(CARD)
