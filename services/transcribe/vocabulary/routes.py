"""The API of the named vocabularies."""

from typing import Annotated

from fastapi import APIRouter, File, Form, Query, Response, UploadFile
from fastapi import Path as PathParameter

from common.downloads import attachment
from common.errors import TooLarge
from common.identity import Caller
from common.shared_lists import Department, ImportMode, ListName
from common.sheets import CHARSETS, SheetEncoding
from common.uploads import bounded
from services.transcribe.vocabulary.schemas import (
    EntryChanges,
    Imported,
    Vocabulary,
    VocabularySummary,
    VocabularyWrite,
)
from services.transcribe.vocabulary.sheets import write_sheet
from services.transcribe.vocabulary.store import Vocabularies

MOST_BYTES = 20_000_000
TOO_LARGE = "辞書のファイルは20MBまでです。分けて取り込んでください。"
Name = Annotated[ListName, PathParameter(description="辞書の名前")]


def vocabulary_router(vocabularies: Vocabularies) -> APIRouter:
    """Every clerk may read and use any vocabulary; its owner or an administrator may change it."""
    router = APIRouter(prefix="/v1/vocabularies", tags=["vocabularies"])

    @router.get("", summary="辞書の一覧")
    def list_vocabularies(
        _: Caller, department: Annotated[str | None, Query(description="この課のものだけ")] = None
    ) -> list[VocabularySummary]:
        return vocabularies.list(department)

    @router.get("/{name}", summary="辞書の中身")
    def get_vocabulary(name: Name, _: Caller) -> Vocabulary:
        return vocabularies.get(name)

    @router.put("/{name}", summary="辞書を作る（version 0）・置き換える", responses={201: {}})
    def put_vocabulary(name: Name, write: VocabularyWrite, caller: Caller, response: Response) -> Vocabulary:
        response.status_code = 200 if write.version else 201
        return vocabularies.put(name, write, caller)

    @router.patch("/{name}/entries", summary="語を足す・消す")
    def change_entries(name: Name, changes: EntryChanges, caller: Caller) -> Vocabulary:
        return vocabularies.change(name, changes, caller)

    @router.delete("/{name}", status_code=204, summary="辞書を消す（済んだ議事録はそのまま）")
    def delete_vocabulary(name: Name, caller: Caller) -> None:
        vocabularies.delete(name, caller)

    @router.post("/{name}/import", summary="CSV から取り込む（AmiVoice の二列の一覧も）")
    def import_vocabulary(
        name: Name,
        caller: Caller,
        file: Annotated[UploadFile, File(description="CSV。UTF-8 か Shift_JIS。表記,読み,class,note")],
        mode: Annotated[ImportMode, Form(description="merge は足す、replace は置き換える")] = "merge",
        version: Annotated[int, Form(ge=0, description="読んだときの版。0 なら新しく作る")] = 0,
        department: Annotated[Department | None, Form(description="課の名前。なければそのまま")] = None,
    ) -> Imported:
        content = bounded(file.file, MOST_BYTES, TooLarge(TOO_LARGE))
        return vocabularies.take(name, content, mode, version, department, caller)

    @router.get("/{name}/export", summary="CSV に書き出す", response_class=Response)
    def export_vocabulary(
        name: Name, _: Caller, encoding: Annotated[SheetEncoding, Query()] = "utf-8"
    ) -> Response:
        content = write_sheet(vocabularies.get(name).entries, encoding)
        media = f"text/csv; charset={CHARSETS[encoding]}; header=present"
        return Response(content, media_type=media, headers=attachment(f"{name}.csv", "vocabulary.csv"))

    return router
