"""A reply read against its card: everything that a criterion may look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import TypeVar, cast

from grader.cards import Card
from grader.moves import SentenceMoves, read_moves
from grader.moves.reader import LONGEST_KEPT
from grader.rubric import grounding
from grader.rubric.cardtext import card_text
from grader.rubric.criterion import LIKELY, Level, Span
from grader.rubric.cues import said
from grader.rubric.matching import CardItem, Kind, card_items, denial, match_items
from grader.rubric.relations import CONTRADICTS, RELATIONS, SPOKEN, Relation, relate
from grader.text import Sentence, Text, read_text


@dataclass(frozen=True, eq=False)
class ReadSentence:
    """One sentence with the moves it makes and the card items it speaks of."""

    sentence: Sentence
    moves: SentenceMoves
    items: dict[CardItem, float]
    """Item: probability that the sentence speaks of it."""
    denies: float = 0.0
    """Probability that it denies a fact of the card."""
    relations: dict[CardItem, tuple[float, ...]] = field(default_factory=dict)
    """Item: probability of each of RELATIONS; empty without the encoder."""
    claims: dict[grounding.Claim, float] = field(default_factory=dict)
    """Claim: probability that it is true of the sentence or of a part of it; empty without the encoder."""
    suspect: grounding.Suspect = grounding.NOTHING
    """The part that is likeliest made up, by its counts."""
    invented: tuple[int, int] | None = None
    """Offsets in `text` of a part that was read by itself and is likelier made up than the whole."""

    @property
    def text(self) -> str:
        """The sentence's words."""
        return self.sentence.text

    @property
    def said(self) -> str:
        """The sentence as the criteria's own patterns read it: lower case, short forms spelt out."""
        return said(self.sentence.text)

    def does(self, relation: Relation, *kinds: Kind) -> float:
        """Probability that it restates, contradicts, offers, asks for or refuses some item of these kinds."""
        place = RELATIONS.index(relation)
        return max((p[place] for i, p in self.relations.items() if i.kind in kinds), default=0.0)

    def speaks_of(self, *kinds: Kind) -> float:
        """Probability that it speaks of some item of these kinds."""
        return max((p for i, p in self.items.items() if i.kind in kinds), default=0.0)


RELATED_KEPT = 1024
"""Sentences beside a card that are kept: some 8 MB, and many more than one reply and its edits hold."""
Claims = dict[grounding.Claim, float]
Related = tuple[dict[CardItem, float], float, dict[CardItem, tuple[float, ...]], Claims, grounding.Suspect]
"""How far a sentence speaks of each item, whether it denies a fact, relations, claims, and a suspect part."""
SUSPECT = 0.01
"""From this probability on, the likeliest made-up part of a reply is read by itself: one run more."""


@dataclass(frozen=True)
class _Beside:
    """A sentence beside a card. Its words and the card's tell two of them apart; the rest comes along."""

    words: str
    card_words: str
    items: tuple[CardItem, ...]
    sentence: Sentence = field(compare=False)
    moves: SentenceMoves = field(compare=False)
    card: Card = field(compare=False)


@lru_cache(maxsize=RELATED_KEPT)
def related(beside: _Beside) -> Related:
    """What a sentence does with a card; kept, so that an edit of one sentence costs one. Not for changing."""
    (table,), items = relate([beside.words], beside.items), beside.items
    facts = [n for n, i in enumerate(items) if i.kind in ("fact", "stake")]
    heard = grounding.features(beside.words, beside.moves, beside.card, table)
    return (
        dict(zip(items, table[:, SPOKEN].max(axis=1).tolist(), strict=True)),
        float(table[facts, CONTRADICTS].max()),
        {i: tuple(row) for i, row in zip(items, table.tolist(), strict=True)},
        grounding.claims(heard),
        grounding.suspect(beside.sentence, heard, beside.card),
    )


