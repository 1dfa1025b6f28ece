"""The texts that the bench makes up are what it says they are."""

import pytest

from grader import load_card
from grader.cards import load_cards
from grader.rubric import Span
from grader.text import count_words, read_text

from . import fuzz, variants, workload
from .invariants import broken, tried

CARD = load_card("to-berry")
assert CARD.replies
STRONG = CARD.replies.strong


def test_a_word_is_swapped_whole_and_in_the_case_it_had() -> None:
    words = {"mistake": "error", "error": "mistake"}
    assert (
        variants.swapped("Mistake, MISTAKE, mistaken; an error.", words)
        == "Error, ERROR, mistaken; an mistake."
    )


def test_another_name_is_another_name_in_reply_and_card() -> None:
    assert CARD.customer.name
    last = CARD.customer.name.split()[-1]
    reply, card = variants.other_name(f"Dear {last}, sorry.", CARD)
    assert last not in reply
    assert last not in card.model_dump_json(exclude={"replies"})
    assert card.customer.name is not None
    assert card.customer.name.split()[-1] in reply
    assert card.id == CARD.id


def test_another_gender_changes_the_words_for_it_and_nothing_that_the_format_knows() -> None:
    reply, card = variants.other_gender("She told Mr Bell that her son waited.", CARD)
    assert reply == "He told Ms Bell that his daughter waited."
    assert (card.facts[0].id, card.channel, card.criteria) == (CARD.facts[0].id, CARD.channel, CARD.criteria)


def test_what_is_taken_out_is_every_sentence_that_a_span_touches() -> None:
    reply = "One stays. Two goes away. Three stays."
    at = reply.index("goes")
    assert variants.without(reply, [Span(at, at + 4)]) == "One stays. Three stays."
    assert variants.without(reply, [Span(0, len(reply))]) == ""


def test_repeating_says_every_sentence_twice() -> None:
    assert variants.repeated("One here. Two there.") == "One here. One here. Two there. Two there."


@pytest.mark.parametrize("card", list(load_cards()[0].values()), ids=lambda card: card.id)
def test_another_card_is_another_one_and_of_the_same_channel_where_there_is_one(card: object) -> None:
    cards = list(load_cards()[0].values())
    other = variants.another_card(card, cards)  # type: ignore[arg-type]
    assert other is not card
    if any(c.channel == card.channel for c in cards if c is not card):  # type: ignore[attr-defined]
        assert other.channel == card.channel  # type: ignore[attr-defined]


def test_the_same_seed_makes_the_same_text_and_every_kind_has_its_turn() -> None:
    made = [fuzz.text(seed, [STRONG]) for seed in range(70)]
    assert made == [fuzz.text(seed, [STRONG]) for seed in range(70)]
    assert any(len(text) > 20_000 for text in made)
    assert any(not text.isascii() for text in made)
    assert any(text.count("(") + text.count('"') + text.count("<") > 100 for text in made)


def test_an_exception_is_found_and_so_is_a_promise_that_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    assert tried(STRONG, CARD) == []
    from dataclasses import replace

    from grader import assess
    from grader.rubric import Level

    found = assess(STRONG, CARD)
    wrong = Level(3, (), (Span(0, len(STRONG) + 1),), low=2, high=1)
    assert len(broken(replace(found, score=1.5, levels={"choice_offer": wrong}), STRONG)) == 4
    monkeypatch.setattr("bench.invariants.assess", lambda *_: 1 / 0)
    assert tried(STRONG, CARD) == ["ZeroDivisionError: division by zero"]


def test_a_cohort_is_a_thousand_replies_over_fifty_cards_with_no_sentence_in_common() -> None:
    jobs = workload.cohort(workload.source())
    sentences = [s.text for job in jobs for s in read_text(job.reply).sentences]
    assert len(jobs) == len({job.reply for job in jobs}) == 1000
    assert len({job.card for job in jobs}) == 50
    assert len(sentences) == len(set(sentences))


def test_a_fresh_reply_has_120_words_and_an_edit_changes_one_sentence() -> None:
    jobs = workload.fresh(workload.source(), cards=4, each=5)
    assert all(118 <= count_words(job.reply) <= 120 for job in jobs)
    sentences = [s.text for job in jobs for s in read_text(job.reply).sentences]
    assert len(sentences) == len(set(sentences))
    for k, job in enumerate(jobs):
        before = {s.text for s in read_text(job.reply).sentences}
        after = {s.text for s in read_text(workload.edited(job.reply, k)).sentences}
        assert len(after - before) == 1
