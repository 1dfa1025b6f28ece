"""What `assess` promises for any text whatever, on any card: tried on texts that Hypothesis makes up."""

from bench.invariants import broken
from bench.rated import CORPUS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader import Card, assess, load_card
from grader.cards import CRITERIA, load_cards
from grader.text import MAX_CHARACTERS

CARDS = [
    *load_cards()[0].values(),
    *(load_card(f) for f in sorted((CORPUS / "hank" / "cards").glob("*.yaml"))),
]
REPLIES = [
    reply for c in CARDS if c.replies for reply in (c.replies.strong, c.replies.near_miss, c.replies.weak)
]
SENTENCES = [piece for reply in REPLIES for piece in reply.split(". ")]
cards = st.sampled_from(CARDS)
words = st.sampled_from(sorted({word for reply in REPLIES for word in reply.split()}))
anything = st.text(max_size=200)
"""Any characters: controls, marks that combine, every script, half characters."""
half_characters = st.text(st.characters(categories=["Cs", "Mn", "Cf", "Nd", "Po"]), max_size=80)
word_salad = st.lists(words | anything.map(lambda t: t[:9]), max_size=60).map(" ".join)
sentence_salad = st.lists(st.sampled_from(SENTENCES) | anything, max_size=7).map(". ".join)
nested = st.recursive(
    st.sampled_from(SENTENCES),
    lambda inner: st.tuples(
        st.sampled_from(['"{}"', "({})", "“{}”", "<b>{}</b>", "If {}, {}?", "{}; {}!"]), inner
    ).map(lambda both: both[0].replace("{}", both[1])),
    max_leaves=4,
)
texts = anything | half_characters | word_salad | sentence_salad | nested


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A real reply with a piece cut out and something else put in its place."""
    reply = draw(st.sampled_from(REPLIES))
    start = draw(st.integers(0, len(reply)))
    end = draw(st.integers(start, min(len(reply), start + 60)))
    return reply[:start] + draw(anything) + reply[end:]


thorough = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@thorough
@given(texts | damaged(), cards, st.sets(st.sampled_from(CRITERIA), max_size=3))
def test_any_text_on_any_card_gets_an_assessment_that_keeps_every_promise(
    reply: str, card: Card, focus: set[str]
) -> None:
    assert broken(assess(reply, card, sorted(focus)), reply) == []


@thorough
@given(texts | damaged(), cards)
def test_the_same_text_has_the_same_result_twice(reply: str, card: Card) -> None:
    assert assess(reply, card) == assess(reply, card)


@thorough
@given(damaged(), cards)
def test_a_focus_moves_no_level_only_what_it_weighs(reply: str, card: Card) -> None:
    plain, focused = assess(reply, card), assess(reply, card, card.criteria[:2])
    assert focused.levels == plain.levels
    assert focused.gates == plain.gates


@settings(max_examples=8, deadline=None)
@given(st.text(st.characters(), min_size=1, max_size=9), cards)
def test_a_text_past_the_limit_is_refused_and_one_at_it_is_not_an_error(unit: str, card: Card) -> None:
    whole = (unit * MAX_CHARACTERS)[: MAX_CHARACTERS + 1]
    for reply in (whole, whole[:MAX_CHARACTERS]):
        assert broken(assess(reply, card), reply) == []
    assert assess(whole, card).status != "scored"


@settings(max_examples=20, deadline=None)
@given(st.text(" \t\n\r\u200b\u3000\ufeff", max_size=40), cards)
def test_what_holds_no_character_that_shows_is_not_attempted(reply: str, card: Card) -> None:
    assert assess(reply, card).status == "not_attempted"
