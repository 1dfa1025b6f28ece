"""`grader simulate`: play a card's conversation in the terminal, to hear whether the customer rings true."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from grader.cards import Card, CardError, load_card
from grader.commands import Stop
from grader.simulator import Conversation, Exchange, NoConversation, State, beginning, converse, trajectory
from grader.turns import turns_of
from grader.way import FORCES, TAKEN, tenths


def simulate(card: str, replies: Path | None, focus: Sequence[str], dirs: Sequence[Path] = ()) -> int:
    """Play the conversation of a card with one reply a line, from `replies`, from stdin, or as typed.

    Returns 0. Raises Stop for a card without branches, a focus that is no criterion, a file that can't be
    read. Lines after the end of the conversation are left out, and empty ones are passed over.
    """
    console = Console(highlight=False)
    try:
        found = load_card(card, dirs)
        turns = turns_of(found)
        converse(found, [""], focus)
    except (CardError, NoConversation, ValueError) as error:
        raise Stop(str(error)) from None
    _say(console, found, found.message)
    _print_state(console, beginning(found))
    said: list[str] = []
    for line in _lines(console, replies, turns):
        said.append(line)
        talk = converse(found, said, focus)
        _print_exchange(console, talk.exchanges[-1], found)
        if talk.over:
            break
    return _close(console, found, said, focus)


def _lines(console: Console, replies: Path | None, turns: int) -> Iterator[str]:
    """The replies, one a line, as they come."""
    if replies is None and sys.stdin.isatty():
        for number in range(1, turns + 1):
            line = ""
            try:
                while not line.strip():
                    line = console.input(f"[bold]Reply {number} of {turns}:[/bold] ")
            except (EOFError, KeyboardInterrupt):
                console.print()
                return
            yield line
        return
    try:
        text = replies.read_text(encoding="utf-8-sig") if replies else sys.stdin.read()
    except (OSError, UnicodeDecodeError) as error:
        raise Stop(f"{replies or 'stdin'}: can't be read: {error}.") from None
    for number, line in enumerate((line for line in text.splitlines() if line.strip()), start=1):
        console.print(Padding(f"[bold]Reply {number}:[/bold] {escape(line)}", (1, 0, 0, 2)))
        yield line


def _close(console: Console, card: Card, said: Sequence[str], focus: Sequence[str]) -> int:
    talk: Conversation = converse(card, said, focus)
    left = talk.turns - len(talk.exchanges)
    if left:
        console.print(f"\n{left} of {talk.turns} replies are missing; without an end its way is worth 0.")
    else:
        console.print(f"\nThe end. Its way is worth {trajectory(talk):.2f} of 1.")
    return 0


def _print_exchange(console: Console, exchange: Exchange, card: Card) -> None:
    found = exchange.assessment
    if found.status == "scored":
        levels = ", ".join(f"{c} {level.value}" for c, level in found.levels.items())
        console.print(Padding(f"[dim]{escape(levels)}[/dim]", (0, 0, 0, 4)))
    else:
        console.print(Padding(f"[dim]{escape(found.message or found.status)}[/dim]", (0, 0, 0, 4)))
    sign, words = TAKEN[exchange.mood]
    _say(console, card, exchange.answer, f" ({sign} {words})")
    _print_state(console, exchange.after)


def _say(console: Console, card: Card, text: str, how: str = "") -> None:
    who = card.customer.name or "Customer"
    console.print(Padding(f"[bold]{escape(who)}{how}:[/bold] {escape(text)}", (1, 0, 0, 2)))


def _print_state(console: Console, state: State) -> None:
    parts = "  ".join(f"{name} {tenths(getattr(state, force))}" for force, name in FORCES)
    console.print(Padding(f"[dim]{parts}[/dim]", (0, 0, 0, 4)))
