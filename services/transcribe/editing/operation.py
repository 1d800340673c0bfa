"""What every operation is: checked members, and what it does to a draft."""

from abc import abstractmethod
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from services.transcribe.editing.draft import Draft

SHOWN_CHARACTERS = 20

SegmentId = Annotated[str, Field(min_length=1, max_length=40, description="発言の番号（s1 など）")]
SpeakerId = Annotated[str, Field(min_length=1, max_length=40, description="話者の番号（S1 など）")]
Index = Annotated[int, Field(ge=0, description="0 から数えた順番")]


class BaseOperation(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    @abstractmethod
    def apply(self, draft: Draft) -> str:
        """Change `draft`; returns what was done, in Japanese, for the history. Raises BadRequest."""


def shown(text: str) -> str:
    """The beginning of `text`, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN_CHARACTERS else f"{line[:SHOWN_CHARACTERS]}…"
