"""How the words of an OpenDocument paragraph are set, and which of them apart from the rest."""

from collections.abc import Iterable, Iterator

from common.documents.emphasis import Style, unusual
from common.documents.odf.inline import Piece, pieces
from common.documents.ooxml.markup import Element, attribute, child, find_all, local, name

Styles = dict[str, Style]
"""What a named style says of its words."""
UNSEEN = frozenset({"rsid", "paragraph-rsid", "script-type", "hyphenate"})
APART = frozenset({"font-weight", "font-style", "text-underline-style", "background-color"})
SPAN, LINK = "text:span", "text:a"
PARAGRAPHS = ("text:p", "text:h")


def styles_of(trees: Iterable[Element]) -> Styles:
    return {
        style: _described(properties) if properties is not None else ()
        for tree in trees
        for found in find_all(tree, "style:style")
        if (style := attribute(found, "style:name"))
        for properties in [child(found, "style:text-properties")]
    }


def emphasis(paragraph: Element, styles: Styles) -> tuple[tuple[int, int], ...]:
    """Stretches of the paragraph's text whose style is not that of most of it, in order."""
    found = list(pieces(paragraph))
    whole = "".join(piece.text for piece in found)
    lead, length = len(whole) - len(whole.lstrip(" ")), len(whole.strip(" "))
    placed, position = [], -lead
    for piece in found:
        placed.append((position, piece.text, _style(piece, styles)))
        position += len(piece.text)
    inside = ((max(0, start), min(length, end)) for start, end in unusual(placed, _is_apart))
    return tuple((start, end) for start, end in inside if start < end)


def holder(piece: Piece) -> Element:
    """The element whose style a piece has."""
    above = piece.element if piece.kind == "text" else piece.element.getparent()
    return piece.element if above is None else above


def _style(piece: Piece, styles: Styles) -> Style:
    return tuple(part for element in _spans(holder(piece)) for part in _says(element, styles))


def _spans(element: Element) -> Iterator[Element]:
    for found in (element, *element.iterancestors()):
        if name(found) in PARAGRAPHS:
            return
        yield found


def _says(element: Element, styles: Styles) -> Style:
    if name(element) == LINK:
        return (("link", element),)
    return styles.get(attribute(element, "text:style-name") or "", ()) if name(element) == SPAN else ()


def _described(properties: Element) -> Style:
    found = ((local(str(key)), str(value)) for key, value in properties.attrib.items())
    return tuple(sorted((key, value) for key, value in found if key not in UNSEEN and not _is_tongue(key)))


def _is_tongue(key: str) -> bool:
    return key.startswith(("language", "country", "script"))


def _is_apart(style: Style) -> bool:
    return any(isinstance(part, tuple) and (part[0] == "link" or part[0] in APART) for part in style)
