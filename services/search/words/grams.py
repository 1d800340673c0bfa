"""Character unigrams and bigrams: every substring can be found exactly, one character too.

A text is a run of characters without its white space (a word broken over two lines is still whole);
a tab, which parts the cells of a table, leaves a gap that no phrase and no pattern can cross. In the index every
character has two positions, its own and that of the pair which it begins.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from services.search.words.normalizing import normalise

MOST_PHRASE_CHARACTERS = 64
CELL_BORDER = "\t"
CELL_GAP = 100
HOLE = "\0"
"""A token that is only a position."""
BORDER = " ".join(["", *[HOLE] * (2 * CELL_GAP), ""])
BLANK = re.compile(rf"[^\S{CELL_BORDER}]+")
PIECE = re.compile(rf"[\S{CELL_BORDER}]+")
UTF_32 = "utf-32-le"
ALIKE = "斉", "斎"
"""Different kanji that families of one name write: alike letter by letter, though not as words (一斉)."""


def alike(normalised: str) -> str:
    """The letters that are compared; as many as there were."""
    return normalised.replace(*ALIKE)


class Run(NamedTuple):
    """What grams see of a text, with the tabs."""

    text: str
    places: Sequence[int]
    """The place in the text of each character of the run."""


class Gram(NamedTuple):
    text: str
    position: int


def run_of(normalised: str) -> Run:
    letters = alike(normalised)
    if BLANK.search(letters) is None:
        return Run(letters, range(len(letters)))
    places = list[int]()
    for piece in PIECE.finditer(letters):
        places.extend(range(*piece.span()))
    return Run(BLANK.sub("", letters), places)


def gram_row(normalised: str) -> str:
    """All unigrams and bigrams (東 東京 京), parted by blanks."""
    return BORDER.join(map(_grams, _runs(normalised)))


def positions(row: Sequence[str | tuple[int, str]]) -> list[tuple[int, str]]:
    """Grams in a row, or at given characters, with their positions in the index."""
    placed = [(at, gram) if isinstance(gram, str) else gram for at, gram in enumerate(row)]
    return [(2 * at + len(text) - 1, text) for at, text in placed]


def bigrams(text: str) -> list[str]:
    """The distinct bigrams of a query."""
    found = (pair for run in _runs(normalise(text)) for pair in map(str.__add__, run, run[1:]))
    return list(dict.fromkeys(found))


def _runs(normalised: str) -> Iterator[str]:
    for cell in alike(normalised).split(CELL_BORDER):
        if run := "".join(cell.split()):
            yield run


def _grams(run: str) -> str:
    """Laid out as code points in one block: ten times as fast as joining hundreds of small strings."""
    points = np.frombuffer(run.encode(UTF_32, "surrogatepass"), "<u4")
    block = np.full((points.size - 1, 5), ord(" "), "<u4")
    block[:, 0] = block[:, 2] = points[:-1]
    block[:, 3] = points[1:]
    return block.tobytes().decode(UTF_32, "surrogatepass") + run[-1]


def phrases(normalised: str) -> dict[str, list[str]]:
    """For each blank-separated part of a query, the grams that must stand in a row.

    A part longer than MOST_PHRASE_CHARACTERS is a sentence, not something to find letter by letter.
    """
    parts = [part for part in normalised.split() if len(part) <= MOST_PHRASE_CHARACTERS]
    return {part: in_a_row(part) for part in parts}


def in_a_row(normalised: str) -> list[str]:
    """The grams that stand in a row wherever `normalised` is, whatever its length; none if it is blank."""
    run = alike("".join(normalised.split()))
    return [run] if len(run) == 1 else [run[at : at + 2] for at in range(len(run) - 1)]


def covering(row: Sequence[str]) -> list[tuple[int, str]]:
    """As many of the bigrams of `in_a_row` as hold all its letters, with their places: where these stand, all do."""
    return [(at, gram) for at, gram in enumerate(row) if at % 2 == 0 or at == len(row) - 1]


def with_gaps(piece: str, any_one: str) -> Iterator[Gram]:
    """The grams of a pattern's piece at their positions; each `any_one` in it leaves its position open."""
    run = alike(piece)
    for at, character in enumerate(run):
        if character == any_one:
            continue
        pair = run[at : at + 2]
        if len(pair) == 2 and pair[1] != any_one:
            yield Gram(pair, at)
        elif at == 0 or run[at - 1] == any_one:
            yield Gram(character, at)
