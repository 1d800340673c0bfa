"""Persons found in Wikipedia sentences: GiNZA alone, Sudachi alone, and ours, in the same run.

    python -m bench.masking.persons --data ../shared/data [--limit 500]

A person is covered when every character of the name is inside found spans; a found span is right when
it touches a person. The data is `masking/ner_wikipedia_ja_first_half.json` (ストックマーク, CC BY-SA 3.0).
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.report import write_section
from common.models import ModelStore
from common.settings import Settings
from services.masking.analyzer import Analyzer, load_analyzer
from services.masking.kinds import Kind

Span = tuple[int, int]
Finder = Callable[[str], list[Span]]


@dataclass
class Tally:
    """What one way of finding names did over all sentences."""

    persons: int = 0
    covered: int = 0
    found: int = 0
    right: int = 0
    seconds: float = 0.0
    characters: int = 0

    def add(self, gold: list[Span], spans: list[Span]) -> None:
        inside = {i for start, end in spans for i in range(start, end)}
        self.persons += len(gold)
        self.covered += sum(inside.issuperset(range(start, end)) for start, end in gold)
        self.found += len(spans)
        self.right += sum(any(a < end and start < b for a, b in gold) for start, end in spans)

    def row(self, name: str) -> str:
        recall, precision = self.covered / self.persons, self.right / max(1, self.found)
        return f"| {name} | {recall:.3f} | {precision:.3f} | {self.characters / self.seconds:,.0f} |"


def measure(find: Finder, sentences: list[dict[str, Any]]) -> Tally:
    tally = Tally()
    started = time.perf_counter()
    for sentence in sentences:
        spans = find(sentence["text"])
        tally.add([tuple(e["span"]) for e in sentence["entities"] if e["type"] == "人名"], spans)
        tally.characters += len(sentence["text"])
    tally.seconds = time.perf_counter() - started
    return tally


def finders(analyzer: Analyzer, nlp: Any) -> Iterator[tuple[str, Finder]]:
    from services.masking.recognizers.name_evidence import MODEL_LABELS, from_dictionary

    def ginza(text: str) -> list[Span]:
        return [(e.start, e.end) for e in nlp.process_text(text, "ja").entities if e.label in MODEL_LABELS]

    def sudachi(text: str) -> list[Span]:
        return [(e.start, e.end) for e in from_dictionary(text, nlp.words(text))]

    def ours(text: str) -> list[Span]:
        return [(d.start, d.end) for d in analyzer.analyze(text, kinds=[Kind.PERSON, Kind.OFFICIAL])]

    yield "GiNZA alone", ginza
    yield "Sudachi alone", sudachi
    yield "Yakuba", ours


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=500)
    arguments = parser.parse_args()
    file = arguments.data / "masking" / "ner_wikipedia_ja_first_half.json"
    sentences = json.loads(file.read_text(encoding="utf-8"))[: arguments.limit]

    settings = Settings()
    analyzer = load_analyzer(ModelStore(settings.models).folder(settings.masking.model))
    tallies = {name: measure(find, sentences) for name, find in finders(analyzer, analyzer.engine.nlp_engine)}
    rows = [tally.row(name) for name, tally in tallies.items()]
    persons = next(iter(tallies.values())).persons
    table = "\n".join(
        [
            f"`python -m bench.masking.persons --limit {arguments.limit}`: {len(sentences)} Wikipedia sentences, "
            f"{persons} persons. The rules were written looking at sentences 600 to 1,200 only.",
            "",
            "| | recall (fully covered) | precision | characters/s |",
            "|---|---|---|---|",
            *rows,
        ]
    )
    print(table)
    write_section("masking", table)


if __name__ == "__main__":
    main()