def _looked_into(read: list[ReadSentence], card: Card) -> list[ReadSentence]:
    """The same sentences; the part of them that is likeliest made up is read by itself, and told of."""
    place = max(range(len(read)), key=lambda n: read[n].suspect, default=None)
    if place is None or read[place].suspect[0] < SUSPECT:
        return read
    found = read[place]
    _, a, b = found.suspect
    part = Sentence(found.text[a:b], found.sentence.start + a, found.sentence.start + b)
    ((*_, claims, _),) = _related([part], read_moves([part.text], card.message), card)
    if claims["invents"] > found.claims["invents"]:
        claims = {**found.claims, "invents": claims["invents"]}
        read[place] = replace(found, claims=claims, invented=(a, b))
    return read


def _related(sentences: Sequence[Sentence], moves: Sequence[SentenceMoves], card: Card) -> list[Related]:
    """`related` for each sentence of a reply."""
    known = card_text(card), card_items(card)
    return [
        (related if len(s.text) <= LONGEST_KEPT else related.__wrapped__)(_Beside(s.text, *known, s, m, card))
        for s, m in zip(sentences, moves, strict=True)
    ]


def _by_words(sentences: Sequence[str], card: Card) -> list[Related]:
    """The same from shared words alone, without relations and claims."""
    found = match_items(sentences, card_items(card))
    return [
        (items, denial(s, card), {}, {}, grounding.NOTHING) for s, items in zip(sentences, found, strict=True)
    ]


@dataclass(frozen=True, eq=False)
class Hit:
    """A sentence that makes a move, with the words that show it."""

    at: ReadSentence
    move: str
    probability: float
    start: int
    """Offset in `Text.plain`."""
    end: int


@dataclass(frozen=True, eq=False)
class Match:
    """A card item that the reply speaks of, with the sentence that does so best."""

    item: CardItem
    at: ReadSentence
    probability: float


def _same(sentence: Sentence) -> str:
    """What two sentences share that say the same in the same words."""
    return sentence.text.lower().rstrip(".,;: ")


T = TypeVar("T")
Shown = Hit | Match | ReadSentence
"""What a level may point at."""


