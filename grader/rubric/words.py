"""What two texts have in common apart from meaning: content words, numbers and names, copied runs."""

from __future__ import annotations

import re
from functools import lru_cache

from grader.text import word_pairs, word_set, words_of

_TOKEN = re.compile(r"[£$€]?\d+(?:[.,:]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)?")
_STOP = word_set("""
    a an the and or but if so as at by for from in into of off on onto out over to up with without about
    after again all also am any are aren't be because been before being both can can't cannot could did
    didn't do does doesn't doing don't down during each few get gets got had has have haven't having he
    her here hers him his how i i'd i'll i'm i've is isn't it it's its just let me more most my no nor
    not now off once only other our ours own she should some such than that that's their them then there
    these they they're this those through too under until very was wasn't we we'd we'll we're we've were
    what when where which while who whom why will won't would you you'd you'll you're you've your yours
    one us please today
""")
_NUMBERS = word_pairs("""
    zero=0 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12
    thirteen=13 fourteen=14 fifteen=15 sixteen=16 seventeen=17 eighteen=18 nineteen=19 twenty=20
    thirty=30 forty=40 fifty=50 sixty=60 seventy=70 eighty=80 ninety=90
""")
_SAME = word_pairs("""
    mum=mother mom=mother mam=mother mummy=mother dad=father kid=child kids=child children=child
    wee=little ring=call rings=call ringing=call rang=call rung=call phone=call phoned=call phoning=call
    telephone=call quid=pound mend=fix repair=fix mail=email e-mail=email wed=wednesday thurs=thursday
    fri=friday sat=saturday bought=buy paid=pay pays=pay sent=send told=tell wrote=write written=write
    took=take taken=take left=leave lost=lose held=hold wages=pay wage=pay cash=money
""")
"""Everyday words that mean the same for a match."""
_DAYS = word_set("""
    monday tuesday wednesday thursday friday saturday sunday january february march april june july
    august september october november december noon
""")
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
_HUNDREDS = re.compile(r"\b(one|two|three|four|five|six|seven|eight|nine|a) (hundred|thousand)\b", re.I)
_NAME = re.compile(r"(?<![.!?:]\s)(?<!^)\b[A-Z][a-z]{2,}\b")
_NEGATION = re.compile(
    r"\b(?:not|no|never|nothing|nobody|no one|none|neither|nor|without|cannot)\b|n't\b", re.I
)
_DENIAL = re.compile(
    r"\b(?:nobody|no one|never|(?:was|were|is|are)(?:n't| not)|you (?:didn't|did not|haven't|have not))\b",
    re.I,
)
LONGEST = 20_000
"""Characters of a text that are compared."""


@lru_cache(maxsize=4096)
def content_words(text: str) -> frozenset[str]:
    """The words of `text` that carry content, lower case, with their commonest endings cut."""
    found = (t.lower() for t in _TOKEN.findall(text[:LONGEST]))
    return frozenset(stem(w) for w in found if w not in _STOP and (len(w) > 2 or w.isdigit()))


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """`word` without its commonest English endings."""
    word = word.removesuffix("'s")
    word = _SAME.get(word, word)
    if not word.isalpha() or len(word) < 5:
        return word
    for ending in ("ingly", "edly", "ings", "ing", "ied", "ies", "ed", "es", "ly", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)].removesuffix("i").rstrip("e")
    return word.rstrip("e")


@lru_cache(maxsize=4096)
def anchors(text: str) -> frozenset[str]:
    """Numbers (in figures, also where written as words; 17:00 as 5), weekdays and names: what a
    paraphrase keeps."""
    text = _HUNDREDS.sub(_in_figures, text[:LONGEST])
    found: set[str] = set()
    for token in _TOKEN.findall(text):
        low = token.lower().strip("£$€")
        if any(c.isdigit() for c in low):
            found.add(_number(low))
        elif low in _NUMBERS and low != "one":
            found.add(_NUMBERS[low])
        elif low in _DAYS:
            found.add(low)
    return frozenset(found | {n.lower() for n in _NAME.findall(text)})


