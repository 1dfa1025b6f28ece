"""Emotion acknowledgment: recognises the feeling, or the burden that causes it, and ties it to their
situation.

After the "emotional reactions" of EPITOME (Sharma et al. 2020) and Herhausen et al. 2023. A stock stem names
a feeling and ties it to nothing; a burden called hard needs no word for a feeling.
"""

from __future__ import annotations

from collections.abc import Sequence

from grader.rubric.address import addressed, another_case
from grader.rubric.cardtext import card_text
from grader.rubric.criterion import Criterion, Level
from grader.rubric.cues import cue
from grader.rubric.feelings import EXAGGERATED, STOCK, families, names_feeling, unsaid
from grader.rubric.hostility import mocked, ordered, turned_on
from grader.rubric.reading import Reading, ReadSentence, Shown
from grader.rubric.words import content_words, copied_run
from grader.text import word_set

_AKIN = {
    "anger": {"frustration", "humiliation", "distrust", "let_down"},
    "frustration": {"anger", "let_down", "helplessness"},
    "let_down": {"frustration", "anger", "distrust", "grief"},
    "worry": {"helplessness", "frustration"},
    "helplessness": {"worry", "frustration", "let_down"},
    "humiliation": {"embarrassment", "anger", "let_down"},
    "embarrassment": {"humiliation"},
    "distrust": {"let_down", "anger", "frustration"},
    "grief": {"let_down", "worry"},
    "confusion": {"frustration"},
}
_YOU = word_set("you your you're you've you'd yourself yours anyone anybody")
_THEM = word_set("""
    you your you're you've you'd you'll anyone anybody that that's that'd this it it's what which them
    her him us these
""")
COPIED_WORDS = 8
SHORT = 5
"""Words up to which a sentence needs nobody named: "Rotten luck"."""
OWN_WORDS = 1
"""Words of the case in a sentence that make its feeling a particular one."""
LITTLE = 3
"""Words besides a stock stem up to which the stem is all there is."""
_LIMIT = cue("can't", "cannot", "no need", "won't", "protects", "guards")
TOO_OFTEN = 4
"""Sentences that name a feeling, from which on it sounds like a recital."""


def judge(reading: Reading) -> Level:
    """Level 2: a fitting feeling or burden, tied to a fact of the card, said once or twice."""
    spoken = addressed(reading)
    edit = _edit(reading)
    orders = ordered(reading, spoken)
    if mocks := mocked(reading, spoken):
        return reading.level(
            0, f"“{reading.quote(mocks[0])}” mocks; nothing beside it is heard as warm.", mocks[:1], edit
        )
    if another_case(reading):
        reason = "This was written for somebody else; nothing in it is about them."
        return reading.level(0, reason, (), edit, final=True)
    named = [s for s in spoken if _names(reading, s)]
    if not named:
        return _burden_only(reading, spoken, orders[:1], edit)
    wrong = [s for s in named if _wrong_family(reading, s)]
    if len(wrong) == len(named):
        reason = f"“{reading.quote(wrong[0])}” names a feeling that doesn't seem to be theirs."
        return reading.level(0, reason, wrong[:1], edit, final=True)
    if orders:
        reason = f"You name the feeling, and then “{reading.quote(orders[0])}” tells them to stop having it."
        return reading.level(1, reason, orders[:1], f"Leave out “{reading.quote(orders[0], 50)}”.")
    tied = [s for s in named if s not in wrong and _tied(reading, s, spoken)]
    if not tied:
        shown = [s for s in named if s not in wrong]
        reason = f"“{reading.quote(shown[0])}” could be said to anybody."
        return reading.level(1, reason, shown[:1], edit, final=True)
    if len(named) >= TOO_OFTEN and len([s for s in named if _stock(s)]) >= 2:
        reason = f"You name the feeling {len(named)} times; it begins to sound like a recital."
        return reading.level(1, reason, named[:3], "Say it once, with its cause, and go on.")
    if all(EXAGGERATED.search(s.said) for s in tied):
        reason = f"“{reading.quote(tied[0])}” claims more than you can know."
        return reading.level(1, reason, tied[:1], "Say it as a guess: “that sounds …”, “I can imagine …”.")
    return reading.level(2, f"“{reading.quote(tied[0])}” ties the feeling to what happened.", tied[:1])


def _edit(reading: Reading) -> str:
    who = reading.card.customer.name or "them"
    return (
        f"Say what this did to {who}, and why; in your own words. What hangs on it here: "
        f"{_plain(reading.card.stake)}."
    )


def _plain(text: str) -> str:
    return text.strip().rstrip(".")


