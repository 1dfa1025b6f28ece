"""Feedback as one HTML page: the learner's own words, what each criterion makes of them, and the next edit.

The same page is what an instructor returns and what a self-paced learner sees after handing in. It loads
nothing, runs nothing, and shows whatever was typed as text.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from grader.assess import Assessment
from grader.cards import Card
from grader.html import marked, safe, shown
from grader.rubric import CRITERION, Level
from grader.way import Way, way_html

STYLE = (Path(__file__).parent / "feedback.css").read_text(encoding="utf-8")
LEVEL_WORDS = ("not there yet", "partly there", "there")
"""A level in words."""
SIGNS = ("○", "◐", "●")
"""A level as a sign, so that colour isn't needed to read it."""
PASSED_WORDS = {
    "yes": "Passed.",
    "no": "Not passed yet.",
    "pending": "Pending: one reading can't be settled by the grader alone, and a person will look at it.",
    "stopped": "Stopped: their message holds a danger, and this reply passes over it. A person will look "
    "at it. What the procedure asks for is below.",
}
Item = tuple[Card, str, Assessment]


@dataclass(frozen=True)
class Extras:
    """What an instructor adds to the grader's word."""

    points: Mapping[tuple[str, str], float] | None = None
    """Points by (card id, criterion) as they stand in the gradebook, where someone changed them."""
    comments: Mapping[str, str] | None = None
    """Comments by card id."""
    notices: Sequence[str] = ()
    """Sentences for the top of the page."""
    versions: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Of `points`, those that no person set but another version of the grader gave: which."""
    verdicts: Mapping[str, str] = field(default_factory=lambda: PASSED_WORDS)
    """What is said of each `Assessment.verdict`, where it's said otherwise."""
    ways: Sequence[Way] = ()
    """The conversations of which the items hold a reply each, with what their way has earned."""


