"""The command `grader`. Each command's work is in `grader.commands` and `grader.lab`, loaded when it is used.

Exit codes: 0 done · 1 some input could not be graded, or something is wrong: named on stderr · 2 wrong usage.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from grader import __version__
from grader.commands import Stop
from grader.version import GRADER_VERSION

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="Even Keel: grade replies to hostile customers, and open the course that teaches them.",
)
card_app = typer.Typer(no_args_is_help=True, help="Write, check and read scenario cards.")
app.add_typer(card_app, name="card")
assignment_app = typer.Typer(no_args_is_help=True, help="Make assignments from cards.")
app.add_typer(assignment_app, name="assignment")

_NO_ROOM = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))

Jsonl = Annotated[
    tuple[str, str] | None,
    typer.Option(
        "--jsonl", metavar="IN OUT", help="One JSON object a line, in and out; - is stdin or stdout."
    ),
]
CardsDir = Annotated[
    Path | None, typer.Option("--cards", help="A folder with cards of your own; else EVEN_KEEL_CARDS.")
]
Folder = Annotated[Path | None, typer.Option(help="The course's folder, if it is not this one.")]
Port = Annotated[int | None, typer.Option(min=1, max=65535, help="A port to use; else a free one is found.")]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Print the address and open nothing.")]


@app.callback(invoke_without_command=True)
def _root(version: Annotated[bool, typer.Option("--version", help="Print the versions.")] = False) -> None:
    if version:
        print(f"even-keel {__version__}, grader {GRADER_VERSION}")
        raise typer.Exit


@app.command()
def assess(
    card: Annotated[str | None, typer.Option(help="A card's id, or the path of its .yaml file.")] = None,
    focus: Annotated[str, typer.Option(help="Criteria that count twice, with commas between.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
    jsonl: Jsonl = None,
    cards: CardsDir = None,
) -> None:
    """Grade one reply from stdin (--card), or many from a file (--jsonl).

    IN has {"id", "card", "reply", "focus"?}.
    OUT has {"id", "status", "score", "passed", "levels", "gates", "review", "version"}.
    """
    from grader.commands import assessing

    if (card is None) == (jsonl is None):
        raise typer.BadParameter("give either --card CARD, with the reply on stdin, or --jsonl IN OUT")
    if jsonl is not None and (focus or as_json):
        raise typer.BadParameter(
            "--focus and --json go with --card; in a file, focus is a field of each line"
        )
    dirs = _card_dirs(cards)
    if jsonl is not None:
        raise typer.Exit(assessing.assess_file(*jsonl, dirs))
    assert card is not None
    raise typer.Exit(assessing.assess_stdin(card, _names(focus), dirs, as_json=as_json))


@app.command()
def simulate(
    card: Annotated[str, typer.Argument(metavar="CARD", help="A card's id or path; it needs branches.")],
    replies: Annotated[
        Path | None, typer.Option(help="A file with one reply a line; else type them, or stdin.")
    ] = None,
    focus: Annotated[str, typer.Option(help="Criteria that count twice, with commas between.")] = "",
    cards: CardsDir = None,
) -> None:
    """Play a conversation: after each reply the customer answers, and you see how they are.

    For authors. One reply a line; its levels, the mood of the answer, and anger, trust and control follow.
    """
    from grader.commands import simulating

    raise typer.Exit(simulating.simulate(card, replies, _names(focus), _card_dirs(cards)))


@app.command()
def moves(jsonl: Jsonl = None) -> None:
    """Say which moves each text makes: the probability of each, the highest over its sentences.

    IN has {"id", "text", "context"?}, where context is the customer's message; OUT has {"id", "moves"}.
    """
    from grader.commands import moving

    if jsonl is None:
        raise typer.BadParameter("give --jsonl IN OUT")
    raise typer.Exit(moving.moves_file(*jsonl))


@app.command()
def diff(
    old: Annotated[str | None, typer.Argument(help="A version, such as 0.1, or now.")] = None,
    new: Annotated[
        str | None, typer.Argument(help="A version, or now: the grader as installed (a minute or two).")
    ] = None,
    criterion: Annotated[
        str, typer.Option(help="Show only replies whose level of these changed, with commas between.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
    record: Annotated[
        bool, typer.Option("--record", help="Keep what the grader as installed gives, under its version.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="With --record: replace what is kept under this version.")
    ] = False,
) -> None:
    """Show which rated replies got other levels from one version of the grader to another.

    Without arguments, say which versions there are.
    """
    from grader.commands import differing

    if again and not record:
        raise typer.BadParameter("--again goes with --record")
    if record and (old or criterion or as_json):
        raise typer.BadParameter("--record stands alone, or with --again")
    if record:
        raise typer.Exit(differing.record(again=again))
    if old is None and not criterion and not as_json:
        raise typer.Exit(differing.explain())
    if old is None or new is None:
        raise typer.BadParameter("name two versions, or one version and now, as in: grader diff 0.1 now")
    raise typer.Exit(differing.compare(old, new, _names(criterion), as_json=as_json))


@app.command()
def lab(
    folder: Folder = None,
    port: Port = None,
    no_browser: NoBrowser = False,
    settings_only: Annotated[
        bool, typer.Option("--settings-only", help="Write the settings, trust the notebooks, start nothing.")
    ] = False,
    shared: Annotated[
        bool,
        typer.Option("--shared", help="With --settings-only: for everybody who uses this Python (Binder)."),
    ] = False,
) -> None:
    """Open the course in JupyterLab, as a learner."""
    from grader.lab import start

    if shared and not settings_only:
        raise typer.BadParameter("--shared goes with --settings-only")
    if settings_only:
        raise typer.Exit(start.write_only("learner", folder, shared=shared))
    raise typer.Exit(start.open_course("learner", folder, port, browser=not no_browser))


@app.command()
def instructor(folder: Folder = None, port: Port = None, no_browser: NoBrowser = False) -> None:
    """Open the course in JupyterLab, as an instructor: with nbgrader's menu and formgrader."""
    from grader.lab import start

    raise typer.Exit(start.open_course("instructor", folder, port, browser=not no_browser))


