"""A page that notes what it hears, and a grader of which every word is known."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from grader import Assessment, Card, Level, Span
from grader.replies import Replies, ReplyStore, read_replies
from grader.widgets.activity import Activity


def store(folder: Path) -> ReplyStore:
    """Replies kept in `folder`, whatever the environment says."""
    return ReplyStore(folder, folder / "own", memory=False)


def on_disk(folder: Path) -> Replies:
    """What the folder's file holds, read strictly."""
    return read_replies(folder / "replies.json")


class Page:
    """An exercise and what it has said to the page."""

    def __init__(self, activity: Activity) -> None:
        self.heard: list[dict[str, Any]] = []
        self.activity = activity
        activity.post = lambda message: self.heard.append(dict(message))

    def say(self, kind: str, answer: Any = None, seq: int = 1) -> list[dict[str, Any]]:
        """Send one message; return the answers to it."""
        before = len(self.heard)
        self.activity.handle({"kind": kind, "seq": seq, "answer": answer})
        return self.heard[before:]


def by_word(word: str, criteria: Iterable[str] = ()) -> Any:
    """A grader that gives 2 and quotes `word` where it stands in the reply, and 0 elsewhere."""

    def grade(reply: str, card: Card, focus: Iterable[str] = (), *, encoder: bool = True) -> Assessment:
        if not reply.strip():
            return Assessment("not_attempted", card.id)
        at = reply.find(word)
        here = Level(2, (f"It says “{word}”.",), (Span(at, at + len(word)),), "", "yes", 2, 2)
        gone = Level(0, (f"It doesn't say {word}.",), (), f"Say {word}.", "no", 0, 0)
        level = gone if at < 0 else here
        names = {*focus, *criteria, "emotion_acknowledgment"}
        return Assessment("scored", card.id, tuple(focus), levels=dict.fromkeys(names, level), score=1.0)

    return grade


def broken(reply: str, card: Card, focus: Iterable[str] = (), *, encoder: bool = True) -> Assessment:
    """A grader that fails."""
    raise RuntimeError("the grader is broken")
