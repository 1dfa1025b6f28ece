"""Claims about what the desk says of an assessment: three things at most, in the learner's words."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from grader import Assessment, Level, Span, assess, load_card
from grader.cards import load_cards
from grader.rubric import CRITERION
from grader.widgets.cardview import FAULT, HEAT, card_view
from grader.widgets.coaching import LONGEST_QUOTE, NOTHING_LEFT, coaching
from grader.widgets.reaction import TABLE, how_taken

CARD = load_card("three-bills")
REPLY = "😀 No wonder you're baffled. Calm down. I'll ring you by four."


def span(words: str) -> Span:
    return Span(REPLY.index(words), REPLY.index(words) + len(words))


def level(value: int, *words: str, reason: str = "Because.", edit: str = "", band: str = "") -> Level:
    return Level(value, (reason,), tuple(map(span, words)), edit, band or ("yes" if value == 2 else "no"))  # type: ignore[arg-type]


def scored(
    next_step: str = "", gates: tuple[str, ...] = (), focus: tuple[str, ...] = (), **levels: Level
) -> Assessment:
    return Assessment(
        "scored", CARD.id, focus, levels=levels, score=0.5, passed="no", gates=gates, next_step=next_step
    )


FEELING = level(2, "No wonder you're baffled")
BLAME = level(0, "Calm down", edit="Take it out.")
NEXT = level(1, "I'll ring you by four", edit="Say what if it slips.")


def criteria(said: dict[str, Any]) -> list[str]:
    return [row["criterion"] for row in said["things"]]


def test_the_focus_comes_first_and_then_what_the_edit_is_about() -> None:
    a = scored("Say what if it slips.", focus=("emotion_acknowledgment",), expectation_clarity=NEXT,
               composed_tone=level(2), emotion_acknowledgment=FEELING)  # fmt: skip
    said = coaching(REPLY, CARD, a)
    assert criteria(said) == ["emotion_acknowledgment", "expectation_clarity"]
    assert said["edit"] == "Say what if it slips."


def test_a_gate_is_named_before_anything_but_the_focus() -> None:
    a = scored("Say what if it slips.", ("blame_absence",), ("emotion_acknowledgment",),
               emotion_acknowledgment=FEELING, expectation_clarity=NEXT, blame_absence=BLAME)  # fmt: skip
    said: Any = coaching(REPLY, CARD, a)
    assert criteria(said) == ["emotion_acknowledgment", "blame_absence"]
    assert (said["things"][1]["state"], said["things"][1]["icon"]) == ("gate", "⚠")


def test_of_several_focus_criteria_the_weakest_is_spoken_of() -> None:
    a = scored("", (), ("emotion_acknowledgment", "expectation_clarity"),
               emotion_acknowledgment=FEELING, expectation_clarity=NEXT)  # fmt: skip
    assert criteria(coaching(REPLY, CARD, a))[0] == "expectation_clarity"


def test_every_shipped_reply_gets_three_things_at_most() -> None:
    for card in load_cards()[0].values():
        assert card.replies is not None
        for reply in (card.replies.strong, card.replies.near_miss, card.replies.weak, card.agent_draft):
            a = assess(reply, card, ("emotion_acknowledgment", "composed_tone"), encoder=False)
            said: Any = coaching(reply, card, a)
            assert 1 <= len(said["things"]) + bool(said["edit"]) <= 3
            assert len(said["all"]) == len(card.applicable)
            json.dumps(said)


def test_someone_who_does_well_hears_so_in_their_own_words() -> None:
    said: Any = coaching(
        REPLY, CARD, scored(focus=("emotion_acknowledgment",), emotion_acknowledgment=FEELING)
    )
    assert said["things"][0]["quote"] == "No wonder you're baffled"
    assert said["done"] == NOTHING_LEFT


def test_words_are_not_quoted_twice() -> None:
    quoting = replace(FEELING, reasons=("“No wonder” ties it.",))
    said: Any = coaching(REPLY, CARD, scored(emotion_acknowledgment=quoting))
    assert said["all"][0]["quote"] == ""


def test_a_doubtful_level_is_shown_as_doubtful() -> None:
    said: Any = coaching(REPLY, CARD, scored(blame_absence=replace(BLAME, band="unsure")))
    assert said["all"][0]["state"] == "unsure"
    assert said["all"][0]["word"] == "hard to tell"


def test_every_state_has_its_own_icon_and_word() -> None:
    a = scored(emotion_acknowledgment=FEELING, expectation_clarity=NEXT, blame_absence=BLAME,
               choice_offer=level(0), fault_ownership=level(2, band="unsure"))  # fmt: skip
    rows: Any = coaching(REPLY, CARD, a)["all"]
    for key in ("state", "icon", "word"):
        assert len({row[key] for row in rows}) == 5


def test_marks_count_as_javascript_does() -> None:
    said: Any = coaching(REPLY, CARD, scored(emotion_acknowledgment=FEELING))
    mark = said["marks"][0]
    units = REPLY.encode("utf-16-le")
    assert units[2 * mark["start"] : 2 * mark["end"]].decode("utf-16-le") == "No wonder you're baffled"


def test_two_criteria_that_rest_on_the_same_words_share_a_mark() -> None:
    a = scored(emotion_acknowledgment=FEELING, issue_reflection=level(1, "No wonder you're baffled."))
    marks: Any = coaching(REPLY, CARD, a)["marks"]
    assert [[n["criterion"] for n in m["notes"]] for m in marks] == [
        ["emotion_acknowledgment", "issue_reflection"]
    ]


def test_words_within_underlined_words_are_one_mark() -> None:
    within = Span(FEELING.spans[0].start, FEELING.spans[0].start + 9)
    a = scored(emotion_acknowledgment=FEELING, blame_absence=replace(BLAME, spans=(within,)))
    marks: Any = coaching(REPLY, CARD, a)["marks"]
    assert [[n["criterion"] for n in m["notes"]] for m in marks] == [
        ["emotion_acknowledgment", "blame_absence"]
    ]


@pytest.mark.parametrize("wrong", [Span(-1, 3), Span(5, 5), Span(9, 2), Span(0, 9999), Span(500, 600)])
def test_a_span_that_cannot_be_is_not_drawn_outside_the_text(wrong: Span) -> None:
    marks: Any = coaching(REPLY, CARD, scored(emotion_acknowledgment=replace(FEELING, spans=(wrong,))))[
        "marks"
    ]
    assert all(0 <= m["start"] < m["end"] <= len(REPLY.encode("utf-16-le")) // 2 for m in marks)


def test_a_long_quotation_is_cut_at_a_word() -> None:
    reply = "I can hear how much this has cost you " * 9
    said: Any = coaching(
        reply, CARD, scored(emotion_acknowledgment=replace(FEELING, spans=(Span(0, len(reply)),)))
    )
    quote = said["all"][0]["quote"]
    assert len(quote) <= LONGEST_QUOTE + 2
    assert quote.endswith(" …")


def test_what_cannot_be_graded_is_explained_and_an_empty_box_is_not() -> None:
    assert coaching("??", CARD, Assessment("could_not_grade", CARD.id, message="There are no words."))[
        "message"
    ]
    assert not coaching("", CARD, Assessment("not_attempted", CARD.id, message="Nothing yet."))["message"]


def test_how_it_lands_depends_on_harm_then_on_listening_and_on_movement() -> None:
    def taken(**levels: int) -> str:
        return how_taken(scored(**{c: level(v) for c, v in levels.items()}), CARD)

    good = {
        "emotion_acknowledgment": 2,
        "issue_reflection": 2,
        "action_commitment": 2,
        "expectation_clarity": 2,
    }
    assert "calmer" in taken(**good)
    assert "hears blame" in taken(**good, blame_absence=0)
    assert "heard, and still doesn't know" in taken(
        **{**good, "action_commitment": 0, "expectation_clarity": 0}
    )
    assert "case number" in taken(**{**good, "emotion_acknowledgment": 0, "issue_reflection": 0})
    assert "as upset as before" in taken(**dict.fromkeys(good, 0))


def test_how_it_lands_names_the_customer_and_guesses_no_pronoun() -> None:
    for _, sentence in TABLE:
        assert sentence.startswith("{Name} ")
        assert not {"he", "she", "his", "her", "him"} & set(sentence.lower().replace(",", "").split())
    nameless = CARD.model_copy(update={"customer": CARD.customer.model_copy(update={"name": None})})
    assert how_taken(scored(composed_tone=level(0)), nameless).startswith("The customer ")


def test_the_card_shows_who_writes_where_and_how_and_whose_fault_it_is() -> None:
    view: Any = card_view(CARD)
    assert view["heading"] == f"Three bills, three sums · phone · Mr Pugh {HEAT[2]}"
    assert card_view(CARD, "Cold rewrite")["heading"].startswith("Cold rewrite · ")  # type: ignore[union-attr]
    parts = {part["kind"]: part["lines"] for part in view["knows"]}
    assert parts["facts"][-1] == FAULT["shared"]
    assert parts["stake"] == [CARD.stake]
    assert "handoff" not in parts, "a card without a hand-over has no part for it"


def test_every_criterion_has_a_title_for_the_page() -> None:
    a = scored(**{c: level(2) for c in CRITERION})
    rows: Any = coaching(REPLY, CARD, a)["all"]
    assert all(row["title"] and "_" not in row["title"] for row in rows)


def test_a_reply_that_is_stopped_for_a_danger_has_no_reaction() -> None:
    told = load_card("in-her-dressing-gown")
    assert told.replies is not None
    stopped, taken_up = assess(told.replies.weak, told), assess(told.replies.strong, told)
    assert stopped.next_step.startswith("Stop")
    assert how_taken(stopped, told) == ""
    assert how_taken(taken_up, told) != ""


def test_nobody_who_may_harm_themselves_is_called_calmer() -> None:
    told = load_card("gone-quiet-and-easy")
    assert told.replies is not None
    taken_up = assess(told.replies.strong, told)
    assert taken_up.passed == "yes"
    assert how_taken(taken_up, told) == ""
