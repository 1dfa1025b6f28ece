"""An author learns which file, which line, which field, what was found and what was expected; others go
on."""

import os
from pathlib import Path

import pytest

from grader import cards
from grader.cards import ALWAYS, CRITERIA, SHIPPED, CardError, load_card, load_cards, parse_card

SOURCE = (SHIPPED / "to-berry.yaml").read_text(encoding="utf-8")


def line_with(words: str, source: str = SOURCE) -> int:
    return next(n for n, line in enumerate(source.splitlines(), 1) if words in line)


def problem(source: str) -> str:
    with pytest.raises(CardError) as caught:
        parse_card(source, "my-card.yaml")
    return str(caught.value)


def test_the_cards_that_ship_are_all_good_and_ten_or_more() -> None:
    cards, errors = load_cards()
    assert not errors
    assert len(cards) >= 10
    for card in cards.values():
        assert card.replies is not None
        assert set(ALWAYS) <= set(card.applicable) <= set(CRITERIA)
        assert load_card(card.id) == card


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("heat: 2", "heat: 9", "heat: found 9, expected 0, 1, 2, 3 or 4"),
        ("fault: firm", "fault: us", "fault: found 'us', expected 'firm', 'shared'"),
        ("kind: cause", "kind: reason", "facts.1.kind: found 'reason'"),
        ('text: "41 families chipped in"', "text: 41", "facts.2.text: found 41, expected text"),
        ('text: "41 families chipped in"', "text: 2026-05-03", "found 2026-05-03, expected text"),
        ("channel: chat", "channel: letter", "channel: found 'letter'"),
        ("emotions_ok: [let_down", "emotions_ok: [joy", "emotions_ok.0: found 'joy'"),
        (
            "techniques: [",
            "techniques: [Naming!, ",
            "techniques.0: found 'Naming!', expected lower-case letters and",
        ),
        ("title: To Berry", "title: " + "x" * 61, "expected at most 60 characters"),
    ],
)
def test_a_wrong_value_is_named_with_its_line(old: str, new: str, words: str) -> None:
    broken = SOURCE.replace(old, new, 1)
    said = problem(broken)
    assert said.startswith(f"my-card.yaml: line {line_with(new, broken)}: ")
    assert words in said


def test_a_misspelt_field_is_found_at_its_own_line_and_the_true_one_is_missed() -> None:
    broken = SOURCE.replace("stake:", "steak:", 1)
    said = problem(broken)
    assert f"line {line_with('steak:', broken)}: steak: found a field that isn't known" in said
    assert "stake: found nothing, expected this field" in said


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("applicable: [", "applicable: [boundary_statement, ", "needs abuse other than none"),
        ("applicable: [", "applicable: [handoff_quality, ", "needs handoff to be set"),
        ("applicable: [", "applicable: [open_inquiry, ", "needs something in missing_facts"),
        ("applicable: [", "applicable: [choice_offer, ", "at least two things in may_offer"),
        ("applicable: [emotion_acknowledgment", "applicable: [fact_fidelity", "named twice"),
        (", fact_fidelity]", "]", "fact_fidelity must be there on every card"),
        ("from: customer", "from: agent", "the last message must be the customer's"),
        (
            "near_miss_lacks: emotion_acknowledgment",
            "near_miss_lacks: choice_offer",
            "isn't among the applicable",
        ),
        ("id: families", "id: years", "two entries have the same id"),
    ],
)
def test_a_rule_of_the_schema_is_enforced(old: str, new: str, words: str) -> None:
    assert words in problem(SOURCE.replace(old, new, 1))


def test_two_broken_rules_are_both_named() -> None:
    said = problem(SOURCE.replace("applicable: [", "applicable: [open_inquiry, handoff_quality, ", 1))
    assert "open_inquiry" in said
    assert "handoff_quality" in said
    assert len(said.splitlines()) == 2


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "line 1: found a YAML anchor or alias"),
        ("[" * 400 + "]" * 400, "levels"),
        ("a: " + "{a: " * 3000 + "1" + "}" * 3000, "levels"),
        ("- a\n- b\n", "expected a card: fields such as"),
        ("", "expected a card: fields such as"),
        ("just words", "expected a card: fields such as"),
        ("\x00\x01", "not valid YAML"),
        (SOURCE.replace("  name: Gwen", "\tname: Gwen"), "found a tab, expected spaces"),
        (SOURCE + "\nheat: 3\n", "found the same field twice"),
        (SOURCE.replace("title: To Berry", "title: To: Berry"), "put the text between quotation marks"),
        (SOURCE.replace("said_by: both}\n", "said_by: both\n", 1), "isn't closed"),
    ],
)
def test_what_is_no_card_is_refused_with_a_plain_sentence(source: str, words: str) -> None:
    said = problem(source)
    assert words in said
    assert "http" not in said
    assert "Traceback" not in said


