"""Hand in: freeze what was written into one zip, and show what an instructor would return.

The zip lies in `handed-in/` beside the notebook and goes nowhere by itself. Its name is
ASSIGNMENT__STUDENT__UTC-TIME.zip, which `nbgrader zip_collect` takes. In it are the notebook without outputs,
and replies.json with the texts and the guesses; earlier drafts and the times of writing stay here, and so do
replies that weren't sent and what was tried after a conversation.
"""

from __future__ import annotations

import hashlib
import io
import logging
import os
import re
import secrets
import unicodedata
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import nbformat
import platformdirs

from grader.assess import Assessment, assess
from grader.cards import CardError, load_card
from grader.feedback import Extras, Item, feedback_page
from grader.nbgrader.course import card_dirs
from grader.nbgrader.outcome import play
from grader.nbgrader.plan import WAY, Plan, PlanError, read_plan
from grader.nbgrader.release import stripped
from grader.replies import NO_SAVE, Replies, Reply, ReplyStore
from grader.replyfile import dump
from grader.simulator import Conversation, NoConversation, trajectory
from grader.turns import draft_id, is_aside, turn_items, turn_title
from grader.way import Way

FOLDER = "handed-in"
MAX_NAME = 40
"""Characters of a student's name in a file's name."""
_REMEMBERED = "student.txt"
_TAG = re.compile(r"(?=[0-9]{0,5}[a-f])[0-9a-f]{6}")
"""What stands for a name as typed: with a letter in it, so that no number of digits looks like it."""
_log = logging.getLogger(__name__)


class HandInError(ValueError):
    """Nothing could be handed in; the message says why and what to do, in plain words."""


@dataclass(frozen=True)
class HandedIn:
    """What was handed in."""

    path: Path
    """The zip."""
    at: datetime
    """When (UTC)."""
    page: str
    """The feedback, as an HTML document; empty where it could not be made, as without a card or the model."""
    results: tuple[Assessment, ...] = ()
    """What came of each reply that is written and stands for itself, in the assignment's order."""


def student_id(name: str) -> str:
    """A student's number or name as it stands in a file's name; two different ones never become the same.

    A number or login of letters (of any script), digits and . @ - _ stays as it is. In any other name odd
    signs are replaced, and six characters follow that stand for the name as typed: Anna_Berg-1f0c2e. So they
    do where a login itself ends like that. Raises HandInError for a name without a letter or digit.
    """
    typed = unicodedata.normalize("NFC", " ".join(name.split()))
    if not any(c.isalnum() for c in typed):
        raise HandInError("Type your student number or your name first; it needs a letter or a digit.")
    plain = len(typed) <= MAX_NAME and all(map(_plain, typed)) and "__" not in typed
    if plain and _ends_plainly(typed) and not _ends_as_ours(typed):
        return typed
    safe = "".join(c if _plain(c) else "_" if c == " " else "-" for c in typed)
    safe = re.sub(r"_{2,}", "_", safe)[:MAX_NAME].strip("._-@")
    tag = _TAG.findall(hashlib.sha256(typed.encode("utf-8", "replace")).hexdigest())[0]
    return f"{safe or 'student'}-{tag}"


def _plain(character: str) -> bool:
    return character.isalnum() or character in "@.-_" or unicodedata.category(character)[0] == "M"


def _ends_plainly(name: str) -> bool:
    return name[0].isalnum() and name[-1] not in "._-"


def _ends_as_ours(name: str) -> bool:
    return name[-7:-6] == "-" and _TAG.fullmatch(name[-6:]) is not None


