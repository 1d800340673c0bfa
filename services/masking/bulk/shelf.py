"""The bulks of this service: their records, the results of their files, and where the result lies."""

import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from common.errors import NotFound
from common.files import FileStore, StoredFile
from common.identity import Principal
from common.records import New, Record, Records
from services.masking.bulk.record import Bulk, BulkSummary, BulkView, FileResult
from services.masking.register import Register

GONE = "指定されたまとまりはありません。一覧から選び直してください。"


class Shelf:
    """`bulks` and `results` are the records of each; `register` holds the documents that the files became."""

    def __init__(self, bulks: Records, results: Records, files: FileStore, register: Register) -> None:
        self._bulks = bulks
        self._results = results
        self._files = files
        self._register = register
        self._lock = threading.Lock()

    def open(self, bulk_id: str, bulk: Bulk) -> None:
        """Create the record, unless the job has already begun and done so."""
        with self._lock:
            if self._bulks.find(bulk_id) is None:
                self._bulks.put(bulk_id, bulk.author, bulk.model_dump(mode="json"))

    def get(self, bulk_id: str) -> Bulk:
        return Bulk.model_validate(self._bulks.get(bulk_id).data)

    def view(self, bulk_id: str, caller: Principal) -> BulkView:
        """The bulk, if `caller` may see it; else NotFound, as if it were not there."""
        record = self._bulks.find(bulk_id)
        if record is None or not caller.may_see(record.owner) or not self._is_kept(record):
            raise NotFound(GONE)
        return BulkView(**_summary(record).model_dump(), files=self.results(bulk_id))

    def summaries(self, caller: Principal) -> list[BulkSummary]:
        """The caller's bulks, newest first; everyone's for an administrator."""
        records = self._bulks.list(None if caller.is_admin else caller.user)
        return [_summary(record) for record in records if self._is_kept(record)]

    def change(self, bulk_id: str, change: Callable[[Bulk], None], *, version: int | None = None) -> None:
        """Apply `change` and save. With `version`, Conflict when someone saved since."""
        with self._lock:
            record = self._bulks.get(bulk_id)
            bulk = Bulk.model_validate(record.data)
            change(bulk)
            self._bulks.update(bulk_id, bulk.model_dump(mode="json"), version or record.version)

    def keep(self, bulk_id: str, owner: str, results: Sequence[FileResult]) -> None:
        """Write the results of some files, in the place of earlier ones."""
        self._results.put_all(
            [New(_key(bulk_id, each.number), owner, each.model_dump(mode="json")) for each in results]
        )

    def results(self, bulk_id: str) -> list[FileResult]:
        """In the order of the zip, as far as the job has come."""
        found = self._results.between(_key(bulk_id, 0), _key(bulk_id, 99_999), limit=100_000)
        return [FileResult.model_validate(record.data) for record in found]

    def upload(self, bulk_id: str) -> StoredFile:
        return self._files.get(self.get(bulk_id).file)

    def workplace(self, bulk_id: str) -> Path:
        """Where the file that is being unpacked lies for a moment."""
        return self._files.folder(bulk_id) / "member"

    def masked_zip(self, bulk_id: str) -> Path:
        """Where the result lies once the bulk is done; not there when no file could be masked."""
        return self._files.folder(bulk_id) / "masked.zip"

    def delete(self, bulk_id: str) -> None:
        """The zip, the result, and all that was made of each file."""
        bulk = self.get(bulk_id)
        for number in range(1, bulk.total + 1):
            self._register.discard(document_id(bulk_id, number))
        self._files.delete(bulk.file)
        self._files.delete(bulk_id)
        self._results.delete_between(_key(bulk_id, 0), _key(bulk_id, 99_999))
        self._bulks.delete(bulk_id)

    def _is_kept(self, record: Record) -> bool:
        """Whether the zip is still within its retention; what was made of it must not outlive it."""
        try:
            self._files.get(Bulk.model_validate(record.data).file)
        except NotFound:
            self.delete(record.id)
            return False
        return True


def document_id(bulk_id: str, number: int) -> str:
    """Of the document that the file becomes: the same when a killed job takes it up again."""
    return f"bulk-{sha256(f'{bulk_id}/{number}'.encode()).hexdigest()[:32]}"


def opened(stored: StoredFile, **options: object) -> Bulk:
    fields = {"file": stored.id, "name": stored.name, "author": stored.owner, **options}
    return Bulk.model_validate({**fields, "created_at": datetime.now(UTC)})


def _key(bulk_id: str, number: int) -> str:
    return f"{bulk_id}/{number:05}"


def _summary(record: Record) -> BulkSummary:
    return BulkSummary(**record.data, id=record.id, owner=record.owner, version=record.version)
