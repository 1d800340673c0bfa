"""Read a file into located text; write it back changed.

    document = read(path, name="回覧.docx")
    report = rewrite(path, [Edit(...)], out, scrub=True)

`read`, `read_texts` and `rewrite` parse in a sandboxed child; `read_here` and `rewrite_here` do the same in this
process, for callers that are already inside one. Scans and pictures are read where the caller brings a
`recognizer` (`recognizer.load_recognizer`); otherwise `Document.unread` names them. A new format is one adapter module and one line
of `formats.FORMATS`.
"""

from common.documents.access import draw, read, read_here, read_texts, rebuild, rewrite, rewrite_here
from common.documents.formats import MASKABLE, REWRITABLE, SUPPORTED, TRANSLATABLE
from common.documents.model import Document, Edit, Place, Report, Scan, Segment
from common.documents.pictures import Picture, Recognizer

__all__ = [
    "MASKABLE",
    "REWRITABLE",
    "SUPPORTED",
    "TRANSLATABLE",
    "Document",
    "Edit",
    "Picture",
    "Place",
    "Recognizer",
    "Report",
    "Scan",
    "Segment",
    "draw",
    "read",
    "read_here",
    "read_texts",
    "rebuild",
    "rewrite",
    "rewrite_here",
]
