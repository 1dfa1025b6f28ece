"""The cards that the practice page may draw from: those that ship and one's own, by their `pool`."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from pathlib import Path

from grader.cards import SHIPPED, Card, CardError, load_card

POOLS = ("practice", "transfer")
_OTHER = re.compile(rb"^pool: *(?:lesson|assignment|null)? *$", re.M)
"""A card that says plainly that it is for something else; reading all of it takes much longer."""
_log = logging.getLogger(__name__)


def practice_cards(dirs: Iterable[Path] = ()) -> dict[str, Card]:
    """Cards by id; a card of `dirs` takes the place of one that ships, as in `load_card`.

    Cards that can't be used are left out and logged: one bad file mustn't end anybody's practice.
    """
    found: dict[str, Card] = {}
    for folder in (SHIPPED, *reversed(tuple(dirs))):
        for path in sorted(folder.glob("*.yaml")):
            try:
                if _OTHER.search(path.read_bytes()):
                    found.pop(path.stem, None)
                    continue
                card = load_card(path)
            except (OSError, CardError) as error:
                _log.warning("left out of practice: %s", error)
                continue
            if card.pool in POOLS:
                found[card.id] = card
            else:
                found.pop(card.id, None)
    return found
