"""Claims about what all exercises share: saved before anything else, plain words for whatever goes wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from activity_page import Page, on_disk, store

from grader.replies import SaveError
from grader.widgets.activity import TROUBLE, Activity, written

HERE = Path(__file__).parents[2] / "grader" / "widgets"
NAMES = ("activity", "recall", "guess", "contrast", "worked_example", "fill_in", "debrief")


class Note(Activity):
    """The smallest exercise: one text, answered in capitals."""

    _esm = "export default { render() {} }"

    def accept(self, answer: Any) -> str:
        return written(answer, 10)

    def respond(self, kind: str, answer: Any) -> dict[str, str] | None:
        if kind == "shout":
            return {"kind": "shouted", "text": answer.upper()}
        return None


def note(folder: Path) -> Page:
    return Page(Note(store(folder), "note:one", {}))


def test_an_answer_is_on_disk_when_the_page_hears_that_it_is_saved(tmp_path: Path) -> None:
    said = note(tmp_path).say("answer", "kept", seq=7)
    assert said == [{"kind": "saved", "seq": 7, "notice": "", "kept": True}]
    assert on_disk(tmp_path).answers == {"note:one": "kept"}


def test_an_exercise_starts_from_what_was_kept(tmp_path: Path) -> None:
    note(tmp_path).say("answer", "before")
    assert note(tmp_path).activity.answer == "before"


def test_what_is_kept_but_makes_no_sense_any_more_is_left_alone(tmp_path: Path) -> None:
    store(tmp_path).save_answer("note:one", {"from": "another version"})
    assert note(tmp_path).activity.answer is None
    assert on_disk(tmp_path).answers["note:one"] == {"from": "another version"}


def test_showing_an_exercise_writes_nothing(tmp_path: Path) -> None:
    note(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_notebook_that_only_tries_things_out_says_so(tmp_path: Path) -> None:
    trial = store(tmp_path)
    trial.memory = True
    said = Page(Note(trial, "note:one", {})).say("answer", "kept")
    assert said[0]["kept"] is False
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("answer", [None, 3, ["x"], {"a": 1}, "x" * 11])
def test_an_answer_that_is_none_is_refused_in_plain_words(tmp_path: Path, answer: object) -> None:
    (said,) = note(tmp_path).say("answer", answer)
    assert said["kind"] == "failed"
    assert said["why"].startswith("That ")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_said_and_never_called_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = note(tmp_path)

    def full(key: str, value: object) -> None:
        raise SaveError("there is no room left on the disk")

    monkeypatch.setattr(page.activity.store, "save_answer", full)
    assert page.say("answer", "lost") == [
        {"kind": "failed", "seq": 1, "why": "There is no room left on the disk"}
    ]


def test_a_failure_in_the_kernel_becomes_one_plain_sentence(tmp_path: Path) -> None:
    (said,) = note(tmp_path).say("shout", None)
    assert said == {"kind": "trouble", "seq": 1, "why": TROUBLE}


@pytest.mark.parametrize("message", [None, "x", 3, [], {}, {"kind": 4}, {"kind": "answer"}, {"seq": {}}])
def test_no_message_makes_an_exercise_raise(tmp_path: Path, message: object) -> None:
    page = note(tmp_path)
    page.activity.handle(message)
    assert all(said["kind"] in ("failed", "trouble") for said in page.heard)


@pytest.mark.parametrize("name", NAMES)
def test_the_page_shows_what_people_wrote_as_text_only(name: str) -> None:
    source = (HERE / f"{name}.js").read_text(encoding="utf-8")
    forbidden = r"(inner|outer)HTML|insertAdjacentHTML|document\.write|\beval\b|new Function|https?:|fetch\("
    assert not re.search(forbidden, source)


@pytest.mark.parametrize("name", NAMES[1:])
def test_every_script_exports_one_widget(name: str) -> None:
    source = (HERE / f"{name}.js").read_text(encoding="utf-8")
    assert source.count("export default safely(render);") == 1


@pytest.mark.parametrize("name", NAMES)
def test_every_exercise_keeps_its_style_to_itself(name: str) -> None:
    sheet = HERE / f"{name}.css"
    if sheet.exists():
        rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.S).strip()
        assert rules.startswith(".ek-activity {")
        assert re.search(r"^\}\s*\S", rules, flags=re.M) is None, "a rule stands outside .ek-activity"


def test_what_an_exercise_shows_is_plain_data(tmp_path: Path) -> None:
    assert json.loads(json.dumps(note(tmp_path).activity.content)) == {}
