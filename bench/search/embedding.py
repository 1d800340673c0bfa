"""How fast texts become vectors, and what int8 costs: `python -m bench.search.embedding [--data DIR]`.

sentence-transformers in float32 and the service's own engine take turns on the same paragraphs of JaQuAD with
two threads each; the float32 weights come with `python -m common.models pull multilingual-e5-small`.
"""

import argparse
import random
import statistics
import time
from pathlib import Path

import numpy as np

from bench.report import write_section
from bench.search.question_sets import QuestionSet, squad
from common.models import ModelStore
from common.settings import Settings
from services.search.meaning.embedding import batches
from services.search.meaning.engines import Engine, Vectors, load_engine

FLOAT = "multilingual-e5-small"
THREADS = 2
DEPTH = 10


def encode(engine: Engine, texts: list[str]) -> Vectors:
    order: list[int] = []
    parts = []
    for batch in batches([len(text) for text in texts]):
        parts.append(engine.encode([texts[index] for index in batch], is_query=False))
        order += batch
    vectors: Vectors = np.concatenate(parts)[np.argsort(order)]
    return vectors


def first(chosen: QuestionSet, count: int) -> QuestionSet:
    asked = [question for question in chosen.questions if question.paragraph < count]
    return QuestionSet(chosen.name, chosen.paragraphs[:count], asked)


def mean_reciprocal_rank(engine: Engine, chosen: QuestionSet, sample: int) -> float:
    asked = random.Random(1).sample(chosen.questions, sample)  # noqa: S311 (a sample, not a secret)
    passages = encode(engine, [f"passage: {title}\n{text}" for title, text in chosen.paragraphs])
    questions = encode(engine, [f"query: {question.text}" for question in asked])
    scores = questions @ passages.T
    wanted = scores[np.arange(sample), [question.paragraph for question in asked]]
    ranks = 1 + (scores > wanted[:, None]).sum(axis=1)
    return float(np.where(ranks <= DEPTH, 1 / ranks, 0).mean())


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.search.embedding", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--texts", type=int, default=48)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--questions", type=int, default=0, help="of JSQuAD, for the quality of both")
    parser.add_argument("--paragraphs", type=int, default=400, help="that they are looked for among")
    arguments = parser.parse_args()
    store = ModelStore(Settings().models)
    names = [FLOAT, Settings().search.model]
    engines = {name: load_engine(store.folder(name), THREADS) for name in names}
    folder = arguments.data / "search"
    paragraphs = squad("JaQuAD", [folder / "jaquad_dev_0.json"]).paragraphs[: arguments.texts]
    texts = ["passage: " + paragraph.text[:400] for paragraph in paragraphs]
    speeds: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(arguments.rounds):
        for name, engine in engines.items():
            started = time.perf_counter()
            encode(engine, texts)
            speeds[name].append(sum(map(len, texts)) / (time.perf_counter() - started))
    lines = ["| model | characters/s | MRR@10 by meaning |", "|---|---|---|"]
    chosen = first(squad("JSQuAD", [folder / "jsquad_valid.json"]), arguments.paragraphs)
    for name, engine in engines.items():
        quality = mean_reciprocal_rank(engine, chosen, arguments.questions) if arguments.questions else None
        shown = "" if quality is None else f"{quality:.4f}"
        lines.append(f"| {name} | {statistics.median(speeds[name]):,.0f} | {shown} |")
        print(lines[-1], flush=True)
    heading = (
        f"{len(texts)} passages, {THREADS} threads, medians of {arguments.rounds}; "
        f"quality on {arguments.questions:,} questions of JSQuAD "
        f"among {arguments.paragraphs} paragraphs."
    )
    write_section("search-embedding", heading + "\n\n" + "\n".join(lines))


if __name__ == "__main__":
    main()
