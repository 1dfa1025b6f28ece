"""Naming the feeling, validating it, restating the problem, and telling people what to feel.

Wording: codebook, C1 emotion_acknowledgment, C2 issue_reflection; burden words count as much as
emotion words.
"""

# ruff: noqa: E501  (one alternative after another reads better than broken lines)
from __future__ import annotations

from .cue import Cue, Veto, cues, veto

_EMOTION = (
    r"(?:angry|anger|furious|fury|upset|upsetting|frustrat(?:ed|ing|ion)|annoy(?:ed|ing|ance)|mad|livid|irritat(?:ed|ing|ion)|disappoint(?:ed|ing|ment)"
    r"|let down|brushed off|fobbed off|passed around|pushed around|dismissed|forgotten|abandoned|trapped|stranded|worr(?:ied|y|ying|isome)|anxious|anxiety|scared|scary|frighten(?:ed|ing)|afraid|stress(?:ed|ful)?|exhaust(?:ed|ing)|exasperat(?:ed|ing)"
    r"|fed up|embarrass(?:ed|ing|ment)|humiliat(?:ed|ing|ion)|helpless(?:ness)?|powerless|hopeless|hurt(?:ful)?|painful|distress(?:ed|ing)?|sad|grief"
    r"|griev(?:e|ing)|lonely|alone|ignored|unheard|cheated|betrayed|insulted|insulting|disrespected|confus(?:ed|ing)|overwhelm(?:ed|ing)|awful|horrible"
    r"|dreadful|miserable|infuriating|maddening|galling|unsettling|nerve-?racking|draining|tiring|wearing|rotten|gutted|cross|vexed|vexing|panic|shock(?:ed|ing)?"
    r"|weary|worn out|at the end of your (?:rope|tether)|heartbroken|heartbreaking|demoralising|degrading|unfair|unpleasant|sore|raging|scunnered|knackering)"
)
_HARD = (
    r"(?:hard|tough|rough|wearing|exhausting|draining|horrible|awful|dreadful|stressful|frightening|maddening|infuriating|miserable|unfair|rotten|galling"
    r"|worrying|upsetting|humiliating|painful|tiring|the last thing (?:you|anyone) need(?:ed|s)?|a lot|too much|no joke|no fun|a nightmare|a slog|a strain|a blow|grim|lousy|nasty|a heavy|heavy)"
)
_FEEL_BAD = r"(?:upset|angry|mad|rude|emotional|dramatic|worked up|so worked up|aggressive|hysterical|frustrated|annoyed|furious|worried|nervous|sad|disappointed|negative|impatient|excited|agitated|hostile|offended|stressed)"

