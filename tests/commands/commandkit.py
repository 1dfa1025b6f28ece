"""What the tests of commands share: a card with a good reply, and what came of a run."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from grader import load_card
from grader.cards import SHIPPED

CARD = sorted(path.stem for path in SHIPPED.glob("*.yaml"))[0]
STRONG = (load_card(CARD).replies or pytest.fail("the first card has no replies")).strong


@dataclass
class Outcome:
    """Exit code, and what was said."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Outcome]


def lines(*records: object) -> str:
    """Records as JSON lines."""
    return "".join(json.dumps(record) + "\n" for record in records)
