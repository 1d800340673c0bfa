"""Learn to tell names of people: from one half of the Wikipedia sentences, and from made municipal documents.

    python -m bench.masking.learn --data ../shared/data    # some ten minutes of one processor

Writes services/masking/names/weights.npz and adapters.npz. The halves are told by the article, so that no article is
in both; `bench.masking.persons` judges on the other half, which is never read here, and `bench.masking.kinds` on the
templates kept aside. All kinds of names are told apart, since a place is a place more surely than it is no person.
"""

import argparse
import math
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from bench.masking.forms import forms, installed_names
from bench.masking.lessons import Lesson, Task, from_sentence, tasks
from bench.masking.persons import LEARNED, load
from bench.masking.tagger import Tagger
from common.models import ModelStore
from common.models.adapters import Adapter, save_adapters
from common.settings import Settings
from services.masking.names.finder import ADAPTERS
from services.masking.names.network import PERSON_CLASSES, Network

FORMS = 300
SEED, EPOCHS, BATCH, CLIPPED, DECAY = 0, 5, 16, 1.0, 0.01
LAYER_RATE, NETWORK_RATE, LOWEST_RATE = 1e-3, 3e-3, 0.02
WARMING = 0.1
"""Share of the steps in which the rate of learning rises; then it falls to `LOWEST_RATE` of the full one."""
LEAST_SPREAD = 0.1
JITTER = 12
"""Pieces; windows of about the same length go together, never the same ones twice."""

Begun = tuple[Task, Tensor]


@dataclass(frozen=True)
class Taught:
    adapters: Mapping[str, Adapter]
    network: Network


def model_folder() -> Path:
    settings = Settings()
    return ModelStore(settings.models).folder(settings.masking.model)


def made_forms() -> list[Lesson]:
    return list(forms(FORMS, installed_names(Settings().models.folder)))


def taught(folder: Path, lessons: Sequence[Lesson]) -> Taught:
    """Learned from all of them; `folder` is that of the model."""
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    tagger, rng = Tagger(folder), random.Random(SEED)  # noqa: S311 (the same order every time)
    begun = [(task, tagger.beginning(task.ids)) for task in tasks(folder, lessons)]
    _even_out(tagger, begun)
    groups = [
        {"params": tagger.layers.parameters(), "lr": LAYER_RATE},
        {"params": tagger.networks.parameters(), "lr": NETWORK_RATE},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=DECAY)
    steps = EPOCHS * math.ceil(len(begun) / BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step / steps))
    tagger.train()
    for epoch in range(EPOCHS):
        losses = []
        for batch in _batches(begun, rng):
            loss = _loss(tagger, batch)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(tagger.parameters(), CLIPPED)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
        print(f"epoch {epoch + 1} of {EPOCHS}: loss {sum(losses) / len(losses):.4f}", flush=True)
    return Taught(tagger.adapters(), tagger.network())


@torch.no_grad()
def _even_out(tagger: Tagger, begun: Sequence[Begun]) -> None:
    """Let every feature be about as big as the others, as it is before anything is learned."""
    tagger.eval()
    features = torch.cat([tagger.features(batch) for batch in _batches(begun, random.Random(SEED))])  # noqa: S311
    tagger.mean, tagger.spread = features.mean(dim=0), features.std(dim=0) + LEAST_SPREAD


def _rate(done: float) -> float:
    return min(1.0, done / WARMING) * max(LOWEST_RATE, 1 - done)


def _batches(begun: Sequence[Begun], rng: random.Random) -> Iterator[list[Begun]]:
    order = sorted(begun, key=lambda each: len(each[1]) + rng.random() * JITTER)
    batches = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
    rng.shuffle(batches)
    yield from batches


def _loss(tagger: Tagger, batch: Sequence[Begun]) -> Tensor:
    wanted = torch.tensor([number for task, _ in batch for number in task.wanted])
    people_only = torch.tensor([task.people_only for task, _ in batch for _ in task.wanted])
    losses = [_surprise(scores, wanted, people_only).mean() for scores in tagger(batch)]
    return torch.stack(losses).sum()


def _surprise(scores: Tensor, wanted: Tensor, people_only: Tensor) -> Tensor:
    """Of each piece. Where only people are marked, what is none may be any other kind of name."""
    likely = functional.log_softmax(scores, dim=-1)
    nobody = likely.clone()
    nobody[:, PERSON_CLASSES] = -torch.inf
    exact = -likely.gather(1, wanted[:, None])[:, 0]
    return torch.where(people_only & (wanted == 0), -nobody.logsumexp(dim=-1), exact)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    sentences = [from_sentence(sentence) for sentence in load(parser.parse_args().data, LEARNED)]
    learned = taught(model_folder(), [*sentences, *made_forms()])
    save_adapters(learned.adapters, ADAPTERS)
    learned.network.save()


if __name__ == "__main__":
    main()
