"""Claims about versions of the grader: each result names its own, and what changed between two is shown."""

from __future__ import annotations

import json
import re
import runpy
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from grader import __version__, assess, cli, load_card
from grader.assess import PASS_SCORE, Assessment
from grader.cards import CRITERIA
from grader.feedback import feedback_page
from grader.training import annotations
from grader.version import GRADER_VERSION
from grader.versions import rated, snapshot
from grader.versions.difference import difference
from grader.versions.snapshot import Graded, SnapshotError

TONE, CHOICE, FACTS = "composed_tone", "choice_offer", "fact_fidelity"
OLD = [
    Graded("a-01", "a", "yes", 0.95, {TONE: 2, CHOICE: 1, FACTS: 2}),
    Graded("a-02", "a", "no", 0.25, {TONE: 1, CHOICE: 0, FACTS: 2}),
    Graded("b-01", "b", "no", 0.5, {TONE: 1}),
    Graded("b-02", "b", "yes", 0.8, {TONE: 2}),
    Graded("c-01", "c", "not_attempted", None),
]
NEW = [
    Graded("a-01", "a", "no", 0.49, {TONE: 2, CHOICE: 2, FACTS: 0}),
    Graded("a-02", "a", "no", 0.35, {TONE: 1, CHOICE: 1, FACTS: 2}),
    Graded("b-01", "b", "yes", 1.0, {TONE: 2}),
    Graded("b-02", "b", "pending", 0.8, {TONE: 2}),
    Graded("c-01", "c", "not_attempted", None),
    Graded("d-01", "d", "yes", 1.0, {TONE: 2}),
]


