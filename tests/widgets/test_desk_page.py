"""Claims that can be read off the desk's JavaScript and CSS; tests/browser drives the page itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grader.widgets import assets
from grader.widgets.desk import Desk

FILES = sorted(assets.FOLDER.glob("*.js")) + sorted(assets.FOLDER.glob("*.css"))
MAKES_HTML = (
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|srcdoc"
)
RUNS_TEXT = r"\beval\(|new Function|javascript:"
LEAVES = r"\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon|@import|url\(|https?://"


@pytest.mark.parametrize("name", ["shared.js", "editor.js", "scene.js", "coach.js", "saving.js", "desk.js"])
def test_the_desk_builds_its_page_from_text_only(name: str) -> None:
    source = (assets.FOLDER / name).read_text("utf-8")
    assert not re.search(MAKES_HTML, source)
    assert not re.search(RUNS_TEXT, source)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_widget_asks_for_anything_from_elsewhere(path: Path) -> None:
    assert not re.search(LEAVES, path.read_text("utf-8"))


def test_the_module_exports_once_and_declares_each_name_once() -> None:
    source = str(Desk._esm)
    assert source.count("export default") == 1
    names = re.findall(r"^(?:function|const|let) (\w+)", source, re.M)
    assert len(names) == len(set(names))


def test_every_class_that_the_script_gives_is_styled() -> None:
    styled = set(re.findall(r"\.(ek[\w-]*)", str(Desk._css)))
    code = re.sub(r"/\*\*.*?\*/", "", str(Desk._esm), flags=re.S)
    given = {c for group in re.findall(r'class: "([^"]+)"', code) for c in group.split()}
    assert given
    assert given <= styled


def test_a_missing_file_is_an_error_and_not_an_empty_page() -> None:
    with pytest.raises(FileNotFoundError):
        assets.script("no-such-file.js")
