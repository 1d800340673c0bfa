"""How the runs of a paragraph are set, and which of them apart from the rest."""

from collections.abc import Sequence

from common.documents.emphasis import Style, unusual
from common.documents.ooxml.markup import Element, inside, local, name
from common.documents.ooxml.runs import RUNS, Slot

UNSEEN = frozenset({"lang", "noProof", "proofErr", "altLang", "dirty", "err", "hint", "rsidR", "rsidRPr"})
"""Properties and attributes that change nothing on the page."""
LINKS = ("w:hyperlink",)
APART = frozenset({"b", "i", "u", "highlight", "hlinkClick"})
"""What sets words apart: such a style is the usual one only of a paragraph that has no other."""


def emphasis(slots: Sequence[Slot]) -> tuple[tuple[int, int], ...]:
    """Stretches (start, end) of the paragraph's text whose style is not that of most of it, in order."""
    return unusual(((slot.start, slot.text, _style(slot.element)) for slot in slots), _is_apart)


def _style(element: Element) -> Style:
    run = inside(element, *RUNS)
    link = inside(element, *LINKS)
    properties = (
        next((found for found in run if name(found).endswith(":rPr")), None) if run is not None else None
    )
    return (link, *(_described(properties) if properties is not None else ()))


def _is_apart(style: Style) -> bool:
    """Whether the words are bold, underlined, linked..."""
    link, *properties = style
    names = {local(str(found[0])) for found in properties if isinstance(found, tuple) and len(found) > 0}
    return link is not None or not APART.isdisjoint(names)


def _described(element: Element) -> Style:
    attributes = sorted(
        (key, value) for key, value in element.attrib.items() if local(str(key)) not in UNSEEN
    )
    children = [found for found in element if isinstance(found.tag, str) and local(found.tag) not in UNSEEN]
    described = (
        each for child in children if (each := (str(child.tag), *_described(child))) and not _empty(child)
    )
    return (*attributes, *sorted(described, key=repr))


def _empty(element: Element) -> bool:
    """w:rFonts whose only word was its hint."""
    return local(str(element.tag)) == "rFonts" and all(local(str(key)) in UNSEEN for key in element.attrib)
