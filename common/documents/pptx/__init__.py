"""PowerPoint presentations: slides in their order, notes, comments, charts, diagrams and masters."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from common.documents.edits import by_segment, masked_words
from common.documents.model import Document, Edit, Report
from common.documents.ooxml.package import Package
from common.documents.ooxml.runs import change
from common.documents.ooxml.scrubbing import Words
from common.documents.pptx.scrubbing import scrub_package
from common.documents.pptx.texts import texts


def read(path: Path) -> Document:
    """A segment a paragraph; ids are part name and number, as `ppt/slides/slide1.xml#3`."""
    with closing(Package(path)) as package:
        properties = package.properties()
        return Document(
            format="pptx",
            title=properties.get("title"),
            segments=[text.segment for text in texts(package)],
            metadata=properties,
        )


def rewrite(path: Path, edits: Sequence[Edit], out: Path, *, scrub: bool) -> Report:
    """Edits in place; with `scrub`, what no audience sees is taken out as well."""
    with closing(Package(path)) as package:
        found = list(texts(package))
        edits_of = by_segment(edits, (text.segment for text in found))
        for text in found:
            if changes := edits_of.get(text.segment.id):
                change(text.slots, changes)
        removed: list[str] = []
        if scrub:
            words = Words(masked_words((text.segment for text in found), edits))
            shown = {slot.element for text in found for slot in text.slots}
            removed = scrub_package(package, words, shown)
        package.save(out)
    return Report(applied=len(edits), removed=removed)