def freeze(folder: Path, student: str, assignment: str = "", now: datetime | None = None) -> Path:
    """Freeze what was written in `folder` into a new zip, and return its path. Earlier zips stay.

    student: the number or name as typed. assignment: its id; the folder's name by default. now: UTC.
    Raises HandInError where there is no usable name or nowhere to write.
    """
    name = student_id(student)
    assignment = assignment or folder.resolve().name
    store = ReplyStore(folder)
    at = (now or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
    content = _zipped(folder, assignment, store.read(), at)
    for place in (folder / FOLDER, store.fallback / FOLDER):
        try:
            path = _write_new(place, f"{assignment}__{name}", at, content)
        except OSError:
            continue
        with suppress(OSError, ValueError):
            store.save_handed_in(path.name)
        return path
    raise HandInError("The file could not be written, here or in your own folder. Is the disk full?")


def hand_in(folder: Path, student: str, assignment: str = "") -> HandedIn:
    """Freeze, and read the replies as an instructor's run would. Raises HandInError where freezing does.

    Once the zip is there it is handed in, whatever becomes of the feedback.
    """
    path = freeze(folder, student, assignment)
    assignment = assignment or folder.resolve().name
    page = ""
    results: tuple[Assessment, ...] = ()
    try:
        page, results = feedback(folder, student, assignment)
    except Exception:  # a card or the model is missing, or a fault of ours
        _log.exception("handed in, but the feedback could not be made")
    if page:
        with suppress(OSError):
            path.with_suffix(".html").write_text(page, encoding="utf-8")
    remember(student)
    return HandedIn(path, datetime.now(UTC), page, results)


def feedback(folder: Path, student: str, assignment: str) -> tuple[str, tuple[Assessment, ...]]:
    """The feedback page on what is written in `folder` now, and `HandedIn.results`.

    Both are empty where the notebook can't be read. Raises CardError for a card that can't be loaded,
    NoConversation for one that is no conversation, and EncoderMissing where the grader's model can't be read.
    """
    plan = plan_in(folder, assignment)
    if plan is None:
        return "", ()
    state = ReplyStore(folder).read()
    texts = {name: reply.text for name, reply in state.replies.items()}
    talks = {n: play(load_card(n, card_dirs()), texts, plan.focus) for n in plan.conversations}
    turns = {name: item for talk in talks.values() for name, item in turn_items(talk).items()}
    items: list[Item] = []
    results = []
    for name in plan.cards:
        if name in turns:
            items.append(turns[name])
            continue
        card, reply = load_card(name, card_dirs()), state.text(name)
        result = assess(reply, card, plan.focus)
        items.append((card, reply, result))
        if reply.strip():
            results.append(result)
    note = "These marks come from a program on your own machine, and nobody watched. Use them to learn from."
    ways = [_way(plan, talk) for talk in talks.values()]
    page = feedback_page(student, assignment, items, Extras(notices=(note,), ways=ways))
    return page, tuple(results)


def _way(plan: Plan, talk: Conversation) -> Way:
    """A conversation, with points for its way where the assignment gives any."""
    most = next((c.points for c in plan.checks if c.criterion == WAY and c.card == talk.card.id), 0.0)
    return Way(talk, trajectory(talk) * most if most else None, most)


def empty_cards(folder: Path, assignment: str) -> list[str]:
    """Titles of the assignment's cards for which nothing is written yet; of a missing card, its id."""
    plan = plan_in(folder, assignment)
    state = ReplyStore(folder).read()
    names = [name for name in plan.cards if not state.text(name).strip()] if plan else []
    return [_title(name, plan, state) for name in names if plan]


def _title(name: str, plan: Plan, state: Replies) -> str:
    """What to call a card, or one reply of a conversation, of which nothing is there yet."""
    turn = plan.turn(name)
    try:
        card = load_card(turn[0] if turn else name, card_dirs())
        title = turn_title(card, turn[1]) if turn else card.title
    except (CardError, NoConversation):
        title = name
    typed = turn is not None and state.text(draft_id(*turn)).strip()
    return f"{title} (written, but not sent)" if typed else title


def plan_in(folder: Path, assignment: str) -> Plan | None:
    """The plan of the assignment's notebook in `folder`, by its name or else the first that has one."""
    named = folder / f"{assignment}.ipynb"
    for path in [named, *_others(folder, named)]:
        with suppress(PlanError, OSError):
            return read_plan(path, assignment)
    return None


def _others(folder: Path, notebook: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.ipynb") if path != notebook)


def remember(student: str) -> None:
    """Keep the name for the next hand-in on this machine, where that is allowed and works."""
    if os.environ.get(NO_SAVE):
        return
    with suppress(OSError):
        place = _own_folder()
        place.mkdir(parents=True, exist_ok=True)
        (place / _REMEMBERED).write_text(student.strip()[:200], encoding="utf-8")


def remembered() -> str:
    """The name of the last hand-in on this machine; empty where there is none."""
    try:
        return (_own_folder() / _REMEMBERED).read_text(encoding="utf-8").strip()[:200]
    except (OSError, UnicodeDecodeError):
        return ""


def _own_folder() -> Path:
    return Path(platformdirs.user_data_path("even-keel", appauthor=False))


def _zipped(folder: Path, assignment: str, state: Replies, at: datetime) -> bytes:
    sent_ones = {card: reply for card, reply in state.replies.items() if not is_aside(card)}
    texts = {card: Reply(text=reply.text, at=at) for card, reply in sent_ones.items()}
    sent = Replies(replies=texts, guesses=state.guesses, at=at)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (
            ("replies.json", dump(sent)),
            (f"{assignment}.ipynb", _notebook(folder, assignment)),
        ):
            if data:
                archive.writestr(zipfile.ZipInfo(name, at.timetuple()[:6]), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _notebook(folder: Path, assignment: str) -> bytes:
    """The notebook without outputs, which may hold earlier drafts.

    Where it can't be read, another one of the folder that is an assignment; where none is, nothing.
    """
    named = folder / f"{assignment}.ipynb"
    for path in [named, *_others(folder, named)]:
        try:
            own = path == named
            found = nbformat.read(path, as_version=4) if own else read_plan(path, assignment).notebook
            text = str(nbformat.writes(stripped(found)))
            return text.encode("utf-8") + b"\n"
        except Exception:  # damaged in any way: the replies are what counts
            continue
    return b""


def _write_new(place: Path, stem: str, at: datetime, content: bytes) -> Path:
    """Write under a name that isn't taken, in one step: the file is there whole or not at all."""
    place.mkdir(parents=True, exist_ok=True)
    while (path := place / f"{stem}__{at:%Y%m%dT%H%M%SZ}.zip").exists():
        at += timedelta(seconds=1)
    temporary = place / f".{secrets.token_hex(8)}.tmp"
    try:
        with temporary.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    return path
