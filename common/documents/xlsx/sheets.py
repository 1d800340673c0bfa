"""The sheets of a workbook, in the order of their tabs."""

from collections.abc import Iterator
from dataclasses import dataclass

from common.documents.model import Place
from common.documents.ooxml.markup import Element, attribute, find_all
from common.documents.ooxml.package import Package


@dataclass(frozen=True)
class Sheet:
    """`number` counts all tabs from 1; `element` is its entry in the workbook, `place` that of its cells."""

    number: int
    part: str
    element: Element
    place: Place


def sheets(package: Package) -> Iterator[Sheet]:
    """Every sheet whose part is there, hidden ones too."""
    workbook = package.main()
    targets = {relation.id: relation.target for relation in package.relationships(workbook)}
    for number, element in enumerate(find_all(package.tree(workbook), "s:sheet"), start=1):
        part = targets.get(attribute(element, "r:id") or "")
        if part is not None:
            hidden = (element.get("state") or "visible") != "visible"
            place = Place(part="cell", sheet=element.get("name") or f"シート{number}", hidden=hidden)
            yield Sheet(number, part, element, place)
