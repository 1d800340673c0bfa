"""What a font says its codes mean, without the codes that are no longer shown.

Programs that number the characters of a font as they first need them spell a name in this table.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import pikepdf

from common.documents.pdf.fonts import load_font

SHOWS = ("Tj", "TJ", "'", '"')
SPACE = re.compile(rb"begincodespacerange(.*?)endcodespacerange", re.DOTALL)
SECTION = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
HEAD = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Text def /CMapType 2 def\n"
TAIL = "endcmap CMapName currentdict /CMap defineresource pop end end"
BLOCK = 100
DEEPEST = 12
Number = tuple[int, int]


def forget_meanings(file: pikepdf.Pdf, pages: Iterable[pikepdf.Page], fonts: Mapping[Number, Any]) -> None:
    """Leave in the tables of `fonts` only the codes that `pages` still show."""
    used: dict[Number, set[bytes]] = {number: set() for number in fonts}
    for page in pages if fonts else ():
        _collect(page, page.obj.get("/Resources"), used, 0)
    for number, font in fonts.items():
        if isinstance(font.get("/ToUnicode"), pikepdf.Stream):
            old = font.ToUnicode.read_bytes()
            font.ToUnicode = file.make_stream(_pruned(old, {code.hex() for code in used[number]}))


def _collect(holder: Any, resources: Any, used: Mapping[Number, set[bytes]], depth: int) -> None:
    if resources is None or depth > DEEPEST:
        return
    fonts, forms, chosen = resources.get("/Font", {}), resources.get("/XObject", {}), None
    stack: list[Any] = []
    for found in pikepdf.parse_content_stream(holder):
        op, operands = str(found.operator), found.operands
        if op == "q":
            stack.append(chosen)
        elif op == "Q" and stack:
            chosen = stack.pop()
        elif op == "Tf":
            chosen = fonts.get(str(operands[0]))
        elif op in SHOWS and chosen is not None and chosen.objgen in used:
            _note(operands[-1], chosen, used[chosen.objgen])
        elif op == "Do":
            form = forms.get(str(operands[0]))
            if form is not None and str(form.get("/Subtype")) == "/Form":
                _collect(form, form.get("/Resources", resources), used, depth + 1)


def _note(shown: Any, font: Any, codes: set[bytes]) -> None:
    loaded = load_font(font)
    for item in shown if isinstance(shown, pikepdf.Array) else [shown]:
        if loaded is not None and isinstance(item, pikepdf.String):
            codes |= {code for code, _ in loaded.codes(bytes(item))}


def _pruned(table: bytes, used: Collection[str]) -> bytes:
    rows = [f"<{code}> <{meaning}>" for code, meaning in _rows(table) if code in used]
    blocks = "".join(
        f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar\n"
        for part in (rows[at : at + BLOCK] for at in range(0, len(rows), BLOCK))
    )
    space = SPACE.search(table)
    ranges = (space[1] if space else b" <0000> <ffff> ").decode("latin-1")
    count = max(1, ranges.count("<") // 2)
    return f"{HEAD}{count} begincodespacerange{ranges}endcodespacerange\n{blocks}{TAIL}".encode("latin-1")


def _rows(table: bytes) -> Iterator[tuple[str, str]]:
    """Code and meaning of each entry, in hexadecimal digits (Adobe technical note 5411)."""
    for kind, section in SECTION.findall(table):
        tokens = list(TOKEN.finditer(section))
        at = 0
        while at < len(tokens):
            if kind == b"char" and at + 1 < len(tokens):
                yield _hex(tokens[at]), _hex(tokens[at + 1])
                at += 2
                continue
            if at + 2 >= len(tokens):
                return
            first, last = _hex(tokens[at]), _hex(tokens[at + 1])
            width, at = len(first), at + 2
            if tokens[at][2]:
                at += 1
                for number in range(int(first, 16), int(last, 16) + 1):
                    if at >= len(tokens) or tokens[at][3]:
                        break
                    yield f"{number:0{width}x}", _hex(tokens[at])
                    at += 1
            else:
                meaning = _hex(tokens[at])
                for offset in range(min(int(last, 16) - int(first, 16), 0xFFFF) + 1):
                    yield f"{int(first, 16) + offset:0{width}x}", _later(meaning, offset)
            at += 1


def _hex(token: re.Match[bytes]) -> str:
    return b"".join((token[1] or b"").split()).decode().lower()


def _later(meaning: str, offset: int) -> str:
    """The meaning of a later code of a range: its last unit counts on."""
    head, last = meaning[:-4], meaning[-4:] or "0"
    return head + f"{int(last, 16) + offset:0{len(last)}x}"
