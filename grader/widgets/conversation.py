"""A whole conversation: the exchange so far, a box for the reply, and a customer who answers.

The page and the kernel talk in small messages, each with the page's `view` and a `seq` that edits count up:

    page → kernel   hello {mirror} · text {turn, text, what} · send {turn, text, anyway} · open {turn, mirror}
                    compare {turn, text}
    kernel → page   state {turn, turns, text, exchanges, knows, end, …} · saved {at, kept, notice}
                    unsaved {notice} · refused {why, anyway} · sent {turn} · opened {turn, text, at, kept}
                    compared {turn, rows, plot, words} · trouble {why}

What is sent is kept under an id of its own and never changed again, and from those replies alone the
conversation is played anew whenever somebody asks; so a reload shows the same one, and nothing else of it is
stored. A text is on disk before anything else happens with it. What is tried afterwards is kept apart.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import anywidget
import traitlets
from pydantic import JsonValue

from grader.assess import assess
from grader.cards import Card
from grader.replies import RepliesError, ReplyStore, Saved, SaveError
from grader.screen import screen
from grader.simulator import Conversation, Judge, converse
from grader.turns import LONGEST_CARD_ID, draft_id, sent_replies, turn_id, turns_of, whatif_id
from grader.widgets.assets import script, style
from grader.widgets.cardview import card_view
from grader.widgets.conversing import compared, exchange_view, the_end
from grader.widgets.desk import Background, Message
from grader.widgets.later import Later, shared
from grader.widgets.messages import number_of, text_of, time_of

_log = logging.getLogger(__name__)
EMPTY = "There is nothing to send yet."
TROUBLE = "The answer can't be shown just now. What you sent is kept; reload the page to see it."


class ConversationDesk(anywidget.AnyWidget):
    """One card's conversation. Coached, it says after each reply what that did; else only the answer."""

    _esm = script("editor.js", "scene.js", "saving.js", "talk.js", "whatif.js", "conversation.js")
    _css = style("desk.css", "conversation.css")
    card_view = traitlets.Dict().tag(sync=True)
    """The card, without its answers (`cardview.card_view`)."""
    coached = traitlets.Bool().tag(sync=True)
    turns = traitlets.Int().tag(sync=True)
    """How many replies there is room for."""
    mirror_key = traitlets.Unicode().tag(sync=True)
    """The name of this conversation in the browser's local storage: folder and card."""

    def __init__(
        self,
        card: Card,
        store: ReplyStore,
        *,
        focus: Iterable[str] = (),
        coached: bool = True,
        judge: Judge = assess,
        later: Background | Later = shared,
        send: Callable[[Message], None] | None = None,
    ) -> None:
        """Hold the conversation of `card`, whose replies are kept in `store`.

        focus: criteria of the lesson. judge, later and send are for tests. Raises NoConversation where the
        card has no branches, ValueError where its id leaves no room for those of its replies.
        """
        if len(card.id) > LONGEST_CARD_ID:
            raise ValueError(f"the id of {card.id} is too long for a conversation")
        key = store.mirror_key(f"{card.id}_turn")
        super().__init__(card_view=card_view(card), coached=coached, turns=turns_of(card), mirror_key=key)
        self._card, self._store, self._focus = card, store, tuple(focus)
        self._judge, self._later = judge, later
        self._post: Callable[[Message], None] = send or self.send
        self._acknowledged: tuple[tuple[str, int], dict[str, JsonValue]] = (("", -1), {})
        self.on_msg(lambda _widget, content, _buffers: self.handle(content))

    def handle(self, message: object) -> None:
        """Answer one message from the page. Never raises; what isn't understood is left alone."""
        if not isinstance(message, Mapping):
            return
        actions = {
            "hello": self._hello,
            "text": self._text,
            "send": self._take,
            "open": self._open,
            "compare": self._try_other,
        }
        m = {**message, "view": text_of(message, "view"), "seq": number_of(message, "seq")}
        action = actions.get(text_of(message, "kind"))
        try:
            if action:
                action(m)
        except (SaveError, RepliesError) as error:
            _log.info("%s", error)
            self._answer(m, "unsaved", notice=_sentence(error))
        except Exception:
            _log.exception("the conversation could not answer")
            self._answer(m, "unsaved", notice="Something went wrong here.")

    def _hello(self, m: Message) -> None:
        """The page was opened: bring together what the browser kept and what the disk holds."""
        mirror = m.get("mirror")
        if isinstance(mirror, Mapping) and self._is_turn(number_of(mirror, "turn")):
            self._bring_together(draft_id(self._card.id, number_of(mirror, "turn")), mirror)
        self._state(m)

    def _bring_together(self, name: str, mirror: object) -> None:
        """Save what the browser kept and the disk never got: the newer of the two wins, the other is a draft.

        Where the browser's text follows from the disk's, no clock is asked; else the times decide.
        """
        if not isinstance(mirror, Mapping) or mirror.get("saved") is not False:
            return
        text, written = mirror.get("text"), time_of(mirror, "at")
        disk = self._store.read().replies.get(name)
        if not isinstance(text, str) or text == (disk.text if disk else ""):
            return
        newer = disk is None or time_of(mirror, "base") == disk.at or written is None or written > disk.at
        self._store.save_reply(name, text, at=None if newer else written)

    def _text(self, m: Message) -> None:
        """Save what is being written, and say so."""
        turn, text, which = number_of(m, "turn"), m.get("text"), (m["view"], m["seq"])
        if not isinstance(text, str) or not self._is_turn(turn):
            return
        if which != self._acknowledged[0]:
            name = whatif_id if m.get("what") == "whatif" else draft_id
            self._acknowledged = (which, _kept(self._store.save_reply(name(self._card.id, turn), text)))
        self._answer(m, "saved", **self._acknowledged[1])

    def _take(self, m: Message) -> None:
        """Keep a reply for good; the customer's answer to it follows."""
        turn, text = number_of(m, "turn"), text_of(m, "text")
        due = len(self._sent()) + 1
        if not self._is_turn(turn):
            return
        if turn != due:  # it was sent before, from here or from another page
            return self._state(m)
        found = screen(text)
        if found.status == "not_attempted":
            return self._answer(m, "refused", why=EMPTY, anyway=False)
        if found.status == "could_not_grade" and m.get("anyway") is not True:
            return self._answer(m, "refused", why=found.message, anyway=True)
        saved = self._store.save_reply(turn_id(self._card.id, turn), text)
        self._answer(m, "sent", turn=turn, **_kept(saved))
        self._state(m)

    def _state(self, m: Message) -> None:
        """Tell the page how far the conversation is; reading the replies again takes a moment."""
        self._later.submit((id(self), "state", m["view"]), lambda: self._carefully(m, self._tell))

    def _tell(self, m: Message) -> None:
        replies = self._sent()
        talk = self._play(replies)
        turn, found = len(talk.exchanges) + 1, self._store.read()
        draft = found.replies.get(draft_id(self._card.id, turn))
        self._answer(
            m,
            "state",
            turn=turn,
            over=talk.over,
            text=draft.text if draft else "",
            at=draft.at.isoformat() if draft else None,
            kept=not self._store.memory,
            notice=" ".join(found.notices),
            knows=card_view(talk.now)["knows"],
            exchanges=[exchange_view(e, coached=self.coached) for e in talk.exchanges],
            end=the_end(talk, coached=self.coached) if talk.over else None,
        )

    def _open(self, m: Message) -> None:
        """Somebody wants to try another reply at one turn."""
        turn = number_of(m, "turn")
        if not self._may_try(turn):
            return
        name = whatif_id(self._card.id, turn)
        self._bring_together(name, m.get("mirror"))
        reply = self._store.read().replies.get(name)
        at = reply.at.isoformat() if reply else None
        text = reply.text if reply else ""
        self._answer(m, "opened", turn=turn, text=text, at=at, kept=not self._store.memory)

    def _try_other(self, m: Message) -> None:
        """Play the conversation with another reply at one turn, beside the one that was."""
        turn, text = number_of(m, "turn"), text_of(m, "text")
        if not self._may_try(turn):
            return
        found = screen(text)
        if found.status != "scored":
            why = EMPTY.replace("send", "try") if found.status == "not_attempted" else found.message
            return self._answer(m, "refused", why=why, anyway=False)
        self._store.save_reply(whatif_id(self._card.id, turn), text)
        self._later.submit((id(self), "compare", m["view"]), lambda: self._carefully(m, self._tell_other))

    def _tell_other(self, m: Message) -> None:
        turn, replies = number_of(m, "turn"), self._sent()
        other = (*replies[: turn - 1], text_of(m, "text"), *replies[turn:])
        self._answer(m, "compared", turn=turn, **compared(self._play(replies), self._play(other), turn))

    def _carefully(self, m: Message, tell: Callable[[Message], None]) -> None:
        """Tell the page something in the background, or that it can't be told."""
        try:
            tell(m)
        except Exception:
            _log.exception("the conversation could not be played")
            self._answer(m, "trouble", why=TROUBLE)

    def _play(self, replies: tuple[str, ...]) -> Conversation:
        return converse(self._card, replies, self._focus, self._judge)

    def _sent(self) -> tuple[str, ...]:
        return sent_replies(self._card, self._store.read().text)

    def _is_turn(self, number: int) -> bool:
        return 1 <= number <= self.turns

    def _may_try(self, turn: int) -> bool:
        """Whether "What if" is open: never in an assignment, and never before the end."""
        return self.coached and self._is_turn(turn) and len(self._sent()) == self.turns

    def _answer(self, m: Message, kind: str, **content: Any) -> None:
        self._post({"kind": kind, "view": m["view"], "seq": m["seq"], **content})


def _kept(saved: Saved) -> dict[str, JsonValue]:
    return {"at": saved.at.isoformat(), "kept": saved.where is not None, "notice": saved.notice}


def _sentence(error: Exception) -> str:
    """An error's message as a sentence to the learner."""
    return f"This text can't be saved: {error}." if isinstance(error, RepliesError) else str(error)
