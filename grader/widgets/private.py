"""A private exercise: the hot first thought, another way to see it, and one thing one can do.

What is written here is nobody's business. It stays in the page's text boxes: there is no trait for it, no
message, no copy in the browser and no store, so nothing can be kept, graded or handed in. Whoever works on
this widget keeps it that way; tests look for a marked word everywhere.
"""

from __future__ import annotations

import anywidget
import traitlets

from grader.cards import Card
from grader.lessons import ReappraiseStep
from grader.widgets.assets import script, style
from grader.widgets.cardview import card_view

QUESTIONS = (
    (
        "It goes round in circles, or it hits back.",
        "Most first thoughts do. It can stay here. Your reply comes from somewhere else.",
    ),
    (
        "It says to swallow it and feel nothing.",
        "That takes effort, and the feeling mostly stays.",
    ),
    (
        "It finds another reason for their words, and one step that is mine to take.",
        "The reason only has to be possible. From here you can write.",
    ),
)
"""What to hold one's own words against, each with what follows from it (codebook, A0). Nobody checks it."""


class Private(anywidget.AnyWidget):
    """Shows a message and three boxes. It hears nothing from the page and is told nothing."""

    _esm = script("scene.js", "activity.js", "private.js")
    _css = style("desk.css", "activity.css", "private.css")
    content = traitlets.Dict().tag(sync=True)
    """The message, the prompts and the questions: what the page shows, and never what somebody wrote."""

    def __init__(self, card: Card, step: ReappraiseStep) -> None:
        """Show the message of `card`; `step` has the first question and the ways to see it otherwise."""
        questions = [{"text": text, "note": note} for text, note in QUESTIONS]
        shown = {"card": card_view(card), "prompt": step.prompt, "ways": list(step.ways)}
        super().__init__(content={**shown, "questions": questions})
