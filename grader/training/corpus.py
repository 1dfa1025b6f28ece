"""Reads and checks the corpus that heads are trained on; its format: grader/moves/corpus/README.md."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.moves.catalogue import MOVES

FOLDER = Path(__file__).parents[1] / "moves" / "corpus"
HEADER = ["move", "pair", "label", "also", "text"]
MIN_PER_MOVE = 300
"""Lines written for a move over all writers, half of them hard negatives."""
LESSER = ("thanks", "politeness", "jargon", "suggestion", "meta")
MIN_PER_LESSER = 150
"""The same for moves that no level rests on alone."""
RUN, LIKE = 4, 0.7
"""Lines of different pairs are near-duplicates where they share this much of their runs of four words."""
MAX_PAIR_GAP = 3
"""Words by which the two sides of a pair may differ in length."""
MAX_MEAN_GAP = 0.5
"""Words by which the mean lengths of a move's two sides may differ."""


@dataclass(frozen=True)
class Line:
    """One sentence of the corpus."""

    writer: str
    """Name of the file it stands in, without ending."""
    number: int
    """Line in that file, from 1, the header counted."""
    move: str
    """The move it was written for."""
    pair: str
    """Its minimal pair within writer and move."""
    positive: bool
    """Whether it makes that move."""
    also: tuple[str, ...]
    """The other moves it makes."""
    text: str
    """The sentence."""

    @property
    def moves(self) -> frozenset[str]:
        """All the moves it makes."""
        return frozenset(self.also) | ({self.move} if self.positive else set())

    @property
    def place(self) -> str:
        """Where it stands, for messages."""
        return f"{self.writer}.tsv line {self.number}"

    @property
    def length(self) -> int:
        """Its words."""
        return len(self.text.split())


def read_file(path: Path) -> list[Line]:
    """The lines of one writer. Raises ValueError, naming file and line, where a row cannot be read."""
    rows = path.read_text(encoding="utf-8").splitlines()
    if not rows or rows[0].split("\t") != HEADER:
        raise ValueError(f"{path.name}: the first line should be {' '.join(HEADER)}, separated by tabs")
    lines = []
    for number, row in enumerate(rows[1:], start=2):
        if not row.strip():
            continue
        parts = row.split("\t")
        if len(parts) != len(HEADER) or parts[2] not in {"+", "-"}:
            raise ValueError(
                f"{path.name} line {number}: found {parts[:4]}, expected five columns, the third + or -"
            )
        also = tuple(name.strip() for name in parts[3].split(",") if name.strip())
        lines.append(Line(path.stem, number, parts[0], parts[1], parts[2] == "+", also, parts[4].strip()))
    return lines


def read_corpus(folder: Path = FOLDER) -> list[Line]:
    """Every line of every writer, writers in alphabetical order. Raises ValueError as `read_file`."""
    return [line for path in sorted(folder.glob("*.tsv")) for line in read_file(path)]


def lint(lines: Sequence[Line]) -> list[str]:
    """What is wrong with a corpus, one finding a string that names file and line; empty if nothing is."""
    return [*_names(lines), *_repeats(lines), *_likenesses(lines), *_pairs(lines), *_counts(lines)]


def _names(lines: Iterable[Line]) -> Iterable[str]:
    for line in lines:
        for move in (line.move, *line.also):
            if move not in MOVES:
                yield f"{line.place}: unknown move '{move}'"
        if line.move in line.also:
            yield f"{line.place}: '{line.move}' stands in `also`, where only other moves belong"
        if len(set(line.also)) != len(line.also):
            yield f"{line.place}: a move stands twice in `also`"
        if {"apology", "conditional_apology"} <= line.moves:
            yield f"{line.place}: an apology cannot be conditional and plain"
        if not line.text:
            yield f"{line.place}: no sentence"


def _repeats(lines: Iterable[Line]) -> Iterable[str]:
    seen: dict[str, Line] = {}
    for line in lines:
        key = re.sub(r"\W+", " ", line.text.lower()).strip()
        if key in seen:
            same = seen[key].moves == line.moves
            yield f"{line.place}: repeats {seen[key].place}{'' if same else ', with other labels'}"
        seen.setdefault(key, line)


def _likenesses(lines: Sequence[Line]) -> Iterable[str]:
    """Near-duplicates outside a minimal pair."""
    runs = [_runs(line.text) for line in lines]
    where: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, found in enumerate(runs):
        shared = Counter(other for run in found for other in where[run])
        for other, count in shared.items():
            line, like = lines[number], lines[other]
            partners = (line.writer, line.move, line.pair) == (like.writer, like.move, like.pair)
            if not partners and count >= LIKE * min(len(found), len(runs[other])) and count >= RUN:
                yield f"{line.place}: nearly the same as {like.place}"
        for run in found:
            where[run].append(number)


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = re.sub(r"[^\w ]+", "", text.lower()).split()
    return frozenset(tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1))


def _pairs(lines: Iterable[Line]) -> Iterable[str]:
    pairs: dict[tuple[str, str, str], list[Line]] = defaultdict(list)
    for line in lines:
        pairs[line.writer, line.move, line.pair].append(line)
    for (writer, move, pair), sides in pairs.items():
        if sorted(side.positive for side in sides) != [False, True]:
            yield f"{writer}.tsv: pair {pair} of {move} needs one + and one -, found {len(sides)} lines"
        elif abs(sides[0].length - sides[1].length) > MAX_PAIR_GAP:
            yield (
                f"{sides[1].place}: {sides[0].length} and {sides[1].length} words, "
                f"at most {MAX_PAIR_GAP} apart"
            )


def _counts(lines: Sequence[Line]) -> Iterable[str]:
    count = Counter((line.move, line.positive) for line in lines)
    for move in MOVES:
        total = count[move, True] + count[move, False]
        least = MIN_PER_LESSER if move in LESSER else MIN_PER_MOVE
        if total < least or 2 * count[move, False] < total - 1:
            yield (
                f"{move}: {total} lines, {count[move, False]} of them negatives; "
                f"at least {least}, half negative"
            )
            continue
        mean = {
            side: sum(x.length for x in lines if x.move == move and x.positive == side) / count[move, side]
            for side in (True, False)
        }
        if abs(mean[True] - mean[False]) > MAX_MEAN_GAP:
            yield (
                f"{move}: + lines have {mean[True]:.1f} words, - lines {mean[False]:.1f}: one side is longer"
            )
