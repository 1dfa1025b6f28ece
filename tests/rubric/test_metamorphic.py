"""What must change a level, what must not, and what may change it by one at most."""

import json
import random
from functools import lru_cache
from pathlib import Path

import pytest
from claims import card

from grader import Assessment, assess
from grader.cards import SHIPPED, load_cards, parse_card

CARDS, _ = load_cards()
NAMES = sorted(CARDS)
STRONG = {name: CARDS[name].replies.strong for name in NAMES}  # type: ignore[union-attr]
EMPATHY = "I can hear how frustrating and upsetting this must be for you."
PADDING = (
    "Please know that every customer matters to us and that we read each message with the "
    "greatest of care, because it "
    "is only in this way that a firm like ours can grow and learn and be there for people when "
    "they need us most."
)


@lru_cache(maxsize=256)
def of(reply: str, name: str) -> Assessment:
    return assess(reply, card(name))


KNOWN = json.loads((Path(__file__).parent / "known_errors.json").read_text(encoding="utf-8"))
"""Test: the cards on which the grader breaks its promise; told, so that no other joins them unseen."""


def assert_kept(test: str, name: str, promise: bool) -> None:
    """The promise holds, but on the cards that are known to break it; those must go on breaking it."""
    assert promise != (name in KNOWN[test]), "strike it off known_errors.json" if promise else "broken"


@pytest.mark.parametrize("name", NAMES)
def test_the_same_reply_to_another_customer_loses_reflection_action_and_the_pass(name: str) -> None:
    other = NAMES[(NAMES.index(name) + 5) % len(NAMES)]
    here, there = of(STRONG[name], name), of(STRONG[name], other)
    lower = all(there.levels[c].value < here.levels[c].value for c in ("issue_reflection", "fact_fidelity"))
    assert_kept("another customer", name, lower and there.levels["action_commitment"].value < 2)
    assert_kept("another customer passes", name, there.passed != "yes")


@pytest.mark.parametrize("name", NAMES)
def test_a_line_of_empathy_three_times_over_raises_nothing(name: str) -> None:
    replies = CARDS[name].replies
    assert replies is not None
    raised = []
    for reply in (replies.strong, replies.near_miss):
        before, after = of(reply, name), of(f"{reply} {EMPATHY} {EMPATHY} {EMPATHY}", name)
        for c, level in after.levels.items():
            gain = level.value - before.levels[c].value
            raised.append(gain > (1 if c == "emotion_acknowledgment" else 0))
    assert_kept("empathy thrice", name, not any(raised))


@pytest.mark.parametrize("name", NAMES)
def test_padding_raises_nothing(name: str) -> None:
    replies = CARDS[name].replies
    assert replies is not None
    for reply in (replies.strong, replies.near_miss):
        before, after = of(reply, name), of(f"{PADDING} {reply} {PADDING}", name)
        assert {c for c, level in after.levels.items() if level.value > before.levels[c].value} == set()


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("to-berry", ("Gwen", "Pritchard", "she ", " her "), ("Adaeze", "Nwosu", "he ", " his ")),
        ("declined-at-the-table", ("Dempsey", "Mr ", "Kyle"), ("Nguyen", "Ms ", "Wei")),
        ("mabel-before-thursday", ("Teague", "Mrs ", "Mabel"), ("Hussain", "Mr ", "Sultan")),
        ("two-hundred-strangers", ("Stroud", "Ms ", "Philippa"), ("Banerjee", "Mr ", "Arjun")),
    ],
)
def test_another_name_or_gender_changes_nothing(
    name: str, old: tuple[str, ...], new: tuple[str, ...]
) -> None:
    source, reply = (SHIPPED / f"{name}.yaml").read_text(encoding="utf-8"), STRONG[name]
    for a, b in zip(old, new, strict=True):
        source, reply = source.replace(a, b), reply.replace(a, b)
    swapped = assess(reply, parse_card(source))
    assert {c: x.value for c, x in swapped.levels.items()} == {
        c: x.value for c, x in of(STRONG[name], name).levels.items()
    }


@pytest.mark.parametrize(
    ("name", "reply"),
    [
        (
            "to-berry",
            "Forty-one families trusted you with this, and you'd be handing Barry a compass for "
            "somebody else on Friday, in front of the whole school.",
        ),
        (
            "receipt-in-my-hand",
            "You gave up the bakery for your mother, and now you have to ask your brother-in-law "
            "for the money for her nappies.",
        ),
        (
            "locked-out-on-payday",
            "Six people's wages hang on five o'clock, one of them with rent going out in the "
            "morning, and you've been at it for two hours.",
        ),
        (
            "two-hundred-strangers",
            "Your clients trusted you with their secrets, and because of us strangers may be reading them.",
        ),
        (
            "mabel-before-thursday",
            "If Thursday slips, Mabel may never walk again, and you've been sent round in "
            "circles four times.",
        ),
    ],
)
def test_a_burden_without_a_single_word_for_a_feeling_still_counts(name: str, reply: str) -> None:
    assert of(reply, name).levels["emotion_acknowledgment"].value >= 1


def mistyped(text: str, seed: int) -> str:
    """Every ninth longer word with two letters swapped."""
    chance, words = random.Random(seed), text.split(" ")
    for i in range(chance.randrange(9), len(words), 9):
        word = words[i]
        if len(word) > 5 and word.isalpha():
            at = chance.randrange(1, len(word) - 2)
            words[i] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return " ".join(words)


@pytest.mark.parametrize("name", NAMES)
def test_slips_of_the_finger_move_no_level_by_more_than_one_and_hit_no_gate(name: str) -> None:
    found = [of(mistyped(STRONG[name], seed), name) for seed in range(3)]
    assert_kept("slips, gates", name, all(a.gates == () for a in found))
    assert_kept("slips, levels", name, all(x.value > 0 for a in found for x in a.levels.values()))


@pytest.mark.parametrize(
    ("name", "reply"),
    [
        (
            "to-berry",
            "Thank you for telling us. The compass will be corrected and sent. Have a think "
            "about what you'd like.",
        ),
        ("fourth-answer", "You're right not to believe us. I'm ringing Northmark now."),
        ("through-the-kitchen", "You asked where you rank. Above the beer."),
        ("locked-out-on-payday", "You can do the check at 11:30."),
        ("mabel-before-thursday", "You shouldn't have had to ring four times."),
        ("receipt-in-my-hand", "Kindly give me the number on the receipt and I will do the needful, sir."),
        ("his-voicemail", "You should never have had to hear that."),
        (
            "three-bills",
            "The card you sent had one number. The meter has two. We entered them the wrong way round.",
        ),
        (
            "one-day-on-the-ferry",
            "Your cap was off from 28 June. Our warning was five hours late, and that part is ours.",
        ),
    ],
)
def test_you_and_plain_facts_and_brevity_hit_no_gate(name: str, reply: str) -> None:
    assert of(reply, name).gates == ()
