"""From a telephone to a wide screen, by day and by night: everything fits, and everything can be read."""

from __future__ import annotations

import re

import pytest
from labkit import Server, wait_for
from pagekit import ANSWERS_WITHIN, Lesson, as_page, double_click, menu, open_folder, shot
from playwright.sync_api import FloatRect, Locator, Page, expect

pytestmark = pytest.mark.browser
LESSON = "course/03-name-the-feeling"
CARD = "locked-out-on-payday"
MIXED = (
    "Six pay packets due at five, and every button leads nowhere: that must feel helpless. You should have "
    "saved the codes. We apologise for any inconvenience. I can book your video ID check for 11:30 or 13:00."
)
WIDTHS = (400, 900, 1400)
LEAST = 4.5
"""The contrast that text needs, by WCAG 2.2, 1.4.3."""
TOO_PALE = """(root, least) => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const rgba = (color) => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = color;
    pen.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
  const paper = (node) => {
    const layers = [];
    for (let at = node; at; at = at.parentElement) {
      const color = rgba(getComputedStyle(at).backgroundColor);
      layers.push(color);
      if (color[3] === 1) break;
    }
    return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255, 1]);
  };
  const light = ([r, g, b]) => {
    const linear = (v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    const [x, y, z] = [r, g, b].map((v) => linear(v / 255));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ratio = (a, b) => {
    const [high, low] = [light(a), light(b)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  };
  const pale = [];
  let looked = 0;
  const judge = (node, color, under, words) => {
    looked += 1;
    const found = ratio(over(rgba(color), under), under);
    const what = `${node.tagName}.${node.className}: ${words.trim().slice(0, 50)}`;
    if (found < least) pale.push(`${found.toFixed(2)} ${what}`);
  };
  for (const node of root.querySelectorAll("*")) {
    if (!node.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    if (node.closest(".ek-hidden, .ek-layer, script, style")) continue;
    const own = [...node.childNodes].map((child) => (child.nodeType === 3 ? child.data : "")).join("");
    const style = getComputedStyle(node);
    if (own.trim()) judge(node, style.color, paper(node), own);
    if (node.tagName === "TEXTAREA" || node.type === "text") {
      judge(node, style.color, paper(node), "what is typed");
      const hint = getComputedStyle(node, "::placeholder").color;
      if (node.placeholder) judge(node, hint, paper(node), node.placeholder);
    }
  }
  for (const mark of root.querySelectorAll(".ek-mark")) {
    const ink = getComputedStyle(mark.closest(".ek-box").querySelector("textarea")).color;
    judge(mark, ink, paper(mark), `underlined: ${mark.textContent}`);
  }
  return { pale, looked };
}"""
TOO_WIDE = """() => {
  const page = document.scrollingElement;
  const found = [...document.querySelectorAll("#lesson *, .ek *")].filter((node) => {
    const box = node.getBoundingClientRect();
    const clipped = node.closest(".ek-hidden, .ek-draft-text, table, .jp-RenderedMarkdown table, pre");
    return box.width && box.right > innerWidth + 1 && !clipped;
  });
  const wide = found.slice(0, 5).map((node) => `${node.tagName}.${node.className}`);
  return { over: page.scrollWidth - innerWidth, wide };
}"""


def assert_readable(root: Locator) -> None:
    """Every visible text within `root` stands out enough from what is behind it."""
    found = root.evaluate(TOO_PALE, LEAST)
    assert found["looked"] > 50, "hardly any text was found to look at"
    assert found["pale"] == []


def assert_fits(page: Page) -> None:
    """The page doesn't scroll sideways, and nothing sticks out of it."""
    found = page.evaluate(TOO_WIDE)
    assert found["over"] <= 1, found
    assert found["wide"] == []


def place(part: Locator) -> FloatRect:
    """Where a part of the page is."""
    box = part.bounding_box()
    assert box, f"{part} isn't shown"
    return box


