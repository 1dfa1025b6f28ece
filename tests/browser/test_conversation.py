"""A whole conversation in a browser: the customer answers, a reload keeps it, and no death loses a word."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from labkit import Server, lab, running
from pagekit import ANSWERS_WITHIN, shot
from playwright.sync_api import Page, expect
from talkkit import ASSIGNMENT, CARD, Talk, add_notebooks, played, strong
from test_layout import TOO_WIDE, assert_readable

from grader.turns import draft_id, whatif_id

pytestmark = pytest.mark.browser
HOLLOW = "We apologise for any inconvenience and will look into it as soon as possible."
SHARP = "Calm down. You should have read the letter, this is your own fault."
BETTER = "I'm sorry, that was sharp and wasn't fair. I'll ring you myself by 17:00 and say what I've found."
OTHER = "You've said it three times and nothing has moved. I'm ringing the fitter now."
ALL = (strong(), HOLLOW, SHARP, BETTER)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """JupyterLab with a lesson and an assignment of one conversation each."""
    made = lab(tmp_path_factory.mktemp("talk user"))
    add_notebooks(made.folder)
    with running(made) as server:
        yield server


def texts(talk: Talk) -> list[str]:
    """What stands in the bubbles, from the first reply on, one after the other."""
    said = talk.root.get_by_test_id("ek-conversation").locator(".ek-bubble .ek-said")
    return said.all_inner_texts()[len(talk.card.customer.messages) :]


def expected(*replies: str) -> list[str]:
    """The same by the simulator."""
    return [words for e in played(*replies).exchanges for words in (e.reply, e.answer)]


def one_line(words: list[str]) -> list[str]:
    return [" ".join(w.split()) for w in words]


def test_a_whole_conversation_and_a_reload_that_keeps_it(page: Page, server: Server) -> None:
    talk = Talk(page, server)
    for number, reply in enumerate(ALL, start=1):
        talk.send(reply)
        assert talk.on_disk(number) == reply
        assert one_line(texts(talk)) == one_line(expected(*ALL[:number]))
    expect(talk.end).to_be_visible(timeout=ANSWERS_WITHIN)
    expect(talk.end.locator("svg")).to_have_count(1)
    expect(talk.box).to_be_hidden()
    for did, exchange in zip(talk.did.all(), played(*ALL).exchanges, strict=True):
        if edit := exchange.assessment.next_step:
            expect(did).to_contain_text(edit)
        assert did.locator("p").count() <= 4
    page.reload()
    expect(talk.answers).to_have_count(4, timeout=ANSWERS_WITHIN)
    assert one_line(texts(talk)) == one_line(expected(*ALL))
    expect(talk.end).to_be_visible(timeout=ANSWERS_WITHIN)


def test_what_if_stands_beside_it_and_changes_nothing(page: Page, server: Server) -> None:
    talk = Talk(page, server)
    for reply in ALL:
        talk.send(reply)
    whatif = talk.root.get_by_test_id("ek-whatif")
    whatif.get_by_test_id("ek-pick").nth(2).click()
    box = whatif.get_by_test_id("ek-text")
    expect(box).to_be_focused(timeout=ANSWERS_WITHIN)
    page.keyboard.insert_text(OTHER)
    whatif.get_by_test_id("ek-see").click()
    pairs = whatif.locator(".ek-pair")
    expect(pairs).to_have_count(2, timeout=ANSWERS_WITHIN)
    other = played(*ALL[:2], OTHER, ALL[3])
    said = " ".join(pairs.first.inner_text().split())
    assert " ".join(other.exchanges[2].answer.split()) in said
    assert " ".join(played(*ALL).exchanges[2].answer.split()) in said
    expect(talk.root.get_by_test_id("ek-compared").locator("svg")).to_have_count(2)
    kept = talk.replies()
    assert kept.text(whatif_id(CARD, 3)) == OTHER
    assert [talk.on_disk(n) for n in (1, 2, 3, 4)] == list(ALL)
    for width, name in ((1200, "wide"), (400, "telephone")):
        for scheme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
            page.wait_for_timeout(300)
            found = page.evaluate(TOO_WIDE)
            assert found["over"] <= 1, found
            assert_readable(talk.root)
            shot(page, f"talk-{name}-{scheme}", whole=True)


def test_it_asks_once_and_ctrl_enter_does_both(page: Page, server: Server) -> None:
    talk = Talk(page, server)
    talk.type(HOLLOW)
    talk.box.press("Control+Enter")
    expect(talk.root.get_by_test_id("ek-yes")).to_be_focused()
    assert talk.on_disk(1) == ""
    page.keyboard.press("Escape")
    expect(talk.root.get_by_test_id("ek-sure")).to_be_hidden()
    expect(talk.box).to_be_focused()
    talk.box.press("Control+Enter")
    page.keyboard.press("Control+Enter")
    expect(talk.answers).to_have_count(1, timeout=ANSWERS_WITHIN)
    expect(talk.box).to_be_focused(timeout=ANSWERS_WITHIN)
    expect(talk.box).to_have_value("")
    assert talk.on_disk(1) == HOLLOW


def test_an_assignment_says_only_what_the_customer_says(page: Page, server: Server) -> None:
    talk = Talk(page, server, ASSIGNMENT)
    for reply in ALL:
        talk.send(reply)
    expect(talk.end).to_be_visible(timeout=ANSWERS_WITHIN)
    expect(talk.did).to_have_count(0)
    expect(talk.end.locator("svg")).to_have_count(0)
    expect(talk.root.get_by_test_id("ek-whatif")).to_have_count(0)
    expect(talk.mine.first).to_contain_text("saved")
    assert talk.on_disk(4) == BETTER


def test_a_killed_kernel_loses_nothing_that_was_sent_or_typed(page: Page, server: Server) -> None:
    talk = Talk(page, server)
    talk.send(ALL[0])
    talk.type(HOLLOW[:20])
    for pid in server.kernels().values():
        os.kill(pid, signal.SIGKILL)
    talk.box.focus()
    page.keyboard.type(HOLLOW[20:], delay=5)
    expect(talk.save).to_have_attribute("data-save", "unsaved", timeout=ANSWERS_WITHIN)
    talk.root.get_by_test_id("ek-send").click()
    talk.root.get_by_test_id("ek-yes").click()
    expect(talk.root.get_by_test_id("ek-unsaved")).to_contain_text("Not sent yet", timeout=ANSWERS_WITHIN)
    expect(talk.box).to_have_value(HOLLOW)
    shot(page, "talk-killed")
    page.reload()
    expect(talk.answers).to_have_count(1, timeout=ANSWERS_WITHIN)
    expect(talk.box).to_have_value(HOLLOW, timeout=ANSWERS_WITHIN)
    assert one_line(texts(talk)) == one_line(expected(ALL[0]))
    assert talk.on_disk(2) == ""
    assert talk.replies().text(draft_id(CARD, 2)) == HOLLOW
    talk.root.get_by_test_id("ek-send").click()
    talk.root.get_by_test_id("ek-yes").click()
    expect(talk.answers).to_have_count(2, timeout=ANSWERS_WITHIN)
    assert one_line(texts(talk)) == one_line(expected(ALL[0], HOLLOW))
