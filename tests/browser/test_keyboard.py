"""Everything can be done without a mouse, and the focus is never lost."""

from __future__ import annotations

import pytest
from labkit import Server
from pagekit import ANSWERS_WITHIN, as_page, entry, in_lab, open_folder, shot
from playwright.sync_api import Locator, Page, expect

from grader import load_card

pytestmark = pytest.mark.browser
FOCUSED = "(node) => node === document.activeElement"
TEXT = "Your order said Barry. We engraved Berry, and I'm sorry. I've asked the workshop for a new one today."


def tab_to(page: Page, wanted: Locator, *, most: int = 40, key: str = "Tab") -> int:
    """Press Tab until `wanted` has the focus; returns how often."""
    for presses in range(1, most + 1):
        page.keyboard.press(key)
        if wanted.evaluate(FOCUSED):
            return presses
    raise AssertionError(f"{key} pressed {most} times without reaching {wanted}")


def has_focus(lesson_root: Locator) -> bool:
    """Whether the focus is on something within this part of the page."""
    return bool(lesson_root.evaluate("(root) => root.contains(document.activeElement)"))


def test_from_the_file_browser_into_the_lesson_and_to_the_box(page: Page, server: Server) -> None:
    open_folder(page, server)
    tab_to(page, entry(page, "00-start-here.ipynb").locator(".jp-DirListing-itemText"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    lesson = in_lab(page, server, "course/00-start-here").ready()
    presses = tab_to(page, lesson.desk("to-berry").box, most=40)
    print(f"\n{presses} times Tab from the file browser to the box")
    expect(lesson.desk("to-berry").box).to_be_editable(timeout=ANSWERS_WITHIN)
    page.keyboard.type("Barry, not Berry.")
    lesson.desk("to-berry").saved()


def test_the_whole_desk(page: Page, server: Server) -> None:
    lesson = as_page(page, server, "course/00-start-here")
    desk = lesson.desk("to-berry")
    print(f"\n{tab_to(page, desk.box)} times Tab from the top of the page to the box")
    expect(desk.box).to_be_editable(timeout=ANSWERS_WITHIN)
    page.keyboard.type(TEXT)
    desk.read(focus=())
    desk.saved()
    expect(desk.box).to_be_focused()

    again, drafts = desk.root.get_by_test_id("ek-start-again"), desk.root.get_by_test_id("ek-earlier")
    tab_to(page, desk.chips.first, most=4)
    note = desk.root.get_by_test_id("ek-span-note")
    for number in range(desk.chips.count()):
        chip = desk.chips.nth(number)
        assert chip.evaluate(FOCUSED), f"the chips are not in a row: {number}"
        expect(note).to_be_visible()
        expect(note).not_to_be_empty()
        expect(chip).to_have_attribute("aria-expanded", "true")
        expect(desk.root.locator("mark.ek-flash").first).to_be_attached()
        if number == 0:
            shot(page, "keyboard-1-reason")
        page.keyboard.press("Tab")
    summary = desk.root.get_by_test_id("ek-all").locator("summary")
    assert summary.evaluate(FOCUSED)
    page.keyboard.press("Enter")
    expect(desk.root.get_by_test_id("ek-all").locator("li")).to_have_count(
        len(load_card("to-berry").criteria)
    )
    shot(page, "keyboard-2-all-criteria")

    tab_to(page, again, key="Shift+Tab", most=20)
    page.keyboard.press("Enter")
    expect(desk.box).to_have_value("", timeout=ANSWERS_WITHIN)
    assert has_focus(desk.root), "the focus is lost after “start again”"
    expect(desk.edit).to_be_hidden(timeout=ANSWERS_WITHIN)
    if not drafts.evaluate(FOCUSED):
        tab_to(page, drafts, most=3)
    page.keyboard.press("Enter")
    bring = desk.root.get_by_test_id("ek-restore").first
    expect(bring).to_be_visible(timeout=ANSWERS_WITHIN)
    shot(page, "keyboard-3-drafts")
    tab_to(page, bring, most=3)
    page.keyboard.press("Enter")
    expect(desk.box).to_have_value(TEXT, timeout=ANSWERS_WITHIN)
    assert desk.on_disk() == TEXT
    assert has_focus(desk.root), "the focus is lost after an earlier draft was brought back"


def test_the_comparison(page: Page, server: Server) -> None:
    lesson = as_page(page, server, "course/03-name-the-feeling")
    contrast = lesson.part("ek-contrast")
    replies = contrast.locator(".eka-reply")
    first = replies.nth(0).locator(".eka-phrase")
    tab_to(page, first.first)
    page.keyboard.press("ArrowRight")
    expect(first.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(first.nth(1)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Enter")
    expect(first.nth(1)).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Space")
    expect(first.nth(1)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Tab")
    expect(replies.nth(1).locator(".eka-phrase").first).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("End")
    expect(replies.nth(2).locator(".eka-phrase").last).to_be_focused()
    expect(contrast.get_by_test_id("ek-rule")).to_be_empty()
    shot(page, "keyboard-4-tapped")
    tab_to(page, contrast.get_by_role("button", name="Show the rule"), most=2)
    page.keyboard.press("Enter")
    expect(contrast.get_by_test_id("ek-rule")).to_contain_text("The rule", timeout=ANSWERS_WITHIN)
    verdicts = " ".join(replies.locator("h4").all_inner_texts())
    assert sorted(sign for sign in verdicts if sign in "✓◐○") == ["○", "◐", "✓"]
    assert has_focus(contrast), "the focus is lost after the rule was shown"
    contrast.scroll_into_view_if_needed()
    shot(page, "keyboard-5-rule")


def test_radio_buttons_and_the_worked_example(page: Page, server: Server) -> None:
    lesson = as_page(page, server, "course/03-name-the-feeling")
    recall, guess, worked = lesson.part("ek-recall"), lesson.part("ek-guess"), lesson.part("ek-worked")
    tab_to(page, recall.get_by_role("radio").first)
    page.keyboard.press("ArrowDown")
    expect(recall.locator(".eka-note").first).not_to_be_empty()
    expect(recall.get_by_role("radio").nth(1)).to_be_checked()
    groups = guess.get_by_role("group").filter(has=page.get_by_role("radio"))
    tab_to(page, groups.first.get_by_role("radio").first, most=5)
    for number in range(groups.count()):
        page.keyboard.press("Space")
        expect(groups.nth(number).get_by_role("radio").first).to_be_checked()
        page.keyboard.press("Tab")
    expect(guess.get_by_test_id("ek-saved")).to_contain_text("saved", timeout=ANSWERS_WITHIN)
    assert len(lesson.replies().guesses["bees-in-the-locker"]) == groups.count()
    tab_to(page, worked.get_by_role("button", name="Show the first step"))
    for _ in range(20):
        page.keyboard.press("Enter")
        assert has_focus(worked), "the focus is lost within the worked example"
        if worked.get_by_text("When this backfires").is_visible():
            break
    expect(worked.get_by_text("When this backfires")).to_be_visible()
    worked.scroll_into_view_if_needed()
    shot(page, "keyboard-6-worked")
