"""Apology, the non-apologies, ownership, blame.

Wording and rulings: codebook, C4 fault_ownership and C9 blame_absence.
"""

# ruff: noqa: E501  (one alternative after another reads better than broken lines)
from __future__ import annotations

from .cue import Cue, Veto, cues, veto

_VERY = r"(?:(?:so|very|really|truly|deeply|genuinely|sincerely|terribly|awfully|extremely|just|most|dead|right|ever so|also|again|all|only|heartily|honestly|real|too|pure) ){0,3}"
_THIRD = (
    r"(?:the )?(?:warehouse|courier|driver|carrier|bank|billing|sales|depot|supplier|airline|shop|store|branch|post office"
    r"|manufacturer|engineer|installer|technician|night shift|other (?:team|department|agent)|previous agent|colleagues?"
    r"|web ?site team|it (?:team|department)|logistics|kitchen|agency|landlord|contractor|partner|system people)"
)
_FAULT = r"(?:fault|mistake|error|problem|doing|mess|responsibility|blunder|slip|negligence|carelessness)"

CUES: list[Cue] = [
    *cues(
        "apology",
        (
            rf"\b(?:i'm|i am|im|we're|we are|we were|am) {_VERY}sorry\b",
            rf"(?:^[^a-z]{{0,3}}|[,;.:!-] {{0,2}}|\band |\bbut ){_VERY}sorry (?:about|for|that|to have|we|i|you|it|this|the|your|again|ms|mr|mrs)\b",
            r"^[^a-z]{0,3}(?:so |very |really |truly |my dear,? )?sorry[ ,.!-]",
            rf"\b(?:i|we)(?: do| must| want to| would like to|'d like to| wish to|'ll| will)? {_VERY}apologi[sz]e\b",
            r"\b(?:my|our) (?:(?:sincere|sincerest|deepest|heartfelt|full|own|humble|honest|very|best) ){0,2}apolog(?:y|ies)\b",
            r"^[^a-z]{0,3}(?:sincere |deep |many |please accept )?apologies\b",
            r"\bplease (?:accept (?:my|our)|forgive (?:me|us))\b",
            r"\b(?:you are|you're|i|we) (?:\w+ ){0,2}owed? (?:you )?an apology\b",
            r"\b(?:i|we) (?:deeply |truly |sincerely |really |very much )?regret (?:that|the|this|what|how|losing|sending|missing|not)\b",
            r"\b(?:i|we) beg (?:your|you) (?:pardon|forgiveness)\b",
        ),
        guards="nq",
    ),
    *cues(
        "conditional_apology",
        (
            r"\b(?:sorry|apolog(?:y|ies|i[sz]e)|regret)\b[^.?!;]{0,12}\b(?:if|in case|should you|whether)\b",
            r"\b(?:sorry|apolog(?:y|ies|i[sz]e)|regret)\b[^.?!;]{0,60}\b(?:if (?:you|we|i|it|this|that|our|my|any|the|there|anyone|anything|something)|may have|might have|that you feel|you feel|you felt|you took|you think|you believe|you see it|you find|you got the impression)\b",
            r"\b(?:sorry|apolog(?:y|ies|i[sz]e))\b[^.?!;]{0,70}[,-]? ?\b(?:but|however|though|although) (?:you|your|it'?s|it is|it was|that'?s|this|there|the|these|we (?:did|told|sent|are not|can't|warned)|i (?:did|told|warned)|as|unfortunately|to be fair|next time|nobody|no one|rules|policy|honestly|frankly)\b",
            r"\bif (?:you|we|i|it|this|that|our|my|any|the|anyone|anything|there)\b[^.?!;]{1,70}\b(?:sorry|apolog(?:y|ies|i[sz]e)|regret it)\b",
            r"\bsorry (?:you|that you|u)(?: all)?(?:'re| are| were)? ?(?:feel|felt|feeling|see|saw|think|thought|took|believe|find|found|got (?:so )?(?:upset|angry|offended)|upset|offended|so upset)\b",
            r"\bsorry for how you feel\b|\b(?:sorry|apolog(?:y|ies|i[sz]e)|regret) (?:that )?(?:you|u)(?:'re| are| were| weren't| was)? (?:see|saw|took|found|find|feel|felt|feeling|unhappy|not happy|happy)\b|\b(?:apolog(?:y|ies|i[sz]e)|sorry|regret)\b[^.?!;]{0,30}\bany \w+\b[^.?!;]{0,20}\b(?:may|might|you)\b|\b(?:apolog(?:y|ies|i[sz]e)|sorry|regret)\b,? to the extent\b|\b(?:apologies|sorry|apologi[sz]e) to anyone who\b|\b(?:apologies|sorry|apologi[sz]e),? (?:but|however|n all that|and all that|and all,? but)\b(?! (?:we|i) (?:got|made|failed|lost|sent|messed|should))",
        ),
    ),
    *cues(
        "ownership",
        (
            r"\b(?:that's|that is|that was|this is|this was|it's|it is|it was|the (?:fault|mistake|error|slip) (?:is|was)|which (?:is|was)|fault is|fault was) (?:(?:entirely|completely|all|fully|clearly|squarely|wholly|simply|purely|down to|absolutely|100%|plainly) ){0,2}(?:our|my|ours|mine|on us|on me|down to us|down to me)\b(?! (?:policy|policies|terms|process|rule|rules|favou?rite|job to judge|understanding|pleasure|records?|standard|usual|normal))",
            r"\b(?:our|my) (?:(?:own|bad|plain|clear) )?(?:fault|mistake|error|slip|blunder|failing|responsibility|bad|mess|oversight|doing)\b",
            r"\b(?:we|i) (?:got|did|have got|sent|made|messed|slipped|dropped|let you down|failed|missed|mishandled|lost|overcharged|mischarged|double[- ]charged|misread|overlooked|forgot|broke|neglected|fell short|botched|bungled|muddled|mixed)\b(?! (?:your (?:message|note|email)|you(?:r)? in|an? (?:reply|update)))",
            r"\b(?:we|i)(?: have|'ve)? (?:let you down|failed you|fallen short|dropped the ball|got (?:it|this|that) wrong|made (?:a|the|this|that) (?:mistake|error|mess))\b",
            r"\b(?:we|i) (?:should|ought to) (?:(?:not|never) )?have\b",
            r"\b(?:i|we)(?: will|'ll| do| am|'m| are)? ?(?:take|taking|accept|own) (?:full |the |all |complete |that |this )?(?:responsibility|blame|it|this)?\b(?= ?(?:for|on|until|responsibility|blame|fully|this|that|it|[.!,]))",
            r"\b(?:stays?|is|sits?|remains?) (?:on my desk|with me|my job|mine to (?:fix|sort|chase))\b",
            r"\b(?:i|we) own (?:this|that|it|the)\b",
            r"\b(?:is|was) (?:my|our) (?:job|task|duty|work),? not yours\b",
            r"\bthe (?:mistake|error|fault|slip|blame|failure) (?:is|was|lies|sits) (?:with us|ours|mine|at our end|on our (?:side|end)|here)\b",
            r"\b(?:on|at|from) our (?:side|end|part)\b",
        ),
        guards="ncq",
        strong=True,
    ),
    *cues(
        "blame",
        (
            r"\byou (?:really |simply |just |clearly |also |probably |obviously )?(?:should(?:'ve| have| of)|ought to have|could have|might have) (?:(?:just|simply|at least|only|been more careful|easily|really|first) ){0,2}(?!(?:received|had|got|gotten|been (?:told|given|offered|warned|refunded|informed|called|charged|sent|able|treated|asked|helped)|never|heard|seen|to|more|less|better|something|somebody|someone|all|both|a |an |the )\b)\w+",
            r"\byou (?:shouldn't|should not|oughtn't) have (?!(?:had|been|to|received|got|gotten)\b)\w+",
            r"\byou (?:(?:clearly|obviously|simply|just|probably|yourself|apparently|also) )?(?:failed to|neglected to|forgot to|refused to|omitted to|never bothered|did not bother|didn't bother|couldn't be bothered|chose to ignore|ignored (?:the|our|my|every|all)|chose not to)\b",
            r"\byou (?:(?:clearly|obviously|simply|just|apparently|evidently|never) ){0,2}(?:didn't|did not|haven't|have not|never) (?:(?:even|actually|properly|really|ever) )?(?:read|check(?:ed)?|follow(?:ed)?|listen(?:ed)?|bother(?:ed)?|pay attention|look(?:ed)?|keep|kept|update[d]?|tell us|told us|follow)\b",
            r"\b(?:if|had) you(?:'d| had)? (?:only |just |actually |simply |bothered to |ever |properly |even )?(?:bothered|read|checked|listened|followed|looked|paid attention|told us|called earlier|asked (?:first|earlier)|kept|updated|been (?:at home|in|more careful|paying|home)|planned|done (?:what|it|as)|remembered|answered|picked up|given us|used the|ordered (?:earlier|in time))\b",
            r"\b(?:is|was|'s|were|all|purely|entirely|through|by|due to|because of) (?:\w+ )?(?:your|yours|user) (?:own )?(?:fault|mistake|error|doing|blunder|negligence|carelessness)\b",
            r"\b(?:that's|that is|this is|it's|it is|that one's|this one's) (?:entirely |all |purely |squarely |simply |really )?(?:on you|down to you|your (?:own )?(?:fault|mistake|doing|problem|error)|user error|customer error)\b",
            r"\byou (?:only )?(?:have|have only|'ve only got|only have|can only) (?:got )?(?:yourself|yourselves) to blame\b",
            r"\b(?:blame|thank) yourself\b|\byou (?:have )?brought (?:this|it) (?:on|upon)\b|\byou (?:caused|created) (?:this|the|it)\b",
            r"\byou (?:were|are) the one (?:who|that)\b|\bit was you who\b|\bbecause you (?:didn't|did not|failed|forgot|ignored|gave us the wrong|gave the wrong|entered|typed|put in the wrong|left it|waited too|would not|wouldn't|were not (?:at )?home|weren't (?:in|home)|never|insisted|chose)\b",
            rf"\b{_THIRD}(?:'s|s')? (?:(?:own|entire|whole) )?{_FAULT}\b",
            rf"\b(?:blame|take it up with|the fault of|down to) (?:it on )?{_THIRD}\b|\b(?:blame|take it up with) (?:him|her|them)\b",
            rf"\b{_THIRD}(?: \w+)? (?:screwed|messed|mucked|cocked|dropped the ball|never does|never do|always (?:forget|forgets|mess|messes|lose|loses|does|do|get|gets)|can't do anything right|is useless|are useless|is hopeless|are hopeless)\b",
            rf"\b(?:not|isn't|wasn't|n't) (?:my|our) {_FAULT}\b|\bnot (?:my|our) (?:department|problem)\b|\bnothing to do with (?:me|us)\b",
            r"\byou (?:ticked|clicked|pressed|signed|agreed to|accepted) (?:the|it|to|our)[^.?!;]{0,30}\b(?:yourself|so (?:it|that|there|don't)|didn't you)\b|\bi(?:'m| am) sorry,? but you (?:ticked|signed|agreed|missed|chose|left|clicked)\b",
        ),
        guards="n",
    ),
]

