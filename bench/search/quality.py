"""Does the fusion lose anywhere? Every leg, other fusions and ours on three sets, in the same run.

    python -m bench.search.quality --data ../shared/data [--set JSQuAD] [--limit N]

Each paragraph is a document in the service's own catalog and indexes. JSQuAD and JaQuAD are measured by
MRR@10, the citizens' questions by nDCG@10 (of one right answer). The indexes and the vectors are kept in
the cache, by content and model, so that a second run need not embed again.
"""

import argparse
import hashlib
import math
import random
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from bench.report import write_section
from bench.search.collection import DEPTH, Collection, rank_of
from bench.search.question_sets import Asked, QuestionSet, load_all
from common.settings import Settings, cache_folder
from services.search.answers.fusion import Legs, Weights, fuse, weights
from services.search.meaning.embedding import Asked as Direction
from services.search.meaning.embedding import Vectors
from services.search.words.question import plain

RRF = 60
Fusion = Callable[[Legs], Mapping[int, float]]


def reciprocal_ranks(legs: Legs) -> dict[int, float]:
    """Cormack et al., SIGIR 2009, of words and meaning at equal weight."""
    total: dict[int, float] = defaultdict(float)
    for leg in (legs.words, legs.dense):
        for rank, passage in enumerate(sorted(leg, key=lambda passage: -leg[passage]), start=1):
            total[passage] += 1 / (RRF + rank)
    return total


def fixed(words: float, grams: float, dense: float) -> Fusion:
    return lambda legs: fuse(legs, Weights(words, grams, dense))


def following(power: float, dense: float) -> Fusion:
    return lambda legs: fuse(legs, Weights(1.0, legs.coverage**power, dense))


def leaning(words: float, grams: float) -> Fusion:
    """Coverage, to its powers, weighs words and letters; meaning gets what it takes from them."""

    def fusion(legs: Legs) -> Mapping[int, float]:
        coverage = legs.coverage
        return fuse(legs, Weights(coverage**words, coverage**grams, 2 - coverage))

    return fusion


FUSIONS: dict[str, Fusion] = {
    "words (lexical mode)": lambda legs: legs.words,
    "bigrams": lambda legs: legs.grams,
    "meaning (semantic mode)": lambda legs: legs.dense,
    "reciprocal rank fusion, equal weights": reciprocal_ranks,
    "fixed sum: words + 1.5 meaning": fixed(1, 0, 1.5),
    "fixed sum: words + bigrams + 1.5 meaning": fixed(1, 1, 1.5),
    "**ours: words + coverage² bigrams + 2 meaning**": lambda legs: fuse(legs, weights(legs.coverage)),
    "coverage (words + bigrams) + (2 - coverage) meaning": leaning(1, 1),
    "coverage words + coverage² bigrams + (2 - coverage) meaning": leaning(1, 2),
    "ours without bigrams": fixed(1, 0, 2),
    "ours with all bigrams": fixed(1, 1, 2),
    "ours without words": lambda legs: fuse(legs, Weights(0, legs.coverage**2, 2)),
    "ours without meaning": lambda legs: fuse(legs, Weights(1, legs.coverage**2, 0)),
    "ours with coverage, not its square": following(1, 2),
    "ours with meaning 1.5": following(2, 1.5),
    "ours with meaning 2.5": following(2, 2.5),
}


def measure(
    collection: Collection, questions: list[Asked], queries: Vectors, gain: Callable[[int], float]
) -> list[float]:
    """The mean gain of each fusion."""
    ranker = collection.parts.ranker
    sums = dict.fromkeys(FUSIONS, 0.0)
    for asked, query in zip(questions, queries, strict=True):
        question, allowed = plain(asked.text), collection.allowed
        words = ranker.by_words(question, allowed)
        direction = Direction(query, collection.parts.vectors.model)
        legs = ranker.legs(question, words, direction, allowed, None)
        assert legs is not None
        for name, fusion in FUSIONS.items():
            rank = rank_of(fusion(legs), collection.documents[asked.paragraph])
            sums[name] += gain(rank) if rank else 0.0
    return [total / len(questions) for total in sums.values()]


def kept_folder(chosen: QuestionSet) -> Path:
    content = repr((chosen.paragraphs, Settings().search.model))
    digest = hashlib.sha256(content.encode()).hexdigest()[:16]
    folder = cache_folder() / "bench" / f"search-quality-{chosen.name.lower()}-{digest}"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def query_vectors(collection: Collection, folder: Path, questions: list[Asked]) -> Vectors:
    digest = hashlib.sha256(repr(questions).encode()).hexdigest()[:16]
    file = folder / f"questions-{digest}.npy"
    if not file.exists():
        np.save(file, np.stack([collection.parts.embedder.query(asked.text).vector for asked in questions]))
    vectors: Vectors = np.load(file)
    return vectors


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.search.quality", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--limit", type=int, help="questions of a set, chosen at random; all by default")
    parser.add_argument("--set", choices=["JSQuAD", "JaQuAD", "citizens"], help="only this one")
    arguments = parser.parse_args()
    for chosen in load_all(arguments.data):
        if arguments.set in (None, chosen.name):
            report(chosen, arguments.limit)


def report(chosen: QuestionSet, limit: int | None) -> None:
    questions = list(chosen.questions)
    random.Random(1).shuffle(questions)  # noqa: S311 (a sample, not a secret)
    questions = questions[:limit]
    folder = kept_folder(chosen)
    collection = Collection(folder, chosen.paragraphs)
    name, gain = ("nDCG", discounted) if chosen.name == "citizens" else ("MRR", reciprocal)
    values = measure(collection, questions, query_vectors(collection, folder, questions), gain)
    rows = [f"| {fusion} | {value:.4f} |" for fusion, value in zip(FUSIONS, values, strict=True)]
    heading = f"{chosen.name}: {len(chosen.paragraphs):,} documents, {len(questions):,} questions."
    table = "\n".join([heading, "", f"| ranking | {name}@{DEPTH} |", "|---|---|", *rows])
    print(f"\n{table}", flush=True)
    write_section(f"search-quality-{chosen.name.lower()}", table)


def reciprocal(rank: int) -> float:
    return 1 / rank


def discounted(rank: int) -> float:
    """nDCG where a single answer is right."""
    return 1 / math.log2(1 + rank)


if __name__ == "__main__":
    main()
