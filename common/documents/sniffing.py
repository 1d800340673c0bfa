"""What a file really is, by its first bytes and its inner table of contents."""

import mmap
from pathlib import Path

from common.documents.archive import Archive
from common.errors import EmptyFile, EncryptedFile

TEXT = "text"
HEAD_BYTES = 4096

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
    ("PowerPoint Document", "ppt"),
    ("DocumentText", "jtd"),
)
NAMES = {
    "ole": "この古い形式のファイル",
    "zip": "圧縮ファイル（zip）",
    "rtf": "リッチテキスト（rtf）",
    "png": "画像（png）",
    "jpeg": "画像（jpeg）",
    "gif": "画像（gif）",
    "tiff": "画像（tiff）",
    "bmp": "画像（bmp）",
    "gzip": "圧縮ファイル（gz）",
    "exe": "実行ファイル",
    "audio": "音声ファイル",
    "macro": "マクロを含む Office ファイル",
    "xlsb": "Excel バイナリ形式（xlsb）",
    "doc": "Word 97-2003 形式（doc）",
    "xls": "Excel 97-2003 形式（xls）",
    "ppt": "PowerPoint 97-2003 形式（ppt）",
    "jtd": "一太郎（jtd）",
    "odt": "OpenDocument 文書（odt）",
    "ods": "OpenDocument 表計算（ods）",
    "odp": "OpenDocument プレゼンテーション（odp）",
    "binary": "この形式のファイル",
}


def describe(kind: str) -> str:
    """The kind of content in Japanese."""
    return NAMES.get(kind, f"{kind} 形式のファイル")


def sniff(path: Path) -> str:
    """The kind of content: a format's name, `text`, or a key of NAMES.

    Raises EmptyFile, EncryptedFile for a protected Office file, and BrokenFile for a broken archive.
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
    if kind:
        # "BM" and "MZ" can also begin a text.
        return TEXT if kind in ("bmp", "exe") and b"\0" not in head else kind
    if b"%PDF-" in head[:1024]:
        return "pdf"
    return "binary" if _looks_binary(head) else TEXT


def _zip_kind(path: Path) -> str:
    with Archive(path) as archive:
        if "[Content_Types].xml" in archive.names:
            return _match(archive.read("[Content_Types].xml"), OFFICE_MAIN)
        if "mimetype" in archive.names:
            return _match(archive.read("mimetype"), OPEN_DOCUMENT)
    return "zip"


def _match(content: bytes, table: tuple[tuple[bytes, str], ...]) -> str:
    return next((kind for mark, kind in table if mark in content), "zip")


def _ole_kind(path: Path) -> str:
    """By the stream names, which an OLE directory holds as UTF-16 ([MS-CFB] 2.6)."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if content.find("EncryptedPackage".encode("utf-16-le")) >= 0:
            raise EncryptedFile(
                "パスワードで保護されたファイルです。保護を解除して保存し直してからお試しください。"
            )
        return next(
            (kind for name, kind in OLE_STREAMS if content.find(name.encode("utf-16-le")) >= 0), "ole"
        )


def _looks_binary(head: bytes) -> bool:
    """Control bytes that no text encoding uses; UTF-16 and its zero bytes are told by their BOM."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    strange = sum(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in head)
    return strange > len(head) // 100
