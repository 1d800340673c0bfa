"""How fast the language model is as the service asks it: `python -m bench.translate.asking --data ../shared/data`.

Beside it, in the same process and by turns, a plain way: eight prompts at a time, each read whole. The sentences are
the first of FLORES dev, Japanese to English; first answers and the engine's own second tries, no checks around it.
"""

import argparse
import os
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from bench.report import write_section
from common.service import Service
from common.settings import Settings
from services.translate.engines import prompts
from services.translate.engines.base import Hint
from services.translate.engines.chat import END
from services.translate.engines.language_model import (
    LENGTH_RATIO,
    LENGTH_SPARE,
    LanguageModel,
    LanguageModelEngine,
)
from services.translate.engines.registry import Engines, find_engines
from services.translate.translator import Translator

BATCH = 8
SHORT = range(38, 43)
"""Characters of a sentence of about forty."""
CALLS = 5


class Speed(NamedTuple):
    """Characters of the source."""

    per_second: float
    per_cpu_second: float
    """Of this process: what other work on the machine disturbs less."""


def timed(work: Callable[[], object], texts: Sequence[str]) -> Speed:
    began, cpu = time.perf_counter(), time.process_time()
    work()
    characters = sum(map(len, texts))
    return Speed(characters / (time.perf_counter() - began), characters / (time.process_time() - cpu))


def plainly(model: LanguageModel, texts: Sequence[str], source: str, target: str) -> None:
    """Each prompt whole, in the order of the texts, greedy; no second try."""
    for start in range(0, len(texts), BATCH):
        batch = texts[start : start + BATCH]
        longest = max(len(model.tokenizer.tokens(text)) for text in batch)
        model.generator.generate_batch(
            [model.tokenizer.prompt(prompts.turns(text, source, target, Hint())) for text in batch],
            max_length=longest * LENGTH_RATIO + LENGTH_SPARE,
            beam_size=1,
            end_token=END,
            include_prompt_in_result=False,
        )


def beside(
    model: LanguageModel,
    ask: Callable[[Sequence[str]], object],
    texts: Sequence[str],
    source: str,
    target: str,
) -> list[str]:
    """A row for each way, timed by turns (plain, ours, plain), and the ratio of their processor time."""
    found = [timed(partial(plainly, model, texts, source, target), texts)]
    ours = timed(partial(ask, texts), texts)
    found.append(timed(partial(plainly, model, texts, source, target), texts))
    plain = Speed(
        median([speed.per_second for speed in found]), median([speed.per_cpu_second for speed in found])
    )
    ratio = ours.per_cpu_second / plain.per_cpu_second
    return [
        "| | characters/s | per CPU second |",
        "|---|---|---|",
        f"| plain: batches of {BATCH}, prompts whole | {plain.per_second:.0f} | {plain.per_cpu_second:.1f} |",
        f"| as the service asks | {ours.per_second:.0f} | {ours.per_cpu_second:.1f}: {ratio:.2f} × |",
    ]


def one_sentence(translator: Translator, texts: Sequence[str]) -> str:
    """How long one waits for one sentence, the model loaded."""
    seconds, cpu_seconds = [], []
    for text in [text for text in texts if len(text) in SHORT][:CALLS]:
        began, cpu = time.perf_counter(), time.process_time()
        translator.translate([text], "ja", "en")
        seconds.append(time.perf_counter() - began)
        cpu_seconds.append(time.process_time() - cpu)
    return (
        f"One sentence of {SHORT.start} to {SHORT.stop - 1} characters: {median(seconds):.1f} s, and {median(cpu_seconds):.1f} s "
        f"of processor time (medians of {len(seconds)}; load of the machine then {os.getloadavg()[0]:.1f})."
    )


def language_model(engines: Engines) -> LanguageModelEngine:
    return next(engine for engine, _ in engines.pairs().values() if isinstance(engine, LanguageModelEngine))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.translate.asking", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=24)
    arguments = parser.parse_args()
    file = arguments.data / "translate" / "flores_dev.ja"
    sentences = file.read_text(encoding="utf-8").splitlines()
    texts = sentences[: arguments.limit]
    with TemporaryDirectory() as folder:
        service = Service("translate", Settings.model_validate({"data": {"folder": folder}}))
        engine = language_model(find_engines(service))
        ask = partial(engine.translate, source="ja", target="en")
        ask(["はい。"])  # loads the model and reads the instruction
        waited = one_sentence(Translator(Engines([engine])), sentences[arguments.limit :])
        print(waited, flush=True)
        with engine.model.use() as model:
            rows = beside(model, ask, texts, "ja", "en")
    title = f"`python -m bench.translate.asking`: ja→en, {len(texts)} sentences, {os.cpu_count()} cores, by turns."
    section = "\n".join([title, "", *rows, "", waited])
    write_section("translate-asking", section)
    print(section)


if __name__ == "__main__":
    main()
