"""The corpus is well formed, and its linter sees what is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from grader.training.corpus import Line, lint, read_corpus, read_file


@pytest.fixture(scope="module")
def lines() -> list[Line]:
    return read_corpus()


def test_the_corpus_has_no_faults(lines: list[Line]) -> None:
    assert lint(lines) == []


def test_at_least_three_writers(lines: list[Line]) -> None:
    assert len({line.writer for line in lines}) >= 3


def with_change(lines: list[Line], **change: object) -> list[str]:
    return lint([replace(lines[0], **change), *lines[1:]])  # type: ignore[arg-type]


def test_an_unknown_move_is_named(lines: list[Line]) -> None:
    assert any("unknown move 'grovel'" in f for f in with_change(lines, also=("grovel",)))


def test_a_repeated_sentence_is_found_across_writers(lines: list[Line]) -> None:
    other = next(line for line in lines if line.writer != lines[0].writer)
    assert any("repeats" in f for f in with_change(lines, text=other.text.upper()))


def test_a_near_duplicate_is_found(lines: list[Line]) -> None:
    long = next(x for x in lines if x.move != lines[0].move and x.length > 12)
    assert any("nearly the same" in f for f in with_change(lines, text=f"{long.text} then"))


def test_a_lost_side_of_a_pair_is_found(lines: list[Line]) -> None:
    assert any("needs one + and one -" in f for f in lint(lines[1:]))


def test_a_longer_side_is_found(lines: list[Line]) -> None:
    assert any("words, at most" in f for f in with_change(lines, text=lines[0].text + " and on" * 5))
    longer = [
        replace(x, text=x.text + " and so on") if x.move == "apology" and x.positive else x for x in lines
    ]
    assert any(f.startswith("apology:") and "longer" in f for f in lint(longer))


def test_contradicting_labels_are_found(lines: list[Line]) -> None:
    assert any(
        "cannot be conditional" in f for f in with_change(lines, also=("apology", "conditional_apology"))
    )


def test_too_few_lines_are_found(lines: list[Line]) -> None:
    assert any(f.startswith("meta:") for f in lint([x for x in lines if x.move != "meta"]))


def test_a_broken_row_is_named_by_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "someone.tsv"
    path.write_text("move\tpair\tlabel\talso\ttext\nthanks\t1\tmaybe\t\tThank you.\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"someone\.tsv line 2"):
        read_file(path)
