"""Handing in: one zip, whole or not at all, with a name that zip_collect takes, and the feedback page."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell, new_notebook, new_output

from grader import handin
from grader.assess import Assessment
from grader.cards import Card, CardError
from grader.handin import HandInError, empty_cards, feedback, freeze, hand_in, student_id
from grader.moves import EncoderMissing
from grader.nbgrader.config import HAND_IN
from grader.progress import ProgressStore
from grader.replies import ReplyStore
from grader.widgets.handin import HandInPanel

ASSIGNMENT = "03-name-the-feeling"
CARD = "receipt-in-my-hand"
EMPTY = ["Please attend for repeat", "Four nights, eleven tries"]
NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
RELEASED = Path(__file__).parents[1] / "exercises" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A learner's folder with one reply, rewritten once."""
    monkeypatch.delenv("EVEN_KEEL_NO_SAVE", raising=False)
    monkeypatch.setattr(handin.platformdirs, "user_data_path", lambda *a, **k: tmp_path / "own")
    place = tmp_path / ASSIGNMENT
    place.mkdir()
    shutil.copy(RELEASED, place)
    store = ReplyStore(place)
    store.save_reply(CARD, "You people are impossible to please.")
    store.start_again(CARD)
    store.save_reply(CARD, "Three weeks of borrowing from family must be humbling, and I'm sorry.")
    store.save_guess(CARD, "composed_tone", 2)
    store.save_answer("goal", "private")
    return place


