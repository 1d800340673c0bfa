"""What the routes of bulks ask for, done on records, files and jobs."""

from datetime import UTC, datetime
from pathlib import Path

from fastapi import UploadFile

from common.errors import Conflict
from common.identity import Principal
from common.jobs import Job
from common.service import Service
from services.masking.approval import NotApproved
from services.masking.bulk.entries import entries
from services.masking.bulk.job import KIND
from services.masking.bulk.record import Bulk, BulkView
from services.masking.bulk.shelf import Shelf, opened
from services.masking.profiles import Profiles
from services.masking.record import MaskingDocument, Style
from services.masking.register import Register

NOT_DONE = "まだ終わっていません。処理が終わると受け取れます。"
NOTHING = "公開できるファイルが一つもありませんでした。報告を開いて、理由を確かめてください。"
NOT_APPROVED = "このまとまりは二人での確認が必要です。送った人とは別の人が承認してから受け取ってください。"
OWN = "送った人は、自分では承認できません。別の人が承認してください。"


class BulkDesk:
    def __init__(self, service: Service, shelf: Shelf, register: Register, profiles: Profiles) -> None:
        self.shelf = shelf
        self._profiles = profiles
        self._service = service
        self._register = register

    def accept(
        self, upload: UploadFile, caller: Principal, *, profile: str, style: Style, two_person: bool
    ) -> Job:
        """Keep the zip and start the job. Refuses at once what is no zip, encrypted, empty or too large."""
        chosen = self._profiles.find(profile).name
        with self._service.files.receiving(upload, owner=caller.user) as stored:
            total = len(entries(stored.path, stored.name, self._service.settings.sandbox))
            options = {"profile": chosen, "style": style, "two_person": two_person, "total": total}
            job = self._service.jobs.submit(
                KIND,
                owner=caller.user,
                title=f"まとめてマスキング: {stored.name}",
                params={"file": stored.id, **options},
            )
        self.shelf.open(job.id, opened(stored, **options))
        return job

    def view(self, bulk_id: str, caller: Principal) -> BulkView:
        """The bulk; one whose job was cancelled or crashed is told so, not left waiting."""
        view = self.shelf.view(bulk_id, caller)
        if view.status != "working":
            return view
        job = self._service.jobs.find(bulk_id)
        if not job.status.is_final:
            return view
        error = job.error or Conflict("処理が取り消されました。必要ならもう一度送ってください。").body()

        def stop(bulk: Bulk) -> None:
            if bulk.status == "working":
                bulk.status, bulk.error = "failed", error

        self.shelf.change(bulk_id, stop)
        return self.shelf.view(bulk_id, caller)

    def result(self, bulk_id: str, caller: Principal) -> tuple[BulkView, Path]:
        """The zip of the masked files. Raises Conflict before its time, or where it would be empty."""
        view = self.finished(bulk_id, caller)
        path = self.shelf.masked_zip(bulk_id)
        if not path.exists():
            raise Conflict(NOTHING)
        if view.two_person and view.approved_by is None:
            raise NotApproved(NOT_APPROVED)
        return view, path

    def finished(self, bulk_id: str, caller: Principal) -> BulkView:
        view = self.view(bulk_id, caller)
        if view.status != "done":
            raise Conflict(NOT_DONE, status_now=view.status)
        return view

    def approve(self, bulk_id: str, caller: Principal, version: int) -> BulkView:
        """Sign the result, all of its files. Conflict for whoever sent it."""
        view = self.finished(bulk_id, caller)
        if caller.user == view.author:
            raise Conflict(OWN)
        when = datetime.now(UTC)

        def sign(bulk: Bulk) -> None:
            bulk.approved_by, bulk.approved_at = caller.user, when

        def sign_too(document: MaskingDocument) -> None:
            if document.status == "done" and document.approved_by is None:  # as it is in the result
                document.approved_by, document.approved_at = caller.user, when

        self.shelf.change(bulk_id, sign, version=version)
        for file in view.files:
            if file.document and self._register.find(file.document) is not None:
                self._register.change(file.document, sign_too)
        return self.shelf.view(bulk_id, caller)

    def delete(self, bulk_id: str, caller: Principal) -> None:
        """Delete for good, with every document of it; Conflict while the job works."""
        self.view(bulk_id, caller)
        if not self._service.jobs.find(bulk_id).status.is_final:
            raise Conflict("処理中です。終わるのを待つか、処理を取り消してから削除してください。")
        self.shelf.delete(bulk_id)
