"""What the agent takes on: sentences in which somebody does something for this customer, and by when.

Several criteria ask for it (action, next step, ways forward, hand-over), each in its own way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from grader.rubric.cues import TIME, cue
from grader.rubric.hostility import turned_on
from grader.rubric.reading import Reading, ReadSentence

_DO = (
    r"(?:ring|call|phone|e-?mail|mail|write|text|message|send|post|book|rebook|cancel|refund|credit|"
    r"replace|order|move"
    r"|hold|release|block|trace|chase|ask|add|remove|change|open|reopen|file|log|transfer|connect|"
    r"pay|lift|reset|restore"
    r"|deliver|collect|arrange|reserve|put|switch|stop|freeze|correct|update|courier|bring|extend|"
    r"waive|stay|check"
    r"|confirm|look|issue|raise|take|get|give|mark|clear|sort|close|join|find|start|hand|return|tell|"
    r"let|hear|keep|see"
    r"|make|set|knock|have|forward|pass|follow|escalate|speak|talk|pull|go|finish|read|report|show|"
    r"be (?:back|in touch)"
    r"|come|print|drop|swap|fix|repair|unlock|process|note|revert|do|investigate|help|handle|deal|try|settle)"
)
_DONE = (
    r"(?:rung|rang|called|phoned|e-?mailed|written|wrote|texted|messaged|sent|posted|booked|rebooked|"
    r"cancell?ed|refunded"
    r"|credited|replaced|ordered|moved|held|released|blocked|traced|chased|asked|added|removed|"
    r"changed|opened|reopened"
    r"|filed|logged|transferred|connected|paid|lifted|reset|restored|delivered|collected|arranged|"
    r"reserved|put|switched"
    r"|stopped|frozen|froze|corrected|updated|brought|extended|waived|checked|looked|issued|raised|"
    r"taken|took|given|gave"
    r"|marked|cleared|sorted|closed|joined|found|started|handed|returned|told|kept|made|set|"
    r"forwarded|passed|followed"
    r"|escalated|spoken|spoke|pulled|finished|reported|noted|printed|swapped|fixed|unlocked|processed|shut"
    r"|engraved|put through|taken off|searched)"
)
_DOING = (
    r"(?:ringing|calling|phoning|e-?mailing|writing|texting|messaging|sending|posting|booking|"
    r"rebooking|cancell?ing"
    r"|refunding|crediting|replacing|ordering|moving|holding|releasing|blocking|tracing|chasing|"
    r"asking|adding|removing"
    r"|changing|opening|reopening|filing|logging|transferring|connecting|paying|lifting|resetting|"
    r"restoring|delivering"
    r"|arranging|reserving|putting|switching|stopping|freezing|correcting|updating|bringing|"
    r"extending|waiving|staying"
    r"|checking|confirming|looking|issuing|raising|taking|getting|geting|giving|marking|clearing|"
    r"sorting|closing|joining"
    r"|finding|starting|handing|returning|telling|keeping|making|setting|forwarding|passing|"
    r"following|escalating"
    r"|speaking|pulling|having|reporting|knocking|processing|reverting|going|searching|doing|reading)"
)
_SLIP = (
    r"(?:now|just|already|also|personally|myself|then|first|today|still|even|both|so|gladly|right away|"
    r"only|surely|please)"
)
_I = r"(?:i|we)"
WILL = cue(
    rf"{_I}(?:'ll| will| shall|'m going to| am going to|'re going to| are going to|'d like to) "
    rf"(?:{_SLIP} ){{0,3}}(?!not|never|be sure){_DO}"
)
_HAVE = cue(rf"{_I}(?:'ve| have)(?: {_SLIP}){{0,3}} {_DONE}")
AM = cue(rf"{_I}(?:'m| am|'re| are) (?:{_SLIP} ){{0,3}}{_DOING}")
_PRESENT = cue(
    rf"i (?:{_SLIP} |immediately |personally ){{0,3}}(?:ring|call|phone|e-?mail|send|write|book|"
    r"refund|put|post|take|order"
    r"|stop|message|pay|close|stay|mark|return|bring|confirm|control|release|arrange|remain|open|"
    r"hold|cancel|check)(?! if you)"
)
_LET_ME = cue(rf"let me (?:{_SLIP} )?(?!know|be|explain|tell|say|remind|finish|see what|assure|ask you){_DO}")
_OPENING = re.compile(
    rf"^(?:(?:ok|okay|right|so|and|yes|done|first thing)[,:.]? )?(?:{_SLIP} )?(?:will|am|have|gonna) "
    rf"(?:{_SLIP} )?"
    rf"(?:{_DO}|{_DONE}|{_DOING})\b(?! (?:you|we|i|it|they)\b)"
)
_PASSIVE = cue(
    rf"(?:is|are|'s|has been|have been|will be|being|gets?|stays?|it's) (?:{_SLIP} ){{0,2}}(?:being "
    rf")?{_DONE}",
    rf"(?:refund|number|letter|account|payment|compass|pause|£\S+)\w* (?:{_SLIP} )?{_DONE}",
)
_CAN = cue(
    rf"(?:i|we) (?:can|could|may|am able to) (?:{_SLIP} |either ){{0,2}}(?!see|hear|tell|say|find no){_DO}",
    r"what (?:i|we) (?:can|will) do is",
)
_MINE = cue(
    r"(?:update|news|report|back|results?|word|answer|confirm\w*|copy|draft|full story)(?: "
    r"(?:here|to you|on this|to your \w+|from me))?,?"
    r" (?:by|at|on|before|this|tomorrow|today|\w+day|\d)",
    r"my (?:call|e-?mail|message|letter|decision|answer) (?:comes|goes|will|is)",
    r"you(?:'ll| will) (?:hear|have|get|receive)[^.?!]{0,40}"
    r"(?:from me|my|by)",
    r"(?:is|'s|are) (?:now )?my (?:job|task)",
    r"stays? (?:with me|on my desk|your contact)",
    r"you keep me",
    r"i(?:'m| am) (?:yours|your contact|with you|on it)",
    r"up to me (?:now|to)",
    r"(?:is|'s) on me",
)
_HEARD = cue(
    r"you(?:'ll| will) (?:hear|have (?:a|my) (?:call|answer|message|e-?mail)) (?:back )?from me",
    r"[£$€]\S+(?: \w+){0,2} (?:comes?|goes?|is coming|is going|will go|will come) (?:off|back)",
)
"""Acts of ours in which the customer or the money is the subject; they need a time."""
_NOW = cue("now", "straight away", "right away")
_SLIPPED = cue(
    "mistake",
    "mistakes",
    "wrong",
    "wrongly",
    "error",
    "errors",
    "overlooked",
    "failed",
    "failure",
    "failures",
    "fault",
    "slip",
    "slipped",
    "instead of",
    "sorry",
    "apologise",
    "apologize",
    "missed",
    "ignored",
    "swapped",
    "should have",
    "in spite of",
    "anyway",
    "all the same",
    "still",
)
VAGUE = cue(
    r"look(?:ing)? into",
    r"(?:pass|passed|passing) (?:\w+ ){0,3}(?:on|along|to the)",
    r"escalat\w+",
    r"do (?:my|our) (?:very )?best",
    r"see what (?:i|we) can",
    r"get back to you",
    r"take care of (?:it|this)",
    r"handle (?:it|this)",
    r"sort (?:it|this|things|that)(?: all)?(?: out)?",
    r"(?:it|this|that|things) sorted",
    r"follow(?:ing)? up",
    r"do everything",
    r"(?:here to|happy to|will) help",
    r"assist",
    r"deal with",
    r"be in touch",
    r"in touch",
    r"keep (?:you )?(?:posted|updated|chasing|an eye)",
    r"take (?:a (?:hard |close )?)?(?:look|note)",
    r"(?:made|make) a note",
    r"(?:logged|noted|passed on) your",
    r"raise(?:d)? (?:it|this) internally",
    r"update you",
    r"try(?:ing)?",
    r"put in a query",
    r"let (?:the|my|our) \w+ know",
    r"leave it with (?:me|us)",
    r"you can count on",
)


_UNDONE = cue(
    r"(?:won't|will not|not going to|not be) (?:be )?(?:\w+ ){0,2}(?:ring|call|email|e-mail|send|"
    r"doing|ringing|emailing|making|asking|ask|do)\w*",
    r"no need for me",
    r"(?:close|closing|end|shut|leave) (?:the|this) (?:chat|call)",
    r"would of course",
    r"could have done",
    r"(?:ever|never) going to",
)
WITHHELD = cue(
    r"(?:i'm|we're|i am|we are) not (?:\w+ ){0,2}\w+ing",
    r"there(?:'s| is| are|'re) no (?!charge|cost|form|need|extra)",
    r"there won't be",
    r"isn't something",
    r"won't be \w+ing",
    r"nor (?:am|are|will) (?:i|we)",
    r"don't expect",
    r"(?:i|we) (?:wouldn't|won't|will not|cannot|can't) (?:say|offer|be|give|promise)",
)
"""Something that is said not to be given."""
_EMPTY = cue(
    r"(?:give|offer) you (?:some )?options",
    r"i(?:'ve| have) (?:got a|had|no)",
    r"can explain",
    r"let me do that first",
    r"i spoke to",
    r"going to ask you to",
    r"i can (?:hear|see|understand|imagine)(?!.*\b(?:i'll|i'm \w+ing|i will)\b)",
    r"(?:make|making) (?:a )?(?:big )?(?:thing|fuss)",
    r"brush (?:that|it) off",
    r"let (?:that|it) go by",
    r"ask(?:ing)? you (?:straight|plainly|directly)",
)
_INSTEAD = cue("but", "instead", "though", "so", r"what (?:i|we) can", "and i", "and i'm", "and we")
_NO = cue("can't", "cannot", "not", "won't", "no", "isn't", "until", "once", "before")
_FIRST = cue(
    r"i(?:'ll|'m|'ve| will| am| have| can| could| also| now| just| myself)",
    r"i (?!know|understand|see|hear|hope|think|mean|suppose|say)\w+",
    "let me",
    "myself",
)
_WE = cue("we", "we'll", "we're", "we've", "our", "us")


@dataclass(frozen=True, eq=False)
class Act:
    """One thing that somebody does, did or will do for the customer."""

    at: ReadSentence
    actor: str
    """i, we, other (a named person or role, or nobody named)."""
    offered: bool
    """Only said to be possible: "I can …"."""
    allowed: float
    """Probability that it is one of the things this agent may do, or the card's own next step."""
    vague: bool
    """Named so generally that nobody could check it."""

    @property
    def timed(self) -> bool:
        """Whether its sentence holds a time to hold on to."""
        return bool(TIME.search(self.at.said))


