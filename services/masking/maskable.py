"""What can never be masked, refused before anything is done with it."""

from pathlib import Path

from common.documents import MASKABLE
from common.documents.formats import find_format
from common.errors import UnsupportedFormat

WITH_MACROS = ("docm", "xlsm", "pptm")
MACROS = "マクロを含むファイルは公開できません。マクロのない形式（.docx、.xlsx、.pptx）で保存し直してからお試しください。"
ZIPPED = "圧縮ファイル（zip）は、この中では開きません。取り出すか、「まとめてマスキング」に送ってください。"


def refuse_unmaskable(path: Path, name: str) -> None:
    """Raises UnsupportedFormat, and what a look at the file raises: EmptyFile, BrokenFile, EncryptedFile."""
    form = find_format(path, name).name
    if form in WITH_MACROS:
        raise UnsupportedFormat(MACROS)
    if form == "zip":
        raise UnsupportedFormat(ZIPPED)
    if form not in MASKABLE:
        usable = "、".join(sorted(MASKABLE))
        raise UnsupportedFormat(f"{form} 形式の黒塗りには、まだ対応していません。{usable}をお使いください。")
