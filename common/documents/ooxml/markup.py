"""XML parsed with bounds, and element names that are short and the same in both dialects."""

from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from common.documents.archive import BROKEN
from common.errors import BrokenFile
from common.safe_xml import parsed

Element = etree._Element

PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://purl.oclc.org/ooxml/drawingml/chart": "c",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/presentationml/2006/main": "p",
    "http://purl.oclc.org/ooxml/presentationml/main": "p",
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "s",
    "http://purl.oclc.org/ooxml/spreadsheetml/main": "s",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/package/2006/relationships": "pr",
    "http://schemas.openxmlformats.org/package/2006/content-types": "ct",
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
    "http://schemas.microsoft.com/office/word/2012/wordml": "w15",
    "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments": "tc",
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0": "draw",
    "urn:oasis:names:tc:opendocument:xmlns:presentation:1.0": "presentation",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0": "svg",
    "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0": "manifest",
}
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def parse(content: bytes) -> Element:
    """The root of a document: no entities, no DTD, no network, libxml2's limits on. Raises BrokenFile."""
    root = parsed(content, BROKEN)
    if root.getroottree().docinfo.internalDTD is not None:
        raise BrokenFile(BROKEN)
    return root


def serialise(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


@lru_cache(maxsize=4096)
def short(qualified: str) -> str:
    """`{namespace}p` as `w:p`; names of unknown namespaces stay as they are."""
    namespace, _, local = qualified[1:].partition("}") if qualified.startswith("{") else ("", "", qualified)
    prefix = PREFIXES.get(namespace)
    return f"{prefix}:{local}" if prefix else qualified


def name(element: Element) -> str:
    return short(str(element.tag))


def local(qualified: str) -> str:
    """A name without its namespace."""
    return qualified.rpartition("}")[2]


def find_all(root: Element, *names: str) -> list[Element]:
    """Descendants (and the root) with one of the short names, in document order."""
    return [element for element in root.iter() if name(element) in names]


def child(element: Element, wanted: str) -> Element | None:
    return next((found for found in element if name(found) == wanted), None)


def attribute(element: Element, wanted: str) -> str | None:
    """An attribute by its short name, such as `w:val`."""
    return next((str(value) for key, value in element.attrib.items() if short(str(key)) == wanted), None)


def inside(element: Element, *names: str) -> Element | None:
    """The nearest ancestor with one of the short names."""
    return next((found for found in element.iterancestors() if name(found) in names), None)


def sibling(element: Element, wanted: str) -> str:
    """The qualified name of `wanted` in the namespace of `element`."""
    return str(element.tag).rpartition("}")[0] + "}" + wanted


def remove(element: Element) -> None:
    """Take an element out, keeping the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def unwrap(element: Element) -> None:
    """Replace an element by its children."""
    for inner in list(element):
        element.addprevious(inner)
    remove(element)


def elements(root: Element) -> Iterator[Element]:
    return (element for element in root.iter() if isinstance(element.tag, str))
