"""Files of replies: the promised fields and order, and that a bad line costs nobody else anything."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from commandkit import CARD, STRONG, Run, lines

from grader import assess, load_card
from grader.commands import jsonl


def test_a_file_of_replies_keeps_its_order_and_the_promised_fields(grader: Run, tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(lines(*({"id": n, "card": CARD, "reply": STRONG if n % 2 else ""} for n in range(6))))
    outcome = grader("assess", "--jsonl", str(source), str(target))
    rows = [json.loads(line) for line in target.read_text().splitlines()]
    assert outcome.code == 0
    assert [row["id"] for row in rows] == list(range(6))
    assert [row["status"] for row in rows] == ["not_attempted", "scored"] * 3
    assert set(rows[1]) == {"id", "status", "score", "passed", "levels", "gates", "review", "version"}
    for level in rows[1]["levels"].values():
        assert set(level) == {"value", "band", "spans"}
        assert all(0 <= start < end <= len(STRONG) for start, end in level["spans"])


def test_bad_lines_are_named_and_the_good_ones_graded(grader: Run) -> None:
    good = {"id": "good", "card": CARD, "reply": STRONG}
    bad: list[bytes] = [
        b"not json",
        b'["a list"]',
        b"\xff\xfe",
        b"[" * 100_000,
        lines({"card": CARD, "reply": STRONG}).encode().strip(),
        lines({"id": "no reply", "card": CARD}).encode().strip(),
        lines({"id": "list reply", "card": CARD, "reply": ["x"]}).encode().strip(),
        lines({"id": "number card", "card": 3, "reply": "x"}).encode().strip(),
        lines({"id": "unknown card", "card": "no-such", "reply": "x"}).encode().strip(),
        lines({"id": "traversal", "card": "../../etc/passwd", "reply": "x"}).encode().strip(),
        lines({"id": "focus", "card": CARD, "reply": "x y", "focus": ["kindness"]}).encode().strip(),
        lines({"id": "focus false", "card": CARD, "reply": "x y", "focus": False}).encode().strip(),
        lines({"id": "focus 0", "card": CARD, "reply": "x y", "focus": 0}).encode().strip(),
        b'{"id": NaN, "card": "x", "reply": "x"}',
        b'{"id": 1e400, "card": "x", "reply": "x"}',
        b'{"id": "aside", "card": "x", "reply": "x", "more": [-Infinity]}',
        b'{"id": ' + b"[" * 900 + b"]" * 900 + b', "card": "x", "reply": "x"}',
        lines({"id": "device", "card": "/dev/zero", "reply": "x"}).encode().strip(),
        lines({"id": "long card", "card": "x" * 100_000, "reply": "x"}).encode().strip(),
        lines({"id": "null byte", "card": "a\x00b.yaml", "reply": "x"}).encode().strip(),
        lines({"id": "half character", "card": "\ud800.yaml", "reply": "x"}).encode().strip(),
        lines({"id": "focus type", "card": CARD, "reply": "x y", "focus": {"a": 1}}).encode().strip(),
        lines({"id": "ten megabytes", "card": CARD, "reply": "x " * 5_000_000}).encode().strip(),
    ]
    stdin = b"\n".join([lines(good).encode().strip(), *bad, b"", lines({**good, "id": "last"}).encode()])
    outcome = grader("assess", "--jsonl", "-", "-", stdin=stdin)
    rows = outcome.rows
    assert outcome.code == 1
    assert len(rows) == len(bad) + 2
    assert [rows[0]["status"], rows[-1]["status"]] == ["scored", "scored"]
    assert (rows[0]["id"], rows[-1]["id"]) == ("good", "last")
    for number, row in enumerate(rows[1:-1], 2):
        assert row["status"] == "could_not_grade"
        assert row["score"] is None
        assert row["message"]
        assert f"line {number}" in outcome.err


def test_a_fault_of_ours_costs_one_line_only(grader: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from grader.commands import assessing

    def fails(reply: str, *_: object) -> object:
        if reply == "trip":
            raise RuntimeError("a fault of ours")
        return assess(reply, load_card(CARD))

    monkeypatch.setattr(assessing, "_assess", fails)
    record = {"id": 1, "card": CARD, "reply": STRONG}
    outcome = grader("assess", "--jsonl", "-", "-", stdin=lines({**record, "reply": "trip"}, record))
    assert [row["status"] for row in outcome.rows] == ["could_not_grade", "scored"]
    assert outcome.code == 1


def test_half_characters_and_any_script_come_through_as_valid_json(grader: Run) -> None:
    record = r'{"id": "\ud800 名前", "card": "CARD", "reply": "Sorry \udfff"}'.replace("CARD", CARD)
    outcome = grader("assess", "--jsonl", "-", "-", stdin=record)
    assert outcome.rows[0]["id"] == "\ud800 名前"
    assert "名前" in outcome.out


def test_a_line_that_is_far_too_long_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "MAX_LINE", 100)
    found = list(jsonl.each_line(io.BytesIO(b'{"id": 1}\n' + b"x" * 1000 + b'\n{"id": 2}\n')))
    assert [(line.number, line.record) for line in found] == [(1, {"id": 1}), (2, None), (3, {"id": 2})]
    assert "more than 100 bytes" in found[1].problem


def test_a_result_that_is_no_json_costs_one_line_only(grader: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from grader.commands import moving

    monkeypatch.setattr(
        moving, "moves_of_text", lambda text, _: {"x": float("nan")} if text == "trip" else {}
    )
    outcome = grader(
        "moves", "--jsonl", "-", "-", stdin=lines({"id": 1, "text": "trip"}, {"id": 2, "text": "Hello"})
    )
    assert [row.get("status") for row in outcome.rows] == ["could_not_grade", None]


def test_a_line_does_not_learn_what_a_file_holds(grader: Run, tmp_path: Path) -> None:
    path = tmp_path / "secret.yaml"
    path.write_text("title: hunter2\nhunter2\n", encoding="utf-8")
    (tmp_path / "words.yaml").write_text("id: hunter2\nheat: hunter2\n", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("hunter2", encoding="utf-8")
    names = ("secret.yaml", "words.yaml", "notes.txt")
    stdin = lines(*({"id": n, "card": str(tmp_path / n), "reply": STRONG} for n in names))
    outcome = grader("assess", "--jsonl", "-", "-", stdin=stdin)
    assert [row["status"] for row in outcome.rows] == ["could_not_grade"] * 3
    assert "hunter2" not in outcome.out + outcome.err


class _Full(io.RawIOBase):
    """A file on a disk that is full."""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        raise OSError(28, "No space left on device")


@pytest.mark.parametrize("replies", [1, 3])
def test_a_full_disk_is_named_and_no_fault_of_ours(
    grader: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, replies: int
) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(lines(*({"id": n, "text": "Hello"} for n in range(replies))))
    opened = Path.open

    def full(path: Path, mode: str = "r", **more: Any) -> Any:
        return io.BufferedWriter(_Full(), 400) if path == target else opened(path, mode, **more)

    monkeypatch.setattr(Path, "open", full)
    outcome = grader("moves", "--jsonl", str(source), str(target))
    assert outcome.code == 1
    assert "out.jsonl: can't be written: No space left on device." in outcome.err
    assert "fault of ours" not in outcome.err


def test_in_and_out_must_differ(grader: Run, tmp_path: Path) -> None:
    source = tmp_path / "replies.jsonl"
    source.write_text(lines({"id": 1, "card": CARD, "reply": STRONG}))
    before = source.read_text()
    assert grader("assess", "--jsonl", str(source), str(source)).code == 2
    assert source.read_text() == before
