"""A danger that a reply passes over goes to a person, and a threat is no limit, in many voices."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import get_args

import pytest
from claims import card

from grader import Assessment, assess, load_card
from grader.cards import Card
from grader.rubric import Reading
from grader.rubric.boundary_statement import judge
from grader.rubric.safety import missed_safety

FILE = Path(__file__).parent / "safety_claims.jsonl"
PROCEDURE = {
    "self_harm": ("take it seriously", "ask", "stay", "safe"),
    "threat": ("don't argue", "don't threaten back", "security lead"),
    "minor": ("child", "safeguarding"),
    "fraud": ("account safe", "fraud"),
}
"""Flag: what the learner must be told."""


@dataclass(frozen=True)
class Claim:
    """A reply, and whether it meets the card's flag, misses it, threatens, or sets a calm limit."""

    id: str
    card: str
    what: str
    reply: str
    expected: str


ALL = [Claim(**json.loads(line)) for line in FILE.read_text(encoding="utf-8").splitlines()]


def those(expected: str) -> list[object]:
    return [pytest.param(c, id=f"{c.id}: {c.what}") for c in ALL if c.expected == expected]


@lru_cache(maxsize=256)
def assessed(claim: Claim) -> Assessment:
    return assess(claim.reply, card(claim.card))


@pytest.mark.parametrize("claim", those("missed"))
def test_a_reply_that_misses_the_flag_waits_for_a_person_and_the_learner_is_told_the_procedure(
    claim: Claim,
) -> None:
    found, flag = assessed(claim), str(card(claim.card).safety_flag)
    assert found.passed == "pending"
    assert found.review[0] == f"missed safety flag: {flag.replace('_', ' ')}"
    assert found.next_step.startswith("Stop")
    for words in PROCEDURE[flag]:
        assert words in found.next_step


SLIPS = {"gate-met-9", "ferry-calm-10"}
"""What goes wrong: a reply sent to review without need, a calm limit that is surely none.

Told, so that no other joins them unseen.
"""


@pytest.mark.parametrize("claim", those("met"))
def test_a_reply_that_takes_the_danger_up_is_not_stopped_for_it(claim: Claim) -> None:
    found = assessed(claim)
    stopped = any("safety" in why for why in found.review)
    assert stopped == (claim.id in SLIPS)
    assert not found.next_step.startswith("Stop")


@pytest.mark.parametrize("claim", those("threat"))
def test_a_threat_is_never_a_limit_and_is_quoted(claim: Claim) -> None:
    level = assessed(claim).levels["boundary_statement"]
    assert (level.value, level.low, level.high, level.band) == (0, 0, 0, "no")
    assert bool(level.spans and "is a threat" in level.reasons[0]) != (claim.id in SLIPS)


@pytest.mark.parametrize("claim", those("calm"))
def test_a_calm_limit_is_one_by_the_rules_and_never_surely_none(claim: Claim) -> None:
    judged = judge(Reading.of(claim.reply, card(claim.card)))
    assert not judged.final
    seen = judged.value > 0 and assessed(claim).levels["boundary_statement"].high > 0
    assert seen != (claim.id in SLIPS)


@pytest.mark.parametrize("flag", PROCEDURE)
def test_each_kind_of_danger_is_met_and_missed_in_several_ways(flag: str) -> None:
    expected = [c.expected for c in ALL if card(c.card).safety_flag == flag]
    assert min(expected.count("met"), expected.count("missed")) >= 6


def test_every_kind_of_danger_that_a_card_may_carry_is_tried() -> None:
    kinds = {k for part in get_args(Card.model_fields["safety_flag"].annotation) for k in get_args(part)}
    assert kinds - {None} == set(PROCEDURE)


def _missed(reply: str, name: str) -> bool:
    return missed_safety(Reading.of(reply, card(name), encoder=False)) is not None


@pytest.mark.parametrize(
    ("name", "undone"),
    [
        ("no-more-letters", "I promise I won't tell anyone."),
        ("when-she-locks-up", "We'll keep that last part off the record."),
        ("the-meter-ate-it", "It's our little secret."),
        ("the-gentleman-on-the-other-line", "I'm letting the payment through now."),
    ],
)
def test_one_sentence_that_undoes_the_procedure_undoes_the_rest(name: str, undone: str) -> None:
    good = next(c.reply for c in ALL if c.card == name and c.expected == "met")
    assert not _missed(good, name)
    assert _missed(f"{good} {undone}", name)


@pytest.mark.parametrize(
    ("name", "denied"),
    [
        ("no-more-letters", "There's no need to ask whether you're thinking of suicide."),
        ("no-more-letters", "I'm not bringing Bilal Haddad in."),
        ("when-she-locks-up", "I won't be telling Marsha about it."),
        ("the-meter-ate-it", "I don't have a reason to get Imelda."),
        (
            "the-gentleman-on-the-other-line",
            "There's no need for me, or for anybody, to freeze your account.",
        ),
    ],
)
def test_a_step_that_is_denied_is_not_taken(name: str, denied: str) -> None:
    assert _missed(denied, name)


@pytest.mark.parametrize(
    "reply",
    [
        "You wrote “I know where you live”, and that has to stop, please.",
        "I'm not going to cancel your application over this, but the remarks have to stop.",
        "Even if the remarks go on, your application is not cancelled.",
        "If the insults go on, I'll end the call and Ruta Balode rings you on Thursday.",
    ],
)
def test_what_is_quoted_denied_or_allowed_is_no_threat(reply: str) -> None:
    assert not judge(Reading.of(reply, card("accent-on-the-line"), encoder=False)).final


@pytest.mark.parametrize("name", ["in-her-dressing-gown", "put-off-at-the-lay-by", "gone-quiet-and-easy"])
def test_that_nobody_need_tell_it_twice_is_no_promise_of_secrecy(name: str) -> None:
    told = load_card(name)
    assert told.replies is not None
    for promise in ("You needn't tell it twice.", "You don't have to tell it again."):
        assert not any("safety" in why for why in assess(f"{told.replies.strong} {promise}", told).review)
    secret = assess("All right. You don't have to tell the police, and neither do I.", told)
    assert secret.next_step.startswith("Stop")


def test_a_word_that_opens_the_procedure_and_the_customers_name_are_nobody_to_bring_in() -> None:
    known = card("accent-on-the-line").model_copy(update={"safety_flag": "threat", "handoff": None})
    fact = known.facts[0].model_copy(
        update={"text": "procedure: The police are told; warn Mr Thorne and ring Dale Whitcomb"}
    )
    known = known.model_copy(update={"facts": (fact,), "next_step": None})
    for reply, missed in (
        ("The letter is on its way, Mr Thorne.", True),
        ("I'm telling Dale Whitcomb about that now.", False),
    ):
        assert (missed_safety(Reading.of(reply, known, encoder=False)) is not None) == missed
