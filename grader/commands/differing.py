"""`grader diff`: which rated replies got other levels from one version of the grader to another."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.progress import Progress
from rich.table import Table

from grader.cards import CRITERIA
from grader.commands import Stop
from grader.version import GRADER_VERSION
from grader.versions import rated, snapshot
from grader.versions.difference import Change, Difference, difference
from grader.versions.snapshot import Graded, NoSuchVersion, Snapshot, SnapshotError

NOW = "now"
RESULTS = {
    "yes": "passed",
    "no": "not passed",
    "pending": "pending",
    "not_attempted": "not attempted",
    "could_not_grade": "could not be graded",
}
_EXPLAINED = """\
grader diff OLD NEW shows which rated replies got other levels from one version of the grader to another,
and how, so that no cohort is regraded by surprise. OLD and NEW are versions, or now: the grader as installed.
The replies are the training and tuning parts of the rated set; each is graded with no focus."""


def explain() -> int:
    """Say what the command does and which versions it knows; returns 0."""
    print(f"{_EXPLAINED}\n")
    versions = snapshot.known(snapshot.FOLDER)
    for version in versions:
        rows = _read(version).values()
        passed = sum(row.passed == "yes" for row in rows)
        pending = sum(row.passed == "pending" for row in rows)
        print(f"{version:>5}  {len(rows):,} replies: {passed} passed, {pending} pending")
    recorded = "" if GRADER_VERSION in versions else "; not recorded yet"
    print(f"{NOW:>5}  the grader as installed, version {GRADER_VERSION}{recorded}")
    return 0


def record(*, again: bool) -> int:
    """Record the grader as installed under its version; returns 0. Raises Stop where that can't be done."""
    path = snapshot.FOLDER / f"{GRADER_VERSION}.tsv"
    try:
        written = snapshot.write(GRADER_VERSION, _now().values(), snapshot.FOLDER, again=again)
    except SnapshotError as error:
        raise Stop(str(error), 1) from None
    except OSError as error:
        raise Stop(f"{path} can't be written: {error.strerror}.", 1) from None
    print(f"{path} {'holds' if written else 'held already'} the levels of version {GRADER_VERSION}.")
    return 0


def compare(old: str, new: str, criteria: Sequence[str], *, as_json: bool) -> int:
    """Print what changed from `old` to `new`; returns 0. Raises Stop for a version or criterion unknown.

    criteria: show only replies whose level of one of these changed; all where empty. The summary is always
    over everything.
    """
    if unknown := [c for c in criteria if c not in CRITERIA]:
        raise Stop(f"There is no criterion {', '.join(unknown)[:80]}. There are {', '.join(CRITERIA)}.")
    if old == new:
        raise Stop(f"{old} and {new} are the same; name two versions, or one version and {NOW}.")
    for version in (old, new):
        if version != NOW:
            _read(version)  # a wrong name is said before a minute of grading, not after
    found = difference(_snapshot(old), _snapshot(new))
    shown = [c for c in (change.only(criteria) if criteria else change for change in found.changes) if c]
    texts = {r.id: r.reply for r in rated.rated_replies()} if rated.at_hand() else None
    if as_json:
        print(json.dumps(_data((old, new), found, shown, texts), ensure_ascii=False, indent=2))
    else:
        _print_summary((old, new), found)
        _print_replies(shown, criteria, texts)
    return 0


def _snapshot(version: str) -> Snapshot:
    return _now() if version == NOW else _read(version)


def _read(version: str) -> Snapshot:
    try:
        return snapshot.read(version, snapshot.FOLDER)
    except NoSuchVersion as error:
        raise Stop(str(error)) from None
    except SnapshotError as error:
        raise Stop(str(error), 1) from None


def _now() -> Snapshot:
    """What the grader as installed gives the rated replies; a minute or two."""
    try:
        replies = rated.rated_replies()
    except SnapshotError as error:
        raise Stop(str(error), 1) from None
    console = Console(stderr=True)
    found: dict[str, Graded] = {}
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(f"Grading {len(replies):,} replies", total=len(replies))
        for row in rated.grade_all(replies):
            found[row.id] = row
            progress.advance(task)
    return found


