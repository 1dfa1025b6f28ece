"""The small encoder, fine-tuned end to end with all its heads: one trunk for moves, flags and card items.

Trunk: the first layers of all-MiniLM-L6-v2, word vectors frozen. On its mean-pooled output stand a
multi-label head (moves and flags), a projection that keeps the original model's sense of topic (distilled
from all six layers), and a network that relates a sentence to an item of the card. Needs torch.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from grader.moves.heads import LABELS
from grader.moves.wording import standard
from grader.rubric.matching import FEATURES, CardItem
from grader.rubric.relations import RELATIONS, SHARPER
from grader.training.export import source_folder

LAYERS = 4
"""Of six: two thirds of the time a sentence, at a cost of .01 in AUC (docs/grading.md)."""
EPOCHS = 3
BATCH = 32
TRUNK_RATE, HEAD_RATE = 2e-4, 1.5e-3
"""Highest learning rates of the one-cycle schedule."""
RARITY = 30.0
"""Most that a positive label weighs, under the root."""
RELATION_WEIGHT = (2.0, 6.0, 2.0, 4.0, 3.0)
"""Weight of a positive of each relation."""
TOPIC_SHARE = 0.5
"""Weight of the distillation beside the labels."""
RELATION_SHARE = 2.0
WIDTH, ACT_WIDTH, HIDDEN = 64, 32, 64
SEED = 20

_Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Sample:
    """One sentence to learn from."""

    text: str
    labels: _Floats
    """Shape (labels,); nan where nobody labelled."""
    items: tuple[CardItem, ...] = ()
    """Of its card; empty for a sentence without one."""
    relations: _Floats | None = None
    """Shape (items, 5)."""
    words: _Floats | None = None
    """Shape (items, 11): what sentence and items share in words; see `matching.features`."""


class Trunk(nn.Module):
    """The encoder and its heads."""

    def __init__(self, layers: int = LAYERS) -> None:
        """Start from the published weights. Raises FileNotFoundError where they aren't installed."""
        from transformers import AutoModel, AutoTokenizer

        super().__init__()
        folder = source_folder()
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.model = AutoModel.from_pretrained(folder)
        self.model.encoder.layer = self.model.encoder.layer[:layers]
        for parameter in self.model.embeddings.parameters():
            parameter.requires_grad = False
        width = self.model.config.hidden_size
        self.head = nn.Linear(width, len(LABELS))
        nn.init.zeros_(self.head.weight)
        nn.init.constant_(self.head.bias, -2.5)
        self.topic = nn.Linear(width, width)
        nn.init.eye_(self.topic.weight)
        nn.init.zeros_(self.topic.bias)
        self.sentence, self.item = nn.Linear(width, WIDTH), nn.Linear(width, WIDTH)
        self.act = nn.Linear(width, ACT_WIDTH)
        self.hidden = nn.Linear(WIDTH + ACT_WIDTH + 2 + len(FEATURES), HIDDEN)
        self.out = nn.Linear(HIDDEN, len(RELATIONS))
        nn.init.constant_(self.out.bias, -2.5)
        self.drop = nn.Dropout(0.1)

    def vectors(self, texts: Sequence[str]) -> torch.Tensor:
        """Mean-pooled output, shape (texts, 384)."""
        batch = self.tokenizer(
            list(texts), padding=True, truncation=True, max_length=128, return_tensors="pt"
        )
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.training):
            states = self.model(**batch).last_hidden_state
        mask = batch["attention_mask"][..., None].float()
        pooled: torch.Tensor = (states.float() * mask).sum(1) / mask.sum(1)
        return pooled

    def topics(self, vectors: torch.Tensor) -> torch.Tensor:
        """Unit vectors of what the texts are about, shape (texts, 384)."""
        return nn.functional.normalize(self.topic(vectors), dim=-1)

    def related(self, vectors: torch.Tensor, items: torch.Tensor, words: torch.Tensor) -> torch.Tensor:
        """Log-odds of each relation, shape (sentences, items, 5); as `relations.relate` computes them."""
        cosine = self.topics(vectors) @ self.topics(items).T
        near = torch.stack([cosine, cosine - cosine.mean(1, keepdim=True)], -1) * SHARPER
        shared = torch.tanh(self.sentence(vectors))[:, None] * torch.tanh(self.item(items))[None]
        act = torch.tanh(self.act(vectors))[:, None].expand(-1, len(items), -1)
        inner = torch.relu(self.hidden(torch.cat([shared, act, near, words], -1)))
        result: torch.Tensor = self.out(self.drop(inner))
        return result


