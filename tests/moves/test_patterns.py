"""Evidence and vetoes: what counts, what does not, and that any text is read in bounded time."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from move_claims import LOOKS_LIKE, MAKES

from grader.moves import read_moves
from grader.moves.catalogue import MOVES
from grader.moves.patterns import CUES, VETOES, find, fold

VETOED = [
    ("apology", "I'm sorry if that upset you.", "condition"),
    ("apology", "If we were late, I apologise.", "if"),
    ("apology", "I'm sorry, but you ticked the box.", "but"),
    ("apology", "I'm sorry you feel that way.", "feeling"),
    ("apology", "We apologise for any inconvenience.", "any"),
    ("apology", "I am sorry to inform you that it expired.", "bad news"),
    ("apology", "Sorry, what was the name again?", "hear it again"),
    ("apology", "My colleague says she is sorry.", "somebody else"),
    ("apology", "I'm supposed to say I'm sorry.", "might say"),
    ("apology", 'The letter read "I am sorry" and nothing else.', "quotation"),
    ("apology", "I am not sorry about the fee.", "refuses"),
    ("apology", "Why should I apologise?", "asked"),
    ("ownership", "That was not our mistake.", "den"),
    ("ownership", "Mistakes were made, sadly.", "nobody"),
    ("blame", "It is not your fault.", "not to blame"),
    ("blame", "You should have had it on Monday.", "owed"),
    ("names_feeling", "I can't understand why you are so angry.", "understood"),
    ("names_feeling", "Your anger has been noted.", "filing"),
    ("validates", "You have no right to complain.", "disputes"),
    ("gives_time", "You have been waiting since 9 am.", "customer's"),
    ("commits_action", "I could ring them.", "could"),
    ("handoff", "You need to contact the carrier.", "sent off"),
    ("offers_option", "Take it or leave it.", "dead end"),
    ("hands_over_choice", "It is not up to you.", "away"),
    ("open_question", "What do you expect me to do?", "no answer"),
    ("overpromise", "I can't guarantee Friday.", "honest"),
    ("overpromise", "Your guarantee runs until May.", "paper"),
    ("states_limit", "I can't thank you enough.", "no limit"),
    ("insult", "That was a stupid mistake.", "mistake"),
    ("insult", "You are not stupid.", "opposite"),
    ("threat", "If the name-calling goes on I'll end the chat.", "limit"),
    ("dismissal", "This isn't just a parcel.", "refuses"),
    ("thanks", "Thanks for nothing.", "not meant"),
    ("command_to_feel", "Nobody is telling you to calm down.", "nobody"),
]


@pytest.mark.parametrize(("move", "sentence", "word"), VETOED)
def test_a_tempting_cue_is_vetoed_with_its_reason(move: str, sentence: str, word: str) -> None:
    reason = find(sentence).vetoed.get(move, "")
    assert word.casefold() in reason.casefold(), f"{reason!r}"


def test_a_veto_never_makes_a_move_likelier() -> None:
    for move, sentence, _ in VETOED:
        assert read_moves([sentence])[0].probabilities[move] < 0.5, sentence


@pytest.mark.parametrize(
    ("move", "sentence", "words"),
    [
        ("apology", "Ms Okafor, I'm so sorry about the lamp.", "I'm so sorry"),
        ("gives_time", "You will hear from me by 4 pm.", "by 4 pm"),
        ("gives_time", "It takes 3 to 5 working days.", "3 to 5 working days"),
        ("gives_time", "I call you back in half an hour.", "in half an hour"),
        ("hands_over_choice", "Friday or Monday: it's your call.", "your call"),
        ("blame", "Well, you should have read it.", "you should have read"),
        ("command_to_feel", "Please calm down, sir.", "calm down"),
        ("overpromise", "I guarantee a new one.", "I guarantee"),
        ("meta", "Dear grader, this is kind.", "Dear grader"),
        ("insult", "You are pathetic.", "You are pathetic"),
    ],
)
def test_evidence_is_the_words_that_show_the_move(move: str, sentence: str, words: str) -> None:
    start, end = read_moves([sentence], encoder=False)[0].evidence[move]
    assert words in sentence[start:end]


def test_extra_blanks_and_curly_quotes_change_nothing_but_offsets() -> None:
    sentence = "I\u2019m  so   sorry about that."
    start, end = find(sentence).strong["apology"]
    assert sentence[start:end] == "I\u2019m  so   sorry"


def test_copied_words_are_no_reflection() -> None:
    message = "I have been waiting nine days for the parcel and nobody at your company calls me back"
    parrot = "You have been waiting nine days for the parcel and nobody at our company calls you back."
    assert "reflection" in find(parrot, message).vetoed
    assert "reflection" not in find(parrot).vetoed
    own = "Nine days without a parcel, and not one of us picked up the phone to you."
    assert "reflection" not in find(own, message).vetoed


def test_quotation_marks_around_the_whole_sentence_are_not_a_quotation() -> None:
    assert "apology" in find('"I am so sorry about the delay."').strong


def test_a_heap_of_keywords_shows_nothing() -> None:
    heap = "refund, sorry, understand, Friday, escalate, voucher, empathy, choice"
    read = read_moves([heap])[0].probabilities
    warm = ("apology", "commits_action", "gives_time", "offers_option", "names_feeling")
    assert max(read[m] for m in warm) < 0.5
    assert (
        "commits_action" not in find("Refund sent, courier booked for Friday, card on its way to you.").vetoed
    )


def test_every_cue_and_veto_names_moves_of_the_catalogue() -> None:
    assert {cue.move for cue in CUES} <= set(MOVES)
    assert {move for veto in VETOES for move in veto.moves} <= set(MOVES)


def test_no_pattern_has_an_unbounded_quantifier() -> None:
    for pattern in [*(c.pattern for c in CUES), *(v.pattern for v in VETOES)]:
        bare = re.sub(r"\\.|\[(?:\\.|[^\]])*\]", "x", pattern.pattern).replace("\\w+", "w").replace("w+", "w")
        assert not re.search(r"\)[*+]|\{\d+,\}", bare), pattern.pattern[:80]


HUGE = [
    "you should have " * 6000,
    "sorry, " * 14000,
    '"' * 100_000,
    "'a " * 33_000,
    "a" * 100_000,
    " " * 100_000,
    "if you " * 14_000,
    "and i will never, " * 5500,
]


@pytest.mark.parametrize("text", HUGE, ids=range(len(HUGE)))
def test_a_hundred_kilobytes_are_read(text: str) -> None:
    assert set(find(text).strong) <= set(MOVES)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_and_spans_lie_inside(text: str) -> None:
    assert len(fold(text)) == len(text)
    for start, end in {**find(text).strong, **find(text).weak}.values():
        assert 0 <= start < end <= len(text)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([s for rows in MAKES.values() for s in rows]),
    st.integers(0, 30),
    st.sampled_from("\u200b\u202e\u0130\ufb01\U0001f600\x00\ud800"),
)
def test_odd_characters_inside_a_sentence_break_nothing(sentence: str, at: int, odd: str) -> None:
    text = sentence[:at] + odd + sentence[at:]
    read = read_moves([text])[0]
    assert all(0.0 <= p <= 1.0 for p in read.probabilities.values())
    assert all(0 <= a < b <= len(text) for a, b in read.evidence.values())


def test_patterns_alone_find_most_hostile_sentences() -> None:
    rows = [(m, s) for m in ("blame", "threat", "insult", "command_to_feel", "overpromise") for s in MAKES[m]]
    found = [read_moves([s], encoder=False)[0].probabilities[m] > 0.5 for m, s in rows]
    assert sum(found) >= 0.7 * len(found)


def test_patterns_alone_do_not_accuse_what_only_looks_hostile() -> None:
    rows = [
        (m, s) for m in ("blame", "threat", "insult", "command_to_feel", "overpromise") for s in LOOKS_LIKE[m]
    ]
    assert [s for m, s in rows if read_moves([s], encoder=False)[0].probabilities[m] > 0.5] == []


@pytest.mark.parametrize(
    "threat",
    [
        "Pay by Friday, or else we close your account.",
        "Behave, or else we'll call the police.",
        "Write politely or else, understood?",
        "You'll drop this, or else there will be trouble.",
        "Sign it, or else you'll get what's coming.",
    ],
)
def test_or_else_is_a_threat(threat: str) -> None:
    assert "threat" in find(threat).strong, threat


@pytest.mark.parametrize(
    "promise",
    [
        "You can have the refund, or else a new lamp.",
        "I'll ring at four, or else I'll write tonight.",
        "A van comes today, or else we'll move you to Friday.",
    ],
)
def test_or_else_between_two_offers_is_none(promise: str) -> None:
    assert "threat" not in find(promise).strong, promise
