"""Claims about lesson files: what they must hold, and what an author hears about one that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader import assess, load_card
from grader.lessons import SHIPPED, LessonError, built, gap, load_lesson

LESSONS = sorted(path.stem for path in SHIPPED.glob("*.yaml"))
SOURCE = (SHIPPED / "03-name-the-feeling.yaml").read_text(encoding="utf-8")


def broken(folder: Path, before: str, after: str) -> str:
    """The message about a copy of lesson 03 with `before` replaced once."""
    assert before in SOURCE
    (folder / "03-name-the-feeling.yaml").write_text(SOURCE.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(LessonError) as error:
        load_lesson("03-name-the-feeling", folder)
    return str(error.value)


def test_there_is_a_lesson() -> None:
    assert "03-name-the-feeling" in LESSONS


@pytest.mark.parametrize("name", LESSONS)
def test_every_gap_and_every_step_quotes_its_card(name: str) -> None:
    lesson = load_lesson(name)
    for step in lesson.fill_in:
        before, after = gap(step, load_card(step.card))
        assert before + after
    assert built(lesson.worked_example, load_card(lesson.worked_example.card))


@pytest.mark.parametrize("name", LESSONS)
def test_what_an_exercise_is_about_applies_to_its_card(name: str) -> None:
    lesson = load_lesson(name)
    assert set(lesson.guess.criteria) <= set(load_card(lesson.guess.card).criteria)
    assert set(lesson.focus) <= set(load_card(lesson.contrast.card).criteria)
    for step in lesson.fill_in:
        assert step.criterion in load_card(step.card).criteria


@pytest.mark.parametrize("name", LESSONS)
def test_the_missing_words_are_what_the_reply_lacks(name: str) -> None:
    for step in load_lesson(name).fill_in:
        card = load_card(step.card)
        before, after = gap(step, card)
        assert assess(before + after, card).levels[step.criterion].value < 2
        assert assess(before + step.missing + after, card).levels[step.criterion].value == 2


@pytest.mark.parametrize("name", LESSONS)
def test_the_replies_to_compare_differ_in_the_focus(name: str) -> None:
    lesson = load_lesson(name)
    card, focus = load_card(lesson.contrast.card), lesson.focus[0]
    assert card.replies is not None
    assert card.replies.near_miss_lacks == focus
    strong, near, weak = (
        assess(text, card).levels[focus].value
        for text in (card.replies.strong, card.replies.near_miss, card.replies.weak)
    )
    assert strong == 2 > max(near, weak)


def test_a_lesson_that_is_not_there_is_named() -> None:
    for name in ("99-none", "../03-name-the-feeling", "", "03-name-the-feeling.yaml"):
        with pytest.raises(LessonError, match="no lesson called"):
            load_lesson(name)


def test_a_missing_field_names_file_line_and_field(tmp_path: Path) -> None:
    message = broken(tmp_path, "  rule: ", "  rulle: ")
    assert "03-name-the-feeling.yaml: line " in message
    assert "contrast.rule: found nothing, expected this field" in message
    assert "contrast.rulle" in message


def test_an_unknown_criterion_is_refused(tmp_path: Path) -> None:
    assert "found 'warmth'" in broken(tmp_path, "focus: [emotion_acknowledgment]", "focus: [warmth]")


def test_a_question_has_one_best_answer(tmp_path: Path) -> None:
    assert "exactly one" in broken(tmp_path, "        right: true\n", "")


def test_the_file_is_called_like_the_lesson(tmp_path: Path) -> None:
    assert "the file's name" in broken(tmp_path, "id: 03-name-the-feeling", "id: 04-own-it")


def test_words_that_are_no_yaml_are_told_with_their_line(tmp_path: Path) -> None:
    assert ".yaml: line 3: not valid YAML" in broken(tmp_path, "schema: 1", "schema: [1")


def test_a_lesson_without_a_gap_for_the_card_says_so() -> None:
    with pytest.raises(LessonError, match="no entry for the card to-berry"):
        load_lesson("03-name-the-feeling").gap_for("to-berry")


STEP = 'reappraise:\n  card: three-bills\n  prompt: "What shoots through your head?"\n'


def with_reappraise(folder: Path, lines: str) -> Path:
    """A copy of lesson 03 with a private exercise of its own."""
    (folder / "03-name-the-feeling.yaml").write_text(SOURCE + "\n" + lines, encoding="utf-8")
    return folder


def test_a_lesson_words_its_private_exercise_for_its_card(tmp_path: Path) -> None:
    lesson = load_lesson("03-name-the-feeling", with_reappraise(tmp_path, STEP + "  ways: [He's cold.]\n"))
    step = lesson.reappraise_for("three-bills")
    assert (step.prompt, step.ways) == ("What shoots through your head?", ("He's cold.",))
    with pytest.raises(LessonError, match="about the card three-bills, not to-berry"):
        lesson.reappraise_for("to-berry")


def test_a_private_exercise_needs_no_words_of_the_lessons_own(tmp_path: Path) -> None:
    step = load_lesson("03-name-the-feeling").reappraise_for("to-berry")
    assert step.card == "to-berry"
    assert step.prompt
    assert len(step.ways) == 3


def test_what_the_private_exercise_does_not_know_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LessonError, match=r"reappraise\.graded"):
        load_lesson("03-name-the-feeling", with_reappraise(tmp_path, STEP + "  graded: true\n"))
