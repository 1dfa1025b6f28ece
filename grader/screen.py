"""What a text is before it's graded: a reply, nothing, or something that can't be graded."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

from grader.text import MAX_CHARACTERS, Text, count_words, read_text

_COMMON = frozenset(
    "the a an and or but to of in on at for with is are was be been have has had do did will would can could i you we it "
    "he she they my your our this that not no so if me us them what when who how by from as please sorry thank thanks".split()
)


@dataclass(frozen=True)
class Screened:
    """The outcome: a status, a message to the learner, reasons for review, and the text where there's one."""

    status: Literal["scored", "not_attempted", "could_not_grade"]
    text: Text
    message: str = ""
    review: tuple[str, ...] = ()


_NOTHING = read_text("")


def screen(reply: object) -> Screened:
    """Decide whether `reply` can be graded. Never raises."""
    if not isinstance(reply, str):
        return _not_gradable(
            "What was stored here isn't text. Write your reply again, please.", "the reply is not text"
        )
    if len(reply) > MAX_CHARACTERS:
        size = f"{len(reply):,} characters"
        return _not_gradable(
            f"This text has {size}; a reply here has at most {MAX_CHARACTERS:,}. Shorten it and it will be read.",
            f"the reply has {size}",
        )
    text = read_text(reply)
    if not text.words:
        if text.plain.strip():
            return _not_gradable(
                "There are no words in this reply yet, only signs.", "the reply has no words"
            )
        return Screened("not_attempted", _NOTHING)
    strange = sum(
        unicodedata.category(c) in ("Co", "Cn", "Cs", "So", "Cc") for c in reply if c not in "\n\r\t"
    )
    if strange > 0.3 * len(reply):
        return _not_gradable(
            "This doesn't look like text. Write your reply in words, please.",
            "the reply is not readable text",
        )
    if not looks_english(text):
        return _not_gradable(
            "This looks like another language. The grader reads English only; a person will have to look at it.",
            "the reply seems not to be in English",
        )
    hidden = len(reply) - len(text.plain)
    if hidden > 20 and hidden > 0.1 * len(reply):
        return Screened(
            "scored",
            text,
            "Invisible characters were left out.",
            ("the reply holds many invisible characters",),
        )
    return Screened("scored", text)


def looks_english(text: Text) -> bool:
    """Whether a text can be read as English, in any of its varieties; short texts get the benefit of the doubt.

    Another script, or twenty words of which hardly any is a common English one.
    """
    letters = [c for c in text.plain if c.isalpha()]
    latin = sum("LATIN" in unicodedata.name(c, "") for c in letters)
    if len(letters) >= 8 and latin < 0.6 * len(letters):
        return False
    common = sum(w in _COMMON for w in text.words)
    return count_words(text.plain) < 12 or common >= 0.12 * len(text.words)


def _not_gradable(message: str, why: str) -> Screened:
    return Screened("could_not_grade", _NOTHING, message, (why,))
