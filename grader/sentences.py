"""Where one sentence ends and the next begins, in the way people type when they are in a hurry.

Sentence splitters made for edited prose miss "happened.i will" and cut "9 a.m. Friday"; this one knows
chat, hard-wrapped e-mail, lists, and telephone talk without a single full stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_START = (
    r"(?:i|i'm|i'll|i've|we|we'll|we've|you|it's|the|and|but|so|please|can|my|our|that|this|what|thank|sorry)"
)
_END = re.compile(
    r"[.!?…]+[\"')\]]*(?=\s|$)"
    r"|(?<=[A-Za-z\d)])[.!?](?=(?:[A-Z][a-z']|I\b))"
    rf"|(?<=[a-z]{{2}})[.!?](?={_START}\b)"
    r"|(?:[:;]-?[)(DPp]|[\U0001f300-\U0001faff\u2600-\u27bf])+(?=\s+[A-Z])"
    r"|\n+"
)
_ABBREVIATION = re.compile(r"\b(?:mr|mrs|ms|mx|dr|st|prof|approx|e\.g|i\.e|vs|[ap]\.m|[a-hj-z])\.$", re.I)
_BEFORE_FIGURES = re.compile(r"\b(?:no|nr|ext|ref|tel)\.$", re.I)
_HALF_DAY = re.compile(r"\b[ap]\.m\.$", re.I)
_DATE = re.compile(
    r"(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|may \d"
)
_LINK = re.compile(r"(?:https?:|www\.|@)\S*$|\S+\.(?:com|org|net|co|uk|gov|io)\b\S*$", re.I)
_LIST_ITEM = re.compile(r"\s*(?:[-*•·]|\(?\d{1,2}[.)])\s")
_BREATH = re.compile(
    r"\s+(?=(?:and|but|so|then)\s+(?:i|i'll|i'm|we|you|it|that|the)\b)"
    r"|(?<! and)(?<! but)(?<! so)(?<! then)\s+(?=(?:i|we)(?:'m|'ll|'ve| will| am| have| can| know| "
    r"hear| see)\b)",
    re.I,
)
LONG_LINE = 55
"""A line at least this long that ends without punctuation was wrapped by a machine, not ended by a person."""
LONG_BREATH = 40
"""Words after which an unpunctuated sentence is cut where a speaker would breathe."""
_SHORT_BREATH = 8


def split(plain: str) -> Iterator[tuple[int, int]]:
    """Offsets (start, end) of the sentences of cleaned text, in order; together they cover it."""
    start = 0
    for m in _END.finditer(plain):
        if m.end() > start and not _goes_on(plain, start, m):
            yield from _breaths(plain, start, m.end())
            start = m.end()
    if start < len(plain):
        yield from _breaths(plain, start, len(plain))


def _goes_on(plain: str, start: int, mark: re.Match[str]) -> bool:
    """Whether the sentence goes on after what looked like its end."""
    found = mark.group()
    after = plain[mark.end() : mark.end() + 24].lstrip()
    if "\n" in found:
        return _wrapped(plain, start, mark)
    if not found.startswith("."):
        return False
    before = plain[max(start, mark.start() - 40) : mark.start() + 1]
    if plain[mark.end() : mark.end() + 1].strip() and _LINK.search(before[:-1]):
        return True
    if _HALF_DAY.search(before):
        return after[:1].islower() or after[:1] == "(" or bool(_DATE.match(after.lower()))
    if _ABBREVIATION.search(before) or (after[:1].isdigit() and _BEFORE_FIGURES.search(before)):
        return True
    return len(found.rstrip("\"')]")) > 1 and after[:1].islower()


def _wrapped(plain: str, start: int, mark: re.Match[str]) -> bool:
    """Whether a single line break was made by wrapping: a long line without an end, and no list after it."""
    if len(mark.group()) > 1 or _LIST_ITEM.match(plain[mark.end() : mark.end() + 8]):
        return False
    line = plain[plain.rfind("\n", 0, mark.start()) + 1 : mark.start()].rstrip()
    return (
        len(line) >= LONG_LINE
        and line[-1:] not in ".!?:…)\"'"
        and bool(plain[mark.end() : mark.end() + 1].strip())
    )


def _breaths(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentence itself, or its parts where it runs on without punctuation."""
    piece = plain[start:end]
    if len(piece.split()) <= LONG_BREATH or re.search(r"[,;:][^,;:]+[,;:]", piece):
        yield start, end
        return
    at = start
    for m in _BREATH.finditer(plain, start, end):
        if len(plain[at : m.start()].split()) >= _SHORT_BREATH and len(plain[m.start() : end].split()) >= 4:
            yield at, m.start()
            at = m.start()
    yield at, end
