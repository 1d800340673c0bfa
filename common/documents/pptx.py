"""PowerPoint presentations: slides in their order, notes, comments, charts and diagrams."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from common.documents.model import Document, Place, Segment
from common.documents.ooxml.markup import Element, attribute, elements, find_all, inside, name
from common.documents.ooxml.package import Package
from common.documents.ooxml.runs import slots_of, text_of

AROUND = {
    "notesSlide": "note",
    "comments": "comment",
    "chart": "textbox",
    "diagramData": "textbox",
}
"""Relationship kinds of a slide that lead to more of its text."""
SHAPES = ("p:sp", "p:graphicFrame")


def read(path: Path) -> Document:
    """A segment a paragraph; ids are part name and number, as `ppt/slides/slide1.xml#3`."""
    with closing(Package(path)) as package:
        properties = package.properties()
        return Document(
            format="pptx",
            title=properties.get("title"),
            segments=list(_segments(package)),
            metadata=properties,
        )


def _segments(package: Package) -> Iterator[Segment]:
    presentation = package.main()
    targets = {relation.id: relation.target for relation in package.relationships(presentation)}
    listed = [attribute(entry, "r:id") or "" for entry in find_all(package.tree(presentation), "p:sldId")]
    for number, part in enumerate((targets[id_] for id_ in listed if id_ in targets), start=1):
        hidden = package.tree(part).get("show") in ("0", "false")
        place = Place(slide=number, hidden=hidden)
        yield from _part_segments(package, part, place)
        for kind, label in AROUND.items():
            for target in package.related(part, kind):
                yield from _part_segments(package, target, place.model_copy(update={"part": label}))


def _part_segments(package: Package, part: str, place: Place) -> Iterator[Segment]:
    holders = [element for element in elements(package.tree(part)) if _holds_text(element)]
    for number, element in enumerate(holders, start=1):
        if inside(element, "mc:Fallback") is not None or _is_page_number(element):
            continue
        text = (element.text or "") if name(element) == "p:text" else text_of(slots_of(element))
        title = place.part == "body" and _placeholder(element) in ("title", "ctrTitle")
        where = place.model_copy(update={"part": "title"}) if title else place
        if text:
            yield Segment(id=f"{part}#{number}", text=text, place=where)
    yield from _alternative_texts(package.tree(part), part, place)


def _holds_text(element: Element) -> bool:
    kind = name(element)
    return kind in ("a:p", "p:text") or (kind == "c:v" and inside(element, "c:strCache", "c:tx") is not None)


def _is_page_number(paragraph: Element) -> bool:
    fields = [found.get("type") for found in paragraph if name(found) == "a:fld"]
    return _placeholder(paragraph) == "sldNum" or (fields == ["slidenum"] and not find_all(paragraph, "a:r"))


def _placeholder(element: Element) -> str | None:
    shape = inside(element, *SHAPES)
    found = find_all(shape, "p:ph") if shape is not None else []
    return found[0].get("type") if found else None


def _alternative_texts(root: Element, part: str, place: Place) -> Iterator[Segment]:
    for number, element in enumerate(find_all(root, "p:cNvPr"), start=1):
        if text := element.get("descr"):
            yield Segment(id=f"{part}@{number}", text=text, place=place.model_copy(update={"part": "alt"}))
