"""Is an uploaded template one that may be kept? Read in the sandbox; every refusal says what to change."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from pydantic import BaseModel

from common import sandbox
from common.documents.archive import BOMB
from common.documents.ooxml.markup import Element, attribute, find_all, inside
from common.documents.ooxml.package import CONTENT_TYPES, Package
from common.errors import BadRequest, TooLarge, UnsupportedFormat
from common.settings import SandboxSettings
from services.transcribe.exports.templates.package import paragraphs, placeholders, row_groups, text_roots
from services.transcribe.exports.templates.placeholders import is_known

MOST_UNPACKED = 64 << 20
WORD = "wordprocessingml.document.main+xml"
EMBEDDED = {"oleObject", "package", "control", "aFChunk", "vbaProject", "attachedToolbars", "subDocument"}
"""Relationships to what Word would run or open besides the text."""
FIELDS = re.compile(
    r"\b(?:INCLUDETEXT|INCLUDEPICTURE|DDE|DDEAUTO|LINK|IMPORT|DATABASE|MACROBUTTON|RD)\b", re.IGNORECASE
)

NOT_DOCX = "Word の .docx ファイルを送ってください（.doc、.dotx、.docm は使えません）。"
MACRO = "マクロなど、実行される部品が入っています。取り除いて .docx で保存し直してください。"
EXTERNAL = "外部のファイルやアドレスへのリンクが入っています。リンクを外して保存し直してください。"
FIELD = "ほかのファイルを読み込むフィールドが入っています。取り除いて保存し直してください。"
NONE = "差し込み項目がありません。{{会議名}} や {{決定事項}} のように書いてください。"
MIXED = "表の1つの行に違う種類の一覧（{groups}）があります。行を分けてください。"
OUTSIDE = "「{{{{{name}}}}}」は表の行の中に書いてください。"
UNKNOWN = "使えない差し込み項目があります：{names}。書き方を確かめてください。"


class Checked(BaseModel, frozen=True):
    placeholders: list[str]


def check(path: Path, limits: SandboxSettings) -> Checked:
    """What the template at `path` asks for. Raises what `check_here` does."""
    return sandbox.run(check_here, path.absolute(), result=Checked, limits=limits)


def check_here(path: Path) -> Checked:
    """`check`, in this process. Raises BrokenFile, TooLarge, UnsupportedFormat, or BadRequest."""
    with closing(Package(path)) as package:
        _refuse_other_formats(package)
        _refuse_dangers(package)
        return Checked(placeholders=_checked_placeholders(package))


def _refuse_other_formats(package: Package) -> None:
    types = [attribute(each, "ContentType") or "" for each in package.tree(CONTENT_TYPES)]
    if any("macroEnabled" in kind or "vbaProject" in kind for kind in types):
        raise BadRequest(MACRO)
    if not any(kind.endswith(WORD) for kind in types):
        raise UnsupportedFormat(NOT_DOCX)


def _refuse_dangers(package: Package) -> None:
    size = 0
    for part in package.names:
        size += len(package.content(part))
        if size > MOST_UNPACKED:
            raise TooLarge(BOMB)
        for relation in package.relationships(part) if not part.endswith(".rels") else []:
            _refuse_relation(relation.kind, relation.external)
    for relation in package.relationships(""):
        _refuse_relation(relation.kind, relation.external)
    if any(FIELDS.search(code) for root in text_roots(package) for code in _field_codes(root)):
        raise BadRequest(FIELD)


def _refuse_relation(kind: str, external: bool) -> None:
    if kind in EMBEDDED:
        raise BadRequest(MACRO)
    if external:
        raise BadRequest(EXTERNAL)


def _field_codes(root: Element) -> Iterator[str]:
    """Word may split a field's code over runs, so they are read as one."""
    yield "".join(each.text or "" for each in find_all(root, "w:instrText"))
    yield from (attribute(each, "w:instr") or "" for each in find_all(root, "w:fldSimple"))


def _checked_placeholders(package: Package) -> list[str]:
    found: list[str] = []
    for root in text_roots(package):
        for paragraph in paragraphs(root):
            names = placeholders(paragraph)
            for name in names:
                if "." in name and is_known(name) and inside(paragraph, "w:tr") is None:
                    raise BadRequest(OUTSIDE.format(name=name))
            found += names
        for _, groups in row_groups(root):
            if len(groups) > 1:
                raise BadRequest(MIXED.format(groups="、".join(groups)))
    unknown = [name for name in dict.fromkeys(found) if not is_known(name)]
    if unknown:
        shown = "、".join(f"{{{{{name}}}}}" for name in unknown[:10])
        raise BadRequest(UNKNOWN.format(names=shown), unknown=unknown[:50])
    if not found:
        raise BadRequest(NONE)
    return list(dict.fromkeys(found))
