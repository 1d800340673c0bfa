"""Search by words beside Recoll and SQLite FTS5, on the same files, in the same run.

    python -m bench.search.peers --data ../shared/data [--documents 5000] [--hybrid] [--write]

The paragraphs of JSQuAD and JaQuAD, filled up with papers of a made-up office (`bench.search.office`), are written
to files. Of 500 known-item queries 250 are exact stretches of a paragraph that no other file has, and 250 the
data sets' own questions; each should find its file among the first ten. Recoll is Debian's, searched through its
Python module, in its own configuration, which indexes Japanese as bigrams. Recoll and FTS5 get a question as any of
its grams, since they take it for one phrase and find nothing otherwise.
"""

import argparse
import json
import random
import re
import shutil
import sqlite3
import subprocess
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from bench.report import write_section
from bench.search.latency import spread
from bench.search.office import Office
from bench.search.parts import Parts
from common.identity import Principal
from services.search.answers.schemas import SearchQuery

DEPTH = 10
QUERIES_A_KIND = 250
EXACT_CHARACTERS = range(10, 21)
SEED = 11
FILES = ("jsquad_valid.json", "jaquad_dev_0.json", "jaquad_dev_1.json")
ASK_RECOLL = """
import json, sys
from recoll import recoll
query = recoll.connect(confdir=sys.argv[1]).query()
for line in sys.stdin:
    query.execute(line.strip())
    print(json.dumps([document.url for document in query.fetchmany(int(sys.argv[2]))]), flush=True)
"""
"""For Debian's own Python, which has the module."""
BREAKS = re.compile(r"[\s\"「」。、()（）*?\[\]:\-]")


class Query(NamedTuple):
    text: str
    file: str
    is_exact: bool


def load(data: Path, documents: int) -> tuple[list[str], list[tuple[str, int]]]:
    """(texts, (question, index of its text))."""
    texts: list[str] = []
    questions: list[tuple[str, int]] = []
    for name in FILES:
        for article in json.loads((data / "search" / name).read_text(encoding="utf-8"))["data"]:
            for paragraph in article["paragraphs"]:
                questions += [(qa["question"], len(texts)) for qa in paragraph["qas"]]
                texts.append(paragraph["context"].replace(" [SEP] ", "\n"))
    office = Office(SEED)
    texts += [office.paper(number, 1).text for number in range(documents - len(texts))]
    return texts[:documents], [(question, index) for question, index in questions if index < documents]


def known_items(texts: Sequence[str], questions: Sequence[tuple[str, int]]) -> list[Query]:
    chance = random.Random(SEED)  # noqa: S311 (a sample, not a secret)
    whole = "\0".join(texts)
    exact: list[Query] = []
    asked_about = sorted({index for _, index in questions})
    while len(exact) < QUERIES_A_KIND:
        index, length = chance.choice(asked_about), chance.choice(EXACT_CHARACTERS)
        start = chance.randrange(max(len(texts[index]) - length, 1))
        stretch = texts[index][start : start + length]
        if len(stretch) == length and not BREAKS.search(stretch) and whole.count(stretch) == 1:
            exact.append(Query(stretch, name_of(index), True))
    chosen = chance.sample(questions, QUERIES_A_KIND)
    return exact + [Query(question, name_of(index), False) for question, index in chosen]


def name_of(index: int) -> str:
    return f"{index:05}.txt"


def write_files(folder: Path, texts: Sequence[str]) -> None:
    folder.mkdir(parents=True)
    for index, text in enumerate(texts):
        (folder / name_of(index)).write_text(text, encoding="utf-8")


