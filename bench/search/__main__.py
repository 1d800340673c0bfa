"""How well search ranks: MRR@10 of words, bigrams, meaning and the fusion, in the same run.

    python -m bench.search --data ../shared/data [--limit 300] [--work FOLDER]

Every JSQuAD paragraph (JGLUE validation set, CC BY-SA 4.0) is a document that goes through the service's
own catalog and indexes; each question should find the paragraph that it was asked about. `--work` keeps
the indexes, so that another run need not embed again.
"""

import argparse
import importlib.util
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from bench.report import write_section
from bench.search.question_sets import Asked, Paragraph, squad
from common.database import open_engine, sqlite_url
from common.documents import Document, Place, Segment
from common.models import ModelStore
from common.resident import Resident
from common.settings import Settings
from services.search.answers.ranking import Mode, Ranker
from services.search.catalog import Catalog
from services.search.meaning.embedding import Embedder
from services.search.meaning.semantic import SemanticIndex
from services.search.meaning.vectors import VectorStore
from services.search.passages import cut
from services.search.sources.inventory import Inventory
from services.search.sources.records import Sources
from services.search.sources.walking import Entry
from services.search.tables import document_of
from services.search.words.analyzer import WordAnalyzer, load_dictionary
from services.search.words.indexing import Indexer
from services.search.words.lexical import Filter, LexicalIndex, Score
from services.search.words.question import plain

DEPTH = 10
CANDIDATES = 200
TEXTS_AT_ONCE = 64
SEED = 1
OTHERS = (
    ("latency", "--write"),
    ("vectors", "--write"),
    ("embedding", "data", "--questions", "1000"),
    ("peers", "data", "--hybrid", "--write"),
    ("crawl", "--write"),
    ("chaos", "--write"),
    ("care_chaos", "--write"),
    ("quality", "data"),
    ("chaos", "--kills", "10", "--files", "40", "--vectors", "--write"),
)
"""(bench, "data" if it takes the data folder, its options): what is here, the quickest first."""


class Collection:
    """The paragraphs, indexed as a synced folder would be."""

    def __init__(self, folder: Path, paragraphs: list[Paragraph]) -> None:
        settings = Settings()
        engine = open_engine(sqlite_url(folder / "search.sqlite"))
        sources, self._catalog = Sources(engine), Catalog(engine)
        source = sources.find("jsquad") or sources.add("jsquad", folder, [])
        self._inventory = Inventory(engine)
        self.allowed = Filter(frozenset({source.number}))
        self.lexical = LexicalIndex(folder / "lexical", WordAnalyzer(_resident("sudachi", load_dictionary)))
        self._vectors = VectorStore(engine, settings.search.model)
        self.embedder = Embedder(ModelStore(settings.models), settings.search.model, _resident)
        self.semantic = SemanticIndex(self._vectors, _resident)
        self._fill(source.number, paragraphs)
        Indexer(self._catalog, self.lexical).catch_up()
        self._embed(source.number)
        known = self._catalog.known(source.number)
        self.documents = [known[_path(number)].number for number in range(len(paragraphs))]

    def _fill(self, source: int, paragraphs: list[Paragraph]) -> None:
        if self._catalog.known(source):
            return
        entries = [
            Entry(_path(n), _path(n).decode(), len(paragraph.text), 0)
            for n, paragraph in enumerate(paragraphs)
        ]
        self._inventory.record(source, added=entries)
        for row in self._catalog.pending(source, len(paragraphs)):
            paragraph = paragraphs[int(row.path)]
            segments = [Segment(id="1", text=paragraph.text, place=Place(paragraph=1))]
            document = Document(format="txt", title=paragraph.title, segments=segments)
            self._catalog.keep(row.number, row.id, document, cut(segments))

    def _embed(self, source: int) -> None:
        while missing := self._vectors.missing(source, TEXTS_AT_ONCE):
            vectors = self.embedder.passages([text.text for text in missing], lambda: None)
            self._vectors.put([text.hash for text in missing], vectors)
            print(f"\r{self._vectors.count_missing(source)} texts left to embed ", end="", flush=True)