CUES: list[Cue] = [
    *cues(
        "names_feeling",
        (
            rf"\b(?:you|you're|your)\b[^.?!;]{{0,40}}\b{_EMOTION}\b",
            rf"\b(?:sounds?|seems?|feels?|must (?:be|have been|feel|have felt)|can(?: only)? imagine|can (?:see|hear|tell)|no wonder|how)\b[^.?!;]{{0,60}}\b{_EMOTION}\b",
            rf"\b(?:that|this|it|which|waiting|being|having|losing|what)\b[^.?!;]{{0,50}}\b(?:is|was|'s|must be|must have been|sounds|has been|have been|would be|will have been) (?:(?:so|really|very|truly|genuinely|just|quite|such|a|an|bound to be|plain|properly|pretty|more than) ){{0,3}}{_HARD}\b",
            r"\b(?:would|will|must|is enough to|could) (?:wear|test|try|drive|grind|rattle|sting|hurt|worry|upset|madden|infuriate|frustrate|anger|exhaust|tire|get to|frighten|scare|make) (?:anyone|anybody|you|a person|most people|any of us|everyone|me)\b",
            r"\b(?:must|would|will) (?:really |truly |surely )?(?:sting|hurt|grate|rankle|smart|ache|wear (?:you|thin))\b",
            r"\bthe (?:worst|hardest) (?:part|thing|bit)\b",
        ),
        guards="ncq",
    ),
    *cues(
        "validates",
        (
            r"\b(?:you're|you are|your) (?:(?:absolutely|quite|completely|totally|perfectly|entirely|very|dead|both|well within your) ){0,2}right (?:to|that|about|there|,|\.|!|and|it|we)",
            r"\byou (?:have|had|'ve got|have got) (?:every|all|good|a) (?:the )?(?:right|reason|point|cause)s?\b",
            r"\b(?:makes?|made) (?:(?:complete|perfect|total|a lot of|every|good) )?sense\b",
            r"\b(?:i'd|i would|anyone would|anybody would|any of us would|most people would|who wouldn't|i too would)\b[^.?!;]{0,25}\b(?:be|feel|say|ask|want|think|have|expect)\b",
            r"\b(?:understandabl[ey]|no wonder|quite rightly|rightly so|fair (?:point|question|comment|enough to)|is (?:more than |perfectly |only |entirely )?(?:fair|reasonable|justified|natural))\b",
            r"\b(?:that's|that is|it's|it is|this is|is|was|was simply|are) (?:simply |just |plainly |really )?(?:not (?:ok|okay|good enough|acceptable|right|fair|what you (?:paid|signed|ordered|were promised))|n't (?:ok|okay|good enough|acceptable|right|fair)|unacceptable)\b",
            r"\byou (?:deserve[d]?|shouldn't have (?:had )?to|should not have (?:had )?to|should never have)\b",
            r"\bthank you for (?:pushing|pressing|not letting)\b|\bthe anger makes sense\b",
        ),
        guards="cq",
        strong=True,
    ),
    *cues(
        "command_to_feel",
        (
            r"\b(?:calm|cool|settle|simmer|quiet|quieten|dial it) down\b",
            r"\b(?:relax(?! the)|chill(?: out)?|cheer up|lighten up|get a grip|get over (?:it|yourself)|take (?:it easy|a chill pill)|easy now|keep your (?:hair|shirt) on|keep calm|stay calm|be calm|remain calm)\b",
            rf"\b(?:don't|do not|dont|stop|quit|no need (?:to|for you to)|there's no need to|there is (?:really )?no (?:need|reason|point|call|cause) (?:to|for you to|in)|needn't|try not to|you mustn't|never)(?: \w+)? (?:be|being|get|getting|feel|feeling|act|acting) (?:(?:so|too|that|all|this|quite|very|such) ){{0,2}}{_FEEL_BAD}\b",
            rf"\b(?:you (?:shouldn't|should not|have no (?:reason|right|cause) to|can't|cannot|mustn't|must not|needn't|don't (?:need|have) to)) (?:be|feel|get|being) (?:(?:so|too|that|this|very|quite) ){{0,2}}{_FEEL_BAD}\b",
            r"\b(?:stop|quit) (?:panicking|worrying|whining|moaning|complaining|shouting|yelling|crying|stressing|fretting|overreacting|making (?:a|such a) fuss)\b",
            r"\byou (?:should|need to|must|have to|ought to|can|could) (?:(?:just|really|simply|try to|learn to|please|also|all) ){0,2}(?:calm|relax|be (?:more )?(?:patient|grateful|happy|thankful|glad|reasonable|pleased|satisfied)|feel (?:lucky|grateful|happy|better)|chill|stop (?:worrying|being|panicking)|control your|keep your cool|settle|cheer|let it go|lighten)\b",
            r"\b(?:control|compose|collect|pull|contain) (?:yourself|your (?:emotions|temper|anger|feelings))\b",
            r"\b(?:lower|watch|mind|change|drop|moderate|soften) (?:your|the|that|this) (?:tone|voice|attitude)\b",
            r"(?:^[^a-z]{0,3}|\bjust |\bplease )(?:be (?:more )?(?:grateful|thankful|reasonable|happy)(?! to)\b|let it go\b)|\blet go of (?:all )?(?:this|that|your|the) (?:anger|rage|worry)\b|\b(?:look on the bright side|keep your (?:temper|cool|emotions)|leave your (?:anger|emotions))",
            r"\b(?:no need (?:for|to) (?:the |such |all |that |this |your |any )?(?:panic|shout|yell|anger|drama|worry about|raise|fuss|attitude|get|that tone|raised|be so|hostility|tears|cry))\b",
        ),
        guards="",
    ),
]