def test_a_tab_is_found_at_its_line() -> None:
    broken = SOURCE.replace("  name: Gwen", "\tname: Gwen")
    assert f"line {line_with('name: Gwen', broken)}:" in problem(broken)


def test_one_broken_card_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "to-berry.yaml").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "broken.yaml").write_text("id: [", encoding="utf-8")
    (tmp_path / "bytes.yaml").write_bytes(b"id: \xff\xfe")
    (tmp_path / "huge.yaml").write_text("#" * 1_100_000, encoding="utf-8")
    (tmp_path / "renamed.yaml").write_text(SOURCE, encoding="utf-8")
    cards, errors = load_cards(tmp_path)
    assert list(cards) == ["to-berry"]
    assert set(errors) == {"broken.yaml", "bytes.yaml", "huge.yaml", "renamed.yaml"}
    assert "UTF-8" in str(errors["bytes.yaml"])
    assert "1,000,000" in str(errors["huge.yaml"])
    assert "expected 'renamed', the name of the file" in str(errors["renamed.yaml"])


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "to-berry.yaml").write_text(SOURCE, encoding="utf-8-sig")
    assert load_card(tmp_path / "to-berry.yaml").id == "to-berry"


def test_a_folder_of_ones_own_comes_before_the_cards_that_ship(tmp_path: Path) -> None:
    (tmp_path / "to-berry.yaml").write_text(
        SOURCE.replace("title: To Berry", "title: Mine"), encoding="utf-8"
    )
    assert load_card("to-berry", [tmp_path]).title == "Mine"
    assert load_card("to-berry").title == "To Berry"


def test_a_changed_card_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "to-berry.yaml"
    path.write_text(SOURCE, encoding="utf-8")
    load_card(path)
    path.write_text(SOURCE.replace("title: To Berry", "title: Changed since"), encoding="utf-8")
    assert load_card(path).title == "Changed since"


@pytest.mark.parametrize(
    "name",
    [
        "no-such-card",
        "",
        "../../etc/passwd",
        "Not An Id",
        "nowhere/card.yaml",
        "a.yaml",
        "x" * 100_000,
        "x" * 100_000 + ".yaml",
        "half-\ud800",
        "half-\ud800.yaml",
        "null\x00byte",
        "null\x00byte.yaml",
        "two\nlines.yaml",
    ],
)
def test_a_card_that_is_not_there_is_said_to_be_missing_in_one_line(name: str) -> None:
    with pytest.raises(CardError) as caught:
        load_card(name)
    said = str(caught.value)
    assert said.isprintable()
    assert len(said) < 400


@pytest.mark.parametrize("name", ["/dev/zero", "/dev/stdin", "./notes", "notes.txt"])
def test_only_a_yaml_file_is_opened(tmp_path: Path, name: str) -> None:
    with pytest.raises(CardError, match=r"expected an id .* or the path of a \.yaml file"):
        load_card(name)
    (tmp_path / "folder.yaml").mkdir()
    with pytest.raises(CardError, match="is not a plain file"):
        load_card(tmp_path / "folder.yaml")


@pytest.mark.parametrize("name", ["to-berry.yaml", "to-berry.yml"])
def test_a_card_may_be_a_link_to_a_file_of_any_name(tmp_path: Path, name: str) -> None:
    stored = tmp_path / "3f9a"
    stored.write_text(SOURCE, encoding="utf-8")
    (tmp_path / name).symlink_to(stored)
    assert load_card(tmp_path / name).id == "to-berry"


def test_no_more_of_a_file_is_read_than_a_card_may_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cards, "MAX_CARD_BYTES", len(SOURCE.encode()) - 1)
    (tmp_path / "to-berry.yaml").write_text(SOURCE, encoding="utf-8")
    with pytest.raises(CardError, match="is too big"):
        load_card(tmp_path / "to-berry.yaml")


def test_a_pipe_named_like_a_card_keeps_nobody_waiting(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):  # Windows has none in a folder
        return
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "zero.yaml").symlink_to("/dev/zero")
    found, errors = load_cards(tmp_path)
    assert not found
    assert all("is not a plain file" in str(error) for error in errors.values())
    assert set(errors) == {"pipe.yaml", "zero.yaml"}
