"""Accepted findings as edits: what stands in the place of each masked stretch."""

from collections.abc import Iterable, Mapping, Sequence

from common.documents import Edit
from services.masking.findings import Finding
from services.masking.folding import search_key
from services.masking.kinds import Kind
from services.masking.people import person_labels
from services.masking.propagation import PEOPLE
from services.masking.pseudonyms import Pseudonyms
from services.masking.record import Style

BLOCK = "■"
HONORIFICS = ("さん", "氏", "様", "殿")


def edits_for(findings: Iterable[Finding], style: Style, texts: Iterable[str] = ()) -> list[Edit]:
    """Edits that do not overlap; findings that do become one. Labels count in the order of `findings`.

    `texts` is the whole document: no pseudonym may stand in it.
    """
    masked = [finding for finding in findings if finding.is_masked]
    written = replacements(masked, style, texts)
    accepted = sorted(masked, key=lambda finding: (finding.segment, finding.start, -finding.end))
    edits: list[Edit] = []
    for finding in accepted:
        before = edits[-1] if edits else None
        if before and before.segment_id == finding.segment and finding.start < before.end:
            if finding.end > before.end:
                rest = finding.text[before.end - finding.start :]
                text = before.text + (blocks(rest) if style == "block" else "")
                edits[-1] = before.model_copy(update={"end": finding.end, "text": text})
        else:
            text = written[finding.id]
            edits.append(Edit(segment_id=finding.segment, start=finding.start, end=finding.end, text=text))
    return edits


def replacements(masked: Sequence[Finding], style: Style, texts: Iterable[str]) -> Mapping[str, str]:
    """What stands in the place of each finding, by its id."""
    match style:
        case "block":
            return {finding.id: blocks(finding.text) for finding in masked}
        case "label":
            labels = person_labels(f.text for f in masked if f.entity_type in PEOPLE)
            return {finding.id: label(finding, labels) for finding in masked}
        case "pseudonym":
            pseudonyms = Pseudonyms(masked, texts)
            return {finding.id: pseudonyms.of(finding) for finding in masked}


def blocks(text: str) -> str:
    """As many blocks as characters; a line end stays one."""
    return "".join(character if character in "\r\n\t" else BLOCK for character in text)


def label(finding: Finding, labels: Mapping[str, str]) -> str:
    """A氏 for a person, the kind in brackets for anything else."""
    if finding.entity_type in PEOPLE:
        name = labels[search_key(finding.text)]
        return name.removesuffix("氏") if finding.after.startswith(HONORIFICS) else name
    return f"［{Kind(finding.entity_type).label}］"


def applied(text: str, edits: Sequence[Edit]) -> str:
    """`text` after edits that do not overlap."""
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def grouped(edits: Iterable[Edit]) -> Mapping[str, list[Edit]]:
    """By the segment that they change."""
    groups: dict[str, list[Edit]] = {}
    for edit in edits:
        groups.setdefault(edit.segment_id, []).append(edit)
    return groups


def shifted_spans(edits: Sequence[Edit], findings: Iterable[Finding]) -> Mapping[str, list[tuple[int, int]]]:
    """By segment, where the findings that stay readable stand after the edits."""
    spans: dict[str, list[tuple[int, int]]] = {}
    of_segment = grouped(edits)
    for finding in findings:
        if not finding.is_masked:
            moved = sum(
                len(edit.text) - (edit.end - edit.start)
                for edit in of_segment.get(finding.segment, ())
                if edit.end <= finding.start
            )
            spans.setdefault(finding.segment, []).append((finding.start + moved, finding.end + moved))
    return spans
