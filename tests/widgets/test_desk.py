"""Claims about the desk's protocol: what the page sends and gets back, with no browser and no clock."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from grader import Assessment, Card, Level, Span, load_card
from grader.cards import load_cards
from grader.replies import ReplyStore, read_replies
from grader.widgets.desk import NO_FEEDBACK, Desk

CARD = load_card("three-bills")
FEELING = "Three bills and three sums: no wonder you're baffled, Mr Pugh, and sitting there in your coat."
ACTION = "I'm stopping the six-forty now, and I'll post one right bill by Monday."


class Bench:
    """A desk with a page that notes what it hears, and a background that waits to be told."""

    def __init__(self, folder: Path, card: Card = CARD, **options: Any) -> None:
        self.heard: list[dict[str, Any]] = []
        self.waiting: dict[Hashable, Callable[[], None]] = {}
        self.store = ReplyStore(folder, folder / "own")
        options.setdefault("grade", graded)
        self.desk = Desk(card, self.store, send=self.heard.append, later=self, **options)

    def submit(self, key: Hashable, task: Callable[[], None]) -> None:
        self.waiting[key] = task

    def background(self) -> None:
        """Let the background do what waits for it."""
        tasks, self.waiting = list(self.waiting.values()), {}
        for task in tasks:
            task()

    def say(self, kind: str, seq: int = 1, view: str = "v", **content: Any) -> list[dict[str, Any]]:
        """Send a message; return the answers to it."""
        before = len(self.heard)
        self.desk.handle({"kind": kind, "view": view, "seq": seq, **content})
        return self.heard[before:]

    def type(self, text: str, seq: int = 1) -> list[dict[str, Any]]:
        return self.say("text", seq, text=text, settled=True)

    def on_disk(self) -> str:
        return read_replies(self.store.folder / "replies.json").text(CARD.id)


def graded(reply: str, card: Card, focus: Iterable[str] = (), *, encoder: bool = True) -> Assessment:
    """A grader of which every word is known: the feeling is at 1 by patterns, at 2 in full."""
    if not reply.strip():
        return Assessment("not_attempted", card.id, tuple(focus), "Nothing has been written here yet.")
    level = Level(2 if encoder else 1, ("It fits.",), (Span(0, 5),), "", "yes" if encoder else "no")
    return Assessment(
        "scored", card.id, tuple(focus), levels={"emotion_acknowledgment": level}, score=1.0, passed="yes"
    )


def kinds(answers: list[dict[str, Any]]) -> list[str]:
    return [a["kind"] for a in answers]


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path, focus=("emotion_acknowledgment",))


def test_a_text_is_on_disk_before_it_is_acknowledged(tmp_path: Path) -> None:
    seen: list[str] = []
    desk = Desk(CARD, ReplyStore(tmp_path), send=lambda m: seen.append(on_disk()), mode="assignment")

    def on_disk() -> str:
        return read_replies(tmp_path / "replies.json").text(CARD.id)

    desk.handle({"kind": "text", "view": "v", "seq": 1, "text": FEELING})
    assert seen == [FEELING]


def test_the_answer_carries_the_number_of_the_edit_and_the_view(bench: Bench) -> None:
    (saved,) = bench.say("text", 7, "me", text=FEELING)
    assert (saved["kind"], saved["seq"], saved["view"], saved["kept"], saved["notice"]) == (
        "saved",
        7,
        "me",
        True,
        "",
    )
    assert datetime.fromisoformat(saved["at"]).tzinfo is not None


def test_nothing_is_written_until_the_page_sends_a_text(bench: Bench, tmp_path: Path) -> None:
    bench.say("hello", 0, mirror=None)
    bench.say("drafts")
    bench.background()
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_saved_is_not_acknowledged(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    bench = Bench(tmp_path / "file" / "course")
    bench.store.fallback = tmp_path / "file" / "own"
    (answer,) = bench.type(FEELING)
    assert answer["kind"] == "unsaved"
    assert "can't be used" in answer["notice"]
    assert not bench.waiting, "and there is no feedback on it"


def test_what_went_elsewhere_is_acknowledged_with_a_notice(tmp_path: Path) -> None:
    (tmp_path / "course").write_text("in the way")
    bench = Bench(tmp_path / "course")
    bench.store.fallback = tmp_path / "own"
    saved = bench.type(FEELING)[0]
    assert saved["kind"] == "saved"
    assert str(tmp_path / "own") in saved["notice"]


def test_too_long_a_text_gets_a_reason(bench: Bench) -> None:
    (answer,) = bench.type("x" * 200_000)
    assert answer["kind"] == "unsaved"
    assert "200,000 characters" in answer["notice"]


def test_a_page_in_a_source_notebook_hears_that_nothing_is_kept(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.store.memory = True
    assert bench.say("text", text=FEELING)[0]["kept"] is False
    assert bench.say("hello", mirror=None)[0]["text"] == FEELING
    assert list(tmp_path.iterdir()) == []


def test_feedback_comes_at_once_by_patterns_and_then_in_full(bench: Bench) -> None:
    answers = bench.type(FEELING)
    assert kinds(answers) == ["saved", "feedback"]
    assert (answers[1]["stage"], answers[1]["things"][0]["state"]) == ("quick", "partly")
    bench.background()
    assert (bench.heard[-1]["stage"], bench.heard[-1]["things"][0]["state"]) == ("full", "yes")


def test_there_is_no_feedback_before_the_learner_pauses(bench: Bench) -> None:
    assert kinds(bench.say("text", text=FEELING, settled=False)) == ["saved"]
    assert not bench.waiting


def test_feedback_on_a_text_that_has_changed_is_dropped(bench: Bench) -> None:
    bench.type(FEELING, 1)
    late = list(bench.waiting.values())
    bench.type(FEELING + " " + ACTION, 2)
    before = len(bench.heard)
    for task in late:
        task()
    assert bench.heard[before:] == []
    bench.background()
    assert bench.heard[-1]["seq"] == 2


def test_a_result_that_arrives_after_the_next_edit_is_dropped(tmp_path: Path) -> None:
    def slow(reply: str, card: Card, focus: Iterable[str] = (), *, encoder: bool = True) -> Assessment:
        if encoder and reply == FEELING:
            bench.type(ACTION, 2)
        return graded(reply, card, focus, encoder=encoder)

    bench = Bench(tmp_path, grade=slow)
    bench.type(FEELING, 1)
    bench.background()
    assert [m["seq"] for m in bench.heard if m.get("stage") == "full"] == []


def test_an_empty_box_hears_nothing(bench: Bench) -> None:
    for text in ("", "  \n "):
        feedback = bench.type(text)[-1]
        assert feedback["status"] == "not_attempted"
        assert not any(feedback[k] for k in ("message", "things", "all", "marks", "edit", "taken"))
    assert not bench.waiting


def test_a_coached_page_that_opens_warms_the_grader_up_in_the_background(tmp_path: Path) -> None:
    read: list[tuple[str, bool]] = []

    def noting(reply: str, card: Card, focus: Iterable[str] = (), *, encoder: bool = True) -> Assessment:
        read.append((reply, encoder))
        return graded(reply, card, focus, encoder=encoder)

    bench = Bench(tmp_path, grade=noting)
    bench.say("hello", 0, mirror=None)
    assert (CARD.agent_draft, True) not in read
    before = len(bench.heard)
    bench.background()
    assert (CARD.agent_draft, True) in read
    assert bench.heard[before:] == []


def test_an_assignment_says_only_that_it_is_saved(tmp_path: Path) -> None:
    bench = Bench(tmp_path, mode="assignment", focus=("emotion_acknowledgment",))
    assert kinds(bench.type(FEELING)) == ["saved"]
    assert kinds(bench.say("hello", 2, mirror=None)) == ["state"]
    assert bench.say("rest", 1) == bench.say("model", 1) == []
    assert not bench.waiting


def test_a_grader_that_fails_gives_a_sentence_and_the_text_stays_saved(tmp_path: Path) -> None:
    def broken(*_: object, **__: object) -> Assessment:
        raise RuntimeError("onnxruntime: /home/secret/model.onnx <b>")

    bench = Bench(tmp_path, grade=broken)
    answers = bench.type(FEELING)
    bench.background()
    assert kinds(answers) == ["saved", "feedback"]
    assert {m["message"] for m in bench.heard[1:]} == {NO_FEEDBACK}
    assert "secret" not in json.dumps(bench.heard)
    assert bench.on_disk() == FEELING


def test_a_model_reply_comes_after_the_second_try_and_not_before(bench: Bench) -> None:
    assert bench.say("model") == []
    bench.type(FEELING, 1)
    assert bench.say("rest", 1)[0]["tries"] == 1
    assert bench.say("model", 1) == []
    bench.type(FEELING + " " + ACTION, 2)
    tries = bench.say("rest", 2)[0]
    assert (tries["tries"], tries["model_ready"]) == (2, True)
    assert bench.say("model", 2)[0]["text"] == CARD.replies.strong  # type: ignore[union-attr]


@pytest.mark.parametrize("second", [FEELING, FEELING.replace("baffled", "bafled"), "Sorry about that.", ""])
def test_the_same_text_a_slip_or_a_scrap_is_no_second_try(bench: Bench, second: str) -> None:
    bench.type(FEELING, 1)
    bench.say("rest", 1)
    bench.type(second, 2)
    assert bench.say("rest", 2) == []


def test_a_text_that_changed_while_its_feedback_was_read_is_no_try(bench: Bench) -> None:
    bench.type(FEELING, 1)
    assert bench.say("rest", 2) == []


def test_tries_outlast_the_page(bench: Bench, tmp_path: Path) -> None:
    for seq, text in enumerate((FEELING, FEELING + " " + ACTION)):
        bench.type(text, seq)
        bench.say("rest", seq)
    assert Bench(tmp_path).say("hello", 0, mirror=None)[0]["model_ready"] is True


def test_the_card_that_the_page_gets_holds_no_answer() -> None:
    for card in load_cards()[0].values():
        shown = json.dumps(Desk(card, ReplyStore(Path.cwd(), memory=True)).card_view)
        assert card.replies is not None
        for secret in (
            card.replies.strong,
            card.replies.near_miss,
            card.replies.weak,
            "emotions_ok",
            "applicable",
        ):
            assert json.dumps(secret)[1:-1] not in shown


def test_starting_again_keeps_the_text_and_restoring_brings_it_back(bench: Bench) -> None:
    bench.type(FEELING, 1)
    state = bench.say("start_again", 1, text=FEELING + " And more, not saved yet.")[0]
    assert (state["kind"], state["text"], state["drafts"]) == ("state", "", 1)
    (draft,) = bench.say("drafts", 1)[0]["drafts"]
    assert draft["text"] == FEELING + " And more, not saved yet."
    assert bench.say("restore", 1, at=draft["at"], text=ACTION)[0]["text"] == draft["text"]
    assert [d["text"] for d in bench.say("drafts", 1)[0]["drafts"]] == [ACTION]


def test_restoring_a_draft_that_is_gone_changes_nothing(bench: Bench) -> None:
    bench.type(FEELING, 1)
    for at in (datetime.now(UTC).isoformat(), "yesterday", None, 7):
        assert bench.say("restore", 1, at=at, text=FEELING)[0]["text"] == FEELING


def mirror(text: str, at: datetime, base: str | None, saved: bool = False) -> dict[str, Any]:
    return {"text": text, "at": at.isoformat(), "base": base, "saved": saved}


def test_what_the_browser_kept_while_the_kernel_was_dead_comes_to_disk(bench: Bench) -> None:
    at = bench.type(FEELING)[0]["at"]
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)  # the browser's clock may be wrong: it isn't asked
    state = bench.say("hello", 0, mirror=mirror(FEELING + " " + ACTION, long_ago, at))[0]
    assert state["text"] == bench.on_disk() == FEELING + " " + ACTION


def test_what_the_browser_kept_is_left_alone_once_it_was_saved(bench: Bench) -> None:
    bench.type(FEELING)
    kept = mirror("an old text of this browser", datetime.now(UTC), None, saved=True)
    assert bench.say("hello", 0, mirror=kept)[0]["text"] == FEELING


@pytest.mark.parametrize(("minutes", "wins"), [(5, ACTION), (-5, FEELING)])
def test_where_both_have_changed_the_newer_wins_and_the_other_is_a_draft(
    bench: Bench, minutes: int, wins: str
) -> None:
    at = datetime.fromisoformat(bench.type(FEELING)[0]["at"]) + timedelta(minutes=minutes)
    state = bench.say("hello", 0, mirror=mirror(ACTION, at, "2025-01-01T00:00:00+00:00"))[0]
    assert state["text"] == wins
    (draft,) = bench.say("drafts", 0)[0]["drafts"]
    assert {draft["text"], wins} == {FEELING, ACTION}


def test_a_page_that_opens_gets_its_text_and_feedback_on_it(bench: Bench) -> None:
    bench.type(FEELING)
    answers = bench.say("hello", 0, "another view", mirror=None)
    assert kinds(answers) == ["state", "feedback"]
    assert answers[0]["text"] == FEELING


def test_a_damaged_file_is_mentioned_when_the_page_opens(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "replies.json").write_text("{")
    assert "replies.damaged" in bench.say("hello", 0, mirror=None)[0]["notice"]


@pytest.mark.parametrize(
    "message",
    [
        None, 7, "text", [], {}, {"kind": "exec"}, {"kind": ["text"]}, {"kind": "handle"}, {"kind": "model"},
        {"kind": "text", "text": {"a": 1}}, {"kind": "hello", "mirror": [1]}, {"kind": "rest", "seq": True},
        {"kind": "restore", "at": 10**400},
        {"kind": "hello", "mirror": {"text": 3, "saved": False, "at": "x"}},
        {"kind": "text", "text": "a\ud800b", "seq": "1", "view": None},
    ],
)  # fmt: skip
def test_no_message_makes_the_desk_fail_or_lose_text(bench: Bench, message: object) -> None:
    bench.type(FEELING)
    bench.desk.handle(message)
    bench.background()
    json.dumps(bench.heard).encode()
    assert all(m["kind"] != "unsaved" for m in bench.heard)
    assert bench.on_disk() in (FEELING, "a\ufffdb")


def test_what_people_write_stays_data(bench: Bench) -> None:
    text = "<script>alert(1)</script> & \"quotes\" 'n' </textarea>"
    bench.type(text)
    bench.background()
    assert bench.on_disk() == text
    assert bench.heard[-1]["marks"][0]["quote"] == "<scri"


def test_a_desk_is_coached_or_for_an_assignment(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="coached"):
        Desk(CARD, ReplyStore(tmp_path), mode="exam")  # type: ignore[arg-type]


def test_two_folders_have_two_names_in_the_browser(tmp_path: Path) -> None:
    one = Desk(CARD, ReplyStore(tmp_path / "a", memory=True)).mirror_key
    two = Desk(CARD, ReplyStore(tmp_path / "b", memory=True)).mirror_key
    assert one != two
    assert CARD.id in one


def test_the_real_grader_gives_feedback_on_every_shipped_reply(tmp_path: Path) -> None:
    for card in load_cards()[0].values():
        heard: list[dict[str, Any]] = []
        store = ReplyStore(tmp_path, memory=True)
        desk = Desk(card, store, send=heard.append, later=Bench(tmp_path), focus=("composed_tone",))
        assert card.replies is not None
        desk.handle({"kind": "text", "view": "v", "seq": 1, "text": card.replies.weak, "settled": True})
        assert heard[-1]["status"] == "scored", card.id
        json.dumps(heard)
