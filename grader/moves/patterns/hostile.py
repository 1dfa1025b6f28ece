"""Insult, threat, sarcasm, dismissal, defensiveness, shouting; and the calm limit that is none of them.

Wording: codebook, C9 to C11. An insult counts when it is aimed at the customer: "you", "people
like you", a name called out; never "a stupid mistake of ours" and never inside a quotation.
"""

# ruff: noqa: E501  (one alternative after another reads better than broken lines)
from __future__ import annotations

from .cue import Cue, Veto, cues, veto

_DEMEAN = (
    r"(?:stupid|dumb|thick|dense|dim|clueless|pathetic|ridiculous|childish|a (?:big |spoilt |spoiled |little )?(?:child|baby|brat)|crazy|insane|mad|nuts|lazy|incompetent|ignorant"
    r"|entitled(?! to)|illiterate|foolish|a fool|a(?: \w+)? idiot|an? (?:\w+ )?idiot|idiotic|a(?:n absolute|n utter| complete| total)? moron|moronic|a liar|liars|lying|a cheat|a crook|rude|a joke|a nuisance"
    r"|a pain|a (?:drama queen|karen|troll|bully|whiner|moaner|scammer|thief|nightmare|clown|loser|disgrace|muppet|eejit|coward|snowflake)|greedy|hysterical|delusional|paranoid"
    r"|unhinged|immature|slow|too (?:stupid|lazy|slow|thick|dim|dumb|old|important)|worthless|useless|hopeless at|an embarrassment|embarrassing yourself|gullible|a waste of (?:my|our|time|space)|impossible|beyond help|not (?:very|too|that|exactly) (?:bright|smart|clever)|being (?:silly|petty)|petty|silly)"
)
_ABUSE = r"(?:name[- ]calling|swearing|swear(?:ing)? at|insult(?:s|ing)?|abus(?:e|ive)|slurs?|curs(?:e|es|ing)|threats?|threatening|personal (?:remarks?|comments?|attacks?)|(?:comments?|remarks?|jokes?|words) about (?:my|our|his|her|their)|(?:that|this|the|such|your|offensive|racist|sexist|foul|bad|strong|hurtful|kind of|of that) (?:kind of )?language|shouting at|calling (?:me|him|her|us|them)(?! (?:back|on|at|by|if|when|today|tomorrow))|racist|those (?:words|names)|that word|bad words|foul words|names like that|being called)"