@dataclass
class Ended:
    code: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def grader(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run the command as a person would."""

    def run(*arguments: str) -> Ended:
        monkeypatch.setattr(sys, "argv", ["grader", *arguments])
        code = cli.main()
        return Ended(code, *capfd.readouterr())

    return run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the snapshots 0.8 and 0.9, in place of the real ones."""
    snapshot.write("0.8", OLD, tmp_path)
    snapshot.write("0.9", NEW, tmp_path)
    monkeypatch.setattr(snapshot, "FOLDER", tmp_path)
    return tmp_path


@pytest.fixture
def three(monkeypatch: pytest.MonkeyPatch) -> list[rated.RatedReply]:
    """Three rated replies in place of all."""
    found = rated.rated_replies()[:3]
    monkeypatch.setattr(rated, "rated_replies", lambda: found)
    return found


@pytest.fixture
def _as_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An installed package: the rated replies aren't there."""
    monkeypatch.setattr(annotations, "FOLDER", tmp_path / "none")
    monkeypatch.setattr(annotations, "SHIPPED", tmp_path / "none.jsonl")


def test_the_grader_gives_the_levels_of_its_own_snapshot() -> None:
    assert GRADER_VERSION in snapshot.known(), "record it: python -m grader.versions"
    kept = snapshot.read(GRADER_VERSION)
    here = sorted((r for r in rated.rated_replies() if r.id in kept), key=lambda r: r.id)
    sample = here[:: len(here) // 60]
    assert len(sample) >= 60
    other = [now.id for now in map(rated.grade, sample) if now != kept[now.id]]
    assert not other, f"{GRADER_VERSION} gave these something else; see grader/version.py"


def test_an_assessment_names_the_version_whatever_its_status() -> None:
    card = load_card("receipt-in-my-hand")
    for reply in ("I'm sorry about the three days.", "", "x" * 60_000):
        assert assess(reply, card).to_dict()["version"] == GRADER_VERSION


def test_the_version_is_one_that_a_spreadsheet_leaves_alone() -> None:
    assert re.fullmatch(r"(0|[1-9]\d*)\.\d", GRADER_VERSION)


def test_the_feedback_page_names_the_version_that_read_the_reply() -> None:
    card = load_card("receipt-in-my-hand")
    result = replace(assess("I'm sorry.", card), version="7.3")
    assert "(grader 7.3)" in feedback_page("Anna", "x", [(card, "I'm sorry.", result)])


def test_both_versions_are_printed(grader: Run) -> None:
    assert grader("--version").out == f"even-keel {__version__}, grader {GRADER_VERSION}\n"


@pytest.mark.parametrize("version", snapshot.known())
def test_a_kept_version_has_the_fitted_and_tuned_replies_and_none_that_is_held_out(version: str) -> None:
    kept = snapshot.read(version)
    assert len(kept) > 1000
    cards, now = {row.card for row in kept.values()}, {r.card for r in rated.rated_replies()}
    assert cards == now if version == GRADER_VERSION else cards <= now


@pytest.mark.parametrize("version", snapshot.known())
def test_in_a_kept_version_levels_scores_and_results_agree(version: str) -> None:
    for row in snapshot.read(version).values():
        graded = row.passed in ("yes", "no", "pending")
        assert (bool(row.levels), row.score is not None) == (graded, graded), row.id
        assert row.levels.keys() <= set(CRITERIA)
        assert row.passed != "yes" or (row.score or 0) >= PASS_SCORE, row.id


def test_a_snapshot_reads_back_as_it_was_written_in_sorted_lines(tmp_path: Path) -> None:
    assert snapshot.write("1.0", reversed(NEW), tmp_path)
    assert snapshot.read("1.0", tmp_path) == {row.id: row for row in NEW}
    text = (tmp_path / "1.0.tsv").read_bytes().decode()
    assert [line.split("\t")[0] for line in text.splitlines()[1:]] == sorted(row.id for row in NEW)
    assert "\r" not in text


def test_what_an_assessment_says_is_what_is_kept() -> None:
    card = load_card("receipt-in-my-hand")
    result = assess("I'm sorry about the wait. I'll ring you by 4 pm today.", card)
    kept = Graded.of("x", result)
    assert kept.levels == {c: level.value for c, level in result.levels.items()}
    assert (kept.passed, kept.score) == (result.passed, round(result.score or 0, 4))
    assert Graded.of("x", Assessment("not_attempted", "c")) == Graded("x", "c", "not_attempted", None)


def test_versions_are_ordered_as_numbers(tmp_path: Path) -> None:
    for version in ("1.10", "0.9", "1.2"):
        snapshot.write(version, OLD, tmp_path)
    (tmp_path / "notes.tsv").write_text("no version")
    assert snapshot.known(tmp_path) == ["0.9", "1.2", "1.10"]


def test_a_recorded_version_is_not_overwritten_unless_asked(tmp_path: Path) -> None:
    snapshot.write("1.0", OLD, tmp_path)
    before = (tmp_path / "1.0.tsv").read_bytes()
    assert not snapshot.write("1.0", OLD, tmp_path), "the same levels are no change"
    with pytest.raises(SnapshotError, match=r"5 of its 5 replies.*--again"):
        snapshot.write("1.0", NEW, tmp_path)
    assert (tmp_path / "1.0.tsv").read_bytes() == before
    assert snapshot.write("1.0", NEW, tmp_path, again=True)
    assert snapshot.read("1.0", tmp_path)["a-01"].passed == "no"


@pytest.mark.parametrize("version", ["../1.0", "latest", "1", ""])
def test_a_version_is_numbers_with_dots_and_never_a_path(tmp_path: Path, version: str) -> None:
    with pytest.raises(SnapshotError, match="no version"):
        snapshot.write(version, OLD, tmp_path)
    with pytest.raises(SnapshotError, match="no version"):
        snapshot.read(version, tmp_path)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (("\t0.95\t", "\tmuch\t"), "line 2"),
        (("a-02\t", "a-01\t"), "line 3: a-01 stands there twice"),
        (("\tyes\t", "\tperhaps\t"), "passed is 'perhaps'"),
        (("a-02\ta\tno", "a-02\tno"), "line 3: 17 columns, expected 18"),
        (("id\tcard", "name\tcard"), "line 1"),
    ],
)
def test_a_damaged_snapshot_is_named_with_its_line(folder: Path, damage: tuple[str, str], said: str) -> None:
    path = folder / "0.8.tsv"
    path.write_text(path.read_text().replace(*damage, 1))
    with pytest.raises(SnapshotError, match=said):
        snapshot.read("0.8", folder)


def test_a_difference_counts_levels_and_results_apart() -> None:
    found = difference({r.id: r for r in OLD}, {r.id: r for r in NEW})
    assert (found.compared, found.releveled, len(found.changes)) == (5, 3, 4)
    assert found.only_new == ("d-01",)
    assert found.by_criterion() == {CHOICE: (2, 0, 0), TONE: (1, 0, 0), FACTS: (0, 1, 0)}
    assert found.results() == {("no", "yes"): 1, ("yes", "no"): 1, ("yes", "pending"): 1}
    assert found.scores == pytest.approx((0.625, 0.66))


def test_changes_of_result_come_first_and_then_the_most_levels() -> None:
    found = difference({r.id: r for r in OLD}, {r.id: r for r in NEW})
    assert [c.new.id for c in found.changes] == ["a-01", "b-01", "b-02", "a-02"]
    assert found.changes[0].levels == {CHOICE: (1, 2), FACTS: (2, 0)}


def test_a_criterion_that_newly_applies_is_neither_up_nor_down() -> None:
    old, new = Graded("a", "a", "no", 0.5, {TONE: 1}), Graded("a", "a", "no", 0.5, {TONE: 1, CHOICE: 1})
    assert difference({"a": old}, {"a": new}).by_criterion() == {CHOICE: (0, 0, 1)}


def test_nothing_in_common_is_compared_without_an_error() -> None:
    found = difference({"a-01": OLD[0]}, {"d-01": NEW[-1]})
    assert (found.compared, found.changes, found.scores) == (0, (), (None, None))


