"""The learner's journey: open, read, type, be coached; and nothing is asked of the network."""

from __future__ import annotations

import re

import pytest
from labkit import Server
from pagekit import Outside, double_click, in_lab, open_course, shot
from playwright.sync_api import Browser, Locator, Page, expect

from grader import load_card

pytestmark = pytest.mark.browser
LESSON = "course/03-name-the-feeling"
CARD = "locked-out-on-payday"
HOLLOW = (
    "Hi there! Thank you so much for reaching out to us today. We understand your frustration and we "
    "apologise for any inconvenience caused. Your satisfaction is very important to us."
)
HOSTILE = (
    "This is your own fault, you stupid woman. Stop shouting at me. You sold the phone, so you can sort out "
    "your own mess, and your staff can wait until Monday."
)
WATCH_BOX = """(area) => {
  const seen = (window.ekSeen = new Set());
  const look = () => {
    if (window.ekSeen !== seen) return;
    const box = area.getBoundingClientRect();
    seen.add(JSON.stringify({
      top: Math.round(box.top), left: Math.round(box.left), width: Math.round(box.width),
      height: Math.round(box.height), caret: [area.selectionStart, area.selectionEnd],
      focus: document.activeElement === area, text: area.value.length,
    }));
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""


def watch(box: Locator) -> None:
    """Note, at every frame from now on, where the box and the caret are and who has the focus."""
    box.evaluate(WATCH_BOX)


def stayed(box: Locator) -> bool:
    """Whether box, caret, text and focus were the same at every frame since `watch`."""
    seen = box.evaluate("() => { const all = [...window.ekSeen]; window.ekSeen = null; return all; }")
    assert len(seen) == 1, f"something moved: {seen}"
    assert '"focus":true' in seen[0]
    return True


def test_a_request_to_anywhere_else_would_be_noticed(browser: Browser, server: Server) -> None:
    context = browser.new_context(bypass_csp=True)
    outside = Outside(context)
    page = context.new_page()
    page.goto(server.url("api/status"))
    page.evaluate(
        """async () => {
          const ask = (what) => `fetch("https://${what}.example/").catch(() => {})`;
          const frame = document.body.appendChild(document.createElement("iframe"));
          await frame.contentWindow.eval(ask("frame"));
          await eval(ask("page"));
          const source = `${ask("worker")}.then(() => postMessage(1))`;
          const worker = new Worker(URL.createObjectURL(new Blob([source])));
          await new Promise((done) => { worker.onmessage = done; });
          new WebSocket("wss://socket.example/");
        }"""
    )
    expect(page.locator("body")).to_be_visible()
    context.close()
    asked = " ".join(outside.asked)
    assert [name for name in ("frame", "page", "worker", "socket") if f"{name}.example" not in asked] == []


def test_a_learner_is_coached_from_double_click_to_disk(page: Page, server: Server) -> None:
    open_course(page, server)
    shot(page, "journey-1-start")
    assert_nothing_for_programmers(page)

    lesson, seconds = double_click(page, server, LESSON)
    print(f"\nfrom double-click to typing: {seconds:.1f} s")
    shot(page, "journey-2-lesson")
    desk = lesson.desk(CARD)
    desk.box.scroll_into_view_if_needed()
    expect(desk.edit).to_be_hidden()
    expect(desk.root.get_by_test_id("ek-model")).to_be_hidden()

    desk.type(HOLLOW)
    watch(desk.box)
    desk.read()
    desk.saved()
    stayed(desk.box)
    feeling = desk.thing("emotion_acknowledgment")
    expect(feeling).to_have_attribute("data-state", re.compile("^(no|partly)$"))
    expect(desk.edit).to_contain_text("Try this: ")
    expect(desk.root.get_by_test_id("ek-taken")).to_contain_text("How it lands: ")
    shot(page, "journey-3-hollow")

    strong = load_card(CARD).replies
    assert strong
    desk.replace(strong.strong)
    watch(desk.box)
    desk.read()
    desk.saved()
    stayed(desk.box)
    expect(feeling).to_have_attribute("data-state", "yes")
    expect(feeling).to_contain_text("there")
    assert_quotes(feeling, strong.strong)
    assert_marks_lie_on_their_words(desk.root)
    shot(page, "journey-4-good")

    desk.replace(HOSTILE)
    watch(desk.box)
    desk.read()
    desk.saved()
    stayed(desk.box)
    gate = desk.root.get_by_test_id("ek-things").locator('[data-state="gate"]')
    expect(gate).to_contain_text("undoes the rest")
    assert_quotes(gate, HOSTILE)
    shot(page, "journey-5-hostile")

    assert desk.on_disk() == HOSTILE
    assert_nothing_for_programmers(page)
    print(f"memory in MiB, start page and lesson open: {server.memory()}")


def test_the_first_rewrite_on_the_start_page_is_read_along(page: Page, server: Server) -> None:
    open_course(page, server)
    start = in_lab(page, server, "course/00-start-here")
    desk = start.desk("to-berry")
    desk.box.scroll_into_view_if_needed()
    rewrite = "Your order said Barry. We engraved Berry, and I'm sorry."
    desk.type(rewrite)
    desk.saved()
    desk.read(focus=())
    assert desk.on_disk() == rewrite
    shot(page, "journey-6-first-rewrite")


def assert_nothing_for_programmers(page: Page) -> None:
    """No toast, no dialog, nothing of nbgrader's, no code."""
    expect(page.locator(".Toastify__toast")).to_have_count(0)
    expect(page.locator(".jp-Dialog")).to_have_count(0)
    expect(page.get_by_text("nbgrader", exact=False)).to_have_count(0)
    expect(page.get_by_text("Create Assignment")).to_have_count(0)
    expect(page.locator('[data-id*="nbgrader"], [title*="Create Assignment"]')).to_have_count(0)


def assert_quotes(row: Locator, text: str) -> None:
    """The row holds the learner's own words between quotation marks."""
    words = " ".join(row.all_inner_texts())
    quotes = re.findall(r"“([^”]+)”", words) + [q.inner_text() for q in row.locator("q").all()]
    own = [q for q in quotes if q.removesuffix(" …").strip("“”") in " ".join(text.split())]
    assert own, f"none of {quotes} is from what was typed, in: {words}"


def assert_marks_lie_on_their_words(root: Locator) -> None:
    """Each underlined piece stands where the same words stand in the box."""
    placed = root.evaluate(
        """(root) => {
          const layer = root.querySelector(".ek-layer");
          const text = root.querySelector("textarea").value;
          let at = 0;
          const found = [];
          for (const node of layer.childNodes) {
            const words = node.textContent;
            if (node.nodeName === "MARK") found.push([words, text.slice(at, at + words.length)]);
            at += words.length;
          }
          return found;
        }"""
    )
    assert placed
    assert [pair for pair in placed if pair[0] != pair[1]] == []
