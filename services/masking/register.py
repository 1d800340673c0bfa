"""The masking documents of this service: who may see them, and changes one at a time."""

import contextlib
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from common.documents import Segment
from common.errors import Conflict, NotFound
from common.files import FileStore, StoredFile, write_durably
from common.identity import Principal
from common.records import Record, Records
from services.masking.findings import Finding
from services.masking.record import DocumentSummary, DocumentView, MaskingDocument

OWN = "masking-"
"""How the ids of documents begin that were put in alone; those of a bulk are listed with it."""
SEGMENTS = TypeAdapter(list[Segment])
FINDINGS = TypeAdapter(list[Finding])
ATTEMPTS = 5
GONE = "指定された文書はありません。一覧から選び直してください。"


class Register:
    """Records of documents, and the folder of each with its segments and its masked file."""

    def __init__(self, records: Records, files: FileStore) -> None:
        self._records = records
        self._files = files
        self._lock = threading.Lock()

    def open(self, document_id: str, owner: str, stored: StoredFile, **options: Any) -> None:
        """Create the record, unless the job has already begun and done so; `options` are fields of MaskingDocument."""
        with self._lock:
            if self._records.find(document_id) is None:
                document = MaskingDocument(
                    file=stored.id, name=stored.name, author=owner, created_at=datetime.now(UTC), **options
                )
                self._records.put(document_id, owner, document.model_dump(mode="json"))

    def view(self, document_id: str, caller: Principal) -> DocumentView:
        """The document, if `caller` may see it; else NotFound, as if it were not there."""
        record = self._records.find(document_id)
        if record is None or not caller.may_see(record.owner) or not self._is_kept(record):
            raise NotFound(GONE)
        return _view(record)

    def summaries(self, caller: Principal) -> list[DocumentSummary]:
        """The caller's documents, newest first; everyone's for an administrator."""
        records = self._records.list(None if caller.is_admin else caller.user, beginning=OWN)
        return [DocumentSummary(**_view(record).model_dump()) for record in records if self._is_kept(record)]

    def _is_kept(self, record: Record) -> bool:
        """Whether the upload is still within its retention; findings must not outlive it."""
        try:
            self._files.get(_document(record).file)
        except NotFound:
            self._files.delete(record.id)
            self._records.delete(record.id)
            return False
        return True

    def find(self, document_id: str) -> MaskingDocument | None:
        record = self._records.find(document_id)
        return None if record is None else _document(record)

    def get(self, document_id: str) -> MaskingDocument:
        return _document(self._records.get(document_id))

    def change(
        self, document_id: str, change: Callable[[MaskingDocument], None], *, version: int | None = None
    ) -> DocumentView:
        """Apply `change` and save. With `version`, Conflict when someone saved since; else it is retried."""
        for _ in range(ATTEMPTS if version is None else 1):
            record = self._records.get(document_id)
            document = _document(record)
            change(document)
            data = document.model_dump(mode="json")
            with contextlib.suppress(Conflict) if version is None else contextlib.nullcontext():
                return _view(self._records.update(document_id, data, version or record.version))
        raise Conflict("ほかの変更と重なり続けています。少し待ってからやり直してください。")

    def delete(self, document_id: str) -> None:
        """The record, the upload and everything made of it."""
        self._files.delete(self.get(document_id).file)
        self._files.delete(document_id)
        self._records.delete(document_id)

    def discard(self, document_id: str) -> None:
        """`delete`, where there is such a document."""
        if self._records.find(document_id) is not None:
            self.delete(document_id)

    def upload(self, document_id: str) -> StoredFile:
        return self._files.get(self.get(document_id).file)

    def keep_segments(self, document_id: str, segments: list[Segment]) -> None:
        write_durably(self._folder(document_id) / "segments.json", SEGMENTS.dump_json(segments))

    def segments(self, document_id: str) -> list[Segment]:
        return SEGMENTS.validate_json((self._folder(document_id) / "segments.json").read_bytes())

    def set_aside(self, document_id: str, findings: list[Finding]) -> None:
        """Keep the findings in whole columns, for when somebody decides them one by one after all."""
        write_durably(self._folder(document_id) / "aside.json", FINDINGS.dump_json(findings))

    def aside(self, document_id: str) -> list[Finding]:
        path = self._folder(document_id) / "aside.json"
        return FINDINGS.validate_json(path.read_bytes()) if path.exists() else []

    def masked_file(self, document_id: str) -> Path:
        """Where the verified file lies once the document is done."""
        suffix = self.upload(document_id).suffix
        return self._folder(document_id) / f"masked{suffix}"

    def _folder(self, document_id: str) -> Path:
        return self._files.folder(document_id)


def _document(record: Record) -> MaskingDocument:
    return MaskingDocument.model_validate(record.data)


def _view(record: Record) -> DocumentView:
    fields = _document(record).model_dump(exclude={"undecided", "counts"})
    return DocumentView(**fields, id=record.id, version=record.version, owner=record.owner)
