"""The one document model that search, translation and masking share.

Offsets are code points of `Segment.text`. A segment without text is left out, so that gaps in
`place.line` or `place.paragraph` show where blank ones stood.
"""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

PART_LABELS = {
    "header": "ヘッダー",
    "footer": "フッター",
    "footnote": "脚注",
    "endnote": "文末脚注",
    "comment": "コメント",
    "note": "ノート",
    "textbox": "テキストボックス",
    "title": "タイトル",
    "metadata": "文書の情報",
    "alt": "代替テキスト",
    "bookmark": "しおり",
    "name": "ファイル名",
    "sheet": "シート名",
    "master": "スライドのひな形",
}

AUTHORS = ("initial-creator", "creator", "Author", "author", "from")
"""Metadata keys that name the author, the likeliest first."""
MEMBER_MARK = " › "


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Place(Frozen):
    """Where a segment stands. Counting starts at 1; what a format does not know stays None."""

    part: str = "body"
    """body, cell, or a key of PART_LABELS."""
    member: str | None = None
    """The file inside an archive or a mail, as 資料/名簿.xlsx; one inside another is parted by MEMBER_MARK."""
    page: int | None = None
    sheet: str | None = None
    cell: str | None = None
    """Spreadsheet address, such as B3."""
    slide: int | None = None
    paragraph: int | None = None
    line: int | None = None
    row: int | None = None
    column: int | None = None
    box: tuple[float, float, float, float] | None = None
    """Left, bottom, right, top in PDF points from the lower left corner of the page."""
    hidden: bool = False
    """On a sheet or slide that an ordinary viewer does not show."""

    def label(self) -> str:
        """The place in Japanese, for people: 「シート1 B3」 「3ページ」 「スライド2 ノート」."""
        words = [
            self.member,
            f"{self.page}ページ" if self.page else None,
            f"スライド{self.slide}" if self.slide else None,
            self.sheet,
            PART_LABELS.get(self.part),
            self.cell,
            self._position(),
            "（非表示）" if self.hidden else None,
        ]
        return " ".join(word for word in words if word) or "本文"

    def _position(self) -> str | None:
        if self.cell:
            return None
        if self.row and self.column:
            return f"{self.row}行{self.column}列"
        if self.paragraph:
            return f"{self.paragraph}段落"
        return f"{self.line}行" if self.line else None


class Segment(Frozen):
    """A piece of located text. The same file always gives the same ids."""

    id: str
    text: str
    place: Place
    marks: tuple[tuple[float, float], ...] = ()
    """Of text read from a picture: where along its box each character begins and ends, from 0 to 1."""
    emphasis: tuple[tuple[int, int], ...] = ()
    """Stretches that are set otherwise than most of the text: bold, coloured, linked."""


class Scan(Frozen):
    """A page that shows text without holding it: it must be recognized from its picture."""

    page: int
    """Counted from 1 in the file that holds it."""
    place: Place
    at: int
    """Its lines belong before this one of the document's segments."""
    reason: str
    """For people, with `{pages}`: what is left unread without recognition."""
    members: tuple[int, ...] = ()
    """Which file inside which, counted from 0, leads to the page."""


class Document(Frozen):
    """What was read from one file, and in `unread`, in Japanese, what could not be."""

    format: str
    title: str | None = None
    segments: list[Segment]
    metadata: dict[str, str] = {}
    unread: list[str] = []
    scans: list[Scan] = []
    """Pictures of text that nobody has read yet; none are left where a reader of pictures was at hand."""

    @property
    def text(self) -> str:
        """Every segment, joined by newlines."""
        return "\n".join(segment.text for segment in self.segments)

    @property
    def author(self) -> str | None:
        """Who wrote it, as far as its properties say."""
        return next((self.metadata[key] for key in AUTHORS if self.metadata.get(key)), None)


class Edit(Frozen):
    """Replace `text[start:end]` of a segment (code points) by `text`, which may hold `readings`."""

    segment_id: str
    start: int
    end: int
    text: str
    like: int | None = None
    """Of an insertion: the offset of a character whose style it takes, where the format has styles."""


class Report(Frozen):
    """What a rewrite did. `removed` and `notes` are Japanese lines for people."""

    applied: int
    removed: list[str] = []
    """What scrubbing took out: comments, tracked changes, properties and the like."""
    notes: list[str] = []
    """What else the caller should know, such as a changed character encoding."""


Edits = Sequence[Edit]
