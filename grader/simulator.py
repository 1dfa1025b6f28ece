"""A customer who answers back: deterministic, moved by what a reply does, in words that a person wrote.

Anger, trust and sense of control, each from 0 to 10, begin by the card's heat and move by the levels of each
reply; simulator.yaml holds every number with its reason. How much anger has changed decides the mood of the
customer's next message, and the card has one message for each mood. The same replies to the same card give
the same conversation, so a conversation needs no record but its replies.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from grader.assess import Assessment, assess
from grader.cards import CRITERIA, Card, CriterionId, Message, Mood, OwnReply
from grader.rubric.words import trigram_overlap
from grader.text import words_of
from grader.yamlfile import parse_yaml

TABLE = Path(__file__).with_name("simulator.yaml")
LOWEST, HIGHEST = 0.0, 10.0
LONGEST = 4000
"""Characters of a reply that the next turn is read with; the same as a card's messages may have."""


Judge = Callable[[str, Card, tuple[str, ...]], Assessment]
"""What `converse` needs of `assess`: the assessment of a reply to a card, with a focus."""


class NoConversation(ValueError):
    """The card has no branches, so its customer can't answer back."""


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class State(_Row):
    """How a customer is, each from 0 to 10."""

    anger: float
    trust: float
    control: float
    """Sense of control over what happens."""


class Change(_Row):
    """What a level adds to each."""

    anger: float = 0.0
    trust: float = 0.0
    control: float = 0.0


class Limit(_Row):
    """The most that one reply takes away and adds."""

    down: float = Field(le=0)
    up: float = Field(ge=0)


class Effect(_Row):
    """What the levels of one criterion do."""

    criterion: CriterionId
    why: str = Field(min_length=10)
    levels: Mapping[int, Change]


class Again(_Row):
    """What a reply does that was sent before."""

    share: float = Field(gt=0, le=1)
    """Of its word triples, how many stood in an earlier reply."""
    change: Change
    why: str = Field(min_length=10)


class MoodRow(_Row):
    """When the next message has a mood: all that is given must hold."""

    mood: Mood
    change_at_least: float = -HIGHEST
    change_at_most: float = HIGHEST
    trust_at_least: float = LOWEST


class Goal(_Row):
    """One part of what the way of a conversation is worth."""

    share: float = Field(gt=0, le=1)
    towards: float = Field(ge=LOWEST, le=HIGHEST)
    """Where the whole share is earned; none of it is where the conversation began."""


class Trajectory(_Row):
    """What the way of a conversation is worth, 0 to 1."""

    anger: Goal
    trust: Goal
    control: Goal
    hotter_costs: float = Field(ge=0, le=1)
    """Taken off for each reply that made the customer hotter."""
    why: str = Field(min_length=10)


class Table(_Row):
    """simulator.yaml."""

    schema_version: Literal[1] = Field(alias="schema")
    start: Mapping[int, State]
    limits: Mapping[Literal["anger", "trust", "control"], Limit]
    limits_why: str
    effects: tuple[Effect, ...]
    again: Again
    moods: tuple[MoodRow, ...]
    trajectory: Trajectory


@dataclass(frozen=True)
class Exchange:
    """One reply of a conversation, with what came before and after it."""

    number: int
    """From 1."""
    card: Card
    """The card as it stands at this turn: the exchange so far, what has come up, what applies."""
    reply: str
    assessment: Assessment
    before: State
    after: State
    mood: Mood
    """How the customer's answer sounds."""
    answer: str
    """What the customer says to it."""
    again: bool = False
    """Whether it says what an earlier reply of the conversation said, in the same words."""


@dataclass(frozen=True)
class Conversation:
    """A card's conversation as far as it has gone."""

    card: Card
    exchanges: tuple[Exchange, ...]
    turns: int
    """Replies that the conversation has room for."""
    focus: tuple[str, ...] = ()
    """Criteria that count twice."""

    @property
    def over(self) -> bool:
        """Whether the customer has said their last word."""
        return len(self.exchanges) == self.turns

    @property
    def states(self) -> tuple[State, ...]:
        """How the customer was at the start and after each reply."""
        first = beginning(self.card)
        return (first, *(e.after for e in self.exchanges))

    @property
    def now(self) -> Card:
        """The card that the next reply is to; when it is over, the last one replied to."""
        if self.over:
            return self.exchanges[-1].card
        return _card_at(self.card, self.exchanges)


@lru_cache(maxsize=1)
def table() -> Table:
    """The numbers. Raises YamlProblems where the file is damaged."""
    return parse_yaml(TABLE.read_text(encoding="utf-8"), Table, "the table of simulator.yaml")


def beginning(card: Card) -> State:
    """How the customer is before the first reply."""
    return table().start[card.heat]


def moved_by(assessment: Assessment, *, again: bool = False) -> Change:
    """What a reply does to a customer, within the limits of one reply; nothing where there was none.

    again: it was sent before, so only what it does badly counts, and what sending it again does.
    """
    better = {"anger": -1, "trust": 1, "control": 1}
    total = {name: getattr(table().again.change, name) if again else 0.0 for name in better}
    for effect in table().effects:
        level = assessment.levels.get(effect.criterion)
        if level is not None and level.value in effect.levels:
            for name, way in better.items():
                step = getattr(effect.levels[level.value], name)
                total[name] += 0.0 if again and step * way > 0 else step
    limits = table().limits
    return Change(**{str(n): round(min(max(total[n], at.down), at.up), 2) for n, at in limits.items()})


