"""A reply as sentences and clauses with offsets into the text as it was typed.

Everything downstream looks at `plain`, a cleaned copy: invisible characters gone, accents composed,
full-width and look-alike letters folded, quotation marks and dashes made uniform. `Text.raw_span` leads
back to what the learner typed, so that a quoted span is always their own words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise

from grader.sentences import split

MAX_CHARACTERS = 20_000
"""A longer reply isn't graded: no channel's reply comes near it, and time must stay bounded."""

_SAME = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "‛": "'",
        "´": "'",
        "`": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "–": "-",
        "—": "-",
        "‒": "-",
        "−": "-",
        "‐": "-",
        "‑": "-",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\u3000": " ",
        "\t": " ",
        "\r": "\n",
        "\u2028": "\n",
        "\u2029": "\n",
        "\u0085": "\n",
    }
)
_LOOK_ALIKE = str.maketrans(
    "аеорсухіјѕԁһАВЕКМНОРСТХІЅοαινρΑΒΕΗΙΚΜΝΟΡΤΧ", "aeopcyxijsdhABEKMHOPCTXISoaivpABEHIKMNOPTX"
)
"""Cyrillic and Greek letters that look like Latin ones; folded only inside words that hold Latin letters
too."""
_INVISIBLE = frozenset({"Cf", "Cc", "Cs", "Co", "Cn"})
_ANY_TAG = (
    r"</?(?:\w{1,10}:\w{1,12}|a|abbr|article|aside|b|big|blink|blockquote|body|br|button|center|cite|code|dd|del|"
    r"details|div|dl|dt|em|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|li|"
    r"link|main|mark|marquee|meta|nav|noscript|ol|p|pre|q|s|script|section|small|span|strike|strong|style|sub|"
    r"summary|sup|svg|table|tbody|td|template|textarea|th|thead|title|tr|tt|u|ul|video|wbr)"
    r"(?:\s+[\w:-]{1,40}\s{0,3}=[^<>]{0,200}|\s+(?:hidden|disabled|checked|async|defer))?\s{0,3}/?>"
)
"""A tag of HTML by its name: what else stands in angle brackets, such as <order number>, is read as words."""
_MARKUP = re.compile(
    r"<!--.{0,4000}?-->"
    r"|<(\w{1,12})\s[^<>]{0,200}(?:(?<![\w/.])color\s*[:=]|font-size|display|visibility|opacity|hidden)"
    r"[^<>]{0,200}>.{0,4000}?</\1>"
    rf"|{_ANY_TAG}",
    re.S | re.I,
)
_TAG = re.compile(r"<!--|-->|</?[A-Za-z][^<>]{0,200}>")
_SPLIT_WORD = re.compile("[A-Za-z][\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+[A-Za-z]")
"""An invisible character inside a word; a soft hyphen is left alone, which pasted text is full of."""
_WORD = re.compile(r"[^\W_]+(?:['\-][^\W_]+)*")
_CLAUSE = re.compile(
    r"[,;:]\s+|\s-+\s|\s+\b(?:but|and|so|because|although|though|however|while|then|or)\b\s+", re.I
)

_PAUSE = re.compile(r"\s*[,;:—–]\s+|\s+-+\s+")


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
        return self.text.rstrip("\"')]! ").endswith("?")

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words, lower case."""
        return words_of(self.text)

    @cached_property
    def clauses(self) -> tuple[tuple[int, int], ...]:
        """Offsets (start, end) of its clauses within `text`, in order, not empty."""
        cuts = [0, *(m.start() for m in _CLAUSE.finditer(self.text)), len(self.text)]
        return tuple((a, b) for a, b in pairwise(cuts) if self.text[a:b].strip(" ,;:-"))

    @cached_property
    def parts(self) -> tuple[tuple[int, int], ...]:
        """Offsets (start, end) within `text` of what its commas, colons, semicolons and dashes part."""
        pauses = [(m.start(), m.end()) for m in _PAUSE.finditer(self.text)]
        starts, ends = [0, *(b for _, b in pauses)], [*(a for a, _ in pauses), len(self.text)]
        return tuple((a, b) for a, b in zip(starts, ends, strict=True) if a < b)


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
        """Translate offsets in `plain` to offsets in `raw`; accents and joiners stay with their letter."""
        first, last = self.offsets[start], self.offsets[max(start, end)]
        if end > start and last == self.offsets[end - 1]:
            last = next((o for o in self.offsets[end:] if o > last), len(self.raw))
        return first, last

    @cached_property
    def words(self) -> tuple[str, ...]:
        """All words, lower case."""
        return words_of(self.plain)

    @cached_property
    def masked(self) -> int:
        """Number of words in mark-up that hides them, or made to look other than they are spelt."""
        styled_away = sum(count_words(_TAG.sub(" ", m.group())) for m in _MARKUP.finditer(self.raw))
        split = len(_SPLIT_WORD.findall(self.raw))
        parts = [] if self.raw.isascii() else re.split(r"[^\w']+", self.raw)
        folded = sum(_look_alike(part) for part in parts)
        return styled_away + split + folded


