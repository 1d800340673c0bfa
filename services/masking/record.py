"""A document on its way through masking, as it is kept and as it is shown."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, computed_field

from services.masking.columns.anonymity import Anonymity
from services.masking.columns.plan import Column
from services.masking.findings import Finding

Status = Literal["analyzing", "review", "finalizing", "done", "failed"]
Style = Literal["block", "label", "pseudonym"]


class KeyMade(BaseModel):
    """That a key file was handed out. The server keeps no copy."""

    by: str
    at: datetime
    sha256: str
    """Of the sealed file."""


class MaskingDocument(BaseModel):
    """What the record holds. `text` of findings is kept here and nowhere else."""

    file: str
    """Id of the stored upload."""
    name: str
    profile: str
    auto: bool = False
    bulk: str | None = None
    """The bulk job that it is a file of; its own job otherwise."""
    author: str = ""
    """Who put it in."""
    two_person: bool = False
    """Whether somebody who did not decide must approve before it is finalized."""
    approved_by: str | None = None
    approved_at: datetime | None = None
    style: Style = "block"
    status: Status = "analyzing"
    findings: list[Finding] = []
    columns: list[Column] = []
    """Of tables, where the profile treats whole columns; findings in treated columns are set aside."""
    drop_small: bool = False
    """Whether rows in groups smaller than k go."""
    anonymity: list[Anonymity] = []
    """Of the masked file, read again: one for each table with quasi-identifiers."""
    dropped: int = 0
    """Rows that the masked file lacks because of `drop_small`."""
    unread: list[str] = []
    """Japanese notes of what could not be read."""
    removed: list[str] = []
    """What finalizing took out besides the masked words."""
    job: str | None = None
    """The finalizing job."""
    output: str | None = None
    """What the masked file is called."""
    error: dict[str, Any] | None = None
    """The members of a problem, when the status is failed or the last finalizing was."""
    keys: list[KeyMade] = []
    """Key files made of it, oldest first."""
    created_at: datetime
    finished_at: datetime | None = None

    @computed_field  # type: ignore[prop-decorator]  # pydantic's documented use
    @property
    def undecided(self) -> int:
        """Findings and columns."""
        columns = sum(column.decided_by is None for column in self.columns)
        return columns + sum(finding.decision is None for finding in self.findings)

    @computed_field  # type: ignore[prop-decorator]  # pydantic's documented use
    @property
    def counts(self) -> dict[str, int]:
        """Findings by kind."""
        kinds = [finding.entity_type for finding in self.findings]
        return {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}


class DocumentView(MaskingDocument):
    id: str
    version: int
    owner: str


class DocumentSummary(BaseModel):
    """A line of the list: no findings, so no personal information but the file's name."""

    id: str
    name: str
    profile: str
    status: Status
    undecided: int
    counts: dict[str, int]
    created_at: datetime
    finished_at: datetime | None
    owner: str
