"""Even Keel: the grader of a course in de-escalating hostile customers.

`assess(reply, card)` gives levels, spans and reasons for one reply; `load_card` finds the card.
"""

from grader.assess import Assessment, assess
from grader.cards import Card, CardError, load_card
from grader.rubric.criterion import Level, Span

__version__ = "0.1.0"
__all__ = ["Assessment", "Card", "CardError", "Level", "Span", "assess", "load_card"]
