"""Every version of a transcript: who made it, when, what was done, and the change that leads back."""

import datetime as dt
from typing import Literal

from pydantic import BaseModel

from common.errors import NotFound
from common.identity import Principal
from common.records import Put, Records
from services.transcribe.editing.changes import Change
from services.transcribe.schemas import Transcript

PAGE = 500
LAST = 999_999


class RevisionSummary(BaseModel, frozen=True):
    """One line of the history."""

    version: int
    by: str
    """The user who made it."""
    at: dt.datetime
    kind: Literal["edit", "undo", "redo", "restore"]
    of: int | None = None
    """The version that was undone, made again or returned to."""
    summary: list[str]
    """What was done, one Japanese sentence an operation."""


class Revision(RevisionSummary, frozen=True):
    change: Change


class Revisions:
    """The revisions of all transcripts of a service, each known by its transcript and version."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def to_put(self, job_id: str, owner: str, revision: Revision) -> Put:
        """To be written together with the transcript that it made."""
        return Put(self._records, _id(job_id, revision.version), owner, revision.model_dump(mode="json"))

    def get(self, job_id: str, version: int) -> Revision:
        return Revision.model_validate(self._records.get(_id(job_id, version)).data)

    def newest(self, job_id: str, *, before: int | None, limit: int) -> list[RevisionSummary]:
        """The history from the newest, or from below the version `before`."""
        last = LAST if before is None else before - 1
        found = self._records.between(_id(job_id, 0), _id(job_id, last), limit=limit, newest_first=True)
        return [RevisionSummary.model_validate(record.data) for record in found]

    def rebuilt(self, job_id: str, current: Transcript, newest: int, version: int) -> Transcript:
        """The transcript as it was shown at `version`; NotFound for one that never was.

        `current` is the version `newest`; the changes between are taken back one by one.
        """
        if not 0 < version <= newest:
            raise _no_such_version()
        while newest > version:
            floor = max(version, newest - PAGE)
            found = self._records.between(
                _id(job_id, floor + 1), _id(job_id, newest), limit=PAGE, newest_first=True
            )
            if len(found) != newest - floor:
                raise _no_such_version()
            for record in found:
                current = Revision.model_validate(record.data).change.inverse().applied(current)
            newest = floor
        return current

    def delete(self, job_id: str) -> int:
        """Delete all revisions of a transcript; returns how many there were."""
        return self._records.delete_between(_id(job_id, 0), _id(job_id, LAST))


def revision(
    version: int,
    caller: Principal,
    kind: Literal["edit", "undo", "redo", "restore"],
    summary: list[str],
    change: Change,
    of: int | None = None,
) -> Revision:
    now = dt.datetime.now(dt.UTC)
    return Revision(version=version, by=caller.user, at=now, kind=kind, of=of, summary=summary, change=change)


def _id(job_id: str, version: int) -> str:
    # All of one width, so that the order of the ids is the order of the versions.
    return f"{job_id}-{min(max(version, 0), LAST):06}"


def _no_such_version() -> NotFound:
    return NotFound("その版はありません。履歴（history）から選び直してください。")
