"""The API of the glossaries."""

from typing import Annotated, Literal

from fastapi import APIRouter, File, Form, Query, Response, UploadFile
from fastapi import Path as PathParameter

from common.downloads import attachment
from common.identity import Caller
from common.sandbox import run
from common.settings import SandboxSettings
from common.shared_lists import ImportMode, ListName
from common.sheets import CHARSETS, SheetEncoding
from services.translate.exchange import is_markup
from services.translate.glossary.entries import Code
from services.translate.glossary.schemas import (
    EntryChanges,
    Glossary,
    GlossarySummary,
    GlossaryWrite,
    Imported,
    Undo,
)
from services.translate.glossary.sheets import Taken, read_sheet, write_sheet
from services.translate.glossary.store import Glossaries
from services.translate.glossary.tbx import read_tbx, write_tbx
from services.translate.uploads import uploaded

Name = Annotated[ListName, PathParameter(description="用語集の名前")]


def glossary_router(glossaries: Glossaries, limits: SandboxSettings) -> APIRouter:
    """Everyone may read and use any glossary; its owner or an administrator may change it."""
    router = APIRouter(prefix="/v1/glossaries", tags=["glossaries"])

    @router.get("", summary="用語集の一覧")
    def list_glossaries(
        _: Caller, department: Annotated[str | None, Query(description="この課のものだけ")] = None
    ) -> list[GlossarySummary]:
        return glossaries.list(department)

    @router.get("/{name}", summary="用語集の中身")
    def get_glossary(name: Name, _: Caller) -> Glossary:
        return glossaries.get(name)

    @router.put("/{name}", summary="用語集を作る（version 0）・置き換える", responses={201: {}})
    def put_glossary(name: Name, write: GlossaryWrite, caller: Caller, response: Response) -> Glossary:
        response.status_code = 200 if write.version else 201
        return glossaries.put(name, write, caller)

    @router.patch("/{name}/entries", summary="語を足す・消す")
    def change_entries(name: Name, changes: EntryChanges, caller: Caller) -> Glossary:
        return glossaries.change(name, changes, caller)

    @router.post("/{name}/undo", summary="直前の変更を元に戻す")
    def undo(name: Name, undo: Undo, caller: Caller) -> Glossary:
        return glossaries.undo(name, undo.version, caller)

    @router.delete("/{name}", status_code=204, summary="用語集を消す（済んだ翻訳はそのまま）")
    def delete_glossary(name: Name, caller: Caller) -> None:
        glossaries.delete(name, caller)

    @router.post("/{name}/import", summary="CSV か TBX から取り込む")
    def import_glossary(
        name: Name,
        caller: Caller,
        file: Annotated[UploadFile, File(description="CSV（UTF-8 か Shift_JIS）か TBX")],
        mode: Annotated[ImportMode, Form(description="merge は足す、replace は置き換える")] = "merge",
        version: Annotated[int, Form(ge=0, description="読んだときの版。0 なら新しく作る")] = 0,
        source_language: Annotated[
            Code, Form(description="ファイルに言語が書いていないときの原語の言語")
        ] = "ja",
        target_language: Annotated[Code, Form(description="同じく訳語の言語")] = "en",
    ) -> Imported:
        content = uploaded(file)
        if is_markup(content):
            taken = run(read_tbx, content, source_language, result=Taken, limits=limits)
        else:
            taken = read_sheet(content, source_language, target_language)
        return glossaries.take(name, taken, mode, version, caller)

    @router.get("/{name}/export", summary="CSV か TBX に書き出す", response_class=Response)
    def export_glossary(
        name: Name,
        _: Caller,
        format: Annotated[Literal["csv", "tbx"], Query()] = "csv",  # noqa: A002 - the public name
        encoding: Annotated[SheetEncoding, Query()] = "utf-8",
    ) -> Response:
        entries = glossaries.get(name).entries
        headers = attachment(f"{name}.{format}", f"glossary.{format}")
        if format == "tbx":
            return Response(write_tbx(entries, name), media_type="application/x-tbx+xml", headers=headers)
        media = f"text/csv; charset={CHARSETS[encoding]}; header=present"
        return Response(write_sheet(entries, encoding), media_type=media, headers=headers)

    return router
