"""The result of a bulk: one zip of what was masked and verified, under names without names of people."""

import shutil
import zipfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from common.documents import Place, Segment
from common.files import AtomicFile
from services.masking.analyzer import Analyzer
from services.masking.blackening import blocks as black
from services.masking.blocks import blocks, locate
from services.masking.bulk.paths import distinct, parts, split
from services.masking.findings import Finding
from services.masking.folding import search_key
from services.masking.ledger import without
from services.masking.profiles import Profile
from services.masking.propagation import PEOPLE, SHORTEST, UNCLEAR

DATE = (1980, 1, 1, 0, 0, 0)


def write_zip(out: Path, files: Iterable[tuple[str, Path]]) -> None:
    """A zip of files by their paths in it, with one fixed date so that it tells nothing of when."""
    with AtomicFile(out) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in files:
            entry = zipfile.ZipInfo(name, DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            with path.open("rb") as content, archive.open(entry, "w") as member:
                shutil.copyfileobj(content, member)


def people_of(findings: Iterable[Finding]) -> set[str]:
    """Search keys of the people who were masked on firm grounds."""
    masked = (f for f in findings if f.is_masked and f.entity_type in PEOPLE and f.score > UNCLEAR)
    return {key for finding in masked if len(key := search_key(finding.text)) >= SHORTEST}


def public_paths(
    files: Sequence[tuple[str, str | None]], people: Collection[str], analyzer: Analyzer, profile: Profile
) -> list[str]:
    """For each file (its name in the zip, the name of its masked form or None) its path for the public.

    Folders and files are searched like any text, and for every person of `people`.
    """
    cut = [(*parts(name)[:-1], *split(masked or parts(name)[-1])) for name, masked in files]
    shown = _masked({word for *words, _ in cut for word in words}, people, analyzer, profile)
    return list(distinct("/".join(shown[word] for word in words) + suffix for *words, suffix in cut))


def _masked(
    names: Collection[str], people: Collection[str], analyzer: Analyzer, profile: Profile
) -> Mapping[str, str]:
    segments = [Segment(id=name, text=name, place=Place(part="name")) for name in sorted(names)]
    texts = [segment.text for segment in segments]
    for block in blocks(segments):
        for item in locate(block, analyzer.analyze(block.text)):
            start, end = item.detection.start, item.detection.end
            if profile.rule(item.detection.kind).masks:
                text = texts[item.segment]
                texts[item.segment] = text[:start] + black(text[start:end]) + text[end:]
    longest_first = sorted(people, key=len, reverse=True)
    return {segment.text: without(text, longest_first) for segment, text in zip(segments, texts, strict=True)}
