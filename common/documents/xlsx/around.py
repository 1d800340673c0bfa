"""What stands around the cells of a sheet: its name, headers, comments, text boxes and charts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from common.documents.model import Place, Segment
from common.documents.ooxml.markup import Element, elements, find_all, inside, local, name
from common.documents.ooxml.package import Package
from common.documents.ooxml.runs import AttributeSlot, Slot, slots_of, text_of
from common.documents.xlsx.headers import plain
from common.documents.xlsx.sheets import Sheet

GIVEN_BY_EXCEL = re.compile(r"(?:Sheet|シート|Graph|グラフ|Chart)[0-9０-９]*", re.IGNORECASE)
TAIL_BYTES = 1 << 16
"""Headers stand behind the cells, near the end of the sheet's part (ECMA-376 part 1, 18.3.1.99)."""
HEADER = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(Header|Footer)(?:\s[^>]*)?>(.*?)</", re.DOTALL)
HEADERS = tuple(f"s:{which}{kind}" for which in ("odd", "even", "first") for kind in ("Header", "Footer"))
CACHES = ("c:tx", "c:strCache", "c:multiLvlStrCache")


@dataclass(frozen=True)
class Text:
    """A segment outside the cells, and the slots of the markup that hold it."""

    segment: Segment
    slots: Sequence[Slot]


def sheet_name(number: int, place: Place) -> Iterator[Segment]:
    """The name of a sheet, when a person gave it one."""
    if place.sheet and not GIVEN_BY_EXCEL.fullmatch(place.sheet):
        yield Segment(id=f"s{number}", text=place.sheet, place=place.model_copy(update={"part": "sheet"}))


def headers(content: bytes, sheet: Sheet) -> Iterator[Segment]:
    """Headers and footers; `content` is the part of the sheet."""
    for position, match in enumerate(HEADER.finditer(content[-TAIL_BYTES:]), start=1):
        if text := plain(unescape(match[2].decode("utf-8", "replace"))):
            where = sheet.place.model_copy(update={"part": match[1].decode().lower()})
            yield Segment(id=f"s{sheet.number}!header{position}", text=text, place=where)


def header_elements(root: Element, segments: Sequence[Segment]) -> dict[str, Element]:
    """The element of each of a sheet's header segments, by segment id."""
    found = [element for element in find_all(root, *HEADERS) if element.text is not None]
    numbers = [int(segment.id.rpartition("header")[2]) for segment in segments]
    return {s.id: found[n - 1] for s, n in zip(segments, numbers, strict=True) if n <= len(found)}


def texts(package: Package, sheet: Sheet) -> Iterator[Text]:
    """Comments, text boxes, the words of charts and what describes pictures."""
    for target in package.related(sheet.part, "comments", "threadedComment", "drawing"):
        is_drawing = name(package.tree(target)).endswith("wsDr")
        yield from _part_texts(package, target, sheet, "textbox" if is_drawing else "comment")
        for chart in package.related(target, "chart") if is_drawing else ():
            yield from _part_texts(package, chart, sheet, "textbox")


def _part_texts(package: Package, target: str, sheet: Sheet, kind: str) -> Iterator[Text]:
    for position, (element, slots, alternative) in enumerate(_holders(package.tree(target)), start=1):
        cell = element.get("ref") if kind == "comment" else None
        where = sheet.place.model_copy(update={"part": "alt" if alternative else kind, "cell": cell})
        id_ = f"s{sheet.number}!{kind}{target}#{position}"
        yield Text(Segment(id=id_, text=text_of(slots), place=where), slots)


def _holders(root: Element) -> Iterator[tuple[Element, Sequence[Slot], bool]]:
    """Elements with their slots, and whether the text only describes a picture."""
    for element in elements(root):
        alternative = local(str(element.tag)) == "cNvPr"
        for slots in _descriptions(element) if alternative else [_slots(element)]:
            if text_of(slots).strip() and inside(element, "mc:Fallback") is None:
                yield element, slots, alternative


def _descriptions(element: Element) -> Iterator[Sequence[Slot]]:
    for key in ("descr", "title"):
        yield [AttributeSlot(element, key)]


def _slots(element: Element) -> Sequence[Slot]:
    kind = name(element)
    is_cached = kind == "c:v" and inside(element, *CACHES) is not None
    return slots_of(element) if is_cached or kind in ("a:p", "s:comment", "tc:threadedComment") else ()
