"""What to practise next: techniques come back when they are due, and cards that nobody has met come first.

One item of spaced repetition is a technique, and each unaided reply reviews it: passed is Good (Easy from a
score of 0.9 on), pending is Hard, not passed is Again. FSRS says when it is due; days count, not hours. The
same records, cards, day and seed give the same card.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import Literal

import fsrs

from grader.cards import Card, CriterionId
from grader.record import Record
from grader.techniques import Technique

EASY = 0.9
"""A pass with this score or more is Easy."""
Why = Literal["due", "new", "extra"]
_STEPS = (timedelta(minutes=10),)
_SCHEDULER = fsrs.Scheduler(learning_steps=_STEPS, relearning_steps=_STEPS, enable_fuzzing=False)
"""Without fuzz, so that nothing is left to chance; after a fail a technique is due again on the same day."""


@dataclass(frozen=True)
class Draw:
    """One card to practise on."""

    card: str
    technique: str
    focus: tuple[CriterionId, ...]
    """The technique's criteria that apply to the card; at least one."""
    why: Why
    """due: it is time; new: never tried without help; extra: nothing was due, and this is next."""
    met: bool
    """Whether the person has met the card before."""


def rating(record: Record) -> fsrs.Rating:
    """What a reply says about its technique."""
    if record.passed == "yes":
        return fsrs.Rating.Easy if record.score >= EASY else fsrs.Rating.Good
    return fsrs.Rating.Hard if record.passed == "pending" else fsrs.Rating.Again


def due_dates(records: Iterable[Record], zone: tzinfo | None = None) -> dict[str, date]:
    """Technique: the day on which it is due, in `zone` (this machine's by default), once tried unaided."""
    items: dict[str, fsrs.Card] = {}
    for record in sorted(records, key=lambda r: (r.at, r.id)):
        for name in record.techniques if record.unaided else ():
            item = items.get(name) or fsrs.Card(card_id=1, due=record.at)
            items[name], _ = _SCHEDULER.review_card(item, rating(record), record.at)
    return {name: item.due.astimezone(zone).date() for name, item in items.items()}


def candidates(technique: Technique, cards: Iterable[Card], passed_once: bool) -> list[Card]:
    """The cards that give practice with a technique.

    Transfer cards wait until it has been passed once, but not where there is no practice card to pass.
    """
    fitting = [
        card
        for card in cards
        if card.pool in ("practice", "transfer")
        and technique.id in card.techniques
        and any(c in card.criteria for c in technique.focus)
    ]
    first = [card for card in fitting if card.pool == "practice"]
    return fitting if passed_once or not first else first


def draw(
    records: Sequence[Record],
    cards: Mapping[str, Card],
    techniques: Sequence[Technique],
    today: datetime,
    seed: int = 0,
    skipped: Collection[str] = (),
) -> Draw | None:
    """The next card, or None where no card fits any technique.

    techniques: in the course's order. today: with its zone; only the day counts. skipped: ids of cards that
    the person would rather not see. Due techniques come first, the longest due before others, then new ones;
    where nothing is either, the one that is due next. The last one practised waits while there is another.
    Until a technique is passed, its easier cards come first.
    """
    chance = random.Random(f"{seed} {today.date().isoformat()} {len(records)}")
    wanted = [card for card in cards.values() if card.id not in skipped]
    passed = {name for r in records if r.unaided and r.passed == "yes" for name in r.techniques}
    open_to = {t.id: candidates(t, wanted, t.id in passed) for t in techniques}
    ordered = _ordered(records, [t for t in techniques if open_to[t.id]], today, chance)
    if not ordered:
        return None
    last = max((r for r in records if r.unaided), key=lambda r: (r.at, r.id), default=None)
    others = [(t, why) for t, why in ordered if last is None or t.id not in last.techniques]
    drawn, why = (others if others and (others[0][1] != "extra" or ordered[0][1] == "extra") else ordered)[0]
    choice = open_to[drawn.id] if drawn.id in passed else _gentle(open_to[drawn.id], records)
    card, met = _card(choice, records, chance)
    return Draw(card.id, drawn.id, tuple(c for c in drawn.focus if c in card.criteria), why, met)


def _ordered(
    records: Sequence[Record], techniques: Sequence[Technique], today: datetime, chance: random.Random
) -> list[tuple[Technique, Why]]:
    """The techniques in the order in which they are practised, and why each is."""
    due = due_dates(records, today.tzinfo)
    known = {name for r in records for name in r.techniques}
    rank: dict[str, tuple[int, int, float]] = {}
    why: dict[str, Why] = {}
    for place, t in enumerate(techniques):
        day = due.get(t.id)
        if day is None:  # new: first what a lesson has already taught, then in the course's order
            why[t.id], rank[t.id] = "new", (1, place + (0 if t.id in known else 1000), 0.0)
        else:
            on_time = day <= today.date()
            why[t.id] = "due" if on_time else "extra"
            rank[t.id] = (0 if on_time else 2, day.toordinal(), chance.random())
    return [(t, why[t.id]) for t in sorted(techniques, key=lambda t: rank[t.id])]


def _gentle(choice: Sequence[Card], records: Iterable[Record]) -> list[Card]:
    """Of the cards that the person hasn't met those within one step of the easiest; all if there are none."""
    met = {r.card for r in records}
    fresh = [card for card in choice if card.id not in met]
    least = min((card.difficulty for card in fresh), default=0)
    return [card for card in fresh if card.difficulty <= least + 1] or list(choice)


def _card(choice: Sequence[Card], records: Sequence[Record], chance: random.Random) -> tuple[Card, bool]:
    """A card that the person hasn't met, else the one met longest ago; and whether it was met."""
    last_met = {r.card: r.at for r in sorted(records, key=lambda r: r.at)}
    ordered = sorted(choice, key=lambda card: card.id)
    fresh = [card for card in ordered if card.id not in last_met]
    if fresh:
        return chance.choice(fresh), False
    return min(ordered, key=lambda card: last_met[card.id]), True
