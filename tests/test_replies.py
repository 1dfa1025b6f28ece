"""Claims about the store of one folder: what is saved comes back, and a test run leaves no trace."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from grader.replies import RepliesError, ReplyStore, read_replies
from grader.turns import LONGEST_CARD_ID, whatif_id

CARD = "late-parcel"
LONG = "Three missed days in a row would wear anyone down."
OTHER = "I am ringing the depot now and will write to you by four."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    course = tmp_path / "my course"
    course.mkdir()
    return course


@pytest.fixture
def store(folder: Path, tmp_path: Path) -> ReplyStore:
    return ReplyStore(folder, tmp_path / "own")


def test_what_is_saved_is_read_back_by_another_store(store: ReplyStore, folder: Path, tmp_path: Path) -> None:
    saved = store.save_reply(CARD, LONG)
    assert saved.where == folder / "replies.json"
    assert not saved.fell_back
    assert ReplyStore(folder, tmp_path / "own").read().text(CARD) == LONG
    assert read_replies(saved.where).replies[CARD].at == saved.at


def test_the_file_has_the_promised_shape(store: ReplyStore, folder: Path) -> None:
    store.save_reply(CARD, LONG)
    store.save_guess(CARD, "composed_tone", 2)
    store.save_answer("recall-1", ["a", "b"])
    store.save_handed_in("03__sam.zip")
    data = json.loads((folder / "replies.json").read_text("utf-8"))
    assert data["format"] == 1
    assert data["replies"][CARD]["text"] == LONG
    assert datetime.fromisoformat(data["replies"][CARD]["at"]).utcoffset() == timedelta(0)
    assert data["guesses"] == {CARD: {"composed_tone": 2}}
    assert data["answers"] == {"recall-1": ["a", "b"]}
    assert data["handed_in"][0]["file"] == "03__sam.zip"


def test_two_lessons_that_use_the_same_card_keep_their_texts_apart(folder: Path, tmp_path: Path) -> None:
    first, second = (ReplyStore(folder, tmp_path / "own", part=part) for part in ("01-one", "02-two"))
    first.save_reply(CARD, LONG)
    first.save_guess(CARD, "composed_tone", 1)
    first.save_answer("worked", ["a"])
    untouched = second.read()
    assert (untouched.text(CARD), untouched.guesses, untouched.answers) == ("", {}, {})
    second.save_reply(CARD, OTHER)
    second.start_again(CARD)
    assert [draft.text for draft in second.drafts(CARD)] == [OTHER]
    again = ReplyStore(folder, tmp_path / "own", part="01-one").read()
    assert again.text(CARD) == LONG
    assert (again.guesses, again.answers) == ({CARD: {"composed_tone": 1}}, {"worked": ["a"]})
    assert first.mirror_key(CARD) != second.mirror_key(CARD)
    assert not ReplyStore(folder, tmp_path / "own").read().text(CARD)


def test_what_was_written_before_lessons_had_names_of_their_own_is_still_there(
    folder: Path, tmp_path: Path
) -> None:
    old = ReplyStore(folder, tmp_path / "own")
    old.save_reply(CARD, LONG)
    old.save_guess(CARD, "composed_tone", 1)
    lesson = ReplyStore(folder, tmp_path / "own", part="01-one")
    assert (lesson.read().text(CARD), lesson.read().guesses) == (LONG, {CARD: {"composed_tone": 1}})
    lesson.start_again(CARD)
    assert lesson.read().text(CARD) == ""
    assert old.read().text(CARD) == LONG


def test_a_lesson_keeps_a_conversation_on_the_longest_card_id(folder: Path, tmp_path: Path) -> None:
    store = ReplyStore(folder, tmp_path / "own", part="02-listen-and-reflect")
    name = whatif_id("c" * LONGEST_CARD_ID, 9)
    store.save_reply(name, LONG)
    assert store.read().text(name) == LONG


def test_reading_writes_nothing(store: ReplyStore, folder: Path, tmp_path: Path) -> None:
    store.read()
    store.drafts(CARD)
    assert list(folder.iterdir()) == []
    assert not (tmp_path / "own").exists()


def test_with_the_environment_variable_set_nothing_reaches_the_disk(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EVEN_KEEL_NO_SAVE", "1")
    store = ReplyStore(folder, tmp_path / "own")
    assert store.save_reply(CARD, LONG).where is None
    assert store.read().text(CARD) == LONG
    assert list(folder.iterdir()) == []
    assert not (tmp_path / "own").exists()


def test_starting_again_keeps_the_text_as_a_draft_and_restoring_brings_it_back(store: ReplyStore) -> None:
    store.save_reply(CARD, LONG)
    store.start_again(CARD)
    assert store.read().text(CARD) == ""
    (draft,) = store.drafts(CARD)
    store.save_reply(CARD, OTHER)
    store.restore(CARD, draft.at)
    assert store.read().text(CARD) == LONG
    assert [d.text for d in store.drafts(CARD)] == [OTHER]


def test_restoring_a_draft_that_does_not_exist_is_a_key_error(store: ReplyStore) -> None:
    with pytest.raises(KeyError):
        store.restore(CARD, datetime.now(UTC))


def test_text_that_comes_late_becomes_a_draft_and_does_not_win(store: ReplyStore) -> None:
    saved = store.save_reply(CARD, LONG)
    store.save_reply(CARD, OTHER, at=saved.at - timedelta(minutes=1))
    assert store.read().text(CARD) == LONG
    assert [d.text for d in store.drafts(CARD)] == [OTHER]


def test_a_save_wins_even_when_the_file_comes_from_a_clock_that_runs_ahead(store: ReplyStore) -> None:
    ahead = datetime.now(UTC) + timedelta(days=400)
    store.save_reply(CARD, LONG, at=ahead)
    assert store.save_reply(CARD, OTHER).at > ahead
    assert store.read().text(CARD) == OTHER


def test_emoji_and_broken_surrogates_can_be_saved(store: ReplyStore) -> None:
    store.save_reply(CARD, "half \ud83d, whole \ud83d\ude00, \x00 and é")
    assert store.read().text(CARD) == "half \ufffd, whole 😀, \x00 and é"


def test_too_long_a_text_is_refused_with_a_reason_and_the_old_one_stays(store: ReplyStore) -> None:
    store.save_reply(CARD, LONG)
    with pytest.raises(RepliesError, match="200,000 characters"):
        store.save_reply(CARD, "x" * 200_000)
    assert store.read().text(CARD) == LONG


def test_a_long_course_of_long_drafts_stays_small_enough_to_be_graded(
    store: ReplyStore, folder: Path
) -> None:
    for number in range(60):
        store.save_reply(CARD, f"{number:03}" * 30_000)
    assert read_replies(folder / "replies.json").text(CARD).startswith("059")


@pytest.mark.parametrize("value", [3, -1, "2", None, True])
def test_a_guess_is_0_1_or_2(store: ReplyStore, value: object) -> None:
    with pytest.raises(ValueError, match="guesses"):
        store.save_guess(CARD, "composed_tone", value)  # type: ignore[arg-type]


@pytest.mark.parametrize("card", ["../../etc/passwd", "", "A B", "x" * 161, "a\nb"])
def test_a_card_id_is_a_card_id(store: ReplyStore, folder: Path, card: str) -> None:
    with pytest.raises(ValueError, match="replies"):
        store.save_reply(card, LONG)
    assert not (folder / "replies.json").exists()


def test_an_answer_is_small(store: ReplyStore) -> None:
    with pytest.raises(ValueError, match="small"):
        store.save_answer("essay", "x" * 200_000)