def content(path: Path) -> dict[str, bytes]:
    """What a zip holds."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_zip_holds_the_notebook_and_the_replies_and_nothing_else(folder: Path) -> None:
    (folder / "notes.txt").write_text("mine")
    assert set(content(freeze(folder, "s1041"))) == {"replies.json", f"{ASSIGNMENT}.ipynb"}


def test_texts_and_guesses_go_along_and_drafts_times_and_answers_stay(folder: Path) -> None:
    path = freeze(folder, "s1041", now=NOW)
    sent = json.loads(content(path)["replies.json"])
    assert sent["replies"][CARD]["text"].startswith("Three weeks")
    assert sent["replies"][CARD]["drafts"] == []
    assert sent["guesses"] == {CARD: {"composed_tone": 2}}
    assert (sent["answers"], sent["handed_in"]) == ({}, [])
    assert sent["replies"][CARD]["at"].startswith("2026-03-01T09:30:00")
    assert b"impossible to please" not in b"".join(content(path).values())


def test_outputs_of_the_notebook_stay_since_they_may_hold_drafts(folder: Path) -> None:
    notebook = nbformat.read(folder / f"{ASSIGNMENT}.ipynb", as_version=4)
    notebook.metadata["widgets"] = {"state": {"x": {"text": "impossible to please"}}}
    notebook.cells[-1].outputs = [new_output("stream", text="impossible to please")]
    nbformat.write(notebook, folder / f"{ASSIGNMENT}.ipynb")
    assert b"impossible" not in b"".join(content(freeze(folder, "s1041")).values())


def test_a_damaged_notebook_does_not_keep_the_replies_from_being_handed_in(folder: Path) -> None:
    (folder / f"{ASSIGNMENT}.ipynb").write_bytes(b"{ half a note")
    assert set(content(freeze(folder, "s1041"))) == {"replies.json"}


@pytest.mark.parametrize("damaged", [True, False])
def test_a_notebook_that_is_no_assignment_never_goes_along(folder: Path, damaged: bool) -> None:
    named = folder / f"{ASSIGNMENT}.ipynb"
    copy = folder / f"{ASSIGNMENT}-Copy1.ipynb"
    shutil.copy(named, copy)
    nbformat.write(new_notebook(cells=[new_markdown_cell("my salary")]), folder / "01-mine.ipynb")
    if damaged:
        named.write_bytes(b"{ half a note")
    else:
        named.unlink()
    sent = content(freeze(folder, "s1041"))
    assert set(sent) == {"replies.json", f"{ASSIGNMENT}.ipynb"}
    assert b"salary" not in sent[f"{ASSIGNMENT}.ipynb"]
    copy.unlink()
    assert set(content(freeze(folder, "s1041"))) == {"replies.json"}


def test_handing_in_again_keeps_the_earlier_zips(folder: Path) -> None:
    first = freeze(folder, "s1041", now=NOW)
    before = first.read_bytes()
    second = freeze(folder, "s1041", now=NOW)
    assert first != second
    assert first.read_bytes() == before
    assert len(list((folder / "handed-in").iterdir())) == 2


def test_a_failed_write_leaves_nothing_half_done_and_goes_to_the_own_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "handed-in").write_text("a file stands where the folder should be")
    path = freeze(folder, "s1041")
    assert path.is_relative_to(ReplyStore(folder).fallback)
    assert set(content(path)) == {"replies.json", f"{ASSIGNMENT}.ipynb"}


def test_no_place_to_write_is_said_in_plain_words(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(handin, "_write_new", full)
    with pytest.raises(HandInError, match="disk full"):
        freeze(folder, "s1041")


@pytest.mark.parametrize(
    "name", ["s1041", "anna.berg", "Anna Berg", "O'Neil", "नमस्ते", "Åsa Öberg", "李小龍", "a__b", "../../etc"]
)
def test_the_name_of_the_zip_is_what_zip_collect_takes(folder: Path, name: str) -> None:
    path = freeze(folder, name, now=NOW)
    found = re.match(HAND_IN, f"/x/extracted/{path.stem}/replies.json")
    assert found
    assert found["student_id"] == student_id(name)
    assert found["timestamp"] == "20260301T093000Z"
    assert path.parent == folder / "handed-in"


@pytest.mark.parametrize(
    "name", ["s1041", "anna.berg", "anna_b", "AB-12", "AB-104123", "李小龍", "user@site"]
)
def test_a_number_or_login_stays_as_it_is(name: str) -> None:
    assert student_id(name) == name


def test_different_names_never_become_the_same() -> None:
    names = ["Anna Berg", "Anna_Berg", "Anna-Berg", "Anna.Berg", "Anna'Berg", "Anna/Berg", "anna berg",
             "Anna  Bergs", "A" * 60, "A" * 61, "Björn", "李 小龍", "李小龍", "__a", "a"]  # fmt: skip
    assert len({student_id(name) for name in names}) == len(names)
    assert student_id("Bjo\u0308rn") == student_id("Björn")


def test_a_login_that_ends_like_the_mark_of_another_name_is_not_taken_for_it() -> None:
    names = [f"Anna Berg {number}" for number in range(200)]
    files = {student_id(name) for name in names}
    assert len(files) == len(names)
    assert files.isdisjoint(map(student_id, files))


@pytest.mark.parametrize("name", ["", "  ", "...", "__", "/", "\u200b", "!?"])
def test_a_name_without_a_letter_or_digit_is_asked_for_again(name: str) -> None:
    with pytest.raises(HandInError, match="student number"):
        student_id(name)


def test_the_page_is_the_one_an_instructor_would_return(folder: Path) -> None:
    page, results = feedback(folder, "s1041", ASSIGNMENT)
    assert len(results) == 1
    assert "Three weeks of borrowing" in page
    assert "The receipt in his hand" in page
    assert "Not attempted" in page  # the other card
    assert "nobody watched" in page


def test_the_hand_in_is_noted_and_the_name_kept_for_next_time(folder: Path) -> None:
    done = hand_in(folder, "s1041", ASSIGNMENT)
    assert [h.file for h in ReplyStore(folder).read().handed_in] == [done.path.name]
    assert handin.remembered() == "s1041"
    assert done.path.with_suffix(".html").read_text(encoding="utf-8") == done.page


def _missing_card(monkeypatch: pytest.MonkeyPatch) -> None:
    real = handin.load_card

    def load(name: str, dirs: Sequence[Path]) -> Card:
        if name == "please-attend-for-repeat":
            raise CardError(name, ["no such card"])
        return real(name, dirs)

    monkeypatch.setattr(handin, "load_card", load)


def _missing_model(monkeypatch: pytest.MonkeyPatch) -> None:
    def assess(*_: object) -> Assessment:
        raise EncoderMissing("The grader's encoder is incomplete")

    monkeypatch.setattr(handin, "assess", assess)


@pytest.mark.parametrize("break_it", [_missing_card, _missing_model])
def test_what_is_handed_in_is_handed_in_even_where_the_feedback_cannot_be_made(
    folder: Path, monkeypatch: pytest.MonkeyPatch, break_it: Callable[[pytest.MonkeyPatch], None]
) -> None:
    break_it(monkeypatch)
    with pytest.raises((CardError, EncoderMissing)):
        feedback(folder, "s1041", ASSIGNMENT)
    panel = HandInPanel(folder, ASSIGNMENT)
    out = said(panel)
    panel.handle({"kind": "hand_in", "name": "s1041", "sure": True})
    [done] = out
    assert (done["kind"], done["page"]) == ("done", "")
    [zipped] = (folder / "handed-in").iterdir()
    assert panel.earlier == [done["file"]] == [zipped.name]


def test_a_card_that_is_missing_is_asked_for_by_its_id(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _missing_card(monkeypatch)
    assert empty_cards(folder, ASSIGNMENT) == ["please-attend-for-repeat", EMPTY[1]]


def said(panel: HandInPanel) -> list[dict[str, object]]:
    """Collect what a panel sends."""
    out: list[dict[str, object]] = []
    panel.post = lambda message: out.append(dict(message))
    return out


def test_the_panel_asks_before_it_hands_in_an_empty_reply(folder: Path) -> None:
    panel = HandInPanel(folder, ASSIGNMENT)
    out = said(panel)
    panel.handle({"kind": "hand_in", "name": "s1041", "sure": False})
    assert out == [{"kind": "ask", "empty": EMPTY}]
    assert not (folder / "handed-in").exists()
    panel.handle({"kind": "hand_in", "name": "s1041", "sure": True})
    assert out[-1]["kind"] == "done"
    assert str(out[-1]["where"]).startswith("handed-in/03-name-the-feeling__s1041__")
    assert panel.earlier == [out[-1]["file"]]
    assert empty_cards(folder, ASSIGNMENT) == EMPTY


@pytest.mark.parametrize(
    "message", [None, 3, "hand_in", {}, {"kind": "hand_in"}, {"kind": "hand_in", "name": ["a"]}]
)
def test_a_panel_takes_any_message_without_raising(folder: Path, message: object) -> None:
    panel = HandInPanel(folder, ASSIGNMENT)
    out = said(panel)
    panel.handle(message)
    assert all(m["kind"] in ("failed", "ask") for m in out)


def test_a_fault_of_ours_reaches_the_learner_as_a_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr(handin, "hand_in", broken)
    panel = HandInPanel(folder, ASSIGNMENT)
    out = said(panel)
    panel.handle({"kind": "hand_in", "name": "s1041", "sure": True})
    assert "What you wrote is safe" in str(out[-1]["why"])
    assert "ZeroDivision" not in str(out)


@pytest.mark.parametrize("assignment", [ASSIGNMENT, f"{ASSIGNMENT}-retake"])
def test_how_the_replies_did_is_kept_once_for_the_learner(folder: Path, assignment: str) -> None:
    own = ProgressStore(memory=True)
    panel = HandInPanel(folder, assignment, own)
    said(panel)
    for _ in range(2):
        panel.handle({"kind": "hand_in", "name": "s1041", "sure": True})
    records = own.read().records
    written = [name for name, reply in ReplyStore(folder).read().replies.items() if reply.text.strip()]
    assert sorted(r.card for r in records) == sorted(written)
    assert {r.kind for r in records} == {"assignment"}
    assert {r.techniques for r in records} == {(ASSIGNMENT,)}


def test_a_card_that_a_lesson_shows_is_kept_as_one(folder: Path) -> None:
    """Else a reply that was read in a lesson would be a pass on an unseen card."""
    ReplyStore(folder).save_reply("four-nights-of-fish", "I'll ring you by four.")
    own = ProgressStore(memory=True)
    panel = HandInPanel(folder, ASSIGNMENT, own)
    said(panel)
    panel.handle({"kind": "hand_in", "name": "s1041", "sure": True})
    assert {r.card: r.shown for r in own.read().records} == {CARD: False, "four-nights-of-fish": True}


def test_the_record_is_kept_before_the_learner_is_told(folder: Path) -> None:
    """Who is told that it is handed in may close the page at once."""
    own = ProgressStore(memory=True)
    panel = HandInPanel(folder, ASSIGNMENT, own)
    kept: dict[str, int] = {}
    panel.post = lambda message: kept.update({str(message["kind"]): len(own.read().records)})
    panel.handle({"kind": "hand_in", "name": "s1041", "sure": True})
    assert kept["done"] > 0


def test_an_assignment_of_somebody_elses_is_nobodys_technique(folder: Path) -> None:
    own = ProgressStore(memory=True)
    panel = HandInPanel(folder, "week-3", own)
    said(panel)
    panel.handle({"kind": "hand_in", "name": "s1041", "sure": True})
    assert own.read().records == ()


def test_opening_the_panel_writes_nothing(folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    HandInPanel(folder, ASSIGNMENT)
    assert sorted(folder.rglob("*")) == before
