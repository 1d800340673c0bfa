"""The file that a translation is read from and written like: the upload, or what its text was rebuilt as."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from common import documents
from common.documents import Document, Segment
from common.documents.formats import Format
from common.files import safe_suffix
from common.service import Service

TRANSLATION, REBUILT = "translation", "rebuilt"
ABOUT = frozenset({"metadata", "name"})
"""What says something about the file, such as the addresses of a mail: it is not translated."""
ATTACHED = "添付ファイル「{name}」は訳していません。取り出して、別に翻訳してください。"


class Original(NamedTuple):
    path: Path
    name: str
    """As its owner calls it, with the suffix of what is written."""
    notes: list[str]


class Originals:
    def __init__(self, service: Service) -> None:
        self._files = service.files
        self._limits = service.settings.sandbox

    def read(self, job: str, params: dict[str, Any]) -> tuple[Original, Document]:
        """Raises what `documents.read` does. What is not written back is left out of the segments, and said."""
        upload = self._files.get(params["file"])
        read = documents.read(upload.path, name=params["name"], limits=self._limits)
        if "rebuilt" not in params:
            segments, notes = _worded(read.segments)
            original = Original(upload.path, params["name"], [*read.unread, *notes])
            return original, read.model_copy(update={"segments": segments})
        path = self._rebuilt(job, params)
        report = documents.rebuild(upload.path, path, name=params["name"], limits=self._limits)
        original = Original(path, written_name(params), [*report.notes, *read.unread])
        return original, documents.read(path, name=original.name, limits=self._limits)

    def find(self, job: str, params: dict[str, Any]) -> Original:
        """That of a translation that is done."""
        if "rebuilt" in params:
            return Original(self._rebuilt(job, params), written_name(params), [])
        return Original(self._files.get(params["file"]).path, params["name"], [])

    def written(self, job: str, params: dict[str, Any]) -> Path:
        """Where the translation stands."""
        return self._files.folder(job) / f"{TRANSLATION}{safe_suffix(written_name(params))}"

    def _rebuilt(self, job: str, params: dict[str, Any]) -> Path:
        return self._files.folder(job) / f"{REBUILT}{params['rebuilt']}"


def rebuilding(found: Format) -> dict[str, str]:
    """What the parameters of a job say of a format that is not written itself."""
    return {"rebuilt": found.rebuilt} if found.rebuilt else {}


def written_name(params: dict[str, Any]) -> str:
    """お知らせ.pdf is written as お知らせ.docx."""
    name = str(params["name"])
    return name.removesuffix(Path(name).suffix) + params["rebuilt"] if "rebuilt" in params else name


def _worded(segments: Sequence[Segment]) -> tuple[list[Segment], list[str]]:
    own = [segment for segment in segments if segment.place.member is None]
    members = dict.fromkeys(segment.place.member for segment in segments if segment.place.member)
    notes = [ATTACHED.format(name=member) for member in members]
    return [segment for segment in own if segment.place.part not in ABOUT], notes
