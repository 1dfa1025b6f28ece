"""No criterion escapes: each says what it is, where it comes from, and shows it on cards that ship."""

import ast
from pathlib import Path

import pytest

import grader.rubric
from grader import assess, load_card
from grader.cards import CRITERIA, CriterionId
from grader.rubric import CRITERION, Reading
from grader.rubric.fact_fidelity import judge as judge_facts

EVERY = [(c, e) for c in CRITERIA for e in CRITERION[c].examples]


@pytest.mark.parametrize("criterion", CRITERIA)
def test_each_criterion_says_what_it_is_and_where_it_comes_from(criterion: str) -> None:
    found = CRITERION[criterion]
    assert found.id == criterion
    assert found.title
    assert found.definition.endswith(".")
    assert len(found.checks) >= 3
    assert all(check.endswith("?") for check in found.checks)
    assert found.source


@pytest.mark.parametrize("criterion", CRITERIA)
def test_each_criterion_has_an_example_of_each_level(criterion: str) -> None:
    assert {e.value for e in CRITERION[criterion].examples} == {0, 1, 2}


MODULES = sorted(Path(grader.rubric.__file__).parent.glob("*.py"))


@pytest.mark.parametrize("module", MODULES, ids=lambda p: p.stem)
def test_cues_are_made_once_and_not_at_every_sentence(module: Path) -> None:
    functions = [n for n in ast.walk(ast.parse(module.read_text("utf-8"))) if isinstance(n, ast.FunctionDef)]
    made = [n for f in functions for n in ast.walk(f) if isinstance(n, ast.Call)]
    assert [n.lineno for n in made if isinstance(n.func, ast.Name) and n.func.id == "cue"] == []


@pytest.mark.parametrize(("criterion", "example"), EVERY, ids=[f"{c} {e.value}" for c, e in EVERY])
def test_each_example_lands_on_its_level(criterion: str, example: object) -> None:
    card = load_card(example.card)
    assert criterion in card.applicable
    level = CRITERION[criterion].level(Reading.of(example.reply, card))
    assert level.value == example.value, f"{criterion}: {example.reply!r}: {level.reasons}"


@pytest.mark.parametrize(("criterion", "example"), EVERY, ids=[f"{c} {e.value}" for c, e in EVERY])
def test_what_is_said_of_an_example_is_said_in_plain_whole_sentences(criterion: str, example: object) -> None:
    reading = Reading.of(example.reply, load_card(example.card))
    level = CRITERION[criterion].level(reading)
    for text in (*level.reasons, *filter(None, [level.next_edit])):
        assert text[0].isupper() or text[0] in "“0123456789"
        assert text.endswith((".", "?", "”.")), text
        assert ".." not in text.replace("…", "")
        assert "{" not in text
    assert bool(level.next_edit) == (level.value < 2)
    quoted = [q.split("”")[0] for q in level.reasons[0].split("“")[1:]]
    for words in quoted:
        assert words.removesuffix(" …") in " ".join(example.reply.split())


@pytest.mark.parametrize(
    ("card", "reply", "level"),
    [
        ("six-minutes-early", "I'm taking the seventeen pounds fifty off your bill today.", 2),
        ("deleted-in-march", "We tried the fourteen dollars and ninety-nine cents on 3 March.", 2),
        ("six-minutes-early", "I'm sending you ninety pounds today.", 0),
    ],
)
def test_a_sum_in_words_is_the_sum_on_the_card(card: str, reply: str, level: int) -> None:
    found = judge_facts(Reading.of(reply, load_card(card)))
    assert (found.value == 0) == (level == 0), found.reasons


def test_a_limit_is_shown_with_its_whole_sentence() -> None:
    card = load_card("in-her-dressing-gown")
    assert card.replies is not None
    reply = card.replies.strong
    shown = [reply[s.start : s.end] for s in assess(reply, card).levels["boundary_statement"].spans]
    assert [" ".join(words.split()) for words in shown] == [
        "If there's another threat I'll end the call, and she'll still ring."
    ]


MOLAR = (
    "Hiding your laugh with Saturday coming must hurt, Tayla. {} {} I'm ordering yours now, no charge. {} "
    "I'll message by 4 tomorrow, lab date or not."
)
OWN = "We had your email, yet binned your crown, sorry."
NO = "I can't do Friday, as labs take ten working days."
CHOICE = "Would you like a free temporary Thursday 5:30, soft food only, or $90 build-up Friday 7:15am?"


def of_molar(criterion: CriterionId, *, own: str = OWN, no: str = NO, choice: str = CHOICE) -> int:
    found = assess(MOLAR.format(own, no, choice), load_card("the-dancing-molar"))
    return found.levels[criterion].value


@pytest.mark.parametrize(
    "no",
    [
        NO,
        "I can't do Friday: labs take ten working days.",
        "I can't do a crown by Friday; the lab takes ten working days.",
    ],
)
def test_a_reason_needs_no_because(no: str) -> None:
    assert of_molar("positive_framing", no=no) == 2


def test_words_after_a_colon_that_explain_nothing_are_no_reason() -> None:
    assert of_molar("positive_framing", no="I can't do Friday: so sorry about that one, Tayla.") < 2


@pytest.mark.parametrize(
    "choice",
    [
        CHOICE,
        "Free temporary Thursday 5:30, soft food only, or $90 build-up Friday 7:15am: which?",
        "Which suits: free temporary Thursday 5:30, soft food only, or $90 build-up Friday 7:15am?",
    ],
)
def test_a_choice_needs_no_verb(choice: str) -> None:
    assert of_molar("choice_offer", choice=choice) == 2


@pytest.mark.parametrize(
    "own", ["Apologies for any inconvenience.", "Mistakes were made, apologies.", "Sorry for the trouble."]
)
def test_stock_regret_owns_nothing(own: str) -> None:
    assert of_molar("fault_ownership", own=own) == 1


@pytest.mark.parametrize("name", ["sweetheart", "poppet", "sweetie"])
def test_the_rules_find_a_pet_name_too_familiar(name: str) -> None:
    reply = MOLAR.format(f"{OWN} There, {name}.", NO, CHOICE)
    level = CRITERION["composed_tone"].judge(Reading.of(reply, load_card("the-dancing-molar")))
    assert level.value == 1
    assert f"“There, {name}.” is too familiar" in level.reasons[0]


def test_a_threat_is_shown_and_left_out_as_a_whole() -> None:
    said = "Calm down or I'll close this chat and cancel the room."
    found = assess(f"Reece, the noise is over. {said}", load_card("ok-dad-if-you-say-so"))
    tone = found.levels["composed_tone"]
    assert tone.reasons[0] == f"“{said}” is a threat."
    assert tone.next_edit.startswith(f"Leave out “{said}”")


def test_what_may_be_chosen_is_listed_without_a_second_or() -> None:
    found = assess("I'm sorry, Reece. I'll ring you by four.", load_card("ok-dad-if-you-say-so"))
    assert "or: have all the breaking" in found.levels["choice_offer"].next_edit
