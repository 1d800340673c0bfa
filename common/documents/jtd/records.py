"""Ichitaro text without its records.

record   001C class length … length 0000 class 001F     (length in units, all of it)
inline   001C 0001 0007 0000 a b 001D  text  001E 0005 0000 0001 001F
"""

from collections.abc import Sequence

from common.documents.encoding import readable

OPEN, SHOW, HIDE, CLOSE = 0x1C, 0x1D, 0x1E, 0x1F
INLINE, CELL = 0x0001, 0x0030
UNSEEN = {(0x0001, 0x0082), (0x0001, 0x0000)}
"""The reading of a word (ruby), and an instruction to whoever fills a template in."""
BREAKS = {0x0A: "\n", 0x0B: "\n", 0x0C: "\n", 0x0D: "\n", 0x0E: "\n", 0x09: "\t"}
LONGEST = 4096
"""Units; a record that claims more is damaged."""


def visible_lines(units: Sequence[int]) -> list[str]:
    """What a reader sees, line by line; the cells of a ruled line are parted by tabs."""
    pieces: list[str] = []
    position, unseen = 0, False
    while position < len(units):
        unit = units[position]
        if unit == OPEN:
            if _word(units, position + 1) == INLINE:
                unseen = (_word(units, position + 4), _word(units, position + 5)) in UNSEEN
            elif _word(units, position + 1) == CELL and not unseen:
                pieces.append("\t")
            position = _after(units, position, 2)
        elif unit == HIDE:
            unseen = False
            position = _after(units, position, 1)
        else:
            if not unseen:
                pieces.append(BREAKS.get(unit, "") if unit < 0x20 else chr(unit))
            position += 1
    return _paired("".join(pieces)).split("\n")


def _after(units: Sequence[int], position: int, length_at: int) -> int:
    """Where the record at `position` ends; without a sound length at its next closing unit."""
    length = _word(units, position + length_at)
    end = position + length
    if 3 <= length <= LONGEST and end <= len(units) and units[end - 1] in (SHOW, CLOSE):
        return end
    for index in range(position + 1, min(len(units), position + LONGEST)):
        if units[index] in (SHOW, CLOSE):
            return index + 1
    return position + 1


def _word(units: Sequence[int], position: int) -> int:
    return units[position] if position < len(units) else -1


def _paired(text: str) -> str:
    """Surrogate pairs as one character."""
    return readable(text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))
