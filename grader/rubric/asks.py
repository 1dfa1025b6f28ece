"""What the reply asks of the customer: to choose, or to tell something."""

from __future__ import annotations

import re

from grader.rubric.cues import cue
from grader.rubric.reading import Reading, ReadSentence

_CHOICE = cue(
    r"which (?:one|of (?:the two|these|them|those)|way|option|suits?|would|do|is|works?|shall|will|"
    r"helps?|matters)\b",
    r"(?:your|you're|yours) (?:call|choice|decision|pick|say|to (?:choose|pick|decide))",
    r"up to you",
    r"you (?:choose|decide|pick|say which|tell me which|get to)",
    r"(?:tell|let) (?:me|us) (?:know )?(?:which|what you(?:'d| would)? (?:prefer|like|rather)|what "
    r"suits|your (?:choice|preference)|whether)",
    r"kindly (?:tell|choose|advise)(?: me)?(?: which)?",
    r"(?:would|do|will) you (?:prefer|rather|like (?:me|the|a|us|it|to)|want (?:me|the|a|it|us))",
    r"what would you (?:rather|prefer|like)",
    r"(?:just )?(?:say|pick|choose|tell) which",
    r"say the word",
    r"(?:shall|should|do|can) i [^?]{2,90}\bor\b[^?]{2,90}\?",
    r"what(?:'s| is| suits| works)? (?:best|better|easier) (?:for )?you",
    r"whichever (?:you|suits|one)",
    r"prefer\b[^.]{0,20}\?",
    r"which (?:is|one is|one's|would be) (?:better|best|easier)",
    r"which (?:you|do you) (?:want|prefer|like|choose)",
    r"which (?:shall|should) i",
    r"which (?:time|day|slot)",
    r"(?:pick|choose) (?:a|one|whichever|the one|between|what)",
    r"as you (?:like|prefer|wish)",
    r"what (?:do|would) you (?:want|like|prefer)",
    r"or (?:would|shall|do) (?:you|i)\b[^?]{3,}\?",
)
_BARE = re.compile(
    r"^\W*(?:so,? |and )?(?:which|which one|which would you|which suits|what suits)(?: (?:one|do|"
    r"works|is))?(?:,? \w+){0,3}\?*\W*$"
)
_OR_QUESTION = re.compile(r"^[^?]{3,}(?:,| )or [^?]{3,}\?")
_NO_CHOICE = cue(
    r"(?:number|reading|name|address|screen|machine|practice|happened|reference|message|wording|team|side)"
)

ASKS = re.compile(
    r"\?|(?<!\w)(?:(?:could|can|would|will) you (?:please |kindly )?(?:tell|send|give|let|show|check|"
    r"confirm|share|message|describe|walk|read)"
    r"|(?:tell|send|message|give|show|let|share|read) (?:me|us|it out)|walk me through|(?:i|"
    r"we)(?:'ll| just| will)* ?(?:need|want|have) (?:to (?:know|ask)|the|your|one|a|it|from you)"
    r"|(?:i|we)(?:'d| would) (?:like|need) to know|may i (?:ask|know|have)|please (?:tell|send|share|"
    r"confirm|advise|say|read)|kindly (?:tell|send|share|confirm|advise|read|provide)"
    r"|if you (?:can |could |would )?(?:just )?(?:read|tell|give|send|let|share|show|press)|(?:all|"
    r"what|the (?:one|only) thing) (?:that )?(?:i|we) need|(?:i|we)(?:'m| am|'re| are) needing|"
    r"number short|(?:press|read) (?:the|it|me)|(?:dm|pm|inbox|text) (?:me|us|your|his|her|the|it|"
    r"a)|please (?:measure|check|look|count|note|photograph|take|read|try)|kindly (?:measure|"
    r"check|look)|if you remember|(?:one|another|the only) (?:question|thing) (?:from "
    r"you|i need|only|she|he)|(?:will|to) ask (?:me|you) one)(?!\w)"
)
"""Asking, with a question mark or without."""


def asks_for_choice(reading: Reading, s: ReadSentence) -> bool:
    """Whether the sentence leaves the decision to the customer."""
    text = s.said
    if _BARE.search(text):
        return True
    cued = _CHOICE.search(text)
    if cued is None and reading.yes(s.speaks_of("offer", "next_step")):
        cued = _OR_QUESTION.search(text)
    if cued:
        return not ("hands_over_choice" in s.moves.vetoed or _only_information(cued.group(), text))
    return reading.yes(s.moves.probabilities["hands_over_choice"]) and not _NO_CHOICE.search(text)


def _only_information(found: str, text: str) -> bool:
    """Whether "which ..." asks for something to be told, such as a number, and not for a decision."""
    after = text[text.find(found) : text.find(found) + len(found) + 18]
    return found.startswith("which") and bool(_NO_CHOICE.search(after))
