"""Claims about the private exercise: no way leads out of its boxes. tests/browser looks for one."""

from __future__ import annotations

import inspect
import json
import re
from pathlib import Path

import pytest
from ipywidgets import DOMWidget

from grader import load_card
from grader.lessons import ReappraiseStep
from grader.widgets import assets
from grader.widgets.private import QUESTIONS, Private

CARD = load_card("through-the-kitchen")
SCRIPT = (assets.FOLDER / "private.js").read_text("utf-8")
WAYS_OUT = (
    r"openActivity|openMirror|makeKeeper|[sS]torage|indexedDB|cookie|caches\.|\.send\(|save_changes|\.set\(|"
    r"dispatchEvent|postMessage|BroadcastChannel|console\.|history\.|location\.|clipboard|\.value\b|fetch"
)
WORD = "zaphodium"


def private() -> Private:
    return Private(CARD, ReappraiseStep(card=CARD.id))


def test_its_script_reads_no_box_and_knows_no_way_out() -> None:
    assert re.findall(WAYS_OUT, SCRIPT) == []
    assert set(re.findall(r"\bmodel\.\w+(?:\(\"\w+\"\))?", SCRIPT)) == {'model.get("content")'}


def test_the_search_for_a_way_out_finds_those_of_the_other_widgets() -> None:
    for name in ("debrief.js", "fill_in.js", "handin.js", "desk.js"):
        assert re.search(WAYS_OUT, (assets.FOLDER / name).read_text("utf-8")), name


def test_it_has_no_store_and_hears_nothing() -> None:
    assert list(inspect.signature(Private).parameters) == ["card", "step"]
    assert not private()._msg_callbacks.callbacks


@pytest.mark.parametrize("kind", ["answer", "text", "save", "look"])
def test_a_message_changes_nothing_and_writes_nothing(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    widget = private()
    before = json.dumps(widget.get_state(), default=str)
    widget._handle_custom_msg({"kind": kind, "seq": 1, "answer": WORD, "text": WORD}, [])
    assert json.dumps(widget.get_state(), default=str) == before
    assert list(tmp_path.iterdir()) == []


def test_a_notebook_that_keeps_widget_states_gets_none_of_the_words() -> None:
    widget = private()
    assert set(widget.get_state()) - set(DOMWidget().get_state()) == {
        "content",
        "_esm",
        "_css",
        "_anywidget_id",
    }
    assert set(widget.content) == {"card", "prompt", "ways", "questions"}


@pytest.mark.parametrize(
    "attribute",
    ['autocomplete: "off"', 'spellcheck: "false"', 'writingsuggestions: "false"', 'autocorrect: "off"'],
)
def test_browsers_are_told_not_to_remember_or_to_send_what_is_typed(attribute: str) -> None:
    assert attribute in SCRIPT
    assert SCRIPT.count('el("textarea"') == SCRIPT.count("...UNSEEN") == 1
    assert re.search(r'type: "checkbox", autocomplete: "off"', SCRIPT)


def test_the_page_says_in_one_line_that_nothing_is_kept() -> None:
    promise = re.search(r'const PROMISE = "([^"]+)"', SCRIPT)
    assert promise
    for words in ("isn't saved, sent or marked", "gone once you close or reload"):
        assert words in promise[1]


def test_there_are_three_questions_and_none_of_them_judges() -> None:
    assert private().content["questions"] == [{"text": text, "note": note} for text, note in QUESTIONS]
    words = " ".join(text + note for text, note in QUESTIONS)
    assert len(QUESTIONS) == 3
    assert not re.search(r"\b(wrong|bad|good|should|right|better|score)\b|!", words)
