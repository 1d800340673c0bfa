"""Every byte of a finished file, for a search that trusts no parser of ours."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from pydantic import TypeAdapter

from common import sandbox
from common.documents.pdf.objects import pdf_objects
from common.errors import TooLarge
from common.settings import SandboxSettings

MOST_BYTES = 1024**3
PARAGRAPH_END = re.compile(r"</(?:[a-z0-9]+:)?(?:p|si|c|tc|row|title|v)>")
BORDER = "\0"
"""Between paragraphs, where a word cannot go on; unlike a line end, no search overlooks it."""
TAG = re.compile(r"<[^>]*>")
ATTRIBUTE = re.compile(r"""=\s*(?:"([^"]*)"|'([^']*)')""")
OBJECTS = TypeAdapter(list[tuple[str, str]])
MARKUP = (".xml", ".rels", ".vml")


@dataclass(frozen=True)
class RawPart:
    """`text` is what a reader could see, `attributes` what hides in markup; `content` are the bytes."""

    name: str
    content: bytes
    text: str | None = None
    attributes: str = ""


def raw_parts(path: Path, limits: SandboxSettings | None = None) -> Iterator[RawPart]:
    """The parts of an archive, the objects of a PDF, or the one part of any other file."""
    with path.open("rb") as file:
        is_pdf = b"%PDF-" in file.read(1024)
    if is_pdf:
        yield RawPart(path.name, path.read_bytes())
        for name, text in sandbox.run(pdf_objects, path.absolute(), result=OBJECTS, limits=limits):
            yield RawPart(name, text.encode("latin-1"), text)
    elif not zipfile.is_zipfile(path):
        yield RawPart(path.name, path.read_bytes())
    else:
        yield from _archive_parts(path)


def _archive_parts(path: Path) -> Iterator[RawPart]:
    with zipfile.ZipFile(path) as archive:
        if sum(member.file_size for member in archive.infolist()) > MOST_BYTES:
            raise TooLarge("書き出したファイルが大きすぎて確認できません。分割してください。")
        yield RawPart("[names]", "\n".join(archive.namelist()).encode())
        for member in archive.infolist():
            yield _part(member.filename, archive.read(member) + member.comment)


def _part(name: str, content: bytes) -> RawPart:
    if not name.lower().endswith(MARKUP):
        return RawPart(name, content)
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    markup = content.decode(encoding, errors="replace")
    lines = PARAGRAPH_END.sub(BORDER, markup)
    values = BORDER.join(double or single for double, single in ATTRIBUTE.findall(markup))
    return RawPart(name, content, unescape(TAG.sub("", lines)), unescape(values))
