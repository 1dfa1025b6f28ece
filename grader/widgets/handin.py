"""The hand-in panel: a name, a button, where the zip lies, and the feedback page."""

from __future__ import annotations

import base64
import logging
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from grader import handin
from grader.assess import Assessment
from grader.cards import load_card
from grader.handin import HandInError
from grader.nbgrader.course import card_dirs
from grader.progress import ProgressStore
from grader.record import record_of
from grader.techniques import practised_in
from grader.widgets.assets import script, style

Send = Callable[[Mapping[str, Any]], None]
TROUBLE = "Handing in didn't work just now. What you wrote is safe. Reload the page and try again."
_log = logging.getLogger(__name__)


class HandInPanel(anywidget.AnyWidget):
    """One button. The page sends {"kind": "hand_in", "name", "sure"}.

    The kernel answers with "ask" (a reply is empty, and `sure` isn't set), "done" (the file and the feedback
    page) or "failed" (why, in plain words).
    """

    _esm = script("handin.js")
    _css = style("handin.css")
    name = traitlets.Unicode().tag(sync=True)
    """The name or number of the last hand-in, to start from."""
    earlier: traitlets.List[str] = traitlets.List().tag(sync=True)
    """Names of the zips handed in earlier, oldest first."""

    def __init__(self, folder: Path, assignment: str, progress: ProgressStore | None = None) -> None:
        """Hand in what is written in `folder`. Nothing is written before the button is pressed.

        progress: where to keep how each reply did; the first hand-in of a card counts.
        """
        self.folder, self.assignment, self.progress = folder, assignment, progress
        self.post: Send = self.send
        """Sends one message to the page; tests put their own in its place."""
        super().__init__(name=handin.remembered(), earlier=_earlier(folder))
        self.on_msg(lambda _, message, __: self.handle(message))

    def handle(self, message: object) -> None:
        """Deal with one message of the page. Never raises; whatever goes wrong is said in plain words."""
        if not isinstance(message, Mapping) or message.get("kind") != "hand_in":
            return
        try:
            self._hand_in(str(message.get("name", "")), message.get("sure") is True)
        except HandInError as error:
            self.post({"kind": "failed", "why": str(error)})
        except Exception:
            _log.exception("handing in failed")
            self.post({"kind": "failed", "why": TROUBLE})

    def _hand_in(self, name: str, sure: bool) -> None:
        handin.student_id(name)
        empty = handin.empty_cards(self.folder, self.assignment)
        if empty and not sure:
            self.post({"kind": "ask", "empty": empty})
            return
        done = handin.hand_in(self.folder, name, self.assignment)
        self.earlier = _earlier(self.folder)
        data = base64.b64encode(done.path.read_bytes()).decode("ascii")
        near = done.path.is_relative_to(self.folder)
        where = done.path.relative_to(self.folder).as_posix() if near else str(done.path)
        try:
            self._keep(done.results)
        except Exception:  # what is handed in is handed in
            _log.exception("the learner's own record could not be kept")
        self.post({"kind": "done", "file": done.path.name, "where": where, "zip": data, "page": done.page})

    def _keep(self, results: Iterable[Assessment]) -> None:
        """Put how the replies did into the learner's own records, where the assignment has a technique."""
        technique = practised_in(self.assignment)
        if self.progress is None or not technique:
            return
        for result in results:
            if result.score is not None and result.passed is not None:
                shown = load_card(result.card, card_dirs()).pool == "lesson"
                self.progress.add_once(record_of(result, "assignment", (technique,), shown=shown))


def _earlier(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / handin.FOLDER).glob("*.zip"))
