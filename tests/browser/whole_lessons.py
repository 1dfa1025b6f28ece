"""Every lesson from its first line to its last, as a learner does it: all steps, in a real browser.

Too slow for every day (a quarter of a minute a lesson), so `make test-all` runs it. On the way it counts the
words that somebody reads, and holds every lesson to its time.
"""

from __future__ import annotations

import pytest
from labkit import Server
from pacing import VISIBLE, call_of, cells, minutes, strong
from pagekit import ANSWERS_WITHIN, Lesson, as_page, shot
from playwright.sync_api import Locator, Page, expect

from grader.cards import load_card
from grader.lessons import SHIPPED, load_lesson
from grader.widgets.cardview import card_view

LESSONS = sorted(path.stem for path in SHIPPED.glob("*.yaml"))
LONGEST = 35
"""Minutes."""


class Learner:
    """Somebody who does what each step asks: a method for each call of a lesson's notebook."""

    def __init__(self, lesson: Lesson, name: str) -> None:
        self.lesson, self.content = lesson, load_lesson(name)
        self.gaps = 0

    def recall(self, _: str) -> None:
        self._choose(self.lesson.part("ek-recall"))

    def guess(self, _: str) -> None:
        self._choose(self.lesson.part("ek-guess"))

    def cold_rewrite(self, card: str) -> None:
        root = self.lesson.desk(card).root
        if (cover := root.get_by_test_id("ek-show-message")).is_visible():
            cover.click()
        self._write(root.get_by_test_id("ek-text").first, strong(card))
        said = root.get_by_test_id("ek-save").first
        expect(said).to_have_attribute("data-save", "saved", timeout=ANSWERS_WITHIN)

    def coached_rewrite(self, card: str) -> None:
        self.cold_rewrite(card)
        things = self.lesson.desk(card).root.get_by_test_id("ek-things")
        expect(things.locator("li").first).to_be_visible(timeout=ANSWERS_WITHIN)

    def contrast(self, _: str) -> None:
        part = self.lesson.part("ek-contrast")
        part.locator(".eka-phrase").first.click()
        part.get_by_role("button", name="Show the rule").click()
        expect(part.get_by_test_id("ek-rule")).to_contain_text("The rule", timeout=ANSWERS_WITHIN)

    def worked_example(self, _: str) -> None:
        part = self.lesson.part("ek-worked")
        part.get_by_role("button", name="Show the first step").click()
        for _step in range(20):
            if part.get_by_text("When this backfires").is_visible():
                break
            part.get_by_role("button", name="Next step").click()
        expect(part.get_by_text("When this backfires")).to_be_visible()

    def fill_in(self, card: str) -> None:
        part = self.lesson.frame.get_by_test_id("ek-fill-in").nth(self.gaps)
        self.gaps += 1
        self._write(part.get_by_test_id("ek-gap"), self.content.gap_for(card).missing)
        expect(part.get_by_test_id("ek-feedback")).not_to_be_empty(timeout=ANSWERS_WITHIN)

    def conversation(self, card: str) -> None:
        heading = str(card_view(load_card(card))["heading"])
        talk = self.lesson.frame.get_by_role("group", name=heading, exact=True)
        root = talk.and_(self.lesson.frame.get_by_test_id("ek-exchange")).first
        answers, end = root.get_by_test_id("ek-answer"), root.get_by_test_id("ek-end")
        for number in range(1, 5):
            self._write(root.get_by_test_id("ek-text").first, strong(card))
            root.get_by_test_id("ek-send").click()
            root.get_by_test_id("ek-yes").click()
            expect(answers).to_have_count(number, timeout=ANSWERS_WITHIN)
            if end.is_visible():
                break
        expect(end).to_be_visible(timeout=ANSWERS_WITHIN)

    def reappraise(self, _: str) -> None:
        part = self.lesson.part("ek-private")
        for box in ("thought", "reading", "step"):
            self._write(part.get_by_test_id(f"ek-private-{box}"), "It's the month that shouts, and not she")

    def breathe(self, _: str) -> None:
        expect(self.lesson.part("ek-breath")).to_be_attached(timeout=ANSWERS_WITHIN)

    def debrief(self, _: str) -> None:
        part = self.lesson.part("ek-debrief")
        part.scroll_into_view_if_needed()
        part.get_by_role("button", name="Look again").click()
        expect(part.get_by_test_id("ek-result")).not_to_be_empty(timeout=ANSWERS_WITHIN)
        self._write(part.get_by_test_id("ek-goal-if"), "If somebody types at me in capitals")
        self._write(part.get_by_test_id("ek-goal-then"), "then I breathe out once before I answer")

    def _write(self, box: Locator, text: str) -> None:
        expect(box).to_be_editable(timeout=ANSWERS_WITHIN)
        box.scroll_into_view_if_needed()
        box.fill(text)

    def _choose(self, part: Locator) -> None:
        """An answer to each question."""
        groups = part.get_by_role("group").filter(has=self.lesson.page.get_by_role("radio"))
        expect(groups.first).to_be_visible(timeout=ANSWERS_WITHIN)
        for group in groups.all():
            group.get_by_role("radio").nth(1).check()


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_can_be_done_from_start_to_end_in_its_time(page: Page, server: Server, name: str) -> None:
    lesson = as_page(page, server, f"course/{name}")
    learner = Learner(lesson, name)
    things = [found for cell in cells(name) if (found := call_of(cell))[0]]
    assert len(things) >= 9
    for call, card in things:
        getattr(learner, call)(card)
    body = page.locator("body").inner_text()
    assert "can't be shown" not in body
    assert "Something went wrong here" not in body
    shot(page, f"whole-{name}", whole=True)
    took = minutes(name, page.evaluate(VISIBLE))
    print(f"{took:.1f} minutes")
    assert round(took) <= LONGEST
