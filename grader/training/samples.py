"""What there is to learn from, as samples of the trunk: corpus lines, rated sentences, minimal pairs."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from grader.moves.catalogue import FLAGS
from grader.moves.heads import LABELS
from grader.rubric.matching import card_items, features
from grader.rubric.relations import RELATIONS
from grader.training.annotations import Labelled, card_of
from grader.training.corpus import Line
from grader.training.trunk import Sample


def of_line(line: Line) -> Sample:
    """A corpus line: moves are labelled, flags aren't."""
    return Sample(line.text, _labels(line.moves, None))


def of_labelled(found: Labelled) -> Sample:
    """A labelled sentence with its card's items; where no moves are labelled, `invent` alone is known."""
    items = card_items(card_of(found.card))
    place = {f"{item.kind}:{item.id}": n for n, item in enumerate(items)}
    relations = np.zeros((len(items), len(RELATIONS)), np.float32)
    for item, relation in found.items:
        relations[place[item], RELATIONS.index(relation)] = 1.0
    words = features(found.text, items).astype(np.float32)
    labels = _labels(found.moves, found.flags)
    if found.moves is None:
        known = labels[LABELS.index("invent")]
        labels[:] = np.nan
        labels[LABELS.index("invent")] = known
    return Sample(found.text, labels, items, relations, words)


def _labels(moves: Collection[str] | None, flags: Collection[str] | None) -> np.ndarray:
    """1 for what is labelled so, 0 for what isn't, nan for flags that nobody looked for."""
    made = {*(moves or ()), *(flags or ())}
    known = [not (flags is None and label in FLAGS) for label in LABELS]
    return np.where(known, [float(label in made) for label in LABELS], np.nan).astype(np.float32)
