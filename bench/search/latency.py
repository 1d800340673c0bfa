"""How long a search takes among 100,000 passages, alone and while files are being indexed, and the memory.

    python -m bench.search.latency [--passages 100000] [--runs 3] [--work FOLDER] [--write]

The papers of a made-up city office (`bench.search.office`) go through the service's own catalog and index, and
the queries, all different, through the desk that answers `GET /v1/search` to a reader of the source: snippets, facets
and JSON included. Of the passages EMBEDDED are embedded; the others get the vector of one of these with noise, so that
they lie as near to each other as real ones without the hour that embedding takes. Queries are embedded as ever.
`--work` keeps the index between runs; an index half filled is filled up.
"""

import argparse
import hashlib
import random
import resource
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles

import numpy as np

from bench.report import write_section
from bench.search.office import ACTIONS, SUBJECTS, Office, common, place
from bench.search.parts import Parts
from common.documents import Document, Place, Segment
from common.identity import Principal
from services.search.answers.ranking import Mode
from services.search.answers.schemas import SearchQuery
from services.search.meaning.embedding import Vectors
from services.search.meaning.engines import unit
from services.search.passages import cut
from services.search.sources.syncing import FILES_AT_ONCE
from services.search.sources.walking import Entry

PARAGRAPHS_A_PAPER = 5
PASSAGES_A_PAPER = 5.9
"""Since long paragraphs are cut."""
PAPERS_AT_ONCE = 500
QUERIES_A_KIND = 40
PAUSE_SECONDS = 0.1
"""Between queries while a writer is at work: searches go before indexing, and without end would stop it."""
SEED = 7
YEAR_NS = 31_557_600 * 10**9
EMBEDDED = 200
NOISE = 0.35
"""Its length beside a vector of length 1: the cosine to it becomes .94."""
TEXTS_AT_ONCE = 500
Queries = dict[str, list[SearchQuery]]
Times = dict[str, list[float]]


def fill(parts: Parts, office: Office, passages: int, say: Callable[[str], None]) -> None:
    """Papers in the catalog, then in the index; goes on where an earlier run stopped."""
    papers = round(passages / PASSAGES_A_PAPER)
    known = len(parts.catalog.known(parts.source.number))
    for first in range(known, papers, PAPERS_AT_ONCE):
        _store(parts, office, range(first, min(first + PAPERS_AT_ONCE, papers)))
    keep_pending(parts, office)
    parts.indexer.catch_up(lambda: say(f"{parts.lexical.passages} passages indexed"))


def give_vectors(parts: Parts) -> None:
    random = np.random.default_rng(SEED)
    some: Vectors | None = None
    while missing := parts.vectors.missing(parts.source.number, EMBEDDED if some is None else TEXTS_AT_ONCE):
        if some is None:
            vectors = some = parts.embedder.passages([text.text for text in missing], lambda: None)
        else:
            noise = unit(random.standard_normal((len(missing), some.shape[1]), np.float32))
            vectors = unit(some[random.integers(len(some), size=len(missing))] + NOISE * noise)
        parts.vectors.put([text.hash for text in missing], vectors)


def _store(parts: Parts, office: Office, numbers: range) -> None:
    entries = []
    for number in numbers:
        paper = office.paper(number, PARAGRAPHS_A_PAPER)
        entries.append(
            Entry(paper.path.encode(), paper.path, len(paper.text), number % 12 * YEAR_NS + YEAR_NS * 44)
        )
    parts.inventory.record(parts.source.number, added=entries)
    keep_pending(parts, office)


def keep_pending(parts: Parts, office: Office) -> None:
    while rows := parts.catalog.pending(parts.source.number, PAPERS_AT_ONCE):
        for row in rows:
            _keep(parts, office, row.number, row.path)


def _keep(parts: Parts, office: Office, document: int, path: str) -> None:
    name, _, suffix = path.rpartition(".")
    number = int(name.rpartition("-")[2])
    paper = office.paper(number, PARAGRAPHS_A_PAPER)
    segments = [
        Segment(id=str(at), text=text, place=Place(paragraph=at))
        for at, text in enumerate(paper.text.split("\n"), 1)
    ]
    read = Document(format=suffix, title=paper.title, segments=segments)
    digest = hashlib.sha256(paper.text.encode()).hexdigest()
    parts.catalog.keep(document, digest, read, cut(segments))


