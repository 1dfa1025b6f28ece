"""What a learner does and sees: the lesson in JupyterLab, its desks, what they say, how it is laid out."""

from __future__ import annotations

import os
import re
import shutil
import time
from pathlib import Path
from typing import Any

from labkit import Server
from playwright.sync_api import BrowserContext, FrameLocator, Locator, Page, expect

from grader import Card, assess, load_card
from grader.lessons import SHIPPED
from grader.record import Record, parse_line
from grader.replies import Replies
from grader.widgets.cardview import card_view
from grader.widgets.coaching import coaching

SHOTS = Path(__file__).parent / "screenshots"
OPENS_WITHIN = 60_000
"""Milliseconds from double-click to typing: generous, since other tests run beside this one."""
DRAWS_WITHIN = 60_000
"""Milliseconds for the first plots on a busy machine: the library that draws them is loaded then."""
ANSWERS_WITHIN = 20_000
"""Milliseconds for anything that the page does by itself."""
LOCAL = re.compile(
    r"^(https?|wss?)://(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(/|$)|^(data|blob|about|chrome-error):|^file:///"
)
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-quic",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
)  # fmt: skip
"""The last one: whatever isn't seen by `Outside` still gets no address."""
GET_IT = "Chromium is missing, so nothing can be tested in a browser. Get it: apt-get install chromium"


def chromium() -> str:
    """Where Chromium is. Raises AssertionError with one line on how to get it."""
    named = os.environ.get("EVEN_KEEL_CHROMIUM")
    names = [named] if named else ["chromium", "chromium-browser", "google-chrome"]
    found = next((path for name in names if (path := shutil.which(name))), None)
    assert found, GET_IT
    return found


class Outside:
    """Blocks and notes every request of a context that goes anywhere but to this machine."""

    def __init__(self, context: BrowserContext) -> None:
        """Watch `context`, its frames, its workers and its sockets."""
        self.asked: list[str] = []
        context.route(lambda url: not LOCAL.match(url), lambda route: self._refuse(route))
        context.route_web_socket(
            lambda url: not LOCAL.match(url), lambda socket: self.asked.append(socket.url)
        )

    def _refuse(self, route: Any) -> None:
        self.asked.append(route.request.url)
        route.abort()


class Lesson:
    """A lesson or an assignment, wherever it is shown: inside JupyterLab, as a page, as a notebook."""

    def __init__(self, page: Page, frame: Page | FrameLocator, server: Server, path: str) -> None:
        """path: of the notebook, without its ending; the replies lie in the same folder."""
        self.page, self.frame, self.server = page, frame, server
        self.place, name = str(Path(path).parent), Path(path).name
        in_course = self.place == "course" and (SHIPPED / f"{name}.yaml").is_file()
        self.lesson = name if in_course else ""

    def replies(self) -> Replies:
        """What is on disk, under the names that this page gives it."""
        return self.server.replies(self.place, self.lesson)

    def ready(self) -> Lesson:
        """Wait until somebody can type."""
        first = self.frame.get_by_test_id("ek-text").first
        expect(first).to_be_visible(timeout=OPENS_WITHIN)
        expect(first).to_be_editable(timeout=ANSWERS_WITHIN)
        return self

    def desk(self, card: str) -> Desk:
        """The first desk for a card."""
        heading = str(card_view(load_card(card))["heading"])
        return Desk(self, load_card(card), self.frame.get_by_role("group", name=heading, exact=True).and_(
            self.frame.get_by_test_id("ek-desk")).first)  # fmt: skip

    def part(self, name: str) -> Locator:
        """An exercise by its test id: ek-contrast, ek-recall, …"""
        return self.frame.get_by_test_id(name).first


