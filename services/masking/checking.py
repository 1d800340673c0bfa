"""Is this file safe to publish? What can be read in it, and what hides in it."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel

from common.documents import Document, Segment
from common.documents.model import PART_LABELS
from common.errors import TooLarge
from common.settings import SandboxSettings
from services.masking.analyzer import Analyzer
from services.masking.blocks import blocks, locate
from services.masking.findings import LabelledPlace, labelled
from services.masking.kinds import Kind
from services.masking.profiles import find_profile
from services.masking.propagation import propagate
from services.masking.reading import read_segments

MOST_CHARACTERS = 50_000
OFF_THE_PAGE = ("comment", "note", "alt", "bookmark", "metadata")
TECHNICAL = frozenset(
    {
        "encoding", "format", "pages", "sheets", "slides", "words", "characters", "lines", "paragraphs",
        "characterswithspaces", "revision", "created", "modified", "totaltime", "template", "application",
        "appversion", "docsecurity", "scalecrop", "linksuptodate", "shareddoc", "hyperlinkschanged",
        "producer", "creationdate", "moddate", "language",
    }
)  # fmt: skip
"""Metadata that says nothing of people, in lower case. Any other is worth a look."""


class Remark(BaseModel):
    """Personal information that the file still shows."""

    entity_type: str
    entity_label: str
    text: str
    place: LabelledPlace
    segment: str
    start: int
    end: int
    score: float
    why: str
    masked_by_profile: bool


class Verdict(BaseModel):
    """`safe` only when nothing to mask was found, nothing hides, and all of it could be read."""

    safe: bool
    format: str
    findings: list[Remark]
    hidden: list[str]
    unread: list[str]


def check(path: Path, name: str, profile: str, analyzer: Analyzer, limits: SandboxSettings) -> Verdict:
    """Judge a file. Raises what reading it raises, and TooLarge for a text too long to wait for."""
    document, segments = read_segments(path, name, limits)
    if sum(len(segment.text) for segment in segments) > MOST_CHARACTERS:
        raise TooLarge(
            f"文字が多すぎます（上限 {MOST_CHARACTERS:,}字）。POST /v1/masking/documents をお使いください。",
            limit_characters=MOST_CHARACTERS,
        )
    remarks = _remarks(segments, profile, analyzer)
    hidden = hidden_things(document)
    wanted = any(remark.masked_by_profile for remark in remarks)
    safe = not (wanted or hidden or document.unread)
    return Verdict(safe=safe, format=document.format, findings=remarks, hidden=hidden, unread=document.unread)


def hidden_things(document: Document) -> list[str]:
    """What a reader of the printed page does not see, in Japanese."""
    parts = Counter(s.place.part for s in document.segments if s.place.part in OFF_THE_PAGE)
    lines = [f"{PART_LABELS[part]}が{count}か所あります" for part, count in parts.items()]
    if count := sum(segment.place.hidden for segment in document.segments):
        lines.append(f"表示されないシートやスライドに文字が{count}か所あります")
    properties = [key for key, value in document.metadata.items() if value and key.lower() not in TECHNICAL]
    if properties:
        lines.append(f"文書の情報（プロパティ）が残っています: {'、'.join(properties)}")
    return lines


def _remarks(segments: Sequence[Segment], profile: str, analyzer: Analyzer) -> list[Remark]:
    found = [item for block in blocks(segments) for item in locate(block, analyzer.analyze(block.text))]
    rules = find_profile(profile)
    remarks = []
    for item in propagate([segment.text for segment in segments], found, analyzer.tokens):
        segment, detection = segments[item.segment], item.detection
        remarks.append(
            Remark(
                entity_type=detection.kind,
                entity_label=Kind(detection.kind).label,
                text=segment.text[detection.start : detection.end],
                place=labelled(segment),
                segment=segment.id,
                start=detection.start,
                end=detection.end,
                score=round(detection.score, 3),
                why=detection.why,
                masked_by_profile=rules.rule(detection.kind).masks,
            )
        )
    return remarks
