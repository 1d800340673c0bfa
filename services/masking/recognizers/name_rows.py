"""Names that their neighbours in a table or a list of lines call for."""

import re
from collections.abc import Iterator, Sequence

from common.japanese.morphemes import entries
from services.masking.institutions import carries_a_surname
from services.masking.recognizers.name_doubts import is_place_or_company
from services.masking.recognizers.name_evidence import KANJI, NOT_A_NAME, Evidence
from services.masking.recognizers.name_shape import PROPER, end_of_full_name, end_of_surname

ROW, LINES = "人名の行", "人名の列挙"
LINE = re.compile("[^\n]+")
CELL = re.compile(r"[^\t|]+")
HEAD = re.compile(r"[ ・○●◯■□*]{0,3}(?:[0-9]{1,3}[ .)\t]{1,2})?(?=[^\s])")
FEW = 3
"""Cells, or lines, that make a row or a list."""
KANA_CHAIN = re.compile(r"[ァ-ヴー]{1,8}(?:・[ァ-ヴー]{1,8}){1,4}(?![ァ-ヴー一-龠])")
NUMERAL = re.compile("[一二三四五六七八九十]+[ 、.)]")
SHORT_WORD = re.compile(f"[{KANJI}]{{2,3}}")
Span = tuple[int, int]


def in_rows(text: str, people: Sequence[Span]) -> Iterator[Evidence]:
    """Cells of a row most of whose cells are people, where the dictionary holds them proper names."""
    starts = {start for start, _ in people}
    for line in LINE.finditer(text):
        cells = [(line.start() + at, cell) for at, cell in _cells(line[0])]
        others = [(at, cell) for at, cell in cells if at not in starts]
        if len(cells) < FEW or not others or len(others) * 2 > len(cells):
            continue
        for at, cell in others:
            proper = any(tag.startswith(PROPER) for tag, _ in entries(cell))
            place = carries_a_surname(cell[-1]) or is_place_or_company(text, at, at + len(cell))
            if SHORT_WORD.fullmatch(cell) and proper and not place and not NOT_A_NAME.search(cell):
                yield Evidence(at, at + len(cell), 0.6, ROW)


def _cells(line: str) -> Iterator[tuple[int, str]]:
    for match in CELL.finditer(line):
        cell = match[0].strip()
        if cell:
            yield match.start() + match[0].index(cell), cell


def in_lines(text: str, people: Sequence[Span]) -> Iterator[Evidence]:
    """What begins a line as a name does, where two lines beside it begin with people."""
    starts = {start for start, _ in people}
    heads = [match.end() for line in LINE.finditer(text) if (match := HEAD.match(text, line.start()))]
    named = [head in starts for head in heads]
    for i, head in enumerate(heads):
        if named[i]:
            continue
        around = (
            named[max(0, i - 2) : i],
            named[i + 1 : i + 3],
            [*named[max(0, i - 1) : i], *named[i + 1 : i + 2]],
        )
        if any(len(beside) == FEW - 1 and all(beside) for beside in around):
            end = end_of_full_name(text, head) or end_of_surname(text, head)
            chain = KANA_CHAIN.match(text, head)
            end = chain.end() if chain else end
            if end and not _is_no_name(text, head, end):
                yield Evidence(head, end, 0.55, LINES)


def _is_no_name(text: str, start: int, end: int) -> bool:
    if end - start == 1 or NUMERAL.match(text, start) or NOT_A_NAME.search(text[start:end]):
        return True
    return is_place_or_company(text, start, end)
