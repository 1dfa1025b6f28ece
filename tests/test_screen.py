"""Whatever stands in the box, the learner gets a status and a plain sentence, never an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.screen import screen

FOREIGN = [
    "Je comprends votre colère, le colis aurait dû arriver lundi.",
    "Es tut mir sehr leid, dass Ihr Paket nicht angekommen ist.",
    "Lo siento mucho, su pedido llega mañana y le llamo hoy.",
    "Pasensya na po, hindi pa dumating ang parcel ninyo.",
    "Mi dispiace molto, il suo pacco non è arrivato.",
    "Мне очень жаль, что посылка не пришла.",
    "أنا آسف جدا على التأخير",
    "非常抱歉，您的包裹还没有到",
]
ENGLISH = [
    "Abeg no vex, I dey sorry well well. We no send your parcel quick, na our fault be that. I "
    "go ring the depot now.",
    "Aye ken, it's a sair yin. Ah'm sorry the box wis left in the sun, that's oor fault. Ah'll "
    "ring ye the morra.",
    "Aiyah sorry ah, this one our mistake lah. I check with the courier now, then I call you "
    "back before 5 can?",
    "im so srry bout teh parcle, its are falt. i wil rfund u tday n cal u by 5",
    "Kindly do the needful and share the reading, I am reverting to you before evening itself, sir.",
    "Sorry, our mistake.",
    "Señor Núñez, I'm sorry the piñata came late. I'll refund it today.",
]


@given(st.text(max_size=300) | st.binary(max_size=300).map(lambda b: b.decode("latin-1")))
def test_any_text_has_a_status_and_says_why_where_it_is_not_graded(raw: str) -> None:
    found = screen(raw)
    assert found.status in ("scored", "not_attempted", "could_not_grade")
    assert found.message or found.status == "scored"
    assert "Error" not in found.message


@pytest.mark.parametrize("raw", ["", "   ", "\n\n\t", "\u200b\u200b", "\ufeff", "\u202e \u202c"])
def test_nothing_is_nothing_and_no_zero(raw: str) -> None:
    assert screen(raw).status == "not_attempted"


@pytest.mark.parametrize("raw", FOREIGN)
def test_another_language_is_left_to_a_person(raw: str) -> None:
    found = screen(raw)
    assert found.status == "could_not_grade"
    assert "English" in found.message


@pytest.mark.parametrize("raw", ENGLISH)
def test_every_english_is_english(raw: str) -> None:
    assert screen(raw).status == "scored"


@pytest.mark.parametrize(
    "raw", ["...", "?!", "😀😀😀😀", "\x00\x01\x02\x7f\x03\x04\x05\x06ab", "\ue000" * 50 + "hello"]
)
def test_signs_and_bytes_are_no_reply(raw: str) -> None:
    assert screen(raw).status == "could_not_grade"


def test_ten_megabytes_are_turned_away_without_being_read() -> None:
    found = screen("sorry " * 1_700_000)
    assert found.status == "could_not_grade"
    assert "Shorten" in found.message


@pytest.mark.parametrize("stored", [None, 7, b"sorry", ["sorry"], {"text": "sorry"}, float("nan")])
def test_what_is_no_text_is_said_to_be_none(stored: object) -> None:
    assert screen(stored).status == "could_not_grade"


def test_hidden_characters_are_named_to_learner_and_instructor() -> None:
    found = screen("I am sorry about the parcel. " + "\u200b" * 60)
    assert found.status == "scored"
    assert "nobody can see" in found.message
    assert found.review


@pytest.mark.parametrize("sign", ["1", "a1", "ha", "."])
def test_a_run_without_a_space_is_named_and_not_read(sign: str) -> None:
    found = screen("Sorry about the parcel, I'll ring you today. " + sign * 9_000)
    assert found.status == "could_not_grade"
    assert "without a space" in found.message


def test_a_long_address_may_stand_in_a_reply() -> None:
    address = "https://forms.example/" + "a1" * 90
    assert screen(f"The form is at {address} and I'll ring you.").status == "scored"
