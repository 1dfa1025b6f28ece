"""The assignment: write unaided, hand in, read what an instructor would return. Nothing typed ever runs."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from labkit import Server
from pagekit import (
    ANSWERS_WITHIN,
    Desk,
    Lesson,
    as_page,
    double_click,
    entry,
    look_at_progress,
    open_folder,
    records,
    shot,
)
from playwright.sync_api import Page, expect

from grader import load_card
from grader.replyfile import parse

pytestmark = pytest.mark.browser
NAME = "03-name-the-feeling"
PLACE = f"exercises/{NAME}"
EMAIL, PHONE, AGAIN = "please-attend-for-repeat", "receipt-in-my-hand", "four-nights-of-fish"
HOSTILE_TEXT = (
    "<img src=x onerror=\"window.ran='img'\"><script>window.ran='script'</script>"
    "<svg onload=\"window.ran='svg'\"></svg>[link](javascript:window.ran='link') "
    "A letter without a reason, and your father's mole in your mind: no wonder that frightened you."
)


def strong(card: str) -> str:
    """The card's own strong reply, on one line."""
    replies = load_card(card).replies
    assert replies
    return " ".join(replies.strong.split())


def test_a_learner_writes_hands_in_and_reads_the_feedback(page: Page, server: Server) -> None:
    open_folder(page, server, PLACE)
    lesson, seconds = double_click(page, server, f"{PLACE}/{NAME}")
    print(f"\nassignment, from double-click to typing: {seconds:.1f} s")
    first = lesson.desk(EMAIL)
    first.box.scroll_into_view_if_needed()
    first.paste(strong(EMAIL))
    first.saved()
    assert_says_only_saved(first)
    shot(page, "assignment-1-writing")

    hand_in(lesson, "  ")
    expect(lesson.frame.get_by_test_id("handin-status")).to_contain_text(
        "Type your student number or your name"
    )
    hand_in(lesson, "Zoë O'Hara")
    expect(lesson.frame.get_by_test_id("handin-status")).to_contain_text("There is no reply yet for")
    assert list((server.folder / PLACE).glob("handed-in/*.zip")) == []
    shot(page, "assignment-2-one-is-empty")

    for desk in (lesson.desk(PHONE), lesson.desk(AGAIN)):
        desk.box.scroll_into_view_if_needed()
        desk.paste(strong(desk.card.id))
        desk.saved()
        assert_says_only_saved(desk)
    hand_in(lesson, "Zoë O'Hara")
    where = lesson.frame.get_by_test_id("handin-where")
    expect(where).to_be_visible(timeout=ANSWERS_WITHIN)
    shot(page, "assignment-3-handed-in")
    feedback = lesson.frame.frame_locator('[data-testid="handin-feedback"]')
    expect(feedback.locator("body")).to_contain_text("Criterion by criterion", timeout=ANSWERS_WITHIN)
    quotes = feedback.locator(".quote").all_inner_texts()
    assert quotes
    typed = "".join(strong(card) for card in (EMAIL, PHONE, AGAIN))
    assert [q for q in quotes if q.strip().strip("“”") not in typed] == []

    (path,) = (server.folder / PLACE).glob("handed-in/*.zip")
    assert where.inner_text() == f"handed-in/{path.name}"
    assert re.fullmatch(rf"{NAME}__Zoë_O-Hara-[0-9a-f]{{6}}__[\w-]+\.zip", path.name), path.name
    assert_holds(path.read_bytes(), {card: strong(card) for card in (EMAIL, PHONE, AGAIN)})
    kept = [r for r in records(server) if r.kind == "assignment"]
    assert sorted((r.card, *r.techniques) for r in kept) == [(c, NAME) for c in sorted((EMAIL, PHONE, AGAIN))]
    with page.expect_download() as got:
        lesson.frame.get_by_test_id("handin-download").click()
    assert got.value.suggested_filename == path.name
    assert Path(got.value.path()).read_bytes() == path.read_bytes()
    mine = look_at_progress(as_page(page, server, "course/practice"))
    technique = mine.locator("li").filter(has_text="Name the feeling")
    expect(technique).to_contain_text("nearly")
    shot(page, "assignment-5-own-progress", whole=True)


def test_the_feedback_page_fits_and_reads_well(page: Page, server: Server) -> None:
    lesson = as_page(page, server, f"{PLACE}/{NAME}")
    lesson.desk(EMAIL).type("We understand your frustration.")
    lesson.desk(EMAIL).saved()
    hand_in(lesson, "4711")
    lesson.frame.get_by_test_id("handin-anyway").click()
    frame = page.locator('[data-testid="handin-feedback"]')
    expect(frame).to_be_visible(timeout=ANSWERS_WITHIN)
    (path,) = (server.folder / PLACE).glob("handed-in/*.html")
    assert path.name.startswith(f"{NAME}__4711__")
    for width in (400, 1400):
        page.set_viewport_size({"width": width, "height": 900})
        frame.scroll_into_view_if_needed()
        body = page.frame_locator('[data-testid="handin-feedback"]').locator("body")
        expect(body).to_contain_text("Criterion by criterion", timeout=ANSWERS_WITHIN)
        assert body.evaluate("() => document.scrollingElement.scrollWidth - innerWidth") <= 1
        page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))")
        shot(page, f"assignment-4-feedback-{width}")


