"""How a source is treated: what of it is read, how fast, how often, and whose rights count."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Pattern = Annotated[str, Field(min_length=1, max_length=200)]
Access = Literal["source", "posix", "windows"]
DEFAULT_EXCLUDES = [
    "~$*", ".~lock.*", "~WRL*", "*.tmp",
    ".*", "Thumbs.db", "desktop.ini", ".DS_Store", "@eaDir", "#recycle", "#snapshot",
    "$RECYCLE.BIN", "System Volume Information", "lost+found",
]  # fmt: skip
"""Temporary files of office programs, and what operating systems and file servers keep for themselves."""


class SourceOptions(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    include: list[Pattern] = Field(default=[], max_length=200)
    """Only files that match one of these are read; empty means all. `*.docx` looks at names anywhere,
    `総務/**/*.pdf` at the path in the source; case makes no difference."""
    exclude: list[Pattern] = Field(default=DEFAULT_EXCLUDES, max_length=200)
    """Files and folders that match one of these are left out."""
    max_bytes: int | None = Field(default=None, ge=1)
    """Larger files are found by name and date only; unset: `search.max_file_bytes`, which is never passed."""
    files_per_second: float | None = Field(default=None, gt=0)
    """At most so many files are read; unset: 50 on a network share, without a limit on a local disk."""
    bytes_per_second: int | None = Field(default=None, ge=1024)
    """At most so many bytes are read; unset: 20 MiB on a network share, without a limit on a local disk."""
    paused: bool = False
    """Nothing is read while this is set; what is indexed stays searchable."""
    sync_minutes: int = Field(default=15, ge=1, le=10_080)
    """How often the source is looked through."""
    watch: bool = True
    """Changes are also followed as they happen, where the file system tells of them."""
    access: Access = "source"
    """Who may see a file: every reader of the source, or of these only who may read it by the permissions
    of the file itself, as POSIX or Windows keeps them."""