def acts(reading: Reading, spoken: Sequence[ReadSentence]) -> list[Act]:
    """Everything that is done for the customer in these sentences, one act a sentence."""
    known: dict[ReadSentence, Act | None] = reading.once("acts", lambda _: {})
    for s in spoken:
        if s not in known:
            known[s] = _act(reading, s)
    return [act for s in spoken if (act := known[s]) is not None]


def does(s: ReadSentence) -> bool:
    """Whether somebody on our side does, did or offers to do something in this sentence, whatever it is."""
    text = s.said
    return any(c.search(text) for c in (WILL, AM, _PRESENT, _LET_ME, _HAVE, _CAN))


def _act(reading: Reading, s: ReadSentence) -> Act | None:
    text, p = s.said, s.moves.probabilities
    if (
        _UNDONE.search(text)
        or _withheld(text)
        or _EMPTY.search(text)
        or turned_on(reading, s)
        or reading.surely(s, "threat")
    ):
        return None
    now = WILL.search(text) or AM.search(text) or _PRESENT.search(text) or _LET_ME.search(text)
    now = now or _OPENING.search(text)
    done = None if _SLIPPED.search(text) and not now else _HAVE.search(text)
    can = _CAN.search(text)
    other = _MINE.search(text) or _PASSIVE.search(text)
    allowed = s.speaks_of("offer", "next_step", "handoff")
    moved = reading.yes(max(p["commits_action"], p["handoff"])) and not _SLIPPED.search(text)
    likely = (
        reading.yes(allowed)
        and TIME.search(text)
        and not s.sentence.is_question
        and not _SLIPPED.search(text)
    )
    heard = _HEARD.search(text) and (TIME.search(text) or _NOW.search(text))
    if not (now or done or can or moved or likely or heard or (other and reading.yes(allowed))):
        return None
    if (
        reading.yes(s.speaks_of("forbidden") - 0.3)
        and s.speaks_of("forbidden") > allowed
        and not _NO.search(text)
    ):
        return None
    hollow = bool(VAGUE.search(text)) and not reading.yes(allowed)
    return Act(s, _actor(text), bool(can) and not (now or done), allowed, hollow)


def _withheld(text: str) -> bool:
    return bool(WITHHELD.search(text)) and not _INSTEAD.search(text)


def _actor(text: str) -> str:
    if _FIRST.search(text) or _HEARD.search(text) or _MINE.search(text):
        return "i"
    return "we" if _WE.search(text) else "other"
