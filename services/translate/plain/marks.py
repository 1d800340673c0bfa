"""Readings and word boundaries as characters of the text, and what they become for a reader.

A reading is marked as in `common.documents.readings`, so that marked text passes through joins, edits and
caches as any other; a boundary between bunsetsu is a zero width space.
"""

import re
from dataclasses import dataclass
from typing import Literal

from common.documents import readings
from services.translate.languages import HAN
from services.translate.plain.grades import grade

BREAK = "\u200b"
MARKS = re.compile(f"[{readings.ANCHOR}{readings.SEPARATOR}{readings.TERMINATOR}{BREAK}]")
Furigana = Literal["all", "grade1", "grade2", "grade3", "grade4", "grade5", "grade6", "none"]


@dataclass(frozen=True)
class Style:
    """How plain Japanese is shown."""

    furigana: Furigana = "all"
    """`all`: every kanji; `grade3`: words with a kanji that is taught after the third school year."""
    spaced: bool = True
    """Whether bunsetsu stand apart (分かち書き)."""

    def reads(self, base: str) -> bool:
        if self.furigana == "none":
            return False
        known = 0 if self.furigana == "all" else int(self.furigana.removeprefix("grade"))
        return any(grade(kanji) > known for kanji in re.findall(f"[{HAN}]", base))


def unmarked(text: str) -> str:
    """Text that cannot be taken for marks."""
    return MARKS.sub("", text)


def bare(text: str) -> str:
    """The words alone, without readings and boundaries."""
    return readings.shown(text, lambda base, _: base).replace(BREAK, "")


def in_brackets(text: str, style: Style) -> str:
    """提出（ていしゅつ）して ください."""
    return readings.in_brackets(chosen(text, style))


def in_ruby(escaped: str, style: Style) -> str:
    """HTML's ruby, in text whose own characters are escaped already."""
    return readings.shown(chosen(escaped, style), _ruby)


def chosen(text: str, style: Style) -> str:
    """Still marked, with the readings and spaces that `style` asks for: for edits of documents."""

    def kept(base: str, reading: str) -> str:
        return readings.annotated(base, reading) if style.reads(base) else base

    return readings.shown(text.replace(BREAK, " " if style.spaced else ""), kept)


def _ruby(base: str, reading: str) -> str:
    return f"<ruby>{base}<rp>（</rp><rt>{reading}</rt><rp>）</rp></ruby>"
