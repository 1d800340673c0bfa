"""Is this file safe to publish? What can be read in it, and what hides in it."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import BaseModel

from common.documents import MASKABLE, Document, Picture, Recognizer, Segment, rewrite
from common.documents.model import PART_LABELS
from common.documents.pictures import Line
from common.errors import TooLarge, Unavailable
from common.settings import SandboxSettings
from services.masking.analyzer import Analyzer
from services.masking.blocks import blocks, locate
from services.masking.columns.anonymity import Anonymity
from services.masking.columns.judging import Judged, judge_tables, warnings
from services.masking.columns.treatments import COMMON
from services.masking.findings import LabelledPlace, labelled
from services.masking.kinds import Kind
from services.masking.maskable import WITH_MACROS
from services.masking.profiles import Profile
from services.masking.propagation import propagate
from services.masking.reading import read_segments

MOST_CHARACTERS = 50_000
MOST_PICTURES = 10
TOO_MANY_PICTURES = f"この確認で画像から文字を読み取るのは{MOST_PICTURES}ページまでです。POST /v1/masking/documents をお使いください。"
ORDINARY = frozenset(
    {
        "文書のプロパティ",
        "プリンターの設定",
        "計算の順序",
        "表示の設定",
        "セルの付加情報",
        "拡張機能の情報",
        "図の控え",
    }
)
"""Removed to be sure, though by themselves they say nothing of people; properties are judged one by one."""
SMALL = "同じ組み合わせの記録が少なく、誰のことかわかるおそれのある行"
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

PROPERTIES = {
    "author": "作成者", "creator": "作成者", "lastmodifiedby": "最終更新者", "title": "題名", "subject": "件名",
    "keywords": "キーワード", "description": "説明", "comments": "コメント", "category": "分類", "company": "会社",
    "manager": "管理者", "from": "差出人", "to": "宛先", "date": "日付",
}  # fmt: skip
PROGRAM = {"pdf": frozenset({"creator"})}
"""Where this key names the program that made the file, not a person (ISO 32000-2, 14.3.3)."""


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
    """`safe` only when nothing to mask was found, no record stands out, nothing hides, and all of it could be read.

    `nothing_hidden` judges the masking alone: whatever can be read in the file can also be seen on it.
    """

    safe: bool
    nothing_hidden: bool
    summary: str
    """Both of them in one Japanese sentence."""
    format: str
    findings: list[Remark]
    hidden: list[str]
    unread: list[str]
    tables: list[Anonymity] = []
    """k-anonymity of each table about people, where the profile treats columns."""
    warnings: list[str] = []
    """The tables in which records stand out, a Japanese line each."""


def check(
    path: Path,
    name: str,
    profile: Profile,
    analyzer: Analyzer,
    limits: SandboxSettings,
    recognizer: Recognizer,
    smallest_group: int,
) -> Verdict:
    """Judge a file. Raises what reading it raises, and TooLarge for a text too long to wait for."""
    document, segments = read_segments(path, name, limits, _patient(recognizer))
    if sum(len(segment.text) for segment in segments) > MOST_CHARACTERS:
        raise TooLarge(
            f"文字が多すぎます（上限 {MOST_CHARACTERS:,}字）。POST /v1/masking/documents をお使いください。",
            limit_characters=MOST_CHARACTERS,
        )
    found = [item for block in blocks(segments) for item in locate(block, analyzer.analyze(block.text))]
    judged = judge_tables(segments, found, profile, smallest_group)
    remarks = _remarks(segments, judged, profile)
    hidden = [*hidden_things(document), *removable(path, name, document.format, limits)]
    wanted = sum(remark.masked_by_profile for remark in remarks)
    small = sum(table.small for table in judged.tables)
    safe = not (wanted or small or hidden or document.unread)
    return Verdict(
        safe=safe,
        nothing_hidden=not (hidden or document.unread),
        summary=summary(wanted, len(hidden), len(document.unread), small),
        format=document.format,
        findings=remarks,
        hidden=hidden,
        unread=document.unread,
        tables=list(judged.tables),
        warnings=warnings(judged.tables),
    )


def summary(seen: int, hidden: int, unread: int, small: int = 0) -> str:
    """What a person should do next. What shows in the open is left to see; what hides is a failed masking."""
    if hidden or unread:
        parts = [f"見えない所に{hidden}件残っています"] if hidden else []
        parts += [f"読めない所が{unread}件あります"] if unread else []
        parts += [f"{SMALL}が{small:,}件あります"] if small else []
        return f"公開できません。{'。'.join(parts)}。"
    if seen or small:
        parts = [f"見えている文字に個人情報らしいものが{seen}件あります"] if seen else []
        parts += [f"{SMALL}が{small:,}件あります"] if small else []
        return f"隠れて残っているものはありません。{'。'.join(parts)}。公開してよいか確かめてください。"
    return "隠れて残っているものも、見えている個人情報も見つかりませんでした。"


def removable(path: Path, name: str, form: str, limits: SandboxSettings) -> list[str]:
    """What masking would take out of the file although nobody marked it, in Japanese."""
    if form in WITH_MACROS:
        return ["マクロが入っています"]
    if form not in MASKABLE:
        return []
    with TemporaryDirectory() as folder:
        report = rewrite(path, [], Path(folder) / "masked", name=name, scrub=True, limits=limits)
    return [f"取り除けるものが残っています: {label}" for label in report.removed if label not in ORDINARY]


def _patient(recognizer: Recognizer) -> Recognizer:
    """A recognizer that reads so many pictures and no more: somebody waits for the answer."""
    pages = iter(range(MOST_PICTURES))

    def recognize(picture: Picture) -> Sequence[Line]:
        if next(pages, None) is None:
            raise Unavailable(TOO_MANY_PICTURES)
        return recognizer(picture)

    return recognize


def hidden_things(document: Document) -> list[str]:
    """What a reader of the printed page does not see, in Japanese."""
    parts = Counter(s.place.part for s in document.segments if s.place.part in OFF_THE_PAGE)
    lines = [f"{PART_LABELS[part]}が{count}か所あります" for part, count in parts.items()]
    if count := sum(segment.place.hidden for segment in document.segments):
        lines.append(f"表示されない所（シート、行、列、スライドなど）に文字が{count}か所あります")
    technical = TECHNICAL | PROGRAM.get(document.format, frozenset())
    properties = [key for key, value in document.metadata.items() if value and key.lower() not in technical]
    if properties:
        lines.append(f"文書の情報（プロパティ）が残っています: {'、'.join(map(_property, properties))}")
    return lines


def _property(key: str) -> str:
    label = PROPERTIES.get(key.lower())
    return f"{label}（{key}）" if label else key


def _remarks(segments: Sequence[Segment], judged: Judged, profile: Profile) -> list[Remark]:
    remarks = []
    alone = COMMON if profile.columns else ()
    for item in propagate([segment.text for segment in segments], judged.found, alone=alone):
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
                masked_by_profile=profile.rule(detection.kind).masks and segment.id not in judged.standing,
            )
        )
    return remarks