CUES: list[Cue] = [
    *cues(
        "insult",
        (
            rf"\b(?:you're|you are|ur|you were|you must be|you people are|you lot are|you guys are|your lot are|you sound|you seem|you look|are you|were you|don't be|do not be|stop being|must you be|you're being|you are being|you're acting|quit being) (?:(?:all|just|really|clearly|obviously|simply|being|such|so|a bit|completely|totally|quite|very|always|either|both|truly|the most|like|acting|behaving|plain|utterly) ){{0,3}}{_DEMEAN}\b",
            r"\b(?:even )?a (?:child|toddler|five[- ]year[- ]old|ten[- ]year[- ]old|monkey|trained monkey|dog|kid|baby|chimp) (?:could|can|would|knows|understands)\b",
            r"\b(?:half a brain|your (?:tiny|little|pea|thick) (?:brain|mind|head|skull)|people like you|customers like you|your (?:kind|sort|type)\b(?! of)|someone like you|use your (?:brain|head)|what is wrong with you|what's wrong with you|too (?:much|hard|complicated) for you to (?:understand|grasp|follow)|can you (?:even |not )?read(?= ?[?!.]|$| english)|can't you read|learn to (?:read|spell|write)|do you (?:even )?(?:speak|understand|read) english|are you (?:deaf|blind|slow|drunk|serious(?:ly)? that)|grow up\b|get a life|shut (?:up|your)|(?:liars|cheats|scroungers|time-?wasters|beggars|cheapskates) like you|u (?:stupid|dumb|thick)|you (?:stupid|dumb|thick|lazy|blind|deaf)(?= ?[?!,.]|$)|you nobody|a normal person would|what (?:sort|kind) of (?:mother|father|parent|person|man|woman|grown)|(?:behav|act)ing like (?:a|an) (?:small |little |spoilt |spoiled |angry )?(?:child|baby|toddler|kid|animal|lunatic)|people from your (?:place|country|part|village|area|side)|grown (?:woman|man) (?:crying|whining|moaning)|go away and|get lost|drop dead|nobody likes|boo ?hoo|cry ?baby)\b",
            r"(?:^|[,.!?:;] |- |\band )you (?:stupid|silly|dumb|thick|lazy|daft|ignorant|rude|nasty|pathetic|horrible|ridiculous|useless|foolish|miserable|ungrateful|greedy|mad|bloody) (?:(?:little|old|fat|young) )?(?:woman|man|girl|boy|lady|person|people|fool|cow|pig|git|thing|lot|creature|child)\b",
            r"\b(?:idiot|moron|imbecile|dimwit|dumbass|asshole|arsehole|bitch|bastard|cretin|numpty|fuckwit|twat|wanker|dickhead|retard|scum|simpleton|halfwit|half-wit|airhead)s?\b",
            r"\b(?:your (?:stupidity|ignorance|laziness|incompetence|idiocy|foolishness|greed|lies|nonsense|ridiculous|pathetic|silly|childish|stupid|dumb|petty|little (?:drama|tantrum|rant|problem)|tantrum|whining|moaning|hysterics|drama|bleating)|you (?:clearly )?(?:lack|have no) (?:basic |common |any )?(?:sense|intelligence|brains?|manners|clue|idea how)|lies? (?:again|you tell)|words of one syllable|speak (?:very )?slowly for you|(?:you|customers|people|pensioners)[^.?!,]{0,30} (?:like|is) talking to a (?:wall|child|brick)|have a word with yourself|level of (?:brain|intelligence)|not the (?:sharpest|brightest)|(?:even )?my (?:gran|nan|grandmother|granny|grandma|six-year-old|toddler|dog|cat|kid|four-year-old)(?: \w+)? (?:could|can|would|manages?|understood|knows|works?|does))\b",
        ),
        guards="n",
    ),
    *cues(
        "threat",
        (
            r"\bor else\b(?!,? (?:an? |(?:i|we)(?:'ll| will| can| could) (?:\w+ )?(?:send|write|ring|call (?:you|back|again)|e-?mail|message|move|hold|post|bring|book|pay|refund|credit|replace|find|ask|keep|come)\b))|\byou(?:'ll| will) (?:regret|be sorry|pay for|wish you|live to|find out what|lose everything)\b",
            r"\b(?:blacklist|ban|black-list|sue|prosecute|report) (?:you|your (?:account|address|name|number))\b|\b(?:i|we)(?:'ll| will| can| could| shall|'m going to| am going to) (?:make sure (?:you|your)|see (?:to it )?(?:that )?you (?:never (?:get|fly|rent|work|stay|travel|use|come)|don't get)|have you (?:banned|arrested|removed|blocked)|block you|bar you|freeze your|flag you|take you to court|cut you off)\b",
            r"\b(?:last|final) (?:warning|chance)\b|\b(?:be|i'd be|i would be) (?:very |more )?careful (?:what|how|or|with|if i were)\b|\bwatch (?:yourself|your (?:step|back|mouth)|it)\b|\bthink twice (?:before|about)\b|\bdon't (?:push|test|tempt|make) (?:me|us)\b",
            r"\b(?:our|the) (?:lawyers?|solicitors?|legal team|legal department|attorneys?)\b[^.?!]{0,30}\b(?:will|would|contact|in touch|hear|write|love|waiting)\b|\bhear from our (?:lawyers?|solicitors?|legal)\b|\blegal action against you\b|\b(?:debt collect\w+|bailiffs)\b|\bone more (?:word|complaint|message|call|review|email|peep|bad review)\b[^?!.]{0,40}\b(?:and|then|or)(?: then)? (?:i|we|you|your|it's)\b|\b(?:keep|carry on|go on|continue)(?: on)? (?:\w+ing|like this|like that|this way)\b[^?.!]{0,40}\b(?:and|or) (?:i'll put|we'll put|i'll close|we close|we'll close|i hang|i'll hang|you'll|you will|no one|nobody|no engineer|no \w+ will)\b|\bsee what happens\b|\bremember that (?:before|when|next time)\b|\bbefore (?:we can be|you find yourself)\b|\b(?:we|i)(?:'ve| have)? (?:know|got|have) (?:where (?:you live|is your|your)|your home address)\b|\byour address here, remember\b|\bknow where you live\b",
            r"\bif you (?:keep|continue|carry on|don't|do not|post|leave|complain|go to|dispute|write|tell|talk|ever|dare|mention|won't|refuse|cancel|say|speak|ring|call|raise|ask|reply|put|push|make)\b[^.?!]{2,80}\b(?:i|we)(?:'ll| will| shall|'re going to| are going to| may have to)? (?:\w+ )?(?:close your account|cancel (?:your|the|everything|it all)|block|ban|bar|refuse|suspend|terminate|withhold|charge you|report you|sue|drop your|delete your|stop (?:helping|the refund|your)|keep your (?:deposit|money)|lose your|forget your|put you (?:at|to) the (?:back|bottom|end)|hang up|no longer help)\b",
            r"\b(?:say|kiss) goodbye to (?:your|the|any)\b|\b(?:you can forget|forget about) (?:about )?(?:your|the|any|ever)\b|\b(?:stop|drop|withdraw|delete|take down)\b[^.?!,]{1,40}\bor (?:i|we|you)(?:'ll| will)?\b|\b(?:there (?:will|'ll) be|face(?:s)?|suffer|without|accept|be) (?:the |serious |some )?consequences\b|\bor (?:i|we)(?:'ll| will) (?:cancel|close|block|ban|hang up|end|charge|suspend|refuse|terminate|report|stop|withdraw|bin|delete)\b",
        ),
        guards="n",
    ),
    *cues(
        "boundary",
        (
            rf"\b{_ABUSE}\b[^?]{{0,110}}\b(?:stop|stops|leave|left out|end|ends|close|continue|keep going|carry on|can't|cannot|won't|will not|not (?:ok|okay|acceptable|something)|isn't|please|without|finish|pause|go on|come back|ring back|goes on|step away|out of)\b",
            rf"\b(?:stop|leave|without|end|close|can't|cannot|won't|please|not accept|ask you|need you|keep|continue|if)\b[^?]{{0,80}}\b{_ABUSE}\b",
            r"\b(?:i|we)(?:'ll| will| would| may| might)? (?:have to |need to )?(?:end|close|leave|finish) (?:the|this) (?:chat|call|conversation)\b",
            r"\b(?:keep|stay) (?:it|this|things|our (?:chat|call|conversation)|the (?:chat|call|conversation|language)) (?:respectful|civil|polite|clean)\b",
        ),
        guards="",
    ),
    *cues(
        "sarcasm",
        (
            r"\b(?:wow|oh|gosh|my my|dear me|goodness|well well|oh no|boo)[,!. ]{1,3}(?:what a|how|poor|such a|the|your|you poor|imagine|i'm|that must|aren't|a|so|look|sure|great|wonderful|really|lucky)\b[^.?!]{0,60}",
            r"\b(?:what a (?:tragedy|catastrophe|disaster for you|nightmare for you|hero|surprise|shock)|how (?:awful|terrible|tragic|dreadful|will you ever|ever will you|brave|original|clever of you|lovely for)|poor (?:you|thing|baby|darling|little)|cry me a river|world's smallest|the horror|heaven forbid|god forbid|stop the press(?:es)?|alert the|call the (?:press|papers|king)|bravo|slow clap|congratulations on (?:reading|finding|managing|discovering|noticing|being|your (?:outrage|temper|anger|opinion|complaint))|well done (?:you|for|on)|good for you(?= ?[,.!]|$)|lucky (?:you|us|me)|how nice for you|my heart bleeds|must be (?:so )?nice to|thanks? (?:so much |a lot |a bunch )for (?:nothing|shouting|yelling|your (?:lovely|charming|kind|delightful|wonderful|pleasant)|the (?:lovely|charming|lecture|drama|essay|novel|history)|ruining|sharing your|explaining my|telling me how)|charming as (?:ever|always)|what (?:a )?(?:charming|delightful|lovely) (?:message|way|person|tone|words)|delightful as|(?:i'm|i am) (?:sure|certain) (?:the world|your life|it was (?:terrible|traumatic)|that's (?:very|so)|you'll (?:survive|live|manage))|you'll live\b|(?:somehow|miraculously),? (?:the world|you|we)|rocket science|genius|einstein|sherlock|your (?:highness|majesty|royal|lordship|ladyship)|as if by magic|because obviously|obviously the (?:whole )?world|drop everything|the whole (?:company|world) (?:revolves|should|must|will stop)|oh,? great|yeah,? right|sure,? (?:because|whatever|jan)|how (?:dare|silly of) (?:we|us|me)|silly (?:me|us)|forgive (?:me|us) for (?:thinking|not (?:reading|dropping|bowing))|excuse (?:me|us) for (?:breathing|living|not)|(?:a|one) whole (?:minute|hour|day|ten minutes|five minutes|\w+ minutes))\b",
        ),
        guards="n",
    ),
    *cues(
        "dismissal",
        (
            r"\b(?:not (?:a|that|such a|exactly a|really a) (?:big|huge|major|great) (?:a )?(?:deal|issue|problem|thing)|no big deal|not the end of the world|hardly (?:the end|a (?:disaster|crisis|tragedy|emergency))|these things (?:do )?happen|it happens(?= ?[,.!]|$)|things happen|that's life|such is life|worse things (?:have )?happen|could be (?:a lot |much )?worse|people have (?:real|bigger|worse)|(?:others|other people|other customers) have (?:it )?(?:worse|bigger|real|waited longer)|first[- ]world|overreact(?:ing|ed|ion)?|making (?:such )?(?:a|too much) (?:fuss|mountain|scene|big)|storm in a tea|(?:nothing|not much|not a lot) (?:more |else |further )?(?:that )?(?:i|we) can do|nothing (?:more |else |further )?(?:to (?:be done|say|discuss|add)|can be done)|can't help (?:you|with that|it)|not (?:my|our) (?:problem|concern|business|department)|(?:that's|it is|it's|that is) (?:just |simply )?(?:how|the way) (?:it|things|these things) (?:is|works?|are|goes?|go|happen)|deal with it|live with it|get over it|get used to it|end of (?:story|discussion|matter|conversation)|case (?:is )?closed|so what(?= ?[.!?]|$)|who cares|whatever you say|whatever\.|big deal|move on(?! to)|is that all|don't (?:really )?care|couldn't care less|doesn't (?:really )?matter|you(?:'ll| will) (?:live|survive|get over)|take it or leave it|like it or|tough (?:luck|break)|too bad|never mind that|let's not (?:dwell|exaggerate)|blow(?:n|ing)? (?:it|this|things) (?:out|up))\b",
            r"\b(?:it's|it is|it was|that's|this is|that is|only|just|merely|simply) (?:(?:only|just|merely|simply|really) ){1,2}(?:a|an|one|two|three|\d+)(?: \w+){0,2} (?:parcel|day|days|hours?|minutes?|fee|phone|bag|pounds?|email|room|bill|delay|inconvenience|glitch|cup|dress|toy|order|flight|letter|euros?|dollars?|cents?)\b",
        ),
        guards="",
    ),
    *cues(
        "defensiveness",
        (
            r"\b(?:as (?:i|we) (?:already |have already |'ve already |clearly |just |previously |both )?(?:said|told|explained|mentioned|stated|wrote)|as (?:already|previously|clearly) (?:stated|explained|mentioned|said|outlined)|like i (?:already )?(?:said|told)|per my (?:last|previous)|i(?:'ve| have) (?:already )?(?:told|explained|said)(?: this| it| that)?(?: to)? (?:you )?(?:already|twice|before|several|three|many|this)|(?:with all (?:due )?respect|for your information|fyi|let me be (?:very )?clear|to be (?:perfectly |quite )?(?:fair|clear),? (?:we|i|our|the)|in (?:our|my) defen[cs]e|in fairness to (?:us|me|our)|our records (?:clearly )?(?:show|say|indicate|prove)|it clearly (?:says|states)|(?:as )?(?:stated|written|set out|explained|described) (?:clearly )?(?:in|on) (?:the|our|your)|(?:it's|it is|that's|that is|this is) (?:the |our |just |simply |company |standard |only ){1,3}(?:policy|procedure|rule|process|rules)(?! (?:that|which))|(?:as )?per (?:our|the|company) (?:policy|terms|procedure|rules)|policy (?:is|says|states|clearly|does not|doesn't)|the (?:terms|rules|contract|small print) (?:clearly )?(?:say|says|state|states|are)|you (?:agreed to|accepted|signed) (?:the|our|it|to)|(?:i|we) (?:did|do|have done) (?:everything|nothing wrong|our (?:job|best|part)|my (?:job|best)|what (?:we|i) (?:were|was))|nobody else (?:has )?(?:complain\w+|had)|(?:no|none of our) other customers?|everyone else (?:manages|seems|is)|i(?:'m| am) (?:only|just) doing my job|i (?:don't|do not|didn't|did not) make the (?:rules|policy|decision)|(?:we|i) did (?:tell|warn|inform|email|send) (?:you|u|this|that|it|every|all)|(?:that's|that is|this is) (?:simply |just )?(?:not true|untrue|incorrect|inaccurate|unfair to us|nonsense)|you(?:'re| are) (?:wrong|mistaken|incorrect)|we (?:never|don't|didn't) (?:said|say|promise[d]?|lose|make mistakes)|actually,? (?:you|our|it|the|that)))\b",
        ),
        guards="",
    ),
]

