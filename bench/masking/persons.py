"""Persons found in Wikipedia sentences: GiNZA alone, Sudachi alone, and ours, in the same run.

    python -m bench.masking.persons --data ../shared/data [--limit 600]

A person is covered when every character of the name is inside found spans; a found span is right when
it touches a person. The data is `masking/ner_wikipedia_ja_first_half.json` (ストックマーク, CC BY-SA 3.0); the half
of its articles that `bench.masking.learn` learns from is not judged.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from bench.report import write_section
from common.models import ModelStore
from common.settings import Settings
from services.masking.analyzer import load_analyzer
from services.masking.kinds import Kind

Span = tuple[int, int]
Finder = Callable[[str], list[Span]]

FILE = Path("masking", "ner_wikipedia_ja_first_half.json")
LEARNED, KEPT = 0, 1
"""The halves, told by the article."""


def load(data: Path, half: int) -> list[dict[str, Any]]:
    sentences = json.loads((data / FILE).read_text(encoding="utf-8"))
    return [s for s in sentences if int(sha256(s["curid"].encode()).hexdigest(), 16) % 2 == half]


@dataclass
class Tally:
    """What one way of finding names did over all sentences."""

    persons: int = 0
    covered: int = 0
    found: int = 0
    right: int = 0
    characters_found: int = 0
    characters_right: int = 0
    seconds: float = 0.0
    characters: int = 0

    def add(self, gold: list[Span], spans: list[Span]) -> None:
        inside = {i for start, end in spans for i in range(start, end)}
        self.persons += len(gold)
        self.covered += sum(inside.issuperset(range(start, end)) for start, end in gold)
        self.found += len(spans)
        self.right += sum(any(a < end and start < b for a, b in gold) for start, end in spans)
        self.characters_found += len(inside)
        self.characters_right += len(inside & {i for start, end in gold for i in range(start, end)})

    def row(self, name: str) -> str:
        shares = (
            self.covered / self.persons,
            self.right / max(1, self.found),
            self.characters_right / max(1, self.characters_found),
        )
        figures = " | ".join(f"{share:.3f}" for share in shares)
        return f"| {name} | {figures} | {self.characters / self.seconds:,.0f} |"


def measure(find: Finder, sentences: list[dict[str, Any]]) -> Tally:
    tally = Tally()
    started = time.process_time()
    for sentence in sentences:
        spans = find(sentence["text"])
        tally.add([tuple(e["span"]) for e in sentence["entities"] if e["type"] == "人名"], spans)
        tally.characters += len(sentence["text"])
    tally.seconds = time.process_time() - started
    return tally


def finders() -> Iterator[tuple[str, Finder]]:
    import spacy

    from services.masking.recognizers.name_evidence import tagged_names
    from services.masking.words import words

    # This component does not load with spaCy's present configuration parser, and finds no names.
    pipeline = spacy.load("ja_ginza", exclude=["compound_splitter"])

    def ginza(text: str) -> list[Span]:
        return [(e.start_char, e.end_char) for e in pipeline(text).ents if e.label_ == "Person"]

    def sudachi(text: str) -> list[Span]:
        return [(e.start, e.end) for e in tagged_names(text, words(text))]

    yield "GiNZA alone", ginza
    yield "Sudachi alone", sudachi

    settings = Settings()
    analyzer = load_analyzer(ModelStore(settings.models).folder(settings.masking.model))

    def ours(text: str) -> list[Span]:
        return [(d.start, d.end) for d in analyzer.analyze(text, kinds=[Kind.PERSON, Kind.OFFICIAL])]

    yield "Yakuba", ours


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=600)
    arguments = parser.parse_args()
    sentences = load(arguments.data, KEPT)[: arguments.limit]

    tallies = {name: measure(find, sentences) for name, find in finders()}
    rows = [tally.row(name) for name, tally in tallies.items()]
    persons = next(iter(tallies.values())).persons
    table = "\n".join(
        [
            f"`python -m bench.masking.persons --limit {arguments.limit}`: {len(sentences)} Wikipedia sentences "
            f"of the half that was kept aside from the learning, {persons} persons.",
            "",
            "| | recall (fully covered) | precision | characters found that are a person's | characters per CPU second |",
            "|---|---|---|---|---|",
            *rows,
        ]
    )
    print(table)
    write_section("masking", table)


if __name__ == "__main__":
    main()