def queries(seed: int) -> Queries:
    """Of each kind a person types, in equal numbers."""
    chance = random.Random(seed)  # noqa: S311 (a sample, not a secret)

    def subject() -> str:
        return common(chance, SUBJECTS)

    def action() -> str:
        return common(chance, ACTIONS)

    kinds: dict[str, Callable[[], SearchQuery]] = {
        "one word": lambda: _asked(chance.choice((subject, action, lambda: place(chance)))()),
        "two words": lambda: _asked(f"{subject()} {action()}"),
        "phrase": lambda: _asked(f'"{subject()}の{action()}"'),
        "operators": lambda: _asked(chance.choice(("{} AND {}", "{} OR {}", "{} -{}", "{} title:{}")).format(
            subject(), action())),
        "filters": lambda: _asked(
            f"{subject()} {action()}", type=[chance.choice(("pdf", "docx"))],
            modified_from=datetime(chance.randrange(2015, 2024), 4, 1, tzinfo=UTC),
        ),
        "sentence": lambda: _asked(f"{subject()}の{action()}はどの課に申し込めばよいですか"),
    }  # fmt: skip
    return {kind: [make() for _ in range(QUERIES_A_KIND)] for kind, make in kinds.items()}


def _asked(text: str, **filters: object) -> SearchQuery:
    return SearchQuery.model_validate({"q": text, **filters})


def timed(parts: Parts, asked: Queries, mode: Mode, pause: float = 0.0) -> Times:
    """Milliseconds of each query by kind, asked in turn so that all kinds meet the same load; `pause` is in
    seconds, after each."""
    desk, caller = parts.desk(), Principal(user="bench", roles=frozenset({"staff"}))
    times: Times = {kind: [] for kind in asked}
    for row in zip(*asked.values(), strict=True):
        for kind, query in zip(asked, row, strict=True):
            started = time.perf_counter()
            with parts.indexer.searching():
                desk.search(query.model_copy(update={"mode": mode}), caller, is_stale=False).model_dump_json()
            times[kind].append((time.perf_counter() - started) * 1000)
            time.sleep(pause)
    return times


@contextmanager
def writer(parts: Parts, office: Office) -> Iterator[list[int]]:
    """Papers are stored and indexed anew for as long as the block lasts; how many, by turn."""
    rows = list(parts.catalog.known(parts.source.number).values())
    chance, stop, written = random.Random(SEED), threading.Event(), list[int]()  # noqa: S311

    def write() -> None:
        while not stop.is_set():
            chosen = chance.sample(rows, FILES_AT_ONCE)
            for row in chosen:
                _keep(parts, office, row.number, row.path)
            parts.indexer.catch_up()
            written.append(len(chosen))

    thread = threading.Thread(target=write, name="bench-writer")
    thread.start()
    try:
        yield written
    finally:
        stop.set()
        thread.join()


def spread(times: list[float]) -> tuple[float, float]:
    """(median, 95th of 100)."""
    cuts = quantiles(times, n=100, method="inclusive")
    return cuts[49], cuts[94]


def rows(mode: Mode, alone: list[Times], beside: list[Times]) -> Iterator[str]:
    """Of the table: for each kind, and all, the medians over the runs."""
    for kind in (*alone[0], "**all**"):
        cells = []
        for runs in (alone, beside):
            found = [spread(run.get(kind) or [t for times in run.values() for t in times]) for run in runs]
            cells += [f"{median(values):.0f} ms" for values in zip(*found, strict=True)]
        yield f"| {mode} | {kind} | {' | '.join(cells)} |"


def memory() -> float:
    """MiB that this process has now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1024**2


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.search.latency", description=__doc__)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3, help="each with other queries; the medians are told")
    parser.add_argument("--work", type=Path, help="where to keep the index between runs")
    parser.add_argument("--write", action="store_true", help="write the result to docs/benchmarks.md")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.work or Path(temporary)
        (folder / "drive").mkdir(parents=True, exist_ok=True)
        parts, office = Parts(folder, folder / "drive"), Office()
        fill(parts, office, arguments.passages, lambda line: print(f"\r{line} ", end="", flush=True))
        give_vectors(parts)
        lines = ["| mode | query | p50 | p95 | p50, writing | p95, writing |", "|---|---|---|---|---|---|"]
        seconds, papers = 0.0, 0
        for mode in (Mode.LEXICAL, Mode.HYBRID):
            timed(parts, queries(SEED), mode)
            seeds = range(SEED + 1, SEED + 1 + arguments.runs)
            alone = [timed(parts, queries(seed), mode) for seed in seeds]
            started = time.perf_counter()
            with writer(parts, office) as written:
                beside = [timed(parts, queries(-seed), mode, PAUSE_SECONDS) for seed in seeds]
            seconds, papers = seconds + time.perf_counter() - started, papers + sum(written)
            lines += rows(mode, alone, beside)
            print("\n".join(["", *lines]), flush=True)
    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    heading = (
        f"{parts.lexical.passages:,} passages; {QUERIES_A_KIND} queries of each kind through the desk, medians of "
        f"{arguments.runs} runs, alone and while {papers / seconds:.0f} papers a second are written. "
        f"Memory of the process, with the model: {memory():,.0f} MiB, at most {highest:,.0f} MiB."
    )
    print(heading)
    if arguments.write:
        write_section("search-latency", "\n".join([heading, "", *lines]))


if __name__ == "__main__":
    main()
