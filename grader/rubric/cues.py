"""Small tools for the criteria's own word patterns, and how a hurried sentence is read for them."""

from __future__ import annotations

import re
from functools import lru_cache

from grader.text import word_pairs

_SHORT = word_pairs("""
    im=i'm ive=i've il=i'll ill=i'll id=i'd youve=you've youre=you're ur=you're u=you youd=you'd
    youll=you'll weve=we've were_not=we're_not dont=don't cant=can't wont=won't didnt=didn't isnt=isn't
    wasnt=wasn't doesnt=doesn't thats=that's its=it's theres=there's ah=i ah'll=i'll ah'm=i'm ye=you
    yer=your ye've=you've ye're=you're oor=our nae=no tae=to ma=my the_day=today the_morra=tomorrow
    srry=sorry sory=sorry tday=today tmrw=tomorrow 2day=today 2moro=tomorrow wich=which wat=what
    bakc=back there_fault=their_fault are_fault=our_fault wer=we're dinnae=don't cannae=can't wis=was
    pls=please plz=please da=the hunner=hundred hunder=hundred
""")
_SHORTENED = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, _SHORT), key=len, reverse=True))})\b(?!')")


class Cue:
    """Alternatives to look for in text from `said`, as whole words. What was searched lately is kept.

    A criterion is judged at three thresholds, and a page judges again at every pause in typing: the
    sentences are mostly the same.
    """

    def __init__(self, *alternatives: str) -> None:
        self.pattern = re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)")
        self.search = lru_cache(maxsize=512)(self.pattern.search)

    def sub(self, by: str, text: str) -> str:
        """`text` with every find replaced."""
        return self.pattern.sub(by, text)


def cue(*alternatives: str) -> Cue:
    """A cue that finds any of the alternatives, each a regular expression without anchors."""
    return Cue(*alternatives)


@lru_cache(maxsize=8192)
def said(text: str) -> str:
    """A sentence for pattern search: lower case, with the commonest short forms, slips and dialect spelt out.

    Its offsets are its own; nothing that is quoted comes from here.
    """
    low = re.sub(r"\s+", " ", text.lower())
    return _SHORTENED.sub(lambda m: _SHORT[m.group()], low)


DAY = r"(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?"
NUMBER = (
    r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|"
    r"twenty(?:-\w+)?|thirty"
    r"|a few|a couple of|half an?)"
)
UNIT = (
    r"(?:(?:working|business|calendar|full|more) )?(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|"
    r"months?)"
)
CLOCK = (
    r"(?:\d{1,2}[:.]\d{2}(?: ?[ap]\.?m)?|\d{1,2} ?(?:[ap]\.?m\b|o'clock)|noon|midday|midnight|lunch(?:time)?"
    r"|(?:close|end) of (?:the )?(?:business|play|day|week|month)|half (?:past )?\w+)"
)
HOUR = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})"
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|march|april|may|june|july|aug(?:ust)?|sept(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_POINT = (
    rf"(?:{CLOCK}|{DAY}|today|tonight|tomorrow|(?:this |tomorrow |the )?(?:morning|afternoon|evening|weekend)"
    rf"|{HOUR}(?!\w| (?:of|or|more|letter|thing|compass|other|people|families|staff|cards?|accounts?|"
    r"bills?|years?))"
    rf"|the \w+(?:th|st|nd|rd)|(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTH}|{MONTH} \d{{1,2}})"
)
TIME = Cue(
    r"(?:(?:by|before|until|till|at|on|from|around|about|no later than|come) (?:(?:the|this|next|"
    r"about|around|"
    rf"latest|late|early|half|past) ){{0,2}}{_POINT}"
    r"|(?:within|in|inside|under|takes?|takes up to|after|up to|about|for|next|needs) (?:(?:the|"
    r"next|about|around|up to|only|"
    rf"just|another|roughly) ){{0,2}}{NUMBER}(?: (?:to|or|-) ?{NUMBER})? {UNIT}"
    rf"|{NUMBER} ?(?:to|-|or) ?{NUMBER} {UNIT}|(?:today|tonight|tomorrow|overnight|this (?:morning|"
    r"afternoon|evening)|same day)"
    rf"|within the (?:hour|day|week)|in an hour|an hour later|{DAY}|(?<![£$€.\d]){CLOCK}|{HOUR} "
    r"?[ap]\.?m|(?:on )?that day)"
)
"""A time to hold on to: an hour, a day, a span; never "soon"."""
