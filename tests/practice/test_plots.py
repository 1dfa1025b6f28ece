"""Claims about plots: each has its words and its table, follows the theme, and fetches and runs nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from recordkit import record

from grader.plots import _apart, guess_against_score, own_levels, temperature
from grader.plotting import COLOURS
from grader.simulator import State as SimulatorState
from grader.widgets.coaching import TITLES

SVG = "{http://www.w3.org/2000/svg}"


class State(NamedTuple):
    anger: float
    trust: float
    control: float


DOWN = (State(8, 2, 1), State(5.5, 4, 3), State(2.5, 7, 6))
UP = (State(8, 2, 1), State(10, 0, 0))
RECORDS = [
    record("a", 0, levels={"composed_tone": 0, "fact_fidelity": 2}, guess={"composed_tone": 2}),
    record("b", 1, levels={"composed_tone": 1}, guess={"composed_tone": 1}, kind="coached"),
    record("c", 2, levels={"composed_tone": 2}, guess={"composed_tone": 1}),
]
PLOTS: dict[str, Callable[[], str]] = {
    "own levels": lambda: own_levels(RECORDS),
    "guesses": lambda: guess_against_score(RECORDS),
    "temperature": lambda: temperature([("What you sent", DOWN), ("The draft", UP)]),
}


def pictures(html: str) -> list[ElementTree.Element]:
    return [ElementTree.fromstring(found) for found in re.findall(r"<svg.*?</svg>", html, re.S)]


def rows(html: str) -> list[list[str]]:
    """The cells of the table, without its head."""
    found = re.findall(r"<tr>(.*?)</tr>", html.partition("<tbody>")[2])
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in found]


@pytest.mark.parametrize("name", PLOTS)
def test_a_plot_has_words_for_a_screen_reader_and_a_table(name: str) -> None:
    html = PLOTS[name]()
    drawn = pictures(html)
    assert drawn
    for picture in drawn:
        assert picture.get("role") == "img"
        assert len(picture.get("aria-label") or "") > 10
    assert html.count("<details") == html.count('<th scope="row">') // len(rows(html)) == 1


@pytest.mark.parametrize("name", PLOTS)
def test_a_plot_fetches_and_runs_nothing(name: str) -> None:
    html = PLOTS[name]()
    assert not re.search(r"<script|<image|<img|<link|@import|@font-face|url\((?!['\"]?#)|\bon\w+=", html)
    assert set(re.findall(r"https?:[^\"'<> ]+", html)) <= {"http://www.w3.org/2000/svg"}
    assert not re.search(r"font-family|DejaVu", re.sub(r"<style>.*?</style>", "", html, flags=re.S))


@pytest.mark.parametrize("name", PLOTS)
def test_every_colour_has_a_light_and_a_dark_side(name: str) -> None:
    for picture in re.findall(r"<svg.*?</svg>", PLOTS[name](), re.S):
        colours = set(re.findall(r"(?:fill|stroke): (?!none)([^;\"]+)", picture))
        assert colours
        assert not [c for c in colours if not c.startswith("light-dark(")]


@pytest.mark.parametrize("name", PLOTS)
def test_the_same_numbers_give_the_same_picture(name: str) -> None:
    assert PLOTS[name]() == PLOTS[name]()


def brightness(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("side", [0, 1], ids=["light", "dark"])
def test_every_line_and_word_stands_out_from_the_paper(side: int) -> None:
    paper = brightness(("#ffffff", "#15181c")[side])
    for stand_in, pair in COLOURS.items():
        if stand_in not in ("#030303", "#040404"):  # grid and paper
            high, low = sorted((brightness(pair[side]), paper), reverse=True)
            assert (high + 0.05) / (low + 0.05) >= 4.5, pair[side]


def test_own_levels_has_a_picture_for_each_criterion_that_was_graded() -> None:
    html = own_levels(RECORDS[::-1])
    labels = [p.get("aria-label") for p in pictures(html)]
    tone, facts = TITLES["composed_tone"], TITLES["fact_fidelity"]
    assert labels == [f"{tone}: not yet, partly, there.", f"{facts}: there."]
    assert [row[1:] for row in rows(html)] == [["0, 1, 2", "there"], ["2", "there"]]
    assert "3 replies, from 2 November to 4 November" in html


def test_guesses_are_counted_as_right_too_high_and_too_low() -> None:
    html = guess_against_score([*RECORDS, record("d", 3, levels={"composed_tone": 1})])
    assert "Just right: 1 of 3. Better than you thought: 1. Not as well: 1." in html
    assert [row[1:] for row in rows(html)] == [["0", "0", "0"], ["0", "1", "1"], ["1", "0", "0"]]


def test_without_guesses_there_is_no_plot_of_them() -> None:
    assert guess_against_score([record()]) == ""


def test_a_course_is_told_in_words_and_in_numbers() -> None:
    html = temperature([("What you sent", DOWN)])
    (picture,) = pictures(html)
    said = "anger from 8.0 to 2.5, trust from 2.0 to 7.0, control from 1.0 to 6.0, over 2 replies."
    assert picture.get("aria-label") == f"What you sent: {said}"
    assert [row[0] for row in rows(html)] == ["at the start", "after reply 1", "after reply 2"]
    assert rows(html)[1][1:] == ["5.5", "4.0", "3.0"]


def test_two_courses_are_two_pictures_on_one_scale() -> None:
    html = temperature([("One", DOWN), ("Two", UP)])
    ticks = ("0", "5", "10")
    one, two = ([t for t in p.iter(f"{SVG}text") if t.text in ticks] for p in pictures(html))
    assert len(one) == len(two) == 3
    assert [t.attrib for t in one] == [t.attrib for t in two]
    assert len(rows(html)) == len(DOWN) + len(UP)


def test_a_courses_name_stays_text() -> None:
    html = temperature([('<img src=x onerror="x()">', DOWN)])
    assert "<img" not in html
    assert "&lt;img" in html


def test_the_simulators_states_can_be_drawn_and_an_empty_course_draws_nothing() -> None:
    states = [SimulatorState(anger=8, trust=2, control=1)]
    assert len(pictures(temperature([("One", states), ("None yet", [])]))) == 1


@pytest.mark.parametrize("values", [(5, 5, 5), (0, 0.1, 9), (10, 9.9, 9.8), (1, 5, 9)])
def test_words_beside_the_lines_do_not_touch_and_keep_their_order(values: tuple[float, ...]) -> None:
    places = _apart(values, 1.0)
    ordered = sorted(places)
    assert all(b - a >= 0.99 for a, b in pairwise(ordered))
    assert sorted(range(3), key=lambda i: places[i]) == sorted(range(3), key=lambda i: values[i])
