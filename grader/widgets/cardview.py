"""A card as the page shows it: the exchange and what the agent knows, and none of the answers."""

from __future__ import annotations

from pydantic import JsonValue

from grader.cards import Card
from grader.rubric.message_economy import band

HEAT = ("is calm", "is irritated", "is angry", "is furious", "has gone too far")
"""How the customer is, by the card's heat; the last speaks of what they did, not of who they are."""
FAULT = {
    "firm": "It went wrong on our side.",
    "shared": "Part of it went wrong on our side, part on the customer's.",
    "third_party": "Somebody else caused it, neither we nor the customer.",
    "customer": "The slip was the customer's.",
    "unclear": "Nobody knows yet where it went wrong.",
}
"""Whose fault it is, in words for the page."""


def customer_name(card: Card) -> str:
    """What to call the customer within a sentence."""
    return card.customer.name or "the customer"


def _how_they_are(card: Card) -> str:
    """Who it is and how angry; of somebody in despair only who it is."""
    name = customer_name(card)
    return name if card.safety_flag == "self_harm" else f"{name} {HEAT[card.heat]}"


def card_view(card: Card, title: str = "") -> dict[str, JsonValue]:
    """What the page may know of a card, as plain JSON: no model replies, no criteria, no feelings to guess.

    `title` takes the place of the card's own where it's given.
    """
    name = customer_name(card)
    low, high = band(card)
    messages: list[JsonValue] = [{"from": m.sender, "text": m.text} for m in card.customer.messages]
    return {
        "id": card.id,
        "heading": f"{title or card.title} · {card.channel} · {_how_they_are(card)}",
        "customer": name,
        "note": card.content_note or "",
        "messages": messages,
        "draft": card.agent_draft,
        "knows": _knows(card),
        "words": [low, high],
        "channel": card.channel,
    }


def _knows(card: Card) -> list[JsonValue]:
    """The panel's parts in order: heading, lines, and what kind of list it is."""
    steps = [f"{card.next_step.text} (by {card.next_step.by})"] if card.next_step else []
    handoff = card.handoff and f"{card.handoff.role}: {card.handoff.why} ({card.handoff.when})"
    parts: list[tuple[str, str, list[str]]] = [
        ("facts", "The facts", [*(f.text for f in card.facts), FAULT[card.fault]]),
        ("stake", "What hangs on it", [card.stake]),
        ("may", "You may offer", [item.text for item in card.may_offer]),
        ("may-not", "You may not offer", [item.text for item in card.may_not_offer]),
        ("ask", "Ask about", [item.text for item in card.missing_facts]),
        ("next", "What happens next", steps),
        ("handoff", "Who can take over", [handoff] if handoff else []),
    ]
    return [{"kind": kind, "heading": heading, "lines": [*lines]} for kind, heading, lines in parts if lines]
