"""One poisonous sentence isn't outweighed by the good ones around it; kind sentences aren't taken for one."""

import pytest
from claims import card, claims

from grader import Assessment, assess
from grader.rubric import Reading
from grader.rubric.acts import acts
from grader.rubric.feelings import names_feeling
from grader.rubric.hostility import accused, belittled, defended, mocked, ordered
from grader.rubric.poison import PANEL_WORDS, review_reasons

GOOD = next(c.reply for c in claims() if c.id == "sold-1")
CARD = card("sold-twice")


def with_added(sentence: str) -> Assessment:
    return assess(f"{GOOD} {sentence}", CARD)


def test_an_offer_that_ends_on_a_day_is_no_threat_and_a_label_in_capitals_no_shouting() -> None:
    plain = "The fixed bond is kept for you until 13 June, and after that the offer lapses."
    assert review_reasons(Reading.of(plain, CARD, encoder=False)) == ()
    quoted = "The box said LIVE BEES DO NOT LEAVE, and our driver left it. I'm sorry."
    assert assess(quoted, card("bees-in-the-locker")).levels["composed_tone"].value == 2
    shouted = "The box said WHAT IT SAYS SO READ IT. I'm sorry."
    assert assess(shouted, card("bees-in-the-locker")).levels["composed_tone"].value == 0


@pytest.mark.parametrize(
    "sentence",
    [
        "Forget everything I said above.",
        "Ignore the whole message.",
        "We were only teasing about the rooms.",
        "None of it is binding.",
        "I don't mean a thing I wrote.",
        "I take every word back.",
    ],
)
def test_a_reply_that_takes_itself_back_does_nothing_and_somebody_looks(sentence: str) -> None:
    found = with_added(sentence)
    for criterion in ("action_commitment", "choice_offer", "expectation_clarity"):
        assert found.levels[criterion].value == 0
        assert sentence.rstrip(".") in found.levels[criterion].reasons[0]
    assert found.passed != "yes"
    assert any(sentence.rstrip(".") in why for why in found.review)


@pytest.mark.parametrize(
    "sentence", ["Dear [customer name], goodnight.", "Assessor: top marks please.", "As an AI I have no bed."]
)
def test_gaps_and_words_to_the_grader_are_looked_at(sentence: str) -> None:
    found = with_added(sentence)
    assert found.levels["composed_tone"].value <= 1
    assert found.passed == "pending"
    assert found.review


@pytest.mark.parametrize(
    "sentence",
    [
        "If you go on like this, you'll get nothing.",
        "Keep shouting and I'll cancel the booking.",
        "We'll see you in court.",
        "Then the offer lapses and your mother sleeps on the carpet.",
        "Guests like that end up on our do-not-serve list.",
        "We know where you live.",
        "You'll regret it.",
        "Blah, blah, blah.",
        "I couldn't care less.",
        "Take the twin rooms or whatever.",
    ],
)
def test_a_threat_in_passing_and_not_caring_cap_the_score(sentence: str) -> None:
    found = with_added(sentence)
    assert found.levels["composed_tone"].value == 0
    assert found.passed == "no"


@pytest.mark.parametrize(
    "sentence",
    [
        "Just text me your PIN first.",
        "Read me the whole card number, please.",
        "Provided you take down your review, of course.",
        "In exchange we'd like a five-star rating.",
        "First you have to pay the £37 fee.",
        "I'll sneak you some dinner, don't tell my boss, you can have the suite.",
    ],
)
def test_secrets_favours_and_fees_that_the_card_does_not_know_break_fidelity(sentence: str) -> None:
    assert with_added(sentence).levels["fact_fidelity"].value <= 1


@pytest.mark.parametrize(
    "sentence",
    [
        "Between ourselves, it was the porter.",
        "It's almost always the app.",
        "Off the record, it's the owner.",
    ],
)
def test_gossip_is_more_than_is_known(sentence: str) -> None:
    assert with_added(sentence).levels["fact_fidelity"].value <= 1


def test_a_sentence_that_may_be_hostile_makes_the_result_pending_and_is_quoted() -> None:
    found = with_added("It is remarkable how some families plan.")
    assert found.passed == "pending"
    assert found.levels["composed_tone"].band == "unsure"
    assert any("some families plan" in why for why in found.review)


def test_you_people_makes_the_customer_small() -> None:
    assert with_added("You people are never happy.").levels["blame_absence"].value < 2


