"""How every plot becomes a piece of a page: one SVG for light and dark, its words, and a table behind it.

A figure is drawn in stand-in colours, which become CSS colours with a light and a dark side, so that a plot
follows the page's theme. Its text stays text, in the page's own font. Nothing is fetched. One point of a
figure is one pixel where the page shows it in its natural width.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from grader.html import safe

STYLE = Path(__file__).with_name("plots.css").read_text(encoding="utf-8")
INK, MUTED, LINE, PAPER = "#010101", "#020202", "#030303", "#040404"
YES, PARTLY, NO = "#050505", "#060606", "#070707"
ANGER, TRUST, CONTROL, ACCENT = "#080808", "#090909", "#0a0a0a", "#0b0b0b"
COLOURS = {
    INK: ("#1d2126", "#e8eaed"),
    MUTED: ("#57606a", "#a9b1ba"),
    LINE: ("#d3d8de", "#3b424a"),
    PAPER: ("#ffffff", "#15181c"),
    YES: ("#1a6b3c", "#74d394"),
    PARTLY: ("#855300", "#e6b656"),
    NO: ("#57606a", "#a9b1ba"),
    ANGER: ("#a52019", "#ff9a90"),
    TRUST: ("#0b5c8e", "#85c4f2"),
    CONTROL: ("#5b4a9c", "#bfb0f5"),
    ACCENT: ("#0b5c8e", "#85c4f2"),
}
"""Stand-in: its light and its dark side, the same as in widgets/shared.css."""


def figure(width: float, height: float) -> tuple[Figure, Any]:
    """A figure of `width` by `height` points with one pair of axes and no frame."""
    drawn = Figure(figsize=(width / 72, height / 72))
    FigureCanvasSVG(drawn)
    axes = drawn.add_subplot()
    axes.set_facecolor("none")
    for side in axes.spines.values():
        side.set_visible(False)
    axes.tick_params(length=0, labelsize=12, labelcolor=MUTED, pad=4)
    return drawn, axes


def svg(drawn: Figure, alt: str) -> str:
    """The figure as an inline SVG that says `alt` to a screen reader."""
    drawn.patch.set_visible(False)
    out = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": alt}):
        drawn.savefig(out, format="svg", metadata={"Date": None})
    text = out.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.S).replace("xlink:href", "href")
    box = re.search(r'viewBox="([^"]+)"', text)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box[1] if box else ""}" role="img"'
    text = re.sub(r"<svg\b[^>]*>", lambda _: f'{head} aria-label="{safe(alt)}">', text, count=1)
    text = re.sub(r" font-family: [^;\"]+;", "", text)
    for stand_in, (light, dark) in COLOURS.items():
        text = text.replace(stand_in, f"light-dark({light}, {dark})")
    return text.strip()


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The numbers behind a plot, folded; the first cell of each row is its heading."""
    top = "".join(f'<th scope="col">{safe(h)}</th>' for h in head)
    body = "".join(
        f'<tr><th scope="row">{safe(first)}</th>{"".join(f"<td>{safe(c)}</td>" for c in rest)}</tr>'
        for first, *rest in rows
    )
    return (
        f'<details class="ek-plot-table"><summary>{safe(caption)}, as a table</summary>'
        f'<div class="ek-plot-scroll" tabindex="0" role="group" aria-label="{safe(caption)}">'
        f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div></details>"
    )


def tile(title: str, note: str, picture: str) -> str:
    """One plot with its title and a word beside it; `note` and `picture` are HTML."""
    return (
        f'<figure class="ek-plot-tile"><figcaption><strong>{safe(title)}</strong> {note}</figcaption>'
        f"{picture}</figure>"
    )


def section(title: str, words: str, tiles: Iterable[str], behind: str, size: str = "") -> str:
    """A heading, a sentence, the plots side by side or one below the other, and the table."""
    return (
        f'<style>{STYLE}</style><section class="ek-plot" aria-label="{safe(title)}">'
        f'<h3>{safe(title)}</h3><p>{safe(words)}</p><div class="ek-plot-tiles {size}">{"".join(tiles)}</div>'
        f"{behind}</section>"
    )
