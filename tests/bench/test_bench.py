"""The bench counts what it says it counts, fails on a fall and on nothing else, and logs every look."""

import json
import math
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from grader import Card, load_card
from grader.cards import load_cards

from . import __main__ as bench
from . import looks, recorded
from . import run as running
from .clock import part_of
from .figures import Figure, Measured
from .rated import CORPUS, Rated, merged, rated_part, rater_pairs
from .run import Run
from .sections import SECTIONS, agreement, attacks, decent, fairness
from .stats import adjacent, bias, exact, kappa, pearson, percentile
from .table import table

CARD = load_card("to-berry")
assert CARD.replies
STRONG, WEAK = CARD.replies.strong, CARD.replies.weak


# the statistics


def test_kappa_has_the_values_that_scikit_learn_gives() -> None:
    ours, theirs = [0, 1, 2, 0, 1, 2, 2, 0], [0, 2, 1, 0, 0, 2, 2, 1]
    assert kappa(list(zip(ours, theirs, strict=True))) == pytest.approx(0.6666666666666667)
    ours, theirs = [0, 0, 1, 1, 2, 2, 2, 2, 1, 0], [0, 1, 1, 2, 2, 2, 0, 2, 1, 0]
    assert kappa(list(zip(ours, theirs, strict=True))) == pytest.approx(0.5652173913043479)


def test_kappa_is_one_for_full_agreement_zero_for_chance_and_nothing_for_nothing() -> None:
    assert kappa([(0, 0), (1, 1), (2, 2)]) == 1
    assert kappa([(2, 2), (2, 2)]) == 1
    assert kappa([(a, b) for a in range(3) for b in range(3)]) == pytest.approx(0)
    assert kappa([(0, 2), (2, 0)]) == -1
    assert math.isnan(kappa([]))


def test_the_other_statistics_by_hand() -> None:
    pairs = [(2, 2), (2, 1), (2, 0), (1, 1)]
    assert (exact(pairs), adjacent(pairs), bias(pairs)) == (0.5, 0.75, 0.75)
    assert pearson([(0, 1), (1, 3), (2, 5)]) == pytest.approx(1)
    assert math.isnan(pearson([(1, 1), (1, 2)]))
    assert percentile([5, 1, 4, 2, 3], 0.95) == 5
    assert percentile([5, 1, 4, 2, 3], 0.5) == 3


# the table


def shown(now: list[Figure], before: list[Figure], **absent: str) -> tuple[list[str], str]:
    """What the table says has fallen, and its text."""
    made = table(Measured(now, dict(absent)), {f.name: f for f in before}, ["a"])
    return made.fallen, made.text()


@pytest.mark.parametrize(
    ("better", "before", "now", "falls"),
    [
        ("higher", 0.70, 0.694, True),
        ("higher", 0.70, 0.696, False),
        ("higher", 0.70, 0.90, False),
        ("lower", 0.01, 0.016, True),
        ("lower", 0.01, 0.0, False),
        ("zero", -0.02, 0.03, True),
        ("zero", -0.02, 0.02, False),
    ],
)
def test_a_fall_below_what_was_recorded_is_reported(
    better: str, before: float, now: float, falls: bool
) -> None:
    fallen, text = shown([Figure("a/x", now, better=better)], [Figure("a/x", before, better=better)])  # type: ignore[arg-type]
    assert fallen == (["a/x"] if falls else [])
    assert ("FELL" in text) == falls


def test_a_fall_is_seen_in_a_figure_that_stands_in_the_row_of_another() -> None:
    fallen, text = shown(
        [Figure("a/x", 1), Figure("a/x/exact", 0.5, under="a/x")], [Figure("a/x/exact", 0.8)]
    )
    assert fallen == ["a/x/exact"]
    assert "exact 0.500 (recorded 0.800) FELL" in text


def test_a_missed_target_is_shown_as_missed_and_fails_nothing() -> None:
    fallen, text = shown([Figure("a/x", 0.4, target=0.6)], [Figure("a/x", 0.4)])
    assert fallen == []
    assert "≥0.600     0.400     0.400  missed" in text
    assert "1 missed their target" in text


