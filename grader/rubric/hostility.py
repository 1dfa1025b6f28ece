"""Words that accuse, defend, belittle, order about or mock, beside what the moves find.

A gate rests on these, so each pattern needs an aim: at the customer, a colleague, or the feeling itself.
"""

from __future__ import annotations

from grader.rubric.cues import Cue, cue
from grader.rubric.reading import Hit, Reading, ReadSentence

_ACCUSES = cue(
    r"(?:if you(?:'d| had)|had you)(?! (?:rather|sooner|like|prefer|want|wish|love))(?: \w+){0,3} "
    r"\w+(?=[^.?!]{0,120}\b(?:would|wouldn't|could|couldn't|might|should|\w+'d have)\b)",
    r"if (?:only )?you (?:read|checked|asked|told us|listened|looked|kept|"
    r"updated)\b[^.?!]{0,60}(?:would|wouldn't|could|might)",
    r"you (?:\w+ )?(?:should|ought to|could|might) (?:\w+ )?have (?!been|had|got|received|to)"
    r"(?:(?:just|first|at least|simply|really|also) )?(?!need|need\w+ )(?:\w{2,}ed|kept|left|sent|lost|"
    r"put|read|"
    r"thought|brought|bought|told|paid|said|done|gone|made|known|seen|taken|given|written|chosen|spoken|"
    r"understood|come)\b(?! (?:better|this|it) (?:from|by))",
    r"you (?:\w+ )?(?:ticked|clicked|skipped|ignored|accepted|agreed to|forgot|failed|neglected)"
    r"(?=.*\b(?:yourself|terms|conditions|screen|box)\b)",
    r"(?:which|that) you (?:accepted|agreed to|signed)",
    r"it(?:'s| is| was) your (?:own )?(?:\w+ )?(?:fault|mistake|responsibility)",
    r"(?:because|as|since) you (?:only|didn't|did not|never|failed|wouldn't|left)",
    r"you(?:'ve| have)? only yourself",
    r"(?:it|that) did say (?:so )?on",
    r"the (?:policy ?holder|customer|buyer|sender) (?:takes|bears|is responsible)",
    r"you(?:'re| are) the one who",
    r"(?:you|people|customers) (?:do )?(?:sometimes |often )?(?:hear|read|remember|take) things "
    r"(?:differently|wrong(?:ly)?)",
    r"(?:sensitive|private|such) \w+ should (?:perhaps )?not be (?:kept|stored|put)",
    r"(?:keep|kept|carry on) (?:talking|shouting|interrupting) over me",
    r"(?:he|she|they|the (?:driver|courier|vet|workshop|depot|restaurant|seller|team|colleague\w*|"
    r"warehouse|branch|waiter|member of staff)|(?:your|a|my|our) (?:vet|colleague|bank|restaurant|"
    r"seller|\w+ team)|(?:the|your) veterinary practice|your \w+ practice)(?: \w+){0,6} "
    r"(?:should(?:n't| not)? have (?!been|had|got|received)\w|(?:has|have|had)(?: \w+)? failed|"
    r"is at fault|(?:are|is|was|were) "
    r"(?:to blame|wrong|useless|the one who|often unreliable)|(?:has|have|'ve|'s) been told|messed|"
    r"pulls?)",
    r"they(?:'re| are) (?:often )?(?:unreliable|the ones who)",
    r"the delay (?:lies|is) with",
    r"wasn't (?:i|me|us)(?! who)\b",
    r"(?:i|we) (?:don't|didn't|wasn't|weren't) (?:make|drive|driving|write|part of|"
    r"control) (?:the|that|your|it)",
    r"nothing (?:to do with|on) (?:me|my side|us|our side)",
    r"get(?:s)? (?:me|us) nowhere",
    r"we won't get anywhere",
)
_ORDERS = cue(
    r"calm(?:ed|s)? down",
    r"(?:don't|do not|please don't|no need to|stop|quit|try not to|less of the|enough of the) "
    r"(?:be(?:ing)? |get(?:ting)? )?(?:so )?(?:shout\w*|yell\w*|raise|typing at|swear\w*|angry|upset|"
    r"mad|cross|worked up|emotional|rude|worry|worrying|panic\w*|dramatic|silly)",
    r"(?:you (?:should|need to|must|have to)|please|try (?:to|and)|just) (?:\w+ )?(?:calm|relax|"
    r"breathe|be patient|be reasonable|cheer up|stay positive|let me (?:speak|finish)|listen)",
    r"if you'd let me (?:speak|finish)",
    r"chin up",
    r"cheer up",
    r"you don't (?:really )?mean (?:that|it)",
    r"don't say that",
    r"(?:i can't|i won't|can't) have you",
    r"don't take it personally",
    r"i wouldn't take it",
    r"jump to conclusions",
    r"i'm going to (?:ask|need) you to (?:stop|calm|lower|watch)",
)
_BELITTLES = cue(
    r"you (?:people|lot)(?! (?:who|whom|were|waited|deserve|should have))",
    r"(?:it's|it is|that's|was) (?:only|just|merely|simply) (?:one|a|an|some|two|three)\b",
    r"nobody (?:will|would|'ll)? ?(?:notices?|thinks twice|died|minds)",
    r"(?:happens?|happened) to (?:\w+ )?(?:thousands|everyone|lots|loads|people)",
    r"these things (?:do )?happen",
    r"^(?:well,? )?it happens(?=[ ,.!]*$)",
    r"(?:everyone|everybody)(?:'s| is) struggling",
    r"(?:loads|lots|most) of (?:people|them|customers)",
    r"like everyone else",
    r"(?:i'm|i am) sure (?:the|they|it|you|he|she|everything|that)",
    r"worse things",
    r"first[- ]world",
    r"not the end of the world",
    r"what'?s the (?:fuss|problem)",
    r"a waiting game",
    r"let's not exaggerate",
    r"overreact\w*",
    r"no (?:big )?deal",
    r"if you must",
)
_DEFENDS = cue(
    r"as (?:i|we) (?:already |have already |'ve already |previously )?(?:said|stated|mentioned|"
    r"explained|told)",
    r"as (?:already|previously|clearly) (?:stated|mentioned|explained|advised|said)",
    r"with all due respect",
    r"in (?:our|my) defen[cs]e",
    r"to be fair(?:,)? (?:to|we|the|our|they|jamie|\w+ and)",
    r"per my last",
    r"our records (?:clearly )?show",
    r"nobody meant",
    r"not meant to",
    r"i(?:'m| am) (?:only|just) (?:doing|telling|following)",
    r"was (?:following|only|just) (?:the|his|her|their|going|doing)",
    r"we did (?:get|tell|send|warn|ask|everything)",
    r"(?:it isn't|it's not|that's not|isn't) (?:really |quite )?true (?:to|that)",
    r"(?:they|the \w+) (?:were only|were just|thought they)",
    r"our (?:drivers|agents|staff|team) (?:have|can't|work|are|did)",
    r"the (?:system|article|letter)s? (?:is|was|were|are) (?:sent|automatic|generated|tagged)",
    r"under our (?:terms|conditions)",
    r"sender's risk",
)
_MOCKS = cue(
    r"how truly \w+",
    r"thank you (?:ever )?so (?:very )?much for (?:the|those|that|these|your) (?:\w+ )?(?:kind|"
    r"lovely|charming|delightful|warm|thoughtful)",
    r"how (?:resourceful|clever|brave|kind|thoughtful|original|creative|lucky|lovely) (?:of|for) you",
    r"made my (?:day|afternoon|morning|week)",
    r"(?:naturally|simply|utterly|quite|positively) (?:devastated|heartbroken|crushed)",
    r"beauty sleep",
    r"would (?:sir|madam)",
    r"thank you so much for (?:that|your|sharing)(?: \w+){0,3} (?:vivid|lovely|charming|delightful|"
    r"colourful|description|essay|rant|novel)",
    r"thanks a bunch",
    r"wow,? (?:ok|okay|what)",
    r"being (?:sarky|rude|snarky|like that|sarcastic)",
    r"absolutely delighted to",
    r"enjoyed the (?:view|sun|trip|ride)",
    r"(?:should|shall|must) (?:i|we|somebody|anyone|someone) (?:be|feel|say) (?:\w+ )?(?:sorry|sad|"
    r"ashamed|upset|grateful)[^?]*\?",
    r"would you like me to say",
    r"why (?:would|should|must|do) (?:i|we) (?:be|have to|care|say|apologi[sz]e)[^?]*\?",
    r"(?<!calls )(?<!called )(?<!calling )you (?!a |the |an )(?:\w+ )?(?:idiot|moron|racist|liar|fool|"
    r"clown|pig|muppet)",
    r"how (?:dreadful|awful|terrible|tragic) (?:for you|that)",
    r"(?:did|should|was|were) [^?]*(?:do you think|would you say)\?$",
    r"oh,? (?:great|dear|wow|really)\b",
    r"(?:boo ?hoo|poor (?:little )?(?:you|baby|diddums))",
    r"good luck (?:with|to)",
    r"whatever you say",
    r"(?:perhaps|maybe|hopefully) next time you(?:'ll| will| can| could| might)",
    r"(?:some|certain) (?:people|guests|customers|folks?|passengers) (?:just |do |will |simply )?"
    r"(?:like|love|enjoy|live for)",
)
_SNARLS = cue(
    r"i don't get paid to",
    r"one more word",
    r"(?:make sure|see to it)(?: that)? (?:no|you never)",
    r"(?:cancel|block|refuse) your \w+ and",
    r"take it or leave it",
)


