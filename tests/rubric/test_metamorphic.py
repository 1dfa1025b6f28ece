"""What must change a level, what must not, and what may change it by one at most."""

import random
from functools import lru_cache

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


def test_the_same_reply_to_another_customer_fails_nearly_always() -> None:
    there = [of(STRONG[n], NAMES[(i + 5) % len(NAMES)]) for i, n in enumerate(NAMES)]
    assert sum(a.passed == "yes" for a in there) <= 0.04 * len(there)
    assert sum(a.levels["issue_reflection"].value == 2 for a in there) <= 0.1 * len(there)
    assert sum(a.levels["fact_fidelity"].value == 2 for a in there) <= 0.1 * len(there)


def test_a_line_of_empathy_three_times_over_raises_hardly_anything() -> None:
    """Beside the feeling itself, which the line names, if without a cause."""
    raised = []
    for name in NAMES:
        replies = CARDS[name].replies
        assert replies is not None
        for reply in (replies.strong, replies.near_miss):
            before, after = of(reply, name), of(f"{reply} {EMPATHY} {EMPATHY} {EMPATHY}", name)
            raised += [
                level.value > before.levels[c].value + (c == "emotion_acknowledgment")
                for c, level in after.levels.items()
            ]
    assert sum(raised) <= 0.005 * len(raised)


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


def test_slips_of_the_finger_hardly_ever_hit_a_gate_or_lose_a_criterion() -> None:
    levels, gates = [], []
    for name in NAMES:
        for seed in range(3):
            found = of(mistyped(STRONG[name], seed), name)
            gates.append(bool(found.gates))
            levels += [x.value == 0 for x in found.levels.values()]
    assert sum(gates) <= 0.02 * len(gates)
    assert sum(levels) <= 0.01 * len(levels)


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
