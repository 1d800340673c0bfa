"""What is shown of a found document."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from common.documents import Place
from services.search.answers.schemas import Duplicate, Hit, HitPlace
from services.search.answers.snippets import Snippet
from services.search.tables import ordinal_of
from services.search.words.conditions import NANOSECONDS


def modified(row: Any) -> datetime:
    return datetime.fromtimestamp(row.modified_ns / NANOSECONDS, UTC)


def hit_place(place: dict[str, Any]) -> HitPlace:
    detail = Place.model_validate(place)
    return HitPlace(label=detail.label(), detail=detail)


def hit(row: Any, passage: Any, score: float, snippet: Snippet, duplicates: Iterable[Any] = ()) -> Hit:
    return Hit(
        id=row.id,
        path=row.path,
        title=row.title,
        score=round(score, 4),
        snippet=snippet.text,
        highlights=snippet.highlights,
        place=hit_place(passage.place),
        passage=ordinal_of(passage.number),
        modified=modified(row),
        type=row.type,
        source=row.source_name,
        duplicates=[_duplicate(other) for other in duplicates],
    )


def _duplicate(row: Any) -> Duplicate:
    return Duplicate(
        id=row.id,
        path=row.path,
        title=row.title,
        source=row.source_name,
        type=row.type,
        modified=modified(row),
    )