@dataclass(frozen=True)
class Reading:
    """A reply with its card. Probabilities count as yes from `threshold` on."""

    card: Card
    text: Text
    sentences: tuple[ReadSentence, ...]
    """Each once: the same words said again are in `text` alone, so that they earn nothing twice."""
    threshold: float = LIKELY
    encoder: bool = True
    _kept: dict[str, object] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, reply: str | Text, card: Card, *, encoder: bool = True) -> Reading:
        """Read a reply: its sentences, their moves, and the card items they speak of."""
        text = read_text(reply) if isinstance(reply, str) else reply
        once = {_same(s): s for s in reversed(text.sentences)}
        sentences = sorted(once.values(), key=lambda s: s.start)
        plain = [s.text for s in sentences]
        moves = read_moves(plain, card.message, encoder=encoder)
        beside = _related(sentences, moves, card) if encoder else _by_words(plain, card)
        read = [ReadSentence(s, m, *more) for s, m, more in zip(sentences, moves, beside, strict=True)]
        return cls(card, text, tuple(_looked_into(read, card)), encoder=encoder)

    def at(self, threshold: float) -> Reading:
        """The same reading with another threshold for yes."""
        return self.once(f"at {threshold}", lambda r: replace(r, threshold=threshold, _kept={}))

    def once(self, name: str, work: Callable[[Reading], T]) -> T:
        """What `work` makes of this reading, done once; criteria share it."""
        if name not in self._kept:
            self._kept[name] = work(self)
        return cast(T, self._kept[name])

    def yes(self, probability: float) -> bool:
        """Whether a probability counts as yes."""
        return probability >= self.threshold

    def hits(self, *moves: str, within: Iterable[ReadSentence] | None = None) -> list[Hit]:
        """The sentences that make one of `moves`, in order; one hit a sentence, its likeliest move."""
        found: list[Hit] = []
        for read in self.sentences if within is None else within:
            move = max(moves, key=lambda m: read.moves.probabilities[m])
            probability = read.moves.probabilities[move]
            if self.yes(probability):
                a, b = read.moves.evidence.get(move, (0, len(read.text)))
                found.append(Hit(read, move, probability, read.sentence.start + a, read.sentence.start + b))
        return found

    def sure(self, hit: Hit) -> bool:
        """Whether a hit may cap a score: its words were found, or its probability leaves little doubt."""
        found = hit.move in hit.at.moves.evidence
        return hit.probability >= self.threshold + (0.05 if found else 0.3)

    def surely(self, at: ReadSentence, *moves: str) -> bool:
        """Whether a sentence makes one of `moves` beyond doubt."""
        return any(self.sure(h) for m in moves for h in self.hits(m, within=(at,)))

    def made_up(self, at: ReadSentence) -> Hit:
        """The words of a sentence that are likeliest to be made up."""
        a, b = at.invented or (0, len(at.text))
        chance = at.claims.get("invents", 0.0)
        return Hit(at, "invent", chance, at.sentence.start + a, at.sentence.start + b)

    def says_within(self, within: Sequence[ReadSentence], *moves: str) -> bool:
        """Whether one of these sentences makes one of `moves`."""
        return bool(self.hits(*moves, within=within))

    def matched(self, *kinds: Kind, within: Sequence[ReadSentence] | None = None) -> list[Match]:
        """The card items of these kinds that the reply speaks of, each with the sentence that does so
        best."""
        best: dict[CardItem, Match] = {}
        for read in self.sentences if within is None else within:
            for item, probability in read.items.items():
                if (
                    item.kind in kinds
                    and self.yes(probability)
                    and (item not in best or probability > best[item].probability)
                ):
                    best[item] = Match(item, read, probability)
        return [best[i] for i in sorted(best, key=lambda i: best[i].at.sentence.start)]

    @cached_property
    def words(self) -> int:
        """Number of words in the reply."""
        return len(self.text.words)

    @cached_property
    def _times(self) -> Counter[str]:
        """How often each sentence is said."""
        return Counter(_same(s) for s in self.text.sentences)

    def all_words(self, among: Iterable[ReadSentence]) -> int:
        """Number of words in these sentences, counted as often as they are said."""
        return sum(len(s.sentence.words) * self._times[_same(s.sentence)] for s in among)

    @cached_property
    def own_words(self) -> int:
        """Number of words in the reply, those of a sentence that is said again left out."""
        return sum(len(s.sentence.words) for s in self.sentences)

    def span(self, shown: Shown) -> Span:
        """The learner's own words behind a hit, a match or a sentence."""
        if isinstance(shown, Match):
            shown = shown.at
        if isinstance(shown, ReadSentence):
            return Span(*self.text.raw_span(shown.sentence.start, shown.sentence.end))
        return Span(*self.text.raw_span(shown.start, shown.end))

    def quote(self, shown: Shown, limit: int = 90) -> str:
        """Those words, as typed, cut at a word boundary where they are longer than `limit` characters."""
        span = self.span(shown)
        words = " ".join(self.text.raw[span.start : span.end].split())
        return words if len(words) <= limit else words[:limit].rsplit(" ", 1)[0] + " …"

    def level(
        self, value: int, reason: str, shown: Iterable[Shown] = (), edit: str = "", *, final: bool = False
    ) -> Level:
        """A level with its reason, the words that show it, and the next edit.

        "Leave it out" in an edit names the words, since the edit is read without the reason.
        """
        words = list(shown)
        if words and "Leave it out" in edit:
            edit = edit.replace("Leave it out", f"Leave out “{self.quote(words[0], 60)}”", 1)
        spans = tuple(dict.fromkeys(self.span(s) for s in words))
        return Level(value, (reason,), spans, "" if value == 2 else edit, final=final)