def after(before: State, change: Change) -> State:
    """How the customer is after a reply, each number held between 0 and 10."""
    names = ("anger", "trust", "control")
    sums = {n: round(getattr(before, n) + getattr(change, n), 2) for n in names}
    return State(**{n: min(max(value, LOWEST), HIGHEST) for n, value in sums.items()})


def mood(change: Change, now: State) -> Mood:
    """How the next message sounds: by what the last reply did, even where anger can move no further."""
    for row in table().moods:
        if row.change_at_least <= change.anger <= row.change_at_most and now.trust >= row.trust_at_least:
            return row.mood
    return "same"


def converse(
    card: Card, replies: Sequence[str], focus: Sequence[str] = (), judge: Judge = assess
) -> Conversation:
    """The conversation that these replies lead to, in order; replies after its end are left out.

    An empty reply, or one that can't be graded, moves nothing: the customer answers as to a hollow one.
    judge: reads each reply; for those who must go on where a reading fails, and for tests.
    Raises NoConversation where the card has no branches, ValueError for a focus that is no criterion, and
    what `judge` raises: `assess` EncoderMissing where the grader's model can't be read.
    """
    if card.branches is None:
        raise NoConversation(f"the card {card.id} has no branches: its customer can't answer back")
    if unknown := [c for c in focus if c not in CRITERIA]:
        raise ValueError(f"no such criterion: {', '.join(unknown)}")
    turns = len(card.branches.turns) + 1
    done: list[Exchange] = []
    state = beginning(card)
    for number, reply in enumerate(replies[:turns], start=1):
        at = _card_at(card, done)
        found = judge(reply, at, tuple(c for c in focus if c in at.criteria))
        again = found.status == "scored" and any(_same(reply, e.reply) for e in done)
        change = moved_by(found, again=again)
        now = after(state, change)
        tone = mood(change, now)
        says = card.branches.ending if number == turns else card.branches.turns[number - 1]
        done.append(Exchange(number, at, reply, found, state, now, tone, says.said(tone), again))
        state = now
    return Conversation(card, tuple(done), turns, tuple(focus))


def trajectory(conversation: Conversation) -> float:
    """How good the way of a conversation was, 0 to 1; 0 where it isn't finished. The table has the numbers.

    Each of anger, trust and control earns its share by how far it came from its start towards its goal.
    """
    unwritten = any(e.assessment.status == "not_attempted" for e in conversation.exchanges)
    if not conversation.over or unwritten:
        return 0.0
    worth, first, last = table().trajectory, conversation.states[0], conversation.states[-1]
    earned = (
        worth.anger.share * _way(-first.anger, -last.anger, -worth.anger.towards)
        + worth.trust.share * _way(first.trust, last.trust, worth.trust.towards)
        + worth.control.share * _way(first.control, last.control, worth.control.towards)
    )
    hotter = sum(e.mood == "hotter" for e in conversation.exchanges)
    return round(min(max(earned - worth.hotter_costs * hotter, 0.0), 1.0), 4)


def _same(reply: str, earlier: str) -> bool:
    """Whether a reply says what an earlier one said, in the same words; short ones to the word."""
    if trigram_overlap(reply, earlier) >= table().again.share:
        return True
    return bool(words_of(reply)) and words_of(reply) == words_of(earlier)


def _way(start: float, end: float, goal: float) -> float:
    """The part of the way up from `start` to `goal` that was gone, 0 to 1; where it began there, 1 if it is
    there still."""
    if start >= goal:
        return float(end >= goal)
    return min(max((end - start) / (goal - start), 0.0), 1.0)


def _card_at(card: Card, done: Sequence[Exchange]) -> Card:
    """The card as it stands for the next reply: what was said since, what has come up, what applies now.

    A danger stays until a reply has taken it up; a turn may bring it up anew.
    """
    if not done or card.branches is None:
        return card
    came = card.branches.turns[: len(done)]
    said = []
    for e in done:
        said += [_said(OwnReply, "agent", e.reply), _said(Message, "customer", e.answer)]
    told = {a for turn in came for a in turn.answers}
    missing = tuple(m for m in card.missing_facts if m.id not in told)
    taken_up = any(e.card.safety_flag and not e.assessment.stopped for e in done)
    applies = [c for c in came[-1].applicable or card.applicable if c != "open_inquiry" or missing]
    return card.model_copy(
        update={
            "customer": card.customer.model_copy(update={"messages": (*card.customer.messages, *said)}),
            "facts": (*card.facts, *(fact for turn in came for fact in turn.facts)),
            "missing_facts": missing,
            "safety_flag": came[-1].safety_flag or (None if taken_up else card.safety_flag),
            "applicable": tuple(applies),
        }
    )


def _said(kind: type[Message], sender: str, text: str) -> Message:
    plain = text.encode("utf-8", "replace").decode("utf-8").strip()
    return kind.model_validate({"from": sender, "text": plain[:LONGEST].strip() or "…"})