def feedback_page(student: str, assignment: str, items: Sequence[Item], extras: Extras | None = None) -> str:
    """The feedback on one hand-in, as a whole HTML document.

    student, assignment: as shown in the heading. items: (card, reply, assessment) in order; may be empty
    where nothing could be read. extras: what an instructor added. Whatever the texts hold is inert.
    """
    extras = extras or Extras()
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    title = f"{spoken(assignment)}: your feedback"
    cards = "".join(_card(number, item, extras) for number, item in enumerate(items, 1))
    cards += "".join(_way(number, way) for number, way in enumerate(extras.ways, 1))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{safe(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{safe(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<header><h1>{safe(title)}</h1><p>For <bdi>{safe(student)}</bdi></p>"
        f"{_total(items, extras)}</header>\n"
        f"{''.join(f'<p class=notice>{safe(n)}</p>' for n in extras.notices)}{cards}"
        f"<footer><p>A program read these replies by the course's written rules{_by(items)}. If it got you "
        "wrong, say so to whoever runs your course.</p></footer>\n</main>\n</body>\n</html>\n"
    )


def level_html(reply: str, criterion: str, level: Level) -> str:
    """One criterion's part of the feedback, as an HTML fragment."""
    return (
        f'<p class="level"><span aria-hidden="true">{SIGNS[level.value]}</span> '
        f"<strong>{safe(title_of(criterion))}</strong>: {LEVEL_WORDS[level.value]} ({level.value} of 2)"
        f"{', not sure' if level.band == 'unsure' else ''}</p>{_quotes(reply, level)}"
        f"{''.join(f'<p>{safe(why)}</p>' for why in level.reasons)}"
        f"{f'<p class=edit>Next edit: {safe(level.next_edit)}</p>' if level.next_edit else ''}"
    )


def title_of(criterion: str) -> str:
    """What the page calls a criterion."""
    found = {str(c): rule.title for c, rule in CRITERION.items()}
    return found.get(criterion, criterion.replace("_", " "))


def spoken(assignment: str) -> str:
    """An assignment's name as people say it: "Name the feeling" for 03-name-the-feeling."""
    words = re.sub(r"^\d+[-_ ]*", "", assignment).replace("-", " ").replace("_", " ").strip()
    return (words[:1].upper() + words[1:]) or assignment


def number(points: float) -> str:
    """Points as people write them: 2, 1.5, 0.98."""
    return f"{points:.2f}".rstrip("0").rstrip(".")


def _by(items: Sequence[Item]) -> str:
    """Which version of the grader read them; empty where there was nothing to read."""
    versions = ", ".join(dict.fromkeys(result.version for _, _, result in items))
    return f" (grader {safe(versions)})" if versions else ""


def _total(items: Sequence[Item], extras: Extras) -> str:
    scored = [a for _, _, a in items if a.status == "scored"]
    if not scored or any(a.status == "could_not_grade" for _, _, a in items):
        return ""
    earned = sum(_points(a, c, extras) for a in scored for c in a.levels)
    earned += sum(way.points or 0.0 for way in extras.ways)
    most = sum(sum(_most(card, a).values()) for card, _, a in items)
    most += sum(way.most for way in extras.ways)
    return f"<p class=total>{number(earned)} of {number(most)} points ({earned / most:.0%})</p>"


def _most(card: Card, assessment: Assessment) -> dict[str, float]:
    """The most points of each criterion, also where nothing was written."""
    return {c: 4.0 if c in assessment.focus else 2.0 for c in card.criteria}


def _points(assessment: Assessment, criterion: str, extras: Extras) -> float:
    changed = (extras.points or {}).get((assessment.card, criterion))
    return float(assessment.credits[criterion]) if changed is None else changed


def _card(place: int, item: Item, extras: Extras) -> str:
    card, reply, result = item
    spans = [span for level in result.levels.values() for span in level.spans]
    who = card.customer.name or "the customer"
    comment = (extras.comments or {}).get(card.id, "")
    words = marked(reply, spans) if reply.strip() else "<i>Nothing was written.</i>"
    return (
        f'<section aria-labelledby="card-{place}"><h2 id="card-{place}">{safe(card.title)}</h2>'
        f"<details><summary>What {safe(who)} wrote</summary>"
        f"<blockquote>{shown(card.message)}</blockquote></details>"
        f"<h3>Your reply</h3><blockquote class=reply>{words}</blockquote>"
        f"{_comment(comment)}{_verdict(result, extras)}{_levels(reply, result, extras)}</section>\n"
    )


def _way(place: int, way: Way) -> str:
    title = f"{way.conversation.card.title}: how the conversation went"
    return (
        f'<section aria-labelledby="way-{place}"><h2 id="way-{place}">{safe(title)}</h2>'
        f"{_comment(way.comment)}{way_html(way)}</section>\n"
    )


def _comment(comment: str) -> str:
    return f"<div class=comment><h3>From your instructor</h3><p>{shown(comment)}</p></div>" if comment else ""


def _verdict(result: Assessment, extras: Extras) -> str:
    if result.status == "not_attempted":
        return "<p class=verdict><strong>Not attempted.</strong> There is no reply here yet, so no score.</p>"
    if result.status == "could_not_grade":
        return f"<p class=verdict><strong>Could not be graded.</strong> {safe(result.message)}</p>"
    changed = any(card == result.card for card, _ in extras.points or {})
    verdict = "" if changed else extras.verdicts.get(result.verdict, "")
    score = f"<strong>{result.score or 0:.0%}</strong> for this reply, by the grader."
    parts = [f"<p class=verdict>{score} {verdict}</p>"]
    for gate in result.gates:
        parts.append(
            f"<p class=gate><strong>{safe(title_of(gate))}</strong> is missed. While it is, no reply gets "
            "more than 49 %, whatever else is good in it.</p>"
        )
    if result.message:
        parts.append(f"<p class=notice>{safe(result.message)}</p>")
    if result.next_step:
        parts.append(f"<p class=next><strong>The most useful edit:</strong> {safe(result.next_step)}</p>")
    return "".join(parts)


def _levels(reply: str, result: Assessment, extras: Extras) -> str:
    if not result.levels:
        return ""
    rows = []
    first = [c for c in result.levels if c in result.focus]
    for criterion in [*first, *(c for c in result.levels if c not in first)]:
        level, most = result.levels[criterion], result.max_credits[criterion]
        changed = (extras.points or {}).get((result.card, criterion))
        earned = f"{number(_points(result, criterion, extras))} of {number(most)} points"
        note = whose((result.card, criterion), extras.versions) if changed is not None else ""
        focus = "<span class=tag>counts twice</span>" if criterion in result.focus else ""
        rows.append(
            f"<li class=level-{level.value}>{level_html(reply, criterion, level)}"
            f"<p class=points>{earned}{note} {focus}</p></li>"
        )
    return f"<h3>Criterion by criterion</h3><ul class=levels>{''.join(rows)}</ul>"


def whose(key: tuple[str, str], versions: Mapping[tuple[str, str], str]) -> str:
    """Whose points these are, as HTML, where they aren't those of the grader that wrote this page."""
    by = versions.get(key)
    return f" (by another version of the grader, {safe(by)})" if by else " (set by your instructor)"


def _quotes(reply: str, level: Level) -> str:
    words = [reply[max(0, s.start) : max(0, s.end)][:600] for s in level.spans]
    quotes = [f"“<mark><bdi>{safe(w)}</bdi></mark>”" for w in words if w.strip()]
    return "".join(f"<p class=quote>{quote}</p>" for quote in quotes)