def test_without_arguments_the_command_explains_itself_and_lists_the_versions(
    grader: Run, folder: Path
) -> None:
    ended = grader("diff")
    assert ended.code == 0
    assert "grader diff OLD NEW" in ended.out
    assert re.findall(r"^ +(\S+)  ", ended.out, re.M) == ["0.8", "0.9", "now"]


def test_the_text_shows_the_summary_then_each_reply_old_to_new(grader: Run, folder: Path) -> None:
    ended = grader("diff", "0.8", "0.9")
    assert ended.code == 0
    summary, replies = ended.out.split("\na-01", 1)
    assert "3 changed level; 3 changed result." in summary
    assert "1  passed → not passed" in summary
    assert re.search(rf"{CHOICE} +2 +0\n", summary)
    assert "only version 0.9 has them: 1 (d-01" in summary
    assert f"{FACTS} 2 → 0" in replies
    assert "c-01" not in replies


def test_a_criterion_filters_the_replies_and_not_the_summary(grader: Run, folder: Path) -> None:
    found = json.loads(grader("diff", "0.8", "0.9", "--criterion", f"{FACTS},{TONE}", "--json").out)
    assert [(c["id"], list(c["levels"])) for c in found["changes"]] == [("a-01", [FACTS]), ("b-01", [TONE])]
    assert found["changed_level"] == 3


def test_the_json_holds_what_the_text_says(grader: Run, folder: Path) -> None:
    found = json.loads(grader("diff", "0.8", "0.9", "--json").out)
    assert found["criteria"][FACTS] == {"up": 0, "down": 1, "applies": 0}
    assert {"old": "yes", "new": "pending", "replies": 1} in found["results"]
    assert found["changes"][0]["levels"][CHOICE] == {"old": 1, "new": 2}
    assert found["changes"][0]["passed"] == {"old": "yes", "new": "no"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("0.8", "0.7"), "There are 0.8, 0.9"),
        (("0.7", "now"), "There are 0.8, 0.9"),
        (("0.8",), "two versions"),
        (("0.8", "0.8"), "the same"),
        (("0.8", "0.9", "--criterion", "kindness"), CHOICE),
        (("--again",), "--record"),
        (("0.8", "0.9", "--record"), "--record"),
        (("--json",), "two versions"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_there_is(
    grader: Run, folder: Path, arguments: tuple[str, ...], said: str
) -> None:
    ended = grader("diff", *arguments)
    assert ended.code == 2
    assert said in " ".join(ended.err.replace("│", " ").split())


def test_the_grader_as_installed_is_compared_and_the_replies_texts_are_shown(
    grader: Run, folder: Path, three: list[rated.RatedReply]
) -> None:
    """Two real processes grade; one kept level is set wrong, and exactly that one is found."""
    rows = [rated.grade(r) for r in three]
    criterion, value = next(iter(rows[1].levels.items()))
    wrong = replace(rows[1], levels={**rows[1].levels, criterion: (value + 1) % 3})
    snapshot.write("0.7", [rows[0], wrong, rows[2]], folder)
    found = json.loads(grader("diff", "0.7", "now", "--json").out)
    assert [(c["id"], c["reply"]) for c in found["changes"]] == [(three[1].id, three[1].reply)]
    assert found["changes"][0]["levels"] == {criterion: {"old": (value + 1) % 3, "new": value}}


def test_recording_keeps_the_grader_as_installed_under_its_version_once(
    grader: Run, folder: Path, three: list[rated.RatedReply], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["grader.versions"])
    with pytest.raises(SystemExit) as end:
        runpy.run_module("grader.versions", run_name="__main__")
    assert end.value.code == 0
    assert snapshot.read(GRADER_VERSION, folder) == {r.id: rated.grade(r) for r in three}
    snapshot.write(GRADER_VERSION, OLD, folder, again=True)
    refused = grader("diff", "--record")
    assert (refused.code, "--again" in refused.err) == (1, True)
    assert grader("diff", "--record", "--again").code == 0
    assert len(snapshot.read(GRADER_VERSION, folder)) == 3


@pytest.mark.usefixtures("_as_installed")
def test_an_installed_package_compares_versions_and_says_why_it_has_no_texts(
    grader: Run, folder: Path
) -> None:
    ended = grader("diff", "0.8", "0.9")
    assert ended.code == 0
    assert rated.NOT_HERE in ended.out
    assert json.loads(grader("diff", "0.8", "0.9", "--json").out)["changes"][0]["reply"] is None


@pytest.mark.usefixtures("_as_installed")
@pytest.mark.parametrize("arguments", [("0.8", "now"), ("--record",)])
def test_an_installed_package_cannot_grade_the_rated_replies_and_says_so(
    grader: Run, folder: Path, arguments: tuple[str, ...]
) -> None:
    ended = grader("diff", *arguments)
    assert (ended.code, rated.NOT_HERE in ended.err) == (1, True)
