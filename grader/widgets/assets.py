"""The widgets' JavaScript and CSS, put together from small files that lie side by side.

There is no build step: a widget's module is its files one after the other, `shared.js` first. Only the last
one exports anything.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def script(*names: str) -> str:
    """A widget's ES module: `shared.js`, then the named files, of which the last one exports `render`."""
    return _joined("shared.js", *names)


@cache
def style(*names: str) -> str:
    """The style sheet of a widget: `shared.css` (colours, buttons, focus), then the named files."""
    return _joined("shared.css", *names)


def _joined(*names: str) -> str:
    return "\n".join((FOLDER / name).read_text(encoding="utf-8") for name in names)
