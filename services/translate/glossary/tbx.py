"""Glossaries as TBX: version 3 (ISO 30042:2019, TBX-Basic) and, to be read, version 2 (`martif`)."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from lxml import etree
from pydantic import ValidationError

from common.errors import BadRequest
from common.safe_xml import Element
from common.sheets import Rejected
from services.translate.exchange import XML_LANGUAGE, below, parse, text_of, written
from services.translate.glossary.entries import MAX_ENTRIES, EntryWrite
from services.translate.glossary.sheets import TOO_MANY, Taken
from services.translate.languages import canonical, tagged

NAMESPACE = "urn:iso:std:iso:30042:ed-2"


def read_tbx(content: bytes, source: str) -> Taken:
    """From each concept, the first term in the language `source` with the first in every other. Raises BrokenFile, BadRequest."""
    root = parse(content, "TBX", ("tbx", "martif"))
    found: dict[tuple[str, str, str], EntryWrite] = {}
    rejected: list[Rejected] = []
    for concept in below(root, "conceptEntry", "termEntry"):
        line = concept.sourceline or 0
        terms = _terms(concept)
        if source not in terms:
            rejected.append(Rejected(line=line, reason="原語の言語の語がありません。"))
            continue
        note = next((text_of(each) for each in below(concept, "note")), "")
        for code in terms.keys() - {source}:
            try:
                entry = EntryWrite(
                    source=terms[source],
                    source_language=source,
                    target=terms[code],
                    target_language=code,
                    note=note,
                )
            except ValidationError:
                rejected.append(Rejected(line=line, reason="語が空か、長すぎます。"))
                continue
            found.setdefault(entry.key, entry)
    if len(found) > MAX_ENTRIES:
        raise BadRequest(TOO_MANY)
    return Taken(entries=list(found.values()), rejected=rejected)


def write_tbx(entries: Sequence[EntryWrite], name: str) -> bytes:
    root = etree.Element(
        f"{{{NAMESPACE}}}tbx",
        {"type": "TBX-Basic", "style": "dca", XML_LANGUAGE: "ja"},
        nsmap={None: NAMESPACE},
    )
    _add(_add(_add(_add(root, "tbxHeader"), "fileDesc"), "sourceDesc"), "p", name)
    body = _add(_add(root, "text"), "body")
    for number, concept in enumerate(_concepts(entries), 1):
        entry = _add(body, "conceptEntry")
        entry.set("id", f"c{number}")
        if note := next((each.note for each in concept if each.note), ""):
            _add(entry, "note", note)
        for code, word in [
            (concept[0].source_language, concept[0].source),
            *((e.target_language, e.target) for e in concept),
        ]:
            section = _add(entry, "langSec")
            section.set(XML_LANGUAGE, tagged(code))
            _add(_add(section, "termSec"), "term", word)
    return written(root)


def _concepts(entries: Sequence[EntryWrite]) -> Iterator[list[EntryWrite]]:
    """Entries of one word, whose notes agree, are one concept."""

    def same(entry: EntryWrite) -> tuple[str, str, str]:
        return entry.source_language, entry.source, entry.note

    return (list(group) for _, group in groupby(sorted(entries, key=same), key=same))


def _terms(concept: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for section in below(concept, "langSec", "langSet"):
        code = canonical(section.get(XML_LANGUAGE) or section.get("lang") or "")
        term = next((text_of(each).strip() for each in below(section, "term")), "")
        if code and term:
            found.setdefault(code, term)
    return found


def _add(parent: Element, name: str, text: str | None = None) -> Element:
    child = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    child.text = text
    return child
