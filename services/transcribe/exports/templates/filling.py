"""Put the minutes into a template: rows and paragraphs repeated, the style of the placeholder's run kept."""

import tempfile
from collections.abc import Mapping
from contextlib import closing
from copy import deepcopy
from pathlib import Path

from pydantic import TypeAdapter

from common import sandbox
from common.documents.model import Edit
from common.documents.ooxml.markup import Element, find_all, name, remove
from common.documents.ooxml.package import Package
from common.documents.ooxml.runs import change, slots_of, text_of
from services.transcribe.exports.options import ExportOptions
from services.transcribe.exports.templates.package import paragraphs, placeholders, row_groups, text_roots
from services.transcribe.exports.templates.placeholders import (
    LISTS,
    PLACEHOLDER,
    Values,
    canonical,
    values_of,
)
from services.transcribe.schemas import Transcript, without_controls

NOTHING = "（なし）"
ONCE = ("w:bookmarkStart", "w:bookmarkEnd")
"""What may stand only once in a document, so that copies go without."""
UNIQUE = ("paraId", "textId")


def filled(template: Path, transcript: Transcript, options: ExportOptions) -> bytes:
    """The template with this transcript's minutes in it, made in the sandbox."""
    values = values_of(transcript, options)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "minutes.docx"
        sandbox.run(fill_here, template.absolute(), values, out, result=TypeAdapter(None))
        return out.read_bytes()


def fill_here(template: Path, values: Values, out: Path) -> None:
    """`filled`, in this process, to the file `out`."""
    with closing(Package(template)) as package:
        for root in text_roots(package):
            _fill(root, values)
        package.save(out)


def _fill(root: Element, values: Values) -> None:
    for row, groups in row_groups(root):
        _repeat_row(row, groups[0], values.rows.get(groups[0], []))
    for paragraph in paragraphs(root):
        listed = next((each for each in placeholders(paragraph) if each in LISTS), None)
        if listed is not None:
            _repeat_paragraph(paragraph, listed, values.lists[listed])
    for paragraph in paragraphs(root):
        _replace(paragraph, values.singles)


def _repeat_row(row: Element, group: str, records: list[dict[str, str]]) -> None:
    """One row a record; one that says that there is none, where there is none."""
    for record in records or [_empty(group, row)]:
        copied = _copy(row)
        row.addprevious(copied)
        texts = {f"{group}.{field}": text for field, text in record.items()}
        for paragraph in paragraphs(copied):
            _replace(paragraph, texts)
    remove(row)


def _empty(group: str, row: Element) -> dict[str, str]:
    """（なし） in the first field of the row, nothing in the others."""
    found = [each for paragraph in paragraphs(row) for each in placeholders(paragraph)]
    fields = [each.partition(".")[2] for each in found if each.startswith(f"{group}.")]
    return dict.fromkeys(fields, "") | {fields[0]: NOTHING}


def _repeat_paragraph(paragraph: Element, listed: str, lines: list[str]) -> None:
    for line in lines or [NOTHING]:
        copied = _copy(paragraph)
        paragraph.addprevious(copied)
        _replace(copied, {listed: line})
    if not _must_stay(paragraph):
        remove(paragraph)


def _must_stay(paragraph: Element) -> bool:
    """A section's settings live in its last paragraph: that one stays, emptied."""
    if not find_all(paragraph, "w:sectPr"):
        return False
    slots = slots_of(paragraph)
    change(slots, [Edit(segment_id="", start=0, end=len(text_of(slots)), text="")])
    return True


def _copy(element: Element) -> Element:
    copied = deepcopy(element)
    copied.tail = None
    for each in list(copied.iter()):
        for key in [key for key in each.attrib if str(key).rpartition("}")[2] in UNIQUE]:
            del each.attrib[key]
        if isinstance(each.tag, str) and name(each) in ONCE:
            remove(each)
    for properties in find_all(copied, "w:sectPr"):
        remove(properties)
    return copied


def _replace(paragraph: Element, texts: Mapping[str, str]) -> None:
    """Known placeholders by their texts; others stay as they are, for a later pass."""
    slots = slots_of(paragraph)
    edits = [
        Edit(segment_id="", start=match.start(), end=match.end(), text=without_controls(text))
        for match in PLACEHOLDER.finditer(text_of(slots))
        if (text := texts.get(canonical(match[1]))) is not None
    ]
    if edits:
        change(slots, edits)