def test_what_is_typed_never_runs(page: Page, server: Server) -> None:
    lesson = as_page(page, server, f"{PLACE}/{NAME}")
    desk = lesson.desk(EMAIL)
    desk.paste(HOSTILE_TEXT)
    desk.saved()
    hand_in(lesson, "<img src=x onerror=window.ran=1>")
    lesson.frame.get_by_test_id("handin-anyway").click()
    feedback = lesson.frame.frame_locator('[data-testid="handin-feedback"]')
    expect(feedback.locator(".reply").first).to_have_text(HOSTILE_TEXT, timeout=ANSWERS_WITHIN)
    expect(feedback.locator("img, script, svg, a[href^='javascript']")).to_have_count(0)
    (path,) = (server.folder / PLACE).glob("handed-in/*.html")
    assert_nothing_ran(page)

    desk.replace("")
    expect(desk.save).to_have_attribute("data-save", "empty", timeout=ANSWERS_WITHIN)
    desk.root.get_by_test_id("ek-earlier").click()
    expect(desk.root.get_by_test_id("ek-drafts")).to_contain_text("onerror", timeout=ANSWERS_WITHIN)
    assert_nothing_ran(page)

    page.goto(path.as_uri())  # as somebody opens it from the folder, without any frame around it
    expect(page.locator(".reply").first).to_have_text(HOSTILE_TEXT)
    assert_nothing_ran(page)


def test_what_is_typed_never_runs_where_it_is_coached(page: Page, server: Server) -> None:
    lesson = as_page(page, server, f"course/{NAME}")
    desk = lesson.desk("locked-out-on-payday")
    desk.paste(HOSTILE_TEXT)
    desk.read()
    desk.root.get_by_test_id("ek-all").locator("summary").click()
    for chip in desk.chips.all():
        chip.click()
    gap = lesson.frame.get_by_test_id("ek-gap").first
    gap.focus()
    page.keyboard.insert_text(HOSTILE_TEXT)
    told = lesson.part("ek-fill-in").get_by_test_id("ek-feedback")
    expect(told).not_to_be_empty(timeout=ANSWERS_WITHIN)
    goal = lesson.frame.get_by_test_id("ek-goal-if")
    goal.focus()
    page.keyboard.insert_text(HOSTILE_TEXT)
    expect(lesson.part("ek-debrief").get_by_test_id("ek-saved")).to_contain_text(
        "saved", timeout=ANSWERS_WITHIN
    )
    assert_nothing_ran(page)
    as_page(page, server, f"course/{NAME}")
    expect(desk.box).to_have_value(HOSTILE_TEXT, timeout=ANSWERS_WITHIN)
    expect(gap).to_have_value(HOSTILE_TEXT)
    assert_nothing_ran(page)


def test_the_lesson_links_to_the_assignment(page: Page, server: Server) -> None:
    open_folder(page, server, "course")
    lesson, _ = double_click(page, server, f"course/{NAME}")
    link = lesson.frame.get_by_role("link", name="Open the assignment")
    link.scroll_into_view_if_needed()
    with page.context.expect_page() as opened:
        link.click()
    assignment = Lesson(opened.value, opened.value, server, f"{PLACE}/{NAME}")
    assignment.ready()
    shot(opened.value, "assignment-5-by-link")
    expect(entry(page, f"{NAME}.ipynb")).to_be_visible()


def hand_in(lesson: Lesson, name: str) -> None:
    """Fill in the name and press the button."""
    lesson.frame.get_by_test_id("handin-name").fill(name)
    lesson.frame.get_by_test_id("handin-button").click()


def assert_says_only_saved(desk: Desk) -> None:
    """No feedback, no marks, no model reply: the desk of an assignment knows of none."""
    for part in (desk.feedback, desk.chips, desk.marks, desk.edit, desk.root.get_by_test_id("ek-model")):
        expect(part).to_have_count(0)


def assert_holds(content: bytes, replies: dict[str, str]) -> None:
    """The zip holds the notebook and these replies, to the letter."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
        assert [n for n in names if n.endswith(f"{NAME}.ipynb")]
        (inside,) = [n for n in names if n.endswith("replies.json")]
        found = parse(archive.read(inside))
    assert {card: found.text(card) for card in replies} == replies


def assert_nothing_ran(page: Page) -> None:
    """No frame of the page has run what somebody typed."""
    for frame in page.frames:
        assert frame.evaluate("window.ran ?? null") is None
