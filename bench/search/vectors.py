"""Search among many vectors: `python -m bench.search.vectors [--vectors 1000000] [--write]`.

Generated vectors of 384 dimensions go through the service's own index; the queries are vectors of it with
noise. Told are the memory and the time of a search over everything and within a tenth of the documents.
"""

import argparse
import resource
import time

import numpy as np

from bench.report import write_section
from services.search.meaning.embedding import Vectors
from services.search.meaning.index import PassageIndex
from services.search.tables import passage_number

DIMENSIONS = 384
CHUNK = 100_000
PASSAGES = 10
"""Of a document."""
LIMIT = 200


def generated(random: np.random.Generator, count: int) -> Vectors:
    vectors = random.standard_normal((count, DIMENSIONS), np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors


def filled(random: np.random.Generator, count: int) -> PassageIndex:
    index = PassageIndex()
    for start in range(0, count, CHUNK):
        numbers = [
            passage_number(at // PASSAGES, at % PASSAGES) for at in range(start, min(start + CHUNK, count))
        ]
        index.add(numbers, generated(random, len(numbers)))
    return index


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.search.vectors", description=__doc__)
    parser.add_argument("--vectors", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=50)
    parser.add_argument("--write", action="store_true", help="write the result to docs/benchmarks.md")
    arguments = parser.parse_args()
    random = np.random.default_rng(1)
    index = filled(random, arguments.vectors)
    tenth = range(0, arguments.vectors // PASSAGES, 10)
    lines = ["| search | p50 | p95 |", "|---|---|---|"]
    for name, documents in (("everything", None), ("a tenth of the documents", tenth)):
        seconds = []
        for query in generated(random, arguments.queries):
            started = time.perf_counter()
            index.search(query, LIMIT, documents)
            seconds.append(time.perf_counter() - started)
        p50, p95 = np.quantile(seconds, [0.5, 0.95]) * 1000
        lines.append(f"| {name} | {p50:.0f} ms | {p95:.0f} ms |")
        print(lines[-1], flush=True)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    heading = f"{arguments.vectors:,} vectors of {DIMENSIONS} dimensions; memory of the process at most {memory:,.0f} MiB."
    print(heading)
    if arguments.write:
        write_section("search-vectors", heading + "\n\n" + "\n".join(lines))


if __name__ == "__main__":
    main()
