"""Changes to a reply whose effect on its levels is known: other words, padding, repeating, cutting."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from grader import Card
from grader.rubric import Span
from grader.text import Sentence, read_text

PADDING = (
    "Please know that every customer matters to us and that we read each message with the greatest of "
    "care, because it is only in this way that a firm like ours can grow and learn and be there for people "
    "when they need us most."
)
STUFFING = (
    "Sorry, apologise, understand, frustrating, upset, hear you, refund, replacement, choose, options, "
    "prefer, today, tomorrow, by 5 pm, I will, our fault, next step, colleague, resolved, appreciate."
)
_WORD_SWAPS = {
    "mistake": "error",
    "error": "mistake",
    "wrong": "incorrect",
    "parcel": "package",
    "package": "parcel",
    "check": "verify",
    "choose": "pick",
    "pick": "choose",
    "begin": "start",
    "start": "begin",
    "buy": "purchase",
    "bought": "purchased",
    "help": "assist",
    "furious": "livid",
    "worried": "anxious",
    "worrying": "alarming",
    "quickly": "fast",
    "perhaps": "maybe",
    "maybe": "perhaps",
    "whole": "entire",
    "speak": "talk",
    "send": "dispatch",
    "mend": "repair",
    "repair": "mend",
    "ring": "phone",
    "rang": "phoned",
}
_GENDER_SWAPS = {
    "he": "she",
    "she": "he",
    "him": "her",
    "his": "her",
    "her": "his",
    "himself": "herself",
    "herself": "himself",
    "mr": "Ms",
    "mrs": "Mr",
    "ms": "Mr",
    "sir": "madam",
    "madam": "sir",
    "ma'am": "sir",
    "mum": "dad",
    "dad": "mum",
    "mom": "dad",
    "mother": "father",
    "father": "mother",
    "son": "daughter",
    "daughter": "son",
    "wife": "husband",
    "husband": "wife",
    "sister": "brother",
    "brother": "sister",
    "aunt": "uncle",
    "uncle": "aunt",
    "grandmother": "grandfather",
    "grandfather": "grandmother",
    "woman": "man",
    "man": "woman",
    "boy": "girl",
    "girl": "boy",
}
_NAMES = ("Adaeze", "Nguyen", "Ruslan", "Hussain", "Ximena", "Kowalczyk")
_TITLES = frozenset(("mr", "mrs", "ms", "miss", "dr", "eng", "sir", "madam", "prof", "the", "and", "of"))


def swapped(text: str, words: Mapping[str, str]) -> str:
    """The text with each word replaced by what it stands for (lower-case keys), in the case it had."""
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.I)

    def put(match: re.Match[str]) -> str:
        new, old = words[match.group().lower()], match.group()
        return (
            new.upper() if len(old) > 1 and old.isupper() else new.capitalize() if old[0].isupper() else new
        )

    return pattern.sub(put, text)


def synonyms(reply: str) -> str:
    """The reply in other words of the same meaning; the card stays."""
    return swapped(reply, _WORD_SWAPS)


def other_gender(reply: str, card: Card) -> tuple[str, Card]:
    """Reply and card with every he a she, and so on."""
    return swapped(reply, _GENDER_SWAPS), _card_in_words(card, _GENDER_SWAPS)


def other_name(reply: str, card: Card) -> tuple[str, Card]:
    """Reply and card with another name for the customer."""
    old = re.findall(r"[^\W\d_]{2,}", card.customer.name or "")
    parts = [part for part in old if part.lower() not in _TITLES]
    if not parts:
        return reply, card
    words = {part.lower(): new for part, new in zip(parts, _NAMES, strict=False)}
    return swapped(reply, words), _card_in_words(card, words)


_FIELDS = frozenset(("text", "stake", "role", "why", "when", "owner", "by", "name", "agent_draft"))
"""Fields of a card that are prose; the others are names that the format knows."""


def _card_in_words(card: Card, words: Mapping[str, str]) -> Card:
    def walk(value: object, key: str = "") -> object:
        if isinstance(value, Mapping):
            return {k: walk(v, k) for k, v in value.items() if k != "replies"}
        if isinstance(value, list | tuple):
            return tuple(walk(v, key) for v in value)
        return swapped(value, words) if isinstance(value, str) and key in _FIELDS else value

    return Card.model_validate(walk(card.model_dump(by_alias=True, exclude_none=True)))


def padded(reply: str) -> str:
    """With a paragraph before and after it that says nothing."""
    return f"{PADDING}\n\n{reply}\n\n{PADDING}"


def repeated(reply: str) -> str:
    """With every sentence said twice."""
    return " ".join(f"{s.text} {s.text}" for s in read_text(reply).sentences)


def stuffed(reply: str) -> str:
    """With a heap of the words that good replies are made of."""
    return f"{reply}\n\n{STUFFING}"


def without(reply: str, spans: Iterable[Span]) -> str:
    """Without the sentences that the spans touch; empty where that is all of them."""
    text, shown = read_text(reply), list(spans)

    def touched(sentence: Sentence) -> bool:
        start, end = text.raw_span(sentence.start, sentence.end)
        return any(start < s.end and s.start < end for s in shown)

    return " ".join(s.text for s in text.sentences if not touched(s))


def another_card(card: Card, among: Sequence[Card]) -> Card:
    """The card most like this one in channel, then domain, then fault: same talk, other facts."""
    others = sorted((c for c in among if c.id != card.id), key=lambda c: c.id)
    return max(
        others, key=lambda c: (c.channel == card.channel, c.domain == card.domain, c.fault == card.fault)
    )
