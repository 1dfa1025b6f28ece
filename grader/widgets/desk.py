"""The rewrite desk: the exchange, what the agent knows, a box to write in, and what the words do.

The page and the kernel talk in small messages, each with the page's `view` and a `seq` that edits count up:

    page → kernel   hello {mirror} · text {text, settled} · rest · start_again {text} · restore {text, at}
                    drafts · model
    kernel → page   state {text, at, kept, drafts, …} · saved {at, kept, notice} · unsaved {notice}
                    feedback {stage, status, …} · tries {…} · drafts {drafts} · model {text}

A text is saved before anything else happens with it, and only a save that came back from the disk is
acknowledged. Feedback comes in two stages, by patterns at once and in full from the background; results for a
text that has changed since are dropped. Whatever fails, the page gets a sentence and never a traceback.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, Literal, Protocol

import anywidget
import traitlets
from pydantic import JsonValue

from grader.assess import Assessment, assess
from grader.cards import Card
from grader.replies import RepliesError, ReplyStore, SaveError
from grader.widgets.assets import script, style
from grader.widgets.cardview import card_view
from grader.widgets.coaching import coaching
from grader.widgets.later import Later, shared
from grader.widgets.messages import number_of, text_of, time_of
from grader.widgets.tries import Tries

logger = logging.getLogger(__name__)

NO_FEEDBACK = "Feedback isn't available just now; your text is saved."
TROUBLE = "Something went wrong here."
Mode = Literal["coached", "assignment"]
Stage = Literal["quick", "full"]
Message = dict[str, Any]


class Grade(Protocol):
    """What the desk needs of `assess`."""

    def __call__(
        self, reply: str, card: Card, focus: Iterable[str] = (), *, encoder: bool = True
    ) -> Assessment:
        """Assess `reply`."""


class Background(Protocol):
    """What the desk needs of `Later`."""

    def submit(self, key: Hashable, task: Callable[[], None]) -> None:
        """Run `task` soon."""


class Desk(anywidget.AnyWidget):
    """One card to rewrite. Mode "coached" says what the words do; "assignment" only that they're saved."""

    _esm = script("editor.js", "scene.js", "coach.js", "saving.js", "desk.js")
    _css = style("desk.css", "coach.css")
    card_view = traitlets.Dict().tag(sync=True)
    """The card, without its answers (`cardview.card_view`)."""
    mode = traitlets.Unicode().tag(sync=True)
    mirror_key = traitlets.Unicode().tag(sync=True)
    """The name of this desk's text in the browser's local storage: folder and card."""

    def __init__(
        self,
        card: Card,
        store: ReplyStore,
        *,
        focus: Iterable[str] = (),
        mode: Mode = "coached",
        title: str = "",
        grade: Grade = assess,
        later: Background | Later = shared,
        send: Callable[[Message], None] | None = None,
    ) -> None:
        """Make a desk for `card` whose text is kept in `store`.

        focus: criteria of the lesson. title: instead of the card's own. grade, later and send are for tests:
        the assessment, the background, and where messages to the page go. Raises ValueError for another mode.
        """
        if mode not in ("coached", "assignment"):
            raise ValueError(f'a desk is "coached" or "assignment", not {mode!r}')
        key = store.mirror_key(card.id)
        super().__init__(card_view=card_view(card, title), mode=mode, mirror_key=key)
        wanted = tuple(focus)
        self._card = card
        self._focus = tuple(c for c in card.criteria if c in wanted)
        self._store = store
        self._tries = Tries(card, store)
        self._grade = grade
        self._later = later
        self._post: Callable[[Message], None] = send or self.send
        self._lock = threading.Lock()
        self._newest: tuple[str, int] = ("", -1)
        self._acknowledged: tuple[tuple[str, int], dict[str, JsonValue]] = (("", -1), {})
        self._read: tuple[tuple[str, int], str] = (("", -1), "")
        self.on_msg(lambda _widget, content, _buffers: self.handle(content))

    def handle(self, message: object) -> None:
        """Answer one message from the page. Never raises; what isn't understood is left alone."""
        if not isinstance(message, Mapping):
            return
        saving = {
            "hello": self._hello,
            "text": self._text,
            "start_again": self._start_again,
            "restore": self._restore,
        }
        asking = {"rest": self._rest, "drafts": self._drafts, "model": self._model}
        kind = text_of(message, "kind")
        m = {**message, "view": text_of(message, "view"), "seq": number_of(message, "seq")}
        try:
            if action := {**saving, **asking}.get(kind):
                action(m)
        except (SaveError, RepliesError) as error:
            logger.info("%s: %s", kind, error)
            if kind in saving:
                self._answer(m, "unsaved", notice=_sentence(error))
        except Exception:
            logger.exception("the desk could not answer %r", kind)
            if kind in saving:
                self._answer(m, "unsaved", notice=TROUBLE)

    def _hello(self, m: Message) -> None:
        """The page was opened: bring together what the browser kept and what the disk holds."""
        if self.mode == "coached":
            self._later.submit("warm", self._warm_up)
        self._bring_together(m.get("mirror"))
        self._state(m)

    def _bring_together(self, mirror: object) -> None:
        """Save what the browser kept and the disk never got: the newer of the two wins, the other is a draft.

        Where the browser's text follows from the disk's, no clock is asked; else the times decide.
        """
        if not isinstance(mirror, Mapping) or mirror.get("saved") is not False:
            return
        text, written = mirror.get("text"), time_of(mirror, "at")
        disk = self._store.read().replies.get(self._card.id)
        if not isinstance(text, str) or text == (disk.text if disk else ""):
            return
        follows = disk is None or time_of(mirror, "base") == disk.at
        if follows or written is None or disk is None or written > disk.at:
            self._store.save_reply(self._card.id, text)
        else:
            self._store.save_reply(self._card.id, text, at=written)

    def _state(self, m: Message) -> None:
        """Tell the page what there is: the text, how many drafts, how many tries."""
        found = self._store.read()
        reply = found.replies.get(self._card.id)
        self._answer(
            m,
            "state",
            text=reply.text if reply else "",
            at=reply.at.isoformat() if reply else None,
            kept=not self._store.memory,
            drafts=len(self._store.drafts(self._card.id)),
            notice=" ".join(found.notices),
            **self._tried(),
        )
        self._coach(m, reply.text if reply else "")

    def _text(self, m: Message) -> None:
        """Save a text, say so, and, once the learner has paused, read it."""
        text, which = m.get("text"), (m["view"], m["seq"])
        if not isinstance(text, str):
            return
        if which != self._acknowledged[0]:
            saved = self._store.save_reply(self._card.id, text)
            kept: dict[str, JsonValue] = {
                "at": saved.at.isoformat(),
                "kept": saved.where is not None,
                "notice": saved.notice,
            }
            self._acknowledged = (which, kept)
        self._answer(m, "saved", **self._acknowledged[1])
        if m.get("settled") is True:
            self._coach(m, text)

    def _start_again(self, m: Message) -> None:
        self._keep(m)
        self._store.start_again(self._card.id)
        self._state(m)

    def _restore(self, m: Message) -> None:
        at = time_of(m, "at")
        self._keep(m)
        if at in {draft.at for draft in self._store.drafts(self._card.id)}:
            self._store.restore(self._card.id, at)
        self._state(m)

    def _keep(self, m: Message) -> None:
        """Save the text that the page has, before something else takes its place."""
        if isinstance(m.get("text"), str):
            self._store.save_reply(self._card.id, m["text"])

    def _drafts(self, m: Message) -> None:
        drafts = [{"at": d.at.isoformat(), "text": d.text} for d in self._store.drafts(self._card.id)]
        self._answer(m, "drafts", drafts=drafts)

    def _coach(self, m: Message, text: str) -> None:
        """Read `text` by patterns at once and in full in the background; tell the page what came of it."""
        with self._lock:
            self._newest = (m["view"], m["seq"])
        if self.mode != "coached":
            return
        self._read_once(m, text, "quick")
        if text.strip():
            self._later.submit(id(self), lambda: self._read_once(m, text, "full"))

    def _warm_up(self) -> None:
        """Let the grader load what it needs, so that the learner's first pause doesn't wait for it."""
        try:
            self._grade(self._card.agent_draft, self._card)
        except Exception:
            logger.exception("the grader could not be prepared")

    def _read_once(self, m: Message, text: str, stage: Stage) -> None:
        if not self._still_newest(m):
            return
        said: dict[str, JsonValue]
        try:
            result = self._grade(text, self._card, self._focus, encoder=stage == "full")
            said = coaching(text, self._card, result)
        except Exception:
            logger.exception("the reply could not be read")
            said = {"status": "unavailable", "message": NO_FEEDBACK}
        if self._still_newest(m):
            if said["status"] == "scored":
                self._read = ((m["view"], m["seq"]), text)
            self._answer(m, "feedback", stage=stage, **said)

    def _still_newest(self, m: Message) -> bool:
        with self._lock:
            return self._newest == (m["view"], m["seq"])

    def _rest(self, m: Message) -> None:
        """The learner has had time to read the feedback on this text."""
        which, text = self._read
        if self.mode == "coached" and which == (m["view"], m["seq"]) and self._tries.add(text):
            self._answer(m, "tries", **self._tried())

    def _tried(self) -> dict[str, JsonValue]:
        there = self.mode == "coached" and self._card.replies is not None
        return {"tries": self._tries.count, "model_ready": there and self._tries.enough}

    def _model(self, m: Message) -> None:
        """Show the card's strong reply, but not before the second try."""
        if self._card.replies is not None and self._tried()["model_ready"]:
            self._answer(m, "model", text=self._card.replies.strong)

    def _answer(self, m: Message, kind: str, **content: Any) -> None:
        self._post({"kind": kind, "view": m["view"], "seq": m["seq"], **content})


def _sentence(error: Exception) -> str:
    """An error's message as a sentence to the learner."""
    return f"This text can't be saved: {error}." if isinstance(error, RepliesError) else str(error)
