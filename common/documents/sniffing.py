"""What a file really is, by its first bytes and its inner table of contents."""

import re
from pathlib import Path

from common.documents.archive import Archive
from common.documents.ole import open_ole, top_names
from common.errors import BrokenFile, EmptyFile, EncryptedFile

TEXT = "text"
WRITTEN = (TEXT, "html", "eml")
"""Kinds that are text to the eye: between them the owner's suffix decides."""
HEAD_BYTES = 4096
STRANGE = bytes(byte for byte in range(32) if byte < 9 or 13 < byte < 27 or byte > 27)

MAGIC = (
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"BM", "bmp"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\x1f\x8b", "gzip"),
    (b"MZ", "exe"),
    (b"\x7fELF", "exe"),
    (b"ID3", "audio"),
    (b"RIFF", "audio"),
    (b"OggS", "audio"),
    (b"fLaC", "audio"),
)
OFFICE_MAIN = (
    (b"wordprocessingml.document.main+xml", "docx"),
    (b"wordprocessingml.template.main+xml", "docx"),
    (b"spreadsheetml.sheet.main+xml", "xlsx"),
    (b"spreadsheetml.template.main+xml", "xlsx"),
    (b"presentationml.presentation.main+xml", "pptx"),
    (b"presentationml.template.main+xml", "pptx"),
    (b"presentationml.slideshow.main+xml", "pptx"),
    (b"ms-word.document.macroEnabled", "docm"),
    (b"ms-word.template.macroEnabled", "docm"),
    (b"ms-excel.sheet.macroEnabled", "xlsm"),
    (b"ms-excel.template.macroEnabled", "xlsm"),
    (b"ms-powerpoint.presentation.macroEnabled", "pptm"),
    (b"ms-powerpoint.slideshow.macroEnabled", "pptm"),
    (b"macroEnabled", "macro"),
    (b"ms-excel.sheet.binary", "xlsb"),
)
OPEN_DOCUMENT = (
    (b"opendocument.text", "odt"),
    (b"opendocument.spreadsheet", "ods"),
    (b"opendocument.presentation", "odp"),
    (b"epub", "epub"),
)
OLE_STREAMS = (
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
    ("DocumentText", "jtd"),
    ("JSCompDocument", "jtd"),
    ("__properties_version1.0", "msg"),
)
PROTECTED = "EncryptedPackage"
LOCKED = "パスワードで保護されたファイルです。保護を解除して保存し直してからお試しください。"
HTML_HEAD = re.compile(
    r"(?:\s|<\?xml[^>]*>|<!--.*?-->)*<(?:!doctype\s+html|html|head|body|meta|table)\b",
    re.DOTALL | re.IGNORECASE,
)
MAIL_HEADER = re.compile(
    r"^(received|return-path|delivered-to|message-id|mime-version|from|to|cc|date|subject|reply-to"
    r"|content-type|content-transfer-encoding|x-[a-z0-9-]+):",
    re.IGNORECASE | re.MULTILINE,
)
HEADER_LINE = re.compile(r"[!-9;-~]+:")
FEWEST_HEADERS = 3
NAMES = {
    "ole": "この古い形式のファイル",
    "gzip": "圧縮ファイル（gz）",
    "7z": "圧縮ファイル（7z）",
    "rar": "圧縮ファイル（rar）",
    "exe": "実行ファイル",
    "audio": "音声・映像ファイル",
    "macro": "マクロを含む Office ファイル",
    "epub": "電子書籍（epub）",
    "binary": "この形式のファイル",
}
SUFFIX_NAMES = {
    ".xdw": "DocuWorks 文書（xdw）",
    ".xbd": "DocuWorks バインダー（xbd）",
    ".dwg": "CAD 図面（dwg）",
    ".dxf": "CAD 図面（dxf）",
    ".jww": "CAD 図面（jww）",
    ".mdb": "Access データベース（mdb）",
    ".accdb": "Access データベース（accdb）",
    ".pub": "Publisher 文書（pub）",
    ".vsd": "Visio 図面（vsd）",
    ".jsw": "旧形式の一太郎文書（jsw）",
    ".jaw": "旧形式の一太郎文書（jaw）",
    ".jbw": "旧形式の一太郎文書（jbw）",
    ".juw": "旧形式の一太郎文書（juw）",
    ".lzh": "圧縮ファイル（lzh）",
}
"""Formats that nothing here can open, told by suffix where the content says no more than that."""


def describe(kind: str, suffix: str = "") -> str:
    """The kind of content in Japanese; `suffix` helps where it is one of many."""
    if kind in ("ole", "binary") and suffix in SUFFIX_NAMES:
        return SUFFIX_NAMES[suffix]
    return NAMES.get(kind, f"{kind} 形式のファイル")


def sniff(path: Path) -> str:
    """The kind of content: a format's name, one of WRITTEN, or a key of NAMES.

    Raises EmptyFile, EncryptedFile for a protected Office file, and BrokenFile for a broken container.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head:
        raise EmptyFile("ファイルの中身がありません。正しいファイルを選び直してください。")
    kind = next((kind for magic, kind in MAGIC if head.startswith(magic)), None)
    if kind == "zip":
        return _zip_kind(path)
    if kind == "ole":
        return _ole_kind(path)
    if kind and not (kind in ("bmp", "exe") and b"\0" not in head):  # "BM" and "MZ" can also begin a text
        return kind
    if b"%PDF-" in head[:1024]:
        return "pdf"
    return "binary" if _looks_binary(head) else _written_kind(head)


def _zip_kind(path: Path) -> str:
    with Archive(path, unique=False) as archive:
        if "[Content_Types].xml" in archive.names:
            return _match(archive.read("[Content_Types].xml"), OFFICE_MAIN)
        if "mimetype" in archive.names:
            return _match(archive.read("mimetype"), OPEN_DOCUMENT)
    return "zip"


def _match(content: bytes, table: tuple[tuple[bytes, str], ...]) -> str:
    return next((kind for mark, kind in table if mark in content), "zip")


def _ole_kind(path: Path) -> str:
    """By what stands at the top: documents inside the document have such streams further down."""
    try:
        with open_ole(path) as ole:
            names = top_names(ole)
    except BrokenFile:
        # A directory that is damaged, or written by a careless program, may still name its one secret.
        if PROTECTED.encode("utf-16-le") in path.read_bytes():
            raise EncryptedFile(LOCKED) from None
        raise
    if PROTECTED in names:
        raise EncryptedFile(LOCKED)
    return next((kind for name, kind in OLE_STREAMS if name in names), "ole")


def _written_kind(head: bytes) -> str:
    text = _rough_text(head)
    if HTML_HEAD.match(text):
        return "html"
    if HEADER_LINE.match(text) and len(_headers(text)) >= FEWEST_HEADERS:
        return "eml"
    return TEXT


def _headers(text: str) -> set[str]:
    """The kinds of mail header before the first empty line."""
    block = re.split(r"\r?\n\r?\n", text, maxsplit=1)[0]
    return {match[1].lower() for match in MAIL_HEADER.finditer(block)}


def _rough_text(head: bytes) -> str:
    """Good enough for markup in ASCII."""
    for bom, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8")):
        if head.startswith(bom):
            return head[len(bom) :].decode(encoding, "replace")
    return head.decode("latin-1")


def _looks_binary(head: bytes) -> bool:
    """By many control bytes that no text encoding uses; UTF-16 and its zero bytes are told by their BOM."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    strange = len(head) - len(head.translate(None, STRANGE))
    return strange > len(head) // 100