def teach(samples: Sequence[Sample], layers: int = LAYERS, say: Callable[[str], None] = print) -> Trunk:
    """A trunk trained on `samples`. About 100 sentences a second and epoch on two cores."""
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    trunk = Trunk(layers)
    teacher = _teacher(samples)
    rates = [TRUNK_RATE, HEAD_RATE]
    heads = [p for name, p in trunk.named_parameters() if not name.startswith("model.")]
    body = [p for p in trunk.model.parameters() if p.requires_grad]
    groups: list[dict[str, Any]] = [{"params": body, "lr": rates[0]}, {"params": heads, "lr": rates[1]}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = len(_batches(samples, chance)) * EPOCHS
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rates, total_steps=steps + 1, pct_start=0.1)
    weight = _rarity(samples)
    for epoch in range(EPOCHS):
        trunk.train()
        losses = []
        for batch in _batches(samples, chance):
            loss = _loss(trunk, batch, weight, teacher)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(trunk.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            losses.append(loss.item())
        say(f"  epoch {epoch + 1} of {EPOCHS}: loss {np.mean(losses):.3f}")
    return trunk.eval()


def _loss(
    trunk: Trunk, batch: Sequence[Sample], weight: torch.Tensor, teacher: dict[str, torch.Tensor]
) -> torch.Tensor:
    items = batch[0].items
    vectors = trunk.vectors([standard(x.text) for x in batch] + [i.text for i in items])
    mine, theirs = vectors[: len(batch)], vectors[len(batch) :]
    labels = torch.tensor(np.stack([x.labels for x in batch]))
    known = ~labels.isnan()
    loss = nn.functional.binary_cross_entropy_with_logits(
        trunk.head(trunk.drop(mine)), labels.nan_to_num(), pos_weight=weight, reduction="none"
    )
    total = (loss * known).sum() / known.sum().clamp(min=1)
    if items:
        relations = torch.tensor(np.stack([x.relations for x in batch if x.relations is not None]))
        words = torch.tensor(np.stack([x.words for x in batch if x.words is not None]))
        weights = torch.tensor(RELATION_WEIGHT)
        odds = trunk.related(mine, theirs, words)
        total = total + RELATION_SHARE * nn.functional.binary_cross_entropy_with_logits(
            odds, relations, pos_weight=weights
        )
        meant = torch.stack([teacher[x.text] for x in batch] + [teacher[i.text] for i in items])
        total = total + TOPIC_SHARE * (1 - (trunk.topics(vectors) * meant).sum(-1)).mean()
    return total


def _batches(samples: Sequence[Sample], chance: random.Random) -> list[list[Sample]]:
    """Sentences of like length, and of one card where they have one; in random order."""
    groups: dict[tuple[CardItem, ...], list[Sample]] = defaultdict(list)
    for sample in samples:
        groups[sample.items].append(sample)
    found = []
    for group in groups.values():
        mixed = sorted(chance.sample(group, len(group)), key=lambda x: len(x.text) // 20)
        found += [mixed[i : i + BATCH] for i in range(0, len(mixed), BATCH)]
    chance.shuffle(found)
    return found


def _rarity(samples: Sequence[Sample]) -> torch.Tensor:
    """How much a positive of each label weighs: the root of how many negatives there are to one."""
    labels = np.stack([x.labels for x in samples])
    positive, all_ = np.nansum(labels, axis=0), (~np.isnan(labels)).sum(axis=0)
    return torch.tensor(np.sqrt(np.clip((all_ - positive) / np.maximum(positive, 1), 1, RARITY)).astype("f4"))


def _teacher(samples: Sequence[Sample]) -> dict[str, torch.Tensor]:
    """Text: its vector by the original model, for everything that has a card."""
    texts = {x.text for x in samples if x.items} | {i.text for x in samples for i in x.items}
    whole = Trunk(layers=6).eval()
    found: dict[str, torch.Tensor] = {}
    in_order = sorted(texts, key=lambda t: (len(t), t))
    with torch.no_grad():
        for i in range(0, len(in_order), 64):
            some = in_order[i : i + 64]
            found.update(zip(some, nn.functional.normalize(whole.vectors(some), dim=-1), strict=True))
    return found
