"""Courtesy, and text that is no reply at all: talk about replying, orders to the grader, keyword heaps.

Source: codebook, adversarial families 1, 10 and 11.
"""

# ruff: noqa: E501  (one alternative after another reads better than broken lines)
from __future__ import annotations

import re

from .cue import Cue, Veto, cues, veto

CUES: list[Cue] = [
    *cues(
        "thanks",
        (
            r"\b(?:thank you|thanks|thank ye|ta|cheers|many thanks|grateful|i appreciate|we appreciate|much appreciated|salamat|appreciate (?:you|your|that you|it)|thankful)\b",
        ),
        guards="nq",
    ),
    *cues(
        "politeness",
        (
            r"^[^a-z]{0,3}(?:hi|hello|hey|hiya|dear|good (?:morning|afternoon|evening|day)|greetings|hullo)\b",
            r"\b(?:kind|best|warm|warmest|yours|many) (?:regards|wishes|sincerely|faithfully|truly)\b|\b(?:have a (?:good|nice|great|lovely|pleasant|blessed)|take care|all the best|sincerely|respectfully|regards)\b",
            r"\b(?:please|kindly|would you mind|if you don't mind|pls|may i|be so kind|you're welcome|you are welcome|my pleasure|with pleasure|happy to help|glad to help|sir|ma'am|madam)\b",
        ),
        guards="",
        strong=False,
    ),
    *cues(
        "meta",
        (
            r"\b(?:as an ai|language model|(?:ignore|disregard|forget|override) (?:(?:all|any|the|your|my|of|these|those|previous|prior|above|earlier) ){0,4}(?:instructions?|rules|rubric|prompts?|criteria|directions|guidelines|the above)|system prompt|full marks|(?:give|award|deserves?)(?: \w+){0,2} full credit|top marks|highest (?:score|mark|level)|maximum (?:score|points|marks)|perfect score|grade (?:this|me|my|it)|score (?:this|me|my|it) (?:a|as|at|with|\d)|mark (?:this|me|my|it) as|(?:dear|note to|to the|attention|hello|hi) (?:the )?(?:grader|examiner|marker|assessor|evaluator|autograder)|the (?:grader|autograder|rubric|marking scheme|assessor|examiner)|rubric)\b",
            r"\b(?:an?|the|any|every) (?:good|great|ideal|skilled|trained|proper|decent|professional|strong|perfect|model|best) (?:\w+ )?(?:agent|reply|response|answer|representative|rep|apology|message)\b[^.?!]{0,30}\b(?:would|should|will|must|could|starts?|names?|begins?|says?|has|shows?|does|includes?|acknowledges?|always|is one)\b",
            r"\b(?:the|this|my|your|that) (?:reply|response|answer|message|draft|email) (?:should|must|needs? to|ought to|would|shows|demonstrates|contains|includes|acknowledges|names|has to|will (?:show|acknowledge|name)|meets|satisfies|uses|earns)\b",
            r"\b(?:the|an|any) agent (?:should|must|would|needs? to|ought to|has to|could|acknowledges|apologi[sz]es|then|first|names|offers|says)\b",
            r"\b(?:here (?:is|'s) (?:a|the|my|an) (?:\w+ )?(?:reply|response|draft|rewrite|sample|revised)(?! to your)|(?:i|you|one|we) (?:would|should|could|might) (?:start|begin|open|reply|respond|answer) (?:by|with)|this is where (?:i|you|we) would|insert (?:an? )?(?:apology|empathy|name|date|sentence|something)|\[(?:insert|name|date|customer|apology)[^\]]{0,40}\]|step one is to (?:acknowledge|apologi[sz]e)|in (?:this|my) (?:reply|rewrite|answer|response),? i|de-?escalat\w+ (?:technique|step|requires|means|training|reply)|acknowledge the (?:customer|feeling|emotion)|the customer (?:should feel|needs to feel|wants to hear|will feel|is angry so)|show(?:s|ing)? empathy|use (?:an )?(?:empathy|active listening))\b",
        ),
        guards="",
    ),
]

POSITIVE = (
    "reflection names_feeling validates apology ownership open_question closed_question offers_option hands_over_choice commits_action"
    " states_next_step gives_time states_limit gives_reason positive_alternative boundary handoff thanks"
)

_WORD = re.compile(r"[a-z][a-z'-]{0,30}")
_GLUE = frozenset(
    [
        "i",
        "i'm",
        "i'll",
        "i've",
        "we",
        "we'll",
        "we've",
        "we're",
        "you",
        "you're",
        "your",
        "my",
        "me",
        "us",
        "our",
        "it",
        "it's",
        "that",
        "that's",
        "this",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "am",
        "do",
        "does",
        "did",
        "have",
        "has",
        "had",
        "will",
        "would",
        "can",
        "could",
        "should",
        "may",
        "the",
        "a",
        "an",
        "to",
        "of",
        "on",
        "in",
        "at",
        "by",
        "for",
        "with",
        "so",
        "and",
        "if",
        "not",
        "as",
        "what",
        "which",
        "how",
        "when",
        "who",
        "there",
        "then",
        "from",
        "ll",
        "ve",
        "re",
        "m",
        "s",
    ]
)


def is_heap(text: str) -> bool:
    """Whether folded `text` is a list of words and no sentence: at least six words, hardly any glue.

    "refund sorry understand Friday escalate voucher" is; "Refund sent, courier booked for Friday."
    is not. Plain short and second-language sentences keep their pronouns and prepositions.
    """
    words = _WORD.findall(text[:2000])
    if len(words) < 6:
        return False
    glue = sum(word in _GLUE for word in words)
    longest = max(len(part.split()) for part in re.split(r"[,;/|:.+&-]", text[:2000]))
    listed = text.count(",") + text.count(";") + text.count("/") + text.count("|") >= len(words) * 0.6
    return glue <= len(words) * 0.08 and (listed or longest == len(words) or longest <= 3)


VETOES: list[Veto] = [
    veto(
        "thanks",
        r"\bthanks? (?:you )?(?:so much |a lot |very much |a bunch )?(?:for (?:nothing|shouting|yelling|wasting|ruining|your (?:lovely|charming|delightful) )|to (?:you|your|the))|\bno thanks\b|\bthank (?:yourself|god|goodness|heavens|the)\b",
        "the thanks are not meant as thanks",
    ),
    veto(
        "thanks",
        r"\b(?:you (?:should|could|might|ought to) (?:\w+ )?(?:thank|be (?:grateful|thankful|glad)|appreciate)|(?:would|will|'d) (?:be grateful|appreciate)|appreciate (?:if|it if)|be grateful if)\b",
        "it asks for something, it does not thank",
        unless=r"\bthank you for\b",
    ),
]
