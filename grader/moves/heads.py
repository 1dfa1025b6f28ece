"""The trained heads: one logistic regression a move on the encoder's vector and surface features."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from grader.moves.catalogue import MOVES
from grader.moves.combine import Calibration
from grader.moves.encoder import EncoderMissing

FILE = Path(__file__).parent / "heads.npz"


@dataclass(frozen=True)
class Heads:
    """Weights and calibrations, in the order of the catalogue."""

    weights: NDArray[np.float32]
    """Shape (moves, 768 + surface features); inputs are scaled by `spread` first."""
    bias: NDArray[np.float32]
    """Shape (moves,)."""
    spread: NDArray[np.float32]
    """What each input is multiplied with, shape (768 + surface features,)."""
    calibrations: dict[str, Calibration]
    """How a head's score and the patterns go together."""
    patterns_alone: dict[str, Calibration]
    """The same without a head; scores are 0."""

    def scores(self, vector: NDArray[np.float32], surface: NDArray[np.float32]) -> dict[str, float]:
        """Log-odds of each move for one sentence, before calibration."""
        row = np.concatenate([vector, surface]) * self.spread
        out = self.weights @ row + self.bias
        return {move: float(value) for move, value in zip(MOVES, out, strict=True)}


def save_heads(heads: Heads, path: Path = FILE) -> None:
    """Write `heads`; the same heads give the same bytes."""

    def table(calibrations: dict[str, Calibration]) -> NDArray[np.float32]:
        rows = [[c.scale, c.offset, c.strong, c.weak, c.veto] for c in calibrations.values()]
        return np.array(rows, dtype=np.float32)

    np.savez(
        path,
        moves=np.array(list(MOVES)),
        weights=heads.weights.astype(np.float32),
        bias=heads.bias.astype(np.float32),
        spread=heads.spread.astype(np.float32),
        calibrations=table(heads.calibrations),
        patterns_alone=table(heads.patterns_alone),
    )


@lru_cache(maxsize=2)
def load_heads(path: Path = FILE) -> Heads:
    """Read the heads; raises EncoderMissing where the file is absent or of another catalogue."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            data = {name: stored[name] for name in stored.files}
    except (OSError, ValueError) as error:
        raise EncoderMissing(
            f"The grader's heads cannot be read: {error}. Run `make train`, or reinstall."
        ) from error
    if list(data["moves"]) != list(MOVES):
        raise EncoderMissing(
            "The grader's heads were trained for another catalogue of moves. Run `make train`."
        )

    def table(name: str) -> dict[str, Calibration]:
        return {m: Calibration(*map(float, row)) for m, row in zip(MOVES, data[name], strict=True)}

    return Heads(
        data["weights"], data["bias"], data["spread"], table("calibrations"), table("patterns_alone")
    )
