"""Steady yourself: the breathing pacer keeps its time, and nobody but the page gets to see private words."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from labkit import Server
from pagekit import (
    ANSWERS_WITHIN,
    OPENS_WITHIN,
    SHOTS,
    Lesson,
    as_page,
    choose,
    entry,
    menu,
    open_folder,
    shot,
)
from playwright.sync_api import Locator, Page, expect
from test_keyboard import FOCUSED, tab_to
from test_layout import LEAST, TOO_PALE, assert_fits

from grader import load_card
from grader.lessons import ReappraiseStep

pytestmark = pytest.mark.browser
CARD = "through-the-kitchen"
PLACE = "exercises/steady"
PRIVATE = "zaphodium"
"""A word that stands nowhere else, typed where nothing may be kept."""
OPEN = "trillianese"
"""Its twin, typed into a desk: whatever looks for the private word has to find this one."""
CALLS = (
    'from grader.lesson import *; begin("03-name-the-feeling", focus=("composed_tone",))',
    "breathe()",
    f'reappraise("{CARD}")',
    f'coached_rewrite("{CARD}")',
    "hand_in()",
)
STORED = """async () => {
  const bases = await indexedDB.databases();
  const rows = (base) => new Promise((done) => {
    const opening = indexedDB.open(base.name);
    opening.onsuccess = () => {
      const db = opening.result, names = [...db.objectStoreNames];
      if (!names.length) return done([]);
      const found = [], work = db.transaction(names);
      for (const name of names)
        work.objectStore(name).getAll().onsuccess = ({ target }) => found.push(JSON.stringify(target.result));
      work.oncomplete = () => done(found);
    };
  });
  return JSON.stringify({
    local: Object.entries(localStorage), session: Object.entries(sessionStorage), cookie: document.cookie,
    bases: await Promise.all(bases.map(rows)), caches: await caches.keys(), history: history.state,
    address: location.href, title: document.title, markup: document.documentElement.outerHTML,
  });
}"""
"""Everything a page can keep, and its markup: what somebody types in a box stands in neither."""
SAID_BY_THE_PAGE = """(node) => {
  window.heard = [];
  const heard = new MutationObserver(() => window.heard.push(node.textContent));
  heard.observe(node, { childList: true, characterData: true, subtree: true });
}"""


@pytest.fixture
def notebook(server: Server) -> str:
    """A notebook with both exercises, a desk and a hand-in, in a folder of its own; its path, no ending."""
    folder = server.folder / PLACE
    folder.mkdir(parents=True, exist_ok=True)
    book = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(line, metadata={"tags": ["hide-input"]}) for line in CALLS],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )
    nbformat.write(book, folder / "steady.ipynb")
    return f"{PLACE}/steady"


class Watched:
    """Everything that leaves a page: frames of its sockets, requests with their bodies, console lines."""

    def __init__(self, page: Page) -> None:
        self.left: list[str] = []
        page.on("websocket", lambda socket: socket.on("framesent", self._note))
        page.on("request", lambda request: self._note(request.url + "\n" + str(request.post_data_buffer)))
        page.on("console", lambda message: self._note(message.text))

    def _note(self, sent: str | bytes) -> None:
        self.left.append(sent.decode("utf-8", "replace") if isinstance(sent, bytes) else sent)

    def sent(self, word: str) -> list[str]:
        """What left and holds the word."""
        return [text[:200] for text in self.left if word in text]


def files_with(word: str, folder: Path) -> list[str]:
    """Files under `folder` that hold the word, and what in zips does."""
    found = []
    for path in (path for path in folder.rglob("*") if path.is_file()):
        parts = {"": path.read_bytes()}
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                parts = {name: archive.read(name) for name in archive.namelist()}
        found += [f"{path.name}:{name}" for name, data in parts.items() if word.encode() in data]
    return found


def stored(page: Page) -> str:
    """What all frames of the page keep, as one text."""
    return "\n".join(str(frame.evaluate(STORED)) for frame in page.frames if frame.url.startswith("http"))


def fill_private(part: Locator) -> list[Locator]:
    """Write the marked word into each box, key by key, and tick everything; returns the boxes."""
    boxes = part.get_by_role("textbox").all()
    assert len(boxes) == 3
    for number, box in enumerate(boxes):
        box.press_sequentially(f"{PRIVATE} {number}")
    for tick in part.get_by_role("checkbox").all():
        tick.check()
    return boxes


def test_no_private_word_reaches_anything(page: Page, server: Server, notebook: str) -> None:
    watched = Watched(page)
    lesson = as_page(page, server, notebook)
    private = lesson.part("ek-private")
    fill_private(private)
    desk = lesson.desk(CARD)
    desk.type(OPEN)
    desk.saved()
    page.wait_for_timeout(1500)  # longer than any widget waits before it sends
    hand_in = lesson.frame.get_by_test_id("handin-button")
    lesson.frame.get_by_test_id("handin-name").fill("4711")
    hand_in.click()
    expect(lesson.frame.get_by_test_id("handin-where")).to_be_visible(timeout=ANSWERS_WITHIN)
    shot(page, "steady-1-private", whole=True)

    assert watched.sent(OPEN), "what leaves the page isn't seen"
    assert watched.sent(PRIVATE) == []
    assert OPEN in stored(page), "what the browser keeps isn't seen"
    assert PRIVATE not in stored(page)
    kept = files_with(OPEN, server.base)
    assert {"replies.json:"} <= set(kept), "what is on disk isn't seen"
    assert [name for name in kept if name.endswith(".zip:replies.json")], "what is handed in isn't seen"
    assert files_with(PRIVATE, server.base) == []

    page.reload()
    lesson.ready()
    expect(private.get_by_role("textbox").first).to_be_visible(timeout=ANSWERS_WITHIN)
    assert [box.input_value() for box in private.get_by_role("textbox").all()] == ["", "", ""]
    assert watched.sent(PRIVATE) == []


def test_a_saved_notebook_holds_no_private_word(page: Page, server: Server, notebook: str) -> None:
    watched = Watched(page)
    open_folder(page, server, PLACE)
    entry(page, "steady.ipynb").click(button="right")
    choose(page, "Open With", "Notebook")
    expect(page.locator(".jp-StatusBar-Widget")).to_contain_text("Idle", timeout=OPENS_WITHIN)
    menu(page, "Settings", "Save Widget State Automatically")
    menu(page, "Run", "Run All Cells")
    lesson = Lesson(page, page, server, notebook).ready()
    fill_private(lesson.part("ek-private"))
    desk = lesson.desk(CARD)
    desk.type(OPEN)
    desk.saved()
    before = (server.folder / f"{notebook}.ipynb").read_bytes()
    menu(page, "File", "Save Notebook")
    expect(page.locator(".jp-NotebookPanel")).to_be_visible()
    page.wait_for_timeout(2000)
    after = (server.folder / f"{notebook}.ipynb").read_bytes()
    assert after != before
    assert b"widget-state" in after, "the notebook keeps no widget states, so there is nothing to look at"
    assert files_with(PRIVATE, server.base) == []
    assert watched.sent(OPEN)
    assert watched.sent(PRIVATE) == []
    assert PRIVATE not in stored(page)


def test_one_button_empties_it_and_undo_brings_nothing_back(
    page: Page, server: Server, notebook: str
) -> None:
    lesson = as_page(page, server, notebook)
    private = lesson.part("ek-private")
    expect(private.get_by_test_id("ek-promise")).to_contain_text("isn't saved, sent or marked")
    expect(private.locator(".ek-said").first).to_contain_text(
        load_card(CARD).customer.messages[0].text.split("\n")[0][:40]
    )
    step = ReappraiseStep(card=CARD)
    expect(private.get_by_label(step.prompt)).to_be_visible()
    boxes = fill_private(private)
    for box in boxes:
        expect(box).to_have_attribute("autocomplete", "off")
        expect(box).to_have_attribute("spellcheck", "false")
        assert box.get_attribute("name") is None
    tab_to(page, private.get_by_role("button", name="Empty all of it"))
    page.keyboard.press("Enter")
    expect(private.get_by_role("status")).to_contain_text("Emptied")
    expect(private.get_by_role("button", name="Empty all of it")).to_be_focused()
    for box in private.get_by_role("textbox").all():
        expect(box).to_have_value("")
        box.focus()
        page.keyboard.press("ControlOrMeta+z")
        expect(box).to_have_value("")
    expect(private.get_by_role("checkbox", checked=True)).to_have_count(0)
    private.get_by_role("textbox").first.press_sequentially("again")
    expect(private.get_by_role("status")).to_be_empty()


def test_the_pacer_keeps_its_time_and_stops_by_itself(page: Page, server: Server, notebook: str) -> None:
    page.clock.install()
    page.emulate_media(reduced_motion="no-preference")
    lesson = as_page(page, server, notebook)
    pacer = lesson.part("ek-pacer")
    word, button, said = (
        pacer.get_by_test_id("ek-breath"),
        pacer.get_by_role("button"),
        pacer.get_by_role("status"),
    )
    expect(pacer).to_contain_text("slowed the heart only slightly")
    expect(word).to_be_empty()
    said.evaluate(SAID_BY_THE_PAGE)
    pacer.screenshot(path=SHOTS / "steady-pacer-waits.png")
    tab_to(page, button)
    page.clock.pause_at(page.evaluate("Date.now()") + 1000)
    page.keyboard.press("Enter")
    expect(button).to_have_text("Stop")
    assert button.evaluate(FOCUSED)
    course = []
    for second in range(120):
        expect(word).to_have_text("in" if second % 10 < 4 else "out")
        course.append(pacer.get_by_test_id("ek-count").inner_text())
        page.clock.run_for(1000)
    assert sorted(set(course), key=course.index) == [f"breath {n} of 12" for n in range(1, 13)]
    page.clock.run_for(300)
    expect(button).to_have_text("Start")
    expect(word).to_be_empty()
    heard: list[str] = page.evaluate("window.heard")
    assert [text[:14] for text in heard] == ["It has started", "That was two m"], "it speaks with each breath"
    page.clock.run_for(30_000)
    expect(word).to_be_empty()

    page.keyboard.press("Space")
    expect(word).to_have_text("in")
    page.keyboard.press("Space")
    expect(word).to_be_empty()
    expect(said).to_contain_text("You stopped")
    assert json.loads(page.evaluate(STORED))["session"] == []


def test_the_circle_moves_and_without_motion_a_bar_fills(page: Page, server: Server, notebook: str) -> None:
    page.clock.install()
    pacer = as_page(page, server, notebook).part("ek-pacer")
    circle, bar = pacer.get_by_test_id("ek-circle"), pacer.get_by_test_id("ek-bar")
    expect(circle).to_be_hidden()
    expect(bar).to_be_visible()
    page.clock.pause_at(page.evaluate("Date.now()") + 1000)
    pacer.get_by_role("button").click()
    filled = []
    for _ in range(10):
        filled.append(bar.locator("span").evaluate("(node) => node.style.width"))
        page.clock.run_for(1000)
    assert filled == ["25%", "50%", "75%", "100%", "83%", "67%", "50%", "33%", "17%", "0%"]
    assert bar.locator("span").evaluate("(node) => getComputedStyle(node).transitionDuration") == "0s"

    page.emulate_media(reduced_motion="no-preference")
    expect(circle).to_be_visible()
    expect(bar).to_be_hidden()
    expect(circle).to_have_css("transition-duration", "4s")
    page.clock.run_for(4000)
    expect(pacer.get_by_test_id("ek-breath")).to_have_text("out")
    expect(circle).to_have_css("transition-duration", "6s")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_it_fits_and_reads_well(
    new_page: Callable[..., Page], server: Server, notebook: str, dark: bool
) -> None:
    server.forget()
    page = new_page(1200, 900, dark=dark)
    lesson = as_page(page, server, notebook)
    private, pacer = lesson.part("ek-private"), lesson.part("ek-pacer")
    private.locator("summary").click()
    private.get_by_role("textbox").first.fill("Again one of those who think I lost their beer myself.")
    private.get_by_role("checkbox").first.check()
    pacer.get_by_role("button").click()
    for motion in ("reduce", "no-preference"):
        page.emulate_media(reduced_motion=motion)
        for width in (400, 1200):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(2500)
            assert_fits(page)
            for name, part in (("pacer", pacer), ("private", private)):
                assert part.evaluate(TOO_PALE, LEAST)["pale"] == []
                shade, still = "dark" if dark else "light", "-still" if motion == "reduce" else ""
                part.screenshot(path=SHOTS / f"steady-{name}-{shade}-{width}{still}.png")
    server.end_kernels()