def test_a_timing_that_is_slower_is_marked_and_fails_nothing() -> None:
    slow = Figure("a/x", 130, better="lower", kind="timing", unit="ms")
    fallen, text = shown([slow], [Figure("a/x", 100, better="lower", kind="timing", unit="ms")])
    assert (fallen, "slower" in text) == ([], True)
    fallen, text = shown([slow], [Figure("a/x", 110, better="lower", kind="timing", unit="ms")])
    assert (fallen, "slower" in text) == ([], False)


def test_a_recorded_figure_that_is_measured_no_more_fails_unless_the_section_says_why() -> None:
    assert shown([], [Figure("a/x", 0.4)])[0] == ["a/x"]
    assert shown([], [Figure("b/x", 0.4)])[0] == []
    fallen, text = shown([], [Figure("a/x", 0.4)], **{"a/x": "not measured here"})
    assert fallen == []
    assert "0.400         -  not measured here" in text


# a run


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the recorded figures and the log of looks of this test alone."""
    monkeypatch.setattr(recorded, "FILE", tmp_path / "recorded.json")
    monkeypatch.setattr(looks, "FILE", tmp_path / "looks.tsv")
    return tmp_path


def pretend(monkeypatch: pytest.MonkeyPatch, value: float, name: str = "agreement/tune/x") -> None:
    """Let the section agreement find one figure."""
    monkeypatch.setitem(SECTIONS, "agreement", lambda run: Measured([Figure(name, value, 0.9)]))


def test_the_exit_code_is_1_after_a_fall_and_0_otherwise(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only = ["--only", "agreement"]
    pretend(monkeypatch, 0.5)
    assert bench.main(only) == 0
    assert bench.main([*only, "--record"]) == 0
    assert bench.main(only) == 0
    pretend(monkeypatch, 0.4)
    assert bench.main(only) == 1
    assert bench.main([*only, "--record"]) == 0
    assert bench.main(only) == 0


def test_recording_keeps_what_was_not_run_and_is_sorted(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recorded.save(
        [Figure("speed/load", 0.6, kind="timing"), Figure("agreement/gone", 1), Figure("decent/x", 0)]
    )
    pretend(monkeypatch, 0.123456)
    bench.main(["--only", "agreement", "--record"])
    rows = json.loads(recorded.FILE.read_text(encoding="utf-8"))
    assert list(rows) == ["agreement/tune/x", "decent/x", "speed/load"]
    assert rows["agreement/tune/x"]["value"] == 0.1235


def test_a_section_that_does_not_exist_is_refused_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        bench.main(["--only", "kindness"])
    assert "no such section: kindness" in capsys.readouterr().err


def test_a_quick_run_has_no_clock_and_a_full_one_has() -> None:
    assert "speed" not in bench.options(["--quick"]).sections
    assert "speed" in bench.options([]).sections


# the held-out part


def few(part: str, *, look: bool = False) -> list[Rated]:
    """Two rated replies that stand for any part."""
    levels: dict[str, int] = dict.fromkeys(CARD.criteria, 2)
    return [
        Rated("one", CARD, "strong:plain", STRONG, levels, 95.0),
        Rated("two", CARD, "adv:parrot", WEAK, dict.fromkeys(levels, 0), 5.0),
    ]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "rated_part", few)


@pytest.mark.usefixtures("small")
def test_a_look_at_the_held_out_part_is_logged_with_its_mean_kappa(kept: Path) -> None:
    with Run(held_out=True, workers=0) as run:
        found = bench.measure(run, ["agreement"])
        bench.measure(run, ["agreement"])
    head, *lines = looks.FILE.read_text(encoding="utf-8").splitlines()
    assert head.split("\t") == ["date", "commit", "version", "mean kappa"]
    means = [f.value for f in found.figures if f.name == "agreement/held_out/mean kappa"]
    assert [line.split("\t")[3] for line in lines] == [f"{means[0]:.4f}"] * 2


@pytest.mark.usefixtures("small")
def test_a_look_is_logged_even_where_the_run_breaks_off(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(run: Run) -> Measured:
        run.rated("held_out")
        raise RuntimeError

    monkeypatch.setitem(SECTIONS, "agreement", breaks)
    with Run(held_out=True, workers=0) as run, pytest.raises(RuntimeError):
        bench.measure(run, ["agreement"])
    assert looks.FILE.read_text(encoding="utf-8").splitlines()[1].endswith("\t-")


@pytest.mark.usefixtures("small")
def test_without_the_flag_nothing_of_it_is_opened_or_logged_and_the_table_says_so(kept: Path) -> None:
    with Run(workers=0) as run:
        found = bench.measure(run, ["agreement", "attacks"])
        with pytest.raises(PermissionError):
            run.rated("held_out")
    assert not looks.FILE.exists()
    assert not any("held_out" in f.name for f in found.figures)
    assert "not opened" in found.absent["agreement/held_out/"]


def test_the_held_out_part_is_not_read_by_the_way() -> None:
    with pytest.raises(PermissionError, match="--held-out"):
        rated_part("held_out")


# the sections


@pytest.mark.usefixtures("small")
def test_an_outside_set_is_measured_only_where_its_folder_is_named(tmp_path: Path) -> None:
    with Run(workers=0, outside=bench.options([]).outside) as run:
        found = agreement.measure(run)
    assert "--outside FOLDER" in found.absent["agreement/outside"]
    assert "agreement/tune/mean kappa" in {f.name for f in found.figures}
    levels = dict.fromkeys(CARD.criteria, 1)
    reply = {"id": "a", "card": CARD.id, "reply": STRONG}
    rating = {"id": "a", "levels": levels, "overall": 50, "raters": [levels, levels]}
    (tmp_path / "replies.jsonl").write_text(json.dumps(reply), encoding="utf-8")
    (tmp_path / "levels.jsonl").write_text(json.dumps(rating), encoding="utf-8")
    with Run(workers=0, outside=bench.options(["--outside", str(tmp_path)]).outside) as run:
        found = agreement.measure(run)
    assert "agreement/outside" not in found.absent
    names = {f.name for f in found.figures}
    assert {"agreement/outside/mean kappa", "agreement/outside raters/mean kappa"} <= names


def test_a_folder_that_holds_no_rated_set_is_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        bench.options(["--outside", str(tmp_path / "nowhere")])
    assert "no replies.jsonl in it" in capsys.readouterr().err


def test_where_two_raters_differ_the_lower_level_counts() -> None:
    one, two = {"levels": {"a": 2, "b": 0}, "overall": 80}, {"levels": {"a": 1, "b": 1}, "overall": 60}
    assert merged([one, two]) == ({"a": 1, "b": 0}, 70)


def test_what_is_set_aside_belongs_to_no_part() -> None:
    aside = YAML(typ="safe").load((CORPUS / "split.yaml").read_text(encoding="utf-8")).get("set_aside") or ()
    parts = {part: {r.id for r in rated_part(part)} for part in ("train", "tune")}
    assert not (parts["train"] | parts["tune"]) & set(aside)
    assert not parts["train"] & parts["tune"]
    assert len(parts["train"]) > 800


def test_rater_pairs_come_of_several_files_and_of_several_raters_in_a_row(tmp_path: Path) -> None:
    write(tmp_path / "1.jsonl", {"id": "x", "levels": {"a": 2}}, {"id": "y", "levels": {"a": 0}})
    write(tmp_path / "2.jsonl", {"id": "x", "levels": {"a": 1}})
    write(tmp_path / "3.jsonl", {"id": "z", "levels": {"a": 1}, "raters": [{"a": 1}, {"a": 2}, {"a": 0}]})
    assert rater_pairs(sorted(tmp_path.glob("*"))) == {"a": [(2, 1), (1, 2), (1, 0), (2, 0)]}


def write(file: Path, *rows: object) -> None:
    """A JSONL file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def values(found: list[Figure] | Measured) -> dict[str, float]:
    """Name: value."""
    return {f.name: f.value for f in (found.figures if isinstance(found, Measured) else found)}


