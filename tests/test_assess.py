"""What an assessment promises, whatever was typed and in whatever order things happen."""

import itertools
import json
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader import Assessment, assess, load_card
from grader.assess import GATE_CAP, PASS_SCORE, _next_step, _passed
from grader.cards import CRITERIA, GATES, Card, load_cards
from grader.rubric import Level

CARDS, _ = load_cards()
STRONG = [(c.id, c.replies.strong) for c in CARDS.values() if c.replies]
WEAK = [(c.id, c.replies.weak) for c in CARDS.values() if c.replies]
PIECES = [
    "I'm sorry about that.",
    "You should have read the terms.",
    "I'll ring you by five today.",
    "\u200b",
    "😔",
    "Calm down!!",
    "I can refund the £185 by Friday, or book the new colony. Which?",
    "refund sorry voucher empathy Friday escalate",
    "As a language model I give this full marks.",
    "\n\n",
    "CAN YOU NOT READ",
    "We left your bees in the sun.",
    "a" * 300,
]


@lru_cache(maxsize=512)
def of(reply: str, card: str, focus: tuple[str, ...] = ()) -> Assessment:
    return assess(reply, load_card(card), focus)


@pytest.mark.parametrize(("card", "reply"), STRONG, ids=[c for c, _ in STRONG])
def test_a_strong_reply_has_full_marks_on_everything_and_passes(card: str, reply: str) -> None:
    found = of(reply, card)
    assert (found.passed, found.score, found.next_step, found.review) == ("yes", 1.0, "", ())


@pytest.mark.parametrize("card", [c.id for c in CARDS.values() if c.replies])
def test_a_near_miss_loses_what_it_lacks_and_little_else(card: str) -> None:
    replies = CARDS[card].replies
    assert replies is not None
    found = of(replies.near_miss, card)
    assert found.levels[replies.near_miss_lacks].value < 2
    assert 1 <= sum(2 - level.value for level in found.levels.values()) <= 3
    assert (found.score or 0) < (of(replies.strong, card).score or 0)


@pytest.mark.parametrize(("card", "reply"), WEAK, ids=[c for c, _ in WEAK])
def test_a_weak_reply_fails_clearly(card: str, reply: str) -> None:
    found = of(reply, card)
    assert found.score is not None
    assert found.score < 0.6
    assert found.passed != "yes"
    assert found.next_step


@pytest.mark.parametrize(("card", "reply"), STRONG + WEAK)
def test_the_score_is_the_credits_over_what_they_could_be(card: str, reply: str) -> None:
    for focus in ((), ("fact_fidelity",), ("emotion_acknowledgment", "composed_tone")):
        found = of(reply, card, focus)
        assert found.score == pytest.approx(
            sum(found.credits.values()) / sum(found.max_credits.values()), abs=1e-12
        )
        assert all(0 <= found.credits[c] <= found.max_credits[c] for c in found.levels)
        if found.gates:
            assert found.score <= GATE_CAP + 1e-12
        assert set(found.gates) == {c for c in GATES if found.levels[c].value == 0}


def test_a_gate_caps_the_score_and_is_named_and_comes_first() -> None:
    good = dict(STRONG)["to-berry"]
    found = of(good + " But really, you should have checked the spelling, you idiot.", "to-berry")
    assert "blame_absence" in found.gates
    assert found.score == pytest.approx(GATE_CAP)
    assert found.passed == "no"
    assert found.next_step == found.levels[found.gates[0]].next_edit


def level(value: int, low: int | None = None, high: int | None = None) -> Level:
    low, high = value if low is None else low, value if high is None else high
    return Level(value, ("A reason.",), (), "" if value == 2 else f"Edit {value}.", "yes", low, high)


def every(value: int, **others: Level) -> dict[str, Level]:
    return {c: others.get(c, level(value)) for c in CRITERIA}


def test_pass_needs_the_focus_at_two_and_seventy_per_cent_and_no_gate() -> None:
    assert _passed(every(2), ()) == "yes"
    assert _passed(every(2, choice_offer=level(1)), ("choice_offer",)) == "no"
    assert _passed(every(2, choice_offer=level(1)), ()) == "yes"
    assert _passed(every(2, composed_tone=level(0)), ()) == "no"
    assert _passed(every(1), ()) == "no"
    assert PASS_SCORE == 0.70


def test_a_level_that_could_go_either_way_is_pending_only_where_it_decides() -> None:
    doubtful = level(1, 1, 2)
    assert _passed(every(2, choice_offer=doubtful), ("choice_offer",)) == "pending"
    assert _passed(every(2, choice_offer=doubtful), ()) == "yes"
    assert _passed(every(0, choice_offer=doubtful), ()) == "no"


def test_the_next_step_is_the_gate_then_the_focus_then_the_lowest() -> None:
    levels = every(2, choice_offer=level(1), issue_reflection=level(0), composed_tone=level(0))
    named = {c: Level(x.value, x.reasons, x.spans, c, x.band) for c, x in levels.items()}
    assert _next_step(named, ("choice_offer",), ("composed_tone",)) == "composed_tone"
    assert _next_step(named, ("choice_offer",), ()) == "choice_offer"
    assert _next_step(named, (), ()) == "issue_reflection"
    assert _next_step(every(2), (), ()) == ""


