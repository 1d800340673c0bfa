"""Which adapter reads what: the registry.

A format is added by one adapter module and one line of FORMATS. An adapter has
`read(path) -> Document` and, where `rewritable`, `rewrite(path, edits, out, *, scrub) -> Report`; where
only `maskable`, `blacken(path, edits, pictured, out) -> Report`, which writes a new file for disclosure; where
`rebuilt`, `rebuild(path, out) -> Report`, which writes its text as a file of another format.
One with `members(path)` holds other files, one with `render(path, page)` holds pictures of text.
"""

from dataclasses import dataclass
from pathlib import Path

from common.documents.sniffing import SUFFIX_NAMES, TEXT, WRITTEN, describe, sniff
from common.errors import BrokenFile, UnsupportedFormat


@dataclass(frozen=True)
class Format:
    name: str
    suffixes: tuple[str, ...]
    kind: str
    """The content, as `sniffing.sniff` calls it."""
    adapter: str
    rewritable: bool = False
    maskable: bool = False
    """Words can be masked in it, though it is not otherwise rewritten."""
    translatable: bool = False
    """`rewrite` puts other words into it, but never for disclosure: what no reader sees stays in it."""
    rebuilt: str | None = None
    """The suffix of what `rebuild` makes of its text, where it cannot be rewritten itself."""


FORMATS = (
    Format("txt", (".txt", ".text", ".log"), TEXT, "common.documents.text", rewritable=True),
    Format("md", (".md", ".markdown"), TEXT, "common.documents.text", rewritable=True),
    Format("csv", (".csv", ".tsv"), TEXT, "common.documents.csv", rewritable=True),
    Format("srt", (".srt",), TEXT, "common.documents.captions", translatable=True),
    Format("vtt", (".vtt",), TEXT, "common.documents.captions", translatable=True),
    Format("po", (".po", ".pot"), TEXT, "common.documents.po", translatable=True),
    Format("html", (".html", ".htm", ".xhtml"), "html", "common.documents.html", rewritable=True),
    Format(
        "eml", (".eml", ".mht", ".mhtml"), "eml", "common.documents.eml", maskable=True, translatable=True
    ),
    Format("docx", (".docx", ".dotx"), "docx", "common.documents.docx", rewritable=True),
    Format("xlsx", (".xlsx", ".xltx"), "xlsx", "common.documents.xlsx", rewritable=True),
    Format("pptx", (".pptx", ".potx", ".ppsx"), "pptx", "common.documents.pptx", rewritable=True),
    Format("docm", (".docm", ".dotm"), "docm", "common.documents.docx"),
    Format("xlsm", (".xlsm", ".xltm"), "xlsm", "common.documents.xlsx"),
    Format("pptm", (".pptm", ".ppsm"), "pptm", "common.documents.pptx"),
    Format("pdf", (".pdf",), "pdf", "common.documents.pdf", maskable=True, rebuilt=".docx"),
    Format("rtf", (".rtf",), "rtf", "common.documents.rtf"),
    Format("doc", (".doc", ".dot"), "doc", "common.documents.legacy"),
    Format("xls", (".xls", ".xlt"), "xls", "common.documents.legacy"),
    Format("ppt", (".ppt", ".pps"), "ppt", "common.documents.legacy"),
    Format("xlsb", (".xlsb",), "xlsb", "common.documents.legacy"),
    Format("odt", (".odt", ".ott"), "odt", "common.documents.odf", translatable=True),
    Format("ods", (".ods", ".ots"), "ods", "common.documents.odf"),
    Format("odp", (".odp", ".otp"), "odp", "common.documents.odf", translatable=True),
    Format("msg", (".msg",), "msg", "common.documents.msg"),
    Format("jtd", (".jtd", ".jtt", ".jtdc", ".jttc"), "jtd", "common.documents.jtd"),
    Format("png", (".png",), "png", "common.documents.images", maskable=True),
    Format("jpg", (".jpg", ".jpeg"), "jpeg", "common.documents.images", maskable=True),
    Format("tiff", (".tif", ".tiff"), "tiff", "common.documents.images", maskable=True),
    Format("bmp", (".bmp",), "bmp", "common.documents.images"),
    Format("gif", (".gif",), "gif", "common.documents.images"),
    Format("zip", (".zip",), "zip", "common.documents.zip"),
)

SUPPORTED: dict[str, str] = {suffix: entry.name for entry in FORMATS for suffix in entry.suffixes}
"""Suffix (lower case, with its dot) to format name."""

REWRITABLE = frozenset(entry.name for entry in FORMATS if entry.rewritable or entry.translatable)
"""Names of the formats that `rewrite` can write."""

TRANSLATABLE = REWRITABLE | {entry.name for entry in FORMATS if entry.rebuilt}
"""Names of the formats that can be had in other words, perhaps `rebuilt`."""

MASKABLE = frozenset(entry.name for entry in FORMATS if entry.rewritable or entry.maskable)
"""Names of the formats that `rewrite` can write with `scrub`."""

USUAL = "Word、Excel、PowerPoint、PDF、テキストなど"


def find_format(path: Path, name: str) -> Format:
    """The format of a file by its content; `name` is what its owner called it.

    Content wins over the suffix. Raises EmptyFile, BrokenFile, EncryptedFile or UnsupportedFormat.
    """
    kind = sniff(path)
    suffix = Path(name).suffix.lower()
    if kind in WRITTEN:
        return _written_format(kind, suffix)
    for entry in FORMATS:
        if entry.kind == kind:
            return entry
    raise UnsupportedFormat(
        f"{describe(kind, suffix)}には対応していません。{USUAL}に変換してからお試しください。", kind=kind
    )


def _written_format(kind: str, suffix: str) -> Format:
    """Among the formats that are text, the suffix says which is meant; without one, the content."""
    for entry in FORMATS:
        if suffix in entry.suffixes and entry.kind in WRITTEN:
            return entry
    if kind != TEXT:
        return next(entry for entry in FORMATS if entry.kind == kind)
    if suffix in SUPPORTED:
        raise BrokenFile(
            f"拡張子は {suffix} ですが、中身はその形式ではありません。元のファイルを確認してください。"
        )
    if not suffix:
        return FORMATS[0]
    raise UnsupportedFormat(
        f"{SUFFIX_NAMES.get(suffix, f'拡張子 {suffix} のファイル')}には対応していません。{USUAL}をお使いください。",
        kind=kind,
    )
