"""Scenario cards: load, validate, look up.

A card holds everything that a trained rater would need to score one reply fairly. The format is described
in docs/authors.md; this module is its definition.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

from grader.yamlfile import YamlProblems, parse_yaml

SHIPPED = Path(__file__).parent / "scenarios"
MAX_CARD_BYTES = 1_000_000

CriterionId = Literal[
    "emotion_acknowledgment", "issue_reflection", "open_inquiry", "fault_ownership", "action_commitment",
    "choice_offer", "expectation_clarity", "positive_framing", "blame_absence", "composed_tone",
    "boundary_statement", "handoff_quality", "message_economy", "fact_fidelity",
]  # fmt: skip
CRITERIA: tuple[CriterionId, ...] = get_args(CriterionId)
"""The fourteen criteria of the codebook, in its order."""
ALWAYS: tuple[CriterionId, ...] = ("blame_absence", "composed_tone", "message_economy", "fact_fidelity")
"""Criteria that apply to every card."""
GATES: tuple[CriterionId, ...] = ("blame_absence", "composed_tone", "fact_fidelity")
"""Criteria that cap the score when they are at 0."""

MAX_ID = 80
ID_WORDS = "lower-case letters and digits, with single hyphens or underscores between"
"""What an id is made of, in words."""
_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_SUFFIXES = (".yaml", ".yml")
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def is_id(text: str) -> bool:
    """Whether `text` can be a card's id: see ID_WORDS; at most MAX_ID characters."""
    return len(text) <= MAX_ID and _ID.fullmatch(text) is not None


def _id(text: str) -> str:
    if not is_id(text):
        raise ValueError(f"{ID_WORDS}, at most {MAX_ID} characters")
    return text


Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
Id = Annotated[str, AfterValidator(_id)]
Mood = Literal["calmer", "same", "hotter"]
"""How a customer has taken the last reply."""
Domain = Literal["retail", "delivery", "telecom", "software", "banking", "insurance", "travel", "hospitality",
                 "health", "utilities", "public_services", "housing"]  # fmt: skip
Emotion = Literal["anger", "frustration", "let_down", "worry", "embarrassment", "grief", "helplessness",
                  "distrust", "humiliation", "confusion"]  # fmt: skip


