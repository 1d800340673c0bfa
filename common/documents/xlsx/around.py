"""What stands around the cells of a sheet: its name, headers, comments, text boxes and charts."""

import re
from collections.abc import Iterator
from html import unescape

from common.documents.model import Place, Segment
from common.documents.ooxml.markup import Element, elements, find_all, inside, local, name
from common.documents.ooxml.package import Package
from common.documents.ooxml.runs import slots_of, text_of

GIVEN_BY_EXCEL = re.compile(r"(?:Sheet|シート|Graph|グラフ|Chart)[0-9０-９]*", re.IGNORECASE)
TAIL_BYTES = 1 << 16
"""Headers stand behind the cells, near the end of the sheet's part (ECMA-376 part 1, 18.3.1.99)."""
HEADER = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(Header|Footer)(?:\s[^>]*)?>(.*?)</", re.DOTALL)
CODE = re.compile(r'&(?:"[^"]*"|K(?:[0-9A-Fa-f]{6}|[0-9]{2}[+-][0-9]{3})|[0-9]{1,3}|([LCR])|[A-Z]|(&))')
"""Format codes of headers (18.3.1.46): sections, fonts, fields such as the page number."""


def sheet_name(number: int, place: Place) -> Iterator[Segment]:
    """The name of a sheet, when a person gave it one."""
    if place.sheet and not GIVEN_BY_EXCEL.fullmatch(place.sheet):
        yield Segment(id=f"s{number}", text=place.sheet, place=place.model_copy(update={"part": "sheet"}))


def around(package: Package, part: str, sheet: bytes, number: int, place: Place) -> Iterator[Segment]:
    """The segments of one sheet that are not cells; `sheet` is the content of `part`."""
    yield from _headers(sheet, number, place)
    for target in package.related(part, "comments", "threadedComment", "drawing"):
        is_drawing = name(package.tree(target)).endswith("wsDr")
        yield from _part_segments(package, target, number, place, "textbox" if is_drawing else "comment")
        for chart in package.related(target, "chart") if is_drawing else ():
            yield from _part_segments(package, chart, number, place, "textbox")


def _headers(sheet: bytes, number: int, place: Place) -> Iterator[Segment]:
    for position, match in enumerate(HEADER.finditer(sheet[-TAIL_BYTES:]), start=1):
        code = unescape(match[2].decode("utf-8", "replace"))
        text = CODE.sub(lambda found: "\t" if found[1] else found[2] or "", code).strip()
        if text:
            where = place.model_copy(update={"part": match[1].decode().lower()})
            yield Segment(id=f"s{number}!header{position}", text=text, place=where)


def _part_segments(package: Package, target: str, number: int, place: Place, kind: str) -> Iterator[Segment]:
    for position, (element, text, alternative) in enumerate(_texts(package.tree(target)), start=1):
        cell = element.get("ref") if kind == "comment" else None
        where = place.model_copy(update={"part": "alt" if alternative else kind, "cell": cell})
        yield Segment(id=f"s{number}!{kind}{target}#{position}", text=text, place=where)


def _texts(root: Element) -> Iterator[tuple[Element, str, bool]]:
    """Elements with their text, and whether it only describes a picture."""
    for element in elements(root):
        text, alternative = _text(element), False
        if local(str(element.tag)) == "cNvPr":
            text, alternative = (element.get("descr") or "").strip(), True
        if text and inside(element, "mc:Fallback") is None:
            yield element, text, alternative


def _text(element: Element) -> str:
    kind = name(element)
    if kind == "a:p" or (kind == "c:v" and inside(element, "c:tx") is not None):
        return text_of(slots_of(element)) if kind == "a:p" else (element.text or "")
    if kind in ("s:comment", "tc:threadedComment"):
        pieces = (found for found in find_all(element, "s:t", "tc:text") if inside(found, "s:rPh") is None)
        return "".join(found.text or "" for found in pieces)
    return ""
