"""Word documents: every part that holds text, read and rewritten in place."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from common.documents.docx.paragraphs import has_deletions, paragraphs
from common.documents.docx.scrubbing import scrub_package
from common.documents.edits import by_segment, masked_words
from common.documents.model import Document, Edit, Report
from common.documents.notes import DELETIONS
from common.documents.ooxml.package import Package


def read(path: Path) -> Document:
    """A segment a paragraph; ids are part name and paragraph number, as `word/document.xml#12`."""
    with closing(Package(path)) as package:
        found = paragraphs(package)
        properties = package.properties()
        return Document(
            format="docx",
            title=properties.get("title"),
            segments=[paragraph.segment for paragraph in found],
            metadata=properties,
            unread=[DELETIONS] if has_deletions(package) else [],
        )


def rewrite(path: Path, edits: Sequence[Edit], out: Path, *, scrub: bool) -> Report:
    """Edits in place; with `scrub`, what a reader does not see is taken out as well."""
    with closing(Package(path)) as package:
        found = paragraphs(package)
        edits_of = by_segment(edits, (paragraph.segment for paragraph in found))
        for paragraph in found:
            if changes := edits_of.get(paragraph.segment.id):
                paragraph.change(changes)
        masked = masked_words((paragraph.segment for paragraph in found), edits)
        removed = scrub_package(package, found, masked) if scrub else []
        package.save(out)
    return Report(applied=len(edits), removed=removed)
