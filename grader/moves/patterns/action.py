"""What the agent does, when, what happens next, and who takes over.

Wording: codebook, C5 action_commitment, C7 expectation_clarity, C12 handoff_quality. An "I" left
out, as in dialect or second-language English, counts as "I" (rulings).
"""

# ruff: noqa: E501  (one alternative after another reads better than broken lines)
from __future__ import annotations

from .cue import Cue, Veto, cues, veto

_VERB = (
    r"(?:ring|call|phone|email|e-mail|mail|write|text|message|send|post|dispatch|ship|reship|order|reorder|book|rebook|reserve|hold|refund|reverse|cancel"
    r"|credit|waive|remove|close|reopen|open|raise|file|log|chase|trace|check|look up|pull|ask|contact|speak|talk|arrange|schedule|transfer|move|upgrade"
    r"|replace|swap|exchange|fix|mend|repair|correct|update|restore|unlock|reset|release|issue|process|pay|report|escalate|forward|put|add|apply|stop|block"
    r"|freeze|extend|lift|flag|record|confirm|follow|stay|keep|get|find|bring|take|print|visit|come|deliver|collect|pick|test|review|go|read|listen|start"
    r"|prepare|pack|set|switch|change|resend|redo|rewrite|give|let|make|do|drop|hand|join|walk|compare|match|verify|submit|request|secure|sort|deal|handle|see to|push|speak with|tell)"
)
_DONE = (
    r"(?:rung|rang|called|phoned|emailed|mailed|written|texted|messaged|sent|posted|dispatched|shipped|reshipped|ordered|reordered|booked|rebooked|reserved|held"
    r"|refunded|reversed|cancelled|canceled|credited|waived|removed|closed|reopened|opened|raised|filed|logged|chased|traced|checked|looked up|pulled|asked"
    r"|contacted|spoken|talked|arranged|scheduled|transferred|moved|upgraded|replaced|swapped|exchanged|fixed|corrected|updated|restored|unlocked|reset|released"
    r"|issued|processed|paid|reported|escalated|forwarded|put|added|applied|stopped|blocked|frozen|extended|lifted|flagged|noted|recorded|confirmed|kept|got|found"
    r"|brought|taken|printed|collected|picked|tested|reviewed|gone|read|started|prepared|packed|set|switched|changed|resent|redone|given|made|handed|joined|compared|verified|submitted|requested|secured|sorted|pushed|told|listened)"
)
_DOING = (
    r"(?:ringing|calling|phoning|emailing|writing|texting|messaging|sending|posting|dispatching|shipping|ordering|reordering|booking|rebooking|reserving|holding|refunding|reversing"
    r"|cancelling|canceling|crediting|waiving|removing|closing|reopening|opening|raising|filing|logging|chasing|tracing|checking|looking up|pulling|asking|contacting|speaking|arranging"
    r"|scheduling|transferring|moving|upgrading|replacing|swapping|fixing|correcting|updating|restoring|unlocking|resetting|releasing|issuing|processing|paying|reporting|escalating"
    r"|forwarding|putting|adding|applying|stopping|blocking|freezing|extending|lifting|flagging|keeping|getting|finding|bringing|taking|printing|reviewing|going|reading|staying|preparing|packing|setting|switching|changing|resending|handing|walking|submitting|requesting|sorting|giving)"
)
_ADV = r"(?:(?:now|just|already|also|personally|myself|gladly|happily|then|first|immediately|straight away|right away|today|therefore|at once|quickly|still|even|only|all|both|so|definitely|certainly|surely|kindly|shortly|right now|this minute|the day) ){0,2}"
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_NUM = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|a few|a couple of|half an?|couple of|half)"
_UNIT = r"(?:(?:working|business|calendar|full) )?(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|fortnight)"
_CLOCK = r"(?:\d{1,2}(?:[:.]\d{2})? ?(?:[ap]\.?m\b\.?|o'clock)?|noon|midday|midnight|lunch(?:time)?|tea ?time|close of (?:business|play)|eod|end of (?:the )?(?:day|week|business))"
_POINT = rf"(?:{_CLOCK}|{_DAY}|tomorrow|tonight|today|the (?:\d{{1,2}}|morra|end|weekend|morning|afternoon|evening)|this (?:afternoon|evening|morning|week)|next week|then|the morra|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:january|february|march|april|may|june|july|august|september|october|november|december))"

