"""Looking at what was found: the document, its likes, the file itself."""

from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import FileResponse

from common.errors import NotFound
from common.files import plain_name
from common.identity import Caller, Principal
from services.search.access.gate import Gate
from services.search.answers.hits import hit_place, modified
from services.search.answers.schemas import DocumentView, PassageView, SimilarAnswer
from services.search.answers.searching import SearchDesk
from services.search.catalog import Catalog
from services.search.sources.reading import inside
from services.search.tables import MOST_PASSAGES, in_utc


def document_router(desk: SearchDesk, gate: Gate, catalog: Catalog) -> APIRouter:
    router = APIRouter(prefix="/v1/search/documents", tags=["search"])

    def visible(document_id: str, caller: Principal) -> Any:
        """The document, if the caller may see it; another's is simply not there."""
        row = catalog.find(document_id)
        if row is None or not gate.may_see(row, caller):
            raise NotFound("文書が見つかりません。移動または削除された可能性があります。")
        return row

    @router.get("/{document_id}", summary="文書の情報と本文（ことばに印を付けて、少しずつ）")
    def get_document(
        document_id: str,
        caller: Caller,
        limit: Annotated[int, Query(ge=0, le=200)] = 20,
        offset: Annotated[int, Query(ge=0, le=MOST_PASSAGES)] = 0,
        q: Annotated[str, Query(max_length=1000, description="本文で印を付けることば")] = "",
    ) -> DocumentView:
        row = visible(document_id, caller)
        marks = desk.highlighter(q)
        passages = [
            PassageView(
                text=passage.text, place=hit_place(passage.place), highlights=marks.spans(passage.text)
            )
            for passage in catalog.passages_of(row.number, limit, offset)
        ]
        return _view(row, passages, offset, catalog.count_passages(row.number))

    @router.get("/{document_id}/similar", summary="似た文書")
    def get_similar(
        document_id: str, caller: Caller, limit: Annotated[int, Query(ge=1, le=50)] = 10
    ) -> SimilarAnswer:
        return desk.similar(visible(document_id, caller), caller, limit)

    @router.get("/{document_id}/file", summary="ファイルのダウンロード")
    def get_file(document_id: str, caller: Caller) -> FileResponse:
        row = visible(document_id, caller)
        # Never opened by the browser: what a shared drive holds may be HTML.
        return FileResponse(
            inside(Path(row.source_path), row.raw_path),
            media_type="application/octet-stream",
            filename=plain_name(row.path),
            headers={"X-Content-Type-Options": "nosniff"},
        )

    return router


def _view(row: Any, passages: list[PassageView], offset: int, total: int) -> DocumentView:
    here = f"/v1/search/documents/{row.id}"
    return DocumentView(
        id=row.id,
        path=row.path,
        title=row.title,
        source=row.source_name,
        type=row.type,
        size=row.size,
        modified=modified(row),
        indexed_at=in_utc(row.indexed_at),
        state=row.state,
        failure=row.failure,
        notes=row.notes,
        total=total,
        offset=offset,
        passages=passages,
        links={"self": here, "file": f"{here}/file", "similar": f"{here}/similar"},
    )
