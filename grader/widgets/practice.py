"""The practice page: one card after another, each written cold, then everything the grader can say of it.

A box holds the desk, the guess and a panel of buttons; what is in it changes as the person goes on. Which
card comes is worked out anew each time (`grader.schedule`), from the records in the user's own store. A card
whose reply was begun and not finished comes first; what was said of a finished one stays, over a reload
too, until the person goes on. Nothing is written before somebody types or presses a button.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import ipywidgets

from grader.assess import Assessment, assess
from grader.cards import CRITERIA, Card, CriterionId
from grader.feedback import Extras, feedback_page
from grader.mastery import standing
from grader.progress import ProgressStore
from grader.record import Record, record_of
from grader.replies import Replies, ReplyStore
from grader.schedule import Draw, draw, due_dates
from grader.techniques import technique, techniques
from grader.widgets.activity import Activity, levels
from grader.widgets.assets import script, style
from grader.widgets.coaching import TITLES
from grader.widgets.debrief import GAPS
from grader.widgets.desk import Desk, Grade
from grader.widgets.guess import Guess
from grader.widgets.practice_words import spelled, standing_words
from grader.widgets.reaction import how_taken

SKIPPED = "practice:skipped"
"""The answer that holds the cards somebody would rather not see: card id, and when it was skipped."""
LAST = "practice:last"
"""The answer that holds the id of the record whose feedback is on the page; empty once one has gone on."""
GUESSES = 3
"""Criteria to guess for."""
NOTHING = "There's no reply here yet. Write one, or skip this card."
NO_CARDS = "There are no cards to practise on in this folder or in the course."
ONLY_SKIPPED = "The cards that are left are those you skipped."
AGAIN = "You've met this one before. Your earlier reply is kept among the drafts."
VERDICTS = {
    "yes": "Passed.",
    "no": "Not passed yet.",
    "pending": "Hard to tell. It may be a pass; below is what would make it clear.",
    "stopped": "Stopped. Their message holds a danger, and that comes first. Below is what to do.",
}
"""Here nobody looks at a reply, so pending and stopped are said otherwise than in an assignment."""
Answer = Mapping[str, Any] | None


class Panel(Activity):
    """The buttons and what is said beside them. It shows its content and passes on what is pressed."""

    _esm = script("activity.js", "practice.js")
    _css = style("activity.css", "practice.css")

    def __init__(self, store: ReplyStore, content: Mapping[str, Any], press: Callable[[str], Answer]) -> None:
        """`press` gets the name of the button, and returns what to say if the panel stays."""
        self._press = press
        super().__init__(store, "practice:panel", {"levels": levels(), **content})

    def accept(self, answer: Any) -> Any:
        """There is nothing to answer here."""
        raise ValueError("That isn't a button.")

    def respond(self, kind: str, answer: Any) -> Answer:
        """Pass on a button."""
        return self._press(kind)


class Practice:
    """What is on the practice page now. Show `box`."""

    def __init__(
        self,
        store: ReplyStore,
        progress: ProgressStore,
        cards: Mapping[str, Card],
        *,
        grade: Grade = assess,
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
    ) -> None:
        """Practise on `cards`; words are kept in `store`, results in `progress`.

        grade and now are for tests.
        """
        self._store, self._progress, self._cards = store, progress, cards
        self._grade, self._now = grade, now
        self._seed = int(store.fingerprint, 16)
        self._draw: Draw | None = None
        self._guessed: tuple[CriterionId, ...] = ()
        layout = ipywidgets.Layout(overflow="visible", width="100%")
        self.box: Any = ipywidgets.VBox([], layout=layout).add_class("ek-practice")
        if begun := self._unfinished():
            self._open(begun, focus=False)
            return
        if said := self._last_said():
            self._show({"phase": "done", "focus": False, "notice": "", **said})
            return
        found = self._drawn()
        if found is None or found.why == "extra":
            self._rest(found)
        elif self._store.read().text(found.card):
            self._show({"phase": "again", "words": AGAIN})
        else:
            self._open(found, focus=False)

    @property
    def panel(self) -> Panel:
        """The panel that is shown now."""
        found: Panel = self.box.children[-1]
        return found

    @property
    def card(self) -> Card | None:
        """The card on the desk, if there is one."""
        return self._cards[self._draw.card] if self._draw else None

    def press(self, button: str) -> Answer:
        """Do what a button says: finish, skip, next, more (though nothing is due), unskip."""
        if button == "finish":
            return self._finish()
        if button == "skip" and self._draw:
            self._store.save_answer(SKIPPED, {**self._skips(), self._draw.card: self._now().isoformat()})
            self._draw = None
        if button == "unskip":
            self._store.save_answer(SKIPPED, {})
        if button in ("skip", "next", "more", "unskip") and self._draw is None:
            if self._store.read().answers.get(LAST):
                self._store.save_answer(LAST, "")
            self._go_on(more=button == "more")
        return None

    def _go_on(self, *, more: bool) -> None:
        found = self._drawn()
        if found is None or (found.why == "extra" and not more):
            self._rest(found)
            return
        if self._store.read().text(found.card):
            self._store.start_again(found.card)
        self._open(found, focus=True)

    def _open(self, found: Draw, *, focus: bool) -> None:
        """Put a card on the desk, cold. What was guessed at an earlier meeting isn't asked again."""
        self._draw, card = found, self._cards[found.card]
        parts: list[Any] = [Desk(card, self._store, focus=found.focus, mode="assignment")]
        self._guessed = ()
        if not (found.met and self._store.read().guesses.get(card.id)):
            self._guessed = self._to_guess(card, found)
            parts.append(Guess(self._store, card, self._guessed))
        self._show({"phase": "write", "focus": focus}, parts)

    def _finish(self) -> Answer:
        """Grade what is written; keep the result; show everything there is to say of it."""
        found, card = self._draw, self.card
        if found is None or card is None:
            return None
        state = self._store.read()
        text = state.text(card.id)
        result = self._grade(text, card, found.focus)
        if result.status != "scored":
            return {"kind": "say", "words": NOTHING if result.status == "not_attempted" else result.message}
        guesses = state.guesses.get(card.id, {})
        guess = {str(c): guesses[c] for c in self._guessed if c in guesses}
        record = record_of(result, "practice", (found.technique,), guess, self._now())
        notice = self._progress.add(record)
        self._store.save_answer(LAST, record.id)
        self._draw = None
        said = self._said(card, text, result, record)
        self._show({"phase": "done", "focus": True, "notice": notice, **said})
        return None

    def _said(self, card: Card, text: str, result: Assessment, record: Record) -> dict[str, Any]:
        """The feedback page, how the customer takes it, guess and level, when the technique comes back."""
        records = [*(r for r in self._progress.read().records if r.id != record.id), record]
        name = record.techniques[0]
        due = due_dates(records, self._now().tzinfo)[name]
        return {
            "title": technique(name).title,
            "passed": result.verdict,
            "verdict": VERDICTS[result.verdict],
            "taken": how_taken(result, card),
            "guesses": [_compared(c, v, record.levels[c]) for c, v in record.guess.items()],
            "back": f"It comes back {spelled(due, self._now().date())}.",
            "standing": standing_words(standing(records, name), self._now().date()),
            "page": feedback_page("you", "practice", [(card, text, result)], Extras(verdicts=VERDICTS)),
        }

    def _last_said(self) -> dict[str, Any] | None:
        """What was said of the reply that was finished last, if that was today and still is what is said."""
        state = self._store.read()
        kept = (r for r in self._progress.read().records if r.id == state.answers.get(LAST))
        record = next((r for r in kept if r.card in self._cards), None)
        if record is None or record.at.astimezone().date() != self._now().astimezone().date():
            return None
        card, text = self._cards[record.card], state.text(record.card)
        result = self._grade(text, card, record.focus)
        levels = {c: level.value for c, level in result.levels.items()}
        if (levels, result.passed) != (record.levels, record.passed):
            return None
        return self._said(card, text, result, record)

    def _rest(self, found: Draw | None) -> None:
        """Nothing is due, or there is no card."""
        self._draw = None
        content: dict[str, Any] = {"phase": "rest", "unskip": False, "more": found is not None}
        if found is not None:
            day = due_dates(self._progress.read().records, self._now().tzinfo).get(found.technique)
            when = f" The next one comes back {spelled(day, self._now().date())}." if day else ""
            content["words"] = f"Nothing is due today.{when} You can do one more all the same."
        elif self._skips():
            content |= {"words": ONLY_SKIPPED, "unskip": True}
        else:
            content["words"] = NO_CARDS
        self._show(content)

    def _show(self, content: Mapping[str, Any], parts: list[Any] | None = None) -> None:
        self.box.children = (*(parts or []), Panel(self._store, content, self.press))

    def _drawn(self) -> Draw | None:
        records = self._progress.read().records
        return draw(records, self._cards, techniques(), self._now(), self._seed, set(self._skips()))

    def _unfinished(self) -> Draw | None:
        """The card whose reply was begun last and isn't finished: written after its last record."""
        records, state = self._progress.read().records, self._store.read()
        finished = {r.card: r.at for r in records}
        begun = {
            card: reply.at
            for card, reply in state.replies.items()
            if card in self._cards and reply.text.strip() and card not in self._skips(state)
            if card not in finished or reply.at > finished[card]
        }  # fmt: skip
        if not begun:
            return None
        card = max(begun, key=lambda c: begun[c])
        return draw(records, {card: self._cards[card]}, techniques(), self._now(), self._seed)

    def _skips(self, state: Replies | None = None) -> dict[str, Any]:
        kept = (state or self._store.read()).answers.get(SKIPPED)
        return dict(kept) if isinstance(kept, dict) else {}

    def _to_guess(self, card: Card, found: Draw) -> tuple[CriterionId, ...]:
        """The technique's own criteria among others, in the codebook's order, so that none stands out."""
        rest = [c for c in card.criteria if c not in found.focus]
        more = random.Random(f"{self._seed} {card.id}").sample(rest, max(0, GUESSES - len(found.focus)))
        return tuple(c for c in CRITERIA if c in (*found.focus, *more))


def _compared(criterion: str, guess: int, level: int) -> dict[str, Any]:
    return {"title": TITLES[criterion], "guess": guess, "level": level, "words": GAPS[guess - level]}
