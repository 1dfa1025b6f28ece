"""Words for owning a fault, regretting it, putting a condition on regret, and stepping away from it."""

from __future__ import annotations

from grader.rubric.cues import cue

GENERIC = cue(
    r"(?:any|the|this|your|all|all the) (?:\w+ )?inconveniences?",
    r"mistakes were made",
    r"things went wrong",
    r"any (?:trouble|distress|confusion|upset|misunderstanding)",
    r"sorry to (?:hear|learn|read) (?:that |about |of )",
    r"sorry for the (?:wait|delay|experience|trouble)",
    r"(?:your|this) (?:experience|visit)",
    r"sorry you (?:didn't|did not) have",
    r"(?:condolences|sympathies)",
    r"(?:didn't|did not|hasn't) (?:meet|live up to|match)",
)
WRONG = (
    r"(?:shortcomings?|shame|wrong|bungle|botch|mistakes?|errors?|fault|failures?|slip|doing|mess|job|responsibility|oversight|blunder|failing|"
    r"neglect|falt)"
)
OWNED = cue(
    rf"(?:our|my|ours) (?:\w+ )?{WRONG}(?: alone)?",
    r"(?:mistake|error|fault|slip|failure|mix-?up|blame|mess|doing)s? (?:here )?(?:is|was|were|are|"
    r"sits?|lies?|lay) (?:\w+ )?(?:ours|mine|our\w*|with us|on us|here)",
    rf"{WRONG} (?:was|were|is) (?:made )?(?:here|by us|at our|on our|in our)",
    r"(?:is|was|are|were|that's|this is|it's|all) (?:\w+ )?(?:on us|ours|our own|on me|mine|down to "
    r"us|our doing|us(?! (?:and|that|who|to)\b))",
    r"(?:we|i) (?:\w+ ){0,2}(?:got|get|did|made|had) (?:it|this|that|you|your \w+|the \w+|things) "
    r"(?:\w+ )?(?:wrong|badly)",
    r"(?:we|i)(?:'ve| have)? (?:\w+ )?(?:let you(?: and \w+ \w+)? down|messed up|slipped(?: up)?|"
    r"failed(?: you)?|fell short|dropped the ball|broke (?:our|a|the)|caused (?:this|it|that)|did "
    r"that|did this|made (?:the|a|that|this) (?:mistake|error))",
    r"we caused",
    r"(?:it was|'?twas|it is|it's|that was|that is|that's|this is|this was|wrong is) (?:all |from "
    r"|purely )?(?:us|ours)(?! (?:that|who|to)\b)",
    r"(?:it was|'?twas) us",
    r"because of (?:us|our)",
    r"(?:fault|mistake|error|failure|slip) (?:is |was )?(?:of|from|by) (?:us|ours|our side)",
    r"(?:should|ought to) (?:\w+ )?have (?:\w+ )?(?:been|had|read|seen|checked|told|caught|kept|done|"
    r"noticed|listened)(?=.*\b(?:we|our|i)\b)",
    r"(?:i|we) (?:\w+ )?(?:take|accept|own) (?:\w+ )?(?:responsibility|the blame|this|that|it)",
    r"ashamed of (?:our|my|this|that)",
    r"(?:we|us) who",
)
MISDEED = cue(
    r"(?:we|our (?:\w+ ){0,2}\w+)(?:'ve| have| had)? (?:\w+ ){0,1}(?:never|didn't|did not|had to|"
    r"should (?:have|of|'ve)"
    r"|forgot|failed|left|lost|sent|sold|gave|took|told|put|made|let|shut|set|cut|broke|missed|mis\w+|wrote|spelt|spell"
    r"|kept|charged|went|(?!apolog|valu|appreciat|tri|ask|receiv|check|look|open|offer|not|refund|want|need|us)\w{2,}ed)",
)
"""Something that we did, or left undone; harmless verbs left out."""
SORRY = cue(
    r"sorry",
    r"apolog\w+",
    r"(?:ask|beg) (?:your|you're) pardon",
    r"pardon (?:us|me)",
    r"forgive us",
    r"i regret",
    r"we regret",
)
NOT_SORRY = cue(
    r"sorry (?:if|but|to (?:say|inform|tell|advise))",
    r"sorry (?:that )?you (?:feel|felt|'re feeling|are feeling|think|see it|were (?:disappointed|upset))",
    r"sorry you'?re? (?:feel|upset|disappointed|unhappy|annoyed)",
    r"(?:not|never|\w+n't|nothing to be|no reason to be|why (?:should|would) (?:i|we) be) (?:\w+ "
    r"){0,3}(?:sorry|apologi[sz]\w*)",
    r"apologi[sz]e if",
    r"apolog\w+ (?:in advance )?(?:should|if)",
    r"should i be sorry",
    r"(?:says?|said|is|are|was|would|might|could|should) (?:\w+ )?(?:sorry|"
    r"apologi[sz]e)(?=.*(?:colleague|depot|driver|they|he|she|team|agent))",
    r"sorry,? (?:but|however) ",
    r"sorry (?:excuse|state)",
)
DENIES = cue(
    r"(?:not|isn't|wasn't|never|no|\w+n't) (?:\w+ ){0,3}(?:our|my) (?:\w+ )?(?:fault|mistake|error|"
    r"responsibility|problem|doing|department)",
    r"not responsible",
    r"no responsibility",
    r"nothing (?:\w+ ){0,3}(?:wrong|on our side|we could)",
    r"(?:outside|beyond) (?:of )?our control",
    r"(?:delay|fault|problem|mistake|error|issue) (?:lies|lay|is|was|sits) (?:\w+ )?(?:with|on|at|"
    r"down to) (?:your|the|you|them|him|her)",
    r"(?:i|we) (?:don't|didn't|do not|wasn't|weren't) (?:do|make|drive|write|the one|driving|control|"
    r"send)\b(?! anything)",
    r"(?:can't|cannot) (?:answer|be (?:held )?responsible) for",
    r"what else (?:we|i) could have done",
    r"(?:generated|sent|closed|done|handled) (?:automatically|by (?:the|a) system)",
    r"counts? as (?:a )?(?:completed|delivered)",
    r"which you (?:accepted|agreed)",
)
FIND_OUT = cue(
    r"find (?:out|it|where|what|your)",
    "check",
    "checking",
    "trace",
    "traced",
    "tracing",
    "chase",
    "chasing",
    "asking",
    "ask",
    "get to the bottom",
    "see what",
    "track",
    "tracking",
    r"investigat\w+",
    "go through",
    "pull",
    "follow",
    "look into",
    "looking",
    "search",
    "searching",
    "ring",
    "ringing",
    "phoning",
    "phone",
    "call",
    "calling",
    "get",
    "getting",
    "raise",
    "report",
    "result",
    "results",
    "test",
    "hear from me",
)
CONDITION = cue(r"if (?:our|we|the|there|it|this|any\w*)")
IF = cue("if", "should", r"feel\w*", "felt", "but", "however", "may", "might", "any offence")
