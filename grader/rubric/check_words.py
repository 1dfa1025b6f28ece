"""What a learner is told of a check: where it helped, where it is missing, where it hurt, and what to do.

`“{q}”` are the learner's words. The card fills in {who}, {stake}, {fact}, {cause}, {offer}, {other},
{missing}, {next}, {handoff}, {no} and {item}; an edit that names what the card hasn't got falls back to
`OTHERWISE`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """The three sentences of one check; `found` and `missing` where it helps, `found` and `edit` where it
    hurts."""

    found: str
    missing: str = ""
    edit: str = ""


_FEEL = "Say what this did to {who}, and why. What hangs on it: {stake}."
_STORY = "Say back in your own words what happened: {fact}."
_OWN = "Say plainly whose it was, and that you're sorry: {cause}."
_DO = "Say what you do yourself, and for what: {offer}."
_CHOOSE = "Ask which they would rather have: {offer}, or {other}."
_NEXT = "Say who does what by when: {next}."
_LIMIT = "Say plainly what can't be, and why: {no}. Then what can: {offer}."
_ASK = "Ask for it, and say what you need it for: {missing}."
_HAND = "Say who takes it, why, and what you pass on: {handoff}."
_WARM = "Say it as you would to somebody in front of you."
_OUT = "Leave out “{q}”, and say what you can do: {offer}."

HELPS: dict[str, Words] = {
    "feeling tied": Words(
        "“{q}” ties the feeling to what happened.", "No feeling is tied to what happened to them.", _FEEL
    ),
    "names_feeling": Words(
        "“{q}” says what this is like for them.", "It isn't said what this is like for them.", _FEEL
    ),
    "validates": Words(
        "“{q}” says that they have a point.", "It isn't said that their reaction makes sense.", _FEEL
    ),
    "the stake": Words("“{q}” says what hangs on it.", "What hangs on it for them isn't said.", _FEEL),
    "reflection": Words(
        "“{q}” shows that you took in what happened.", "Little shows that you took in what happened.", _STORY
    ),
    "facts": Words("“{q}” says back what happened.", "Too little of what happened comes back.", _STORY),
    "their story": Words(
        "“{q}” says back what they told you.", "Too little of what they told you comes back.", _STORY
    ),
    "deals with the case": Words("“{q}” is about this case.", "Little of it is about this case.", _STORY),
    "politeness": Words("“{q}” is courteous.", "It could be more courteous.", _WARM),
    "apology": Words("“{q}” is a plain apology.", "There is no plain apology.", _OWN),
    "ownership": Words(
        "“{q}” says whose it was, or who sees it through.",
        "It isn't plain whose fault it was, or who sees it through.",
        _OWN,
    ),
    "commits_action": Words("“{q}” is something you do.", "Nobody does anything definite here.", _DO),
    "an offer": Words("“{q}” is something you may give.", "What you may give isn't on the table.", _DO),
    "offers": Words("“{q}” is something you may give.", "Little of what you may give is on the table.", _DO),
    "second offer": Words("“{q}” is another way.", "There is only one way to go here.", _CHOOSE),
    "offers_option": Words(
        "“{q}” is something they can have.", "There is nothing here that they can choose.", _CHOOSE
    ),
    "hands_over_choice": Words(
        "“{q}” leaves it to them.", "The decision isn't handed over to them.", _CHOOSE
    ),
    "the next step": Words("“{q}” says what comes next.", "What comes next isn't plain.", _NEXT),
    "states_next_step": Words("“{q}” says what comes next.", "What comes next isn't plain.", _NEXT),
    "gives_time": Words("“{q}” says by when.", "It isn't said by when.", _NEXT),
    "states_limit": Words("“{q}” says plainly what can't be.", "What can't be isn't said plainly.", _LIMIT),
    "says no": Words("“{q}” says plainly what can't be.", "What can't be isn't said plainly.", _LIMIT),
    "gives_reason": Words("“{q}” gives the reason.", "There is no reason beside it.", _LIMIT),
    "limit explained": Words(
        "“{q}” says what can't be, and why.", "There is no reason beside what can't be.", _LIMIT
    ),
    "positive_alternative": Words(
        "“{q}” says what can be done.", "What can be done instead isn't said.", _LIMIT
    ),
    "boundary": Words(
        "“{q}” sets the limit.",
        "The abuse isn't met with a calm limit.",
        "Name the behaviour, say what follows if it goes on, and how you can go on together.",
    ),
    "handoff": Words("“{q}” brings in the right person.", "Who takes over isn't plain.", _HAND),
    "the hand-over": Words("“{q}” brings in the right person.", "Who takes over isn't plain.", _HAND),
    "whom it goes to": Words("“{q}” says who and why.", "Who takes over, and why, isn't plain.", _HAND),
    "asks what is missing": Words(
        "“{q}” asks for what is missing.", "What is missing isn't asked for.", _ASK
    ),
    "open_question": Words("“{q}” lets them explain.", "No question lets them explain.", _ASK),
    "closed_question": Words("“{q}” asks for what you need.", "What you need isn't asked for.", _ASK),
}
"""Checks that raise a level where the answer is yes."""

HURTS: dict[str, Words] = {
    "jab": Words("“{q}” may sting.", edit=_OUT),
    "cold": Words("“{q}” sounds like a form.", edit=_WARM),
    "hollow": Words("“{q}” could be said to anybody.", edit="Put what happened in its place: {fact}."),
    "made up": Words("“{q}” isn't on record.", edit="Leave out “{q}”, or say that you'll find out."),
    "contradicts the card": Words(
        "“{q}” doesn't agree with what is on record.", edit="Check it against the card: {item}."
    ),
    "forbidden offer": Words(
        "“{q}” comes close to what you may not give: {item}.",
        edit="Say that you can't do that, and what you can: {offer}.",
    ),
    "asks what is known": Words(
        "“{q}” asks for what is already known.", edit="Leave the question out; you know: {item}."
    ),
    "any blame": Words("“{q}” puts the fault on somebody.", edit=_OUT),
    "any defensiveness": Words("“{q}” defends us.", edit=_OUT),
    "any dismissal": Words("“{q}” waves it away.", edit=_OUT),
    "any command_to_feel": Words("“{q}” tells them how to feel or behave.", edit=_OUT),
    "any sarcasm": Words("“{q}” can be heard as mocking.", edit=_OUT),
    "any insult": Words("“{q}” makes them small.", edit=_OUT),
    "any threat": Words("“{q}” sounds like a threat.", edit=_OUT),
    "any conditional_apology": Words("“{q}” takes the apology back.", edit=_OWN),
    "any overpromise": Words(
        "“{q}” promises what nobody can be sure of.", edit="Say what you know, and what you don't."
    ),
    "any boundary": Words("“{q}” warns them.", edit="Leave out “{q}”; they are angry, and that is no abuse."),
    "any meta": Words("“{q}” isn't said to them.", edit="Leave out “{q}”, and speak to the customer."),
    "any suggestion": Words("“{q}” hands the work to them.", edit=_DO),
    "any jargon": Words("“{q}” is our language, not theirs.", edit="Say it in everyday words."),
    "too long": Words(
        "It is long for somebody who is upset.", edit="Say what you do first, and cut the rest."
    ),
    "over the band": Words(
        "It is long for somebody who is upset.", edit="Say what you do first, and cut the rest."
    ),
    "too short": Words("It is so short that it leaves questions open.", edit=_NEXT),
    "copied run": Words("Much of it is copied from their message.", edit="Say it in words of your own."),
    "echo": Words("Much of it is copied from their message.", edit="Say it in words of your own."),
    "from the notes": Words(
        "Much of it is copied from your own notes.", edit="Say it to them, in words of your own."
    ),
    "no reply": Words("It isn't said to the customer.", edit="Write to the customer, in sentences."),
    "another case": Words("“{q}” belongs to another case.", edit="Answer this customer: {fact}."),
    "an empty option": Words("“{q}” leaves them nothing to choose.", edit=_CHOOSE),
    "one side not on offer": Words("“{q}” has a side that isn't anything you may give.", edit=_CHOOSE),
    "hidden words": Words(
        "Some of its words are hidden, or aren't spelt as they look.", edit="Leave out what they can't see."
    ),
    "many questions": Words("There are many questions, and little answer.", edit=_DO),
}
"""Checks that lower a level where the answer is yes."""

CLEAN = {
    "blame_absence": "Nobody is blamed and nothing is argued.",
    "composed_tone": "The tone is steady and human.",
    "message_economy": "It can be taken in at one reading.",
    "fact_fidelity": "What you say agrees with what is known.",
}
"""What is said of a 2 where the criterion asks that something not be there."""
SAME = {
    "a fact": "facts",
    "second fact": "facts",
    "more of their story": "their story",
    "needless warning": "any boundary",
    "contradicts it": "contradicts the card",
    "given away": "forbidden offer",
}
"""Checks that share another one's words, beside those that end in "again" or begin with "much"."""
OTHERWISE = "Say what you heard, what you do, and what comes next."


def words_for(check: str, *, hurts: bool) -> Words:
    """The words of a check. Raises KeyError for a check that has none."""
    name = check.removesuffix(" again")
    name = "any meta" if name == "much meta" else name.removeprefix("much ")
    table = HURTS if hurts else HELPS
    return table[SAME.get(name, name)]
