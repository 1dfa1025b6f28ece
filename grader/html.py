"""The one place where text that people wrote becomes HTML."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Iterable

from grader.rubric.criterion import Span

MAX_SHOWN = 20_000
"""Characters of one text that a page shows; the rest is only counted."""


def safe(text: object) -> str:
    """Any text as HTML that shows it and does nothing else: markup escaped, unprintable signs replaced.

    Each character stays one character before escaping, so offsets into the text stay right.
    """
    return html.escape("".join(map(_printable, str(text))), quote=True)


def shown(text: str) -> str:
    """A whole reply or message as HTML: at most MAX_SHOWN characters, kept apart from the text around it."""
    more = len(text) - MAX_SHOWN
    tail = f"<i>… and {more:,} characters more</i>" if more > 0 else ""
    return f'<bdi class="words">{safe(text[:MAX_SHOWN])}{tail}</bdi>'


def marked(text: str, spans: Iterable[Span]) -> str:
    """A reply as HTML with the words under `spans` in <mark>; spans may overlap or be out of range."""
    on = bytearray(min(len(text), MAX_SHOWN))
    for span in spans:
        start, end = max(0, span.start), min(len(on), span.end)
        if start < end:
            on[start:end] = b"\1" * (end - start)
    parts: list[str] = []
    start = 0
    for place in range(1, len(on) + 1):
        if place == len(on) or on[place] != on[start]:
            words = safe(text[start:place])
            parts.append(f"<mark>{words}</mark>" if on[start] else words)
            start = place
    more = len(text) - MAX_SHOWN
    tail = f"<i>… and {more:,} characters more</i>" if more > 0 else ""
    return f'<bdi class="words">{"".join(parts)}{tail}</bdi>'


def _printable(character: str) -> str:
    if character in "\n\t":
        return character
    return "\ufffd" if unicodedata.category(character) in ("Cc", "Cs", "Cn") else character
