"""The checks that levels are weighed from: how sure the answer to each is yes, and the words that show it.

Moves and flags come from single sentences; items from what a sentence does with the card. What helps must be
said to this customer in the agent's own voice; what hurts counts wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from grader.moves.catalogue import FLAGS, MOVES
from grader.rubric.address import addressed, another_case, not_a_reply
from grader.rubric.cardtext import notes
from grader.rubric.choices import empty_options, weaker_side
from grader.rubric.matching import CardItem, Kind
from grader.rubric.message_economy import OVER, band
from grader.rubric.reading import Match, Reading, ReadSentence, Shown
from grader.rubric.relations import RELATIONS, Relation
from grader.rubric.words import copied_run, copied_share, trigram_overlap

LONGEST_COPY = 20
"""Words copied in one run that count in full."""
ENOUGH_WORDS = 40
"""Words that are cold, hollow, made up or a jab, each by its probability, that count in full."""
NOTES_RUN = 5
"""Words in a row that are no accident when they are the panel's."""
ENOUGH_FACTS, ENOUGH_QUESTIONS = 4.0, 4.0
ENOUGH_OF_THE_CASE = 5.0
"""Facts, offers and acts that deal with a case in full, each by its probability."""
ENOUGH_HIDDEN = 3
"""Hidden or disguised words from which on it is no accident."""
BESIDE = 0.8
"""A feeling in one sentence and its cause in the next weigh this much of both in one."""
ON_RECORD: tuple[Kind, ...] = ("fact", "stake", "offer", "next_step", "handoff")
"""What a sentence may be checked against: neither what is unknown nor what may not be given."""
AGREEING = 0.9
"""Saying that somebody is right weighs this much of naming what they feel."""


@dataclass(frozen=True)
class Answer:
    """The answer to one check."""

    value: float
    """0 for no, 1 for yes."""
    shown: tuple[Shown, ...] = ()
    """The words that the answer rests on; none where it rests on the reply as a whole."""


Answers = Mapping[str, Answer]


def answers(reading: Reading) -> Answers:
    """Name of a check: its answer, for all checks; worked out once a reading."""
    return reading.once("answers", _answers)


def _answers(reading: Reading) -> Answers:
    spoken, every = tuple(addressed(reading)), reading.sentences
    moves, items = _moves(spoken, every), _items(reading, spoken, every)
    return {
        **moves,
        **_flags(every),
        **_claims(reading, every),
        "much meta": _much(every, [s.moves.probabilities["meta"] for s in every]),
        "needless warning": _needless_warning(reading, every),
        **items,
        "deals with the case": _deals_with(moves, items),
        "an empty option": _first(empty_options(reading, spoken)),
        "one side not on offer": _weaker_side(reading, spoken),
        "feeling tied": _tied(spoken),
        "limit explained": _explained(spoken),
        **_form(reading),
    }


def _best(values: Iterable[tuple[float, ReadSentence]], place: int = 0) -> Answer:
    """The highest of some answers, or the second highest; with the sentence that gives it."""
    ranked = sorted(values, key=lambda v: -v[0])
    return Answer(ranked[place][0], (ranked[place][1],)) if len(ranked) > place else Answer(0.0)


def _moves(spoken: tuple[ReadSentence, ...], every: tuple[ReadSentence, ...]) -> dict[str, Answer]:
    found = {}
    for move in MOVES:
        said = [(s.moves.probabilities[move], s) for s in spoken]
        anywhere = [(s.moves.probabilities[move], s) for s in every]
        found[move], found[f"{move} again"] = _best(said), _best(said, 1)
        found[f"any {move}"], found[f"any {move} again"] = _best(anywhere), _best(anywhere, 1)
    return found


def _flags(every: tuple[ReadSentence, ...]) -> dict[str, Answer]:
    found = {}
    for flag in FLAGS:
        seen = [(s.moves.flags.get(flag, 0.0), s) for s in every]
        found[flag], found[f"{flag} again"] = _best(seen), _best(seen, 1)
        found[f"much {flag}"] = _much(every, [p for p, _ in seen])
    return found