def legs(collection: Collection) -> dict[str, Callable[[str], dict[int, float]]]:
    """What is compared: each gives passage numbers with scores for a question."""
    ranker = Ranker(collection.lexical, collection.embedder, collection.semantic)
    lexical, allowed = collection.lexical, collection.allowed

    def scored(search: Callable[[str, Filter, int], list[Score]]) -> Callable[[str], dict[int, float]]:
        return lambda question: dict(search(question, allowed, CANDIDATES))

    def dense(question: str) -> dict[int, float]:
        return collection.semantic.search(collection.embedder.query(question), CANDIDATES)

    return {
        "words": scored(lexical.search_words),
        "bigrams": scored(lexical.search_grams),
        "words, titles and exact substrings (lexical mode)": scored(lexical.search),
        "meaning (semantic mode)": dense,
        "fusion (hybrid mode)": lambda question: ranker.rank(plain(question), Mode.HYBRID, allowed).scores,
    }


def rank_of(scores: Mapping[int, float], wanted: int) -> int:
    """The place of the document `wanted` among the best DEPTH, from 1; 0 when it is not among them."""
    best = sorted(scores, key=lambda passage: (-scores[passage], passage))
    documents = list(dict.fromkeys(map(document_of, best)))[:DEPTH]
    return documents.index(wanted) + 1 if wanted in documents else 0


def reciprocal_rank(scores: Mapping[int, float], wanted: int) -> float:
    """1/rank of the document `wanted` among the best DEPTH documents, else 0."""
    rank = rank_of(scores, wanted)
    return 1 / rank if rank else 0.0


def measure(collection: Collection, questions: Iterable[Asked]) -> list[str]:
    asked = list(questions)
    lines = []
    for name, leg in legs(collection).items():
        leg(asked[0].text)
        started = time.perf_counter()
        ranks = [reciprocal_rank(leg(q.text), collection.documents[q.paragraph]) for q in asked]
        milliseconds = (time.perf_counter() - started) / len(asked) * 1000
        lines.append(f"| {name} | {sum(ranks) / len(ranks):.3f} | {milliseconds:.0f} ms |")
        print(lines[-1], flush=True)
    return lines


def _resident(name: str, load: Callable[[], Any]) -> Resident[Any]:
    return Resident(name, load, idle_seconds=3600)


def _path(number: int) -> bytes:
    return b"%06d" % number


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--limit", type=int, default=300, help="questions, chosen at random")
    parser.add_argument("--work", type=Path, help="where to keep the indexes between runs")
    parser.add_argument("--all", action="store_true", help="then everything else that is measured of search")
    arguments = parser.parse_args()
    _, paragraphs, questions = squad("JSQuAD", [arguments.data / "search" / "jsquad_valid.json"])
    random.Random(SEED).shuffle(questions)  # noqa: S311 (a sample, not a secret)
    questions = questions[: arguments.limit]
    with tempfile.TemporaryDirectory() as temporary:
        collection = Collection(arguments.work or Path(temporary), paragraphs)
        lines = measure(collection, questions)
    heading = f"JSQuAD, {len(paragraphs):,} paragraphs, {len(questions):,} questions."
    table = "\n".join(["| ranking | MRR@10 | time a query |", "|---|---|---|", *lines])
    write_section("search", f"{heading}\n\n{table}")
    if arguments.all:
        sys.exit(others(arguments.data))


def others(data: Path) -> int:
    """Run every other bench, each in a process of its own; how many failed."""
    failed = 0
    for name, *options in OTHERS:
        if importlib.util.find_spec(f"bench.search.{name}") is None:
            continue
        with_data = ["--data", str(data)] if "data" in options else []
        flags = [option for option in options if option != "data"]
        print(f"== {name}", flush=True)
        command = [sys.executable, "-m", f"bench.search.{name}", *with_data, *flags]
        failed += subprocess.run(command, check=False).returncode != 0
    return failed


if __name__ == "__main__":
    main()