VETOES: list[Veto] = [
    veto(
        "validates",
        r"\byou (?:have|had|'ve) (?:no|zero|little|hardly any) (?:\w+ )?(?:right|reason|cause|grounds|point|call)\b|\bno (?:right|business) to be\b",
        "it disputes the complaint",
    ),
    veto(
        "validates",
        r"\bif (?:that|this|it|what you say)(?: is|'s| were| was) (?:\w+ )?(?:true|right|correct|so|the case|accurate)\b",
        "an 'if' puts a condition on it",
    ),
    veto(
        "names_feeling",
        r"\b(?:your|the|any) \w+(?: \w+){0,8} (?:has been|have been|is|was|will be) (?:\w+ )?(?:noted|recorded|logged|registered|filed|placed on|acknowledged|unnecessary|not necessary|misplaced|taken on board)\b",
        "filing a feeling is not naming it",
    ),
    veto(
        "names_feeling",
        r"^[^a-z]{0,3}(?:are|were|is|was|aren't|weren't) you\b[^?]{0,120}\?",
        "it asks about the feeling as a fact to be ticked",
        unless=r"\bnot? wonder\b",
    ),
    veto(
        "names_feeling validates",
        rf"\b(?:can't|cannot|can not|don't|do not|fail to|hard to|unable to|struggle to) (?:\w+ )?(?:understand|see|think|believe|imagine|get|tell) (?:why|what|how) (?:you|anyone|this|it|that)\b[^.?!;]{{0,40}}\b(?:{_EMOTION}|fuss|problem|reaction|shouting|complain)",
        "it says the feeling cannot be understood",
        unless=r"\bimagine how\b",
    ),
    veto(
        "names_feeling validates",
        r"\b(?:don't|do not|didn't|never) (?:get|be|feel|let)\b[^.?!;]{0,20}\b(?:upset|angry|annoyed|frustrated|mad|worked up|offended)\b",
        "it tells the customer what not to feel",
    ),
    veto(
        "names_feeling",
        rf"\b(?:i'm|i am|we're|we are|makes me|made me|i feel|i get|i was)(?: \w+){{0,2}} {_EMOTION}\b",
        "the feeling named is your own",
        unless=r"\byou(?:r|'re|'ve| |,|\.)|\b(?:sorry|sad|upset) (?:to|that|for|about)",
    ),
    veto(
        "names_feeling validates",
        r"\b(?:no (?:need|reason|point|cause|call)|needn't|stop|overreact|calm down|get over)\b[^.?!;]{0,30}",
        "it disputes the feeling",
        unless=r"\b(?:no reason (?:you|for this|why you)|you (?:have|had) (?:every|good)|no wonder|no need (?:to|for you to) (?:apolog|explain|repeat|call|send|do|ring|go|start|return|come|wait|reply|chase|contact|post|pay|prove))",
    ),
    veto(
        "command_to_feel",
        r"\b(?:i|we|let me|i'll|we'll) (?:(?:will|'ll|can|must|should|need to) )?(?:(?:not|never) )?(?:calm|relax|stay calm|keep calm|cool)|\b(?:not|never|n't|isn't|wouldn't|won't)(?: going to)? (?:tell(?:ing)?|ask(?:ing)?) you to\b|\b(?:telling|tell|told) (?:you|a customer|anyone|anybody|people|customers|them) to (?:calm|relax)",
        "nobody is told to feel anything",
        unless=r"\bwhen you (?:calm|settle)|\b(?:once|until|if|unless) you\b|\bneed you to\b",
    ),
]
