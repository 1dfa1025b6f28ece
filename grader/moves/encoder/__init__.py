"""Sentences as numbers: a fine-tuned small encoder, int8 weights computed in fp32, on one thread.

One sentence is run at a time: then a vector depends on its sentence alone and not on what else was
in the batch, and the cache makes an edit of one sentence cost one run.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import onnxruntime
    import tokenizers

DIMENSIONS = 384
MAX_TOKENS = 128
"""Longer sentences are cut here, as the model was trained."""
CACHE_SIZE = 4096
"""Sentences kept, the least recently used dropped first: about 20 MB when full."""
FOLDER = Path(__file__).parent
MODEL_FILE = "encoder.onnx"
TOKENIZER_FILE = "tokenizer.json"

_HINT = "Reinstall the package, or run `make train` in a clone of the repository to make it again."


_Row = tuple[NDArray[np.float32], NDArray[np.float32]]


class EncoderMissing(RuntimeError):
    """The encoder's files are not there or cannot be read; the message says what to do."""


class Encoder:
    """The model, its tokenizer and a bounded cache; safe to call from several threads."""

    def __init__(self, folder: Path = FOLDER, cache_size: int = CACHE_SIZE) -> None:
        """Nothing is read from `folder` before the first sentence."""
        self._folder = folder
        self._cache_size = cache_size
        self._cache: OrderedDict[str, _Row] = OrderedDict()
        self._lock = threading.Lock()
        self._session: onnxruntime.InferenceSession | None = None
        self._tokenizer: tokenizers.Tokenizer | None = None

    @property
    def cached(self) -> int:
        """How many sentences the cache holds, at most its size."""
        return len(self._cache)

    def load(self) -> None:
        """Read model and tokenizer, about 0.4 s; raises EncoderMissing where that fails."""
        with self._lock:
            self._load()

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One unit row a text: float32, shape (len(texts), 384). Raises EncoderMissing."""
        rows = np.empty((len(texts), DIMENSIONS), dtype=np.float32)
        for i, text in enumerate(texts):
            with self._lock:
                rows[i] = self._one(text)[0]
        return rows

    def stance(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """What heads read, one row a text: float32, shape (len(texts), 384). Raises EncoderMissing."""
        rows = np.empty((len(texts), DIMENSIONS), dtype=np.float32)
        for i, text in enumerate(texts):
            with self._lock:
                rows[i] = self._one(text)[1]
        return rows

    def _one(self, text: str) -> _Row:
        row = self._cache.get(text)
        if row is None:
            session, tokenizer = self._load()
            readable = text[: 20 * MAX_TOKENS].encode("utf-8", "replace").decode("utf-8")
            encoded = tokenizer.encode(readable)
            ids = np.asarray([encoded.ids], dtype=np.int64)
            topic, stance = session.run(["topic", "stance"], {"input_ids": ids})
            row = topic[0], stance[0]
            self._cache[text] = row
            while len(self._cache) > self._cache_size:
                self._cache.popitem(last=False)
        self._cache.move_to_end(text)
        return row

    def _load(self) -> tuple[onnxruntime.InferenceSession, tokenizers.Tokenizer]:
        if self._session is not None and self._tokenizer is not None:
            return self._session, self._tokenizer
        import onnxruntime
        import tokenizers

        for name in (MODEL_FILE, TOKENIZER_FILE):
            if not (self._folder / name).is_file():
                raise EncoderMissing(f"The grader's encoder is incomplete: {name} is missing. {_HINT}")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
        options.log_severity_level = 3
        try:
            session = onnxruntime.InferenceSession(
                str(self._folder / MODEL_FILE), options, providers=["CPUExecutionProvider"]
            )
            tokenizer = tokenizers.Tokenizer.from_file(str(self._folder / TOKENIZER_FILE))
        except Exception as error:  # the two libraries raise types of their own for a damaged file
            raise EncoderMissing(f"The grader's encoder cannot be read: {error}. {_HINT}") from error
        tokenizer.enable_truncation(MAX_TOKENS)
        tokenizer.no_padding()
        self._session, self._tokenizer = session, tokenizer
        return session, tokenizer


_SHARED = Encoder()


def shared(encoder: Encoder | None = None) -> Encoder:
    """The encoder that this process uses; with `encoder`, that one from now on: training has several."""
    global _SHARED
    if encoder is not None:
        _SHARED = encoder
    return _SHARED


def embed(texts: Sequence[str]) -> NDArray[np.float32]:
    """What each text is about, one unit row a text: float32, shape (len(texts), 384).

    Loads the model at the first call (0.4 s), then about 10 ms a new sentence and nothing for one
    seen lately. Raises EncoderMissing where the model's files are missing or damaged.
    """
    return _SHARED.embed(texts)


def stance(texts: Sequence[str]) -> NDArray[np.float32]:
    """What the heads read: float32, shape (len(texts), 384), not of unit length.

    Raises EncoderMissing as `embed`.
    """
    return _SHARED.stance(texts)
