"""What training reports (`make train` prints it): every part against what is simpler, on unseen writers.

Sentences: those of the tuning writers' rated replies, and the corpus lines of a writer kept out. Pairs: the
tuning writers' sentences with their cards' items. Replies: the tuning writers'.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score

from grader.moves import read_moves
from grader.moves.catalogue import MOVES
from grader.rubric.grounding import FEATURES, Claim, load_weights
from grader.rubric.matching import KINDS
from grader.rubric.relations import RELATIONS, relate
from grader.training.ground import Sentences
from grader.training.trunk import Sample, Trunk

FILE = Path(__file__).with_name("report.json")
PLOT = Path(__file__).parents[2] / "docs" / "reliability.svg"
BINS = np.linspace(0, 1, 11)
_Floats = NDArray[np.float64]
Table = dict[str, dict[str, float]]


def figures(truth: NDArray[np.bool_], scores: _Floats) -> dict[str, float]:
    """Means over columns of AUC and average precision; columns where nothing varies are left out."""
    kept = [j for j in range(truth.shape[1]) if 0 < truth[:, j].sum() < len(truth)]
    auc = [roc_auc_score(truth[:, j], scores[:, j]) for j in kept]
    ap = [average_precision_score(truth[:, j], scores[:, j]) for j in kept]
    return {"auc": round(float(np.mean(auc)), 3), "ap": round(float(np.mean(ap)), 3)}


def sentences(known: Sequence[Sample], unseen: Sequence[Sample]) -> Table:
    """How well moves are found in `unseen` by each way of looking."""
    told = [x for x in known if not np.isnan(x.labels[0])]
    truth = _moves(unseen)
    with_encoder = _probabilities(unseen, encoder=True)
    return {
        "length alone": figures(truth, _logistic(_lengths(told), _moves(told), _lengths(unseen))),
        "bag of words": figures(truth, _logistic(*_bags(told, _moves(told), unseen))),
        "patterns alone": figures(truth, _probabilities(unseen, encoder=False)),
        "frozen encoder": figures(truth, _logistic(_frozen(told), _moves(told), _frozen(unseen))),
        "fine-tuned encoder": figures(truth, _scores(unseen)),
        "all together": figures(truth, with_encoder),
    }


def by_move(unseen: Sequence[Sample]) -> Table:
    """For each move: positives, auc, ap, precision and recall of a yes at one half, and false alarms."""
    truth, found = _moves(unseen), _probabilities(unseen, encoder=True)
    table = {}
    for j, move in enumerate(MOVES):
        yes = found[:, j] >= 0.5
        right = float((yes & truth[:, j]).sum())
        row = figures(truth[:, j : j + 1], found[:, j : j + 1]) if 0 < truth[:, j].sum() < len(truth) else {}
        table[move] = {
            "positives": int(truth[:, j].sum()),
            **row,
            "precision": round(right / max(1, int(yes.sum())), 3),
            "recall": round(right / max(1, int(truth[:, j].sum())), 3),
            "alarms": round(float(yes[~truth[:, j]].mean()), 3),
        }
    return table


def pairs(known: Sequence[Sample], unseen: Sequence[Sample]) -> Table:
    """How well relations are found between unseen sentences and items, by each way of looking."""
    told, held = [x for x in known if x.items], [x for x in unseen if x.items]
    truth = _relations(held)
    rows = {
        "length alone": _logistic(_pair_lengths(told), _relations(told), _pair_lengths(held)),
        "bag of words": _logistic(*_pair_bags(told, held)),
        "shared words": _logistic(_shared(told), _relations(told), _shared(held)),
        "pair model": np.concatenate([relate([x.text], x.items)[0] for x in held]).astype(float),
    }
    table = {name: figures(truth, scores) for name, scores in rows.items()}
    for r, relation in enumerate(RELATIONS):
        table[f"pair model: {relation}"] = figures(truth[:, r : r + 1], rows["pair model"][:, r : r + 1])
    return table


def claims(read: Sentences) -> Table:
    """How well each claim is told from the sentence alone, and with the card."""
    alone: dict[Claim, list[str]] = {
        "invents": ["invent"],
        "gives what it may not": ["forbidden offers"],
        "contradicts": [f"{kind} contradicts" for kind in KINDS],
    }
    table = {}
    for claim, names in alone.items():
        truth = read.truth[claim][:, None]
        single = read.features[:, [FEATURES.index(name) for name in names]].max(axis=1)
        weighed = np.array([load_weights()[claim].chance(row) for row in read.features])
        table[f"{claim}: one answer"] = figures(truth, single[:, None])
        table[f"{claim}: weighed with the card"] = figures(truth, weighed[:, None])
    return table


def _moves(samples: Sequence[Sample]) -> NDArray[np.bool_]:
    return np.stack([x.labels[: len(MOVES)] for x in samples]) > 0.5


def _relations(samples: Sequence[Sample]) -> NDArray[np.bool_]:
    return np.concatenate([x.relations for x in samples if x.relations is not None]) > 0.5


def _probabilities(samples: Sequence[Sample], *, encoder: bool) -> _Floats:
    found = read_moves([x.text for x in samples], encoder=encoder)
    return np.array([[f.probabilities[m] for m in MOVES] for f in found])


def _scores(samples: Sequence[Sample]) -> _Floats:
    from grader.moves.encoder import stance
    from grader.moves.heads import load_heads
    from grader.moves.wording import standard

    heads = load_heads()
    return np.array([list(heads.scores(stance([standard(x.text)])[0]).values()) for x in samples])


def _frozen(samples: Sequence[Sample]) -> _Floats:
    """Unit vectors by the published model, shape (samples, 384)."""
    whole = Trunk(layers=6).eval()
    order = sorted(range(len(samples)), key=lambda i: len(samples[i].text))
    out = np.zeros((len(samples), whole.model.config.hidden_size))
    with torch.no_grad():
        for i in range(0, len(order), 64):
            some = order[i : i + 64]
            out[some] = nn_unit(whole.vectors([samples[k].text for k in some]))
    return out


def nn_unit(vectors: torch.Tensor) -> _Floats:
    """Rows of unit length."""
    return np.asarray(torch.nn.functional.normalize(vectors, dim=-1).numpy(), dtype=float)


def _lengths(samples: Sequence[Sample]) -> _Floats:
    return np.array([[len(x.text.split()) / 10, len(x.text) / 60] for x in samples])


def _bags(known: Sequence[Sample], truth: NDArray[np.bool_], unseen: Sequence[Sample]):  # type: ignore[no-untyped-def]
    counter = CountVectorizer(ngram_range=(1, 2), binary=True, min_df=2)
    return counter.fit_transform([x.text for x in known]), truth, counter.transform([x.text for x in unseen])


def _pair_lengths(samples: Sequence[Sample]) -> _Floats:
    return np.array([[len(x.text.split()) / 10, len(i.text.split()) / 10] for x in samples for i in x.items])


def _pair_bags(known: Sequence[Sample], unseen: Sequence[Sample]):  # type: ignore[no-untyped-def]
    counter = CountVectorizer(ngram_range=(1, 1), binary=True, min_df=5)
    counter.fit([x.text for x in known])

    def rows(samples: Sequence[Sample]):  # type: ignore[no-untyped-def]
        bags = counter.transform([x.text for x in samples])
        return bags[np.repeat(np.arange(len(samples)), [len(x.items) for x in samples])]

    return rows(known), _relations(known), rows(unseen)


def _shared(samples: Sequence[Sample]) -> _Floats:
    return np.concatenate([x.words for x in samples if x.words is not None]).astype(float)


def _logistic(known, truth: NDArray[np.bool_], unseen) -> _Floats:  # type: ignore[no-untyped-def]
    """Scores of `unseen` by one class-balanced logistic regression a column of `truth`."""
    columns = []
    for j in range(truth.shape[1]):
        model = LogisticRegression(
            C=0.3, class_weight="balanced", solver="liblinear", random_state=0, tol=1e-2
        )
        columns.append(model.fit(known, truth[:, j]).decision_function(unseen))
    return np.column_stack(columns)


def reliability(unseen: Sequence[Sample]) -> list[dict[str, float]]:
    """How often a move that is given a probability is really there, in ten bins over all moves."""
    found, truth = _probabilities(unseen, encoder=True).ravel(), _moves(unseen).ravel()
    place = np.clip(np.digitize(found, BINS) - 1, 0, len(BINS) - 2)
    return [
        {
            "said": round(float(found[place == b].mean()), 3),
            "true": round(float(truth[place == b].mean()), 3),
            "sentences": int((place == b).sum()),
        }
        for b in range(len(BINS) - 1)
        if (place == b).any()
    ]


def plot(bins: Sequence[Mapping[str, float]], path: Path = PLOT) -> None:
    """Draw the reliability as an SVG that is the same every time."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context({"svg.hashsalt": "even-keel", "svg.fonttype": "none"}):
        figure = Figure(figsize=(5, 4.2), layout="constrained")
        axes = figure.subplots()
        axes.plot([0, 1], [0, 1], color="0.6", linestyle="--", label="perfectly calibrated")
        axes.plot([b["said"] for b in bins], [b["true"] for b in bins], marker="o", label="unseen writers")
        axes.set_xlabel("probability that the grader gives a move")
        axes.set_ylabel("share of sentences that make it")
        axes.legend()
        figure.savefig(path, metadata={"Date": None})


def show(report: Mapping[str, Table]) -> str:
    """The report's comparison as a table."""
    lines = []
    for part in ("sentences of unseen writers", "lines of a writer kept out", "pairs", "claims", "replies"):
        lines.append(part)
        for name, row in report[part].items():
            lines.append(f"  {name:28} " + "  ".join(f"{k} {v:.3f}" for k, v in row.items()))
    return "\n".join(lines)


def write(report: Mapping[str, object]) -> None:
    """Keep the report."""
    FILE.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8", newline="\n")
