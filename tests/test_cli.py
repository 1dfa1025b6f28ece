"""Claims about the command `grader`: formats, exit codes, and that a bad line costs nobody else anything."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from grader import assess, cli, load_card
from grader.cards import SHIPPED
from grader.commands import jsonl
from grader.moves.catalogue import MOVES

CARD = sorted(path.stem for path in SHIPPED.glob("*.yaml"))[0]
STRONG = (load_card(CARD).replies or pytest.fail("the first card has no replies")).strong


@dataclass
class Outcome:
    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Outcome]


@pytest.fixture
def grader(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run the command as a person would: arguments, bytes on stdin; exit code and text come back."""

    def run(*arguments: str, stdin: bytes | str = b"") -> Outcome:
        raw = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "argv", ["grader", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        code = cli.main()
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return Outcome(code, out.decode(), err.decode())

    return run


def lines(*records: object) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def test_one_reply_as_json_is_what_assess_says(grader: Run) -> None:
    outcome = grader("assess", "--card", CARD, "--focus", "message_economy", "--json", stdin=STRONG)
    found, said = json.loads(outcome.out), assess(STRONG, load_card(CARD), ("message_economy",))
    assert outcome.code == 0
    assert found["score"] == said.score
    assert found["focus"] == ["message_economy"]
    assert {c: level["value"] for c, level in found["levels"].items()} == {
        c: x.value for c, x in said.levels.items()
    }


def test_one_reply_as_text_quotes_the_learners_words(grader: Run) -> None:
    outcome = grader("assess", "--card", CARD, stdin=STRONG)
    span = next(level.spans[0] for level in assess(STRONG, load_card(CARD)).levels.values() if level.spans)
    assert outcome.code == 0
    assert STRONG[span.start : span.end] in outcome.out


def test_an_empty_reply_is_not_attempted_and_no_failure(grader: Run) -> None:
    outcome = grader("assess", "--card", CARD, "--json", stdin="  \n")
    assert (outcome.code, json.loads(outcome.out)["status"], json.loads(outcome.out)["score"]) == (
        0,
        "not_attempted",
        None,
    )


@pytest.mark.parametrize("reply", [b"\xff\xfe\x00bad", "я не понимаю, что вы пишете мне сегодня".encode()])
def test_a_reply_that_cannot_be_graded_ends_with_1_and_a_message(grader: Run, reply: bytes) -> None:
    outcome = grader("assess", "--card", CARD, "--json", stdin=reply)
    assert outcome.code == 1
    assert json.loads(outcome.out)["status"] == "could_not_grade"
    assert outcome.err.strip()


@pytest.mark.parametrize(
    "arguments",
    [
        ("assess",),
        ("assess", "--card", CARD, "--jsonl", "a", "b"),
        ("assess", "--card", "no-such-card"),
        ("assess", "--card", CARD, "--focus", "kindness"),
        ("assess", "--jsonl", "no-such-file.jsonl", "-"),
        ("assess", "--jsonl", "-", "-", "--focus", "blame_absence"),
        ("assess", "--jsonl", "-", "-", "--cards", "no-such-folder"),
        ("moves",),
        ("card", "lint", "no-such-file.yaml"),
        ("card", "show", "no-such-card"),
        ("card", "new", "Not An Id"),
        ("lab", "--folder", "no-such-folder"),
        ("lab", "--shared"),
        ("nonsense",),
    ],
)
def test_wrong_usage_ends_with_2_and_says_why(grader: Run, arguments: tuple[str, ...]) -> None:
    outcome = grader(*arguments)
    assert outcome.code == 2
    assert outcome.err.strip()
    assert "Traceback" not in outcome.err


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


def test_a_reply_without_end_on_stdin_is_refused_before_the_memory_is_full(
    grader: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Endless(io.RawIOBase):
        given = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            self.given += len(buffer)
            assert self.given < 1_000_000
            buffer[:] = b"x" * len(buffer)
            return len(buffer)

    class Stdin:
        buffer = io.BufferedReader(Endless())

        def isatty(self) -> bool:
            return False

    from grader.commands import assessing

    monkeypatch.setattr(sys, "stdin", Stdin())
    assert assessing.assess_stdin(CARD, (), (), as_json=True) == 1


def test_the_longest_reply_in_any_script_is_read_whole(grader: Run) -> None:
    emoji = "\N{GRINNING FACE}" * 20_001
    said = json.loads(grader("assess", "--card", CARD, "--json", stdin=emoji).out)["message"]
    assert "far too long" in said
    said = json.loads(grader("assess", "--card", CARD, "--json", stdin=emoji[:-1]).out)["message"]
    assert "too long" not in said
    assert "UTF-8" not in said


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


def test_a_printout_that_has_no_room_is_named_too() -> None:
    code = (
        "import io, sys\n"
        "from grader import cli\n"
        "class Full(io.RawIOBase):\n"
        "    def writable(self): return True\n"
        "    def fileno(self): return 1\n"
        "    def write(self, data): raise OSError(28, 'No space left on device')\n"
        "sys.stdout = io.TextIOWrapper(io.BufferedWriter(Full()))\n"
        "sys.argv = ['grader', 'card', 'show', 'to-berry']\n"
        "code = cli.main()\n"
        "print(code, file=sys.stderr)\n"
        "import os; os._exit(code)\n"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert found.returncode == 1
    assert found.stderr == "stdout: can't be written: No space left on device.\n1\n"


def test_in_and_out_must_differ(grader: Run, tmp_path: Path) -> None:
    source = tmp_path / "replies.jsonl"
    source.write_text(lines({"id": 1, "card": CARD, "reply": STRONG}))
    before = source.read_text()
    assert grader("assess", "--jsonl", str(source), str(source)).code == 2
    assert source.read_text() == before


def test_own_cards_come_before_those_that_ship(grader: Run, tmp_path: Path) -> None:
    own = (SHIPPED / f"{CARD}.yaml").read_text(encoding="utf-8")
    (tmp_path / f"{CARD}.yaml").write_text(own.replace("schema: 1", "schema: 7", 1), encoding="utf-8")
    stdin = lines({"id": 1, "card": CARD, "reply": STRONG})
    assert grader("assess", "--jsonl", "-", "-", stdin=stdin).code == 0
    assert grader("assess", "--jsonl", "-", "-", "--cards", str(tmp_path), stdin=stdin).code == 1


def test_own_cards_are_found_wherever_the_lessons_find_them(
    grader: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = (SHIPPED / f"{CARD}.yaml").read_text(encoding="utf-8")
    (tmp_path / "my_own.yaml").write_text(own.replace(f"id: {CARD}", "id: my_own", 1), encoding="utf-8")
    commands = (("card", "show", "my_own"), ("card", "lint", "my_own"), ("assess", "--card", "my_own"))
    for command in commands:
        assert grader(*command, stdin=STRONG).code == 2
        assert grader(*command, "--cards", str(tmp_path), stdin=STRONG).code == 0
    assert "my_own " in grader("card", "show", "--cards", str(tmp_path)).out
    monkeypatch.setenv("EVEN_KEEL_CARDS", str(tmp_path))
    for command in commands:
        assert grader(*command, stdin=STRONG).code == 0
    assert "my_own " in grader("card", "show").out


def test_lint_takes_an_id_and_counts_one_card_as_one(grader: Run, tmp_path: Path) -> None:
    outcome = grader("card", "lint", CARD)
    assert outcome.code == 0
    assert outcome.out.splitlines()[-1] == "1 card, all good."
    (tmp_path / "notes.txt").write_text("no card", encoding="utf-8")
    outcome = grader("card", "lint", str(tmp_path / "notes.txt"))
    assert outcome.code == 1
    assert "ends in .yaml" in outcome.err


def test_an_id_may_hold_what_the_words_say(grader: Run, tmp_path: Path) -> None:
    assert grader("card", "new", "late_parcel-2", "--folder", str(tmp_path)).code == 0
    outcome = grader("card", "new", "Late", "--folder", str(tmp_path))
    assert outcome.code == 2
    assert "hyphens or underscores" in outcome.err


def test_a_card_may_be_named_by_its_path(grader: Run, tmp_path: Path) -> None:
    path = tmp_path / f"{CARD}.yaml"
    path.write_bytes((SHIPPED / f"{CARD}.yaml").read_bytes())
    outcome = grader(
        "assess", "--jsonl", "-", "-", stdin=lines({"id": 1, "card": str(path), "reply": STRONG})
    )
    assert outcome.rows[0]["status"] == "scored"


def test_moves_gives_every_move_a_probability(grader: Run) -> None:
    records = [
        {"id": "a", "text": "I'm so sorry that we lost it."},
        {"id": "b", "text": "", "context": "Hello?"},
        {"id": "c"},
    ]
    outcome = grader("moves", "--jsonl", "-", "-", stdin=lines(*records))
    first, empty, broken = outcome.rows
    assert outcome.code == 1
    assert set(first["moves"]) == set(MOVES)
    assert all(0 <= p <= 1 for p in first["moves"].values())
    assert first["moves"]["apology"] > first["moves"]["threat"]
    assert set(empty["moves"].values()) == {0.0}
    assert broken["status"] == "could_not_grade"


def test_a_new_card_is_not_good_before_it_is_filled_in_and_never_overwritten(
    grader: Run, tmp_path: Path
) -> None:
    assert grader("card", "new", "my-card", "--folder", str(tmp_path)).code == 0
    path = tmp_path / "my-card.yaml"
    linted = grader("card", "lint", str(path))
    assert linted.code == 1
    assert "line 5: still says CHANGE" in linted.err
    filled = path.read_text(encoding="utf-8").replace("CHANGE ", "").replace("CHANGE", "the")
    path.write_text(filled, encoding="utf-8")
    assert grader("card", "lint", str(path)).code == 0
    assert grader("card", "new", "my-card", "--folder", str(tmp_path)).code == 2
    assert path.read_text(encoding="utf-8") == filled


def test_lint_names_file_line_and_field_and_goes_on_with_the_others(grader: Run, tmp_path: Path) -> None:
    good = (SHIPPED / f"{CARD}.yaml").read_text(encoding="utf-8")
    (tmp_path / f"{CARD}.yaml").write_text(good, encoding="utf-8")
    (tmp_path / "a-broken.yaml").write_text(good.replace("heat:", "heart:", 1), encoding="utf-8")
    outcome = grader("card", "lint", str(tmp_path))
    assert outcome.code == 1
    assert "a-broken.yaml: line" in outcome.err
    assert "heart" in outcome.err
    assert "2 cards, 1 with problems" in outcome.out


def test_show_prints_what_the_learner_needs(grader: Run) -> None:
    card = load_card(CARD)
    outcome = grader("card", "show", CARD)
    shown = " ".join(outcome.out.split())
    assert outcome.code == 0
    for text in (card.title, card.facts[0].text, card.stake):
        assert " ".join(text.split()) in shown


def test_doctor_says_what_is_missing_and_ends_with_1(grader: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from grader.commands import diagnosis

    monkeypatch.setattr(
        diagnosis, "_package", lambda name: (False, f"not installed. Run: pip install {name}")
    )
    outcome = grader("doctor")
    assert outcome.code == 1
    assert "NOT  nbgrader: not installed. Run: pip install nbgrader" in outcome.out


def test_help_does_not_load_the_grader() -> None:
    code = (
        "import sys, grader.cli; print([m for m in sys.modules if m in ('numpy', 'pydantic', 'jupyterlab')])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_a_fault_of_ours_is_said_without_a_traceback(grader: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from grader.commands import authoring

    def breaks(*_: object) -> int:
        raise RuntimeError("something unforeseen")

    monkeypatch.setattr(authoring, "show", breaks)
    outcome = grader("card", "show")
    assert outcome.code == 1
    assert "something unforeseen" in outcome.err
    assert "Traceback" not in outcome.err
