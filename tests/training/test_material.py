"""What the grader learns from is well formed, is enough, and never crosses into what it is measured on."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import combinations
from typing import get_args

import pytest

from grader.cards import Domain
from grader.rubric.relations import RELATIONS
from grader.training.annotations import (
    Labelled,
    card_of,
    labelled_sentences,
    lint,
    minimal_pairs,
    owner_of,
    raters_levels,
    replies_of,
    set_aside,
    split_of,
    taught,
)
from grader.training.corpus import read_corpus
from grader.training.folds import fold_of_card

SPLIT = split_of()
PARTS = ("train", "tune", "held_out")
"""The split by card and writer; `fresh` is by writer alone, on cards of train."""
OPEN = ("train", "tune", "fresh")
RUN = 8
"""Words in a row that no two parts of the split may share."""
LABELLED = [x for part in OPEN for w in SPLIT[part] for x in labelled_sentences(w)]


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9']+", text.lower().replace("’", "'"))
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def of_part(part: str) -> set[tuple[str, ...]]:
    return set().union(*(runs(row["reply"]) for w in SPLIT[part] for row in replies_of(w)))


def test_every_label_is_one_that_exists() -> None:
    assert lint([*LABELLED, *minimal_pairs()]) == []


def broken(**change: object) -> list[str]:
    return lint([replace(LABELLED[0], **change)])  # type: ignore[arg-type]


def test_a_wrong_label_is_found() -> None:
    assert "unknown move 'grovel'" in broken(moves=frozenset({"grovel"}))[0]
    assert "unknown flag 'nice'" in broken(flags=frozenset({"nice"}))[0]
    assert "has no fact:nowhere" in broken(items=(("fact:nowhere", "restates"),))[0]
    assert "unknown relation 'likes'" in broken(items=(("stake:stake", "likes"),))[0]
    both = (("stake:stake", "restates"), ("stake:stake", "contradicts"))
    assert "restated and contradicted" in broken(items=both)[0]


def test_every_sentence_of_the_rated_replies_is_labelled() -> None:
    labelled = {x.reply for x in LABELLED}
    assert {row["id"] for part in OPEN for w in SPLIT[part] for row in replies_of(w)} <= labelled


def test_there_are_thousands_of_pairs_with_every_relation() -> None:
    found = Counter(relation for x in [*LABELLED, *minimal_pairs()] for _, relation in x.items)
    assert sum(found.values()) >= 3000
    assert min(found[r] for r in RELATIONS) >= 300


def test_minimal_pairs_come_in_twos_of_like_length_that_differ_in_their_labels() -> None:
    sides: dict[str, list[Labelled]] = {}
    for x in minimal_pairs():
        sides.setdefault(x.pair, []).append(x)
    assert {len(both) for both in sides.values()} == {2}
    for one, other in sides.values():
        assert abs(len(one.text.split()) - len(other.text.split())) <= 3, one.place
        assert (one.moves, one.items, one.flags) != (other.moves, other.items, other.flags), one.place


def test_writers_and_cards_stand_in_one_part_only() -> None:
    writers = [w for part in PARTS for w in SPLIT[part]]
    assert len(writers) == len(set(writers)) >= 10
    cards = {part: {row["card"] for w in SPLIT[part] for row in replies_of(w)} for part in PARTS}
    assert len(set().union(*cards.values())) == sum(map(len, cards.values())) >= 96
    for part in PARTS:
        assert {owner_of(card) for card in cards[part]} <= set(SPLIT[part])
    assert sum(len(replies_of(w)) for w in writers) + len(set_aside()) >= 1400
    assert not set(SPLIT["fresh"]) & set(writers)
    assert {owner_of(row["card"]) for w in SPLIT["fresh"] for row in replies_of(w)} <= set(SPLIT["train"])


def test_what_is_fresh_is_never_trained_on() -> None:
    writers = {x.place.split(".tsv")[0] for x in taught()}
    assert not writers & {*SPLIT["fresh"], *SPLIT["fresh_pairs"]}
    assert {*SPLIT["train"]} <= writers


def test_the_two_folds_share_no_card_and_are_of_like_size() -> None:
    replies = Counter(fold_of_card(row["card"]) for w in SPLIT["train"] for row in replies_of(w))
    assert set(SPLIT["first_fold"]) < set(SPLIT["train"])
    assert 0.4 < replies[0] / replies.total() < 0.6


@pytest.mark.parametrize(
    ("one", "other"), [*combinations(PARTS, 2), ("fresh", "tune"), ("fresh", "held_out")]
)
def test_no_run_of_eight_words_crosses_the_split(one: str, other: str) -> None:
    assert not of_part(one) & of_part(other)


def test_no_run_of_eight_words_of_the_corpus_stands_in_what_measures() -> None:
    measured = of_part("tune") | of_part("held_out")
    texts = [(x.place, x.text) for x in read_corpus()] + [(x.place, x.text) for x in minimal_pairs()]
    assert [place for place, text in texts if runs(text) & measured] == []


def test_cards_are_from_every_domain_and_channel_with_every_fault_and_difficulty() -> None:
    cards = [card_of(row["card"]) for part in PARTS for w in SPLIT[part] for row in replies_of(w)]
    assert {c.domain for c in cards} == set(get_args(Domain))
    assert {c.channel for c in cards} == {"chat", "email", "phone", "social"}
    assert {c.fault for c in cards} == {"firm", "shared", "third_party", "customer", "unclear"}
    assert {c.difficulty for c in cards} == {1, 2, 3, 4, 5}


def test_every_rated_reply_has_a_level_for_each_criterion_that_applies() -> None:
    levels = raters_levels()
    for part in OPEN:
        for writer in SPLIT[part]:
            for row in replies_of(writer):
                assert set(card_of(row["card"]).applicable) <= set(levels[row["id"]]), row["id"]