@card_app.command("new")
def card_new(
    card_id: Annotated[str, typer.Argument(metavar="ID", help="Such as late-parcel.")],
    folder: Annotated[Path, typer.Option(help="Where to put it.")] = Path(),
) -> None:
    """Write a card to fill in, with a comment beside each field."""
    from grader.commands import authoring

    raise typer.Exit(authoring.new_card(card_id, folder))


@card_app.command("lint")
def card_lint(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[CARD]...", help="Ids, paths or folders; else the cards that ship."),
    ] = None,
    cards: CardsDir = None,
) -> None:
    """Check cards: the format, and that their own model replies land where they should."""
    from grader.commands import authoring

    raise typer.Exit(authoring.lint(paths or [], _card_dirs(cards)))


@card_app.command("show")
def card_show(
    names: Annotated[list[str] | None, typer.Argument(metavar="[CARD]...", help="Ids or paths.")] = None,
    cards: CardsDir = None,
) -> None:
    """Show cards as people read them; without a name, list your own and those that ship."""
    from grader.commands import authoring

    raise typer.Exit(authoring.show(names or [], _card_dirs(cards)))


@assignment_app.command("new")
def assignment_new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Such as 04-own-it.")],
    cards: Annotated[list[str], typer.Argument(metavar="CARD...", help="Ids or paths of cards.")],
    focus: Annotated[str, typer.Option(help="Criteria that count twice, with commas between.")] = "",
    folder: Annotated[Path, typer.Option(help="The course's folder.")] = Path(),
    cards_dir: CardsDir = None,
) -> None:
    """Write a source notebook in solutions/ from cards, with a grade cell for each criterion."""
    from grader.commands import assigning

    raise typer.Exit(assigning.new_assignment(name, cards, _names(focus), folder, _card_dirs(cards_dir)))


@app.command()
def doctor(folder: Folder = None) -> None:
    """Say what is installed, what is missing, and what to do about it."""
    from grader.commands import diagnosis

    raise typer.Exit(diagnosis.examine(folder))


def _names(text: str) -> list[str]:
    """The names in a list with commas between."""
    return [name.strip() for name in text.split(",") if name.strip()]


def _card_dirs(folder: Path | None) -> tuple[Path, ...]:
    """Where to look for cards before those that ship: --cards, then what EVEN_KEEL_CARDS names."""
    from grader.nbgrader.course import card_dirs

    if folder and not folder.is_dir():
        raise typer.BadParameter(f"{folder} is not a folder", param_hint="--cards")
    return card_dirs([str(folder)] if folder else [])


def main() -> int:
    """Run the command that sys.argv holds; returns its exit code and prints errors as plain words."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    code = _run()
    if sys.stdout is None:
        return code
    try:
        sys.stdout.flush()
    except OSError as error:
        # What is left in the buffer can't be written, now or when Python ends.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError) and code == 0:
            print(f"stdout: can't be written: {error.strerror}.", file=sys.stderr)
            return 1
    return code


def _run() -> int:
    try:
        app()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except Stop as stop:
        print(stop, file=sys.stderr)
        return stop.code
    except BrokenPipeError:
        # Whoever read our output has had enough.
        return 0
    except Exception as error:
        if os.environ.get("EVEN_KEEL_DEBUG"):
            raise
        if _model_is_missing(error):
            print(error, file=sys.stderr)
            return 1
        if isinstance(error, OSError) and error.errno in _NO_ROOM:
            print(f"{error.filename or 'stdout'}: can't be written: {error.strerror}.", file=sys.stderr)
            return 1
        print(
            f"grader stopped: {type(error).__name__}: {error}\nThis is a fault of ours. `grader doctor` says "
            "whether something is missing here; EVEN_KEEL_DEBUG=1 shows the details for a report.",
            file=sys.stderr,
        )
        return 1
    return 0


def _model_is_missing(error: Exception) -> bool:
    """Whether the grader's model can't be read; the message of such an error says what to do."""
    encoder = sys.modules.get("grader.moves.encoder")  # where it isn't loaded, nothing of it was raised
    return encoder is not None and isinstance(error, encoder.EncoderMissing)
