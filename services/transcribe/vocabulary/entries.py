"""An entry of a vocabulary: how a word is written, how it is read, what it is."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from common.one_line import OneLine, one_line
from services.transcribe.vocabulary.kana import is_reading, katakana

MAX_ENTRIES = 10_000
MAX_WRITTEN, MAX_READING, MAX_KIND, MAX_NOTE = 100, 200, 40, 400
KINDS = ("人名", "地名", "組織", "施設", "システム", "用語")
"""What cities sort their words into; any other word may be given too."""


def checked_reading(text: str) -> str:
    """`text` in full-width katakana; ValueError unless it is kana."""
    reading = katakana(one_line(text))
    if reading and not is_reading(reading):
        raise ValueError("読みは、ひらがなかカタカナで書いてください。")
    return reading


class Entry(BaseModel):
    """A word of a vocabulary. A bare string is an entry without a reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    written: OneLine = Field(min_length=1, max_length=MAX_WRITTEN)
    """表記."""
    reading: Annotated[str, AfterValidator(checked_reading)] = Field(default="", max_length=MAX_READING)
    """読み in katakana. Empty while nobody has given or guessed one."""
    kind: OneLine = Field(default="", max_length=MAX_KIND)
    """class: one of `KINDS`, or any other word."""
    note: OneLine = Field(default="", max_length=MAX_NOTE)
    guessed: bool = False
    """Whether the reading was worked out from the 表記 and not given by a person."""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, given: Any) -> Any:
        return {"written": given} if isinstance(given, str) else given

    @model_validator(mode="after")
    def _not_blank(self) -> "Entry":
        if not self.written:
            raise ValueError("表記がありません。")
        return self


def distinct(entries: list[Entry]) -> list[Entry]:
    """One entry for each 表記 with a reading; the first counts, and the order stays."""
    found: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        found.setdefault((entry.written, entry.reading), entry)
    return list(found.values())
