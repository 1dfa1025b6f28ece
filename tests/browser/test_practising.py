"""Practising in a real page: a card written cold, all the feedback, the next card, and the plots."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from labkit import Server
from pagekit import (
    ANSWERS_WITHIN,
    OPENS_WITHIN,
    Lesson,
    as_page,
    double_click,
    look_at_progress,
    menu,
    open_folder,
    records,
    shot,
)
from playwright.sync_api import FrameLocator, Locator, Page, expect
from test_layout import assert_fits, assert_readable

from grader.record import Record

pytestmark = pytest.mark.browser
PRACTICE = "course/practice"
REPLY = (
    "That must be maddening, and I'm sorry it went on so long. I am looking into it now and will write to "
    "you by four today with what I found. Which would you rather have, a call or a letter?"
)


@pytest.fixture(autouse=True)
def nothing_practised_yet(server: Server) -> None:
    """Each test is for somebody who hasn't practised."""
    for path in (server.base / "home").rglob("records*.jsonl"):
        path.unlink()


def panel(lesson: Lesson) -> Locator:
    return lesson.frame.get_by_test_id("ek-practice-panel")


def box(lesson: Lesson) -> Locator:
    return lesson.frame.get_by_test_id("ek-text")


def heading(lesson: Lesson) -> str:
    return lesson.frame.get_by_test_id("ek-desk").get_attribute("aria-label") or ""


def finish(lesson: Lesson, text: str = REPLY) -> None:
    """Write, guess once, finish, and wait for the feedback."""
    box(lesson).press_sequentially(text)
    lesson.part("ek-guess").get_by_role("radio", name="partly").first.check()
    panel(lesson).get_by_role("button", name="Finish this one").click()
    expect(lesson.frame.get_by_test_id("ek-practice-done")).to_be_focused(timeout=ANSWERS_WITHIN)


def feedback_of(lesson: Lesson) -> FrameLocator:
    return panel(lesson).frame_locator('[data-testid="ek-practice-page"]')


def test_a_card_is_written_cold_then_all_is_said_then_the_next_one_comes(page: Page, server: Server) -> None:
    open_folder(page, server)
    lesson, _ = double_click(page, server, PRACTICE)
    first = heading(lesson)
    expect(lesson.frame.get_by_test_id("ek-feedback")).to_have_count(0)
    shot(page, "practice-1-cold")
    finish(lesson)
    done = lesson.frame.get_by_test_id("ek-practice-done")
    expect(done).to_contain_text("You practised: ")
    (kept,) = records(server)
    assert kept.kind == "practice"
    assert list(kept.guess.values()) == [1]
    assert server.replies().text(kept.card) == REPLY  # to the last letter, though it was finished at once
    inside = feedback_of(lesson)
    title = inside.get_by_role("heading", name="Practice: your feedback")
    expect(title).to_be_visible(timeout=ANSWERS_WITHIN)
    expect(inside.locator("li.level-0, li.level-1, li.level-2")).to_have_count(len(kept.levels))
    frame = panel(lesson).get_by_test_id("ek-practice-page").bounding_box()
    main = inside.locator("main").bounding_box()
    assert frame
    assert main
    assert main["height"] <= frame["height"] <= main["height"] + 40, "it has no scroll bar of its own"
    shot(page, "practice-2-feedback")
    panel(lesson).get_by_role("button", name="Next card").click()
    expect(box(lesson)).to_be_editable(timeout=ANSWERS_WITHIN)
    expect(box(lesson)).to_have_value("")
    assert heading(lesson) != first
    expect(lesson.frame.get_by_test_id("ek-desk")).to_be_focused(timeout=ANSWERS_WITHIN)
    shot(page, "practice-3-next")
    look_at_progress(lesson)
    shot(page, "practice-4-progress")


def test_nothing_is_lost_when_the_page_is_opened_again(page: Page, server: Server) -> None:
    lesson = as_page(page, server, PRACTICE)
    begun = heading(lesson)
    box(lesson).press_sequentially("I have read what happened, and")
    save = lesson.frame.get_by_test_id("ek-save")
    expect(save).to_have_attribute("data-save", "saved", timeout=ANSWERS_WITHIN)
    lesson = as_page(page, server, PRACTICE)
    assert heading(lesson) == begun
    expect(box(lesson)).to_have_value("I have read what happened, and")
    panel(lesson).get_by_role("button", name="Skip this card").click()
    expect(box(lesson)).to_have_value("", timeout=ANSWERS_WITHIN)
    assert heading(lesson) != begun
    assert records(server) == []
    finish(lesson)
    page.reload()
    done = lesson.frame.get_by_test_id("ek-practice-done")
    expect(done).to_contain_text("You practised: ", timeout=OPENS_WITHIN)
    expect(feedback_of(lesson).get_by_role("heading", name="Practice: your feedback")).to_be_visible()
    shot(page, "practice-7-opened-again")
    assert len(records(server)) == 1
    panel(lesson).get_by_role("button", name="Next card").click()
    expect(box(lesson)).to_be_editable(timeout=ANSWERS_WITHIN)


