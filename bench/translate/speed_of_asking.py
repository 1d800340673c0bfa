"""The language model asked as the service asks it, beside a plain way: eight prompts at a time, each read whole."""

import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import NamedTuple

from services.translate.engines import prompts
from services.translate.engines.base import Hint
from services.translate.engines.chat import END
from services.translate.engines.language_model import LENGTH_RATIO, LENGTH_SPARE, LanguageModel
from services.translate.translator import Translator

BATCH = 8
SHORT = range(38, 43)
"""Characters of a sentence of about forty."""
CALLS = 7


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
    first = timed(lambda: plainly(model, texts, source, target), texts)
    ours = timed(lambda: ask(texts), texts)
    last = timed(lambda: plainly(model, texts, source, target), texts)
    plain = Speed(median([first[0], last[0]]), median([first[1], last[1]]))
    ratio = ours.per_cpu_second / plain.per_cpu_second
    return [
        "| | characters/s | per CPU second |",
        "|---|---|---|",
        f"| plain: batches of {BATCH}, prompts whole | {plain.per_second:.0f} | {plain.per_cpu_second:.1f} |",
        f"| ours | {ours.per_second:.0f} | {ours.per_cpu_second:.1f}: {ratio:.2f} × |",
    ]


def one_sentence(translator: Translator, texts: Sequence[str]) -> str:
    """How long one waits for one sentence, the model loaded."""
    seconds = []
    for text in [text for text in texts if len(text) in SHORT][:CALLS]:
        began = time.perf_counter()
        translator.translate([text], "ja", "en")
        seconds.append(time.perf_counter() - began)
    return f"One sentence of {SHORT.start} to {SHORT.stop - 1} characters, ja→en: median {median(seconds):.1f} s of {len(seconds)}."
