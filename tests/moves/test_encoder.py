"""The encoder: the recorded file, the same vectors always, a bounded cache, plain words when missing."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from grader.moves import embed, read_moves
from grader.moves.encoder import DIMENSIONS, FOLDER, MODEL_FILE, Encoder, EncoderMissing

SENTENCES = [
    "I'm so sorry about the parcel.",
    "You should have read it.",
    "ok",
    "",
    "I'll ring by noon \U0001f600.",
]


def test_the_files_are_the_recorded_ones() -> None:
    rows = [row.split() for row in (FOLDER / "SHA256SUMS").read_text(encoding="utf-8").splitlines()]
    assert {name for _, name in rows} == {
        "encoder.onnx", "grounding.json", "heads.npz", "relations.npz", "tokenizer.json"
    }  # fmt: skip
    for digest, name in rows:
        assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == digest


def test_the_model_stays_small_and_carries_its_licence() -> None:
    assert (FOLDER / MODEL_FILE).stat().st_size < 30_000_000
    assert "Apache License" in (FOLDER / "LICENSE").read_text(encoding="utf-8")
    assert "all-MiniLM-L6-v2" in (FOLDER / "NOTICE").read_text(encoding="utf-8")


def test_rows_are_unit_vectors() -> None:
    rows = embed(SENTENCES)
    assert rows.shape == (len(SENTENCES), DIMENSIONS)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-5)
    assert embed([]).shape == (0, DIMENSIONS)


def test_meaning_is_near_and_other_topics_are_far() -> None:
    a, b, c = embed(["My parcel never came.", "The package did not arrive.", "The hotel room was noisy."])
    assert a @ b > a @ c + 0.2


def test_a_vector_does_not_depend_on_its_company() -> None:
    alone = Encoder().embed(["ok"])[0]
    among = Encoder().embed(SENTENCES)[SENTENCES.index("ok")]
    assert np.array_equal(alone, among)


def test_moves_do_not_depend_on_the_other_sentences() -> None:
    together = read_moves(SENTENCES)
    for sentence, read in zip(SENTENCES, together, strict=True):
        assert read_moves([sentence])[0] == read


def test_the_cache_is_bounded_and_keeps_the_latest() -> None:
    encoder = Encoder(cache_size=3)
    encoder.embed([f"sentence {n}" for n in range(8)])
    assert encoder.cached == 3


def test_a_very_long_sentence_is_cut_not_refused() -> None:
    assert embed(["word " * 5000]).shape == (1, DIMENSIONS)


def test_threads_get_the_same_vectors() -> None:
    encoder = Encoder(cache_size=2)
    expected = encoder.embed(SENTENCES)
    with ThreadPoolExecutor(4) as pool:
        for rows in pool.map(lambda _: encoder.embed(SENTENCES), range(8)):
            assert np.array_equal(rows, expected)


def test_a_missing_model_says_what_to_do(tmp_path: Path) -> None:
    encoder = Encoder(folder=tmp_path)
    with pytest.raises(EncoderMissing, match=r"encoder\.onnx is missing.*make train"):
        encoder.embed(["hello"])


def test_a_damaged_model_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "encoder.onnx").write_bytes(b"not a model")
    (tmp_path / "tokenizer.json").write_bytes((FOLDER / "tokenizer.json").read_bytes())
    with pytest.raises(EncoderMissing, match="cannot be read"):
        Encoder(folder=tmp_path).load()
