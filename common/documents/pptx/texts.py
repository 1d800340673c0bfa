"""Where the words of a presentation stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from common.documents.model import Place, Segment
from common.documents.ooxml.emphasis import emphasis
from common.documents.ooxml.markup import Element, attribute, elements, find_all, inside, local, name
from common.documents.ooxml.package import Package
from common.documents.ooxml.runs import AttributeSlot, Slot, slots_of, text_of

AROUND = {
    "notesSlide": "note",
    "comments": "comment",
    "chart": "textbox",
    "diagramData": "textbox",
}
"""Relationship kinds of a slide that lead to more of its text."""
SHAPES = ("p:sp", "p:graphicFrame")
CACHES = ("c:tx", "c:strCache", "c:multiLvlStrCache")


@dataclass(frozen=True)
class Text:
    """A segment, and the slots of the markup that hold it."""

    segment: Segment
    slots: Sequence[Slot]


def texts(package: Package) -> Iterator[Text]:
    """Slides as they are shown, each with what belongs to it; then what masters show on every slide."""
    masters: dict[str, None] = {}
    for number, part in enumerate(slides(package), start=1):
        place = Place(slide=number, hidden=is_hidden(package.tree(part)))
        yield from _part_texts(package, part, place)
        for kind, label in AROUND.items():
            for target in package.related(part, kind):
                yield from _part_texts(package, target, place.model_copy(update={"part": label}))
        for layout in package.related(part, "slideLayout"):
            masters |= dict.fromkeys([layout, *package.related(layout, "slideMaster")])
    for part in masters:
        for text in _part_texts(package, part, Place(part="master")):
            if _placeholder(text.slots[0].element) is None:
                yield text


def slides(package: Package) -> Iterator[str]:
    """The parts of the slides, in the order of the show."""
    presentation = package.main()
    targets = {relation.id: relation.target for relation in package.relationships(presentation)}
    for entry in find_all(package.tree(presentation), "p:sldId"):
        if (id_ := attribute(entry, "r:id") or "") in targets:
            yield targets[id_]


def is_hidden(slide: Element) -> bool:
    return slide.get("show") in ("0", "false")


def _part_texts(package: Package, part: str, place: Place) -> Iterator[Text]:
    holders = [element for element in elements(package.tree(part)) if _holds_text(element)]
    for number, element in enumerate(holders, start=1):
        if inside(element, "mc:Fallback") is not None or _is_page_number(element):
            continue
        slots = slots_of(element)
        title = place.part == "body" and _placeholder(element) in ("title", "ctrTitle")
        where = place.model_copy(update={"part": "title"}) if title else place
        if text := text_of(slots):
            id_ = f"{part}#{number}"
            yield Text(Segment(id=id_, text=text, place=where, emphasis=emphasis(slots)), slots)
    yield from _alternative_texts(package.tree(part), part, place)


def _holds_text(element: Element) -> bool:
    kind = name(element)
    return kind in ("a:p", "p:text") or (kind == "c:v" and inside(element, *CACHES) is not None)


def _is_page_number(paragraph: Element) -> bool:
    fields = [found.get("type") for found in paragraph if name(found) == "a:fld"]
    return _placeholder(paragraph) == "sldNum" or (fields == ["slidenum"] and not find_all(paragraph, "a:r"))


def _placeholder(element: Element) -> str | None:
    """What kind of placeholder the element stands in; a master only shows what is in none."""
    shape = element if name(element) == "p:cNvPr" else inside(element, *SHAPES)
    found = find_all(shape, "p:ph") if shape is not None else []
    return (found[0].get("type") or "obj") if found else None


def _alternative_texts(root: Element, part: str, place: Place) -> Iterator[Text]:
    described = [element for element in elements(root) if local(str(element.tag)) == "cNvPr"]
    for number, element in enumerate(described, start=1):
        for key, mark in (("descr", ""), ("title", "t")):
            slot = AttributeSlot(element, key)
            if slot.text and inside(element, "mc:Fallback") is None:
                where = place.model_copy(update={"part": "alt"})
                yield Text(Segment(id=f"{part}@{number}{mark}", text=slot.text, place=where), [slot])
