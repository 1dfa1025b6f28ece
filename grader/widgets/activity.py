"""What the exercises of a lesson have in common: content in, answers kept, a reply to each message.

An exercise is data and a protocol. The page sends `{"kind": "answer", "seq", "answer"}`; the kernel keeps the
answer and sends `{"kind": "saved", "seq", "notice", "kept"}` or `{"kind": "failed", "seq", "why"}`, and only
then any feedback. Nothing is written to disk until the page sends something, so a notebook that runs without
a browser writes nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import anywidget
import traitlets

from grader.replies import RepliesError, ReplyStore, SaveError
from grader.widgets.assets import style
from grader.widgets.coaching import NO, PARTLY, YES

MAX_ANSWER = 4000
"""Characters of one written answer that are kept."""
TROUBLE = "This part isn't working just now. What you wrote is kept; reload the page to try again."
Send = Callable[[Mapping[str, Any]], None]
_log = logging.getLogger(__name__)


class Activity(anywidget.AnyWidget):
    """One exercise. Subclasses say what it shows, which answers it takes, and what it says to them."""

    _css = style("activity.css")
    key = traitlets.Unicode().tag(sync=True)
    """What its answer is filed under; also names the page's own copy."""
    place = traitlets.Unicode().tag(sync=True)
    """The store's `place`: keeps the copies of two folders, or two lessons, apart."""
    content = traitlets.Dict().tag(sync=True)
    """What it shows, as plain JSON."""
    answer = traitlets.Any().tag(sync=True)
    """What was kept earlier, or None."""
    empty: ClassVar[Any] = None

    def __init__(self, store: ReplyStore, key: str, content: Mapping[str, Any]) -> None:
        """Show `content`; keep answers in `store` under `key`, and start from what is kept there."""
        self.store = store
        self.post: Send = self.send
        """Sends one message to the page; tests put their own in its place."""
        super().__init__(key=key, place=store.place, content=dict(content))
        self.answer = self._earlier()
        self.on_msg(lambda _, message, __: self.handle(message))

    def handle(self, message: object) -> None:
        """Deal with one message of the page. Never raises; whatever goes wrong is said in plain words."""
        if not isinstance(message, Mapping):
            return
        seq = message.get("seq", 0)
        try:
            if message.get("kind") == "answer":
                value = self.accept(message.get("answer"))
                notice = self.keep(value)
                self.answer = value
                self.post({"kind": "saved", "seq": seq, "notice": notice, "kept": not self.store.memory})
        except (SaveError, RepliesError, ValueError) as error:
            self.post({"kind": "failed", "seq": seq, "why": _plain(error)})
            return
        try:
            if (said := self.respond(str(message.get("kind")), message.get("answer"))) is not None:
                self.post({**said, "seq": seq})
        except Exception:
            _log.exception("%s could not answer", type(self).__name__)
            self.post({"kind": "trouble", "seq": seq, "why": TROUBLE})

    def accept(self, answer: Any) -> Any:
        """The answer as it will be kept. Raises ValueError, in plain words, for one that can't be."""
        raise NotImplementedError

    def keep(self, answer: Any) -> str:
        """Keep an accepted answer; returns what the learner should hear about it. Raises SaveError."""
        return self.store.save_answer(self.key, answer).notice

    def respond(self, kind: str, answer: Any) -> Mapping[str, Any] | None:
        """What to say to a message once it's dealt with; None for nothing."""
        return None

    def restored(self) -> Any:
        """The answer kept earlier, or None. Raises ValueError where what is kept makes no sense any more."""
        found = self.store.read().answers.get(self.key)
        return None if found is None else self.accept(found)

    def _earlier(self) -> Any:
        try:
            return self.restored()
        except ValueError:
            return None


def levels() -> list[dict[str, str]]:
    """The three levels as the page shows them: state, icon and word, by value."""
    return [{"name": s.name, "icon": s.icon, "word": s.word} for s in (NO, PARTLY, YES)]


def written(value: object, most: int = MAX_ANSWER) -> str:
    """A written answer. Raises ValueError, in plain words, if it isn't text or is too long."""
    if not isinstance(value, str):
        raise ValueError("That isn't text.")
    if len(value) > most:
        raise ValueError(f"That has {len(value):,} characters; there is room for {most:,} here.")
    return value


def _plain(error: Exception) -> str:
    text = str(error)
    return text[:1].upper() + text[1:]
