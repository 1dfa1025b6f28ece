"""YAML that people write by hand, read into a pydantic model, with errors that say where and what.

Cards and lessons are both such files, and may come from outside: anchors and aliases (a few lines of which
can unfold to gigabytes) and deep nesting are refused before anything is built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

Model = TypeVar("Model", bound=BaseModel)
DEEPEST = 12
"""Levels of nesting; cards and lessons have about five."""
_SHOULD = re.compile(r"^(?:Input should (?:be )?|(?:String|Tuple|List) should have )")
_OPENS = ("MappingStartEvent", "SequenceStartEvent")
_CLOSES = ("MappingEndEvent", "SequenceEndEvent")
_HINTS = {
    "\\t": "found a tab, expected spaces for indenting",
    "duplicate key": "found the same field twice, expected it once",
    "mapping values are not allowed": "found a colon where none can be; put the text between quotation marks",
    "could not find expected ':'": (
        "found a line without a field; is the text meant to go on from above? Indent it"
    ),
    "expected <block end>": (
        "found words after a quoted text, or indentation that doesn't fit the lines above"
    ),
    "expected ',' or": "found an entry in { } or [ ] that isn't closed; is a quotation mark missing?",
    "while scanning a quoted scalar": "a quotation mark was opened and never closed",
}


class YamlProblems(ValueError):
    """A file that can't be used; `problems` has one line each: line, field, found, expected."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problems))


@dataclass(frozen=True)
class _Tree:
    """A YAML document: as plain data, and with its line numbers."""

    plain: dict[str, Any]
    marked: Any


def parse_yaml(source: str, model: type[Model], expected: str) -> Model:
    """Read YAML text as `model`; `expected` says in a few words what it should be. Raises YamlProblems."""
    tree = _read(source, expected)
    try:
        return model.model_validate(tree.plain)
    except ValidationError as error:
        found = [line for e in error.errors() for line in _explain(dict(e), tree)]
        raise YamlProblems(found) from None


def lines_that_say(source: str, pattern: re.Pattern[str]) -> list[int]:
    """Lines, from 1, on which a value begins that holds `pattern`; comments are no values.

    `source` is YAML that `parse_yaml` has read without an error.
    """
    events = YAML(typ="rt").parse(StringIO(source))
    return sorted({e.start_mark.line + 1 for e in events if pattern.search(getattr(e, "value", None) or "")})


def _read(source: str, expected: str) -> _Tree:
    try:
        _refuse_unsafe(source)
        data = YAML(typ="rt").load(StringIO(source))
    except MarkedYAMLError as error:
        raise YamlProblems([_said(error)]) from None
    except (YAMLError, ValueError, RecursionError) as error:
        if isinstance(error, YamlProblems):
            raise
        first = str(error).strip().splitlines()[0] if str(error).strip() else "nested too deeply"
        raise YamlProblems([f"line 1: not valid YAML ({first}), expected {expected}"]) from None
    if not isinstance(data, Mapping):
        raise YamlProblems([f"line 1: found {_short(_plain(data))}, expected {expected}"])
    return _Tree(_plain(data), data)


def _refuse_unsafe(source: str) -> None:
    depth = 0
    for event in YAML(typ="rt").parse(StringIO(source)):
        name = type(event).__name__
        line = event.start_mark.line + 1 if event.start_mark else 1
        if getattr(event, "anchor", None):
            raise YamlProblems([f"line {line}: found a YAML anchor or alias, expected plain text"])
        depth += (name in _OPENS) - (name in _CLOSES)
        if depth > DEEPEST:
            raise YamlProblems([f"line {line}: found more than {DEEPEST} levels, expected about five"])


def _said(error: MarkedYAMLError) -> str:
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    words = f"{error.context or ''} {error.problem or ''}"
    for sign, hint in _HINTS.items():
        if sign in words:
            return f"line {line}: not valid YAML: {hint}"
    return f"line {line}: not valid YAML: {(error.problem or words).strip().splitlines()[0]}"


def _plain(node: Any) -> Any:
    """The YAML tree as plain dicts, lists and scalars."""
    if isinstance(node, Mapping):
        return {str(k): _plain(v) for k, v in node.items()}
    if isinstance(node, list):
        return [_plain(v) for v in node]
    if isinstance(node, str):
        return str(node)
    return node


def _explain(error: Mapping[str, Any], tree: _Tree) -> Iterator[str]:
    """One pydantic error as lines for an author: line, field, found, expected."""
    path = [p for p in error["loc"] if not (isinstance(p, str) and p.startswith("function-"))]
    field = ".".join(str(p) for p in path)
    message = str(error["msg"]).removeprefix("Value error, ")
    line = f"line {_line_of(tree.marked, path)}: {field}"
    if error["type"] == "missing":
        yield f"{line}: found nothing, expected this field"
    elif error["type"] == "extra_forbidden":
        yield f"{line}: found a field that isn't known, expected one of the schema's (a typing slip?)"
    elif field:
        yield f"{line}: found {_short(error['input'])}, expected {_expected(message)}"
    else:
        for rule in message.splitlines():
            name = rule.split(":", 1)[0]
            yield f"line {_line_of(tree.marked, name.split('.'))}: {rule}"


def _expected(message: str) -> str:
    """What pydantic expected, in an author's words."""
    said = _SHOULD.sub("", message).split(" after validation")[0]
    if said == "a valid string":
        return "text; put it between quotation marks"
    if said.startswith("a valid dictionary"):
        return "fields such as {id: ..., text: ...}"
    if said.startswith("a valid tuple"):
        return "a list: [...], or lines that start with a hyphen"
    return said[:1].lower() + said[1:]


def _line_of(node: Any, path: Sequence[str | int]) -> int:
    """Line, from 1, on which the field at `path` stands, or the nearest thing above it that is there."""
    line = 1
    for key in path:
        try:
            if isinstance(node, CommentedMap):
                line = node.lc.key(key)[0] + 1
            elif isinstance(node, CommentedSeq) and isinstance(key, int):
                line = node.lc.item(key)[0] + 1
            node = node[key]
        except (KeyError, IndexError, TypeError, AttributeError):
            break
    return line


def _short(value: object) -> str:
    """`value` as an author would recognise it, at most 60 characters."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "fields where none belong" if not value else "{" + ", ".join(map(str, value))[:56] + "}"
    text = value.isoformat() if isinstance(value, date) else repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
