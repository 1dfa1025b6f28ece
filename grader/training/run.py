"""Trains everything (`make train`): trunk and heads, calibrations, the scale of the criteria, the report.

Two models are trained on half of the writers each, to judge the other half unseen; what they say calibrates
the third, which is trained on all and ships. All are kept in build/train.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from grader.moves.catalogue import MOVES
from grader.moves.combine import Calibration
from grader.moves.encoder import FOLDER
from grader.moves.heads import LABELS, Heads, load_heads, save_heads
from grader.rubric import scale
from grader.rubric.relations import RELATIONS, relate
from grader.training import calibrate, export, ground, report, weigh
from grader.training.annotations import labelled_sentences, lint, split_of, taught
from grader.training.corpus import lint as lint_corpus
from grader.training.corpus import read_corpus
from grader.training.folds import FOLDS, fold_of, fold_of_card, model
from grader.training.samples import of_labelled, of_line
from grader.training.trunk import Sample, Trunk, teach

BUILD = Path(__file__).parents[2] / "build" / "train"
PLAIN = Calibration(1.0, 0.0, 0.0, 0.0, 0.0)
"""A calibration that changes nothing."""


class Material:
    """What there is to learn from, with the fold of each sample."""

    def __init__(self) -> None:
        """Read and check it. Raises ValueError, naming files and lines, where it has faults."""
        split = split_of()
        every = read_corpus()
        lines = [x for x in every if x.writer not in split["sentences_held_out"]]
        rated = taught()
        if findings := [*lint_corpus(every), *lint(rated)]:
            raise ValueError("the corpus has faults:\n" + "\n".join(findings))
        in_corpus = fold_of(x.writer for x in lines)
        self.lines, self.labelled = lines, rated
        self.samples = [of_line(x) for x in lines] + [of_labelled(x) for x in self.labelled]
        self.folds = np.array(
            [in_corpus[x.writer] for x in lines] + [fold_of_card(x.card) for x in self.labelled]
        )
        self.unseen = [of_labelled(x) for writer in split["tune"] for x in labelled_sentences(writer)]
        self.stranger = [of_line(x) for x in every if x.writer in split["sentences_held_out"]]

    def digest(self) -> str:
        """Names a set of samples, so that a model trained on another is not taken for its own."""
        told = hashlib.sha256()
        for sample in self.samples:
            told.update(sample.text.encode())
            told.update(sample.labels.tobytes())
            told.update(b"" if sample.relations is None else sample.relations.tobytes())
        return told.hexdigest()[:16]


def save(trunk: Trunk, folder: Path) -> None:
    """Write a trained trunk as the grader reads it, calibrations left plain."""
    state = {name: value.detach().float().numpy() for name, value in trunk.state_dict().items()}
    weights = {name.removeprefix("model."): v for name, v in state.items() if name.startswith("model.")}
    weights |= {name: v for name, v in state.items() if name.startswith("topic.")}
    export.export(weights, folder)
    plain = dict.fromkeys(LABELS, PLAIN), dict.fromkeys(MOVES, PLAIN)
    save_heads(Heads(state["head.weight"], state["head.bias"], *plain), folder / "heads.npz")
    layers = {
        f"{name}.{part}": state[f"{name}.{part}"].T if part == "weight" else state[f"{name}.{part}"]
        for name in ("sentence", "item", "act", "hidden", "out")
        for part in ("weight", "bias")
    }
    scale = np.tile(np.array([1.0, 0.0], np.float32), (len(RELATIONS), 1))
    np.savez(folder / "relations.npz", **layers, scale=scale)


def trained(samples: Sequence[Sample], name: str, digest: str) -> Path:
    """Folder of the model that is trained on `samples`; trained now unless it is there already."""
    folder = BUILD / f"{name}-{digest}"
    if not (folder / "relations.npz").is_file():
        began = time.monotonic()
        print(f"{name}: {len(samples)} sentences", flush=True)
        trunk = teach(samples, say=lambda line: print(line, flush=True))
        with torch.no_grad():
            save(trunk, folder)
        print(f"  {time.monotonic() - began:.0f} s", flush=True)
    return folder


def scored(samples: Sequence[Sample]) -> tuple[NDArray[np.float64], list[NDArray[np.float64]]]:
    """Log-odds by the model in use: (samples, labels), and (items, 5) for each sample with a card."""
    from grader.moves.encoder import stance
    from grader.moves.wording import standard

    heads = load_heads()
    rows = [list(heads.scores(stance([standard(x.text)])[0]).values()) for x in samples]
    related = [np.asarray(relate([x.text], x.items)[0], float) for x in samples if x.items]
    odds = [np.log(np.clip(p, 1e-9, 1)) - np.log(np.clip(1 - p, 1e-9, 1)) for p in related]
    return np.array(rows), odds


def unseen_scores(material: Material) -> tuple[NDArray[np.float64], list[NDArray[np.float64]]]:
    """`scored` for all samples, each by the model that never saw its writer."""
    digest = material.digest()
    scores = np.zeros((len(material.samples), len(LABELS)))
    odds: dict[int, NDArray[np.float64]] = {}
    for fold in range(FOLDS):
        inside = [x for x, f in zip(material.samples, material.folds, strict=True) if f != fold]
        folder = trained(inside, f"fold{fold}", digest)
        held = [int(i) for i in np.flatnonzero(material.folds == fold)]
        with model(folder):
            rows, related = scored([material.samples[i] for i in held])
        scores[held] = rows
        odds |= dict(zip([i for i in held if material.samples[i].items], related, strict=True))
    return scores, [odds[i] for i in sorted(odds)]


def calibrated(
    material: Material, scores: NDArray[np.float64], odds: list[NDArray[np.float64]], folders: list[Path]
) -> list[Path]:
    """Copies of the models in `folders`, with calibrations that are fitted to unseen scores."""
    truth = np.stack([x.labels for x in material.samples])
    with_moves, with_flags = ~np.isnan(truth[:, 0]), ~np.isnan(truth).any(axis=1)
    cues = calibrate.cue_table([x.text for x in material.samples])
    made = np.nan_to_num(truth) > 0.5
    moves = calibrate.of_moves(scores[with_moves], cues[:, with_moves], made[with_moves], calibrate.PRIOR)
    nothing = np.zeros_like(scores[with_moves])
    alone = calibrate.of_moves(nothing, cues[:, with_moves], made[with_moves], calibrate.PRIOR_ALONE)
    flags = calibrate.of_flags(scores[with_flags], made[with_flags])
    answers = [x.relations for x in material.samples if x.relations is not None]
    related = np.concatenate(odds), np.concatenate(answers) > 0.5
    scale = np.stack(
        [calibrate.slope_and_offset(related[0][:, r], related[1][:, r]) for r in range(len(RELATIONS))]
    )
    copies = [folder.with_name(f"{folder.name}-calibrated") for folder in folders]
    for folder, copy in zip(folders, copies, strict=True):
        shutil.copytree(folder, copy, dirs_exist_ok=True)
        old = load_heads(folder / "heads.npz")
        save_heads(Heads(old.weights, old.bias, {**moves, **flags}, alone), copy / "heads.npz")
        with np.load(folder / "relations.npz") as stored:
            parts = {**{name: stored[name] for name in stored.files}, "scale": scale}
        np.savez(copy / "relations.npz", **parts)
    return copies


def grounded(halves: Sequence[Path], whole: Path) -> None:
    """Write each model's weights for claims: a half's from the other half's sentences, else from all."""
    read = []
    for fold, folder in enumerate(halves):
        with model(folder):
            read.append(ground.read("train", fold))
    for fold, folder in enumerate(halves):
        ground.fit([x for n, x in enumerate(read) if n != fold], folder / ground.FILE.name)
    ground.fit(read, whole / ground.FILE.name)