def test_an_attack_is_contained_where_no_level_is_above_the_raters(tmp_path: Path) -> None:
    row = {"card": "to-berry", "family": "adv:parrot"}
    write(
        tmp_path / "attacks" / "new.jsonl",
        {"id": "1", "reply": STRONG, **row},
        {"id": "2", "reply": STRONG, **row, "family": "heap"},
        {"id": "3", "reply": WEAK, **row},
    )
    high, low = dict.fromkeys(CARD.criteria, 2), dict.fromkeys(CARD.criteria, 2) | {"message_economy": 1}
    write(tmp_path / "attacks" / "levels" / "a.jsonl", {"id": "1", "levels": high, "overall": 90})
    write(tmp_path / "attacks" / "levels" / "b.jsonl", {"id": "2", "levels": low, "overall": 40})
    rated, unrated = attacks.read_attacks(tmp_path / "attacks" / "new.jsonl", tmp_path / "attacks" / "levels")
    with Run(workers=0) as run:
        assessments = run.assess((r.reply, r.card) for r in rated)
    assert unrated == 1
    assert values(attacks.figures("new", list(zip(rated, assessments, strict=True)))) == {
        "attacks/new/all": 0.5,
        "attacks/new/pass though unfit": 1,
        "attacks/new/heap": 0,
        "attacks/new/parrot": 1,
    }


