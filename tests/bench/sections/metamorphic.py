"""What must lower a level, what must not move it, and what must never raise it.

All on the strong replies of the tune part; what must never raise is tried on its middling ones too, which
have somewhere to rise to.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from grader import Card
from grader.assess import Assessment

from ..figures import Figure, Measured
from ..rated import Rated
from ..run import Run
from ..stats import mean
from ..variants import (
    another_card,
    other_gender,
    other_name,
    padded,
    repeated,
    stuffed,
    synonyms,
    without,
)

FALLS = ("issue_reflection", "choice_offer", "fact_fidelity")
"""Criteria that depend on the card."""
FALL_TARGET = 0.90
SWAP_TARGET = 0.02
EARNED = (
    "emotion_acknowledgment",
    "issue_reflection",
    "open_inquiry",
    "fault_ownership",
    "action_commitment",
    "choice_offer",
    "expectation_clarity",
    "boundary_statement",
    "handoff_quality",
)
"""Criteria whose level is earned by words that are there; at the others a span may show an offence."""
NEVER_RAISE: dict[str, Callable[[str], str]] = {"padding": padded, "repeating": repeated, "stuffing": stuffed}
Case = tuple[str, Card]


def measure(run: Run) -> Measured:
    """All relations; see `metamorphic/…` in the table."""
    tune = run.rated("tune")
    strong = [r for r in tune if r.family.startswith("strong:")]
    written = strong + [r for r in tune if r.family.startswith("middling:")]
    return Measured(
        [
            *_scenario_swap(run, strong, list(dict.fromkeys(r.card for r in tune))),
            *_same_in_other_words(run, strong),
            *_never_raised(run, strong, "strong"),
            *_never_raised(run, written[len(strong) :], "middling"),
            *_removed(run, strong),
        ]
    )


def _before(run: Run, replies: Sequence[Rated]) -> list[Assessment]:
    return run.assess((r.reply, r.card) for r in replies)


def _scenario_swap(run: Run, strong: Sequence[Rated], cards: Sequence[Card]) -> list[Figure]:
    here = _before(run, strong)
    there = run.assess((r.reply, another_card(r.card, cards)) for r in strong)
    figures = []
    for c in FALLS:
        fell = [
            b.levels[c].value < a.levels[c].value
            for a, b in zip(here, there, strict=True)
            if c in a.levels and c in b.levels and a.levels[c].value > 0
        ]
        if fell:
            name = f"metamorphic/another customer's card lowers {c}"
            figures.append(Figure(name, mean(fell), FALL_TARGET, note=f"n {len(fell)}"))
    passing = sum(a.passed == "yes" for a in there)
    name = "metamorphic/passes on another customer's card"
    return [*figures, Figure(name, passing, 0, "lower", unit="n", note=f"n {len(there)}")]


def _same_in_other_words(run: Run, strong: Sequence[Rated]) -> list[Figure]:
    changes: dict[str, Callable[[Rated], Case]] = {
        "synonyms": lambda r: (synonyms(r.reply), r.card),
        "another name": lambda r: other_name(r.reply, r.card),
        "another gender": lambda r: other_gender(r.reply, r.card),
    }
    figures: list[Figure] = []
    for name, change in changes.items():
        changed = [(r, change(r)) for r in strong]
        changed = [(r, new) for r, new in changed if new != (r.reply, r.card)]
        before, after = _before(run, [r for r, _ in changed]), run.assess(new for _, new in changed)
        both = list(zip(before, after, strict=True))
        if both:
            row = f"metamorphic/{name}: mean change of score"
            moved = sum(_farthest(a, b) > 1 for a, b in both)
            shift = mean((b.score or 0) - (a.score or 0) for a, b in both)
            any_moved = mean(_farthest(a, b) > 0 for a, b in both)
            figures += [
                Figure(row, shift, SWAP_TARGET, "zero", note=f"n {len(both)}"),
                Figure(f"{row}/moved by 2", moved, 0, "lower", unit="n", under=row),
                Figure(f"{row}/share with a level moved", any_moved, better="lower", under=row),
            ]
    return figures


def _farthest(before: Assessment, after: Assessment) -> int:
    """By how much the level moved that moved most."""
    return max(
        (abs(x.value - before.levels[c].value) for c, x in after.levels.items() if c in before.levels),
        default=0,
    )


def _never_raised(run: Run, replies: Sequence[Rated], kind: str) -> list[Figure]:
    before = _before(run, replies)
    figures = []
    for name, change in NEVER_RAISE.items():
        after = run.assess((change(r.reply), r.card) for r in replies)
        raised = [(b.score or 0) > (a.score or 0) + 1e-9 for a, b in zip(before, after, strict=True)]
        row = f"metamorphic/{name} raises the score of {kind} replies"
        if raised:
            figures.append(Figure(row, mean(raised), 0, "lower", note=f"n {len(raised)}"))
    return figures


def _removed(run: Run, strong: Sequence[Rated]) -> list[Figure]:
    """What is left of an earned level when the words that it points at are taken out."""
    cases: list[tuple[str, int, Case]] = []
    for reply, found in zip(strong, _before(run, strong), strict=True):
        for c in EARNED:
            level = found.levels.get(c)
            if level is None or level.value == 0 or not level.spans:
                continue
            cases.append((c, level.value, (without(reply.reply, level.spans), reply.card)))
    changes = []
    for (c, value, _), after in zip(cases, run.assess(case for *_, case in cases), strict=True):
        left = after.levels[c].value if c in after.levels else 0
        changes.append(left - value)
    if not changes:
        return []
    return [
        Figure(
            "metamorphic/taking the words out raises what they earned",
            mean(x > 0 for x in changes),
            0,
            "lower",
            note=f"n {len(changes)}",
        ),
        Figure(
            "metamorphic/taking the words out lowers what they earned",
            mean(x < 0 for x in changes),
            note=f"n {len(changes)}",
        ),
    ]