CUES: list[Cue] = [
    *cues(
        "commits_action",
        (
            rf"\b(?:i|we)(?:'ll| will| shall|'m going to| am going to|'re going to| are going to|'m gonna|'ll be| will be|'m about to) {_ADV}(?:{_VERB}|{_DOING})\b",
            rf"\b(?:i|we)(?:'ve| have) {_ADV}{_DONE}\b",
            rf"\b(?:i'm|i am|we're|we are|am) {_ADV}{_DOING}\b",
            rf"(?:^[^a-z]{{0,3}}|[,;.:-] {{0,2}}|\band ){_ADV}(?:will|shall|am|have|'ll|gonna) {_ADV}(?:{_VERB}|{_DONE}|{_DOING})\b(?! (?:you|we|i|it|they|she|he|this|that)\b)",
            rf"\b(?:let me|lemme|allow me to|i'd like to go ahead and) {_ADV}(?!know\b|be (?:clear|honest)|explain|tell|say|finish){_VERB}\b",
            rf"^[^a-z]{{0,3}}(?:(?:right|ok|okay|so|done|good|and|yes)[,:.!-]? ){{0,2}}(?:just |already |have just |now )?(?:{_DONE}) (?:the|your|a|an|it|them|that|this|both|my|new|to|off|out|you)\b",
            rf"^[^a-z]{{0,3}}{_DOING} (?:the|your|a|an|it|them|that|this|both|my|new|you)\b[^.?!;]{{0,60}}\b(?:now|right away|today|as we speak|this minute)\b",
            r"\b(?:i|we)(?: will|'ll| am going to)? (?:immediately |surely |kindly )?(?:do(?:ing)? the needful|revert(?: back)? (?:to you )?(?:by|with|before))\b",
            rf"\b(?:dana|priya|my (?:colleague|manager|supervisor|team lead)|our (?:engineer|driver|courier|manager|team|billing lead|technician|fitter)|a (?:colleague|courier|crew|manager|driver|technician|plumber|fitter|specialist)|an engineer|the (?:engineer|crew|courier|driver|fitter|manager|technician)) (?:{_ADV})(?:will|is going to|is|'s|'ll|has|comes|rings|calls|collects|delivers) {_ADV}(?:{_VERB}|{_DONE}|{_DOING}|you|by|back|on|to)\b",
            r"\b(?:i|we) (?:just |already |personally |have already |only just |also )?(?:rang|called|phoned|emailed|sent|cancelled|refunded|booked|rebooked|credited|reversed|checked|asked|spoke|opened|put|added|moved|stopped|reported|ordered|posted|pulled|removed|waived|reset|unlocked) (?!you (?:on|last)\b)",
        ),
        guards="nq",
    ),
    *cues(
        "states_next_step",
        (
            r"\b(?:next|after that|from here|once (?:that|it|this|you|the|i|we)|as soon as (?:i|we|it|that|the|you)|then (?:i|we|you|it|the|a)|what happens (?:next|now)|the next step|from there|first[, ].{0,60}then|when (?:it|that|the|you) (?:arrives?|lands?|clears?|comes?|gets?))\b",
            rf"\b(?:you'll|you will|you should) {_ADV}(?:get|have|receive|hear|see|find|be (?:sent|called|contacted|given|able))\b",
            rf"\b(?:i|we)(?:'ll| will| shall) {_ADV}(?:{_VERB})\b[^.?!;]{{0,70}}\b(?:by|within|before|on|at|after|as soon as|when|once|in|until) (?:{_POINT}|{_NUM} {_UNIT}|i|it|we|the|that)\b",
            r"\b(?:if (?:it|that|the \w+|nothing|they|she|he) (?:isn't|is not|hasn't|has not|doesn't|does not|slips|fails|comes|don't|is(?:n't)? still))\b",
        ),
        guards="q",
        strong=False,
    ),
    *cues(
        "gives_time",
        (
            rf"\b(?:by|before|no later than|until|till|from|at|on|for|around|about|come) (?:(?:the|this|next|about|around|late|early|coming|latest|end of|say) ){{0,2}}(?:{_POINT})\b",
            rf"\b(?:within|in|takes?|take|inside|under|up to|about|around|at most|after|next|less than|for|needs?|another|give me) (?:(?:the|next|about|around|roughly|up to|only|just|another|at most|under|maybe|us) ){{0,2}}(?:{_NUM}(?: (?:to|or|-) {_NUM})?) ?(?:more )?{_UNIT}\b",
            rf"\b{_NUM} ?(?:to|-|or) ?{_NUM} {_UNIT}\b",
            r"\b(?:tomorrow|tonight|today|this (?:afternoon|evening|morning)|the morra|later today|the same day|first thing|next week|overnight|by return|the day after)\b",
            rf"\b(?:this|next|coming|on) {_DAY}\b|\b{_DAY} (?:morning|afternoon|evening|noon|at|latest|night)\b|\b(?:arriv(?:es|ing)|lands?|due|there|delivered|back) (?:on )?{_DAY}\b",
            r"\b(?:within|in|over) the (?:hour|next|day|week|coming)\b|\b(?:in an hour|half an hour|in a minute|in half an hour|a half hour|in a jiffy)\b",
        ),
        guards="nq",
        strong=True,
    ),
    *cues(
        "handoff",
        (
            r"\b(?:(?:i'm|i am|i'll|i will|i've|i have|we're|we are|we'll|we will|we've|we have|let me|am|now) (?:\w+ )?)(?:bring(?:ing)?|brought|transfer(?:ring|red)?|pass(?:ing|ed)?|hand(?:ing|ed)?|put(?:ting)?|connect(?:ing|ed)?|forward(?:ing|ed)?|escalat(?:e|ing|ed)|refer(?:ring|red)?|patch(?:ing)?|loop(?:ing)?|get(?:ting)?|pull(?:ing)?|take|taking|asked|asking|ask) (?:(?:you|this|it|your|case|the|file|message|her|him|them|everything|in|on|straight|directly|over|through|now|my|our|a|an|whole|all|of) ){0,5}(?:to |onto |with )?(?:(?:our|my|the|a|an|on) ){0,2}(?:\w+ ){0,2}(?:team|manager|supervisor|lead|colleague|billing|specialist|department|claims|engineer|finance|adviser|advisor|nurse|officer|section|duty manager)\b",
            r"\b(?:i'm|i am|i'll|we're|let me|am) (?:\w+ )?(?:bring(?:ing)?|loop(?:ing)?|pull(?:ing)?|get(?:ting)?) \w+ (?:in|on)\b(?: (?:from|now|so|to|who)|[.,;:]|$)",
            r"\b(?:my|our) (?:\w+ ){0,2}(?:supervisor|manager|team lead|specialist|colleague|lead|adviser|advisor) (?:\w+ ){0,3}(?:will|can|is going to|takes?|is taking|'ll|rings?|calls?)\b",
            r"\bso (?:that )?you (?:won't|don't|needn't|will not|do not) (?:need to |have to )?(?:repeat|start again|explain|tell)\b",
            r"\b(?:speak|talk) (?:to|with) (?:my|our|a) (?:supervisor|manager|team lead|billing|specialist)\b",
        ),
        guards="nq",
    ),
]

