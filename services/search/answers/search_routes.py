"""Searching."""

from typing import Annotated

from fastapi import APIRouter, Query

from common.identity import Caller
from services.search.answers.schemas import SearchAnswer, SearchQuery
from services.search.answers.searching import SearchDesk
from services.search.words.indexing import Indexer


def search_router(desk: SearchDesk, indexer: Indexer) -> APIRouter:
    router = APIRouter(prefix="/v1/search", tags=["search"])

    @router.get("", summary="検索")
    def search(query: Annotated[SearchQuery, Query()], caller: Caller) -> SearchAnswer:
        with indexer.searching():
            return desk.search(query, caller, is_stale=indexer.mend())

    return router