VETOES: list[Veto] = [
    veto(
        "dismissal",
        r"\byou (?:don't|do not|needn't|won't) (?:need to|have to|need|do) \w+|\bno need to (?:send|return|do|call|ring|pay|reply|come|repeat)\b",
        "it spares the customer work",
        unless=r"\b(?:worry|fuss|upset|angry|shout|complain|write|contact us|bother)\b",
    ),
    veto(
        "blame",
        r"\b(?:should(?:n't| not| never) have (?:happened|been)|(?:i'm|i am|we're|we are) (?:\w+ )?sorry|(?:put|putting|set|setting) (?:that|this|it) right|(?:is|was|that's) (?:our|my) (?:own )?(?:fault|mistake|error|job))\b",
        "it owns what went wrong",
        unless=r"\byou (?:should|failed|didn't|did not|forgot|never|could|ought)\b|\bnot (?:my|our)\b|\bbut\b|\bif you\b",
    ),
    veto(
        "insult",
        r"\b(?:stupid|silly|dumb|idiotic|ridiculous|foolish|lazy|daft|mad|crazy) (?:(?:little|old) )?(?:mistake|error|rule|system|slip|form|policy|queue|delay|situation|thing|of (?:us|me|ours)|on (?:our|my))\b",
        "the word is aimed at the mistake, not at the customer",
        unless=r"\byour? (?:stupid|silly|dumb|ridiculous|foolish|lazy|little)|\byou(?:'re| are) (?:\w+ )?(?:stupid|silly|dumb|foolish|lazy)",
    ),
    veto(
        "insult",
        r"\b(?:you're|you are|you aren't|you were|not|nobody (?:here )?(?:thinks|is saying)|never) (?:not |n't |being |at all |saying |think(?:ing)? )?(?:(?:you're|you are|being|a|an|that) ){0,2}(?:stupid|silly|ridiculous|difficult|crazy|unreasonable|a nuisance|a liar|lying|rude|overreacting|dumb|foolish|petty|dramatic)\b",
        "it says the opposite of the insult",
        unless=r"\byou(?:'re| are|'re being| are being)(?: (?:so|just|really|clearly|being|very|such|obviously|a|an)){0,3} (?:stupid|silly|ridiculous|crazy|unreasonable|a nuisance|a liar|lying|rude|dumb|foolish|petty|dramatic)\b",
    ),
    veto(
        "insult blame dismissal",
        r"\b(?:nobody|no one|none of us) (?:here )?(?:thinks?|is thinking|holds?|says?|is saying|blames?) (?!they|we|i)\b",
        "it says that nobody thinks so",
        unless=r"\bbut\b|\bexcept\b|\bnobody (?:thinks|says) (?:that )?(?:you're|you are) right\b",
    ),
    veto(
        "insult threat blame",
        r"\b(?:i|we) (?:was|were|am|are|'m|'re|felt|feel)(?: \w+){0,2} (?:stupid|idiots?|useless|lazy|incompetent|careless|to blame|at fault|wrong)\b",
        "it is aimed at ourselves",
    ),
    veto(
        "threat",
        rf"\b{_ABUSE}\b",
        "it sets a limit on abuse and says what follows",
        unless=r"\b(?:barred|finish you|think hard|watch how)\b|\b(?:blacklist|ban|sue|regret|or else|lawyers?|solicitors?|police|close your account|cancel your|forget your|know where)\b",
    ),
    veto(
        "dismissal",
        r"\b(?:isn't|is not|wasn't|was not|not|never|hardly|more than) (?:(?:simply|merely) )?(?:just|only|nothing)\b|\b(?:do|does|did|really) (?:care|matter)\b",
        "it refuses to play the matter down",
    ),
]
