"""Claims about the practice page: a card, written cold; then all there is to say of it; then the next one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import pytest
from activity_page import store

from grader import Assessment, Card, Level, load_card
from grader.progress import ProgressStore
from grader.replies import ReplyStore
from grader.schedule import due_dates
from grader.techniques import techniques
from grader.widgets.desk import Desk, Grade
from grader.widgets.guess import Guess
from grader.widgets.practice import NO_CARDS, NOTHING, ONLY_SKIPPED, VERDICTS, Panel, Practice

BASE = load_card("three-bills")
FEELING, OWNING = "03-name-the-feeling", "04-own-it"
TEXT = "No wonder you're cold and cross, Mr Pugh."


def card(name: str, technique: str) -> Card:
    return BASE.model_copy(update={"id": name, "pool": "practice", "techniques": (technique,)})


CARDS = {c.id: c for c in (card("one", FEELING), card("two", FEELING), card("three", OWNING))}


def grade(reply: str, card: Card, focus: Iterable[str] = (), *, encoder: bool = True) -> Assessment:
    """2 for everything and a pass where the reply says "wonder", 0 elsewhere; pending with "Perhaps"."""
    if not reply.strip():
        return Assessment("not_attempted", card.id)
    if "###" in reply:
        return Assessment("could_not_grade", card.id, message="This isn't English.")
    good = "wonder" in reply
    level = Level(2, (), (), "", "yes", 2, 2) if good else Level(0, (), (), "Name it.", "yes", 0, 0)
    levels = dict.fromkeys(map(str, card.criteria), level)
    passed: Literal["yes", "no", "pending"] = "pending" if "Perhaps" in reply else "yes" if good else "no"
    return Assessment("scored", card.id, tuple(focus), levels=levels, score=float(good), passed=passed)


class Visit:
    """One visit to the page: the same folder and user, a new kernel."""

    def __init__(
        self, folder: Path, cards: dict[str, Card] = CARDS, days: float = 0, grade: Grade = grade
    ) -> None:
        self.replies, self.progress = store(folder), ProgressStore(folder / "mine", memory=False)
        self.time = datetime.now(UTC) + timedelta(days=days)
        self.page = Practice(self.replies, self.progress, cards, grade=grade, now=self.now)
        self.heard: list[Any] = []

    def now(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time

    @property
    def phase(self) -> str:
        return str(self.page.panel.content["phase"])

    @property
    def card(self) -> str:
        assert self.page.card is not None
        return self.page.card.id

    def write(self, text: str = TEXT) -> None:
        self.replies.save_reply(self.card, text)

    def press(self, button: str) -> dict[str, Any]:
        """Press a button in the page; returns what the panel then shows, or what it answered."""
        panel = self.page.panel
        panel.post = self.heard.append
        panel.handle({"kind": button, "seq": 1})
        return dict(self.page.panel.content) if self.page.panel is not panel else self.heard.pop()


def on_disk(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")]


def test_a_first_visit_shows_a_card_to_write_cold_and_to_guess_and_writes_nothing(tmp_path: Path) -> None:
    visit = Visit(tmp_path)
    desk, guess, panel = visit.page.box.children
    assert isinstance(desk, Desk)
    assert isinstance(guess, Guess)
    assert isinstance(panel, Panel)
    assert (desk.mode, visit.phase) == ("assignment", "write")
    assert "emotion_acknowledgment" in guess._criteria
    assert len(guess._criteria) == 3
    assert on_disk(tmp_path) == []


def test_the_technique_is_not_told_before_the_reply_is_finished(tmp_path: Path) -> None:
    said = [str(part.get_state()) for part in Visit(tmp_path).page.box.children]
    assert not [words for words in said if "Name the feeling" in words]


def test_a_finished_reply_is_recorded_and_gets_everything_there_is_to_say(tmp_path: Path) -> None:
    visit = Visit(tmp_path)
    first = visit.card
    visit.replies.save_guess(first, "emotion_acknowledgment", 1)
    visit.write()
    said = visit.press("finish")
    (kept,) = visit.progress.read().records
    assert (kept.card, kept.kind, kept.techniques, kept.passed) == (first, "practice", (FEELING,), "yes")
    assert kept.guess == {"emotion_acknowledgment": 1}
    assert (said["phase"], said["title"], said["passed"]) == ("done", "Name the feeling", "yes")
    assert TEXT.replace("'", "&#x27;") in said["page"]
    assert "Criterion by criterion" in said["page"]
    assert said["taken"].startswith("Mr Pugh is calmer")
    assert [(g["guess"], g["level"]) for g in said["guesses"]] == [(1, 2)]
    day = due_dates([kept], UTC)[FEELING]
    assert said["back"] == f"It comes back on {day:%A} {day.day} {day:%B}."
    assert len(visit.page.box.children) == 1, "the desk has gone, so nothing is changed afterwards"


def test_a_danger_that_was_passed_over_is_said_to_come_first(tmp_path: Path) -> None:
    visit = Visit(tmp_path)
    visit.page._grade = lambda *given: replace(grade(*given), passed="pending", stopped=True)
    visit.write()
    said = visit.press("finish")
    assert (said["verdict"], said["taken"]) == (VERDICTS["stopped"], "")
    assert VERDICTS["stopped"] in said["page"]


def test_nobody_is_told_that_a_person_will_look_at_practice(tmp_path: Path) -> None:
    visit = Visit(tmp_path)
    visit.write(f"{TEXT} Perhaps.")
    said = visit.press("finish")
    assert (said["passed"], said["verdict"]) == ("pending", VERDICTS["pending"])
    assert VERDICTS["pending"] in said["page"]
    assert "a person will look" not in said["page"]


def test_the_next_card_is_for_another_technique(tmp_path: Path) -> None:
    visit = Visit(tmp_path)
    visit.write("Fine.")
    visit.press("finish")
    assert visit.press("next")["phase"] == "write"
    assert visit.card == "three"


@pytest.mark.parametrize(("text", "words"), [("", NOTHING), ("   ", NOTHING), ("###", "This isn't English.")])
def test_what_cannot_be_graded_is_said_and_not_recorded(tmp_path: Path, text: str, words: str) -> None:
    visit = Visit(tmp_path)
    visit.write(text)
    assert visit.press("finish") == {"kind": "say", "words": words, "seq": 1}
    assert (visit.phase, visit.progress.read().records) == ("write", ())


def test_a_second_press_records_nothing_more(tmp_path: Path) -> None:
    visit = Visit(tmp_path)
    visit.write()
    panel = visit.page.panel
    panel.post = visit.heard.append
    for _ in range(2):
        panel.handle({"kind": "finish", "seq": 1})
    assert len(visit.progress.read().records) == 1


def test_what_was_begun_is_there_again_another_day(tmp_path: Path) -> None:
    first = Visit(tmp_path)
    first.write("Mr Pugh, no won")
    for days in (1, 7, 30):
        later = Visit(tmp_path, days=days)
        assert (later.card, later.phase) == (first.card, "write")
    later.write()
    later.press("finish")
    assert Visit(tmp_path, days=31).card != first.card


def test_what_was_begun_on_a_card_met_before_is_there_again_too(tmp_path: Path) -> None:
    only = {"one": CARDS["one"]}
    visit = Visit(tmp_path, only, days=-60)
    visit.replies.save_reply("one", TEXT, at=visit.time)
    visit.press("finish")
    again = Visit(tmp_path, only)
    assert again.phase == "again"
    again.press("next")
    again.write("This time, Mr Pugh,")
    assert Visit(tmp_path, only).phase == "write"
    assert store(tmp_path).read().text("one") == "This time, Mr Pugh,"


def test_a_skipped_card_goes_away_for_good_with_its_words_kept(tmp_path: Path) -> None:
    visit = Visit(tmp_path)
    gone = visit.card
    visit.write("I'd rather not.")
    visit.press("skip")
    assert visit.card != gone
    for days in range(5):
        assert Visit(tmp_path, days=days).card != gone
    assert store(tmp_path).read().text(gone) == "I'd rather not."


def test_when_only_skipped_cards_are_left_they_can_be_had_back(tmp_path: Path) -> None:
    visit = Visit(tmp_path, {"one": CARDS["one"]})
    said = visit.press("skip")
    assert (said["phase"], said["words"], said["unskip"]) == ("rest", ONLY_SKIPPED, True)
    assert visit.press("unskip")["phase"] == "write"
    assert visit.card == "one"


def test_without_cards_the_page_says_so(tmp_path: Path) -> None:
    visit = Visit(tmp_path, {})
    assert (visit.phase, visit.page.panel.content["words"]) == ("rest", NO_CARDS)


def test_when_nothing_is_due_it_says_when_and_leaves_the_choice(tmp_path: Path) -> None:
    visit = Visit(tmp_path)
    for _ in range(2):
        visit.write()
        visit.press("finish")
        said = visit.press("next")
    assert said["phase"] == "rest"
    assert said["words"].startswith("Nothing is due today. The next one comes back on ")
    assert visit.press("more")["phase"] == "write"


def test_a_card_met_before_starts_empty_and_the_earlier_reply_is_a_draft(tmp_path: Path) -> None:
    only = {"one": CARDS["one"]}
    visit = Visit(tmp_path, only)
    visit.replies.save_guess("one", "emotion_acknowledgment", 0)
    visit.write()
    visit.press("finish")
    before = {path: path.read_bytes() for path in on_disk(tmp_path)}
    later = Visit(tmp_path, only, days=60)
    assert (later.phase, later.page.card) == ("again", None)
    assert {path: path.read_bytes() for path in on_disk(tmp_path)} == before, "opening a page writes nothing"
    later.press("next")
    assert store(tmp_path).read().text("one") == ""
    assert [d.text for d in store(tmp_path).drafts("one")] == [TEXT]
    assert not [part for part in later.page.box.children if isinstance(part, Guess)], "the old one is known"
    later.write("No wonder, again.")
    later.press("finish")
    assert later.progress.read().records[-1].guess == {}


def test_a_record_that_cannot_be_kept_is_said_and_the_page_goes_on(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("in the way")
    visit = Visit(tmp_path)
    visit.write()
    assert "this page only" in visit.press("finish")["notice"]
    assert visit.press("next")["phase"] == "write"


def test_hostile_words_stay_words_in_the_feedback(tmp_path: Path) -> None:
    visit = Visit(tmp_path)
    visit.write("<script>alert(1)</script> no wonder")
    page = visit.press("finish")["page"]
    assert "<script" not in page
    assert "default-src &#x27;none&#x27;" in page


@pytest.mark.parametrize("message", [None, {"kind": "answer", "answer": 1}, {"kind": "dance"}, {"kind": 3}])
def test_a_message_that_makes_no_sense_changes_nothing(tmp_path: Path, message: Any) -> None:
    visit = Visit(tmp_path)
    panel = visit.page.panel
    panel.post = visit.heard.append
    panel.handle(message)
    assert (visit.phase, visit.page.panel) == ("write", panel)


def test_the_course_has_cards_to_practise_every_technique_that_its_cards_name() -> None:
    from grader.pools import practice_cards

    found = practice_cards()
    assert found
    assert {c.pool for c in found.values()} <= {"practice", "transfer"}
    assert {name for c in found.values() for name in c.techniques} <= {t.id for t in techniques()}


def test_ones_own_cards_are_drawn_too_and_a_broken_one_is_left_out(tmp_path: Path) -> None:
    from grader.cards import SHIPPED
    from grader.pools import practice_cards

    text = (SHIPPED / "three-bills.yaml").read_text("utf-8")
    mine = text.replace("id: three-bills", "id: mine", 1).replace("pool: lesson", "pool: practice", 1)
    (tmp_path / "mine.yaml").write_text(mine, "utf-8")
    (tmp_path / "broken.yaml").write_text("pool: practice\nid: [", "utf-8")
    assert "three-bills" not in practice_cards()
    assert {"mine"} == set(practice_cards([tmp_path])) - set(practice_cards())


def test_a_reply_store_without_saving_practises_all_the_same(tmp_path: Path) -> None:
    page = Practice(
        ReplyStore(tmp_path, memory=True), ProgressStore(tmp_path / "mine", memory=True), CARDS, grade=grade
    )
    assert page.card is not None
    page._store.save_reply(page.card.id, TEXT)
    page.press("finish")
    assert page.panel.content["phase"] == "done"
    assert list(tmp_path.iterdir()) == []


def test_what_was_said_is_there_again_after_a_reload_until_one_goes_on(tmp_path: Path) -> None:
    visit = Visit(tmp_path)
    first = visit.card
    visit.replies.save_guess(first, "emotion_acknowledgment", 1)
    visit.write()
    said = visit.press("finish")
    again = Visit(tmp_path)
    assert again.page.panel.content == {**said, "focus": False}
    assert len(again.progress.read().records) == 1
    again.press("next")
    assert again.card != first
    assert Visit(tmp_path).phase == "write"


def test_another_day_or_with_another_grader_the_page_begins_with_a_card(tmp_path: Path) -> None:
    visit = Visit(tmp_path)
    visit.write()
    visit.press("finish")
    assert Visit(tmp_path).phase == "done"
    assert Visit(tmp_path, days=1).phase != "done"
    stricter = Visit(tmp_path, grade=lambda *given: replace(grade(*given), levels={}))
    assert stricter.phase != "done"
