"""`grader card`: write, check and read scenario cards."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from grader.cards import ID_WORDS, MAX_ID, SHIPPED, Card, CardError, find_card, is_id, load_card, load_cards
from grader.commands import Stop
from grader.commands.branch_notes import branch_notes
from grader.yamlfile import lines_that_say

TEMPLATE = Path(__file__).with_name("card_template.yaml")
MARK = "CHANGE-ME"
"""Stands in the template where an author's words belong; nobody writes it in a message."""
_MARK = re.compile(rf"(?<![\w-]){MARK}(?![\w-])")


def new_card(card_id: str, folder: Path) -> int:
    """Write a commented card to fill in; returns 0. Raises Stop for a bad id or a file that exists."""
    if not is_id(card_id):
        raise Stop(f"{card_id[:MAX_ID]!r} is no card id: use {ID_WORDS}, at most {MAX_ID} characters.")
    path = folder / f"{card_id}.yaml"
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(TEMPLATE.read_text(encoding="utf-8").replace("CHANGE-ID", card_id))
    except FileExistsError:
        raise Stop(f"{path} is there already; nothing was changed.") from None
    except OSError as error:
        raise Stop(f"{path} can't be written: {error.strerror}.", 1) from None
    print(f"{path} is ready to be filled in. When you have, run: grader card lint {path}")
    return 0


def lint(paths: Sequence[Path], dirs: Sequence[Path] = ()) -> int:
    """Check cards, by path, folder or id (looked up in `dirs` first); problems go to stderr, one a line.

    Returns 0, or 1 if a card can't be used as it is. Raises Stop for what isn't there.
    A model reply that doesn't land where it should is a note and not a problem: the grader may be at fault.
    """
    files = list(_files(paths or [SHIPPED], dirs))
    if not files:
        raise Stop("There are no cards there: a card is a file whose name ends in .yaml.")
    broken = 0
    for path in files:
        problems, notes = _examined(path)
        broken += bool(problems)
        for problem in problems:
            print(f"{path}: {problem}", file=sys.stderr)
        for note in notes:
            print(f"{path}: note: {note}")
    count = "1 card" if len(files) == 1 else f"{len(files)} cards"
    print(f"{count}, {broken} with problems." if broken else f"{count}, all good.")
    return 1 if broken else 0


def _files(paths: Sequence[Path], dirs: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(path.glob("*.yaml"))
        elif path.is_file():
            yield path
        elif not is_id(str(path)):
            raise Stop(f"{path}: there is no such file or folder.")
        else:
            try:
                yield find_card(str(path), dirs)
            except CardError as error:
                raise Stop(f"{error}; there is no such file or folder either.") from None


def _examined(path: Path) -> tuple[list[str], list[str]]:
    """What is wrong with a card, and what is worth a look."""
    if path.suffix not in (".yaml", ".yml"):
        return ["is no card: a card's file has a name that ends in .yaml"], []
    try:
        card = load_card(path)
    except CardError as error:
        return list(error.problems), []
    if unfilled := lines_that_say(path.read_text(encoding="utf-8-sig"), _MARK):
        return [f"line {n}: still says {MARK}; write your own words there" for n in unfilled], []
    return [], [*branch_notes(card), *_notes(card)]


def _notes(card: Card) -> Iterator[str]:
    from grader.assess import assess

    if card.replies is None:
        return
    for criterion, level in assess(card.replies.strong, card).levels.items():
        if level.value < 2:
            yield f"replies.strong: {criterion} is {level.value} of 2. {' '.join(level.reasons)}"
    lacks = card.replies.near_miss_lacks
    near = assess(card.replies.near_miss, card).levels
    if lacks not in near:
        yield f"replies.near_miss_lacks: {lacks} doesn't apply to this card"
    elif near[lacks].value == 2:
        yield f"replies.near_miss: {lacks} is 2 of 2, though it should be lacking"
    if assess(card.replies.weak, card).passed == "yes":
        yield "replies.weak: it passes, though it should not"


def show(names: Sequence[str], dirs: Sequence[Path] = ()) -> int:
    """Print cards as people read them, those in `dirs` before those that ship; without names, list them all.

    Returns 0, or 1 where a listed card is broken. Raises Stop.
    """
    console = Console(highlight=False)
    if not names:
        return _list_all(console, dirs)
    try:
        found = [load_card(name, dirs) for name in names]
    except CardError as error:
        raise Stop(str(error)) from None
    for card in found:
        _print_card(console, card)
    return 0


def _list_all(console: Console, dirs: Sequence[Path]) -> int:
    seen: set[str] = set()
    broken = False
    for folder in [*dirs, SHIPPED]:
        cards, errors = load_cards(folder)
        for card in cards.values():
            if card.id not in seen:
                kind = f"({card.domain}, {card.channel})"
                console.print(f"[bold]{escape(card.id)}[/bold]  {escape(card.title)} {kind}")
        for error in errors.values():
            print(error, file=sys.stderr)
        seen.update(cards, (Path(name).stem for name in errors))
        broken = broken or bool(errors)
    return 1 if broken else 0


def _print_card(console: Console, card: Card) -> None:
    console.print(
        f"[bold]{escape(card.title)}[/bold]  {card.domain}, {card.channel}, difficulty {card.difficulty}"
    )
    for message in card.customer.messages:
        who = card.customer.name or "Customer" if message.sender == "customer" else "Agent"
        console.print(Padding(f"[bold]{escape(who)}:[/bold] {escape(message.text)}", (1, 0, 0, 2)))
    console.print(
        Padding(f"[bold]Draft to replace:[/bold] [italic]{escape(card.agent_draft)}[/italic]", (1, 0, 0, 2))
    )
    console.print()
    _print_list(console, "What you know", [fact.text for fact in card.facts])
    _print_list(console, "At stake", [card.stake])
    _print_list(console, "You may offer", [item.text for item in card.may_offer])
    _print_list(console, "You may not", [item.text for item in card.may_not_offer])
    _print_list(console, "Ask about", [item.text for item in card.missing_facts])
    if card.next_step:
        _print_list(console, "Next", [f"{card.next_step.owner}: {card.next_step.text}, {card.next_step.by}"])
    _print_list(console, "Graded on", [", ".join(card.criteria)])
    console.print()


def _print_list(console: Console, title: str, entries: Sequence[str]) -> None:
    if entries:
        console.print(f"  [bold]{title}[/bold]")
        for entry in entries:
            console.print(Padding(f"· {escape(entry)}", (0, 0, 0, 4)))