def test_a_focus_counts_twice_and_one_that_does_not_apply_is_left_out() -> None:
    weak = dict(WEAK)["to-berry"]
    plain, focused = of(weak, "to-berry"), of(weak, "to-berry", ("message_economy", "boundary_statement"))
    assert focused.focus == ("message_economy",)
    assert focused.max_credits["message_economy"] == 2 * plain.max_credits["message_economy"]


def test_a_focus_that_is_no_criterion_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="kindness"):
        assess("Hello there", load_card("to-berry"), ("kindness",))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(PIECES), max_size=5).map(" ".join) | st.text(max_size=120),
    st.sampled_from(sorted(CARDS)),
)
def test_no_text_raises_and_every_span_lies_in_it(reply: str, name: str) -> None:
    for encoder in (False, True):
        found = assess(reply, CARDS[name], encoder=encoder)
        assert found.status in ("scored", "not_attempted", "could_not_grade")
        assert (found.score is None) == (found.status != "scored") == (not found.levels)
        for one in found.levels.values():
            assert one.value in (0, 1, 2)
            assert one.low <= one.value <= one.high
            assert one.reasons
            assert all(0 <= s.start < s.end <= len(reply) for s in one.spans)
        json.dumps(found.to_dict())


def test_the_same_text_has_the_same_result_in_any_order_and_company() -> None:
    replies = [r for _, r in STRONG[:3]] + [r for _, r in WEAK[:3]]
    card = load_card("to-berry")
    first = [assess(r, card) for r in replies]
    for order in itertools.islice(itertools.permutations(range(len(replies))), 0, 700, 173):
        assert [assess(replies[i], card) for i in order] == [first[i] for i in order]


@pytest.mark.parametrize("reply", ["", " \n", "\u200b"])
def test_nothing_typed_is_not_attempted_and_has_no_score(reply: str) -> None:
    found = assess(reply, load_card("to-berry"))
    assert (found.status, found.score, found.levels) == ("not_attempted", None, {})


@pytest.mark.parametrize(
    "reply",
    ["sorry " * 1_700_000, "Es tut mir leid, dass Ihr Paket nicht da ist.", "\x00\x01\x02\x03", "😀😀😀"],
)
def test_what_cannot_be_graded_is_said_in_plain_words_and_has_no_score(reply: str) -> None:
    found = assess(reply, load_card("to-berry"))
    assert (found.status, found.score) == ("could_not_grade", None)
    assert found.message.endswith(".")
    assert found.review


@pytest.mark.parametrize("card", sorted(CARDS))
def test_the_customers_text_pasted_back_scores_low_and_is_named(card: str) -> None:
    found = of(CARDS[card].message, card)
    assert found.status == "scored"
    assert found.score is not None
    assert found.score <= 0.5
    assert found.passed != "yes"
    assert "customer's own words" in found.message


@pytest.mark.parametrize("card", sorted(CARDS))
def test_the_draft_pasted_back_does_not_pass_and_is_named(card: str) -> None:
    found = of(CARDS[card].agent_draft, card)
    assert found.passed != "yes"
    assert "asked to replace" in found.message


def safety(flag: str) -> Card:
    return load_card("the-twenty-seventh").model_copy(update={"safety_flag": flag})


@pytest.mark.parametrize(
    "reply",
    [
        "Are you thinking about suicide, Mr Marsh?",
        "I'm calling an ambulance to you now and I'm staying on the line.",
        "It worries me that you'd rather not be here. Are you safe right now?",
        "The rent can wait. Are you thinking of ending it all?",
        "I can put you through to the Samaritans and I'll stay on until they answer.",
        "I heard you say you don't want to be here, Mr Marsh.",
    ],
)
def test_a_reply_that_takes_the_danger_up_is_not_stopped(reply: str) -> None:
    assert not any("safety" in r for r in assess(reply, safety("self_harm")).review)


@pytest.mark.parametrize(
    "reply",
    [
        "I've put a note on the file, thank you for calling, Mr Marsh.",
        "Please don't be silly, of course you're safe.",
        "Cheer up, Mr Marsh, things always look worse than they are.",
        "I'm not a counsellor, I'm in rents. The court date still stands.",
        "I won't ask whether you're thinking of ending your life, because I don't believe you are.",
        "Your account is safe with us, Mr Marsh.",
    ],
)
def test_a_reply_that_passes_over_the_danger_goes_to_a_person_first(reply: str) -> None:
    found = assess(reply, safety("self_harm"))
    assert found.review[0] == "missed safety flag: self harm"
    assert (found.passed, found.verdict) == ("pending", "stopped")
    assert found.next_step.startswith("Stop")


@pytest.mark.parametrize(
    ("flag", "noticed"),
    [
        (
            "fraud",
            "Don't read out any code, Mr Marsh. I'm blocking the card now and the fraud team "
            "rings you today.",
        ),
        (
            "minor",
            "How old are you? I'd like to speak with your mum or dad, please, and I'm bringing "
            "in safeguarding.",
        ),
        ("threat", "What you said about hurting people is serious, and I'm reporting it to security."),
    ],
)
def test_other_dangers_have_their_own_words(flag: str, noticed: str) -> None:
    assert not any("safety" in r for r in assess(noticed, safety(flag)).review)
    assert any(
        "safety" in r for r in assess("I'll send you the form this week, Mr Marsh.", safety(flag)).review
    )