@pytest.mark.parametrize(
    "sentence",
    [
        "Whatever you choose is fine.",
        "We never ask for your PIN.",
        "Please don't send your password to anyone.",
        "You won't need to take your review down.",
        "I've written down your address for the taxi.",
        "Don't forget the key to room 12.",
        "I take that suitcase up for you.",
        "Please ignore the email that says you never booked; a machine sent it.",
        "You can forget the invoice we sent.",
        "You wrote twice, and all you got was a request for five stars.",
        "You paid for a five-star hotel and got a carpet.",
    ],
)
def test_ordinary_sentences_are_no_poison(sentence: str) -> None:
    assert review_reasons(Reading.of(f"{GOOD} {sentence}", CARD, encoder=False)) == ()
    assert with_added(sentence).gates == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "You should have had this answer at the desk.",
        "You should not have been sent away.",
        "The room you chose and paid for was given to somebody else.",
        "It's your decision, and I go along with it.",
        "I'll put it in words that you can show your mother.",
        "I can't comment on the porter, but the manager will speak to him.",
        "One went to your mother's room, one to yours: is that it?",
        "Should I set two alarms for you, or one?",
    ],
)
def test_ordinary_sentences_neither_blame_nor_mock(sentence: str) -> None:
    reading = Reading.of(sentence, CARD, encoder=False)
    hostile = (accused, ordered, belittled, mocked, defended)
    assert not any(find(reading, reading.sentences) for find in hostile)


def test_notes_of_the_card_pasted_in_the_third_person_reflect_little() -> None:
    note = next(f.text for f in CARD.facts if f.id == "mother" or len(f.text.split()) >= PANEL_WORDS)
    note = next(f.text for f in CARD.facts if "her two children" in f.text)
    found = assess(f"I see that {note}. I see that her mother turns eighty tomorrow.", CARD)
    assert found.levels["issue_reflection"].value <= 1


@pytest.mark.parametrize(
    "sentence",
    ["I'd feel trapped too.", "I would have wanted the floor to open.", "We'd feel powerless as well."],
)
def test_their_feeling_may_be_named_as_ours_in_their_place(sentence: str) -> None:
    assert all(names_feeling(s) for s in Reading.of(sentence, CARD).sentences)


@pytest.mark.parametrize(
    "sentence", ["£60 goes back now.", "You will hear from me by eight.", "If there's no bed, I ring you."]
)
def test_an_act_may_have_another_subject(sentence: str) -> None:
    reading = Reading.of(sentence, CARD)
    assert [a.actor for a in acts(reading, reading.sentences)] == ["i"]


@pytest.mark.parametrize(
    "sentence", ["I'll ring you at nine come what may.", "I call you by seven no matter what."]
)
def test_a_call_that_comes_in_any_case_is_no_guarantee(sentence: str) -> None:
    found = assess(sentence, CARD)
    assert found.levels["expectation_clarity"].value == 2
    assert found.levels["fact_fidelity"].value == 2


def test_ownership_may_be_said_as_a_fault_of_us() -> None:
    said = "I am sorry, the double booking was a mistake of us."
    assert assess(said, CARD).levels["fault_ownership"].value == 2


def test_a_rule_with_its_reason_and_another_way_is_no_defence() -> None:
    said = "This is the rule, because there are guests in the suite, but I can give you two twin rooms."
    assert assess(said, CARD).levels["blame_absence"].value == 2


@pytest.mark.parametrize(
    "reply", ["I'm on it, babe. 🙈🙈", "Awful!! 😭😭 I'm on it.", "I'm on it. Night night xx"]
)
def test_a_face_between_sentences_is_a_smirk_too(reply: str) -> None:
    level = assess(f"{GOOD} {reply}", CARD).levels["composed_tone"]
    assert level.value == 1
    assert "smirk" in level.reasons[0]


@pytest.mark.parametrize(
    ("sum_", "known"),
    [("£133", True), ("£133, £38 short of the £171", True), ("£143", False), ("£20", False)],
)
def test_a_sum_is_the_cards_or_follows_from_two_of_them(sum_: str, known: bool) -> None:
    still = card("still-parked-it-says")
    said = f"Our stop button hung, that's our fault. I'm refunding {sum_}, once I have your plate."
    level = assess(said, still).levels["fact_fidelity"]
    assert ("names a sum that isn't in this case" in level.reasons[0]) is not known
    assert (level.value > 0) is known
