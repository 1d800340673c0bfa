"""The shapes of requests and answers about sources."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from services.search.sources.options import SourceOptions

Role = Literal["clerk", "staff", "disclosure", "admin"]
SourceName = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[^/\\\x00-\x1f\x7f]+$")]
Status = Literal["new", "ready", "syncing", "paused", "unreachable"]


class SourceRequest(SourceOptions):
    """What is left out stays as it is; in a new source it has its default."""

    path: str = Field(min_length=1, max_length=4096)
    """The folder, as an absolute path on the server."""
    readers: list[Role] | None = None
    """Roles that may search it, by default staff, clerk and disclosure; administrators always may."""
    relocated: bool = False
    """The folder lies on another disk or share than before, and this is right."""

    @property
    def options(self) -> dict[str, object]:
        """Those options that were given."""
        return {
            name: getattr(self, name) for name in SourceOptions.model_fields if name in self.model_fields_set
        }


class SourceDefaults(BaseModel):
    """What a new source has unless it is said otherwise, and within which bounds."""

    options: SourceOptions
    max_file_bytes: int
    """No source reads larger files."""
    roots: list[str]
    """Sources lie below one of these folders; empty means anywhere."""


class Failure(BaseModel):
    id: str
    """Of the document."""
    path: str
    code: str
    detail: str
    at: datetime | None
    """When it was tried last; unknown of what an earlier version read."""


class FailureList(BaseModel):
    total: int
    counts: dict[str, int]
    """Files by code, most first."""
    titles: dict[str, str]
    """What each of these codes means, in Japanese."""
    failures: list[Failure]
    unreadable_folders: list[str]
    """What could not be listed at the last sync; what was known of it is kept."""


class RetryRequest(BaseModel):
    codes: list[str] = Field(default=[], max_length=50)
    """Only files that failed with one of these; empty means all."""
    id: str | None = None
    """Only this document."""


class Throughput(BaseModel):
    """The latest sync, while it runs and after."""

    started_at: datetime | None
    files: int
    bytes: int
    seconds: float
    """Spent reading."""
    files_per_second: float
    bytes_per_second: float


class SourceSummary(BaseModel):
    name: str
    path: str | None
    """For administrators only."""
    readers: list[str]
    status: Status
    trouble: str | None
    """What to do about a source that is unreachable; for administrators only."""
    indexed: int
    pending: int
    failed: int
    synced_at: datetime | None
    next_sync_at: datetime | None


class SourceDetail(SourceSummary):
    bytes: int
    """Of all files, as the file system counts them."""
    texts_without_vector: int
    """Above zero while the search by meaning is still filling."""
    throughput: Throughput
    following: Literal["watching", "polling"]
    """Whether changes are followed as they happen."""
    failures: list[Failure]
    """The first of them; `/failures` has all."""
    options: SourceOptions | None
    """For administrators only."""
    job: str | None
    """The latest sync."""