def test_an_empty_reply_is_not_graded(page: Page, server: Server) -> None:
    lesson = as_page(page, server, PRACTICE)
    panel(lesson).get_by_role("button", name="Finish this one").click()
    words = lesson.frame.get_by_test_id("ek-practice-words")
    expect(words).to_contain_text("There's no reply here yet", timeout=ANSWERS_WITHIN)
    expect(box(lesson)).to_be_editable()
    assert records(server) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_page_and_its_plots_fit_and_can_be_read(page: Page, server: Server, dark: bool) -> None:
    page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")
    lesson = as_page(page, server, PRACTICE)
    finish(lesson)
    practised_for_weeks(server, records(server)[0])
    view = look_at_progress(lesson)
    name = "dark" if dark else "light"
    for width in (400, 1200):
        page.set_viewport_size({"width": width, "height": 900})
        assert_fits(page)
        assert_readable(page.locator("#lesson"))
        for part in view.locator(".ek-plot-tile svg").all():
            text = part.locator("text").first.bounding_box()
            assert text
            assert text["height"] >= 10, "the words in a plot are large enough to read"
        shot(page, f"practice-5-{name}-{width}", whole=True)
    view.get_by_text("as a table").first.click()
    expect(view.get_by_role("table").first).to_be_visible()
    assert_readable(view)


def test_the_keyboard_alone_is_enough(page: Page, server: Server) -> None:
    lesson = as_page(page, server, PRACTICE)
    box(lesson).press_sequentially(REPLY)
    for _ in range(25):
        page.keyboard.press("Tab")
        if panel(lesson).get_by_role("button", name="Finish this one").evaluate("(b) => b.matches(':focus')"):
            break
    page.keyboard.press("Enter")
    expect(lesson.frame.get_by_test_id("ek-practice-done")).to_be_focused(timeout=ANSWERS_WITHIN)
    for _ in range(25):
        page.keyboard.press("Tab")
        if panel(lesson).get_by_role("button", name="Next card").evaluate("(b) => b.matches(':focus')"):
            break
    page.keyboard.press("Enter")
    expect(lesson.frame.get_by_test_id("ek-desk")).to_be_focused(timeout=ANSWERS_WITHIN)


def test_the_feedback_and_the_plots_follow_jupyterlabs_own_theme(page: Page, server: Server) -> None:
    open_folder(page, server)
    lesson, _ = double_click(page, server, PRACTICE)
    finish(lesson)
    look_at_progress(lesson)
    menu(page, "Settings", "Theme", "Synchronize with System Settings")
    title = lesson.frame.locator(".ek-plot h3").first
    inside = feedback_of(lesson).locator("body")
    for theme, ink in (("JupyterLab Dark", "rgb(232, 234, 237)"), ("JupyterLab Light", "rgb(29, 33, 38)")):
        menu(page, "Settings", "Theme", theme)
        expect(title).to_have_css("color", ink, timeout=ANSWERS_WITHIN)
        paper = lesson.frame.locator("body").evaluate("(body) => getComputedStyle(body).backgroundColor")
        expect(inside).to_have_css("background-color", paper, timeout=ANSWERS_WITHIN)
        expect(inside).to_have_css("color", ink)
        assert_readable(feedback_of(lesson).locator("main"))
        shot(page, f"practice-6-{theme.split()[1].lower()}")
    assert_readable(lesson.frame.locator("#lesson"))


def practised_for_weeks(server: Server, kept: Record) -> None:
    """Add records of four weeks to the user's store, as that many finished replies would have."""
    path: Path = next((server.base / "home").rglob("records.jsonl"))
    first = json.loads(path.read_bytes().splitlines()[0])
    names = ("03-name-the-feeling", "04-own-it", "07-next-steps")
    lines = []
    for number in range(24):
        changes = {
            "id": f"{number:016x}",
            "card": f"card-{number}",
            "at": f"2026-01-{1 + number:02}T09:00:00Z",
            "kind": "coached" if number % 6 == 2 else "practice",
            "techniques": [names[number % 3]],
            "levels": {c: min(2, (number * k) // 12 % 3) for k, c in enumerate(kept.levels, 1)},
            "guess": {c: (number + k) % 3 for k, c in enumerate(list(kept.levels)[:3])},
            "passed": ("no", "yes", "pending", "yes")[number % 4],
        }
        lines.append(json.dumps({**first, **changes}).encode())
    path.write_bytes(path.read_bytes() + b"\n".join(lines) + b"\n")
