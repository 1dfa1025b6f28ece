"""The recorded figures: `recorded.json`, sorted, one entry a figure."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from .figures import Figure

FILE = Path(__file__).with_name("recorded.json")
_KEPT = ("value", "target", "better", "kind", "unit", "under")


def load() -> dict[str, Figure]:
    """The recorded figures by name; none where nothing was recorded yet."""
    if not FILE.is_file():
        return {}
    return {name: Figure(name, **row) for name, row in json.loads(FILE.read_text(encoding="utf-8")).items()}


def save(figures: Iterable[Figure]) -> None:
    """Write the figures, to four places, so that a run that changes nothing writes nothing."""
    rows = {f.name: {key: getattr(f, key) for key in _KEPT} | {"value": round(f.value, 4)} for f in figures}
    FILE.write_text(json.dumps(rows, indent=1, sort_keys=True) + "\n", encoding="utf-8")
