"""The routes that change a finished transcription and show its history."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict

from common.identity import Caller
from services.transcribe.editing.edit import Edit
from services.transcribe.editing.editor import Editor
from services.transcribe.editing.revisions import RevisionSummary
from services.transcribe.library import Library
from services.transcribe.schemas import Transcription

Limit = Annotated[int, Query(ge=1, le=200)]
Before = Annotated[int | None, Query(ge=1, description="この版より前だけ")]


class From(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int
    """The current version as the caller knows it."""


class Restore(From, frozen=True):
    to: int
    """The version to return to."""


def editing_router(library: Library) -> APIRouter:
    router = APIRouter(prefix="/v1/transcriptions/{transcription_id}", tags=["editing"])
    editor = Editor(library)

    @router.patch("", summary="発言・話者・議事録・題名などを直す")
    def edit_transcription(transcription_id: str, edit: Edit, caller: Caller) -> Transcription:
        editor.edit(transcription_id, caller, edit)
        return library.view(transcription_id, caller)

    @router.post("/undo", summary="まだ戻していない最後の変更を元に戻す")
    def undo(transcription_id: str, asked: From, caller: Caller) -> Transcription:
        editor.undo(transcription_id, caller, asked.version)
        return library.view(transcription_id, caller)

    @router.post("/redo", summary="元に戻した変更をやり直す")
    def redo(transcription_id: str, asked: From, caller: Caller) -> Transcription:
        editor.redo(transcription_id, caller, asked.version)
        return library.view(transcription_id, caller)

    @router.post("/restore", summary="前の版の内容に戻す")
    def restore(transcription_id: str, asked: Restore, caller: Caller) -> Transcription:
        editor.restore(transcription_id, caller, asked.version, asked.to)
        return library.view(transcription_id, caller)

    @router.get("/history", summary="だれが、いつ、何を直したか（新しい順）")
    def history(
        transcription_id: str, caller: Caller, limit: Limit = 50, before: Before = None
    ) -> list[RevisionSummary]:
        return editor.history(transcription_id, caller, before=before, limit=limit)

    return router