def _names(reading: Reading, s: ReadSentence) -> bool:
    """Whether a feeling is named, by its own words or by what the sentence means, and nothing takes it
    back."""
    p = s.moves.probabilities
    if turned_on(reading, s) or unsaid(s) or copied_run(s.text, reading.card.message) > COPIED_WORDS:
        return False
    if names_feeling(s):
        known = families(s.said) or _about_them(s) or reading.yes(max(p["names_feeling"], p["validates"]))
        why = s.moves.vetoed.get("names_feeling", "")
        return bool(known) and (
            not why or "'if'" in why or ("copied" not in why and len(s.sentence.clauses) > 1)
        )
    meant = max(p["names_feeling"], p["validates"] - 0.1)
    spoken_to = bool(_YOU & {w.strip(".,;:!?") for w in s.said.split()})
    return (
        reading.yes(meant - 0.1) and spoken_to and not s.sentence.is_question and len(s.sentence.words) >= 4
    )


def _about_them(s: ReadSentence) -> bool:
    if len(s.sentence.words) <= SHORT:
        return True
    return bool(_THEM & {w.strip(".,;:!?") for w in s.said.split()})


def _stock(s: ReadSentence) -> bool:
    """Whether a stock stem is all the sentence holds: little is left of it without the stem."""
    rest = STOCK.sub(" ", s.said)
    return rest != s.said and len([w for w in rest.split() if w.strip(".,;:!?'").isalpha()]) <= LITTLE


def _tied(reading: Reading, at: ReadSentence, spoken: tuple[ReadSentence, ...]) -> bool:
    """Whether the sentence, or the one it points to, speaks of a fact or of what is at stake."""
    if _stock(at):
        return False
    if reading.yes(at.speaks_of("fact", "stake") + 0.1) or _own_cause(reading, at):
        return True
    place = spoken.index(at)
    near = [*spoken[max(0, place - 2) : place], *spoken[place + 1 : place + 2]]
    return any(
        not s.sentence.is_question
        and (
            reading.yes(s.speaks_of("fact", "stake") + 0.15)
            or reading.yes(s.moves.probabilities["reflection"])
        )
        for s in near
    )


def _own_cause(reading: Reading, at: ReadSentence) -> bool:
    """Whether the sentence gives a cause in words that stand in the case too."""
    told = content_words(card_text(reading.card))
    rest = content_words(STOCK.sub(" ", at.said))
    return len({w for w in rest & told if not families(w)}) >= OWN_WORDS


def _burden_only(
    reading: Reading, spoken: tuple[ReadSentence, ...], orders: Sequence[Shown], edit: str
) -> Level:
    burdens = [s for s in spoken if reading.yes(s.speaks_of("stake")) and _is_burden(reading, s)]
    regretted = [
        s for s in burdens if reading.yes(max(s.moves.probabilities[m] for m in ("apology", "ownership")))
    ]
    if regretted:
        reason = f"“{reading.quote(regretted[0])}” says what it cost them, and that you regret it."
        return reading.level(2, reason, regretted[:1])
    if burdens:
        reason = f"“{reading.quote(burdens[0])}” says what it cost them, not that this is hard."
        return reading.level(1, reason, burdens[:1], "Add a few words on what that must be like for them.")
    if orders:
        return reading.level(0, f"“{reading.quote(orders[0])}” tells them how to feel.", orders, edit)
    return reading.level(0, "Nothing here says what this has done to them.", (), edit)


def _is_burden(reading: Reading, s: ReadSentence) -> bool:
    if (
        turned_on(reading, s)
        or unsaid(s)
        or s.sentence.is_question
        or copied_run(s.text, reading.card.message) > COPIED_WORDS
    ):
        return False
    return s.speaks_of("offer", "forbidden") < s.speaks_of("stake") and not _LIMIT.search(s.said)


def _wrong_family(reading: Reading, s: ReadSentence) -> bool:
    named = families(s.said)
    if not named or not reading.card.emotions_ok:
        return False
    fitting = set(reading.card.emotions_ok).union(*(_AKIN.get(e, set()) for e in reading.card.emotions_ok))
    return not named & fitting


CRITERION = Criterion(
    id="emotion_acknowledgment",
    title="names the feeling",
    definition="Recognise what they feel, or what makes it hard, and tie it to what happened to them.",
    checks=(
        "Is a feeling named, or the burden called hard?",
        "Does it fit what this customer may feel?",
        "Is it tied to a fact of the case or to what is at stake?",
        "Is it free of negation, condition and orders?",
        "Is it said at most twice?",
    ),
    source="EPITOME (Sharma et al. 2020); Herhausen et al. 2023, doi 10.1177/00222429221119977",
    judge=judge,
    helps=(
        "feeling tied",
        "names_feeling",
        "validates",
    ),
    beside=(
        "the stake",
        "reflection",
        "their story",
        "apology",
    ),
    hurts=(
        "any sarcasm",
        "any conditional_apology",
        "any dismissal",
        "any command_to_feel",
        "jab",
        "jab again",
        "another case",
        "no reply",
        "echo",
        "much hollow",
        "much jab",
        "any meta",
        "from the notes",
        "much meta",
    ),
)