def compare(material: Material, replies: Sequence[weigh.Read]) -> dict[str, Any]:
    """The report: each part against what is simpler, by the model that ships, on writers it never saw."""
    unseen, rules, scales = weigh.read("tune"), None, scale.scales()
    patterns = weigh.read("tune", encoder=False)
    return {
        "samples": len(material.samples),
        "sentences of unseen writers": report.sentences(material.samples, material.unseen),
        "lines of a writer kept out": report.sentences(material.samples, material.stranger),
        "pairs": report.pairs(material.samples, material.unseen),
        "claims": report.claims(ground.read("tune")),
        "replies": {
            "patterns alone": _mean(weigh.agreement(patterns, rules)),
            "rules with the encoder": _mean(weigh.agreement(unseen, rules)),
            "all together": _mean(weigh.agreement(unseen, scales)),
            "all together, training writers": _mean(weigh.agreement(replies, scales)),
        },
        "moves": {
            "sentences of unseen writers": report.by_move(material.unseen),
            "lines of a writer kept out": report.by_move(material.stranger),
        },
        "reliability": report.reliability(material.unseen),
    }


def _mean(kappas: dict[str, float]) -> dict[str, float]:
    return {"mean kappa": round(sum(kappas.values()) / len(kappas), 3), **kappas}


def main() -> None:
    """Train, calibrate, fit the scale, and write everything that ships."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    material = Material()
    scores, odds = unseen_scores(material)
    digest = material.digest()
    last = trained(material.samples, "all", digest)
    folds = [BUILD / f"fold{fold}-{digest}" for fold in range(FOLDS)]
    *halves, whole = calibrated(material, scores, odds, [*folds, last])
    grounded(halves, whole)
    replies = weigh.read_unseen(halves)
    with model(whole):
        weigh.fit_all([*replies, *weigh.anchors()])
    for file in whole.iterdir():
        shutil.copyfile(file, FOLDER / file.name)
    export.write_sums()
    with model(FOLDER):
        found = compare(material, replies)
    report.write(found)
    report.plot(found["reliability"])
    print(report.show(found))


if __name__ == "__main__":
    main()
