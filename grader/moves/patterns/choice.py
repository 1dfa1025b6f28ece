"""Questions, options, the hand-over of a decision, advice.

Wording: codebook, C3 open_inquiry, C6 choice_offer.
"""

# ruff: noqa: E501  (one alternative after another reads better than broken lines)
from __future__ import annotations

from .cue import Cue, Veto, cues, veto

CUES: list[Cue] = [
    *cues(
        "open_question",
        (
            r"\b(?:what|how) (?:exactly |actually |else )?(?:happened|happens|did (?:you|it|the|they)|went|do you (?:see|get|hear|think)|does (?:it|the|your)|is (?:it|the|happening|worst|going)|was|were|are you|would|has|have|can you tell|matters|made|led|makes)\b[^?]{0,140}\?",
            r"\b(?:walk|talk|take|lead|bring) (?:me|us) through\b",
            r"\b(?:tell|show) (?:me|us) (?:(?:a bit |a little |some )?more (?:about|on)|what|how|about|in your own words|everything|where|the whole)\b",
            r"\b(?:can|could|would|will) you (?:please |kindly )?(?:tell|describe|explain|share|walk|take|talk|paint|help me understand)\b[^?]{0,120}\b(?:what|how|why|when|happen|through|about|more|see)\b",
            r"\b(?:describe|explain) (?:to me |for me )?(?:what|how|the)\b",
            r"\b(?:help me (?:to )?(?:understand|see)|i'd like to (?:hear|understand) (?:what|how|more)|which (?:part|of|matters)|where did)\b",
            r"\bin your own words\b",
        ),
        guards="",
    ),
    *cues(
        "closed_question",
        (
            r"(?:^|[,;:.!-] {0,2}|\band |\bso |\bbut )(?:(?:please|ms|mr|mrs|and|so|just|also|one thing|sir|madam|first)[,: ]{1,2}){0,2}(?:did|do|does|is|was|were|are|has|have|had|can you (?:see|confirm|tell me (?:the|your|which|whether|if)|send|read)|could you (?:confirm|send|tell me (?:the|your|which|whether|if)|give|read|check)|may i (?:have|ask|know))\b[^?]{2,140}\?",
            r"\b(?:what(?:'s| is| was| are)|what) (?:the|your|is your|colou?r|time|size|model|day|number|date|version|name|address|reading|post ?code|order|email|flat|unit)\b[^?]{0,80}\?",
            r"\b(?:which|how many|how much|how long|when did|what time|what day|who (?:signed|did|was)|where (?:is|was|are))\b[^?]{1,100}\?",
            r"\b(?:send|give|tell|message|confirm|read) (?:me|us|out|to me)? ?(?:the|your) (?:\w+ ){0,2}(?:number|reference|address|reading|code|date|post ?code|name|email|model|photo)\b",
        ),
        guards="",
        strong=False,
    ),
    *cues(
        "offers_option",
        (
            r"\b(?:either|choice of|option(?:s)? (?:is|are|one|a|1)|two (?:ways|options|choices|things)|three (?:ways|options|choices|things))\b[^.?!]{0,120}",
            r"\b(?:i|we|you) can (?:also |either |still |just |gladly |happily )?\w+\b[^.?!;]{2,90}[,;]? (?:or|alternatively|otherwise)\b[^.?!]{2,120}",
            r"\b(?:a|the|your|full|new) (?:\w+ ){0,2}(?:refund|replacement|credit|voucher|exchange|repair|call ?back|discount|courier|upgrade|collection|visit|slot|seat|room)\b[^.?!]{0,60}\b(?:or|and|versus|otherwise)\b",
            r"\b(?:would|could|shall|should|may|can) (?:a|an|the|i|we) (?:\w+ ){0,4}(?:refund|replacement|credit|voucher|exchange|repair|call ?back|discount|courier|upgrade|collection|visit|slot|work|help|suit|send|book|ring)\b",
            r"\b(?:i|we) (?:can|could|may) (?:also |either |gladly |happily |now )?(?:offer|give|send|refund|replace|credit|book|swap|move|waive|arrange|put|hold|ring|call|exchange|extend|reserve|knock)\b",
            r"\b(?:if you(?:'d)? (?:prefer|like|rather|want|wish|would)|alternatively|otherwise (?:i|we)|or,? if)\b[^.?!]{3,120}",
        ),
        guards="n",
        strong=False,
    ),
    *cues(
        "hands_over_choice",
        (
            r"\b(?:which|what|whichever|whatever) (?:(?:one|of|option|day|time|way|would|do|will|is|works?|suits?|one's|of the|of those|of these|two) ){0,4}(?:would you|do you|suits?|works?|you(?:'d| would)? (?:prefer|like|rather)|best|better|easier|you prefer|you want|you choose|fits?|prefer|matters)\b",
            r"\b(?:your (?:call|choice|decision|pick|say)|up to you|you (?:choose|decide|pick|say|tell me|get to (?:choose|decide|pick))|the choice is yours|yours to (?:choose|decide|make|pick)|you're the (?:boss|judge)|whichever you|as you (?:like|prefer|wish)|it's yours to|the decision is yours|choice is with you|leave (?:it|that|the choice|the decision) (?:to|with|up to) you)\b",
            r"\b(?:tell|let) (?:me|us) (?:know )?(?:which|what you(?:'d| would)? (?:prefer|like|rather)|your (?:choice|preference)|what suits|whether you(?:'d)? (?:want|prefer|like|rather))\b",
            r"\b(?:would|do) you (?:prefer|rather|like me to|want me to|like (?:the|a|us to))\b|\bwhat would you (?:rather|prefer|like)\b",
            r"\b(?:shall i|should i|shall we|do i) [^?]{2,80}\bor\b[^?]{2,80}\?",
            r"\b(?:just )?(?:say (?:which|the word)|name the (?:day|time)|pick (?:a|the|one|whichever)|choose (?:between|whichever|the one|one|what))\b",
            r"\b(?:are|is|would) (?:you|that|this|either) (?:happy|ok|okay|work|suit|fine|alright|be) [^?]{0,80}\?",
        ),
        guards="n",
    ),
    *cues(
        "suggestion",
        (
            r"\b(?:you (?:could|might|may want to|may wish to|might want to|can try|should|'d better|would do well to|need to|must|can always|will need to|'ll need to|have to)|try (?:to|turning|using|\w+ing)|i(?:'d| would) (?:suggest|recommend|advise)|i (?:suggest|recommend|advise)|we (?:suggest|recommend|advise)|my advice|it (?:might|may|would|could) (?:help|be worth|be best) (?:to|if you)|how about (?:you|\w+ing)|why (?:not|don't you)|best (?:to|thing is to)|worth (?:\w+ing)|make sure (?:to|you|that you)|please (?:try|check|restart|visit|contact|call|read|use|go to|log|download|refer|switch|unplug|keep|restart|turn)|next time)\b",
        ),
        guards="",
        strong=False,
    ),
]

