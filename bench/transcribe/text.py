"""Japanese text: fillers and restarts, punctuation, numbers, である.

    python -m bench.transcribe.text [--data ../shared/data] [--errors] [--write]

`sentences/` holds what was written for this: `marked.txt` (utterances with their fillers and restarts, half of
them with none but with words that look like one), `punctuated.txt` (minutes, some sentences a line), and
`numerals.tsv` and `plain.tsv` (said, wanted). Punctuation is taken away from written text and put back without word
times, so pauses are of no help; the baseline closes each line with 。 and does nothing else. Further texts: the
turns of the made minutes in `meetings/`, and with `--data` FLORES (three sentences a line, those with
quotations left out) and Kobe's notices to citizens.
"""

import argparse
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from bench.report import write_section
from services.transcribe.text.marks import marks
from services.transcribe.text.numerals import numerals
from services.transcribe.text.plain_style import dearu
from services.transcribe.text.punctuation import punctuated_text

FOLDER = Path(__file__).resolve().parent
SENTENCES = FOLDER / "sentences"
OPEN, CLOSE = {"[": "filler", "{": "restart"}, "]}"
MARKS = "。、"
NOTE = re.compile(r"\[[^\]]*\]")
SENTENCES_A_LINE = 3


class Span(NamedTuple):
    start: int
    end: int
    kind: str


@dataclass
class Tally:
    """What was found, what was wanted, and what was both."""

    right: int = 0
    found: int = 0
    wanted: int = 0
    errors: list[str] = field(default_factory=list)

    def add(self, found: set[object], wanted: set[object]) -> None:
        self.right += len(found & wanted)
        self.found += len(found)
        self.wanted += len(wanted)

    def figures(self) -> str:
        """Precision, recall and their harmonic mean."""
        precision = self.right / self.found if self.found else 0.0
        recall = self.right / self.wanted if self.wanted else 0.0
        mean = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return f"{precision:.1%} | {recall:.1%} | {mean:.1%}"


def table(data: Path) -> str:
    """Both tables in markdown; `data` is the folder of measuring data."""
    return "\n".join(rows(data))


def rows(data: Path | None = None) -> list[str]:
    """Two markdown tables, line by line. `data` is the folder of measuring data."""
    return [*_found_rows(data), "", *_accuracy_rows()]


def _found_rows(data: Path | None) -> Iterator[str]:
    yield "| what | in | wanted | precision | recall | F1 |"
    yield "|---|---|---|---|---|---|"
    for kind, tally in measure_marks().items():
        yield f"| {kind} | {len(_lines('marked.txt'))} utterances | {tally.wanted} | {tally.figures()} |"
    for name, texts in _written(data):
        ways = {"": punctuated_text, ", 。 at the end only": _closed}
        for way, punctuate in ways.items():
            for mark, tally in measure_punctuation(texts, punctuate).items():
                if tally.found:
                    yield f"| {mark}{way} | {name} | {tally.wanted} | {tally.figures()} |"


def _accuracy_rows() -> Iterator[str]:
    yield "| view | sentences | right |"
    yield "|---|---|---|"
    for name, (file, view) in VIEWS.items():
        tally = measure_view(file, view)
        yield f"| {name} | {tally.wanted} | {tally.right / tally.wanted:.1%} |"


def measure_marks() -> dict[str, Tally]:
    """A mark is right when kind and place are; the comma after it counts neither way."""
    tallies = {"filler": Tally(), "restart": Tally()}
    for line in _lines("marked.txt"):
        text, spans = _unmarked(line)
        found = [Span(mark.start, mark.end, mark.kind) for mark in marks(text)]
        for kind, tally in tallies.items():
            given, wanted = _bare(text, found, kind), _bare(text, spans, kind)
            tally.add(given, wanted)
            if given != wanted:
                tally.errors.append(f"{line} {sorted(text[s.start : s.end] for s in found)}")
    return tallies


