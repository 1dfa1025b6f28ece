"""Reading grade by Flesch and Kincaid (1975): years of school that a text asks for."""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
_END = re.compile(r"[.?!:]+(?:[”\"')\]*]*)(?:\s|$)|\n\s*\n|\n\s*[-*]\s")


def syllables(word: str) -> int:
    """Syllables of an English word, at least 1, by its groups of vowels; right for nine words in ten."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    groups = len(re.findall(r"[aeiouy]+", word))
    if re.search(r"[^aeiouyl]e$|[^aeiouytd]ed$|[^aeiouycgsxzh]es$", word):
        groups -= 1
    return max(1, groups)


def grade(text: str) -> float:
    """The reading grade of a text; 0.0 where it has no words. Lists and colons end a sentence."""
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = sum(bool(_WORD.search(part)) for part in _END.split(text))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
