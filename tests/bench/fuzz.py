"""Texts that nobody would write on purpose, made up from a seed: the same seed, the same text."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from grader.text import MAX_CHARACTERS

_OTHER_LANGUAGES = (
    "Es tut mir leid, dass Ihr Paket noch nicht da ist. Ich rufe heute den Fahrer an.",
    "Lo siento mucho, señora. Hoy mismo llamo al almacén y le escribo antes de las cinco.",
    "Je suis désolé pour ce retard. Préférez-vous un remboursement ou un nouvel envoi ?",
    "申し訳ございません。本日中にご連絡いたします。",
    "نعتذر عن التأخير، سنتصل بك اليوم قبل الساعة الخامسة.",
    "Мне очень жаль, что так вышло. Я позвоню вам сегодня до пяти.",
    "माफ़ कीजिए, मैं आज ही आपको फ़ोन करूँगा।",
    "죄송합니다. 오늘 다섯 시까지 연락드리겠습니다.",
)
_ODD = "\u200b\u202e\u0301\ufeff\x00\ud800\U0001f600\u00ad\ufffd\u2028\u3000İßﬁ"
_PUNCTUATION = "()[]{}\"'“”‘’.,;:!?…-–—/\\*_~`<>|&"
_CUES = (
    *("sorry", "refund", "you", "I", "will", "by", "Friday", "or", "which", "not", "never", "if", "calm"),
    *("down", "policy", "thank", "understand", "our", "fault"),
)


def text(seed: int, replies: Sequence[str]) -> str:
    """One made-up text; `replies` are what some of them are mutations of."""
    chance = random.Random(seed)
    return _KINDS[seed % len(_KINDS)](chance, replies)


def _unicode(chance: random.Random, _: Sequence[str]) -> str:
    planes = (
        (0x20, 0x7F),
        (0xA0, 0x24F),
        (0x300, 0x600),
        (0x2000, 0x2FFF),
        (0xD800, 0xE000),
        (0x1F300, 0x1FAFF),
    )
    return "".join(chr(chance.randrange(*chance.choice(planes))) for _ in range(chance.randrange(400)))


def _mutated(chance: random.Random, replies: Sequence[str]) -> str:
    letters = list(chance.choice(replies))
    for _ in range(chance.randrange(1, 30)):
        at = chance.randrange(len(letters) + 1)
        change = chance.randrange(4)
        if change == 0:
            del letters[at : at + chance.randrange(1, 12)]
        elif change == 1:
            letters.insert(at, chance.choice(_ODD + _PUNCTUATION))
        elif change == 2:
            letters[at:at] = letters[max(0, at - 20) : at] * chance.randrange(1, 5)
        else:
            letters[at : at + 1] = letters[at : at + 1][::-1] + list(chance.choice(_CUES))
    return "".join(letters)


def _spliced(chance: random.Random, replies: Sequence[str]) -> str:
    pieces = [piece for _ in range(3) for piece in chance.choice(replies).split(". ")]
    chance.shuffle(pieces)
    return chance.choice((". ", " ", "\n\n", "; ", "?? ", " - ")).join(pieces)


def _huge(chance: random.Random, replies: Sequence[str]) -> str:
    unit = chance.choice(
        (*_CUES, "a", "a ", "not ", "((", "I will not ", ". ", "\n", "é", chance.choice(replies) + " ")
    )
    length = chance.choice((3_000, MAX_CHARACTERS - 1, MAX_CHARACTERS, MAX_CHARACTERS + 1, 300_000))
    return (unit * (length // len(unit) + 1))[:length]


def _nested(chance: random.Random, replies: Sequence[str]) -> str:
    depth = chance.randrange(1, 400)
    opening = chance.choice(('"', "(", "[", "“", "<b>", "<!--", "'", "{", "if you say "))
    closing = chance.choice(('"', ")", "]", "”", "</b>", "-->", "'", "}", ""))
    return opening * depth + chance.choice(replies) + closing * chance.randrange(depth + 1)


def _punctuated(chance: random.Random, _: Sequence[str]) -> str:
    return "".join(
        chance.choice(_CUES)
        + chance.choice(_PUNCTUATION) * chance.randrange(4)
        + chance.choice((" ", "", "\n"))
        for _ in range(chance.randrange(200))
    )


def _foreign(chance: random.Random, replies: Sequence[str]) -> str:
    pieces = [chance.choice(_OTHER_LANGUAGES) for _ in range(chance.randrange(1, 5))]
    if chance.random() < 0.5:
        pieces.insert(chance.randrange(len(pieces)), chance.choice(replies))
    return " ".join(pieces)


_KINDS: tuple[Callable[[random.Random, Sequence[str]], str], ...] = (
    _unicode,
    _mutated,
    _spliced,
    _huge,
    _nested,
    _punctuated,
    _foreign,
)