def _claims(reading: Reading, every: tuple[ReadSentence, ...]) -> dict[str, Answer]:
    """What is said that the card doesn't hold; the forbidden thing that is given is named."""
    made_up = [(s.claims.get("invents", 0.0), s) for s in every]
    given = [(s.claims.get("gives what it may not", 0.0), s) for s in every]
    barred = any(item.kind == "forbidden" for s in every for item in s.relations)
    against = [(s.claims.get("contradicts", 0.0), s) for s in every]
    return {
        "made up": _told(reading, _best(made_up)),
        "made up again": _best(made_up, 1),
        "much made up": _much(every, [p for p, _ in made_up]),
        "given away": _named(_best(given if barred else ()), "offers", "forbidden"),
        "contradicts the card": _named(_best(against), "contradicts", *ON_RECORD),
        "contradicts it again": _named(_best(against, 1), "contradicts", *ON_RECORD),
    }


def _told(reading: Reading, found: Answer) -> Answer:
    """The same answer, shown by the words that are made up and not by all of their sentence."""
    shown = tuple(reading.made_up(s) if isinstance(s, ReadSentence) else s for s in found.shown)
    return Answer(found.value, shown)


def _named(found: Answer, relation: Relation, *kinds: Kind) -> Answer:
    """The same answer, shown with the item of these kinds that its sentence does most of this with."""
    ranked = _each(tuple(s for s in found.shown if isinstance(s, ReadSentence)), relation, *kinds)
    return Answer(found.value, _nth(ranked, 0).shown or found.shown)


def _much(every: tuple[ReadSentence, ...], seen: Sequence[float]) -> Answer:
    """How many words are so, each by its probability; shown by the sentence that is most so."""
    words = sum(p * len(s.sentence.words) for p, s in zip(seen, every, strict=True))
    return Answer(min(1.0, words / ENOUGH_WORDS), _best(zip(seen, every, strict=True)).shown)


def _weaker_side(reading: Reading, spoken: tuple[ReadSentence, ...]) -> Answer:
    value, at = weaker_side(reading, spoken)
    return Answer(value, (at,) if at else ())


def _needless_warning(reading: Reading, every: tuple[ReadSentence, ...]) -> Answer:
    """A limit on behaviour where the card knows of no abuse."""
    if reading.card.abuse != "none":
        return Answer(0.0)
    return _best((s.moves.probabilities["boundary"], s) for s in every)


def _items(
    reading: Reading, spoken: tuple[ReadSentence, ...], every: tuple[ReadSentence, ...]
) -> dict[str, Answer]:
    theirs = {f.id for f in reading.card.facts if f.said_by != "firm"}
    facts = _each(spoken, "restates", "fact")
    lived = {item: answer for item, answer in facts.items() if item.id in theirs}
    offered = _each(spoken, "offers", "offer")
    return {
        "facts": _sum(facts, ENOUGH_FACTS),
        "a fact": _nth(facts, 0),
        "second fact": _nth(facts, 1),
        "their story": _nth(lived, 0),
        "more of their story": _nth(lived, 1),
        "the stake": _nth(_each(spoken, "restates", "stake"), 0),
        "offers": _sum(offered, ENOUGH_FACTS),
        "an offer": _nth(offered, 0),
        "second offer": _nth(offered, 1),
        "forbidden offer": _nth(_each(every, "offers", "forbidden"), 0),
        "says no": _nth(_each(spoken, "refuses", "forbidden", "offer"), 0),
        "asks what is missing": _nth(_each(spoken, "asks_for", "missing"), 0),
        "asks what is known": _nth(_each(every, "asks_for", "fact", "stake"), 0),
        "the next step": _nth(_each(spoken, "offers", "next_step"), 0),
        "the hand-over": _nth(_each(spoken, "offers", "handoff"), 0),
        "whom it goes to": _nth(_each(spoken, "restates", "handoff"), 0),
    }


