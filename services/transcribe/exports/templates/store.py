"""The templates of a city, by department and name."""

import datetime as dt
import hashlib
import tempfile
from pathlib import Path
from typing import BinaryIO

from pydantic import BaseModel

from common.errors import BadRequest, EmptyFile, Forbidden, NotFound, UnsupportedFormat
from common.files import too_large, write_durably
from common.identity import Principal
from common.records import Record
from common.service import Service
from common.uploads import bounded
from services.transcribe.exports.templates.checking import NOT_DOCX, Checked, check

MOST_BYTES = 5 << 20
LONGEST_NAME = 60
RESERVED = {"sample", "placeholders"}
MISSING = "指定されたひな形はありません。一覧から選び直してください。"
AMBIGUOUS = "同じ名前のひな形が複数の課にあります。課（department）も指定してください。"
BAD_NAME = f"ひな形と課の名前は、改行や / を含まない{LONGEST_NAME}文字までにしてください。"
NOT_YOURS = "このひな形は登録した人か管理者だけが変更できます。別の名前で登録してください。"


class Template(BaseModel, frozen=True):
    name: str
    department: str
    """Empty: for everyone."""
    size: int
    sha256: str
    placeholders: list[str]
    owner: str
    uploaded_at: dt.datetime


class Templates:
    """Every clerk may use every template; its owner or an administrator may replace or delete it.

    They lie beside the uploads, not among them: an upload is deleted after its retention, a template is not.
    """

    def __init__(self, service: Service) -> None:
        self._records = service.records("minutes-templates")
        self._folder = service.folder / "minutes-templates"
        self._limits = service.settings.sandbox

    def list(self, department: str | None = None) -> list[Template]:
        """All templates, or those of one department, by department and name."""
        found = [_template(record) for record in self._records.list()]
        chosen = [each for each in found if department in (None, each.department)]
        return sorted(chosen, key=lambda each: (each.department, each.name))

    def put(
        self, name: str, department: str, content: BinaryIO, file_name: str, caller: Principal
    ) -> Template:
        """Keep the template, when it is one that may be kept.

        Raises EmptyFile, TooLarge, UnsupportedFormat, BrokenFile, BadRequest, or Forbidden.
        """
        name, department = _plain(name, needed=True), _plain(department, needed=False)
        key = _key(name, department)
        self._refuse_strangers(key, caller)
        data = _read(content, file_name)
        checked = self._check(data)
        digest = hashlib.sha256(data).hexdigest()
        template = Template(
            name=name, department=department, size=len(data), sha256=digest, placeholders=checked.placeholders,
            owner=caller.user, uploaded_at=dt.datetime.now(dt.UTC),
        )  # fmt: skip
        self._folder.mkdir(exist_ok=True)
        write_durably(self._path(key), data)
        self._records.put(key, caller.user, template.model_dump(mode="json"))
        return template

    def path(self, name: str, department: str | None = None) -> Path:
        """The file of a template; without a department the only one of that name. Raises NotFound, BadRequest."""
        found = [each for each in self.list(department) if each.name == name]
        if len(found) > 1:
            found = [each for each in found if not each.department] or found
        if len(found) > 1:
            raise BadRequest(AMBIGUOUS, departments=[each.department for each in found])
        path = self._path(_key(found[0].name, found[0].department)) if found else None
        if path is None or not path.is_file():
            raise NotFound(MISSING)
        return path

    def delete(self, name: str, department: str, caller: Principal) -> None:
        key = _key(name, department)
        if self._records.find(key) is None:
            raise NotFound(MISSING)
        self._refuse_strangers(key, caller)
        self._records.delete(key)
        self._path(key).unlink(missing_ok=True)

    def _refuse_strangers(self, key: str, caller: Principal) -> None:
        record = self._records.find(key)
        if record is not None and not caller.may_see(record.owner):
            raise Forbidden(NOT_YOURS)

    def _check(self, data: bytes) -> Checked:
        with tempfile.TemporaryDirectory() as folder:
            draft = Path(folder) / "template.docx"
            draft.write_bytes(data)
            return check(draft, self._limits)

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.docx"


def _read(content: BinaryIO, file_name: str) -> bytes:
    data = bounded(content, MOST_BYTES, too_large(MOST_BYTES))
    if not data:
        raise EmptyFile("ファイルの中身がありません。ファイルを確かめて、もう一度送ってください。")
    if not file_name.lower().endswith(".docx") or not data.startswith(b"PK"):
        raise UnsupportedFormat(NOT_DOCX)
    return data


def _plain(name: str, *, needed: bool) -> str:
    plain = name.strip()
    if len(plain) > LONGEST_NAME or not plain.isprintable() or "/" in plain or (needed and not plain):
        raise BadRequest(BAD_NAME)
    if needed and plain in RESERVED:
        raise BadRequest(f"「{plain}」という名前は使えません。別の名前にしてください。")
    return plain


def _key(name: str, department: str) -> str:
    """Short and plain, since it is a record's id and a file's name."""
    return hashlib.sha256(f"{department}\0{name}".encode()).hexdigest()[:32]


def _template(record: Record) -> Template:
    return Template.model_validate(record.data)
