"""A figure, and how it stands to its target and to what was recorded."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Better = Literal["higher", "lower", "zero"]
"""Which way is better; zero: the nearer to zero the better, on either side."""
Kind = Literal["quality", "timing"]
QUALITY_TOLERANCE = 0.005
"""How much worse than recorded a quality figure may be."""
TIMING_TOLERANCE = 0.25
"""The share by which a timing may be worse than recorded, since a machine's clock varies."""


@dataclass(frozen=True)
class Figure:
    """One measured figure."""

    name: str
    """Section, set and what is measured, with slashes: agreement/tune/choice_offer."""
    value: float
    target: float | None = None
    better: Better = "higher"
    kind: Kind = "quality"
    unit: str = ""
    """What follows the number: s, ms, MB, /s; n for a count; empty for a share or a coefficient."""
    under: str = ""
    """Name of the figure in whose row this one is shown; empty: a row of its own."""
    note: str = ""
    """A few words for the row, such as how many replies it rests on; not recorded."""

    @property
    def label(self) -> str:
        """The last part of the name."""
        return self.name.rsplit("/", 1)[-1]

    def loss(self, than: float) -> float:
        """How much worse this figure is than another value of it; negative where it is better."""
        if self.better == "higher":
            return than - self.value
        if self.better == "lower":
            return self.value - than
        return abs(self.value) - abs(than)

    @property
    def missed(self) -> bool:
        """Whether a target was set and isn't met."""
        return self.target is not None and self.loss(self.target) > 1e-9

    def fell(self, recorded: float) -> bool:
        """Whether it is worse than recorded by more than its tolerance."""
        allowed = QUALITY_TOLERANCE if self.kind == "quality" else TIMING_TOLERANCE * abs(recorded)
        return self.loss(recorded) > allowed + 1e-9


@dataclass
class Measured:
    """What one section found."""

    figures: list[Figure] = field(default_factory=list)
    absent: dict[str, str] = field(default_factory=dict)
    """Start of a name -> why the figures that begin so weren't measured in this run; they fail nothing."""

    def add(self, other: Measured) -> None:
        """Take in what another part of the section found."""
        self.figures += other.figures
        self.absent |= other.absent
