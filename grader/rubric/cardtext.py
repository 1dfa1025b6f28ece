"""The card as one text: what a figure or a name in a reply may come from."""

from __future__ import annotations

from grader.cards import Card, OwnReply


def card_text(card: Card) -> str:
    """Everything that the card says, in one text; what the learner said at earlier turns is no part of it."""
    parts = [f.text for f in card.facts] + [
        i.text for i in (*card.may_offer, *card.may_not_offer, *card.missing_facts)
    ]
    parts += [m.text for m in card.customer.messages if not isinstance(m, OwnReply)] + [card.stake]
    if card.next_step:
        parts += [card.next_step.text, card.next_step.by]
    if card.handoff:
        parts += [card.handoff.role, card.handoff.why, card.handoff.when]
    return " ".join(parts)


def notes(card: Card) -> str:
    """What the agent's panel says and the customer didn't: nobody would say it to them word for word."""
    parts = [f.text for f in card.facts] + [i.text for i in (*card.may_offer, *card.missing_facts)]
    parts.append(card.stake)
    if card.next_step:
        parts += [card.next_step.text, card.next_step.by]
    if card.handoff:
        parts += [card.handoff.role, card.handoff.why, card.handoff.when]
    return " . ".join(parts)
