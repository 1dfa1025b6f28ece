"""A reply as sentences and clauses with offsets into the text as it was typed.

Everything downstream looks at `plain`, a cleaned copy: invisible characters gone, full-width and other
compatibility forms folded, quotation marks and dashes made uniform. `Text.raw_span` leads back to
what the learner typed, so that a quoted span is always their own words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property

MAX_CHARACTERS = 20_000
"""A longer reply isn't graded: no channel's reply comes near it, and time must stay bounded."""

_SAME = str.maketrans(
    {"‘": "'", "’": "'", "‛": "'", "´": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
     "–": "-", "—": "-", "‒": "-", "−": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "\r": "\n"}
)  # fmt: skip
_INVISIBLE = {"Cf", "Cc", "Cs", "Co", "Cn"}
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|mx|dr|st|prof|no|nr|approx|e\.g|i\.e|etc|vs|[ap]\.m|[a-z])\.)$", re.I
)
_END = re.compile(r"[.!?…]+[\"')\]]*(?=\s|$)|\n+|[.!?](?=[A-Z][a-z])")
_CLAUSE = re.compile(
    r"[,;:]\s+|\s-+\s|\s+\b(?:but|and|so|because|although|though|however|while|then|or)\b\s+", re.I
)


@dataclass(frozen=True)
class Sentence:
    """One sentence: its words and where they stand."""

    text: str
    """The sentence, cleaned, without surrounding white space."""
    start: int
    """Offset of its first character in `Text.plain`."""
    end: int
    """Offset after its last character in `Text.plain`."""

    @property
    def is_question(self) -> bool:
        """Whether it ends with a question mark."""
        return self.text.rstrip("\"')] ").endswith("?")

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words, lower case."""
        return tuple(w.lower() for w in _WORD.findall(self.text))

    @cached_property
    def clauses(self) -> tuple[tuple[int, int], ...]:
        """Offsets (start, end) of its clauses within `text`, in order, not empty."""
        cuts = [0]
        for m in _CLAUSE.finditer(self.text):
            cuts.append(m.start())
        cuts.append(len(self.text))
        return tuple((a, b) for a, b in zip(cuts, cuts[1:], strict=False) if self.text[a:b].strip(" ,;:-"))


@dataclass(frozen=True)
class Text:
    """A reply read once: what was typed, the cleaned copy, and its sentences."""

    raw: str
    """As it was typed."""
    plain: str
    """Cleaned copy that patterns and the encoder see."""
    offsets: tuple[int, ...] = field(repr=False)
    """For each character of `plain`, the offset in `raw` that it came from; one more at the end."""
    sentences: tuple[Sentence, ...]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Translate offsets in `plain` to offsets in `raw`."""
        if end <= start:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1

    @cached_property
    def words(self) -> tuple[str, ...]:
        """All words, lower case."""
        return tuple(w.lower() for w in _WORD.findall(self.plain))


def clean(raw: str) -> tuple[str, tuple[int, ...]]:
    """Return the cleaned copy of `raw` and, for each of its characters, the offset it came from."""
    out: list[str] = []
    where: list[int] = []
    for i, ch in enumerate(raw):
        kept = ch.translate(_SAME)
        if kept == "\n" or kept == " ":
            pass
        elif unicodedata.category(ch) in _INVISIBLE or (
            unicodedata.category(ch) == "Mn" and not unicodedata.combining(ch)
        ):
            continue
        elif ch == kept and ord(ch) > 127:
            kept = unicodedata.normalize("NFKC", ch).translate(_SAME)
        for c in kept:
            out.append(c)
            where.append(i)
    where.append(len(raw))
    return "".join(out), tuple(where)


def _split(plain: str) -> tuple[Sentence, ...]:
    sentences: list[Sentence] = []
    start = 0

    def close(end: int) -> None:
        piece = plain[start:end]
        text = piece.strip()
        if text and _WORD.search(text):
            at = start + len(piece) - len(piece.lstrip())
            sentences.append(Sentence(text, at, at + len(text)))

    for m in _END.finditer(plain):
        before = plain[max(start, m.start() - 12) : m.end()]
        after = plain[m.end() : m.end() + 24].lstrip()
        if m.group().startswith(".") and "\n" not in m.group():
            if _ABBREVIATION.search(before.rstrip("\"')] ")) and not (
                before[-4:].lower() in {"a.m.", "p.m."} and after[:1].isupper()
            ):
                continue
            if not m.group().endswith("…") and m.group() != "." and after[:1].islower():
                continue
        close(m.end())
        start = m.end()
    close(len(plain))
    return tuple(sentences)


def words_of(text: str) -> tuple[str, ...]:
    """The words of `text`, lower case, in order."""
    return tuple(w.lower() for w in _WORD.findall(text))


def read_text(raw: str) -> Text:
    """Read a reply of at most `MAX_CHARACTERS`.

    Raises ValueError for a longer one.
    """
    if len(raw) > MAX_CHARACTERS:
        raise ValueError(f"the text has {len(raw):,} characters; at most {MAX_CHARACTERS:,} are read")
    plain, offsets = clean(raw)
    return Text(raw, plain, offsets, _split(plain))


def count_words(text: str) -> int:
    """Number of words, as the page counts them and as the length bands mean them."""
    return len(_WORD.findall(text))
