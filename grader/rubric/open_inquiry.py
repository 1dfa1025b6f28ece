"""Open inquiry: the few questions that are needed, asked so that the person can explain.

After open questions in MITI 4. One value may be asked for if it's plain what it is for.
"""

from __future__ import annotations

from grader.rubric.address import addressed
from grader.rubric.asks import ASKS, asks_for_choice
from grader.rubric.criterion import LIKELY, Criterion, Level
from grader.rubric.cues import cue
from grader.rubric.hostility import turned_on
from grader.rubric.reading import Match, Reading, ReadSentence

_ACCUSING = cue(
    r"why (?:did(?:n't| not)?|would|have(?:n't| not)?|are|were) you",
    r"did you (?:even|actually|really|not|bother)",
    r"didn't you",
    r"are you (?:even|sure you|certain you|really)",
    r"have you (?:even|actually)",
    r"what did you (?:do|expect)",
    r"wasn't i",
)
_PURPOSE = cue(
    r"with (?:those|that|it|this|them)",
    r"for (?:this|that|my|him|her|them|the \w+)",
    r"i must",
    r"(?:he|she|they|(?:nurse|driver|team|engineer|staff|crew)(?: \w+)?) (?:can |will )?(?:rings?|"
    r"calls?|comes?|brings?|begins?|starts?|knows?)",
    r"since",
    r"(?:and|then)? ?(?:i|we)(?:'ll| will) (?:\w+ ){0,2}(?:call|ring|trace|chase|have it|get|look|"
    r"ask|check|book|send|find|do)",
    r"(?:all|what) (?:i|we) need",
    r"so (?:that )?(?:i|we|the|it|she|he|they|ilse)",
    r"so that",
    "because",
    r"(?:then|and then) (?:i|we)",
    r"(?:that|it|which|this)(?:'ll| will)? (?:tells?|lets?|decides?|helps?|shows?|means)",
    "in order to",
    r"(?:i|we|she|he|they|it|the \w+)(?:'ll)? (?:need|needs|want|wants|use|check|checks)",
    r"to (?:find|see|check|decide|know|book|send|trace|get|make|work out|pick|choose|refund|move|"
    r"sort|look|start|track|put|replace|tell)",
    r"(?:once|if|when|as soon as) (?:i|we) (?:know|have|get)",
    r"if (?:so|not|yes|i know)",
    r"depends",
    r"(?:get|gets|are|is|be|be|will be) (?:checked|looked at|traced) first",
    r"those (?:entries|accesses|ones)",
    r"start(?:s|ing)? (?:there|with)",
    r"first",
    r"where to (?:look|start|ask|take)",
    r"whom? (?:i|to) (?:must |should )?(?:ask|chase|call)",
    r"for (?:that|the|one) (?:i|right|new|bill|trace|\w+ bill)",
    r"which (?:side|way|team)",
    "as (?:those|these|that|it|she|he|they)",
)
_EMPTY = cue(
    r"any(?:thing)? (?:else|more|further)",
    r"more (?:details|information)",
    r"(?:is|was) there anything",
    r"do you (?:understand|agree)",
    r"ok(?:ay)?",
    r"all right",
    r"fair enough",
)
_SPARED = cue(
    r"no need",
    r"needn't",
    r"(?:don't|do not|won't|will not) (?:need|ask|have to)",
    r"nothing (?:more|else) (?:i|we) need",
)
TOO_MANY = 3
_FOR_THIS = cue(
    r"(?:with|from|by) (?:this|that|it)(?: \w+)? (?:i|we) (?:can|could|will|find|search|see|know)",
    r"(?:i|we) (?:can|could|will) (?:\w+ )?(?:with|from) (?:this|that|it)",
    r"(?:that|it|this|which)(?:'ll| will)? (?:tells?|decides?|helps?|shows?|lets?|means) (?:me|us|"
    r"the \w+|which|where|whether|him|her|them)",
    r"(?:the|our|my) \w+ needs? (?:that|it|this|to know)",
    r"(?:i|we) (?:need|use) (?:that|it|this) to",
)
_DIRECT = cue(
    r"suicid\w*",
    r"(?:end|ending|take|taking) (?:your|you're) (?:own )?life",
    r"kill\w* yourself",
    r"end(?:ing)? it(?: all)?",
    r"safe",
    r"hurt\w* yourself",
)
SHORT = 8
"""Words up to which a question may lean on the sentence before it."""
FAINT, FAINT_IN_WORDS = 0.35, 0.1
"""From here on a question may aim at the gap in other words: by the encoder, and by shared words alone. Of
right questions by unseen writers nine in ten are above, of questions from other cases two in ten."""


