"""Writers and cards in two groups: everything is judged by a model that never saw its card or its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.moves import encoder, heads, reader
from grader.rubric import grounding, reading, relations
from grader.training.annotations import owner_of, split_of

FOLDS = 2


def fold_of_card(card: str) -> int:
    """Fold of whatever is said about a card: its writer's. Replies by others go with the card."""
    return int(owner_of(card) not in split_of()["first_fold"])


def fold_of(writers: Iterable[str]) -> dict[str, int]:
    """Writer: fold, 0 or 1; in alphabetical order, one after the other."""
    return {writer: n % FOLDS for n, writer in enumerate(sorted(set(writers)))}


@contextmanager
def model(folder: Path) -> Iterator[None]:
    """Within this, the grader reads with the model in `folder`; caches are emptied on both sides."""
    before = encoder.shared(), heads.FILE, relations.FILE, grounding.FILE
    files = (folder / name for name in ("heads.npz", "relations.npz", "grounding.json"))
    _use(encoder.Encoder(folder), *files)
    try:
        yield
    finally:
        _use(*before)


def _use(which: encoder.Encoder, heads_file: Path, relations_file: Path, claims_file: Path) -> None:
    encoder.shared(which)
    heads.FILE, relations.FILE, grounding.FILE = heads_file, relations_file, claims_file
    by_model = heads.load_heads, relations.load_network, relations._item_side, grounding.load_weights
    for kept in (*by_model, reader.read_one, reading.related):
        kept.cache_clear()
