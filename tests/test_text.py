"""What is quoted to a learner is what they typed, whatever they typed; and a sentence is what a person
meant."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.text import MAX_CHARACTERS, clean, count_words, read_text, words_of

ODD = st.sampled_from(
    [
        *list("ab .,!?\n\r\tIé£😔"),
        "\u200b",
        "\u202e",
        "́",
        "\u200d",
        "️",
        "ﬁ",
        "ａ",
        "о",
        "\x00",
        "�",
        "é",
        "\r\n",
        "👩\u200d🔧",
        "...",
    ]
)
TYPED = st.lists(ODD, max_size=60).map("".join) | st.text(max_size=200)


def sentences(text: str) -> list[str]:
    return [s.text for s in read_text(text).sentences]


@given(TYPED)
def test_any_text_is_read_and_its_offsets_lead_back_into_it(raw: str) -> None:
    text = read_text(raw)
    assert len(text.offsets) == len(text.plain) + 1
    assert list(text.offsets) == sorted(text.offsets)
    for sentence in text.sentences:
        assert sentence.text.replace(" ", "") == text.plain[sentence.start : sentence.end].replace(
            "\n", " "
        ).replace(" ", "")
        start, end = text.raw_span(sentence.start, sentence.end)
        assert 0 <= start < end <= len(raw)
        assert clean(raw[start:end])[0].replace("\n", " ").strip() == sentence.text


@given(TYPED)
def test_no_span_starts_or_ends_inside_a_letter_with_its_accent(raw: str) -> None:
    text = read_text(raw)
    for sentence in text.sentences:
        start, end = text.raw_span(sentence.start, sentence.end)
        assert end == len(raw) or unicodedata.category(raw[end]) not in ("Mn", "Me")
        assert not unicodedata.combining(raw[start]) or start == 0


@given(TYPED)
def test_sentences_stand_in_order_and_no_word_is_lost(raw: str) -> None:
    text = read_text(raw)
    ends = [0]
    for sentence in text.sentences:
        assert sentence.start >= ends[-1]
        ends.append(sentence.end)
    assert sum(len(s.words) for s in text.sentences) >= len(text.words) - raw.count("-") - raw.count("'")


@given(TYPED)
def test_clauses_lie_inside_their_sentence(raw: str) -> None:
    for sentence in read_text(raw).sentences:
        for start, end in [*sentence.clauses, *sentence.parts]:
            assert 0 <= start < end <= len(sentence.text)


def test_a_pause_parts_a_sentence_and_a_time_or_a_hyphen_does_not() -> None:
    (sentence,) = read_text("It's 11:40 - a mother-in-law waits, you wait; so I ring: now.").sentences
    assert [sentence.text[a:b] for a, b in sentence.parts] == [
        "It's 11:40", "a mother-in-law waits", "you wait", "so I ring", "now.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "quoted"),
    [
        ("I am so\u200brry.", "I am so\u200brry."),
        ("\u202eI am sorry.\u202c", "I am sorry.\u202c"),
        ("Hello 😔. I am sorry.", "I am sorry."),
        ("Ｉ ａｍ ｓｏｒｒｙ.", "Ｉ ａｍ ｓｏｒｒｙ."),
        ("I am désolé e\u0301.", "I am désolé e\u0301."),
        ("One line.\r\nI am sorry.\r\n", "I am sorry."),
    ],
)
def test_the_last_sentence_is_quoted_as_it_was_typed(raw: str, quoted: str) -> None:
    text = read_text(raw)
    last = text.sentences[-1]
    start, end = text.raw_span(last.start, last.end)
    assert raw[start:end] == quoted


def test_disguised_letters_read_as_the_letters_they_imitate() -> None:
    assert read_text("ѕоrrу").plain == "sorry"
    assert read_text("so\u00adrry").plain == "sorry"
    assert read_text("ｓｏｒｒｙ").plain == "sorry"
    assert read_text("s\u0336o\u0336r\u0336r\u0336y").plain == "sorry"


def test_what_is_no_tag_is_read_in_its_angle_brackets() -> None:
    open_one = "I've opened <order number> again, <Name>."
    assert sentences(open_one) == [open_one]
    assert sentences("Write to us at <a time that suits you>.") == ["Write to us at <a time that suits you>."]
    assert sentences("I've opened <b>it</b> again<br />, Ana.<o:p></o:p>") == ["I've opened it again, Ana."]
    assert sentences('<p class="x">I can <a href="x.org">see</a> it.</p>') == ["I can see it."]


@pytest.mark.parametrize(
    ("raw", "masked"),
    [
        ("I'm sorry about the lamp.", 0),
        ("I'm so\u200brry about the la\u2060mp.", 2),
        ("A naïve café in München, Σωκράτης and Москва", 0),
        ("I'm s\u043erry", 1),  # a Cyrillic o
        ("Good <b>morning</b> and <br/> bye, 3 < 4", 0),
        ('<article style="display:none">one</article> and two', 1),
        ("Good morning.<!-- two words --> Bye.", 2),
        ('Hi <span style="display:none">three hidden words</span> bye', 3),
        ("co\u00adoperate", 0),  # a soft hyphen, as pasted text has it
        ("thanks \U0001f468\u200d\U0001f469\u200d\U0001f467", 0),  # a family, held together by joiners
    ],
)
def test_words_that_the_page_does_not_show_are_counted(raw: str, masked: int) -> None:
    assert read_text(raw).masked == masked


def test_a_word_in_another_script_stays_in_it() -> None:
    assert read_text("сорока").plain == "сорока"


@pytest.mark.parametrize(
    ("raw", "parts"),
    [
        ("It comes at 9 a.m. Friday. I'll ring.", ["It comes at 9 a.m. Friday.", "I'll ring."]),
        ("I'll ring at 9 a.m. That's a promise.", ["I'll ring at 9 a.m.", "That's a promise."]),
        ("I see what happened.i will ring.", ["I see what happened.", "i will ring."]),
        ("Pick one, e.g. this one. Ok?", ["Pick one, e.g. this one.", "Ok?"]),
        ("It's £4.50 a day. Sorry.", ["It's £4.50 a day.", "Sorry."]),
        ("See www.shop.example/a.b and reply.", ["See www.shop.example/a.b and reply."]),
        ("Well... let me look. Ok.", ["Well... let me look.", "Ok."]),
        ("Wait… I see it.", ["Wait...", "I see it."]),
        ("- stop the bill\n- ring you", ["- stop the bill", "- ring you"]),
        ("Dear Ms Li,\n\nI'm sorry.", ["Dear Ms Li,", "I'm sorry."]),
        ("Mr. Pugh rang Dr. Li. She knows.", ["Mr. Pugh rang Dr. Li.", "She knows."]),
        ("It's No. 5 on the list.", ["It's No. 5 on the list."]),
        ("I hear you 😔 We lost it.", ["I hear you 😔", "We lost it."]),
        ("What?! Really?", ["What?!", "Really?"]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(raw: str, parts: list[str]) -> None:
    assert sentences(raw) == parts


def test_a_line_wrapped_by_a_machine_is_no_new_sentence() -> None:
    wrapped = (
        "I have asked the depot where it is and they will say by three\nthis afternoon. I'll ring you then."
    )
    assert len(sentences(wrapped)) == 2


def test_telephone_talk_without_a_full_stop_is_cut_where_a_speaker_breathes() -> None:
    talk = (
        "um so yeah i hear you and i am sorry the parcel went to the wrong house and i know you waited since "
        "february and i will send the money back today and i will ring you by five to say where it is"
    )
    parts = sentences(talk)
    assert len(parts) >= 3
    assert all(len(p.split()) >= 4 for p in parts)


def test_words_are_counted_as_people_count_them() -> None:
    assert count_words("I'll ring you at 4.50, re-booked – ok?") == 8
    assert words_of("Don’t") == ("don't",)


def test_a_longer_text_than_any_reply_is_refused() -> None:
    with pytest.raises(ValueError, match="at most"):
        read_text("a" * (MAX_CHARACTERS + 1))
