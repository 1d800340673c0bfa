"""The shapes of requests and answers."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from common.documents import Place
from services.search.answers.ordering import Sort
from services.search.answers.ranking import Mode


class HitPlace(BaseModel):
    label: str
    """For people, in Japanese."""
    detail: Place


class Duplicate(BaseModel):
    """Another document with the same content, or nearly the same text."""

    id: str
    path: str
    title: str
    source: str
    type: str
    modified: datetime


class Hit(BaseModel):
    id: str
    path: str
    """Relative to the source."""
    title: str
    score: float
    """Comparable within one answer only."""
    snippet: str
    highlights: list[tuple[int, int]]
    """[start, end) in `snippet`, in code points."""
    place: HitPlace
    passage: int
    """Which passage of the document it is, counted from 0: an `offset` at `/documents/{id}`."""
    modified: datetime
    type: str
    source: str
    duplicates: list[Duplicate]
    """What is folded under this hit, the best first: at most fifty."""


class FacetValue(BaseModel):
    value: str
    count: int


class SearchAnswer(BaseModel):
    total: int
    """Hits on all pages together. By relevance, and without operators, these are the documents of the best
    thousand passages."""
    more: bool
    """There are more than `total`; another order, or an operator, finds and counts them all."""
    took_ms: float
    hits: list[Hit]
    facets: dict[str, list[FacetValue]]
    """By `source`, `type`, `year` and `folder`: as many hits as the search has when it is so narrowed."""
    expanded: dict[str, list[str]]
    """Words of the query that the dictionary of synonyms knows, with what was searched besides."""
    did_you_mean: str | None
    """Another query, when what may be seen has none of the words as they are written."""
    notes: list[str]


LANGUAGE = (
    "ことばや文章をそのまま書くと、近いものから順に並びます。次の記号を使うと、その条件に合う文書だけになります。"
    '"語句"（「語句」も）、AND OR NOT（大文字。| と -語 も）、（ ）、* と ?（前後に文字が要ります）、'
    "title: path: type: source: author: after: before:（日付は 2026-11-01、2026-11、2026、令和8年11月、R8.11.1。"
    "その日を含みます）。空白で並べたことばは、記号があるときはすべてを含むという意味になります。"
)


Folder = Annotated[str, Field(max_length=4096)]
Year = Annotated[int, Field(ge=1, le=9999)]


class SavedQuery(BaseModel):
    """What a search asks for, without the page."""

    model_config = ConfigDict(extra="forbid")

    q: str = Field(max_length=1000, description=LANGUAGE)
    mode: Mode = Mode.HYBRID
    sort: Sort = Field(
        default=Sort.RELEVANCE,
        description="newest、oldest、title、path では、近い文書に加えて、書かれたことばをすべて含む文書が全部並びます。",
    )
    fold: bool = Field(default=True, description="内容の同じ文書、ほとんど同じ文書を1件にまとめる")
    source: list[str] = []
    type: list[str] = []
    folder: list[Folder] = Field(
        default=[],
        max_length=50,
        description="検索対象の中のフォルダー（例: 総務課/令和8年度）。その下も含みます。",
    )
    year: list[Year] = Field(default=[], max_length=50, description="更新した年")
    modified_from: datetime | None = None
    """A date or a time; without a zone it is the server's."""


class SearchQuery(SavedQuery):
    limit: int = Field(default=10, ge=1, le=100)
    offset: int = Field(default=0, ge=0, le=100_000, description="100,000件目から先は見られません。")
    new_since: AwareDatetime | None = Field(
        default=None, description="この時刻より後に加わった文書、内容が変わった文書だけにする"
    )


Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]


class SavedRequest(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: Name
    query: SavedQuery


class SavedChange(BaseModel):
    """What is left out stays as it is."""

    model_config = ConfigDict(extra="forbid")

    name: Name | None = None
    query: SavedQuery | None = None


class SavedSearch(BaseModel):
    id: str
    name: str
    query: SavedQuery
    created_at: datetime | None
    seen_at: datetime | None
    """`new_since` of the search that shows the new documents alone."""
    new: int | None
    """Hits that are new or say something else since `seen_at`, counted up to a hundred; None where it cannot
    be told now."""
    note: str | None
    """Why it cannot."""


class PassageView(BaseModel):
    text: str
    place: HitPlace
    highlights: list[tuple[int, int]]
    """[start, end) in `text`, in code points, where `q` is asked for."""


class DocumentView(BaseModel):
    id: str
    path: str
    title: str
    source: str
    type: str
    size: int
    modified: datetime
    indexed_at: datetime | None
    state: str
    failure: dict[str, Any] | None
    notes: list[str]
    """What of the file could not be read."""
    total: int
    """Passages of the whole document."""
    offset: int
    """Of the first of `passages`, in reading order."""
    passages: list[PassageView]
    links: dict[str, str]


class SimilarAnswer(BaseModel):
    hits: list[Hit]
    notes: list[str]


class SynonymGroups(BaseModel):
    """Each group holds words that mean the same: ["市民局", "市民部"]."""

    model_config = ConfigDict(extra="forbid")

    groups: list[list[str]]


class SynonymChange(BaseModel):
    """Groups to put in, and groups to take out, each of these as it stands in the dictionary."""

    model_config = ConfigDict(extra="forbid")

    add: list[list[str]] = []
    remove: list[list[str]] = []
