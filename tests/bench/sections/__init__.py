"""The sections of the table, in the order in which they are shown; each has `measure(run)`."""

from __future__ import annotations

from collections.abc import Callable

from ..figures import Measured
from ..run import Run
from . import agreement, attacks, decent, fairness, metamorphic, robustness, speed

SECTIONS: dict[str, Callable[[Run], Measured]] = {
    "agreement": agreement.measure,
    "attacks": attacks.measure,
    "fairness": fairness.measure,
    "metamorphic": metamorphic.measure,
    "decent": decent.measure,
    "robustness": robustness.measure,
    "speed": speed.measure,
}
"""Name of a section, with which its figures' names begin: what measures it."""
CLOCKS = ("speed",)
"""Sections that measure nothing but time and memory; a quick run leaves them out."""
