"""The disclosure officer's desk: what the routes ask for, done on records, files and jobs."""

from typing import Any

from fastapi import UploadFile

from common.documents import Recognizer
from common.errors import Conflict
from common.identity import Principal
from common.jobs import Job
from common.resident import Resident
from common.service import Service
from services.masking import analysing, finalizing
from services.masking.analyzer import Analyzer
from services.masking.approval import approve
from services.masking.checking import Verdict, check
from services.masking.maskable import refuse_unmaskable
from services.masking.profiles import Profiles
from services.masking.record import DocumentView, MaskingDocument, Style
from services.masking.register import Register
from services.masking.reviewing import Addition, Decisions, add, decide


class Desk:
    def __init__(
        self,
        service: Service,
        register: Register,
        analyzer: Resident[Analyzer],
        recognizer: Recognizer,
        profiles: Profiles,
    ) -> None:
        self.profiles = profiles
        self._recognizer = recognizer
        self.register = register
        self._service = service
        self._analyzer = analyzer

    def accept(
        self, upload: UploadFile, caller: Principal, *, profile: str, auto: bool, two_person: bool
    ) -> Job:
        """Keep the upload and start the search. Refuses at once what can never be masked."""
        chosen = self.profiles.find(profile).name
        with self._service.files.receiving(upload, owner=caller.user) as stored:
            refuse_unmaskable(stored.path, stored.name)
            options = {"profile": chosen, "auto": auto, "two_person": two_person}
            params = {"file": stored.id, **options}
            job = self._service.jobs.submit(
                analysing.KIND, owner=caller.user, title=f"マスキング: {stored.name}", params=params
            )
        self.register.open(job.id, caller.user, stored, **options)
        return job

    def view(self, document_id: str, caller: Principal) -> DocumentView:
        """The document; one whose job was cancelled or crashed is told so, not left waiting."""
        view = self.register.view(document_id, caller)
        working = {"analyzing": view.bulk or document_id, "finalizing": view.job or view.bulk}.get(
            view.status
        )
        if working is None:
            return view
        job = self._service.jobs.find(working)
        if not job.status.is_final:
            return view
        error = job.error or Conflict("処理が取り消されました。必要ならもう一度始めてください。").body()
        return self.register.change(document_id, lambda document: _stopped(document, error))

    def decide(self, document_id: str, decisions: Decisions, caller: Principal) -> DocumentView:
        self.view(document_id, caller)
        return self.register.change(
            document_id, lambda d: decide(d, decisions, caller.user), version=decisions.version
        )

    def add(self, document_id: str, addition: Addition, caller: Principal) -> DocumentView:
        profile = self.profiles.find(self.view(document_id, caller).profile)
        segments = self.register.segments(document_id)
        return self.register.change(
            document_id, lambda d: add(d, segments, addition, profile, caller.user), version=addition.version
        )

    def approve(self, document_id: str, caller: Principal, version: int) -> DocumentView:
        self.view(document_id, caller)
        return self.register.change(document_id, lambda d: approve(d, caller.user), version=version)

    def finalize(self, document_id: str, caller: Principal, style: Style | None) -> Job:
        """Decide what automatic mode may decide, and start the masking job."""
        view = self.view(document_id, caller)

        def begin(document: MaskingDocument) -> None:
            finalizing.begin(document)
            document.style = style or document.style

        self.register.change(document_id, begin)
        try:
            job = self._service.jobs.submit(
                finalizing.KIND,
                owner=view.owner,
                title=f"黒塗り: {view.name}",
                params={"document": document_id},
            )
        except BaseException:
            self.register.change(document_id, _review_again)
            raise
        self.register.change(document_id, lambda document: setattr(document, "job", job.id))
        return job

    def delete(self, document_id: str, caller: Principal) -> None:
        """Delete for good; Conflict while a job works on it."""
        view = self.view(document_id, caller)
        for job_id in {view.bulk or document_id, view.job} - {None}:
            if not self._service.jobs.find(str(job_id)).status.is_final:
                raise Conflict("処理中です。終わるのを待つか、処理を取り消してから削除してください。")
        self.register.delete(document_id)

    def check(self, upload: UploadFile, caller: Principal, profile: str) -> Verdict:
        """Judge a file and keep nothing of it."""
        chosen = self.profiles.find(profile)
        stored = self._service.files.receive(upload, owner=caller.user)
        try:
            with self._analyzer.use() as analyzer:
                settings = self._service.settings
                return check(
                    stored.path,
                    stored.name,
                    chosen,
                    analyzer,
                    settings.sandbox,
                    self._recognizer,
                    settings.masking.smallest_group,
                )
        finally:
            self._service.files.delete(stored.id)


def _review_again(document: MaskingDocument) -> None:
    document.status = "review"


def _stopped(document: MaskingDocument, error: dict[str, Any]) -> None:
    """The job ended without finishing its work on the document; one that did is left alone."""
    if document.status == "analyzing":
        document.status, document.error = "failed", error
    elif document.status == "finalizing":
        document.status, document.error = "review", error
