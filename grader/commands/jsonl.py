"""JSON Lines in, JSON Lines out: a bad line never stops the others, and the order is kept."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, NoReturn

from grader.commands import Stop
from grader.moves.encoder import EncoderMissing

MAX_LINE = 64_000_000
"""Bytes; what is longer is passed over."""
_WORDS = {str: "text", dict: "an object", list: "a list", bool: "true or false", type(None): "null"}


class BadLine(ValueError):
    """A line that can't be used; the message says why, in plain words."""


@dataclass
class Line:
    """One line of the input: its number from 1, and its object, or what is wrong with it."""

    number: int
    record: dict[str, Any] | None = None
    problem: str = ""


def each_line(stream: BinaryIO) -> Iterator[Line]:
    """The lines of a stream, blank ones left out; reads one at a time, at most MAX_LINE bytes of it."""
    number = 0
    while raw := stream.readline(MAX_LINE + 1):
        number += 1
        too_long = len(raw) > MAX_LINE
        while too_long and raw and not raw.endswith(b"\n"):
            raw = stream.readline(MAX_LINE)
        if too_long:
            yield Line(number, problem=f"the line has more than {MAX_LINE:,} bytes")
        elif raw.strip():
            yield _parsed(number, raw)


def _parsed(number: int, raw: bytes) -> Line:
    try:
        text = raw.decode("utf-8-sig" if number == 1 else "utf-8")
        record = json.loads(text, parse_constant=_no_number, parse_float=_finite)
    except UnicodeDecodeError:
        return Line(number, problem="the line is not UTF-8 text")
    except BadLine as problem:
        return Line(number, problem=str(problem))
    except (ValueError, RecursionError) as error:
        what = error.msg if isinstance(error, json.JSONDecodeError) else "it can't be read"
        return Line(number, problem=f"the line is not valid JSON: {what}")
    if not isinstance(record, dict):
        return Line(number, problem=f"the line holds {kind(record)}; an object is expected, in {{}}")
    return Line(number, record)


def _no_number(word: str) -> NoReturn:
    raise BadLine(f"the line is not valid JSON: {word} is no number")


def _finite(digits: str) -> float:
    if not math.isfinite(number := float(digits)):
        raise BadLine("the line holds a number that is too large")
    return number


def kind(value: object) -> str:
    """What a JSON value is, in plain words."""
    return _WORDS.get(type(value), "a number")


def text_field(record: Mapping[str, Any], name: str, *, optional: bool = False) -> str:
    """A field that must be text; empty where it is optional and missing. Raises BadLine for anything else."""
    if name not in record or (optional and record[name] is None):
        if optional:
            return ""
        raise BadLine(f'the field "{name}" is missing')
    if not isinstance(record[name], str):
        raise BadLine(f'"{name}" is {kind(record[name])}; text is expected')
    value: str = record[name]
    return value


def convert(
    source: str, target: str, row: Callable[[dict[str, Any]], dict[str, Any]], empty: Mapping[str, Any]
) -> int:
    """Write `row(record)` to `target` for each line of `source`; - is stdin or stdout.

    row may raise BadLine. A line that can't be used comes out as
    {"id", "status": "could_not_grade", "message"}, with `empty` added, and is named on stderr.
    Returns 0, or 1 if there was one. Raises Stop where a file can't be read or written, EncoderMissing
    where the grader's model can't be.
    """
    failed = 0
    progress = _Progress()
    _not_the_same(source, target)
    with _reading(source) as reader, _Output(target) as output:
        for line in each_line(reader):
            result, data = _written(line, row, empty)
            if result.get("status") == "could_not_grade":
                failed += 1
                progress.clear()
                print(f"line {line.number}, id {shown(result['id'])}: {result['message']}", file=sys.stderr)
            output.write(data)
            progress.step()
        progress.clear()
    return 1 if failed else 0


def _written(
    line: Line, row: Callable[[dict[str, Any]], dict[str, Any]], empty: Mapping[str, Any]
) -> tuple[dict[str, Any], bytes]:
    """A line's result, and its bytes; says so where it is no JSON, such as an id nested too deeply."""
    result = _result(line, row, empty)
    try:
        return result, encoded(result)
    except (ValueError, TypeError, RecursionError):
        refused = Line(line.number, problem="what the line gives can't be written as JSON")
        result = _result(refused, row, empty)
        return result, encoded(result)


def _result(
    line: Line, row: Callable[[dict[str, Any]], dict[str, Any]], empty: Mapping[str, Any]
) -> dict[str, Any]:
    record = line.record or {}
    given = record.get("id")
    try:
        if line.record is None:
            raise BadLine(line.problem)
        if "id" not in record:
            raise BadLine('the field "id" is missing')
        return {"id": given, **row(record)}
    except BadLine as problem:
        message = str(problem)
    except EncoderMissing:
        # Every line would fail for it alike.
        raise
    except Exception as error:
        # One reply that trips a fault of ours must not cost the others their grades.
        message = f"the grader failed on this one ({type(error).__name__}: {error})"
    return {"id": given, "status": "could_not_grade", **empty, "message": message, "line": line.number}


def encoded(result: Mapping[str, Any]) -> bytes:
    """One line of JSON in UTF-8. Half characters, which UTF-8 can't hold, become JSON escapes."""
    text = json.dumps(result, ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8", "backslashreplace") + b"\n"


def shown(value: object) -> str:
    """An id for a message: short, and in one line."""
    text = json.dumps(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _not_the_same(source: str, target: str) -> None:
    both = source != "-" and target != "-" and Path(source).exists() and Path(target).exists()
    if both and Path(source).samefile(target):
        raise Stop("IN and OUT are the same file; give OUT another name.")


def _reading(source: str) -> AbstractContextManager[BinaryIO]:
    if source == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(source).open("rb")
    except OSError as error:
        raise Stop(f"{source}: can't be read: {error.strerror}.") from None


class _Output:
    """OUT, open for writing. Raises Stop in its place where it can't be written, such as on a full disk."""

    def __init__(self, target: str) -> None:
        self.target = target

    def __enter__(self) -> _Output:
        try:
            self.file: BinaryIO = sys.stdout.buffer if self.target == "-" else Path(self.target).open("wb")
        except (OSError, ValueError) as error:
            raise self._stop(error, 2) from None
        return self

    def write(self, data: bytes) -> None:
        try:
            self.file.write(data)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise self._stop(error, 1) from None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.file.flush() if self.target == "-" else self.file.close()
        except BrokenPipeError:
            raise
        except OSError as failed:
            if error is None:
                raise self._stop(failed, 1) from None

    def _stop(self, error: Exception, code: int) -> Stop:
        what = "stdout" if self.target == "-" else self.target
        return Stop(f"{what}: can't be written: {getattr(error, 'strerror', None) or error}.", code)


class _Progress:
    """A count on stderr, where somebody is looking."""

    def __init__(self) -> None:
        self.done = 0
        self.on = sys.stderr.isatty()

    def step(self) -> None:
        self.done += 1
        if self.on:
            print(f"\r{self.done} done", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        if self.on:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
