"""Which files the pages offer to take, told from what `common.documents` can do."""

from collections.abc import Collection

from common.documents import MASKABLE, SUPPORTED, TRANSLATABLE

LABELS = {
    "docx": "Word",
    "xlsx": "Excel",
    "pptx": "PowerPoint",
    "pdf": "PDF",
    "txt": "テキスト",
    "md": "Markdown",
    "csv": "CSV",
    "html": "HTML",
    "srt": "字幕（srt、vtt）",
    "po": "画面の文言（po）",
    "odt": "OpenDocument",
    "eml": "メール",
    "jpg": "画像",
}


def spoken(formats: Collection[str]) -> str:
    """Word、テキスト: the formats as people call them, the usual ones first."""
    return "、".join(label for name, label in LABELS.items() if name in formats)


def accept(formats: Collection[str]) -> str:
    """The `accept` attribute of a file field."""
    return ",".join(sorted(suffix for suffix, name in SUPPORTED.items() if name in formats))


READABLE_SPOKEN = spoken(set(SUPPORTED.values()))
READABLE_ACCEPT = accept(set(SUPPORTED.values()))
TRANSLATABLE_SPOKEN = spoken(TRANSLATABLE)
TRANSLATABLE_ACCEPT = accept(TRANSLATABLE)
MASKABLE_SPOKEN = spoken(MASKABLE)
MASKABLE_ACCEPT = accept(MASKABLE)
