"""Learn to tell names of people in running text, from one half of the Wikipedia sentences.

    python -m bench.masking.learn --data ../shared/data    # writes services/masking/names/weights.npz

The halves are told by the article, so that no article is in both; `bench.masking.persons` judges on the other
half, which is never read here. All kinds of names are told apart, since a place is a place more surely than it is no person.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from bench.masking.persons import LEARNED, Span, load
from common.models import ModelStore
from common.settings import Settings
from services.masking.folding import fold
from services.masking.names.encoder import Encoder, Floats
from services.masking.names.finder import Looked, look
from services.masking.names.network import Network
from services.masking.words import words

KINDS = ("人名", "法人名", "政治的組織名", "その他の組織名", "施設名", "地名", "製品名", "イベント名")
CLASSES = 1 + 2 * len(KINDS)
NETWORKS, HIDDEN, EPOCHS, BATCH, RATE, DECAY, DROPPED = 2, 64, 8, 1024, 4e-3, 0.05, 0.2


@dataclass(frozen=True)
class Lesson:
    """Folded text and the names in it: start, end, kind."""

    text: str
    names: tuple[tuple[int, int, str], ...]

    @property
    def persons(self) -> list[Span]:
        return [(start, end) for start, end, kind in self.names if kind == KINDS[0]]


def lesson(sentence: dict[str, Any]) -> Lesson:
    folded = fold(sentence["text"])
    places = list(zip(folded.starts, folded.ends, strict=True))
    found = []
    for entity in sentence["entities"]:
        start, end = entity["span"]
        at = [i for i, (a, b) in enumerate(places) if a < end and start < b]
        found += [(at[0], at[-1] + 1, entity["type"])] if at else []
    return Lesson(folded.text, tuple(found))


def looks(encoder: Encoder, lessons: Sequence[Lesson]) -> list[Looked]:
    texts = [one.text for one in lessons]
    return look(encoder, texts, [words(text) for text in texts])


def classes(one: Lesson, spans: Sequence[Span]) -> list[int]:
    """For each piece 0, or which kind of name it begins (odd) or goes on with (even)."""
    found = [0] * len(spans)
    for start, end, kind in sorted(one.names, key=lambda name: name[2] == KINDS[0]):
        number = 1 + 2 * KINDS.index(kind)
        for i, (a, b) in enumerate(spans):
            if a < b and a < end and start < b:
                found[i] = number
                number += number % 2
    return found


def learn(features: Floats, wanted: Sequence[int]) -> Network:
    """`NETWORKS` networks from different beginnings."""
    mean, spread = features.mean(axis=0), features.std(axis=0) + 1e-3
    scaled = (features - mean) / spread
    parts = [_one(scaled, wanted, seed) for seed in range(NETWORKS)]
    first, first_bias, second, second_bias = (np.stack(part) for part in zip(*parts, strict=True))
    network = Network(first / spread[:, None], first_bias, second, second_bias)
    return replace(network, first_bias=first_bias - np.einsum("f,nfh->nh", mean, network.first))


def _one(features: Floats, wanted: Sequence[int], seed: int) -> tuple[Floats, ...]:
    import torch
    from torch import nn

    torch.manual_seed(seed)
    torch.set_num_threads(1)
    rows, targets = torch.from_numpy(features.astype(np.float32)), torch.tensor(wanted)
    first, second = nn.Linear(rows.shape[1], HIDDEN), nn.Linear(HIDDEN, CLASSES)
    layers = (nn.Dropout(DROPPED), first, nn.GELU("tanh"), nn.Dropout(DROPPED), second)
    network = nn.Sequential(*layers)
    optimizer = torch.optim.AdamW(network.parameters(), RATE, weight_decay=DECAY)
    for epoch in range(EPOCHS):
        optimizer.param_groups[0]["lr"] = RATE * (1 - epoch / EPOCHS) + 1e-5
        for batch in torch.split(torch.randperm(len(rows)), BATCH):
            optimizer.zero_grad()
            nn.functional.cross_entropy(network(rows[batch]), targets[batch]).backward()  # type: ignore[no-untyped-call]
            optimizer.step()
    return tuple(
        np.ascontiguousarray(value.detach().numpy().T)
        for value in (first.weight, first.bias, second.weight, second.bias)
    )


def embedding_model() -> Encoder:
    settings = Settings()
    return Encoder(ModelStore(settings.models).folder(settings.masking.model))


def taught(lessons: Sequence[Lesson], looked: Sequence[Looked]) -> Network:
    """Learned from all of them; `looked` as from `looks`."""
    wanted = [c for one, seen in zip(lessons, looked, strict=True) for c in classes(one, seen.spans)]
    return learn(np.concatenate([seen.features for seen in looked]), wanted)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    lessons = [lesson(sentence) for sentence in load(parser.parse_args().data, LEARNED)]
    taught(lessons, looks(embedding_model(), lessons)).save()


if __name__ == "__main__":
    main()