VETOES: list[Veto] = [
    veto(
        "gives_time",
        r"\byou(?:'ve| have|'d| had| were| are|r)?\b[^.?!;]{0,35}\b(?:wait(?:ed|ing)|want(?:ed)?|demand(?:ed)?|ask(?:ed)? for|call(?:ed)|rang|wrote|order(?:ed)|said|expected|need(?:ed)?|told us|paid|booked|told|promised)\b",
        "the time is the customer's or lies in the past, it is not one you give",
        unless=r"\b(?:i|we|it|she|he|they|engineer|courier|refund|crew|parcel|that|you)(?:'ll| will|'m| am|'re| are)\b|\b(?:takes?|arrives?|lands?|by then)\b",
    ),
    veto(
        "commits_action",
        r"\b(?:i|we)(?:'ll| will| shall)? (?:not|never)\b[^.?!;,]{0,20}$|\b(?:i|we) (?:would|could|might|may|should)(?! (?:like to go))\b",
        "it says what could be done, it does not do it",
        unless=r"\b(?:i|we)(?:'ll| will|'ve| have|'m| am| can)\b",
    ),
    veto(
        "handoff",
        r"\byou(?:'ll| will| must| need to| have to| should| can)?(?: \w+){0,2} (?:contact|call|ring|write to|go to|ask|try|phone|email)\b",
        "the customer is sent off, the case is not handed over",
        unless=r"\b(?:i|we)(?:'ll| will|'m| am|'ve| have)\b",
    ),
]
