"""OpenDocument text, spreadsheets and presentations (ISO/IEC 26300)."""

from collections.abc import Iterator
from pathlib import Path

from common.documents.archive import BROKEN, Archive
from common.documents.model import Document, Segment
from common.documents.notes import DELETIONS
from common.documents.odf.cells import cell_segments
from common.documents.odf.paragraphs import has_deletions, paragraph_segments
from common.documents.ooxml.markup import Element, find_all, local, parse
from common.errors import BrokenFile, EncryptedFile

LOCKED = "パスワードで保護されたファイルです。保護を解除して保存し直してからお試しください。"
PROPERTIES = (
    "title",
    "subject",
    "description",
    "creator",
    "initial-creator",
    "keyword",
    "date",
    "creation-date",
)


def read(path: Path) -> Document:
    """Paragraphs as `content#3`, cells as `s1!B3`; headers and footers as `styles#1`.

    Raises BrokenFile, EncryptedFile or TooLarge.
    """
    with Archive(path) as archive:
        if "META-INF/manifest.xml" in archive.names:
            _refuse_encrypted(parse(archive.read("META-INF/manifest.xml")))
        if "content.xml" not in archive.names:
            raise BrokenFile(BROKEN)
        trees = {
            part: parse(archive.read(f"{part}.xml"))
            for part in ("content", "styles", "meta")
            if f"{part}.xml" in archive.names
        }
    properties = _properties(trees["meta"]) if "meta" in trees else {}
    return Document(
        format="odt",
        title=properties.get("title"),
        segments=list(_segments(trees)),
        metadata=properties,
        unread=[DELETIONS] if has_deletions(trees["content"]) else [],
    )


def _segments(trees: dict[str, Element]) -> Iterator[Segment]:
    yield from cell_segments(trees["content"])
    yield from paragraph_segments("content", trees["content"])
    if "styles" in trees:
        yield from paragraph_segments("styles", trees["styles"])


def _refuse_encrypted(manifest: Element) -> None:
    if find_all(manifest, "manifest:encryption-data"):
        raise EncryptedFile(LOCKED)


def _properties(meta: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in meta.iter():
        key = local(str(element.tag))
        if key in PROPERTIES and element.text and element.text.strip():
            found.setdefault(key, element.text.strip())
    return found
