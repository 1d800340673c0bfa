"""Headers and footers of a sheet: text among format codes (ECMA-376 part 1, 18.3.1.46)."""

import re
from collections.abc import Sequence

from common.documents.model import Edit
from common.documents.ooxml.runs import ILLEGAL

CODE = re.compile(r'&(?:"[^"]*"|K(?:[0-9A-Fa-f]{6}|[0-9]{2}[+-][0-9]{3})|[0-9]{1,3}|([LCR])|[A-Z]|(&))')
"""Sections, fonts, fields such as the page number; `&&` is an ampersand."""


def plain(code: str) -> str:
    """What a header shows; sections are parted by tabs, fields left out."""
    return "".join(character for character, _, _ in _stripped(code))


def changed(code: str, edits: Sequence[Edit]) -> str:
    """The code after sorted edits of its plain text; format codes stay."""
    pieces = _stripped(code)
    for edit in reversed(edits):
        covered = [(start, end) for _, start, end in pieces[edit.start : edit.end] if code[start:end] != "&"]
        text = ILLEGAL.sub("", edit.text).replace("&", "&&")
        at = pieces[edit.start][1] if edit.start < len(pieces) else (pieces[-1][2] if pieces else len(code))
        for start, end in reversed(covered):
            if not CODE.fullmatch(code, start, end) or code[start:end] == "&&":
                code = code[:start] + code[end:]
        code = code[:at] + text + code[at:]
    return code


def _stripped(code: str) -> list[tuple[str, int, int]]:
    """Each character that shows, with the stretch of the code that it came from; none white at the ends."""
    pieces: list[tuple[str, int, int]] = []
    position = 0
    for found in CODE.finditer(code):
        pieces += [(code[i], i, i + 1) for i in range(position, found.start())]
        shown = "\t" if found[1] else found[2] or ""
        pieces += [(shown, found.start(), found.end())] if shown else []
        position = found.end()
    pieces += [(code[i], i, i + 1) for i in range(position, len(code))]
    while pieces and pieces[0][0].isspace():
        pieces.pop(0)
    while pieces and pieces[-1][0].isspace():
        pieces.pop()
    return pieces
