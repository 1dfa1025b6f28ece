"""The replies of a conversation, each under an id of its own that is made from the card's.

`late-parcel_turn_2` is the second reply as it was sent, `late-parcel_turn_2_draft` the one being written, and
`late-parcel_whatif_turn_2` what somebody tried in its place afterwards. What was sent is the conversation;
drafts and what-ifs never leave the learner's machine and are never graded.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from grader.assess import Assessment
from grader.cards import MAX_ID, Card
from grader.simulator import Conversation, NoConversation, converse

LONGEST_CARD_ID = MAX_ID - len("_whatif_turn_9")
"""Characters that the id of a card with branches may have, so that there is room for these ids."""
_TURN = re.compile(r"(?P<card>.+)_turn_(?P<number>[1-9])")
_ASIDE = re.compile(r".+(?:_turn_[1-9]_draft|_whatif_turn_[1-9])")


class Item(NamedTuple):
    """One reply of a conversation, as feedback and grading take any reply."""

    card: Card
    """The card as it stood at that turn, with the turn's own id and title."""
    reply: str
    assessment: Assessment


def turn_id(card: str, number: int) -> str:
    """The id of a sent reply; `number` counts from 1."""
    return f"{card}_turn_{number}"


def draft_id(card: str, number: int) -> str:
    """The id of a reply that is being written."""
    return f"{turn_id(card, number)}_draft"


def whatif_id(card: str, number: int) -> str:
    """The id of what was tried in place of a sent reply."""
    return f"{card}_whatif_turn_{number}"


def split_turn(name: str) -> tuple[str, int] | None:
    """The card and the number of a sent reply's id; None for any other id."""
    found = _TURN.fullmatch(name)
    return None if found is None or is_aside(name) else (found["card"], int(found["number"]))


def is_aside(name: str) -> bool:
    """Whether an id is that of a draft or of a what-if."""
    return _ASIDE.fullmatch(name) is not None


def turns_of(card: Card) -> int:
    """How many replies a card's conversation has room for. Raises NoConversation where it has no branches."""
    if card.branches is None:
        raise NoConversation(f"the card {card.id} has no branches: its customer can't answer back")
    return len(card.branches.turns) + 1


def sent_replies(card: Card, text_of: Callable[[str], str]) -> tuple[str, ...]:
    """The replies that were sent, up to the last one that holds anything; an id without a text gives "".

    text_of: the text by id. Raises NoConversation.
    """
    texts = [text_of(turn_id(card.id, n)) for n in range(1, turns_of(card) + 1)]
    while texts and not texts[-1].strip():
        texts.pop()
    return tuple(texts)


def turn_title(card: Card, number: int) -> str:
    """What a page calls one reply of a conversation."""
    return f"{card.title}: reply {number} of {turns_of(card)}"


def turn_cards(card: Card) -> tuple[Card, ...]:
    """A card for each turn: its criteria, and what has come up. These don't depend on what was written.

    Raises NoConversation.
    """
    nothing = converse(card, [""] * turns_of(card))
    return tuple(_named(e.card, card, e.number) for e in nothing.exchanges)


def turn_items(conversation: Conversation) -> dict[str, Item]:
    """Every turn by its id, in order; one that isn't written has the last thing that the customer said."""
    card = conversation.card
    items = [Item(_named(e.card, card, e.number), e.reply, _of(e.assessment, card.id, e.number))
             for e in conversation.exchanges]  # fmt: skip
    for turn in turn_cards(card)[len(items) :]:
        so_far = turn.model_copy(update={"customer": conversation.now.customer})
        focus = tuple(c for c in turn.criteria if c in conversation.focus)
        items.append(Item(so_far, "", Assessment("not_attempted", turn.id, focus)))
    return {item.card.id: item for item in items}


def _named(turn: Card, card: Card, number: int) -> Card:
    names = {"id": turn_id(card.id, number), "title": turn_title(card, number)}
    return turn.model_copy(update=names)


def _of(assessment: Assessment, card: str, number: int) -> Assessment:
    return replace(assessment, card=turn_id(card, number))
