"""A breathing pacer: six slow breaths a minute, for two minutes, and what that does and doesn't do.

Everything happens in the page. It sends nothing to the kernel and keeps nothing.
"""

from __future__ import annotations

import anywidget
import traitlets

from grader.widgets.assets import script, style

IN_SECONDS = 4
OUT_SECONDS = 6
BREATHS = 12
"""One breath takes ten seconds, so that's six a minute for two minutes."""
EFFECT = (
    "What it does is small. In 31 studies taken together, slow breathing brought blood pressure down a bit "
    "and slowed the heart only slightly. Whether people felt less stressed wasn't clear (Shao et al., 2024). "
    "What you do get is two minutes before you type."
)
"""What the page promises: no more than the studies bear. Immediate effects, in people who weren't ill."""


class Pacer(anywidget.AnyWidget):
    """A circle that grows and shrinks with the breath; words and a bar where motion isn't wanted."""

    _esm = script("activity.js", "pacer.js")
    _css = style("activity.css", "pacer.css")
    content = traitlets.Dict().tag(sync=True)
    """The pace in seconds, the number of breaths, and what the page says about them."""

    def __init__(self) -> None:
        """Make a pacer that waits for its button."""
        pace = {"in": IN_SECONDS, "out": OUT_SECONDS, "breaths": BREATHS}
        super().__init__(content={**pace, "effect": EFFECT})
