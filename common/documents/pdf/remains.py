"""What a PDF holds besides its pages, for a report in Japanese of what goes."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

TELLING_XMP = re.compile(
    rb"dc:(?:title|creator|description|subject|contributor)\b|pdf:Keywords|xmpMM:History|photoshop:"
)
TELLING_INFO = ("/Title", "/Author", "/Subject", "/Keywords", "/Company", "/Manager")
SHOWING = {
    "/Widget", "/FreeText", "/Stamp", "/Ink", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine",
    "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Caret",
}  # fmt: skip
"""Annotations whose look is part of what a reader sees; it is kept as part of the page."""
HEAD_BYTES = 2048


def remains(path: Path, file: pikepdf.Pdf) -> Iterator[str]:
    """Each thing once, those that tell something of people or of earlier states."""
    root: Any = file.Root
    names: Any = root.get("/Names", {})
    if any(str(file.docinfo.get(key, "")).strip() for key in TELLING_INFO):
        yield "文書のプロパティ"
    if "/Metadata" in root and TELLING_XMP.search(root.Metadata.read_bytes()):
        yield "文書のプロパティ"
    if "/Outlines" in root:
        yield "しおり"
    if "/AcroForm" in root and len(root.AcroForm.get("/Fields", [])):
        yield "入力フォーム（表示されている値は残ります）"
    if "/EmbeddedFiles" in names or "/AF" in root or "/Collection" in root:
        yield "添付ファイル"
    if "/JavaScript" in names or "/AA" in root or _acts(root.get("/OpenAction")):
        yield "自動で動く仕掛け（JavaScript など）"
    if layers_off(file):
        yield "非表示のレイヤー"
    for page in file.pages:
        yield from _of_page(page.obj)
    if _revisions(path.read_bytes()) > 1:
        yield "以前の版"


def _acts(action: Any) -> bool:
    return isinstance(action, pikepdf.Dictionary) and str(action.get("/S")) != "/GoTo"


def _of_page(page: Any) -> Iterator[str]:
    kinds = [str(annotation.get("/Subtype")) for annotation in page.get("/Annots", [])]
    if any(kind == "/FileAttachment" for kind in kinds):
        yield "添付ファイル"
    if any(kind not in ("/Link", "/Widget", "/Popup", "/FileAttachment") for kind in kinds):
        yield "注釈"
    if "/Thumb" in page:
        yield "サムネイル"
    if "/AA" in page:
        yield "自動で動く仕掛け（JavaScript など）"


def layers_off(file: pikepdf.Pdf) -> set[tuple[int, int]]:
    """The layers that a reader does not see, by object number."""
    layers = file.Root.get("/OCProperties")
    if layers is None:
        return set()
    chosen: Any = layers.get("/D", {})
    listed = {group.objgen for group in chosen.get("/OFF", [])}
    if str(chosen.get("/BaseState", "/ON")) == "/OFF":
        shown = {group.objgen for group in chosen.get("/ON", [])}
        listed |= {group.objgen for group in layers.get("/OCGs", [])} - shown
    return listed


def _revisions(content: bytes) -> int:
    """How often the file was saved by appending; a linearized one has two tables from the start."""
    tables = len(re.findall(rb"startxref\s+\d+\s+%%EOF", content))
    return tables - (1 if b"/Linearized" in content[:HEAD_BYTES] else 0)
