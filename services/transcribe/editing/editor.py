"""Edits of finished transcriptions, each a new version; a stale one is a Conflict and changes nothing."""

from collections.abc import Callable

from common.errors import BadRequest
from common.identity import Principal
from common.records import Put, stale
from services.transcribe.editing.edit import Edit
from services.transcribe.editing.heading_operations import SetLabel
from services.transcribe.editing.revisions import RevisionSummary
from services.transcribe.editing.steps import Step, edit_step, redo_step, restore_step, undo_step
from services.transcribe.library import Library
from services.transcribe.schemas import Transcript
from services.transcribe.shelf import transcript_of

Make = Callable[[Transcript], Step | None]


class Editor:
    def __init__(self, library: Library) -> None:
        self._shelf = library.shelf
        self._retention = library.retention

    def edit(self, job_id: str, caller: Principal, edit: Edit) -> None:
        """Make all the operations as one version, or none. Raises Conflict or BadRequest."""
        self._shelf.found(job_id, caller)
        operations = list(edit.all_operations())
        if not operations:
            raise BadRequest("変更する内容（operations）を指定してください。")
        for operation in operations:
            if isinstance(operation, SetLabel):
                self._retention.checked(operation.label)
        self._step(
            job_id,
            caller,
            edit.version,
            lambda now: edit_step(now, edit.version, caller, operations),
        )

    def undo(self, job_id: str, caller: Principal, version: int) -> None:
        revisions = self._shelf.revisions
        self._step(
            job_id,
            caller,
            version,
            lambda now: undo_step(now, version, caller, lambda of: revisions.get(job_id, of)),
        )

    def redo(self, job_id: str, caller: Principal, version: int) -> None:
        revisions = self._shelf.revisions
        self._step(
            job_id,
            caller,
            version,
            lambda now: redo_step(now, version, caller, lambda of: revisions.get(job_id, of)),
        )

    def restore(self, job_id: str, caller: Principal, version: int, to: int) -> None:
        """Return to what was shown at the version `to`; NotFound when there is none."""

        def make(now: Transcript) -> Step | None:
            old = self._shelf.revisions.rebuilt(job_id, now, version, to)
            return restore_step(now, version, caller, old, to)

        self._step(job_id, caller, version, make)

    def history(
        self, job_id: str, caller: Principal, *, before: int | None, limit: int
    ) -> list[RevisionSummary]:
        """Who changed what and when, the newest first."""
        self._shelf.found(job_id, caller)
        return self._shelf.revisions.newest(job_id, before=before, limit=limit)

    def _step(self, job_id: str, caller: Principal, version: int, make: Make) -> None:
        """Store what `make` makes of the current transcript, its revision and its title in one transaction."""
        asked, recording = self._shelf.found(job_id, caller)
        stored = self._shelf.complete(job_id)
        if stored.version != version:
            raise stale(stored.version)
        step = make(transcript_of(stored))
        if step is None:
            return
        after = step.transcript
        also = [self._shelf.revisions.to_put(job_id, asked.owner, step.revision)]
        heading = {"title": after.title, "label": after.label, "date": after.date}
        renamed = recording.model_copy(update=heading)
        if renamed != recording:
            data = renamed.model_dump(mode="json")
            also.append(Put(self._shelf.recordings, job_id, asked.owner, data))
        self._shelf.transcripts.update(job_id, after.model_dump(mode="json"), version, also=also)