def _title(version: str) -> str:
    return f"the grader as installed ({GRADER_VERSION})" if version == NOW else f"version {version}"


def _print_summary(versions: tuple[str, str], found: Difference) -> None:
    console = Console(highlight=False, soft_wrap=True)
    old, new = map(_title, versions)
    console.print(
        f"From {escape(old)} to {escape(new)}, on {found.compared:,} rated replies, with no focus.\n"
    )
    turned = sum(found.results().values())
    console.print(f"[bold]{found.releveled}[/bold] changed level; [bold]{turned}[/bold] changed result.")
    for (before, after), count in found.results().items():
        console.print(f"  {count:4}  {RESULTS[before]} → {RESULTS[after]}")
    if found.scores[0] is not None and found.scores[1] is not None:
        console.print(f"The mean score was {found.scores[0]:.3f} and is {found.scores[1]:.3f}.")
    for ids, which in ((found.only_old, old), (found.only_new, new)):
        if ids:
            console.print(f"Not compared, since only {which} has them: {len(ids)} ({', '.join(ids[:3])} …).")
    if ways := found.by_criterion():
        table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
        table.add_column("criterion")
        columns = ["up", "down"] + ["newly or no longer graded"] * any(way[2] for way in ways.values())
        for column in columns:
            table.add_column(column, justify="right")
        for criterion, way in ways.items():
            table.add_row(criterion, *map(str, way[: len(columns)]))
        console.print()
        console.print(table)


def _print_replies(changes: Sequence[Change], criteria: Sequence[str], texts: dict[str, str] | None) -> None:
    console = Console(highlight=False)
    if criteria:
        console.print(f"\nOnly replies with another level of {', '.join(criteria)}: {len(changes)}.")
    if changes and texts is None:
        console.print(f"\nIds alone, without their texts: {rated.NOT_HERE}.", soft_wrap=True)
    for change in changes:
        old, new = change.old, change.new
        console.print(f"\n[bold]{escape(new.id)}[/bold]  (card {escape(new.card)})", soft_wrap=True)
        if change.turned:
            console.print(
                f"   [yellow]{RESULTS[old.passed]} → {RESULTS[new.passed]}[/yellow]", soft_wrap=True
            )
        for criterion, (before, after) in change.levels.items():
            console.print(f"   {criterion} {_level(before)} → {_level(after)}", soft_wrap=True)
        if texts is not None:
            words = texts.get(new.id, "(This reply is no longer in the rated set.)")
            console.print(Padding(escape(words), (0, 0, 0, 6)))


def _level(value: int | None) -> str:
    return "–" if value is None else str(value)


def _data(
    versions: tuple[str, str], found: Difference, shown: Sequence[Change], texts: dict[str, str] | None
) -> dict[str, Any]:
    """The comparison as plain data; a null level is one whose criterion didn't apply to the card."""
    return {
        "old": versions[0],
        "new": versions[1],
        "installed": GRADER_VERSION,
        "compared": found.compared,
        "changed_level": found.releveled,
        "only_old": list(found.only_old),
        "only_new": list(found.only_new),
        "mean_score": {"old": found.scores[0], "new": found.scores[1]},
        "results": [{"old": a, "new": b, "replies": n} for (a, b), n in found.results().items()],
        "criteria": {
            c: {"up": up, "down": down, "applies": applies}
            for c, (up, down, applies) in found.by_criterion().items()
        },
        "changes": [
            {
                "id": change.new.id,
                "card": change.new.card,
                "passed": {"old": change.old.passed, "new": change.new.passed},
                "score": {"old": change.old.score, "new": change.new.score},
                "levels": {c: {"old": a, "new": b} for c, (a, b) in change.levels.items()},
                "reply": texts.get(change.new.id) if texts is not None else None,
            }
            for change in shown
        ],
    }
