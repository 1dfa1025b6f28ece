"""Dialect, texting and common slips in the spelling that the encoder has met, so that they count the same.

Only the encoder's copy of a sentence is changed; patterns, offsets and what a learner sees are not.
"""

from __future__ import annotations

import re

_STANDARD = {
    "morra": "tomorrow", "tomoro": "tomorrow", "tmrw": "tomorrow", "2moro": "tomorrow", "2day": "today",
    "ye": "you", "u": "you", "ya": "you", "yous": "you", "youse": "you", "y'all": "you", "yall": "you",
    "ur": "your", "yer": "your", "ye'll": "you'll", "ye've": "you've", "ye're": "you're", "hae": "have",
    "cannae": "can't", "dinnae": "don't", "didnae": "didn't", "wasnae": "wasn't", "isnae": "isn't",
    "dont": "don't", "cant": "can't", "wont": "won't", "didnt": "didn't", "isnt": "isn't", "wasnt": "wasn't",
    "im": "I'm", "ive": "I've", "thats": "that's", "whats": "what's", "youre": "you're",
    "youve": "you've", "gonna": "going to", "wanna": "want to", "lemme": "let me", "gimme": "give me",
    "summat": "something", "owt": "anything", "nowt": "nothing", "aye": "yes", "nah": "no", "wee": "small",
    "teh": "the", "pls": "please", "plz": "please", "thx": "thanks", "ta": "thanks", "cos": "because",
    "cuz": "because", "coz": "because", "tho": "though", "recieve": "receive", "recieved": "received",
    "definately": "definitely", "seperate": "separate", "refund'd": "refunded",
    "sry": "sorry", "soz": "sorry",
    "wiv": "with", "wi": "with", "aint": "isn't", "ain't": "isn't", "msg": "message",
    "asap": "as soon as possible",
}  # fmt: skip
_DONE = (
    r"(?:\w{2,}ed|sent|put|got|told|paid|made|done|found|spoken|written|given|taken|set|left|brought|gone)"
)
_LEFT_OUT = re.compile(
    r"^(?:(?:ok|okay|hi|so|already|just|also)[, ]+)?"
    rf"(?=(?:have|had) (?:(?:just|already|now|also) )?{_DONE}\b|am (?:(?:now|just) )?\w{{3,}}ing\b)"
    r"(?!.*\?\s*$)",
    re.I | re.S,
)
"""A sentence that starts with "have cancelled" or "am sending": the "I" was left out, as in texting."""
_WORD = re.compile(r"[A-Za-z0-9]+(?:['\u2019][A-Za-z]+)?")


def standard(sentence: str) -> str:
    """`sentence` with such words replaced and a left-out "I" put back; "the morra" becomes "tomorrow"."""
    changed = _WORD.sub(lambda m: _STANDARD.get(m[0].lower().replace("\u2019", "'"), m[0]), sentence)
    changed = _LEFT_OUT.sub(lambda m: m[0] + "I ", changed, count=1)
    return re.sub(r"\bthe tomorrow\b", "tomorrow", changed)
