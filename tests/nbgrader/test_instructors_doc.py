"""docs/instructors.md names nothing that isn't there."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest
import typer
from coursekit import ASSIGNMENT, REPO
from nbgrader.apps.nbgraderapp import NbGraderApp

from grader import cli
from grader.nbgrader.config import DATABASE_VARIABLE, EXCHANGE_VARIABLE, HAND_IN
from grader.nbgrader.course import CARDS_VARIABLE
from grader.nbgrader.export import Row
from grader.nbgrader.exporters import FeedbackExporter, GradeExporter
from grader.nbgrader.outcome import STATUS_WORDS
from grader.versions.rated import rated_replies

TEXT = (REPO / "docs" / "instructors.md").read_text(encoding="utf-8")
BLOCKS = [line for block in re.findall(r"```\n(.*?)```", TEXT, re.S) for line in block.splitlines()]
SPANS = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", TEXT, flags=re.S))
COMMANDS = [line.split() for line in BLOCKS + SPANS]
NBGRADER = [words[1:] for words in COMMANDS if words[0] == "nbgrader"]
GRADER = [words[1:] for words in COMMANDS if words[0] == "grader"]
JOURNEY = [
    *("generate_assignment", "release_assignment", "collect", "zip_collect"),
    *("autograde", "generate_feedback", "release_feedback", "export"),
]


def options(words: list[str]) -> set[str]:
    """The long options among a command's words."""
    return {word.strip("[]").split("=")[0] for word in words if word.strip("[]").startswith("--")}


def known_to(command: str) -> set[str]:
    """The long options of an nbgrader command."""
    app = NbGraderApp.subcommands[command][0]()
    names = [n for key in (*app.flags, *app.aliases) for n in (key if isinstance(key, tuple) else (key,))]
    return {f"--{name}" for name in names}


def test_the_journey_is_there_in_its_order() -> None:
    assert [line.split()[1] for line in BLOCKS if line.startswith("nbgrader ")] == JOURNEY


@pytest.mark.parametrize("words", NBGRADER, ids=" ".join)
def test_each_nbgrader_command_and_its_options_exist(words: list[str]) -> None:
    assert words[0] in NbGraderApp.subcommands
    assert options(words) <= known_to(words[0])
    assert all((REPO / "solutions" / word).is_dir() for word in words if word.startswith(ASSIGNMENT[:3]))


def test_as_many_rated_replies_are_compared_as_it_says() -> None:
    assert f"grades some {round(len(rated_replies()), -2):,} rated replies" in TEXT


def test_options_named_by_themselves_belong_to_the_commands_they_are_named_for() -> None:
    assert "--update" in known_to("collect")
    assert "--force" in known_to("zip_collect") & known_to("autograde")
    assert "--to" in known_to("export")
    alone = {words[0] for words in COMMANDS if words[0].startswith("--")}
    assert alone <= {"--update", "--force", "--to", "--cards"}, "an option that no claim here is about"


@pytest.mark.parametrize("words", GRADER, ids=" ".join)
def test_each_grader_command_and_its_options_exist(words: list[str]) -> None:
    command = typer.main.get_command(cli.app).commands[words[0]]
    assert options(words) <= {name for parameter in command.params for name in parameter.opts}


def test_each_make_target_exists() -> None:
    made = set(re.findall(r"^([a-z]+):", (REPO / "Makefile").read_text(encoding="utf-8"), re.M))
    assert {words[1] for words in COMMANDS if words[0] == "make"} <= made


def test_each_variable_and_setting_is_one_that_the_course_reads() -> None:
    read = {CARDS_VARIABLE, DATABASE_VARIABLE, EXCHANGE_VARIABLE}
    assert set(re.findall(r"EVEN_KEEL_[A-Z]+", TEXT)) == read
    assert set(re.findall(r"c\.([A-Z]\w+)\.(\w+)", TEXT)) == {("EvenKeel", "cards_dirs")}
    for exporter in (GradeExporter, FeedbackExporter):
        assert exporter.class_traits()["cards_dirs"].metadata["config"]


def test_the_columns_and_outcomes_are_those_of_the_export() -> None:
    table = TEXT.split("### The outcomes", 1)[1].split("- **scored**", 1)[0]
    named = [n for row in re.findall(r"^\| (`[^|]+) \|", table, re.M) for n in re.findall(r"`(\w+)`", row)]
    assert named == [field.name for field in fields(Row)]
    assert all(f"- **{word}**" in TEXT for word in STATUS_WORDS.values())


def test_the_zip_that_is_shown_has_a_name_that_is_collected() -> None:
    [name] = re.findall(r"`([^`]+)\.zip`", TEXT)
    found = re.match(HAND_IN, f"/archive/{name}/replies.json")
    assert found is not None
    assert found["student_id"] == "s-1041"
