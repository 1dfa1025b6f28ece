"""Claims about the store of records: private, bounded, readable after harm, and never silent about a loss."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from filelock import Timeout
from recordkit import FEELING, OWNING, record

from grader import load_card, progress
from grader.assess import assess
from grader.handin import freeze
from grader.progress import FILE_NAME, ProgressStore
from grader.record import Record, record_of
from grader.replies import ReplyStore

CARD = load_card("bees-in-the-locker")
TEXT = "Your bees cooked in our locker, Mr Ravenscroft, and that is our doing. I'm sorry."


def store(folder: Path) -> ProgressStore:
    return ProgressStore(folder, memory=False)


def ids(found: ProgressStore) -> list[str]:
    return [r.id for r in found.read().records]


def test_a_record_comes_back_as_it_was_in_any_process_of_the_user(tmp_path: Path) -> None:
    kept = record(guess={"composed_tone": 2}, focus=("composed_tone",))
    assert store(tmp_path).add(kept) == ""
    assert store(tmp_path).read().records == (kept,)


def test_a_record_holds_what_came_of_a_reply_and_none_of_its_words(tmp_path: Path) -> None:
    result = assess(TEXT, CARD, ("fault_ownership",), encoder=False)
    guess = {"composed_tone": 1, "handoff_quality": 2}
    kept = record_of(result, "practice", ("04-own-it",), guess)
    store(tmp_path).add(kept)
    line = (tmp_path / FILE_NAME).read_text("utf-8")
    assert json.loads(line)["levels"] == {c: level.value for c, level in result.levels.items()}
    assert (kept.card, kept.score, kept.passed) == (CARD.id, result.score, result.passed)
    assert (kept.focus, kept.grader) == (("fault_ownership",), result.version)
    assert kept.guess == {"composed_tone": 1}, "a guess for what doesn't apply is left out"
    assert not [word for word in ("Ravenscroft", "cooked", "sorry", "bees cooked") if word in line]


def test_a_reply_without_a_score_has_no_record() -> None:
    with pytest.raises(ValueError, match="no score"):
        record_of(assess("", CARD), "practice", ())


def test_records_are_not_part_of_a_hand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "own"))
    monkeypatch.delenv("EVEN_KEEL_NO_SAVE", raising=False)
    folder = tmp_path / "03-name-the-feeling"
    folder.mkdir()
    ReplyStore(folder).save_reply("three-bills", "No wonder.")
    kept = record("a-card-of-practice")
    assert ProgressStore().add(kept) == ""
    assert ProgressStore().read().records == (kept,)
    with zipfile.ZipFile(freeze(folder, "anna")) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"three-bills" in everything
    assert b"a-card-of-practice" not in everything
    assert kept.id.encode() not in everything


@pytest.mark.parametrize(
    "tail", [b'{"format":1,"id":"00', b"\0" * 4096, b"\xff\xfe", b"[" * 100_000, b'{"format": 1}', b"null"]
)
def test_a_torn_last_line_is_passed_over_and_said_and_set_aside(tmp_path: Path, tail: bytes) -> None:
    first, second = record(), record()
    store(tmp_path).add(first)
    with (tmp_path / FILE_NAME).open("ab") as file:
        file.write(tail)
    found = store(tmp_path).read()
    assert found.records == (first,)
    assert [n for n in found.notices if "can't be read" in n]
    assert "kept as" in store(tmp_path).add(second)
    assert ids(store(tmp_path)) == [first.id, second.id]
    assert store(tmp_path).read().notices == ()
    (kept,) = tmp_path.glob("*damaged*")
    assert kept.read_bytes() == tail + b"\n"


def test_a_line_of_a_newer_version_stays_as_it_is(tmp_path: Path) -> None:
    newer = b'{"format":3,"anything":["at all"]}'
    (tmp_path / FILE_NAME).write_bytes(newer + b"\n")
    store(tmp_path).add(record())
    assert newer in (tmp_path / FILE_NAME).read_bytes().splitlines()
    assert [n for n in store(tmp_path).read().notices if "newer version" in n]


def test_a_field_that_a_newer_version_has_added_is_not_lost(tmp_path: Path) -> None:
    store(tmp_path).add(record())
    body = json.loads((tmp_path / FILE_NAME).read_bytes())
    (tmp_path / FILE_NAME).write_text(json.dumps({**body, "mood": "fine"}) + "\n", encoding="utf-8")
    store(tmp_path).add(record())
    assert b'"mood": "fine"' in (tmp_path / FILE_NAME).read_bytes()


def test_a_link_in_the_files_place_is_not_followed(tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_bytes(b"somebody's\n")
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / FILE_NAME).symlink_to(other)
    assert [n for n in store(folder).read().notices if "link" in n]
    kept = record()
    assert "link" in store(folder).add(kept)
    assert ids(store(folder)) == [kept.id]
    assert other.read_bytes() == b"somebody's\n"


def test_the_newest_are_kept_when_there_are_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "MAX_RECORDS", 5)
    added = [record(days=n) for n in range(9)]
    for one in added:
        store(tmp_path).add(one)
    assert ids(store(tmp_path)) == [r.id for r in added[-5:]]


def test_a_folder_that_cannot_be_written_is_said_and_the_page_still_knows(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    found = store(tmp_path / "file" / "own")
    kept = record()
    assert "this page only" in found.add(kept)
    assert ids(found) == [kept.id]


def test_without_saving_nothing_touches_the_disk(tmp_path: Path) -> None:
    found = ProgressStore(tmp_path, memory=True)
    kept = record()
    assert found.add(kept) == ""
    assert ids(found) == [kept.id]
    assert list(tmp_path.iterdir()) == []


@contextmanager
def no_lock(path: Path) -> Iterator[None]:
    raise Timeout(str(path))
    yield


def test_where_the_lock_cannot_be_had_each_process_writes_its_own_and_the_next_one_takes_it_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = store(tmp_path), store(tmp_path)
    added = [record(days=n) for n in range(5)]
    with monkeypatch.context() as patch:
        patch.setattr(progress, "locked", no_lock)
        for number, one in enumerate(added[:4]):
            assert (here if number % 2 else there).add(one) == ""
        assert len(list(tmp_path.glob("records-*.jsonl"))) == 2
        assert ids(store(tmp_path)) == [r.id for r in added[:4]]
    here.add(added[4])
    assert ids(store(tmp_path)) == [r.id for r in added]
    assert [path.name for path in tmp_path.glob("*.jsonl")] == [FILE_NAME]


def test_a_file_that_was_taken_in_but_not_removed_counts_once(tmp_path: Path) -> None:
    kept = record()
    store(tmp_path).add(kept)
    (tmp_path / "records-0badc0ffee00.jsonl").write_bytes((tmp_path / FILE_NAME).read_bytes())
    assert ids(store(tmp_path)) == [kept.id]
    later = record(days=1)
    store(tmp_path).add(later)
    assert (tmp_path / FILE_NAME).read_bytes().count(b"\n") == 2


def test_of_a_card_in_a_lesson_the_first_look_counts(tmp_path: Path) -> None:
    first = record(kind="cold")
    store(tmp_path).add_once(first)
    store(tmp_path).add_once(record(kind="cold", days=1))
    store(tmp_path).add_once(record(kind="cold", card="another"))
    found = store(tmp_path).read().records
    assert {(r.card, r.at) for r in found} == {("late-parcel", first.at), ("another", found[0].at)}


def test_a_card_of_two_lessons_counts_once_for_the_technique_of_each(tmp_path: Path) -> None:
    for _ in range(2):
        for lesson in (FEELING, OWNING):
            store(tmp_path).add_once(record(kind="assignment", techniques=(lesson,)))
    assert [r.techniques for r in store(tmp_path).read().records] == [(FEELING,), (OWNING,)]


def test_of_two_kernels_that_look_at_the_same_time_one_keeps_its_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = record(kind="cold"), record(kind="cold", days=1)
    real = progress.locked

    @contextmanager
    def after_the_other(path: Path) -> Iterator[None]:
        monkeypatch.setattr(progress, "locked", real)
        store(tmp_path).add_once(first)
        with real(path):
            yield

    monkeypatch.setattr(progress, "locked", after_the_other)
    assert store(tmp_path).add_once(second) == ""
    assert ids(store(tmp_path)) == [first.id]


@pytest.mark.parametrize(
    "wrong",
    [
        {"score": 1.1},
        {"score": float("nan")},
        {"levels": {"charm": 2}},
        {"levels": {"composed_tone": 3}},
        {"at": "2026-01-01T00:00:00"},
        {"card": "../x"},
        {"kind": "exam"},
        {"passed": True},
    ],
)
def test_what_makes_no_sense_is_no_record(wrong: dict[str, object]) -> None:
    good = record().model_dump(mode="json")
    assert Record.model_validate(good)
    with pytest.raises(ValueError, match="1 validation error"):
        Record.model_validate({**good, **wrong})