NUMBER_WORD = "|".join(_NUMBERS)
"""A pattern for one number up to ninety in words."""
_NUMBER_WORDS = re.compile(
    rf"\b(?:(?:{NUMBER_WORD}|hundred|thousand|(?<=hundred )and|(?<=thousand )and)[ -]?\b)+"
)


def figure(words: str) -> str:
    """A number in words, up to the thousands, in figures: "forty-five" is 45, "two hundred" is 200."""
    total = part = 0
    last = 100
    for word in re.split(r"[ -]+", words.lower().strip(" -")):
        if word in ("hundred", "thousand"):
            part = max(1, part) * (100 if word == "hundred" else 1000)
            total, part, last = (total + part, 0, 100) if word == "thousand" else (total, part, 100)
        elif word != "and":
            number = 1 if word == "a" else int(_NUMBERS.get(word, 0))
            joins = last == 100 or (last >= 20 and number < 10)  # "five six": two numbers, the last counts
            total, part, last = (total, part + number, number) if joins else (0, number, number)
    return str(total + part)


def numbers_in_words(text: str) -> frozenset[str]:
    """Every number that `text` writes in words, in figures."""
    return frozenset(figure(found) for found in _NUMBER_WORDS.findall(text.lower()[:LONGEST]))


def _in_figures(match: re.Match[str]) -> str:
    first = "1" if match.group(1).lower() == "a" else _NUMBERS[match.group(1).lower()]
    return first + ("00" if match.group(2).lower() == "hundred" else "000")


def _number(token: str) -> str:
    if clock := _CLOCK.fullmatch(token):
        hour = int(clock.group(1)) % 12 or 12
        return str(hour) if clock.group(2) == "00" else f"{hour}:{clock.group(2)}"
    return token.replace(",", "").removesuffix(".00")


def negated(text: str) -> bool:
    """Whether a negation stands in `text`."""
    return bool(_NEGATION.search(text))


def denies(text: str, shared: frozenset[str]) -> bool:
    """Whether a denial ("nobody", "never", "wasn't", "you didn't") stands shortly before one of the
    `shared` words."""
    for match in _DENIAL.finditer(text):
        after = text[match.end() : match.end() + 40].split()[:5]
        if {stem(w.strip(".,;:!?").lower()) for w in after} & shared or anchors(" ".join(after)) & shared:
            return True
    return False


@lru_cache(maxsize=1024)
def copied_run(reply: str, source: str) -> int:
    """Length in words of the longest run that `reply` copies from `source`."""
    a, b = words_of(reply[:LONGEST]), words_of(source[:LONGEST])
    places: dict[str, list[int]] = {}
    for j, word in enumerate(b):
        places.setdefault(word, []).append(j)
    best, previous = 0, dict[int, int]()
    for word in a:
        current = {j: previous.get(j - 1, 0) + 1 for j in places.get(word, ())}
        best = max(best, *current.values(), 0)
        previous = current
    return best


@lru_cache(maxsize=1024)
def trigram_overlap(reply: str, source: str) -> float:
    """Share of the reply's word trigrams that also stand in `source`, 0 to 1."""
    a, b = words_of(reply[:LONGEST]), words_of(source[:LONGEST])
    known = {tuple(b[i : i + 3]) for i in range(len(b) - 2)}
    return sum(tuple(a[i : i + 3]) in known for i in range(len(a) - 2)) / max(1, len(a) - 2)


@lru_cache(maxsize=1024)
def copied_share(reply: str, source: str, run: int) -> float:
    """Share of the reply's words that stand in runs of `run` words or more copied from `source`, 0 to 1."""
    a, b = words_of(reply[:LONGEST]), words_of(source[:LONGEST])
    known = {b[i : i + run] for i in range(len(b) - run + 1)}
    starts = [i for i in range(len(a) - run + 1) if a[i : i + run] in known]
    return len({i + k for i in starts for k in range(run)}) / max(1, len(a))
