"""Which adapter reads what: the registry.

A format is added by one adapter module and one line of FORMATS. An adapter has
`read(path) -> Document` and, where `rewritable`, `rewrite(path, edits, out, *, scrub) -> Report`.
"""

from dataclasses import dataclass
from pathlib import Path

from common.documents.sniffing import TEXT, describe, sniff
from common.errors import BrokenFile, UnsupportedFormat


@dataclass(frozen=True)
class Format:
    name: str
    suffixes: tuple[str, ...]
    kind: str
    """The content, as `sniffing.sniff` calls it; plain text is told apart by suffix alone."""
    adapter: str
    rewritable: bool = False


FORMATS = (
    Format("txt", (".txt", ".text", ".log"), TEXT, "common.documents.text", rewritable=True),
    Format("md", (".md", ".markdown"), TEXT, "common.documents.text", rewritable=True),
    Format("csv", (".csv", ".tsv"), TEXT, "common.documents.csv", rewritable=True),
    Format("docx", (".docx", ".dotx"), "docx", "common.documents.docx", rewritable=True),
    Format("xlsx", (".xlsx", ".xltx"), "xlsx", "common.documents.xlsx"),
    Format("pptx", (".pptx", ".potx", ".ppsx"), "pptx", "common.documents.pptx"),
    Format("pdf", (".pdf",), "pdf", "common.documents.pdf"),
)

SUPPORTED: dict[str, str] = {suffix: entry.name for entry in FORMATS for suffix in entry.suffixes}
"""Suffix (lower case, with its dot) to format name."""

REWRITABLE = frozenset(entry.name for entry in FORMATS if entry.rewritable)
"""Names of the formats that `rewrite` can write."""


def find_format(path: Path, name: str) -> Format:
    """The format of a file by its content; `name` is what its owner called it.

    Content wins over the suffix. Raises EmptyFile, BrokenFile, EncryptedFile or UnsupportedFormat.
    """
    kind = sniff(path)
    suffix = Path(name).suffix.lower()
    if kind == TEXT:
        return _text_format(suffix)
    for entry in FORMATS:
        if entry.kind == kind:
            return entry
    raise UnsupportedFormat(
        f"{describe(kind)}には対応していません。{_readable()}に変換してからお試しください。", kind=kind
    )


def _text_format(suffix: str) -> Format:
    for entry in FORMATS:
        if suffix in entry.suffixes and entry.kind == TEXT:
            return entry
    if suffix in SUPPORTED:
        raise BrokenFile(
            f"拡張子は {suffix} ですが、中身はその形式ではありません。元のファイルを確認してください。"
        )
    if not suffix:
        return FORMATS[0]
    raise UnsupportedFormat(
        f"拡張子 {suffix} のファイルには対応していません。{_readable()}をお使いください。"
    )


def _readable() -> str:
    return "、".join(dict.fromkeys(entry.name for entry in FORMATS))