class Desk:
    """One rewrite desk."""

    def __init__(self, lesson: Lesson, card: Card, root: Locator) -> None:
        self.lesson, self.card, self.root = lesson, card, root
        self.box = root.get_by_test_id("ek-text")
        self.save = root.get_by_test_id("ek-save")
        self.feedback = root.get_by_test_id("ek-feedback")
        self.edit = root.get_by_test_id("ek-edit")
        self.chips = root.get_by_test_id("ek-chip")
        self.marks = root.locator("mark.ek-mark")

    def type(self, text: str) -> None:
        """Type at the end of what is there, key by key, as soon as the box takes keys."""
        expect(self.box).to_be_editable(timeout=ANSWERS_WITHIN)
        self.box.press_sequentially(text)

    def paste(self, text: str) -> None:
        """Put a whole text in at once."""
        expect(self.box).to_be_editable(timeout=ANSWERS_WITHIN)
        self.box.focus()
        self.lesson.page.keyboard.insert_text(text)

    def replace(self, text: str) -> None:
        """Select everything and type over it."""
        self.box.focus()
        self.box.press("ControlOrMeta+a")
        self.type(text) if text else self.box.press("Delete")

    def saved(self) -> None:
        """Wait until the page says that the text is on disk, and check that it is, to the letter."""
        expect(self.save).to_have_attribute("data-save", "saved", timeout=ANSWERS_WITHIN)
        assert self.on_disk() == self.box.input_value()

    def on_disk(self) -> str:
        """The text that replies.json holds for this card."""
        return self.lesson.replies().text(self.card.id)

    def read(self, focus: tuple[str, ...] = ("emotion_acknowledgment",)) -> dict[str, Any]:
        """Wait until the page shows what the grader makes of the text in the box, in full; returns that.

        What it shows is compared with `assess`, called here: levels in words, reasons, quotes, edit.
        """
        text = self.box.input_value()
        said: dict[str, Any] = coaching(text, self.card, assess(text, self.card, focus))
        edit = f"Try this: {said['edit']}" if said["edit"] else said["done"]
        if edit:
            expect(self.edit).to_have_text(edit, timeout=ANSWERS_WITHIN)
        rows = self.root.get_by_test_id("ek-things").locator("li")
        expect(rows).to_have_count(len(said["things"]), timeout=ANSWERS_WITHIN)
        for row, thing in zip(rows.all(), said["things"], strict=True):
            expect(row).to_have_attribute("data-state", thing["state"], timeout=ANSWERS_WITHIN)
            expect(row).to_contain_text(thing["word"])
            expect(row).to_contain_text(thing["reason"])
        expect(self.chips).to_have_count(len(said["marks"]), timeout=ANSWERS_WITHIN)
        return said

    def thing(self, criterion: str) -> Locator:
        """What is said of one criterion, above the fold."""
        return self.root.get_by_test_id("ek-things").locator(f'[data-criterion="{criterion}"]')


def open_course(page: Page, server: Server) -> Page:
    """Open the address that `grader lab` prints, and wait for the start page."""
    page.goto(server.url())
    in_lab(page, server, "course/00-start-here").ready()
    return page


def open_folder(page: Page, server: Server, folder: str = "course") -> Page:
    """Open JupyterLab's file browser on a folder, with no notebook open yet."""
    page.goto(server.url(f"lab/tree/{folder}"))
    expect(page.locator(".jp-DirListing-item").first).to_be_visible(timeout=OPENS_WITHIN)
    return page


def in_lab(page: Page, server: Server, path: str) -> Lesson:
    """The lesson that is open in a tab of JupyterLab; `path` without its ending."""
    frame = page.frame_locator(f'iframe[src*="{path}.ipynb"]')
    return Lesson(page, frame, server, path)


def entry(page: Page, name: str) -> Locator:
    """A line of the file browser."""
    return page.locator(".jp-DirListing-item").filter(
        has=page.locator(".jp-DirListing-itemText", has_text=re.compile(rf"^{re.escape(name)}$"))
    )


def choose(page: Page, *labels: str) -> None:
    """Go through a menu that is open, label by label, and click the last one."""
    for number, label in enumerate(labels):
        words = page.locator(".lm-Menu-itemLabel", has_text=re.compile(f"^{re.escape(label)}$"))
        item = page.locator(".lm-Menu").nth(number).locator(".lm-Menu-item").filter(has=words)
        item.hover() if number + 1 < len(labels) else item.click()


def menu(page: Page, name: str, *labels: str) -> None:
    """Open one of the menus at the top and choose from it."""
    page.locator(".lm-MenuBar-item", has_text=re.compile(f"^{name}$")).click()
    choose(page, *labels)


def double_click(page: Page, server: Server, path: str) -> tuple[Lesson, float]:
    """Open a notebook by double-click; returns it and the seconds until somebody could type."""
    item = entry(page, Path(path).name + ".ipynb")
    expect(item).to_be_visible(timeout=ANSWERS_WITHIN)
    began = time.monotonic()
    item.dblclick()
    return in_lab(page, server, path).ready(), time.monotonic() - began


def records(server: Server) -> list[Record]:
    """What the user's own store holds."""
    found = list((server.base / "home").rglob("records.jsonl"))
    lines = found[0].read_bytes().splitlines() if found else []
    return [record for line in lines if isinstance(record := parse_line(line), Record)]


def look_at_progress(lesson: Lesson) -> Locator:
    """The plots, drawn anew."""
    view = lesson.part("ek-progress")
    view.scroll_into_view_if_needed()
    again = view.get_by_test_id("ek-progress-again")
    expect(again).to_be_enabled(timeout=DRAWS_WITHIN)
    again.click()
    expect(again).to_be_enabled(timeout=DRAWS_WITHIN)
    expect(view.get_by_role("img").first).to_be_visible(timeout=DRAWS_WITHIN)
    return view


def as_page(page: Page, server: Server, path: str) -> Lesson:
    """The lesson as a page of its own, as JupyterLab frames it."""
    page.goto(server.url(f"voila/render/{path}.ipynb"))
    return Lesson(page, page, server, path).ready()


def shot(page: Page, name: str, *, whole: bool = False) -> None:
    """Leave a picture in screenshots/, for people to look at."""
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", full_page=whole)
