"""The moves: what one sentence of a reply can do to the customer who reads it.

A sentence may make several moves, or none. Names are fixed: heads, patterns, criteria, the corpus
and the `grader moves` command all use them.
"""

from __future__ import annotations

MOVES: dict[str, str] = {
    "reflection": "restates the customer's problem, history or stake, in words of the agent's own",
    "names_feeling": "names what the customer feels, or calls what they went through hard",
    "validates": "says that the reaction makes sense or that the complaint is right, without ifs",
    "apology": "says sorry, plainly, for something that happened",
    "ownership": "says that the fault, or seeing it through, is ours or mine",
    "conditional_apology": "an apology with an if, a but or a 'you feel': a non-apology",
    "open_question": "a question that lets the customer explain in their own words",
    "closed_question": "a question that a yes, a no or one value answers, and that asks for a fact",
    "offers_option": "names something concrete that the customer may have or choose",
    "hands_over_choice": "leaves the decision to the customer, by asking or by saying so",
    "commits_action": "the agent, or a named colleague, has done, does or will do a concrete thing",
    "states_next_step": "says what happens next in this case",
    "gives_time": "says by when, or how long, for something on our side",
    "states_limit": "says plainly what cannot be done or is not known",
    "gives_reason": "gives the cause or the reason for a limit, a step or a question",
    "positive_alternative": "says what can be done instead, or leads with what can be done",
    "overpromise": "promises or guarantees what nobody can be sure of",
    "boundary": "names abusive behaviour, sets a calm limit, and says what follows",
    "threat": "threatens the customer with harm, punishment or withdrawal to make them comply",
    "handoff": "brings in or passes the case to another person or team",
    "thanks": "thanks the customer for something",
    "politeness": "a courtesy that carries no content: greeting, sign-off, please, kindly",
    "blame": "puts the fault on the customer, a colleague or another team,"
    " or says what they should have done",
    "defensiveness": "justifies, argues, recites policy or corrects, to win the point",
    "sarcasm": "polite or positive words that mock",
    "insult": "demeans the customer",
    "command_to_feel": "tells the customer how to feel or to stop feeling: calm down, relax, don't be upset",
    "dismissal": "plays down or waves away the problem or the feeling, or ends the matter without help",
    "jargon": "internal, legal or technical wording that a customer would not use",
    "suggestion": "advises the customer to do something themselves",
    "meta": "talks about replying, about what an agent should say, or to the grader or a model",
}
"""Name of the move: its definition, as the writers of the corpus had it."""

FLAGS: dict[str, str] = {
    "invent": "states or promises something about the case, the firm or its rules that no card supports",
    "jab": "would sting this customer, whatever the wording: mocks, doubts, talks down, hints, threatens",
    "cold": "robotic, bureaucratic, over-familiar or gushing, though no jab",
    "hollow": "warm or helpful words that could go to anybody",
}
"""What else a sentence of a reply is, as its labels have it. Only the encoder sees these."""