def _each(within: tuple[ReadSentence, ...], relation: Relation, *kinds: Kind) -> dict[CardItem, Answer]:
    """Each item of these kinds, with the sentence that does most of this with it."""
    place = RELATIONS.index(relation)
    found: dict[CardItem, Answer] = {}
    for s in within:
        for item, row in s.relations.items():
            if item.kind in kinds and (item not in found or row[place] > found[item].value):
                found[item] = Answer(row[place], (Match(item, s, row[place]),))
    return found


def _nth(found: Mapping[CardItem, Answer], place: int) -> Answer:
    ranked = sorted(found.values(), key=lambda a: -a.value)
    return ranked[place] if len(ranked) > place else Answer(0.0)


def _sum(found: Mapping[CardItem, Answer], enough: float) -> Answer:
    total = sum(a.value for a in found.values())
    return Answer(min(1.0, total / enough), _nth(found, 0).shown)


def _tied(spoken: tuple[ReadSentence, ...]) -> Answer:
    """The feeling that is best tied to a fact or the stake, in its own sentence or in one beside it."""
    found = []
    for k, s in enumerate(spoken):
        feeling = max(s.moves.probabilities["names_feeling"], AGREEING * s.moves.probabilities["validates"])
        feeling *= 1.0 - s.moves.flags.get("hollow", 0.0)
        here = s.does("restates", "fact", "stake")
        near = max(x.does("restates", "fact", "stake") for x in spoken[max(0, k - 1) : k + 2])
        found.append((feeling * max(here, BESIDE * near), s))
    return _best(found)


def _deals_with(moves: Answers, items: Answers) -> Answer:
    """How much is said of this customer's case: what happened, whose it was, what is done about it."""
    said = ENOUGH_FACTS * (items["facts"].value + items["offers"].value) + items["the next step"].value
    said += sum(moves[m].value for m in ("ownership", "commits_action", "gives_reason"))
    return Answer(min(1.0, said / ENOUGH_OF_THE_CASE), items["facts"].shown)


def _first(found: Sequence[ReadSentence]) -> Answer:
    return Answer(float(bool(found)), tuple(found[:1]))


def _explained(spoken: tuple[ReadSentence, ...]) -> Answer:
    """The limit that is best explained, in its own sentence or in one beside it."""
    found = []
    for k, s in enumerate(spoken):
        near = [s, *spoken[max(0, k - 1) : k], *spoken[k + 1 : k + 2]]
        reason = max(x.moves.probabilities["gives_reason"] * (1.0 if x is s else BESIDE) for x in near)
        limit = max(s.moves.probabilities["states_limit"], s.does("refuses", "forbidden", "offer"))
        found.append((limit * reason, s))
    return _best(found)


def _form(reading: Reading) -> dict[str, Answer]:
    low, high = band(reading.card)
    words, reply, message = reading.words, reading.text.plain, reading.card.message
    questions = [s for s in reading.sentences if s.sentence.is_question]
    return {
        "too long": Answer(min(1.0, max(0.0, words / high - 1))),
        "over the band": Answer(float(words > high * OVER)),
        "too short": Answer(min(1.0, max(0.0, 1 - reading.own_words / low))),
        "copied run": Answer(min(LONGEST_COPY, copied_run(reply, message)) / LONGEST_COPY),
        "echo": Answer(trigram_overlap(reply, message)),
        "from the notes": Answer(copied_share(reply, notes(reading.card), NOTES_RUN)),
        "no reply": Answer(float(bool(not_a_reply(reading)))),
        "another case": _first(another_case(reading)),
        "hidden words": Answer(float(reading.text.masked >= ENOUGH_HIDDEN)),
        "many questions": Answer(min(1.0, len(questions) / ENOUGH_QUESTIONS), tuple(questions[:1])),
    }
