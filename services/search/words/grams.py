"""Character unigrams and bigrams: every substring can be found exactly, one character too.

A text is a run of characters without its white space (a word broken over two lines is still whole);
a tab, which parts the cells of a table, leaves a gap that no phrase and no pattern can cross.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import NamedTuple

from services.search.words.normalizing import normalise

MOST_PHRASE_CHARACTERS = 64
CELL_BORDER = "\t"
CELL_GAP = 1000
SPACE = re.compile(r"\s")
ALIKE = str.maketrans("斉", "斎")
"""Different kanji that families of one name write: alike letter by letter, though not as words (一斉)."""


def alike(normalised: str) -> str:
    """The letters that are compared; as many as there were."""
    return normalised.translate(ALIKE)


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
    if SPACE.search(letters) is None:
        return Run(letters, range(len(letters)))
    places = [at for at, letter in enumerate(letters) if letter == CELL_BORDER or not letter.isspace()]
    return Run("".join(letters[at] for at in places), places)


def grams(normalised: str) -> list[Gram]:
    """All unigrams and bigrams; both begin at the position of their first character."""
    return [gram for texts, first in gram_rows(normalised) for gram in map(Gram, texts, count(first))]


def gram_rows(normalised: str) -> Iterator[tuple[Iterable[str], int]]:
    """The same as rows of texts, each with the position of its first; the others follow one by one."""
    first = 0
    for cell in alike(normalised).split(CELL_BORDER):
        run = "".join(cell.split())
        yield map(str.__add__, run, run[1:]), first
        yield run, first
        first += len(run) + CELL_GAP


def bigrams(text: str) -> list[str]:
    """The distinct bigrams of a query."""
    found = (gram.text for gram in grams(normalise(text)) if len(gram.text) > 1)
    return list(dict.fromkeys(found))


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
