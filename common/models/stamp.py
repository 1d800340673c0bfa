"""`.verified.json`: what was checked, so that the next start need not hash again."""

import os
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from common.models.hashing import sha256_of

STAMP = ".verified.json"


class Seen(BaseModel):
    """A file as it was when its hash was taken."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    size: int
    mtime_ns: int
    sha256: str

    def unchanged(self, path: Path) -> bool:
        try:
            status = path.stat()
        except OSError:
            return False
        return (status.st_size, status.st_mtime_ns) == (self.size, self.mtime_ns)


class Stamp(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    source: str
    """Which source delivered it: mirror, wheels, hub or package."""
    verified_at: datetime = Field(default_factory=lambda: datetime.now(UTC))
    made_with: dict[str, str] = Field(default_factory=dict)
    files: dict[str, Seen]


def look(path: Path, sha256: str | None = None) -> Seen:
    """Stat and, unless the caller already knows it, hash `path`."""
    status = path.stat()
    return Seen(size=status.st_size, mtime_ns=status.st_mtime_ns, sha256=sha256 or sha256_of(path))


def read_stamp(folder: Path) -> Stamp | None:
    """The stamp of a model folder; None when there is none or it cannot be read."""
    try:
        return Stamp.model_validate_json((folder / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValidationError):
        return None


def write_stamp(folder: Path, stamp: Stamp) -> None:
    part = folder / f"{STAMP}.{os.getpid()}.part"
    part.write_text(stamp.model_dump_json(indent=1), encoding="utf-8")
    part.replace(folder / STAMP)