SafetyFlag = Literal["self_harm", "threat", "minor", "fraud"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Message(_Part):
    """One turn of the exchange so far."""

    sender: Literal["customer", "agent"] = Field(alias="from")
    text: Line


class OwnReply(Message):
    """What the learner wrote at an earlier turn: it was said, but puts nothing on record."""


class Customer(_Part):
    """Who writes, and what was said so far, oldest first."""

    name: Annotated[str, StringConstraints(max_length=60)] | None = None
    messages: tuple[Message, ...] = Field(min_length=1)


class Fact(_Part):
    """Something the agent knows; each may be restated in the reply."""

    id: Id
    kind: Literal["item", "date", "amount", "person", "place", "cause", "history", "rule"]
    text: Line
    said_by: Literal["firm", "customer", "both"]


class Item(_Part):
    """An offer, a forbidden offer, or a missing fact."""

    id: Id
    text: Line


class NextStep(_Part):
    """What happens next, by whom and by when."""

    owner: Line
    text: Line
    by: Line


class Handoff(_Part):
    """To whom the case goes, why and when."""

    role: Line
    why: Line
    when: Line


class ModelReplies(_Part):
    """Replies for teaching, and to test the grader with."""

    strong: Line
    near_miss: Line
    near_miss_lacks: CriterionId
    weak: Line


class Answers(_Part):
    """What the customer says after a reply: one message for each way it was taken."""

    calmer: Line
    same: Line
    hotter: Line

    def said(self, mood: Mood) -> str:
        """The message in one mood."""
        return {"calmer": self.calmer, "same": self.same, "hotter": self.hotter}[mood]


class Turn(Answers):
    """What the customer says next, and what is new in all three messages."""

    facts: tuple[Fact, ...] = ()
    """What they bring up that the card doesn't have."""
    answers: tuple[Id, ...] = ()
    """Ids of `missing_facts` that the customer has told by now."""
    applicable: tuple[CriterionId, ...] = ()
    """The criteria for the reply to this message; empty for the card's own."""
    safety_flag: SafetyFlag | None = None
    """A danger that these messages bring up anew; the card's own stays until a reply has taken it up."""


class Branches(_Part):
    """A conversation that begins with the card: a turn after each reply but the last, then the end."""

    turns: tuple[Turn, ...] = Field(min_length=1, max_length=8)
    ending: Answers


class Card(_Part):
    """A scenario card, validated. See docs/authors.md for what each field means to an author."""

    schema_version: Literal[1] = Field(alias="schema")
    id: Id
    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
    domain: Domain
    channel: Literal["chat", "email", "phone", "social"]
    difficulty: Literal[1, 2, 3, 4, 5]
    heat: Literal[0, 1, 2, 3, 4]
    fault: Literal["firm", "shared", "third_party", "customer", "unclear"]
    abuse: Literal["none", "insult", "threat", "slur"]
    content_note: Line | None = None
    customer: Customer
    agent_draft: Line
    facts: tuple[Fact, ...] = Field(min_length=1)
    stake: Line
    emotions_ok: tuple[Emotion, ...] = ()
    missing_facts: tuple[Item, ...] = ()
    may_offer: tuple[Item, ...] = ()
    may_not_offer: tuple[Item, ...] = ()
    next_step: NextStep | None = None
    handoff: Handoff | None = None
    safety_flag: SafetyFlag | None = None
    applicable: tuple[CriterionId, ...]
    pool: Literal["lesson", "assignment", "practice", "transfer"] | None = None
    techniques: tuple[Id, ...] = ()
    replies: ModelReplies | None = None
    branches: Branches | None = None

    @property
    def message(self) -> str:
        """The customer's message that the reply answers: the last one."""
        return self.customer.messages[-1].text

    @property
    def criteria(self) -> tuple[CriterionId, ...]:
        """The criteria that apply, in the codebook's order."""
        return tuple(c for c in CRITERIA if c in self.applicable)

    @field_validator("applicable")
    @classmethod
    def _no_duplicates(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(value)) != len(value):
            raise ValueError("a criterion is named twice")
        return value

    @model_validator(mode="after")
    def _rules(self) -> Card:
        if problems := list(_broken_rules(self)):
            raise ValueError("\n".join(problems))
        return self


def _broken_rules(card: Card) -> Iterator[str]:
    named = set(card.applicable)
    if card.customer.messages[-1].sender != "customer":
        yield "customer.messages: the last message must be the customer's"
    if missing := [c for c in ALWAYS if c not in named]:
        yield f"applicable: {', '.join(missing)} must be there on every card"
    if "boundary_statement" in named and card.abuse == "none":
        yield "applicable: boundary_statement needs abuse other than none"
    if "handoff_quality" in named and card.handoff is None:
        yield "applicable: handoff_quality needs handoff to be set"
    if "choice_offer" in named and not (
        len(card.may_offer) > 1 or any(" or " in o.text for o in card.may_offer)
    ):
        yield (
            "applicable: choice_offer needs at least two things in may_offer, or one with an 'or' of how "
            "or when"
        )
    if "open_inquiry" in named and not card.missing_facts:
        yield "applicable: open_inquiry needs something in missing_facts"
    if card.replies and card.replies.near_miss_lacks not in named:
        yield "replies.near_miss_lacks: found a criterion that isn't among the applicable ones"
    for number, turn in enumerate(card.branches.turns if card.branches else (), start=2):
        if turn.applicable and (missing := [c for c in ALWAYS if c not in turn.applicable]):
            yield f"branches.turns: {', '.join(missing)} must apply to turn {number}"
        if unknown := [a for a in turn.answers if a not in {m.id for m in card.missing_facts}]:
            yield f"branches.turns: turn {number} answers {', '.join(unknown)}, which isn't in missing_facts"
    for name in ("facts", "missing_facts", "may_offer", "may_not_offer"):
        ids = [item.id for item in getattr(card, name)]
        if len(set(ids)) != len(ids):
            yield f"{name}: two entries have the same id"


class CardError(ValueError):
    """A card that can't be used. `problems` has one line each: line, field, found, expected.

    `quotes` says whether they quote what the file holds: not for those who only know the file's name.
    """

    def __init__(self, where: str, problems: Sequence[str], *, quotes: bool = False) -> None:
        self.where = where
        self.problems = tuple(problems)
        self.quotes = quotes
        super().__init__("\n".join(f"{where}: {p}" for p in problems))


def load_card(card: str | os.PathLike[str], dirs: Iterable[str | os.PathLike[str]] = ()) -> Card:
    """Load a card by id or by path.

    `card` is an id (looked up in `dirs` first, then among the cards that ship) or a path that ends in .yaml
    or .yml; nothing else is opened. Raises CardError, whose message names file, line, field, what was found
    and what was expected.
    """
    name = os.fspath(card)
    return _load_path(Path(name) if name.endswith(_SUFFIXES) else find_card(name, dirs))


def find_card(card_id: str, dirs: Iterable[str | os.PathLike[str]] = ()) -> Path:
    """The file of the card with this id, in `dirs` or else among the cards that ship. Raises CardError."""
    if not is_id(card_id):
        found = f"'{_readable(card_id, 60)}'" if card_id else "nothing"
        expected = f"an id ({ID_WORDS}, at most {MAX_ID} characters) or the path of a .yaml file"
        raise CardError("card", [f"found {found}, expected {expected}"])
    folders = [Path(d) for d in dirs]
    for folder in [*folders, SHIPPED]:
        path = folder / f"{card_id}.yaml"
        try:
            if path.is_file():
                return path
        except OSError as error:
            raise CardError(card_id, [f"{folder} can't be searched: {error.strerror}"]) from None
    places = ", ".join([*map(str, folders), "the cards that ship"])
    raise CardError(card_id, [f"there is no card of this name; looked in {places}"])


def load_cards(folder: str | os.PathLike[str] = SHIPPED) -> tuple[dict[str, Card], dict[str, CardError]]:
    """Load a folder's .yaml files: the good cards by id, the errors of the broken ones by file name."""
    cards: dict[str, Card] = {}
    errors: dict[str, CardError] = {}
    for path in sorted(Path(folder).glob("*.yaml")):
        try:
            card = _load_path(path)
            cards[card.id] = card
        except CardError as error:
            errors[path.name] = error
    return cards, errors


def parse_card(source: str, where: str = "card") -> Card:
    """Read one card from YAML text. Raises CardError; `where` names the file in its message."""
    try:
        return parse_yaml(source, Card, "a card: fields such as 'id: late-parcel'")
    except YamlProblems as error:
        raise CardError(where, error.problems, quotes=True) from None


def _load_path(path: Path) -> Card:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise CardError(_readable(str(path)), ["is not a plain file; a card is a .yaml file"])
        return _load_cached(str(path.resolve()), path.name, found.st_mtime_ns, found.st_size)
    except OSError as error:
        problem = f"can't be read: {error.strerror or error}"
    except UnicodeEncodeError:
        problem = "can't be read: the name holds half a character"
    except ValueError as error:
        if isinstance(error, CardError):
            raise
        problem = "can't be read: the name holds a character that no file's name can hold"
    raise CardError(_readable(str(path)), [problem])


@lru_cache(maxsize=4096)
def _load_cached(path: str, name: str, mtime: int, size: int) -> Card:
    """The card of a file that was changed at `mtime` and has `size` bytes: another file, another entry."""
    try:
        source = _bytes_of(path, name).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CardError(
            name, [f"byte {error.start} isn't UTF-8 text; save the file as UTF-8 and try again"]
        ) from None
    card, stem = parse_card(source, name), Path(name).stem
    if card.id != stem:
        said = f"id: found '{card.id}', expected '{_readable(stem)}', the name of the file"
        raise CardError(name, [said], quotes=True)
    return card


def _bytes_of(path: str, name: str) -> bytes:
    """What a plain file holds; a link is followed. Never waits, never reads more than a card may have."""
    with os.fdopen(os.open(path, _FLAGS), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise CardError(name, ["is not a plain file; a card is a .yaml file"])
        data = file.read(MAX_CARD_BYTES + 1)
    if len(data) > MAX_CARD_BYTES:
        raise CardError(name, [f"is too big: a card has at most {MAX_CARD_BYTES:,} bytes"])
    return data


def _readable(name: str, most: int = 200) -> str:
    """A name for a message: in one line, without what can't be shown, and cut where it is very long."""
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name[: most + 1])
    return shown if len(shown) <= most else shown[: most - 1] + "…"