def size_of(folder: Path) -> int:
    """Bytes of all files below."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


class Engine(ABC):
    name: str

    @abstractmethod
    def index(self, drive: Path, folder: Path) -> None:
        """Read all files of `drive` and index them in `folder`."""

    @abstractmethod
    def search(self, query: Query) -> list[str]:
        """The names of the best files, at most DEPTH."""

    def close(self) -> None:  # noqa: B027 - most have nothing to close
        """After the last search."""

    def size(self, folder: Path) -> int:
        """Bytes of the index that was made in `folder`."""
        return size_of(folder)

    @property
    def note(self) -> str:
        """Said of the time that indexing took."""
        return ""


class Ours(Engine):
    """Synced as any source: read in the sandbox, kept in the catalog, indexed by words."""

    name = "Yakuba, lexical"
    mode = "lexical"

    def index(self, drive: Path, folder: Path) -> None:
        self.folder, self.parts = folder, Parts(folder, drive)
        self._sync = self.parts.synchronizer
        number = self.parts.source.number
        self._sync.scan(number, lambda: None)
        while self._sync.read_some(number, lambda: None):
            pass
        self._desk = self.parts.desk()

    def search(self, query: Query) -> list[str]:
        text = f'"{query.text}"' if query.is_exact else query.text
        asked = SearchQuery.model_validate({"q": text, "mode": self.mode, "limit": DEPTH})
        answer = self._desk.search(asked, Principal(user="bench", roles=frozenset({"admin"})), is_stale=False)
        return [hit.path for hit in answer.hits]


class OursHybrid(Ours):
    """The same index, with the vectors that are made after it."""

    name = "Yakuba, hybrid"
    mode = "hybrid"

    def __init__(self, lexical: Ours) -> None:
        self._lexical = lexical

    def index(self, drive: Path, folder: Path) -> None:  # noqa: ARG002
        self.parts = self._lexical.parts
        while self.parts.synchronizer.embed_some(self.parts.source.number, lambda: None):
            pass
        self._desk = self.parts.desk()

    def size(self, folder: Path) -> int:  # noqa: ARG002
        return size_of(self._lexical.folder)

    @property
    def note(self) -> str:
        return " (embedding alone)"


class Recoll(Engine):
    name = "Recoll"

    def index(self, drive: Path, folder: Path) -> None:
        self._settings = folder
        folder.mkdir(parents=True)
        (folder / "recoll.conf").write_text(f"topdirs = {drive}\nloglevel = 1\n", encoding="utf-8")
        subprocess.run(["recollindex", "-c", folder], check=True, capture_output=True)

        self._asked = subprocess.Popen(
            ["/usr/bin/python3", "-c", ASK_RECOLL, str(folder), str(DEPTH)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def search(self, query: Query) -> list[str]:
        wanted = [query.text] if query.is_exact else dict.fromkeys(self._terms(query.text))
        assert self._asked.stdin
        assert self._asked.stdout
        print(" OR ".join(f'"{term}"' for term in wanted), file=self._asked.stdin, flush=True)
        return [url.rpartition("/")[2] for url in json.loads(self._asked.stdout.readline())]

    def close(self) -> None:
        self._asked.communicate()

    def _terms(self, text: str) -> Iterator[str]:
        """As Recoll indexes: words in Latin letters and numbers whole, the rest in bigrams."""
        for word in re.findall(r"[0-9A-Za-z]+|[^\W0-9A-Za-z]+", text):
            is_whole = word.isascii() or len(word) == 1
            yield from [word] if is_whole else map(str.__add__, word, word[1:])


class Fts5(Engine):
    """`tokenizer` with what its users do for Japanese: trigrams, or bigrams parted by blanks."""

    def __init__(self, name: str, tokenizer: str, width: int, *, parted: bool) -> None:
        self.name = name
        self._tokenizer = tokenizer
        self._width = width
        self._parted = parted

    def index(self, drive: Path, folder: Path) -> None:
        folder.mkdir(parents=True)
        self._database = sqlite3.connect(folder / "fts5.sqlite")
        self._database.execute(
            f"CREATE VIRTUAL TABLE papers USING fts5(name UNINDEXED, body, tokenize='{self._tokenizer}')"
        )
        rows = ((file.name, self._body(file.read_text(encoding="utf-8"))) for file in sorted(drive.iterdir()))
        with self._database:
            self._database.executemany("INSERT INTO papers VALUES (?, ?)", rows)

    def search(self, query: Query) -> list[str]:
        row = self._grams(query.text)
        if not query.is_exact:
            wanted = " OR ".join(f'"{gram}"' for gram in dict.fromkeys(row))
        else:
            wanted = f'"{" ".join(row)}"' if self._parted else f'"{query.text}"'
        found = self._database.execute(
            "SELECT name FROM papers WHERE papers MATCH ? ORDER BY rank LIMIT ?", (wanted, DEPTH)
        )
        return [name for (name,) in found]

    def _body(self, text: str) -> str:
        return " ".join(self._grams(text)) if self._parted else text

    def _grams(self, text: str) -> list[str]:
        letters = re.sub(r"[\s\"]", "", text) if self._parted else text.replace('"', "")
        return [letters[at : at + self._width] for at in range(max(len(letters) - self._width + 1, 1))]


def engines(*, hybrid: bool) -> Iterator[Engine]:
    ours = Ours()
    yield ours
    if hybrid:
        yield OursHybrid(ours)
    if shutil.which("recollindex"):
        yield Recoll()
    else:
        print("Recoll is not installed (Debian: recollcmd python3-recoll); it is left out")
    yield Fts5("FTS5, trigrams", "trigram", 3, parted=False)
    yield Fts5("FTS5, bigrams", "unicode61", 2, parted=True)


def measure(engine: Engine, drive: Path, folder: Path, queries: Sequence[Query]) -> str:
    """One row of the table."""
    started = time.perf_counter()
    engine.index(drive, folder)
    indexing = time.perf_counter() - started
    found: dict[bool, list[float]] = {True: [], False: []}
    times = []
    engine.search(queries[0])
    for query in queries:
        started = time.perf_counter()
        names = engine.search(query)
        times.append((time.perf_counter() - started) * 1000)
        found[query.is_exact].append(1 / (names.index(query.file) + 1) if query.file in names else 0.0)
    engine.close()
    exact, asked = (f"{mean(map(bool, found[kind])):.3f} / {mean(found[kind]):.3f}" for kind in (True, False))
    median, late = spread(times)
    size = engine.size(folder) / 1024**2
    taken = f"{indexing:.1f} s{engine.note}"
    return f"| {engine.name} | {exact} | {asked} | {taken} | {median:.0f} / {late:.0f} ms | {size:.1f} MiB |"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.search.peers", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--hybrid", action="store_true", help="also with vectors, which takes minutes")
    parser.add_argument("--write", action="store_true", help="write the result to docs/benchmarks.md")
    arguments = parser.parse_args()
    texts, questions = load(arguments.data, arguments.documents)
    queries = known_items(texts, questions)
    with tempfile.TemporaryDirectory() as temporary:
        drive = Path(temporary) / "drive"
        write_files(drive, texts)
        lines = [
            "| engine | exact: recall, MRR@10 | questions: recall, MRR@10 | indexing | query p50 / p95 | index |",
            "|---|---|---|---|---|---|",
        ]
        for number, engine in enumerate(engines(hybrid=arguments.hybrid)):
            lines.append(measure(engine, drive, Path(temporary) / f"engine{number}", queries))
            print(lines[-1], flush=True)
    if arguments.write:
        heading = f"{len(texts):,} files, {len(queries)} known-item queries, all in one run."
        write_section("search-peers", f"{heading}\n\n" + "\n".join(lines))


if __name__ == "__main__":
    main()
