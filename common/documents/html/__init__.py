"""HTML pages: a segment a block, without scripts, styles and the readings above words."""

import re
from collections.abc import Sequence
from pathlib import Path

from common.documents.edits import by_segment, masked_words
from common.documents.encoding import Decoded, decode, decode_as, readable, refuse_damage
from common.documents.html.page import Page, parse
from common.documents.html.writing import rewritten
from common.documents.model import Document, Edit, Report
from common.documents.ooxml.scrubbing import Words
from common.documents.text import damage_notes, save

__all__ = ["Page", "parse", "read", "rewrite", "rewritten"]
CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?([A-Za-z0-9_.:-]+)""", re.IGNORECASE
)
BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
HEAD_BYTES = 8192


def read(path: Path) -> Document:
    """Blocks as `e1`, `e2`...; the title, and alternative texts of pictures. Raises BrokenFile."""
    decoded = _load(path)
    page = parse(readable(decoded.text))
    return Document(
        format="html",
        title=page.metadata.get("title"),
        segments=page.segments,
        metadata=page.metadata | {"encoding": decoded.encoding},
        unread=damage_notes(decoded),
    )


def rewrite(path: Path, edits: Sequence[Edit], out: Path, *, scrub: bool) -> Report:
    """Only the edited words change; with `scrub`, comments, scripts, readings and descriptions go as well."""
    decoded = _load(path)
    segments = parse(readable(decoded.text)).segments
    words = Words(masked_words(segments, edits)) if scrub else None
    text, removed = rewritten(readable(decoded.text), by_segment(edits, segments), words)
    report = save(decoded, text, out, len(edits))
    return report.model_copy(update={"removed": removed})


def _load(path: Path) -> Decoded:
    content = path.read_bytes()
    found = CHARSET.search(content[:HEAD_BYTES])
    declared = found[1].decode("ascii") if found and not content.startswith(BOMS) else None
    decoded = decode_as(content, declared) if declared else decode(content)
    refuse_damage(decoded)
    return decoded
