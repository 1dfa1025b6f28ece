"""Replies to time the grader with: real ones, varied so that no sentence of one is in another.

Made of the train and tune parts of the rated replies; every sentence gets a reference, a name, a sum or a
date of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from grader.cards import find_card
from grader.text import count_words, read_text
from grader.training.annotations import owner_of

from .rated import CORPUS, Rated, rated_part

FRESH_WORDS = 120
_NAMES = ("Okoro", "Lindqvist", "Mbeki", "Sato", "Ferreira", "Novak", "Haddad", "O'Shea", "Bui", "Castell")
_MONTHS = ("January", "March", "April", "June", "July", "September", "October", "December")


@dataclass(frozen=True)
class Job:
    """A reply and the file of the card that it is assessed against."""

    card: str
    reply: str


def varied(sentence: str, k: int) -> str:
    """The sentence with something in it that the k-th alone has."""
    body = sentence.rstrip(".!?\"')]… ")
    end = sentence[len(body) :].strip() or "."
    ways = (
        f"under reference {k}",
        f"for {_NAMES[k % len(_NAMES)]}'s file {k}",
        f"with the £{k / 100:.2f} on the account",
        f"since {k % 28 + 1} {_MONTHS[k % len(_MONTHS)]} (case {k})",
    )
    return f"{body}, {ways[k % len(ways)]}{end}"


def source() -> list[Rated]:
    """The replies that jobs are made of: those on the writers' own cards."""
    return [r for part in ("train", "tune") for r in rated_part(part) if owner_of(r.card.id) != "shipped"]


def card_file(name: str) -> str:
    """Where the card with this id lies."""
    return str(find_card(name, sorted(CORPUS.glob("*/cards"))))


def cohort(replies: Sequence[Rated], cards: int = 50, each: int = 20) -> list[Job]:
    """`cards` times `each` jobs, pairwise different, no sentence in two of them or twice in one."""
    numbers, jobs = count(10_000), []
    by_card: dict[str, list[str]] = {}
    for r in replies:
        by_card.setdefault(r.card.id, []).append(r.reply)
    for name in sorted(by_card)[:cards]:
        own = by_card[name]
        for i in range(each):
            sentences = (s.text for s in read_text(own[i % len(own)]).sentences)
            jobs.append(Job(card_file(name), " ".join(varied(s, next(numbers)) for s in sentences)))
    return jobs


def fresh(replies: Sequence[Rated], cards: int = 10, each: int = 10) -> list[Job]:
    """Replies of about 120 words, no sentence in two of them."""
    numbers, jobs = count(50_000), []
    names = sorted({r.card.id for r in replies})[:cards]
    stream = _sentences(replies)
    for name in names:
        for _ in range(each):
            said: list[str] = []
            while count_words(" ".join(said)) < FRESH_WORDS:
                said.append(varied(next(stream), next(numbers)))
            words = " ".join(said).split()
            while count_words(" ".join(words)) > FRESH_WORDS:
                words.pop()
            jobs.append(Job(card_file(name), " ".join(words)))
    return jobs


def _sentences(replies: Sequence[Rated]) -> Iterator[str]:
    while True:
        for r in replies:
            yield from (s.text for s in read_text(r.reply).sentences)


def edited(reply: str, k: int) -> str:
    """The reply with its middle sentence changed."""
    sentences = [s.text for s in read_text(reply).sentences]
    at = len(sentences) // 2
    sentences[at] = varied(sentences[at], 900_000 + k)
    return " ".join(sentences)