VETOES: list[Veto] = [
    veto(
        "apology",
        r"\b(?:sorry|apolog(?:y|ies|i[sz]e)|regret)\b[^.?!;]{0,60}\b(?:if (?:you|we|i|it|this|that|our|my|any|the|there|anyone|anything)|in case you|should you feel|may have|might have|you may|to the extent|to anyone who)\b",
        "'sorry if' puts the apology under a condition",
    ),
    veto(
        "apology",
        r"\bif (?:you|we|i|it|this|that|our|my|any|anyone|anything)\b[^.?!;,]{1,50},? (?:then )?(?:i'm |i am |we're |we are )?(?:so |truly |very )?(?:sorry|i apologi[sz]e|we apologi[sz]e|my apologies)\b",
        "the 'if' before it puts the apology under a condition",
    ),
    veto(
        "apology ownership",
        r"\b(?:sorry|apolog(?:y|ies|i[sz]e))\b[^.?!;]{0,70}[,-]? ?\b(?:but|however|though) (?:you|your|the terms|these things|rules|policy|as you|that's (?:just )?how|it's (?:in|only|just)|it is (?:in|only|just)|this is (?:just|only|how)|we did (?:tell|warn|send)|i did (?:tell|warn))\b",
        "the 'but' takes the apology back",
    ),
    veto(
        "apology",
        r"\b(?:sorry|apolog(?:y|ies|i[sz]e)|regret) (?:that )?(?:you|u)(?:'re| are| were| weren't)? (?:feel|felt|feeling|see|saw|took|found|find|think|thought|unhappy|not happy|happy|upset|offended)\b",
        "it is sorry for the feeling, not for what happened",
    ),
    veto(
        "apology",
        r"\b(?:apolog(?:y|ies|i[sz]e)|sorry|regret)\b[^.?!;]{0,30}\bany \w+",
        "'any' leaves open whether anything happened",
    ),
    veto(
        "apology",
        r"\b(?:i'm sorry|i am sorry|apologies|apologi[sz]e|sorry),? (?:but|however|n all that|and all that)\b",
        "the 'but' takes the apology back",
        unless=r"\bbut (?:we|i) (?:got|made|failed|lost|sent|messed|should)|\b(?:fault|mistake) (?:is|was) (?:ours|mine)",
    ),
    veto(
        "apology",
        r"^[^a-z]{0,3}(?:i'm |i am )?sorry,? (?:\w+,? )?(?:what|whats|what's|which|who|could you|can you|say that|come again|where|when)\b|\bbeg your pardon ?\?|\bpardon\?",
        "this 'sorry' asks to hear it again",
    ),
    veto(
        "apology",
        r"\bnot (?:\w+ )?sorry\b|\b(?:won't|will not|not going to|refuse to|never|don't) (?:\w+ )?apologi[sz]e\b",
        "it refuses to be sorry",
        unless=r"\bnot only sorry\b",
    ),
    veto(
        "apology",
        r"\b(?:says?|said|claims?|thinks?|hopes?) (?:that )?(?:she|he|they)(?:'s|'re| is| are| was| were) (?:\w+ )?sorry\b",
        "it is somebody else who says so, not you",
    ),
    veto(
        "apology",
        r"\bregret (?:that )?(?:the|your) (?:claim|application|request|refund|order|appeal|case)\b",
        "'we regret' announces bad news, it does not apologise",
    ),
    veto(
        "apology",
        r"\b(?:sorry|regrets?) to (?:say|inform|tell|advise|have to (?:say|tell)|hear you feel|announce)\b",
        "'sorry to say' announces bad news, it does not apologise",
    ),
    veto(
        "apology",
        r"\b(?:sorry (?:excuse|state|sight|lot|story|attempt)|you(?:'ll| will) be sorry|you should (?:be sorry|apologi[sz]e)|sorry not sorry|better safe than sorry|feel sorry for (?:the|our|my|him|her|them|yourself))\b",
        "the word is there, the apology is not",
    ),
    veto(
        "apology",
        r"\b(?:you|he|she|they|customers?|people)(?:'re| are|'s| is)? (?:\w+ )?(?:owe (?:me|us)|sorry|apologi[sz]ed?)\b[^.?!]{0,40}$",
        "it is about somebody else being sorry",
        unless=r"\b(?:i'm|i am|we're|we are|my|our|i|we) (?:\w+ ){0,2}(?:sorry|apolog)",
    ),
    veto(
        "blame",
        r"\b(?:not|isn't|wasn't|never|no way|n't|none of this is|nothing (?:here )?(?:is|was)) (?:(?:in any way|at all|entirely|your|actually) )?(?:your|yours)(?: own)? ?(?:fault|mistake|doing|error|problem|job|responsibility)?\b",
        "it says the customer is not to blame",
    ),
    veto(
        "blame",
        r"\b(?:nobody|no one|none of us|i'm not|i am not|we're not|we are not|not here to|never|don't want to|wouldn't) (?:\w+ )?(?:blam(?:e|es|ing)|pointing|saying (?:you|it))\b",
        "it holds back from blaming",
    ),
    veto(
        "blame",
        r"\b(?:because of|thanks to|down to|owing to) (?:us|me|our|my)\b",
        "it puts the fault on us",
    ),
    veto(
        "blame",
        r"\b(?:as|like) you should have\b|\byou should(?:'ve| have) (?:been|had|got|received|heard|never|gotten)\b|\byou (?:should|ought)(?:n't| not|n't ever| never) (?:have (?:had|been|to)|need|have to|be (?:left|asked|told|waiting|paying))\b",
        "it says what was owed to the customer",
    ),
    veto(
        "ownership",
        r"\b(?:isn't|is not|wasn't|was not|not) (?:\w+ )?(?:our|my|ours|mine)\b",
        "it denies the fault instead of owning it",
    ),
    veto(
        "ownership",
        r"\b(?:mistakes|errors) (?:were|are|do get|get) made\b|\b(?:mistakes|these things|errors|delays) (?:do )?happen\b",
        "nobody is named as having done it",
        unless=r"\b(?:our|my|i|we) ",
    ),
]
