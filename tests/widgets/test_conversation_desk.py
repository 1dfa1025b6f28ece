"""Claims about the conversation's kernel side: what is kept, what the page hears, and what it never does."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any

import anywidget
import pytest
from activity_page import on_disk, store

from grader import Assessment, Card, load_card
from grader.replies import ReplyStore
from grader.simulator import NoConversation, converse
from grader.turns import draft_id, turn_id, whatif_id
from grader.widgets.conversation import EMPTY, TROUBLE, ConversationDesk
from grader.widgets.conversing import AGAIN

CARD = load_card(Path(__file__).parents[1] / "cards" / "piano-on-the-pavement.yaml")
FOCUS = ("action_commitment", "issue_reflection")
HOSTILE = "Calm down. You should have read the terms, this is your own fault."
PLAIN = "I'll ring you by 4 pm."
KIND = "I am sorry that it stood in the rain. That was our mistake."
ALL = (PLAIN, HOSTILE, "Our crew comes on Friday.", "You get it in writing tonight.")


class AtOnce:
    """A background that waits for nobody."""

    def submit(self, key: Hashable, task: Callable[[], None]) -> None:
        task()


class Page:
    """A conversation and what its page has heard."""

    def __init__(self, folder: Path, kept: ReplyStore | None = None, **options: Any) -> None:
        self.heard: list[dict[str, Any]] = []
        self.desk = ConversationDesk(
            CARD, kept or store(folder), focus=FOCUS, later=AtOnce(), send=self.heard.append, **options
        )

    def say(self, kind: str, **content: Any) -> list[dict[str, Any]]:
        before = len(self.heard)
        self.desk.handle({"kind": kind, "view": "v", "seq": len(self.heard), **content})
        return self.heard[before:]

    def state(self) -> dict[str, Any]:
        (said,) = self.say("hello")
        assert said["kind"] == "state"
        return said

    def finish(self, *replies: str) -> None:
        for number, reply in enumerate(replies or ALL, start=1):
            self.say("send", turn=number, text=reply)


def test_no_method_of_ours_stands_in_the_place_of_the_widgets_own() -> None:
    ours = {n for n, f in vars(ConversationDesk).items() if callable(f) and not n.startswith("__")}
    assert not {n for n in ours if callable(getattr(anywidget.AnyWidget, n, None))}


def test_a_sent_reply_is_kept_under_the_turns_id_and_answered_as_the_simulator_says(tmp_path: Path) -> None:
    page = Page(tmp_path)
    sent, state = page.say("send", turn=1, text=PLAIN)
    assert (sent["kind"], sent["kept"]) == ("sent", True)
    assert on_disk(tmp_path).text(turn_id(CARD.id, 1)) == PLAIN
    (exchange,) = state["exchanges"]
    (expected,) = converse(CARD, [PLAIN], FOCUS).exchanges
    assert (exchange["reply"], exchange["answer"]) == (PLAIN, expected.answer)
    assert (state["turn"], state["over"]) == (2, False)


def test_a_reload_shows_the_same_conversation(tmp_path: Path) -> None:
    page = Page(tmp_path)
    page.say("send", turn=1, text=PLAIN)
    page.say("text", turn=2, text="And ano", settled=False)
    before, again = page.state(), Page(tmp_path).state()
    for state in (before, again):
        state.pop("seq")
    assert before == again
    assert again["text"] == "And ano"


def test_what_is_being_written_is_kept_apart_from_what_was_sent(tmp_path: Path) -> None:
    page = Page(tmp_path)
    (saved,) = page.say("text", turn=1, text="I'll ri", settled=False)
    assert (saved["kind"], saved["kept"]) == ("saved", True)
    assert on_disk(tmp_path).text(draft_id(CARD.id, 1)) == "I'll ri"
    assert on_disk(tmp_path).text(turn_id(CARD.id, 1)) == ""
    assert page.state()["exchanges"] == []


def test_a_reply_that_was_sent_never_changes(tmp_path: Path) -> None:
    page = Page(tmp_path)
    page.say("send", turn=1, text=PLAIN)
    (said,) = page.say("send", turn=1, text=HOSTILE)  # as from another page that hasn't heard of it
    assert said["kind"] == "state"
    assert on_disk(tmp_path).text(turn_id(CARD.id, 1)) == PLAIN
    page.say("send", turn=3, text=HOSTILE)
    page.say("text", turn=1, text=HOSTILE)
    assert set(on_disk(tmp_path).replies) == {turn_id(CARD.id, 1), draft_id(CARD.id, 1)}


@pytest.mark.parametrize("text", ["", "  \n", "\u200b"])
def test_nothing_cannot_be_sent(tmp_path: Path, text: str) -> None:
    (said,) = Page(tmp_path).say("send", turn=1, text=text)
    assert (said["kind"], said["why"], said["anyway"]) == ("refused", EMPTY, False)
    assert not (tmp_path / "replies.json").exists()


def test_what_could_not_be_graded_is_asked_about_once_more_and_then_sent(tmp_path: Path) -> None:
    page, text = Page(tmp_path), "Je suis désolé pour votre piano, nous sommes vraiment navrés pour cela."
    (said,) = page.say("send", turn=1, text=text)
    assert (said["kind"], said["anyway"]) == ("refused", True)
    assert "English" in said["why"]
    assert page.say("send", turn=1, text=text, anyway=True)[0]["kind"] == "sent"


def test_coached_a_reply_has_four_lines_at_most(tmp_path: Path) -> None:
    page = Page(tmp_path)
    page.finish()
    expect = converse(CARD, ALL, FOCUS).exchanges
    for exchange, expected in zip(page.state()["exchanges"], expect, strict=True):
        note, found = exchange["note"], expected.assessment
        criteria = [row["criterion"] for row in note["rows"]]
        assert len(criteria) == len(set(criteria)) <= 2
        assert set(criteria) <= {*found.focus, *found.gates}
        weakest = min(found.levels[c].value for c in found.focus)
        assert found.levels[criteria[0]].value == weakest
        assert bool(found.gates) <= any(c in found.gates for c in criteria)
        assert note["edit"] == found.next_step
        assert set(note) == {"message", "rows", "edit", "anger"}
    second = page.state()["exchanges"][1]["note"]["anger"]
    assert second["sign"] == "↑"
    assert "rose" in second["words"]


def test_uncoached_the_page_hears_the_answer_and_nothing_of_the_grader(tmp_path: Path) -> None:
    page = Page(tmp_path, coached=False)
    page.finish()
    state = page.state()
    assert [set(e) for e in state["exchanges"]] == [{"number", "reply", "answer", "note"}] * 4
    assert {e["note"] for e in state["exchanges"]} == {None}
    assert state["end"]["plot"] == ""
    assert not any(word in str(state["end"]["words"]) for word in ("nger", "rust", "ontrol"))


def test_after_the_last_reply_the_course_is_told_with_its_plot(tmp_path: Path) -> None:
    page = Page(tmp_path)
    page.finish()
    state = page.state()
    assert state["over"]
    assert "anger from 7 to" in state["end"]["words"]
    assert "<svg" in state["end"]["plot"]


def test_what_if_shows_both_courses_and_leaves_the_first_as_it_was(tmp_path: Path) -> None:
    page = Page(tmp_path)
    good = CARD.replies.strong if CARD.replies else ""
    page.finish()
    before = page.state()
    (said,) = page.say("compare", turn=2, text=good)
    assert [row["number"] for row in said["rows"]] == [2, 3, 4]
    was, other = said["rows"][0]["was"], said["rows"][0]["other"]
    assert (was["reply"], other["reply"]) == (HOSTILE, good)
    assert was["answer"] != other["answer"]
    assert said["plot"].count("<svg") == 2
    assert on_disk(tmp_path).text(whatif_id(CARD.id, 2)) == good
    after = page.state()
    assert (before["exchanges"], before["end"]) == (after["exchanges"], after["end"])


@pytest.mark.parametrize("coached", [True, False])
def test_what_if_waits_for_the_end_and_is_closed_in_an_assignment(tmp_path: Path, coached: bool) -> None:
    page = Page(tmp_path, coached=coached)
    page.say("send", turn=1, text=PLAIN)
    assert page.say("open", turn=1) == page.say("compare", turn=1, text=HOSTILE) == []
    if not coached:
        page.finish("", PLAIN, PLAIN, PLAIN)
        assert page.say("compare", turn=1, text=HOSTILE) == []


def test_a_try_comes_back_when_its_turn_is_picked_again(tmp_path: Path) -> None:
    page = Page(tmp_path)
    page.finish()
    page.say("text", turn=3, text="Something el", what="whatif")
    (said,) = Page(tmp_path).say("open", turn=3)
    assert (said["kind"], said["text"]) == ("opened", "Something el")


def test_words_that_only_the_browser_has_are_saved_when_the_page_opens(tmp_path: Path) -> None:
    mirror = {
        "turn": 1,
        "text": "Typed while",
        "at": "2026-03-01T09:30:00+00:00",
        "base": None,
        "saved": False,
    }
    (state,) = Page(tmp_path).say("hello", mirror=mirror)
    assert state["text"] == "Typed while"
    assert on_disk(tmp_path).text(draft_id(CARD.id, 1)) == "Typed while"


def test_an_older_copy_of_the_browser_is_kept_as_a_draft(tmp_path: Path) -> None:
    kept = store(tmp_path)
    kept.save_reply(draft_id(CARD.id, 1), "The newer text, which stays.")
    mirror = {
        "turn": 1,
        "text": "An older one, typed before.",
        "at": "2020-03-01T09:30:00+00:00",
        "saved": False,
    }
    (state,) = Page(tmp_path).say("hello", mirror=mirror)
    assert state["text"] == "The newer text, which stays."
    assert [d.text for d in kept.drafts(draft_id(CARD.id, 1))] == ["An older one, typed before."]


def test_a_folder_that_cannot_be_written_is_said_and_the_reply_counts_as_unsent(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    kept = ReplyStore(tmp_path / "file" / "x", tmp_path / "file" / "y", memory=False)
    (said,) = Page(tmp_path, kept).say("send", turn=1, text=PLAIN)
    assert said["kind"] == "unsaved"
    assert said["notice"]


def test_a_broken_grader_is_one_plain_sentence_and_the_reply_is_kept(tmp_path: Path) -> None:
    def broken(reply: str, card: Card, focus: tuple[str, ...]) -> Assessment:
        raise RuntimeError("the grader is broken")

    sent, trouble = Page(tmp_path, judge=broken).say("send", turn=1, text=PLAIN)
    assert (sent["kind"], trouble["kind"], trouble["why"]) == ("sent", "trouble", TROUBLE)
    assert on_disk(tmp_path).text(turn_id(CARD.id, 1)) == PLAIN
    assert len(Page(tmp_path).state()["exchanges"]) == 1


@pytest.mark.parametrize(
    "message",
    [None, 3, {}, {"kind": "send"}, {"kind": "send", "turn": 99, "text": "x"}, {"kind": "text", "turn": 0},
     {"kind": "text", "turn": 1, "text": 3}, {"kind": "compare", "turn": "1"},
     {"kind": "open", "turn": True}],
)  # fmt: skip
def test_what_makes_no_sense_is_left_alone(tmp_path: Path, message: object) -> None:
    page = Page(tmp_path)
    page.desk.handle(message)
    assert all(said["kind"] in ("state", "refused") for said in page.heard)
    assert not (tmp_path / "replies.json").exists()


def test_a_card_without_branches_or_with_too_long_an_id_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoConversation):
        ConversationDesk(CARD.model_copy(update={"branches": None}), store(tmp_path))
    with pytest.raises(ValueError, match="too long"):
        ConversationDesk(CARD.model_copy(update={"id": "x" * 70}), store(tmp_path))


def test_words_that_were_sent_before_are_named_and_do_no_good(tmp_path: Path) -> None:
    page = Page(tmp_path)
    page.say("send", turn=1, text=KIND)
    *_, state = page.say("send", turn=2, text=KIND)
    first, second = (exchange["note"] for exchange in state["exchanges"])
    assert second["edit"] == AGAIN
    assert second["edit"] != first["edit"]
    assert "rose" in second["anger"]["words"]
