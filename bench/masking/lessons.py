"""What the names are learned from: texts with the names in them marked, and the same as the network reads it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.masking.persons import Span
from services.masking.folding import fold
from services.masking.names.encoder import Floats
from services.masking.names.surroundings import surroundings
from services.masking.names.windows import windows
from services.masking.words import words

KINDS = ("人名", "法人名", "政治的組織名", "その他の組織名", "施設名", "地名", "製品名", "イベント名")
PERSON = KINDS[0]
CLASSES = 1 + 2 * len(KINDS)


@dataclass(frozen=True)
class Lesson:
    """Folded text and the names in it: start, end, kind. With `people_only` other kinds than people are not marked."""

    text: str
    names: tuple[tuple[int, int, str], ...]
    people_only: bool = False

    @property
    def persons(self) -> list[Span]:
        return [(start, end) for start, end, kind in self.names if kind == PERSON]


@dataclass(frozen=True)
class Task:
    """A window of a lesson: its pieces with the model's two marks, and for each piece between them what Sudachi
    says and the class that is wanted."""

    ids: list[int]
    around: Floats
    wanted: list[int]
    people_only: bool


def lesson(text: str, names: Sequence[tuple[int, int, str]], people_only: bool = False) -> Lesson:
    """From a text as it is written."""
    folded = fold(text)
    places = list(zip(folded.starts, folded.ends, strict=True))
    found = []
    for start, end, kind in names:
        at = [i for i, (a, b) in enumerate(places) if a < end and start < b]
        found += [(at[0], at[-1] + 1, kind)] if at else []
    return Lesson(folded.text, tuple(found), people_only)


def from_sentence(sentence: dict[str, Any]) -> Lesson:
    """Of the Wikipedia sentences."""
    return lesson(sentence["text"], [(*entity["span"], entity["type"]) for entity in sentence["entities"]])


def tasks(folder: Path, lessons: Sequence[Lesson]) -> Iterator[Task]:
    """`folder` is that of the model, whose tokenizer cuts the text."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    for one in lessons:
        cuts = list(windows(one.text))
        encodings = tokenizer.encode_batch([window for _, window in cuts])
        own = words(one.text)
        for (offset, _), encoding in zip(cuts, encodings, strict=True):
            spans = [(offset + start, offset + end) for start, end in encoding.offsets[1:-1]]
            around = surroundings(one.text, spans, own)
            yield Task(encoding.ids, around, classes(one, spans), one.people_only)


def classes(one: Lesson, spans: Sequence[Span]) -> list[int]:
    """For each piece 0, or which kind of name it begins (odd) or goes on with (even)."""
    found = [0] * len(spans)
    for start, end, kind in sorted(one.names, key=lambda name: name[2] == PERSON):
        number = 1 + 2 * KINDS.index(kind)
        for i, (a, b) in enumerate(spans):
            if a < b and a < end and start < b:
                found[i] = number
                number += number % 2
    return found
