"""A bulk and the files in it, as they are kept and as they are shown."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, computed_field

from services.masking.record import Style

Outcome = Literal["masked", "blocked", "unreadable", "refused"]
OUTCOMES: dict[Outcome, str] = {
    "masked": "黒塗り済み",
    "blocked": "塗り残しのため中止",
    "unreadable": "読み取れない",
    "refused": "対応していない形式",
}


class FileResult(BaseModel):
    """What became of one file. Without the masked words, but for the name that its owner gave it."""

    number: int
    """From 1, in the order of the zip."""
    name: str
    """With its folders, as in the zip."""
    outcome: Outcome
    document: str | None = None
    """Where a person can look at it and decide otherwise: `/v1/masking/documents/{document}`."""
    counts: dict[str, int] = {}
    """What was masked, by the Japanese name of its kind."""
    attention: list[str] = []
    """What a person should look at, in Japanese."""
    error: dict[str, Any] | None = None
    """The members of a problem: why it is not in the result."""
    output: str = ""
    """Its path in the result, or what that would be; names of people in it are masked as well."""


class Bulk(BaseModel):
    """What the record holds. The results of its files are records of their own."""

    file: str
    """Id of the stored zip."""
    name: str
    profile: str
    style: Style = "block"
    author: str
    two_person: bool = False
    """Whether somebody else must approve before the result is given out."""
    approved_by: str | None = None
    approved_at: datetime | None = None
    status: Literal["working", "done", "failed"] = "working"
    total: int
    """Files in the zip."""
    error: dict[str, Any] | None = None
    created_at: datetime
    finished_at: datetime | None = None


class BulkSummary(Bulk):
    id: str
    owner: str
    version: int


class BulkView(BulkSummary):
    files: list[FileResult]

    @computed_field  # type: ignore[prop-decorator]  # pydantic's documented use
    @property
    def outcomes(self) -> dict[str, int]:
        """How many files came out how."""
        return {name: sum(file.outcome == name for file in self.files) for name in OUTCOMES}
