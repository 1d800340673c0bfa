"""Character unigrams and bigrams: every substring can be found exactly, one character too.

A text is a run of characters without its white space (a word broken over two lines is still whole);
a tab, which parts the cells of a table, leaves a gap that no phrase can cross.
"""

from typing import NamedTuple

MOST_PHRASE_CHARACTERS = 64
CELL_BORDER = "\t"


class Gram(NamedTuple):
    text: str
    position: int


def grams(normalised: str) -> list[Gram]:
    """All unigrams and bigrams; both begin at the position of their first character."""
    found: list[Gram] = []
    position, previous = -1, ""
    for character in normalised:
        if character == CELL_BORDER:
            position, previous = position + 1, ""
        if character.isspace():
            continue
        position += 1
        if previous:
            found.append(Gram(previous + character, position - 1))
        found.append(Gram(character, position))
        previous = character
    return found


def phrases(normalised: str) -> list[list[str]]:
    """For each blank-separated part of a query, the grams that must stand in a row.

    A part longer than MOST_PHRASE_CHARACTERS is a sentence, not something to find letter by letter.
    """
    parts = [part for part in normalised.split() if len(part) <= MOST_PHRASE_CHARACTERS]
    return [_in_a_row(part) for part in dict.fromkeys(parts)]


def _in_a_row(part: str) -> list[str]:
    if len(part) == 1:
        return [part]
    return [part[at : at + 2] for at in range(len(part) - 1)]