def judge(reading: Reading) -> Level:
    """Level 2: one or two purposeful questions that aim at the missing fact."""
    spoken = addressed(reading)
    edit = _edit(reading)
    asking = [s for s in spoken if ASKS.search(s.said) and not _SPARED.search(s.said)]
    aimed = [m for m in _aimed(reading, asking) if not reading.yes(m.at.moves.probabilities["sarcasm"])]
    accusing = [s for s in asking if _ACCUSING.search(s.said)]
    questions = [s for s in asking if s.sentence.is_question and not _chooses_only(reading, s, aimed)]
    if accusing and (not aimed or aimed[0].at in accusing):
        reason = f"“{reading.quote(accusing[0])}” asks in order to accuse."
        return reading.level(0, reason, accusing[:1], edit, final=True)
    if len(questions) > TOO_MANY or (len(questions) == TOO_MANY and not aimed):
        reason = f"{len(questions)} questions in a row feel like an interrogation."
        return reading.level(0, reason, questions[:3], "Ask only for what is missing.", final=True)
    if not aimed:
        return _off_target(reading, questions, edit)
    if _purposeful(reading, aimed[0], spoken) and not accusing:
        reason = f"“{reading.quote(aimed[0])}” asks for what is missing, and it is plain what for."
        return reading.level(2, reason, aimed[:1])
    reason = f"“{reading.quote(aimed[0])}” asks for what is missing, not saying what for."
    return reading.level(1, reason, aimed[:1], "Say in a few words what you need the answer for.")


def _edit(reading: Reading) -> str:
    gaps = "; ".join(m.text.rstrip(".") for m in reading.card.missing_facts)
    return f"Ask for what is missing, and say what you need it for. Missing here: {gaps}."


def _aimed(reading: Reading, asking: list[ReadSentence]) -> list[Match]:
    """Questions about a missing fact, in the card's words or in others."""
    found = reading.matched("missing", within=asking)
    if found:
        return found
    order = list(reading.sentences)
    matches, faint = [], FAINT if reading.encoder else FAINT_IN_WORDS
    for s in asking:
        if _EMPTY.search(s.said) or turned_on(reading, s) or asks_for_choice(reading, s):
            continue
        before = order[max(0, order.index(s) - 1)]
        meant = max(
            s.speaks_of("missing"), before.speaks_of("missing") if len(s.sentence.words) <= SHORT else 0.0
        )
        if meant < faint and s.sentence.is_question and _explains(order, s):
            meant = faint + 0.1
        if (
            meant >= faint + 0.4 * (reading.threshold - LIKELY)
            and meant >= s.speaks_of("offer", "next_step") - 0.3
        ):
            item = max((i for i in s.items if i.kind == "missing"), key=lambda i: s.items[i])
            matches.append(Match(item, s, meant))
    return matches


def _explains(order: list[ReadSentence], s: ReadSentence) -> bool:
    """Whether the sentence after a question says what the answer is for."""
    after = order[order.index(s) + 1 : order.index(s) + 2]
    return any(_FOR_THIS.search(a.said) for a in after)


def _chooses_only(reading: Reading, s: ReadSentence, aimed: list[Match]) -> bool:
    return asks_for_choice(reading, s) and s not in [m.at for m in aimed]


def _off_target(reading: Reading, questions: list[ReadSentence], edit: str) -> Level:
    told = [s for s in questions if _already_told(reading, s) and not asks_for_choice(reading, s)]
    if told:
        return reading.level(0, f"“{reading.quote(told[0])}” asks for what is already known.", told[:1], edit)
    asked = [
        s for s in questions
        if not _EMPTY.search(s.said) and len(s.sentence.words) >= 4 and not asks_for_choice(reading, s)
        and reading.yes(s.moves.probabilities["open_question"])
    ]  # fmt: skip
    if asked:
        return reading.level(
            1, f"“{reading.quote(asked[0])}” asks, but not for what is missing here.", asked[:1], edit
        )
    return reading.level(
        0, "You need something from them before you can act, and don't ask for it.", (), edit
    )


def _already_told(reading: Reading, s: ReadSentence) -> bool:
    theirs = {
        f.id
        for f in reading.card.facts
        if f.said_by != "firm" and f.kind in ("item", "date", "amount", "person", "place")
    }
    return max((p for i, p in s.items.items() if i.kind == "fact" and i.id in theirs), default=0.0) >= 0.8


def _purposeful(reading: Reading, match: Match, spoken: tuple[ReadSentence, ...]) -> bool:
    """Whether the question is open, or its purpose stands in its sentence or beside it."""
    at = match.at
    if reading.card.safety_flag == "self_harm":
        return bool(_DIRECT.search(at.said))
    if _PURPOSE.search(at.said) or (
        reading.yes(at.moves.probabilities["open_question"])
        and not at.said.startswith(("do ", "did ", "is ", "are ", "has ", "have "))
    ):
        return True
    place = spoken.index(at)
    beside = [*spoken[max(0, place - 1) : place], *spoken[place + 1 : place + 2]]
    return any(_PURPOSE.search(s.said) or reading.yes(s.speaks_of("missing")) for s in beside)


CRITERION = Criterion(
    id="open_inquiry",
    title="asks what's missing",
    definition="Ask the one or two things you need, and let them explain.",
    checks=(
        "Is the missing fact asked for?",
        "Is the question open, or is it plain what the answer is for?",
        "Are there at most two questions, none of them accusing?",
    ),
    source="MITI 4 (Moyers et al. 2016)",
    judge=judge,
    helps=(
        "asks what is missing",
        "open_question",
        "closed_question",
    ),
    beside=(
        "gives_reason",
        "deals with the case",
    ),
    hurts=(
        "asks what is known",
        "many questions",
        "any blame",
        "no reply",
        "another case",
        "jab",
        "any dismissal",
        "any meta",
        "much jab",
        "much hollow",
        "much cold",
        "much meta",
    ),
)
