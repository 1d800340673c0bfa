"""OpenDocument text, spreadsheets and presentations (ISO/IEC 26300)."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from common.documents.archive import BROKEN, Archive, write_archive
from common.documents.edits import by_segment
from common.documents.model import Document, Edit, Report, Segment
from common.documents.notes import DELETIONS
from common.documents.odf.cells import cell_segments
from common.documents.odf.paragraphs import has_deletions, located, paragraph_segments
from common.documents.odf.styles import styles_of
from common.documents.odf.writing import change
from common.documents.ooxml.markup import Element, find_all, local, parse, serialise
from common.errors import BrokenFile, EncryptedFile

LOCKED = "パスワードで保護されたファイルです。保護を解除して保存し直してからお試しください。"
CHANGED = ("content", "styles")
SIGNATURE = "META-INF/documentsignatures.xml"
UNSIGNED = "電子署名は、内容が変わったため外しました。"
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
        trees = _trees(archive)
    properties = _properties(trees["meta"]) if "meta" in trees else {}
    return Document(
        format="odt",
        title=properties.get("title"),
        segments=list(_segments(trees)),
        metadata=properties,
        unread=[DELETIONS] if has_deletions(trees["content"]) else [],
    )


def rewrite(path: Path, edits: Sequence[Edit], out: Path, *, scrub: bool) -> Report:  # noqa: ARG001 - never for disclosure
    """Paragraphs changed in place, with the styles of their words; cells of spreadsheets are not changed."""
    with Archive(path) as archive:
        trees, parts = _trees(archive), {part: archive.read(part) for part in archive.names}
    edits_of = by_segment(edits, _segments(trees))
    styles = styles_of(trees.values())
    for stem in [stem for stem in CHANGED if stem in trees]:
        for segment, element in list(located(stem, trees[stem], styles)):
            if changes := edits_of.get(segment.id):
                change(element, changes)
        parts[f"{stem}.xml"] = serialise(trees[stem])
    notes = [UNSIGNED] if parts.pop(SIGNATURE, None) else []
    write_archive(out, parts, stored=("mimetype",))
    return Report(applied=len(edits), notes=notes)


def _trees(archive: Archive) -> dict[str, Element]:
    if "META-INF/manifest.xml" in archive.names:
        _refuse_encrypted(parse(archive.read("META-INF/manifest.xml")))
    if "content.xml" not in archive.names:
        raise BrokenFile(BROKEN)
    return {
        part: parse(archive.read(f"{part}.xml"))
        for part in (*CHANGED, "meta")
        if f"{part}.xml" in archive.names
    }


def _segments(trees: dict[str, Element]) -> Iterator[Segment]:
    styles = styles_of(trees.values())
    yield from cell_segments(trees["content"])
    for stem in CHANGED:
        if stem in trees:
            yield from paragraph_segments(stem, trees[stem], styles)


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
