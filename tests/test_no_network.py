"""Claims about the network: nothing that a page is made of names a place outside this machine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "grader"
KINDS = {".js", ".css", ".html", ".j2", ".svg", ".py", ".json", ".tpl"}
ADDRESS = re.compile(
    r"(?:https?|wss?|ftp):\\?/\\?/[^\s\"'`<>)]+|url\(\s*[\"']?//[^)]+|(?:src|href)=[\"']//[^\"']+"
)
ALLOWED = re.compile(r"https?://(www\.w3\.org/|localhost\b|127\.0\.0\.1\b)")
"""Names of XML namespaces are never fetched."""


def pages() -> list[Path]:
    """The files that end up in a browser, or that write what does."""
    folders = [PACKAGE / "voila", PACKAGE / "widgets", PACKAGE / "nbgrader"]
    found = [path for folder in folders for path in folder.rglob("*")] + list(PACKAGE.glob("*"))
    return sorted(path for path in found if path.suffix in KINDS and "__pycache__" not in path.parts)


def addresses(text: str) -> list[str]:
    """What in a text names a place elsewhere."""
    return [found for found in ADDRESS.findall(text) if not ALLOWED.match(found)]


@pytest.mark.parametrize("path", pages(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_names_no_place_elsewhere(path: Path) -> None:
    assert addresses(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        '<link href="https://cdn.example.org/font.css">',
        "fetch('http://example.org')",
        '<script src="//cdn.example.org/x.js"></script>',
        "background: url(//cdn.example.org/x.png)",
        'new WebSocket("wss://example.org")',
        '{"url": "https:\\/\\/example.org"}',
    ],
)
def test_the_search_finds_what_it_is_for(text: str) -> None:
    assert addresses(text)


def test_there_is_something_to_search() -> None:
    names = {path.name for path in pages()}
    assert {"index.html.j2", "page.js", "page.css", "desk.js"} <= names