DOUBTFUL = {
    "insult": 0.45,
    "blame": 0.42,
    "sarcasm": 0.45,
    "threat": 0.45,
    "dismissal": 0.5,
    "defensiveness": 0.48,
}
"""Probability from which on a sentence without telling words may be hostile, so that somebody should look.

Of 327 good replies of the training writers, to which these cuts were set, 4 become pending by one.
"""
MAY_STING = 0.5
"""The same for a jab, whatever its kind."""
_KIND = (
    "names_feeling",
    "validates",
    "apology",
    "ownership",
    "boundary",
    "open_question",
    "hands_over_choice",
    "offers_option",
    "commits_action",
    "reflection",
    "positive_alternative",
)


def doubtful(reading: Reading, within: tuple[ReadSentence, ...]) -> list[ReadSentence]:
    """Sentences that may be hostile, though neither their words nor a sure probability say so."""
    return [
        s
        for s in within
        if len(s.sentence.words) > FEW_WORDS
        and (
            any(s.moves.probabilities[m] >= p and m not in s.moves.vetoed for m, p in DOUBTFUL.items())
            or (s.moves.flags.get("jab", 0.0) >= MAY_STING and not s.sentence.is_question)
        )
        and not any(reading.yes(s.moves.probabilities[m]) for m in _KIND)
        and not reading.yes(s.speaks_of("fact", "stake"))
    ]


