"""Municipal documents from seeds, with what is personal in them marked.

The templates lie beside this file. In them `{field}` is a piece that is personal, `{p1.form}` or `{o1.form}` a form
of the name of person or officer 1, `{-field}` something that only looks personal, `<<a|b>>` a choice, and a line that
begins with `*` is written several times with new people. Half of the templates, drawn by seed, is kept aside: the
recognizers are never mended by looking at what they miss there.
"""

import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bench.masking import lookalikes, pieces
from bench.masking.people import Person, person
from bench.masking.writing import Maker
from services.masking.kinds import Kind
from services.masking.seams import columns

FOLDER = Path(__file__).parent / "templates"
SEPARATOR = "\n----\n"
CHOICE = re.compile(r"<<(.*?)>>")
PLACEHOLDER = re.compile(r"\{(?P<minus>-?)(?:(?P<who>[po])(?P<number>\d)\.)?(?P<field>\w+)\}")
REPEATED = "*"
SPLIT_SEED = 5
BROKEN = 0.15
"""Share of the documents whose lines are broken at a fixed width, as in mail and text taken out of a PDF."""


@dataclass(frozen=True)
class Template:
    name: str
    text: str
    aside: bool


@dataclass(frozen=True)
class Gold:
    """`text[start:end]` of a document is `kind`; `field` says what wrote it."""

    start: int
    end: int
    kind: Kind
    field: str


@dataclass(frozen=True)
class Document:
    template: Template
    text: str
    gold: tuple[Gold, ...]


Piece = tuple[str, Kind | None, str]


class People(dict[str, Person]):
    """Those of one document, each made when first named."""

    def __init__(self, rng: random.Random, make: Callable[[random.Random], Person]) -> None:
        super().__init__()
        self._rng, self._make = rng, make

    def __missing__(self, who: str) -> Person:
        self[who] = self._make(self._rng)
        return self[who]


@cache
def templates() -> tuple[Template, ...]:
    named = read_templates(FOLDER)
    aside = set(random.Random(SPLIT_SEED).sample(range(len(named)), len(named) // 2))  # noqa: S311 (a sample, not a secret)
    return tuple(Template(name, text, i in aside) for i, (name, text) in enumerate(named))


def read_templates(folder: Path) -> list[tuple[str, str]]:
    """Name and text of every template of `folder`."""
    return [
        (f"{file.stem}-{number}", text)
        for file in sorted(folder.glob("*.txt"))
        for number, text in enumerate(file.read_text(encoding="utf-8").strip().split(SEPARATOR), start=1)
    ]


def documents(count: int, seed: int) -> Iterator[Document]:
    """`count` documents, the templates in turn."""
    for number in range(count):
        yield write(templates()[number % len(templates())], random.Random(f"{seed}-{number}"))  # noqa: S311 (the same text every time)


def write(
    template: Template,
    rng: random.Random,
    make: Callable[[random.Random], Person] = person,
    alike: Mapping[str, Maker] = lookalikes.MAKERS,
) -> Document:
    """With people of `make`, and of `alike` what only looks personal."""
    people = People(rng, make)
    written: list[Piece] = []
    for line in template.text.split("\n"):
        if line.startswith(REPEATED):
            for _ in range(rng.randint(3, 7)):
                written += [*_line(line[1:], rng, People(rng, make), alike), ("\n", None, "")]
        else:
            written += [*_line(line, rng, people, alike), ("\n", None, "")]
    may_break = f"\n{REPEATED}" not in template.text
    return _joined(
        template, written, rng.choice((40, 60, 72, 76)) if may_break and rng.random() < BROKEN else None
    )


def _line(line: str, rng: random.Random, people: "People", alike: Mapping[str, Maker]) -> Iterator[Piece]:
    line = CHOICE.sub(lambda match: rng.choice(match[1].split("|")), line)
    at = 0
    for match in PLACEHOLDER.finditer(line):
        yield line[at : match.start()], None, ""
        yield from _piece(match, rng, people, alike)
        at = match.end()
    yield line[at:], None, ""


def _piece(
    match: re.Match[str], rng: random.Random, people: "People", alike: Mapping[str, Maker]
) -> Iterator[Piece]:
    field = match["field"]
    if match["minus"]:
        yield alike[field](rng), None, ""
    elif match["who"]:
        who = match["who"] + match["number"]
        kind = Kind.PERSON if match["who"] == "p" else Kind.OFFICIAL
        yield people[who].write(field, rng), kind, field
    else:
        kind, make = pieces.MAKERS[field]
        text = make(rng)
        bare = text.lstrip("〒 ")
        yield text.removesuffix(bare), None, ""
        yield bare, kind, field


def _joined(template: Template, written: list[Piece], width: int | None) -> Document:
    """The pieces in one text, broken at `width` columns if it is given."""
    text, column = "", 0
    gold: list[Gold] = []
    for piece, kind, field in written:
        start: int | None = None
        for character in piece:
            wide = columns(character)
            if width is not None and column + wide > width and character != "\n":
                text, column = text + "\n", 0
            start = len(text) if start is None else start
            text += character
            column = 0 if character == "\n" else column + wide
        if kind is not None and start is not None:
            gold.append(Gold(start, len(text), kind, field))
    return Document(template, text, tuple(gold))
