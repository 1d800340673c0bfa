"""Plain text and Markdown: a segment a line."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from common.documents.edits import apply, by_segment
from common.documents.encoding import Decoded, decode, readable, refuse_damage
from common.documents.model import Document, Edit, Place, Report, Segment

# Not str.splitlines, which also breaks at form feeds and other characters that editors keep in a line.
LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
DAMAGED = "文字コードの誤りで読めない文字が{count}か所あります。"
RECODED = "元の文字コードで表せない文字があったため、UTF-8（BOM 付き）で保存しました。"


def read(path: Path) -> Document:
    """Lines, numbered from 1, as `L1`, `L2`..."""
    decoded = load(path)
    return Document(
        format="txt",
        segments=_segments(decoded.text),
        metadata={"encoding": decoded.encoding},
        unread=damage_notes(decoded),
    )


def rewrite(path: Path, edits: Sequence[Edit], out: Path, *, scrub: bool) -> Report:  # noqa: ARG001 - nothing hides in plain text
    """Lines replaced; encoding, BOM and line ends stay where the new text allows."""
    decoded = load(path)
    edits_of = by_segment(edits, _segments(decoded.text))
    end = Counter(end for _, end in _lines(decoded.text) if end).most_common(1)
    newline = end[0][0] if end else "\n"
    pieces: list[str] = []
    for number, (line, ending) in enumerate(_lines(decoded.text), start=1):
        pieces += [apply(line, fit_newlines(edits_of.get(f"L{number}", ()), newline)), ending]
    return save(decoded, "".join(pieces), out, len(edits))


def load(path: Path) -> Decoded:
    """A text file, decoded. Raises BrokenFile when its encoding is unknown."""
    decoded = decode(path.read_bytes())
    refuse_damage(decoded)
    return decoded


def save(decoded: Decoded, text: str, out: Path, applied: int) -> Report:
    """Write `text` as the original was encoded; the report says when that was impossible."""
    content, recoded = decoded.encode(text)
    out.write_bytes(content)
    return Report(applied=applied, notes=[RECODED] if recoded else [])


def damage_notes(decoded: Decoded) -> list[str]:
    return [DAMAGED.format(count=decoded.damaged)] if decoded.damaged else []


def fit_newlines(edits: Sequence[Edit], newline: str) -> list[Edit]:
    """The same edits with the file's own line ends."""
    return [edit.model_copy(update={"text": re.sub(r"\r\n|\r|\n", newline, edit.text)}) for edit in edits]


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for match in LINE.finditer(text):
        if match[0]:
            yield match[1], match[2]


def _segments(text: str) -> list[Segment]:
    return [
        Segment(id=f"L{number}", text=readable(line), place=Place(line=number))
        for number, (line, _) in enumerate(_lines(text), start=1)
        if line
    ]