FEW_WORDS = 3
"""Words up to which a sentence is a greeting or a scrap."""


def turned_on(reading: Reading, s: ReadSentence) -> bool:
    """Whether a sentence is hostile in any of these ways, so that no warmth in it counts."""
    known: dict[ReadSentence, bool] = reading.once("turned on", lambda _: {})
    if s not in known:
        known[s] = any(find(reading, (s,)) for find in (accused, ordered, belittled, mocked, defended))
    return known[s]


def accused(reading: Reading, within: tuple[ReadSentence, ...]) -> list[ReadSentence | Hit]:
    """Where somebody is blamed: the customer, a colleague, another firm."""
    return _both(reading, _ACCUSES, within, "blame", "insult")


def ordered(reading: Reading, within: tuple[ReadSentence, ...]) -> list[ReadSentence | Hit]:
    """Where the customer is told how to feel or behave."""
    return _both(reading, _ORDERS, within, "command_to_feel")


def belittled(reading: Reading, within: tuple[ReadSentence, ...]) -> list[ReadSentence | Hit]:
    """Where the matter or the person is made small."""
    return _both(reading, _BELITTLES, within, "dismissal")


def defended(reading: Reading, within: tuple[ReadSentence, ...]) -> list[ReadSentence | Hit]:
    """Where the firm is justified before the customer was heard."""
    found = _both(reading, _DEFENDS, within, "defensiveness")
    return [s for s in found if not (isinstance(s, Hit) and _explains(reading, s.at))]


def _explains(reading: Reading, s: ReadSentence) -> bool:
    """Whether a rule comes with its reason or with what can be done instead, so that it is no defence."""
    p = s.moves.probabilities
    return reading.yes(p["positive_alternative"]) and reading.yes(max(p["offers_option"], p["gives_reason"]))


def mocked(reading: Reading, within: tuple[ReadSentence, ...]) -> list[ReadSentence | Hit]:
    """Where the customer is mocked, insulted or threatened."""
    return _both(reading, _MOCKS, within, "sarcasm", "insult")


def snarled(reading: Reading, within: tuple[ReadSentence, ...]) -> list[ReadSentence | Hit]:
    """Where the agent threatens or gives the customer the cold shoulder."""
    return _both(reading, _SNARLS, within, "threat")


def _both(
    reading: Reading, words: Cue, within: tuple[ReadSentence, ...], *moves: str
) -> list[ReadSentence | Hit]:
    hits = {h.at: h for h in reading.hits(*moves, within=within) if reading.sure(h)}
    found: list[ReadSentence | Hit] = []
    for s in within:
        if s in hits:
            found.append(hits[s])
        elif words.search(s.said) and not any(m in s.moves.vetoed for m in moves):
            found.append(s)
    return found
