"""Words for what customers feel, by family, and the frames in which an agent may name a feeling."""

from __future__ import annotations

import re

from grader.rubric.cues import cue
from grader.rubric.reading import ReadSentence

FAMILIES: dict[str, str] = {
    "anger": (
        r"angry|anger|furious|fury|livid|outraged?|outrageous|fuming|cross|raging|rage|seething|mad|"
        r"appall\w+|shocking"
    ),
    "frustration": (
        r"frustrat\w+|annoy\w+|fed up|exasperat\w+|irritat\w+|maddening|infuriat\w+|galling|scunnered|"
        r"vex\w*|grating|scream|tear (?:your|their) hair"
    ),
    "let_down": (
        r"let-down|letdown|(?:feel|feeling|felt|be|been|are|being) (?:so |badly |very )?let down|"
        r"disappoint\w+|brushed off|ignored|abandoned|passed around|forgotten|gutt(?:ed|ing)|hurt\w*|"
        r"sting\w*|insulting|sour|heartsick|bitter|kick in the teeth|slap in the face"
    ),
    "worry": (
        r"worr\w+|anxi\w+|scar(?:ed|y|ing)|afraid|fear\w*|fright\w*|terrif\w+|alarm\w*|panic\w*|"
        r"dread\w*|nerve\w*|stress\w*|sick(?:ening)?|shak(?:e|en|ing)|frantic\w*|unsettl\w+|ill|"
        r"sleepless|concern(?:ed|ing)?"
    ),
    "embarrassment": (
        r"embarrass\w+|awkward|mortif\w+|scundered|red in the face|floor to open|cringe\w*|exposed"
    ),
    "grief": (
        r"grie\w+|sad\w*|heartbreak\w*|heartbroken|your loss|mourn\w*|bereave\w*|losing (?:a piece of "
        r")?(?:him|her|them)|cruel\w*|heartless"
    ),
    "helplessness": (
        r"helpless\w*|powerless\w*|stuck|trapped|stranded|no way out|nowhere to turn|(?:worn|done) "
        r"(?:right |plain )?(?:out|down|in)|no fight left|lost as well|wear(?:s|ing)? you|exhaust\w+|"
        r"drain\w+|at the end of your|overwhelm\w+|desperat\w+|hopeless\w*|alone|going round in "
        r"circles|at your wits'? end"
    ),
    "distrust": (
        r"trusting us|distrust\w*|mistrust\w*|suspicious|(?:not|don't|doesn't|never|hard to|stop|"
        r"stopped|stop us) (?:\w+ ){0,2}(?:trust\w*|believ\w+)|lied to|misled|cheated|strung along|"
        r"fobbed off"
    ),
    "humiliation": (
        r"humiliat\w+|degrad\w+|belittl\w+|talked down|ashamed|singled out|shame\w*|humbling|"
        r"undignified|dignity|your pride|second[- ]class|less than"
    ),
    "confusion": (r"confus\w+|baffl\w+|bewilder\w+|puzzl\w+|head spin\w*|make no sense"),
}
_FAMILY = {name: re.compile(rf"(?<!\w)(?:{words})(?!\w)") for name, words in FAMILIES.items()}
HARD = cue(
    r"(?:rotten|rough|poor|raw|sorry|horible|wretched) (?:luck|run|deal|fix|way|spot|stretch|hand|"
    r"reward|show|business)",
    r"(?:great|good) deal to (?:lose|bear|carry|ask|put)",
    r"(?:too much|a lot|that) (?:\w+ )?on (?:you|one|anyone|her|him|them|a \w+)",
    r"(?:nobody|no one|no \w+)(?: of [\w-]+)? should (?:ever )?(?:have|carry|be|need)",
    r"enough to (?:finish|break|drive|make|turn) any\w*",
    r"beside yourself",
    r"(?:so |very |really |such a |a )?(?:hard|tough|rough|horrible|awful|dreadful|terrible|"
    r"miserable|unfair|rotten|lousy|nasty|grim|cruel"
    r"|painful|wretched|bleak|ghastly|sore|sair|distressing|upsetting|tiring|unbearable|heavy|unkind|shabby)",
    r"the last thing (?:you|anyone)",
    r"a (?:nightmare|slog|strain|blow|lot to (?:carry|take|ask|bear)|lot on|shock|wrench)",
    r"(?:too|so) much (?:waiting|to)",
    r"(?:no|hardly a) (?:way|joke|fun|small thing)(?: to)?",
    r"(?:would|must|will|could|to) (?:wear|test|try|drive|grind|rattle|sting"
    r"|hurt|worry|upset|madden|annoy|infuriate|anger|exhaust|frighten|scare|break|make|shake|sicken|"
    r"embarrass|mortify|humiliate|leave)\w* (?:anyone|anybody|you|any\w*)",
    r"any(?:one|body| \w+)(?:'d| would| will) (?:be|feel|want|have|find)",
    r"(?:you )?(?:shouldn't|should not|should never) have (?:had )?to",
    r"(?:you )?deserved? (?:better|more)",
    r"(?:that|it|this) must (?:be|have been|feel|have felt)",
    r"what (?:a|an) (?:\w+ )?(?:thing|night|morning|day|way|place|week|moment|blow|mess|disappointment)",
    r"(?:still )?(?:burn|ach|smart)ing",
    r"(?:bad|worst|hardest|worse) (?:part|thing|enough|moment|bit)",
    r"not (?:ok|okay|good enough|fair|acceptable|right)",
    r"(?:at|in) stake",
    r"(?:you're|you are|are) (?:quite |absolutely |so )?right (?:not )?to",
    r"put\w* any(?:one|body) through",
    r"(?:no one|nobody|no \w+) should (?:ever )?have to",
    r"(?:a )?poor return",
    r"a lot on one",
    r"(?:raging|anger|angry)(?:'s| is) fair",
    r"too much (?:for|to)",
    r"on top of (?:it|that|everything)",
)
_YOURS = cue(
    r"you(?:'re|'ve|'d|r|rs|rself)?",
    r"(?:i'd|i would|we'd|we would)(?: \w+)? (?:be|feel|have (?:wanted|felt|been))",
    "anyone",
    "anybody",
    "anyone's",
    "that",
    "this",
    "it",
    "which",
    "who",
    "what an?",
    "how",
    "no wonder",
    "of course",
    "understandabl[ye]",
    "them",
    "her",
    "him",
)
_OWN_FEELING = cue(
    r"(?:i'm|i am|i feel|i was|we're|we are|makes me|made me|i get|i've been)(?: (?:so|very|really|"
    r"truly|just|quite|also|always|deeply|too)){0,2} "
    r"(?:angry|frustrated|annoyed|upset|sad|worried|ashamed|embarrassed|mortified|shocked|appalled|"
    r"disappointed|fed up|stressed|tired|stuck|concerned|heartbroken|gutted|hurt)"
)
_AS_YOU = cue(r"i'd feel", r"i would feel")
_MY_OWN = cue("i", "i'm", "i've", "we", "we're", "our", "my")
_ABOUT_YOU = cue(r"you(?:'re|'ve|'d|r)?", "no wonder", "that must", "this must", "it must")
_UNSAID = cue(
    r"(?:would not|wouldn't|don't|do not|won't|will not) (?:say|think|believe|ask)\b",
    r"not that we don't",
    r"(?:will|'ll|is|are) (?:be )?(?:absolutely |perfectly |totally |completely )?(?:fine|ok|okay|"
    r"alright|safe|harmless)",
    r"(?:can't|cannot|don't|do not|fail to|hard to|struggle to) (?:\w+ )?(?:understand|see|think|"
    r"believe|imagine|get) (?:why|what|how)",
    r"(?:no|not any|isn't any) (?:need|reason|point|cause|call) (?:\w+ ){0,3}(?:be|get|feel|for|to)",
    r"(?:don't|do not|try not to|stop|never|please don't|you shouldn't|needn't) (?:be|get|feel|being|"
    r"getting|feeling)",
    r"if (?:you(?:'re| are)?|anyone(?:'s| is)?|it|this|that|we|the|any)\b[^,.?!]{0,25}(?:feel\w*|are|"
    r"is|upset|angry|been|caused|has|have|seem\w*|let down)",
    r"(?:should|were) (?:you|i) (?:feel|be sorry|like me)",
    r"sorry if",
    r"sorry (?:that )?you(?:'re| are)? feel\w*",
    r"(?:may|might) have caused",
    "has been (?:noted|logged|recorded|registered)",
    r"would you like me to say",
    r"do i feel",
    r"not (?:really )?(?:upset|angry|worried|frustrated|hard|sad)",
)
_AFRAID = cue(r"i(?:'m| am) afraid", r"work\w* (?:so |very )?hard", r"tr(?:y|ying|ied) (?:so |very )?hard")
_ASKED = cue(r"^(?:is|are|do|did|should|would|does|was) (?:it|that|i|we|you like me|somebody|anyone)")
STOCK = cue(
    r"(?:i|we)(?:'m| am| do| can)? ?(?:(?:\w+ly|do|can|really|so|too|certainly|of course) "
    r"){0,3}(?:understand|appreciate|hear|know|get|realise|realize|see|sympathi[sz]e with|"
    r"recogni[sz]e)"
    r"(?: (?:that|how|your|exactly|completely|totally|fully|what|it|can|may|this|must|be|is|are|for|"
    r"you|you're|extremely|very|so|a|an|and|been|have|must|has|frustrating|frustration|frustrations|"
    r"concern|concerns|concerning|upset"
    r"|upsetting|difficult|time|feelings?|annoyance|disappoint\w+|anger|angry|frustrated|stressful|"
    r"claims|bills|confusing|situation|feel|inconvenient|inconvenience|worrying|stress|distress\w*|"
    r"hard|some|caused|annoying|delays?|things|waiting|at|the|moment)){1,16}",
    r"(?:bills|claims|delays|these things|things like this|waiting|situations like this|tech) (?:can|"
    r"must) be (?:such )?(?:a )?\w+",
    r"i totally get it",
    r"i hear you",
    r"(?:some )?concern",
    r"(?:sorry|apologi[sz]e) for (?:your loss|the (?:wait|delay|inconvenience|trouble)|any "
    r"inconvenience|what happened)(?: on (?:your )?\S+(?: \w+)?)?",
    r"(?:our |my |your |please accept )*(?:deepest|sincere(?:st)?|heartfelt) (?:condolences|sympath\w+)",
    r"(?:extremely|very|such a) (?:difficult|hard|stressful) time",
)
EXAGGERATED = cue(
    r"exactly (?:how|what) you(?:'re| are)? ?(?:feel\w*|going)?",
    r"(?:utterly|completely|absolutely) (?:devastat\w+|heartbroken|traumati\w+)",
    "worst thing (?:ever|in the world|that could)",
    r"cannot imagine anything worse",
    r"my heart (?:breaks|bleeds)",
    r"in tears (?:here|reading|over)",
    r"inconsolable",
    r"what a nightmare",
)


def families(said: str) -> frozenset[str]:
    """The families of feeling that a sentence (as `ReadSentence.said`) names."""
    return frozenset(name for name, words in _FAMILY.items() if words.search(said))


def names_feeling(s: ReadSentence) -> bool:
    """Whether the sentence itself names a feeling of theirs or calls their burden hard, in its own words."""
    text = _AFRAID.sub(" ", s.said)
    if s.sentence.is_question and _ASKED.search(text):
        return False
    if _UNSAID.search(_AS_YOU.sub(" ", text)):
        return False
    if _OWN_FEELING.search(text) and not _ABOUT_YOU.search(_OWN_FEELING.sub(" ", text)):
        return False
    theirs = _YOURS.search(text) or not _MY_OWN.search(text)
    return bool((families(text) and theirs) or HARD.search(text))


def unsaid(s: ReadSentence) -> bool:
    """Whether the sentence takes a feeling back: denied, conditional, disputed, or only asked about."""
    return bool(_UNSAID.search(s.said))
