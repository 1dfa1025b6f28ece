"""The trained heads: what the encoder's vector says of each move and flag, and how far to believe it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from grader.moves.catalogue import FLAGS, MOVES
from grader.moves.combine import Calibration
from grader.moves.encoder import FOLDER, EncoderMissing

FILE = FOLDER / "heads.npz"
LABELS = (*MOVES, *FLAGS)
"""What there is a head for, in order."""


@dataclass(frozen=True)
class Heads:
    """Weights and calibrations, in the order of the catalogue."""

    weights: NDArray[np.float32]
    """Shape (labels, 384)."""
    bias: NDArray[np.float32]
    """Shape (labels,)."""
    calibrations: dict[str, Calibration]
    """How a head's score and the patterns go together, for moves; patterns say nothing of flags."""
    patterns_alone: dict[str, Calibration]
    """The same for moves without a head; scores are 0."""

    def scores(self, vector: NDArray[np.float32]) -> dict[str, float]:
        """Log-odds of each move and flag for one sentence, before calibration."""
        out = self.weights @ vector + self.bias
        return {label: float(value) for label, value in zip(LABELS, out, strict=True)}


def save_heads(heads: Heads, path: Path = FILE) -> None:
    """Write `heads`; the same heads give the same bytes."""

    def table(calibrations: dict[str, Calibration]) -> NDArray[np.float32]:
        rows = [[c.scale, c.offset, c.strong, c.weak, c.veto] for c in calibrations.values()]
        return np.array(rows, dtype=np.float32)

    np.savez(
        path,
        labels=np.array(LABELS),
        weights=heads.weights.astype(np.float32),
        bias=heads.bias.astype(np.float32),
        calibrations=table(heads.calibrations),
        patterns_alone=table(heads.patterns_alone),
    )


@lru_cache(maxsize=2)
def load_heads(path: Path | None = None) -> Heads:
    """Read the heads; raises EncoderMissing where the file is absent or of another catalogue."""
    try:
        with np.load(path or FILE, allow_pickle=False) as stored:
            data = {name: stored[name] for name in stored.files}
    except (OSError, ValueError) as error:
        raise EncoderMissing(
            f"The grader's heads cannot be read: {error}. Run `make train`, or reinstall."
        ) from error
    if "labels" not in data or tuple(data["labels"]) != LABELS:
        raise EncoderMissing(
            "The grader's heads were trained for another catalogue of moves. Run `make train`."
        )

    def table(name: str, labels: Iterable[str]) -> dict[str, Calibration]:
        return {m: Calibration(*map(float, row)) for m, row in zip(labels, data[name], strict=True)}

    both = table("calibrations", LABELS), table("patterns_alone", MOVES)
    return Heads(data["weights"], data["bias"], *both)
