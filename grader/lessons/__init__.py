"""What a lesson says and asks, in one YAML file an author can edit: questions, rule, worked steps, gaps.

The notebook in course/ carries the prose and the order; the words inside its exercises stand here. Replies
come from the cards, so a lesson names a card and quotes it, and `gap` and `built` check the quotation.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from grader.cards import Card, CriterionId, Id
from grader.yamlfile import YamlProblems, parse_yaml

SHIPPED = Path(__file__).parent
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]


class LessonError(ValueError):
    """A lesson file that can't be used; one line a problem: file, line, field, what is wrong."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Option(_Part):
    """One answer to a recall question, and what to say to whoever picks it."""

    text: Line
    why: Line
    right: bool = False


class RecallItem(_Part):
    """One question on an earlier lesson, with exactly one best answer."""

    id: Id
    lesson: Line
    """The earlier lesson's title, as the page shows it."""
    question: Line
    options: tuple[Option, ...] = Field(min_length=2, max_length=4)

    @model_validator(mode="after")
    def _one_right(self) -> RecallItem:
        if sum(o.right for o in self.options) != 1:
            raise ValueError("options: exactly one of them has `right: true`")
        return self


class GuessStep(_Part):
    """The criteria for which the learner guesses a level before the cold rewrite."""

    card: Id
    criteria: tuple[CriterionId, ...] = Field(min_length=3, max_length=4)


class ContrastStep(_Part):
    """The rule that follows the comparison of a card's three replies."""

    card: Id
    rule: Line
    points: tuple[Line, ...] = Field(min_length=1, max_length=4)


class BuildStep(_Part):
    """One step of the worked example: the words it adds, what the move is called, and why it stands there."""

    words: Line
    name: Line
    why: Line


class Backfire(_Part):
    """A way in which the rule goes wrong."""

    title: Line
    text: Line
    instead: Line


class WorkedStep(_Part):
    """A strong reply built up step by step, and when the rule backfires."""

    card: Id
    steps: tuple[BuildStep, ...] = Field(min_length=2, max_length=8)
    backfires: tuple[Backfire, ...] = Field(min_length=1, max_length=6)


class Gap(_Part):
    """A card's strong reply with one move missing."""

    card: Id
    missing: Line
    """The words to leave out, exactly as they stand in the card's strong reply."""
    criterion: CriterionId
    task: Line


class Goal(_Part):
    """How the if-then goal begins, as examples in the two boxes."""

    when: Line = Field(alias="if")
    then: Line
    days: Annotated[int, Field(ge=1, le=30)] = 3
    """Days until it's worth coming back."""


class ReappraiseStep(_Part):
    """The private exercise on a card's message: what it asks first, and other ways to see the message."""

    card: Id
    prompt: Line = "Your first thought, as hot as it comes"
    ways: tuple[Line, ...] = Field(
        default=(
            "They're angry at what happened. You're the one they could reach.",
            "You've seen this a thousand times. For them it's the first. And you've got through it before.",
            "You don't know what else is going on in their life today.",
        ),
        max_length=5,
    )


class Lesson(_Part):
    """One lesson's exercises."""

    schema_version: Literal[1] = Field(alias="schema")
    id: Id
    title: Line
    focus: tuple[CriterionId, ...] = Field(min_length=1)
    recall: tuple[RecallItem, ...] = Field(min_length=2, max_length=2)
    guess: GuessStep
    reappraise: ReappraiseStep | None = None
    contrast: ContrastStep
    worked_example: WorkedStep
    fill_in: tuple[Gap, ...] = Field(min_length=2, max_length=2)
    goal: Goal

    def gap_for(self, card: str) -> Gap:
        """The gap on one card. Raises LessonError where there is none."""
        for step in self.fill_in:
            if step.card == card:
                return step
        raise LessonError(f"{self.id}.yaml: fill_in: there is no entry for the card {card}")

    def reappraise_for(self, card: str) -> ReappraiseStep:
        """The private exercise on one card, in plain words where the lesson has none of its own.

        Raises LessonError where the lesson's own is on another card.
        """
        step = self.reappraise or ReappraiseStep(card=card)
        if step.card != card:
            raise LessonError(f"{self.id}.yaml: reappraise: it is about the card {step.card}, not {card}")
        return step


def gap(step: Gap, card: Card) -> tuple[str, str]:
    """The card's strong reply before and after the missing words. Raises LessonError if they aren't there."""
    before, found, after = _strong(card).partition(step.missing)
    if not found:
        raise LessonError(f"fill_in: the missing words are not in the strong reply of the card {card.id}")
    return before, after


def built(step: WorkedStep, card: Card) -> tuple[str, ...]:
    """The white space that stands before each step's words in the card's strong reply.

    Raises LessonError where the steps' words don't add up to that reply.
    """
    rest, leads = _strong(card), []
    for part in step.steps:
        words = rest.lstrip()
        if not words.startswith(part.words):
            raise LessonError(f"worked_example: “{part.name}” is not what comes next on the card {card.id}")
        leads.append(rest[: len(rest) - len(words)])
        rest = words[len(part.words) :]
    if rest.strip():
        raise LessonError(f"worked_example: the steps don't add up to the strong reply of the card {card.id}")
    return tuple(leads)


def load_lesson(lesson: str, folder: Path = SHIPPED) -> Lesson:
    """Load a lesson by its id from `folder`. Raises LessonError: file, line, field, found, expected."""
    path = folder / f"{lesson}.yaml"
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", lesson) or not path.is_file():
        raise LessonError(f"there is no lesson called {lesson[:80]!r}")
    return _load_cached(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _load_cached(path: Path, mtime: int) -> Lesson:
    try:
        source = path.read_text(encoding="utf-8")
        found = parse_yaml(source, Lesson, "a lesson: fields such as 'id: 04-own-it'")
    except YamlProblems as error:
        raise LessonError("\n".join(f"{path.name}: {p}" for p in error.problems)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise LessonError(f"{path.name}: can't be read as UTF-8 text: {error}") from None
    if found.id != path.stem:
        raise LessonError(f"{path.name}: id: found {found.id!r}, expected {path.stem!r}, the file's name")
    return found


def _strong(card: Card) -> str:
    if card.replies is None:
        raise LessonError(f"the card {card.id} has no replies to teach with")
    return card.replies.strong
