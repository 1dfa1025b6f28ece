"""Days and standings as people say them."""

from __future__ import annotations

from datetime import date

from grader.mastery import Standing


def spelled(day: date, today: date) -> str:
    """A day as people say it: today, tomorrow, on Friday 4 December."""
    if day <= today:
        return "today"
    return "tomorrow" if (day - today).days == 1 else f"on {day:%A} {day.day} {day:%B}"


def standing_words(found: Standing, today: date) -> str:
    """How far somebody is, in one sentence."""
    if found.stage == "mastered":
        return "You have mastered this one."
    if found.stage == "nearly" and found.since:
        day = found.since.astimezone().date()
        when = "one more pass" if day <= today else f"one more pass {spelled(day, today)} or later"
        return f"Two new cards passed: {when}, and you have mastered it."
    if found.stage == "new":
        return "You haven't practised this one without help yet."
    if found.met < 2:
        return "A first try."
    return f"Of the last {found.met} new cards you passed {found.passed}."
