"""Claims about the notebooks in course/, and that the checker sees when one is broken."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from arc import ROOT, STEPS, WITHOUT_ARC, evidence, problems
from readability import grade, syllables

from grader.lessons import load_lesson

NOTEBOOKS = sorted((ROOT / "course").glob("*.ipynb"))
LESSONS = [path.stem for path in NOTEBOOKS if path.stem not in WITHOUT_ARC]
Notebook = dict[str, Any]


def notebook(name: str = "03-name-the-feeling") -> Notebook:
    found: Notebook = json.loads((ROOT / "course" / f"{name}.ipynb").read_text(encoding="utf-8"))
    return found


def cell(book: Notebook, name: str) -> dict[str, Any]:
    return next(c for c in book["cells"] if c["id"] == name)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_of_the_course_keeps_to_the_rules(path: Any) -> None:
    assert problems(notebook(path.stem), path.stem) == []


def test_there_is_a_start_page_and_a_lesson() -> None:
    assert {"00-start-here", "03-name-the-feeling"} <= {path.stem for path in NOTEBOOKS}


@pytest.mark.parametrize("name", LESSONS)
def test_what_the_exercises_say_is_as_plain_as_the_prose(name: str) -> None:
    lesson = load_lesson(name)
    own = [item.question for item in lesson.recall] + [o.why for item in lesson.recall for o in item.options]
    own += [lesson.contrast.rule, *lesson.contrast.points]
    own += [f"{step.name}. {step.why}" for step in lesson.worked_example.steps]
    own += [f"{b.title}. {b.text} {b.instead}" for b in lesson.worked_example.backfires]
    own += [step.task for step in lesson.fill_in]
    assert grade("\n\n".join(own)) <= 8
    assert not [text for text in own if "!" in text]


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_says_when_its_rule_backfires(name: str) -> None:
    assert len(load_lesson(name).worked_example.backfires) >= 3


def drop(name: str) -> Callable[[Notebook], None]:
    return lambda book: book["cells"].remove(cell(book, name))


def say(name: str, text: str) -> Callable[[Notebook], None]:
    def change(book: Notebook) -> None:
        cell(book, name)["source"] = [text]

    return change


def put(name: str, key: str, value: Any) -> Callable[[Notebook], None]:
    def change(book: Notebook) -> None:
        cell(book, name)[key] = value

    return change


def tag(name: str, word: str) -> Callable[[Notebook], None]:
    def change(book: Notebook) -> None:
        cell(book, name)["metadata"]["tags"].append(word)

    return change


def swap(one: str, other: str) -> Callable[[Notebook], None]:
    def change(book: Notebook) -> None:
        cells = book["cells"]
        i, j = cells.index(cell(book, one)), cells.index(cell(book, other))
        cells[i], cells[j] = cells[j], cells[i]

    return change


HARD = (
    "Notwithstanding organisational considerations, representatives' acknowledgement of "
    "dissatisfaction necessitates individualisation. "
)
BREAKS: dict[str, tuple[Callable[[Notebook], object], str]] = {
    "a step is gone": (drop("step-4"), "its steps are [1, 2, 3, 5, 6, 7, 8]"),
    "steps change places": (swap("step-3", "step-5"), "should be 1 to 8 in order"),
    "a step has its heading and nothing to do": (drop("contrast"), "step 3: does nothing"),
    "the guess comes after the rewrite": (swap("guess", "cold"), "step 2: does cold_rewrite, guess"),
    "one gap is missing": (drop("fill-in-2"), "step 5: does fill_in, and should do"),
    "two rewrites with help": (drop("coached-2"), "step 6: does coached_rewrite, coached_rewrite, and"),
    "too much for those with time": (
        lambda book: [tag("coached-2", "extra")(book), tag("coached-3", "extra")(book)],
        "step 6: 2 things are for those with more time",
    ),
    "what every learner needs is for those with time": (
        tag("cold", "extra"),
        "step 2: nothing in it",
    ),
    "nobody says what is for those with time": (tag("coached-3", "extra"), "doesn't say that it's for those"),
    "no way to the assignment": (drop("assignment"), "step 7: does nothing"),
    "no looking back": (drop("debrief"), "step 8: does nothing"),
    "a card is not there": (say("coached-1", 'coached_rewrite("nobody")'), "cell coached-1: nobody"),
    "a card comes twice": (say("coached-1", 'coached_rewrite("three-bills")'), "three-bills is met 2 times"),
    "the assignment's card is shown": (
        say("coached-1", 'coached_rewrite("receipt-in-my-hand")'),
        "isn't for lessons",
    ),
    "another card than the lesson's": (say("contrast", 'contrast("to-berry")'), "contrast is about ["),
    "code on two lines": (say("recall", "x = 1\nrecall()"), "cell recall: code is one line"),
    "an output is left": (put("recall", "outputs", [{"output_type": "stream"}]), "cell recall: has outputs"),
    "a count is left": (put("recall", "execution_count", 1), "cell recall: has outputs or a count"),
    "a run's stamp is left": (put("recall", "metadata", {"execution": {}}), "of a run"),
    "code is shown": (put("recall", "metadata", {}), "cell recall: isn't hidden"),
    "an id of chance": (put("recall", "id", "A1B2_c3"), "needs an id of its own"),
    "an id twice": (put("guess", "id", "recall"), "cell recall: needs an id of its own"),
    "shouting": (say("look-again", "Well done!"), "cell look-again: has an exclamation mark"),
    "a picture without words": (say("look-again", "![](x.png)"), "without a description"),
    "an HTML picture without words": (say("look-again", '<img src="x.png">'), "without a description"),
    "a link to the network": (say("look-again", "See https://example.org."), "points to the network"),
    "hard prose": (say("look-again", HARD * 2), "cell look-again: reading grade"),
    "a lecture": (say("look-again", "It is a day. " * 60), "words before there's something to do"),
    "an unknown source": (say("look-again", "It helps (Nobody et al., 2020)."), "is known about Nobody"),
    "a figure without a source": (say("look-again", "It helps 40 % of people."), "a figure without its"),
    "a source that nobody cites": (say("how-sure", "Fairly."), "notebook: lists 5 sources"),
    "a source that isn't listed": (drop("sources"), "notebook: lists 0 sources"),
    "another kernel": (lambda book: book["metadata"].update(kernelspec={"name": "x"}), "its kernel is"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_checker_sees_a_broken_lesson(name: str) -> None:
    change, expected = BREAKS[name]
    book = copy.deepcopy(notebook())
    change(book)
    assert [line for line in problems(book, "03-name-the-feeling") if expected in line]


def test_every_step_of_the_arc_has_something_to_do() -> None:
    assert list(STEPS) == list(range(1, 9))
    assert all(STEPS.values())


def test_the_sources_have_references() -> None:
    assert len(evidence()) >= 5
    for key, reference in evidence().items():
        assert reference.startswith(key.split()[0])
        assert f"({key[-4:]})" in reference


@pytest.mark.parametrize(
    ("word", "count"),
    [("cat", 1), ("late", 1), ("table", 2), ("wanted", 2), ("looked", 1), ("customer", 3), ("you're", 1)],
)
def test_syllables_are_counted_as_they_are_spoken(word: str, count: int) -> None:
    assert syllables(word) == count


def test_a_reading_grade_rises_with_long_words_and_long_sentences() -> None:
    assert grade("The cat sat on the mat. The dog ran.") < 2
    assert grade(HARD) > 20
    assert grade("") == 0.0