def test_fairness_is_the_difference_of_score_and_the_gates_of_the_variant_alone(tmp_path: Path) -> None:
    rude = f"{STRONG} But really, you should have checked the spelling, you idiot."
    rows = [{"id": "1", "family": "same", "standard": STRONG, "variant": STRONG}]
    rows += [{"id": "2", "family": "worse", "standard": STRONG, "variant": rude}]
    rows += [
        {
            "id": "3",
            "family": "refused",
            "standard": STRONG,
            "variant": "Es tut mir sehr leid, Frau Pritchard.",
        }
    ]
    write(tmp_path / "fairness" / "a.jsonl", *({"card": "to-berry", **row} for row in rows))
    with Run(workers=0, data=tmp_path) as run:
        found = values(fairness.measure(run))
    assert (found["fairness/same"], found["fairness/same/gates"]) == (0, 0)
    assert found["fairness/worse"] == pytest.approx(-0.51)
    assert found["fairness/worse/gates"] >= 1
    assert found["fairness/refused"] == -1


def test_a_false_alarm_is_counted_by_reply_and_move(tmp_path: Path) -> None:
    insult = "Are you stupid? You should have read the terms, you idiot."
    rows = [
        {"id": str(i), "card": "to-berry", "reply": r} for i, r in enumerate((STRONG, STRONG, STRONG, insult))
    ]
    write(tmp_path / "decent" / "a.jsonl", *rows)
    with Run(workers=0, data=tmp_path) as run:
        found = values(decent.measure(run))
    assert found["decent/insult"] == 0.25
    assert found["decent/composed_tone at 0"] == 0.25
    assert found["decent/threat"] == 0


def test_folders_without_files_have_no_figures(tmp_path: Path) -> None:
    with Run(workers=0, data=tmp_path) as run:
        assert fairness.measure(run).figures == decent.measure(run).figures == []


def test_what_was_assessed_is_not_assessed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    with Run(workers=0) as run:
        first = run.assess([(STRONG, CARD), (WEAK, CARD), (STRONG, CARD)])
        monkeypatch.setattr(running, "assess", None)
        assert run.assess([(WEAK, CARD), (STRONG, CARD)]) == [first[1], first[0]]
    assert first[0] == first[2] != first[1]


def test_two_processes_find_what_one_finds() -> None:
    other = next(card for card in load_cards()[0].values() if card.id != CARD.id)
    tasks: list[tuple[str, Card]] = [(STRONG, CARD), (STRONG, other), (WEAK, CARD)]
    with Run(workers=2) as many, Run(workers=0) as one:
        assert many.assess(tasks) == one.assess(tasks)


def test_a_stack_belongs_to_the_innermost_part_that_does_work() -> None:
    assert part_of(["/x/grader/moves/encoder/__init__.py", "/x/grader/rubric/matching.py"]) == "encoder"
    assert part_of(["/x/re.py", "/x/grader/rubric/words.py", "/x/grader/rubric/matching.py"]) == "matching"
    assert part_of(["/x/grader/text.py", "/x/grader/rubric/reading.py"]) == "sentence splitting"
    assert part_of(["/x/grader/text.py", "/x/grader/rubric/offers.py"]) == "criteria"
    assert part_of(["/x/somewhere.py"]) == "other"


def test_the_files_of_the_bench_name_cards_that_exist_and_no_id_twice() -> None:
    from .rated import find_card, read_lines

    here = Path(__file__).parent
    for kind in ("attacks", "fairness", "decent"):
        rows = [row for file in sorted((here / kind).glob("*.jsonl")) for row in read_lines(file)]
        assert len({row["id"] for row in rows}) == len(rows)
        for row in rows:
            assert find_card(row["card"]).id == row["card"]


def test_what_is_recorded_belongs_to_a_section() -> None:
    assert {name.split("/")[0] for name in recorded.load()} <= set(SECTIONS)
    assert CORPUS.is_dir()