def measure_punctuation(texts: Iterable[str], punctuate: Callable[[str], str]) -> dict[str, Tally]:
    tallies = {mark: Tally() for mark in MARKS}
    for text in texts:
        shown = punctuate(re.sub(f"[{MARKS}]", "", text))
        for mark, tally in tallies.items():
            tally.add(_places(shown, mark), _places(text, mark))
            if _places(shown, mark) != _places(text, mark):
                tally.errors.append(f"{text}\n    {shown}")
    return tallies


def measure_view(file: str, view: Callable[[str], str]) -> Tally:
    tally = Tally()
    for line in _lines(file):
        said, wanted = line.split("\t")
        tally.add({view(said)}, {wanted})
        if view(said) != wanted:
            tally.errors.append(f"{said}: {view(said)}, not {wanted}")
    return tally


VIEWS: dict[str, tuple[str, Callable[[str], str]]] = {
    "numbers": ("numerals.tsv", numerals),
    "である": ("plain.tsv", dearu),
}


def _lines(file: str) -> list[str]:
    lines = (SENTENCES / file).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _unmarked(line: str) -> tuple[str, list[Span]]:
    text, spans, begun = "", [], Span(0, 0, "")
    for character in line:
        if character in OPEN:
            begun = Span(len(text), 0, OPEN[character])
        elif character in CLOSE:
            spans.append(begun._replace(end=len(text)))
        else:
            text += character
    return text, spans


def _bare(text: str, spans: Iterable[Span], kind: str) -> set[object]:
    return {(s.start, text[s.start : s.end].rstrip("、")) for s in spans if s.kind == kind}


def _places(text: str, mark: str) -> set[object]:
    """Before how many letters each `mark` stands."""
    places, letters = set[object](), 0
    for character in text:
        if character == mark:
            places.add(letters)
        letters += character not in MARKS
    return places


def _closed(text: str) -> str:
    return f"{text}。"


def _written(data: Path | None) -> Iterator[tuple[str, list[str]]]:
    yield "minutes as clerks write them", _lines("punctuated.txt")
    yield "turns of made meetings", list(_turns())
    if data is not None:
        yield "FLORES, three sentences a line", list(_flores(data))
        yield "Kobe's notices", list(_kobe(data))


def _turns() -> Iterator[str]:
    for path in sorted((FOLDER / "meetings").rglob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            said = NOTE.sub("", line.partition(":")[2]).strip()
            if not line.startswith("#") and said.endswith("。"):
                yield said


def _flores(data: Path) -> Iterator[str]:
    lines = (data / "translate" / "flores_dev.ja").read_text(encoding="utf-8").splitlines()
    plain = ["".join(line.split()) for line in lines if not re.search("[「」]", line)]
    for at in range(0, len(plain), SENTENCES_A_LINE):
        yield "".join(plain[at : at + SENTENCES_A_LINE])


def _kobe(data: Path) -> Iterator[str]:
    texts: dict[str, str] = json.loads((data / "translate" / "kobe_ja.json").read_text(encoding="utf-8"))
    return ("".join(text.split()) for text in texts.values() if "。" in text and "{" not in text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="the folder of measuring data")
    parser.add_argument("--errors", action="store_true", help="say what was wrong")
    parser.add_argument("--write", action="store_true", help="write the section of docs/benchmarks.md")
    asked = parser.parse_args()
    figures = "\n".join(rows(asked.data))
    print(figures)
    if asked.errors:
        _print_errors()
    if asked.write:
        write_section("transcribe-text", figures)


def _print_errors() -> None:
    tallies = [*measure_marks().values(), *(measure_view(*view) for view in VIEWS.values())]
    tallies += measure_punctuation(
        [text for _, texts in _written(None) for text in texts], punctuated_text
    ).values()
    for tally in tallies:
        print("\n".join(tally.errors))


if __name__ == "__main__":
    main()
