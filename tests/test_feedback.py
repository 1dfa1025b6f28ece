"""The feedback page: the learner's words with what they do, in words and not by colour alone, inert."""

from __future__ import annotations

import html
import re

import pytest

from grader.assess import Assessment, assess
from grader.cards import Card, load_card
from grader.feedback import PASSED_WORDS, Extras, feedback_page, spoken
from grader.html import MAX_SHOWN, marked, safe, shown
from grader.rubric.criterion import Level, Span

FOCUS = ("emotion_acknowledgment",)
REPLY = "I understand your frustration. We apologise for any inconvenience."


@pytest.fixture
def card() -> Card:
    """A card that ships."""
    return load_card("receipt-in-my-hand")


def page(card: Card, reply: str, extras: Extras | None = None) -> str:
    """The page on one reply."""
    return feedback_page("Anna", "03-name-the-feeling", [(card, reply, assess(reply, card, FOCUS))], extras)


def made(**changes: object) -> Assessment:
    """An assessment made by hand."""
    levels = {
        "emotion_acknowledgment": Level(
            1, ("It could be said to anybody.",), (Span(0, 12),), "Say why.", "no", 1, 1
        )
    }
    base = {
        "status": "scored",
        "card": "receipt-in-my-hand",
        "focus": FOCUS,
        "levels": levels,
        "score": 0.5,
        "passed": "no",
    }
    return Assessment(**{**base, **changes})  # type: ignore[arg-type]


def test_each_span_is_quoted_in_the_learners_own_words(card: Card) -> None:
    result = assess(REPLY, card, FOCUS)
    quoted = [REPLY[s.start : s.end] for level in result.levels.values() for s in level.spans]
    assert quoted
    text = page(card, REPLY)
    assert all(f"<mark><bdi>{html.escape(words)}</bdi></mark>" in text for words in quoted)


def test_a_level_is_said_in_words_and_number_with_its_reason_and_the_next_edit(card: Card) -> None:
    text = feedback_page("Anna", "x", [(card, REPLY, made())])
    assert "partly there (1 of 2)" in text
    assert "It could be said to anybody." in text
    assert "Next edit: Say why." in text
    assert "counts twice" in text


def test_an_unsure_level_says_so(card: Card) -> None:
    unsure = {"emotion_acknowledgment": Level(1, (), (), "", "unsure", 1, 2)}
    assert "not sure" in feedback_page("Anna", "x", [(card, REPLY, made(levels=unsure, passed="pending"))])


def test_a_gate_is_named_with_what_it_does(card: Card) -> None:
    text = page(card, "This is your fault. If you had read the rules you would know. Calm down.")
    assert "blames nobody" in text
    assert "49 %" in text


def test_a_danger_that_was_passed_over_is_said_and_not_called_a_close_call() -> None:
    flagged = load_card("the-twenty-seventh")
    reply = "I've put a note on the file, thank you for calling, Mr Marsh."
    page = feedback_page("Ana", "09-boundaries", [(flagged, reply, assess(reply, flagged))])
    assert PASSED_WORDS["stopped"] in page
    assert PASSED_WORDS["pending"] not in page.replace("&#x27;", "'")
    assert "ask plainly whether they are safe" in page


def test_points_on_the_page_add_up_to_the_total(card: Card) -> None:
    result = assess(REPLY, card, FOCUS)
    text = page(card, REPLY)
    earned, most, percent = re.search(r"class=total>([\d.]+) of ([\d.]+) points \((\d+)%\)", text).groups()  # type: ignore[union-attr]
    assert float(earned) / float(most) == pytest.approx(result.score, abs=0.005)
    assert percent == f"{result.score:.0%}".rstrip("%")


@pytest.mark.parametrize("reply", ["", "  \n", "\u200b"])
def test_nothing_written_has_no_score(card: Card, reply: str) -> None:
    text = page(card, reply)
    assert "Not attempted" in text
    assert "%)" not in text


def test_what_could_not_be_graded_has_no_total(card: Card) -> None:
    text = page(card, "x" * 30_000)
    assert "Could not be graded" in text
    assert "class=total" not in text


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "</style><style>*{display:none}</style>",
        '"><img src=x onerror=alert(1)>',
        "<meta http-equiv=refresh content='0;url=//x'>",
        "</bdi></blockquote></main><iframe srcdoc='<script>1</script>'>",
        "&lt;script&gt; &#60;b&#62;",
        "]]> <!-- --> <![CDATA[",
        "\x00\x08\ud800\u202e reversed",
    ],
)
def test_whatever_was_typed_is_shown_as_text(card: Card, hostile: str) -> None:
    plain = page(card, "I am sorry about this.")
    extras = Extras(comments={card.id: hostile}, notices=(hostile,))
    said = feedback_page(hostile, hostile, [(card, f"I am sorry about this. {hostile}", made())], extras)
    tags = set(re.findall(r"<\s*(/?[a-zA-Z!]+)", plain)) | {"mark", "/mark", "div", "/div", "i", "/i"}
    assert set(re.findall(r"<\s*(/?[a-zA-Z!]+)", said.replace("<!DOCTYPE", "<!DOCTYPE"))) <= tags
    said.encode("utf-8")


def test_the_page_may_load_and_run_nothing(card: Card) -> None:
    text = page(card, REPLY)
    policy = html.unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', text).group(1))  # type: ignore[union-attr]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert not re.search(r"<(script|link|img|iframe|object|a)\b|url\(|@import|\son\w+=", text)


def test_the_page_has_language_title_and_headings_in_order(card: Card) -> None:
    text = page(card, REPLY)
    assert '<html lang="en">' in text
    assert "<title>Name the feeling: your feedback</title>" in text
    assert [int(n) for n in re.findall(r"<h(\d)", text)][:3] == [1, 2, 3]


def test_changed_points_and_comments_of_an_instructor_are_marked_as_theirs(card: Card) -> None:
    extras = Extras(points={(card.id, "message_economy"): 0.5}, comments={card.id: "Read it <aloud>."})
    text = page(card, REPLY, extras)
    assert "0.5 of 2 points (set by your instructor)" in text
    assert "Read it &lt;aloud&gt;." in text


def test_a_long_text_is_cut_with_a_word_about_it() -> None:
    text = shown("a" * (MAX_SHOWN + 500))
    assert len(text) < MAX_SHOWN + 200
    assert "500 characters more" in text


@pytest.mark.parametrize("spans", [[(0, 4), (2, 8)], [(2, 8), (0, 4)], [(-5, 4), (2, 999)], [(3, 3)], []])
def test_marks_never_change_the_text(spans: list[tuple[int, int]]) -> None:
    text = 'a<b> & "c"'
    out = marked(text, [Span(*span) for span in spans])
    assert html.unescape(re.sub(r"</?(mark|bdi)[^>]*>", "", out)) == text
    assert out.count("<mark>") == out.count("</mark>")


def test_one_character_stays_one_character() -> None:
    odd = "\x00\ud800\n\t<é"
    assert len(html.unescape(safe(odd))) == len(odd)


@pytest.mark.parametrize(
    ("name", "words"), [("03-name-the-feeling", "Name the feeling"), ("x", "X"), ("42", "42")]
)
def test_an_assignment_is_named_as_people_say_it(name: str, words: str) -> None:
    assert spoken(name) == words