_OR_ELSE = r"\b(?:take it or leave it|or nothing|or (?:you can )?close (?:the|your) account|or not at all|or don't|or we (?:close|cancel|drop))\b"

VETOES: list[Veto] = [
    veto(
        "open_question",
        r"^[^?]{0,400}\b(?:i|we) (?:already |now |do )?(?:know|knew|saw|see|heard|checked|found) (?:exactly )?(?:what|how|why)\b[^?]{0,300}$",
        "it says what is known, it does not ask",
    ),
    veto(
        "offers_option",
        r"\b(?:can't|cannot|can not|couldn't|won't|unable to|not able to) (?:\w+ )?(?:offer|give|do|send|provide|arrange|book|refund|replace)\b",
        "it says what cannot be had",
        unless=r"\b(?:but|instead|what (?:i|we) can|however|though)\b|[;:.] |\bi can |\bwe can ",
    ),
    veto("offers_option hands_over_choice", _OR_ELSE, "one way and a dead end is no choice"),
    veto(
        "hands_over_choice",
        r"\b(?:no choice|don't (?:get|have) (?:a|any|the) (?:choice|say)|isn't (?:up to you|your (?:call|choice|decision))|is not (?:up to you|your (?:call|choice|decision))|not (?:up to you|your (?:call|choice|decision)))\b",
        "it takes the decision away",
    ),
    veto(
        "open_question closed_question",
        r"\b(?:what (?:did you expect|do you expect (?:me|us)|exactly do you (?:want|expect) (?:me|us)|am i supposed|do you want from (?:me|us)|else do you want|is (?:wrong with you|your problem)|part of|makes you think)|how (?:dare|many times|hard can|else)|who do you think|do you (?:really think|think (?:i|we)|have any idea)|are you (?:deaf|blind|serious|even|kidding|done|finished)|what's (?:wrong with you|your problem)|can't you|what more do you)\b",
        "a question that wants no answer",
    ),
]