def word_set(text: str) -> frozenset[str]:
    """The words of a list that is written as running text."""
    return frozenset(text.split())


def word_pairs(text: str) -> dict[str, str]:
    """What each word stands for, from a list such as "mum=mother dad=father"; _ stands for a blank."""
    pairs = (pair.replace("_", " ").split("=") for pair in text.split())
    return dict(pairs)


@lru_cache(maxsize=512)
def words_of(text: str) -> tuple[str, ...]:
    """The words of `text`, lower case, in order."""
    return tuple(w.lower() for w in _WORD.findall(text.replace("’", "'")))


def count_words(text: str) -> int:
    """Number of words, as the page counts them and as the length bands mean them."""
    return len(words_of(text))


def clean(raw: str) -> tuple[str, tuple[int, ...]]:
    """Return the cleaned copy of `raw` and, for each of its characters, the offset it came from."""
    out: list[str] = []
    where: list[int] = []
    unseen = _unseen(raw)
    for i, ch in enumerate(raw):
        kept = "" if i in unseen else _kept(ch, out)
        for c in kept:
            out.append(c)
            where.append(i)
    where.append(len(raw))
    return _unmasked("".join(out)), tuple(where)


def _unseen(raw: str) -> frozenset[int]:
    """Offsets of what a reader of the page wouldn't see: mark-up, comments, and text that is styled away."""
    if "<" not in raw:
        return frozenset()
    return frozenset(i for m in _MARKUP.finditer(raw) for i in range(*m.span()))


def _kept(ch: str, out: list[str]) -> str:
    """What of one character goes into the copy; an accent is put on the letter before it where it can be."""
    if ch < "\x7f" and ch >= " ":
        return "'" if ch == "`" else ch
    same = ch.translate(_SAME)
    if same in ("\n", " "):
        return same
    category = unicodedata.category(ch)
    if category in _INVISIBLE:
        return ""
    if category in ("Mn", "Me"):
        if out and len(composed := unicodedata.normalize("NFC", out[-1] + ch)) == 1:
            out[-1] = composed
        return ""
    return unicodedata.normalize("NFKC", ch).translate(_SAME) if same == ch else same


def _unmasked(plain: str) -> str:
    """Look-alike letters made Latin inside words that hold Latin letters too; the length stays."""
    if plain.isascii():
        return plain

    def fold(match: re.Match[str]) -> str:
        word = match.group()
        return word.translate(_LOOK_ALIKE) if _look_alike(word) else word

    return _WORD.sub(fold, plain)


def _look_alike(word: str) -> bool:
    """Whether a word with Latin letters holds others that look like them."""
    return bool(re.search(r"[A-Za-z]", word)) and word.translate(_LOOK_ALIKE) != word


def read_text(raw: str) -> Text:
    """Read a reply of at most `MAX_CHARACTERS`.

    Raises ValueError for a longer one.
    """
    if len(raw) > MAX_CHARACTERS:
        raise ValueError(f"the text has {len(raw):,} characters; at most {MAX_CHARACTERS:,} are read")
    plain, offsets = clean(raw)
    found = []
    for start, end in split(plain):
        piece = plain[start:end]
        if _WORD.search(piece):
            at = start + len(piece) - len(piece.lstrip())
            text = piece.strip().replace("\n", " ")
            found.append(Sentence(text, at, at + len(text)))
    return Text(raw, plain, offsets, tuple(found))
