"""A hand-over says who takes it up, or at least why they; "the relevant team" is nobody."""

from __future__ import annotations

import pytest
from claims import card

from grader.rubric import CRITERION, Reading

OPENING = "Six weeks, and we lost your payslips twice. I'm sorry, Mr Thorne."
RULES = CRITERION["handoff_quality"].judge


def value(sentence: str) -> int:
    return RULES(Reading.of(f"{OPENING} {sentence}", card("accent-on-the-line"))).value


@pytest.mark.parametrize(
    "sentence",
    [
        "I've passed this to the relevant team and they'll be in touch.",
        "I will transfer you to a colleague who deals with that sort of thing.",
        "I'll get the appropriate department to look at it and they will ring you.",
        "I'll pass it to a colleague at three today.",
        "I'm giving this to a colleague in half an hour.",
    ],
)
def test_a_hand_over_to_nobody_for_no_reason_is_none(sentence: str) -> None:
    assert value(sentence) == 0


@pytest.mark.parametrize(
    "sentence",
    [
        "I'm passing this to Ruta Balode now.",
        "I'm handing it to our senior underwriter this minute.",
        "I'm handing this on to the responsible team, Ruta Balode's, at three today.",
        "Our senior underwriter is the right person to decide, so I'm handing it to her now.",
        "I'm passing it to our senior underwriter, so you needn't explain it to other people.",
        "Only the underwriters can sign without the committee, so I'm handing it to them today.",
    ],
)
def test_who_or_why_makes_it_a_hand_over(sentence: str) -> None:
    assert value(sentence) >= 1


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("She has it all from me, so you needn't tell it all again.", 2),
        ("She has it all from me, and you start nothing over.", 2),
        ("She won't know any of this, so you'd have to tell it all again.", 1),
        ("You may have to start over with her.", 1),
    ],
)
def test_who_has_to_tell_it_again_is_not_handed_over_well(story: str, expected: int) -> None:
    who = (
        "I'm bringing in Ruta Balode, senior underwriter, at three today, because only she can sign an offer."
    )
    assert value(f"{who} {story} I'll ring you at four myself.") == expected
