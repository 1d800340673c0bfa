"""Saved searches, and how many documents each finds that are new since it was last looked at.

The number is made when it is asked for, by the search itself as its owner may make it at that moment: it tells
of nothing that the search would not show.
"""

from typing import Any

from fastapi import APIRouter

from common.errors import Problem
from common.identity import Caller, Principal
from services.search.answers.saved import SavedSearches
from services.search.answers.schemas import SavedChange, SavedQuery, SavedRequest, SavedSearch, SearchQuery
from services.search.answers.searching import SearchDesk
from services.search.catalog import Catalog
from services.search.tables import in_utc

MOST_COUNTED = 100
"""Each new document is asked of its live file, so that they are not counted without end."""


def saved_router(desk: SearchDesk, saved: SavedSearches, catalog: Catalog) -> APIRouter:
    router = APIRouter(prefix="/v1/search/saved", tags=["search"])

    def view(row: Any, caller: Principal) -> SavedSearch:
        count, note = _new(row, caller, desk)
        return SavedSearch(
            id=row.id,
            name=row.name,
            query=SavedQuery.model_validate(row.query),
            created_at=in_utc(row.created_at),
            seen_at=in_utc(row.seen_at),
            new=count,
            note=note,
        )

    @router.get("", summary="保存した検索の一覧と、新しく見つかった文書の数")
    def list_saved(caller: Caller) -> list[SavedSearch]:
        return [view(row, caller) for row in saved.of(caller)]

    @router.post("", summary="検索を保存", status_code=201)
    def save(request: SavedRequest, caller: Caller) -> SavedSearch:
        desk.question(request.query.q)
        query = request.query.model_dump(mode="json")
        return view(saved.add(caller, request.name, query, catalog.settled_at()), caller)

    @router.patch("/{saved_id}", summary="保存した検索の名前や条件を変える")
    def change(saved_id: str, request: SavedChange, caller: Caller) -> SavedSearch:
        if request.query is not None:
            desk.question(request.query.q)
        return view(
            saved.change(saved_id, caller, **request.model_dump(mode="json", exclude_none=True)), caller
        )

    @router.post("/{saved_id}/seen", summary="見たことにする（新着の数を0に戻す）")
    def seen(saved_id: str, caller: Caller) -> SavedSearch:
        return view(saved.change(saved_id, caller, seen_at=catalog.settled_at()), caller)

    @router.delete("/{saved_id}", summary="保存した検索を消す", status_code=204)
    def delete(saved_id: str, caller: Caller) -> None:
        saved.delete(saved_id, caller)

    return router


def _new(row: Any, caller: Principal, desk: SearchDesk) -> tuple[int | None, str | None]:
    """(how many, at most a hundred; None and why where it cannot be told now)."""
    asked = {**row.query, "new_since": in_utc(row.seen_at), "limit": MOST_COUNTED, "offset": 0}
    try:
        answer = desk.search(SearchQuery.model_validate(asked), caller, is_stale=False)
    except Problem as problem:
        return None, problem.detail
    return len(answer.hits), None
