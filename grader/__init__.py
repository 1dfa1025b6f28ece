"""Even Keel: the grader of a course in de-escalating hostile customers.

`assess(reply, card)` gives levels, spans and reasons for one reply; `load_card` finds the card.

The names below are loaded when they are first used, so that `grader --help` and `grader lab` start at once.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.assess import Assessment, assess
    from grader.cards import Card, CardError, load_card
    from grader.rubric.criterion import Level, Span

__version__ = "0.1.0"
__all__ = ["Assessment", "Card", "CardError", "Level", "Span", "assess", "load_card"]

_HOME = {
    "Assessment": "grader.assess",
    "Card": "grader.cards",
    "CardError": "grader.cards",
    "Level": "grader.rubric.criterion",
    "Span": "grader.rubric.criterion",
    "load_card": "grader.cards",
}


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class _Package(ModuleType):
    """`grader.assess` is the function, and stays so when the module of that name has been imported."""

    @property
    def assess(self) -> Any:
        return import_module("grader.assess").assess

    @assess.setter
    def assess(self, module: ModuleType) -> None:
        """The import system hands over the submodule here; it is found in sys.modules all the same."""


sys.modules[__name__].__class__ = _Package
