"""What stands in a document's pictures, put where it belongs among its segments."""

from collections.abc import Callable, Sequence
from unicodedata import normalize

from common.documents.model import Document, Scan, Segment
from common.documents.nesting import shortened
from common.documents.pictures import Picture, Recognizer
from common.errors import Problem, Unavailable

MOST_SCANS = 100
TOO_MANY = "画像からの文字の読み取りは、1つのファイルにつき{count}ページまでです。"
Draw = Callable[[Scan], Picture]


def recognize(document: Document, recognizer: Recognizer | None, draw: Draw) -> Document:
    """The document with the text of its scans; what is left unread is said, with the reason."""
    lines: dict[Scan, list[Segment]] = {}
    left: list[Scan] = []
    causes: list[str] = []
    for scan in document.scans:
        try:
            if recognizer is None or causes:
                left.append(scan)
            elif len(lines) >= MOST_SCANS:
                raise Unavailable(TOO_MANY.format(count=MOST_SCANS))
            else:
                known = _text_layer(document, scan)
                lines[scan] = _segments(scan, draw(scan), recognizer, known)
        except Unavailable as problem:
            causes.append(problem.detail)
            left.append(scan)
        except Problem as problem:
            left.append(scan.model_copy(update={"reason": f"{scan.reason}（{problem.detail}）"}))
    return document.model_copy(
        update={
            "segments": _woven(document.segments, lines),
            "unread": shortened([*document.unread, *_notes(left), *causes]),
            "scans": left,
        }
    )


def _text_layer(document: Document, scan: Scan) -> str:
    """What the page says already, without white space."""
    where = (scan.place.member, scan.page)
    texts = (s.text for s in document.segments if (s.place.member, s.place.page) == where)
    return _compact("".join(texts))


def _compact(text: str) -> str:
    return "".join(normalize("NFKC", text).split())


def _segments(scan: Scan, picture: Picture, recognizer: Recognizer, known: str) -> list[Segment]:
    """The lines of a picture that its page does not hold as text."""
    stem = "".join(f"m{index}/" for index in scan.members)
    return [
        Segment(
            id=f"{stem}p{scan.page}-o{number}",
            text=line.text,
            marks=line.marks,
            place=scan.place.model_copy(update={"line": number, "box": picture.box_on_page(line.box)}),
        )
        for number, line in enumerate(recognizer(picture), start=1)
        if _compact(line.text) not in known
    ]


def _woven(segments: Sequence[Segment], lines: dict[Scan, list[Segment]]) -> list[Segment]:
    woven: list[Segment] = []
    position = 0
    for scan in sorted(lines, key=lambda scan: scan.at):
        woven += segments[position : scan.at]
        woven += lines[scan]
        position = scan.at
    return [*woven, *segments[position:]]


def _notes(scans: Sequence[Scan]) -> list[str]:
    """One note for all pages of a file that were left for one reason."""
    groups: dict[tuple[str | None, str], list[int]] = {}
    for scan in scans:
        groups.setdefault((scan.place.member, scan.reason), []).append(scan.page)
    return [
        (f"「{member}」: " if member else "") + reason.replace("{pages}", ranges(pages))
        for (member, reason), pages in groups.items()
    ]


def ranges(numbers: Sequence[int]) -> str:
    """1, 3, 4, 5 as 「1、3〜5」."""
    groups: list[list[int]] = []
    for number in numbers:
        if groups and groups[-1][-1] == number - 1:
            groups[-1].append(number)
        else:
            groups.append([number])
    return "、".join(str(g[0]) if len(g) == 1 else f"{g[0]}〜{g[-1]}" for g in groups)
