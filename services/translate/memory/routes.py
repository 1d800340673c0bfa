"""The API of the memory."""

from typing import Annotated

from fastapi import APIRouter, File, Form, Query, Response, UploadFile

from common.downloads import attachment
from common.identity import Caller
from common.sandbox import run
from common.settings import SandboxSettings
from common.shared_lists import Department
from services.translate.glossary.entries import Code
from services.translate.glossary.schemas import Undo
from services.translate.memory.store import Memory
from services.translate.memory.tmx import read_tmx, write_tmx
from services.translate.memory.units import Imported, Taken, Unit, UnitChange, UnitPage, UnitWrite
from services.translate.uploads import uploaded

Source = Annotated[Code | None, Query(description="原文の言語")]
Target = Annotated[Code | None, Query(description="訳文の言語")]


def memory_router(memory: Memory, limits: SandboxSettings) -> APIRouter:
    """Everyone reads and corrects it; whose translation stands takes it back or deletes it, or an administrator."""
    router = APIRouter(prefix="/v1/translate/memory", tags=["memory"])

    @router.get("", summary="翻訳メモリーを探す")
    def search(
        _: Caller,
        q: Annotated[str, Query(max_length=200, description="原文か訳文に含まれることば")] = "",
        source: Source = None,
        target: Target = None,
        limit: Annotated[int, Query(ge=1, le=1000)] = 100,
        offset: Annotated[int, Query(ge=0)] = 0,
    ) -> UnitPage:
        return memory.search(q, source, target, limit=limit, offset=offset)

    @router.post("", status_code=201, summary="訳を加える（同じ原文があれば直す）")
    def add(write: UnitWrite, caller: Caller) -> Unit:
        return memory.learn(write, "typed", caller)

    @router.get("/export", summary="TMX に書き出す", response_class=Response)
    def export(_: Caller, source: Source = None, target: Target = None) -> Response:
        content = write_tmx(memory.units(source, target))
        return Response(
            content, media_type="application/x-tmx+xml", headers=attachment("翻訳メモリー.tmx", "memory.tmx")
        )

    @router.post("/import", summary="TMX から取り込む")
    def take(
        caller: Caller,
        file: Annotated[UploadFile, File(description="TMX")],
        source: Annotated[Code, Form(description="どの言語を原文とするか")] = "ja",
        department: Annotated[Department, Form()] = "",
    ) -> Imported:
        taken = run(read_tmx, uploaded(file), source, result=Taken, limits=limits)
        return memory.take(taken, department, caller)

    @router.get("/{identity}", summary="一つの訳と、その前の訳")
    def get(identity: str, _: Caller) -> Unit:
        return memory.get(identity)

    @router.patch("/{identity}", summary="訳を直す")
    def change(identity: str, change: UnitChange, caller: Caller) -> Unit:
        return memory.change(identity, change, caller)

    @router.post("/{identity}/undo", summary="一つ前の訳に戻す（なければ消える）")
    def undo(identity: str, undo: Undo, caller: Caller) -> Unit | None:
        return memory.undo(identity, undo.version, caller)

    @router.delete("/{identity}", status_code=204, summary="訳を消す")
    def delete(identity: str, caller: Caller) -> None:
        memory.delete(identity, caller)

    return router