def used(page: Page, server: Server) -> Lesson:
    """The lesson with something in every part: answers, taps, steps, marks of every kind."""
    lesson = as_page(page, server, LESSON)
    lesson.part("ek-recall").get_by_role("radio").first.check()
    contrast = lesson.part("ek-contrast")
    contrast.locator(".eka-phrase").first.click()
    contrast.get_by_role("button", name="Show the rule").click()
    expect(contrast.get_by_test_id("ek-rule")).to_contain_text("The rule", timeout=ANSWERS_WITHIN)
    worked = lesson.part("ek-worked")
    worked.get_by_role("button", name="Show the first step").click()
    for _ in range(20):
        if worked.get_by_text("When this backfires").is_visible():
            break
        worked.get_by_role("button", name="Next step").click()
    lesson.frame.get_by_test_id("ek-gap").first.press_sequentially("No wonder you're worried for her.")
    desk = lesson.desk(CARD)
    desk.type(MIXED)
    desk.read()
    desk.chips.first.click()
    desk.root.get_by_test_id("ek-all").locator("summary").click()
    for option in lesson.part("ek-guess").get_by_role("radio", name="partly").all():
        option.check()
    cold = lesson.desk("bees-in-the-locker")
    cold.type("Your bees cooked in our locker, Mr Ravenscroft, and that is our doing. I'm sorry.")
    cold.saved()
    debrief = lesson.part("ek-debrief")
    debrief.scroll_into_view_if_needed()
    debrief.get_by_role("button", name="Look again").click()
    expect(debrief.get_by_test_id("ek-result").get_by_role("table")).to_be_visible(timeout=ANSWERS_WITHIN)
    return lesson


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_lesson_fits_and_can_be_read(page: Page, server: Server, dark: bool) -> None:
    page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")
    lesson = used(page, server)
    desk = lesson.desk(CARD)
    name = "dark" if dark else "light"
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        knows = desk.root.get_by_test_id("ek-knows")
        if width == max(WIDTHS):
            expect(knows).to_have_attribute("open", "")
        assert_fits(page)
        assert_readable(page.locator("#lesson"))
        shot(page, f"layout-{name}-{width}", whole=True)
    ink = page.locator("body").evaluate("(body) => getComputedStyle(body).backgroundColor")
    assert (ink != "rgb(255, 255, 255)") is dark


def test_on_a_telephone_the_facts_fold_under_the_message(page: Page, server: Server) -> None:
    page.set_viewport_size({"width": 400, "height": 800})
    desk = as_page(page, server, LESSON).desk(CARD)
    knows, talk = desk.root.get_by_test_id("ek-knows"), desk.root.get_by_test_id("ek-conversation")
    expect(knows).not_to_have_attribute("open", "", timeout=ANSWERS_WITHIN)
    said, told, box = place(talk), place(knows), place(desk.box)
    assert said["y"] + said["height"] <= told["y"] < box["y"]
    assert told["height"] < 80
    knows.locator("summary").click()
    expect(knows.locator(".ek-part").first).to_be_visible()
    assert_fits(page)
    page.set_viewport_size({"width": 1400, "height": 800})
    expect(knows).to_have_attribute("open", "", timeout=ANSWERS_WITHIN)
    said, told = place(talk), place(knows)
    assert told["x"] >= said["x"] + said["width"]


SYNC = "Synchronize with System Settings"


def follows_the_system(page: Page) -> bool:
    """Whether JupyterLab's theme still follows the system's: the tick in its menu, looked at afresh."""
    page.locator(".lm-MenuBar-item", has_text=re.compile("^Settings$")).click()
    page.locator(".lm-Menu-item", has_text=re.compile("^Theme$")).hover()
    item = page.locator(".lm-Menu-item", has_text=SYNC)
    expect(item).to_be_visible(timeout=ANSWERS_WITHIN)
    ticked = "lm-mod-toggled" in (item.get_attribute("class") or "")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    return ticked


def stops_following(page: Page) -> bool:
    """One try, as a person makes it: click if the tick is there. A busy machine can lose a click."""
    if not follows_the_system(page):
        return True
    menu(page, "Settings", "Theme", SYNC)
    page.wait_for_timeout(1000)
    return not follows_the_system(page)


def test_the_lesson_follows_jupyterlabs_own_theme(page: Page, server: Server) -> None:
    open_folder(page, server)
    lesson, _ = double_click(page, server, LESSON)
    desk = lesson.desk(CARD)
    desk.type(MIXED)
    desk.read()
    wait_for("the theme to be one's own", lambda: stops_following(page), within=60)
    for theme, light in (("JupyterLab Dark", "false"), ("JupyterLab Light", "true")):
        menu(page, "Settings", "Theme", theme)
        expect(page.locator("body")).to_have_attribute("data-jp-theme-light", light, timeout=ANSWERS_WITHIN)
        body = lesson.frame.locator("body")
        expect(body).to_have_attribute("data-jp-theme-light", light, timeout=ANSWERS_WITHIN)
        ink = "rgb(232, 234, 237)" if light == "false" else "rgb(29, 33, 38)"
        expect(desk.box).to_have_css("color", ink, timeout=ANSWERS_WITHIN)
        assert_readable(lesson.frame.locator("#lesson"))
        shot(page, f"layout-lab-{theme.split()[1].lower()}")
