"""YAML that people write by hand, read into a pydantic model, with errors that say where and what.

Cards and lessons are both such files. Each problem is one line: the line of the file, the field, what was
found, and what was expected.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

Model = TypeVar("Model", bound=BaseModel)


class YamlProblems(ValueError):
    """A file that can't be used; `problems` has one line each."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problems))


def parse_yaml(source: str, model: type[Model], expected: str) -> Model:
    """Read YAML text as `model`; `expected` says in a few words what it should be. Raises YamlProblems."""
    try:
        yaml = YAML(typ="rt")
        yaml.allow_duplicate_keys = False
        data = yaml.load(StringIO(source))
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise YamlProblems([f"line {line}: not valid YAML: {error.problem or error.context}"]) from None
    except (YAMLError, ValueError, RecursionError) as error:
        raise YamlProblems([f"not valid YAML: {error}"]) from None
    if not isinstance(data, Mapping):
        raise YamlProblems([f"line 1: found {_short(data)}, expected {expected}"])
    try:
        return model.model_validate(_plain(data))
    except ValidationError as error:
        raise YamlProblems([_explain(e, data) for e in error.errors()]) from None


def _plain(node: Any) -> Any:
    """The YAML tree as plain dicts, lists and scalars."""
    if isinstance(node, Mapping):
        return {str(k): _plain(v) for k, v in node.items()}
    if isinstance(node, list):
        return [_plain(v) for v in node]
    if isinstance(node, str):
        return str(node)
    return node


def _explain(error: Any, data: Any) -> str:
    path = [p for p in error["loc"] if not (isinstance(p, str) and p.startswith("function-"))]
    line = _line_of(data, path)
    field = ".".join(str(p) for p in path)
    expected = error["msg"].removeprefix("Value error, ")
    if error["type"] == "missing":
        return f"line {line}: {field}: found nothing, expected this field"
    if error["type"] == "extra_forbidden":
        return f"line {line}: {field}: found a field that isn't known, expected one of the schema's (a slip?)"
    if not field:
        first = expected.split(":", 1)[0]
        return f"line {_line_of(data, first.split('.'))}: {expected}"
    return f"line {line}: {field}: found {_short(error['input'])}, expected: {expected}"


def _line_of(node: Any, path: Sequence[str | int]) -> int:
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
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
