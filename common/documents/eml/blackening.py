"""A mail for disclosure: a new one of what is shown."""

import re
from collections.abc import Sequence
from email.header import Header
from email.message import Message
from email.mime.multipart import MIMEMultipart
from pathlib import Path

from common.documents.edits import apply, by_segment, masked_words
from common.documents.eml.bodies import rewritten
from common.documents.eml.reading import attached, body_stem, parsed, read, shown_parts
from common.documents.model import Edit, Report, Segment
from common.documents.ooxml.scrubbing import Words

ATTACHMENTS = "添付ファイル"
ROUTE = "メールの経路などのヘッダー"
ATTACHED = re.compile(r"m\d+(?:/|$)")
PLAIN_HEADERS = {
    "subject", "from", "to", "cc", "date", "mime-version", "content-type", "content-transfer-encoding",
}  # fmt: skip


def blacken(path: Path, edits: Sequence[Edit], pictured: Sequence[Segment], out: Path) -> Report:  # noqa: ARG001
    """A new mail of the shown headers and the body; attachments and the other headers are left out."""
    message, document = parsed(path), read(path)
    own = [edit for edit in edits if not ATTACHED.match(edit.segment_id)]
    edits_of, words = by_segment(own, document.segments), Words(masked_words(document.segments, own))
    parts, removed = list[Message](), list[str]()
    for number, part in enumerate(shown_parts(message), start=1):
        made, dropped = rewritten(part, body_stem(number), edits_of, words)
        parts.append(made)
        removed += dropped
    mail = parts[0] if len(parts) == 1 else _together(parts)
    for segment in document.segments:
        if segment.id.startswith("h-"):
            text = apply(segment.text, edits_of.get(segment.id, ()))
            mail[segment.id.removeprefix("h-").capitalize()] = Header(text, "utf-8").encode()
    out.write_bytes(mail.as_bytes())
    removed += [ATTACHMENTS] * any(True for _ in attached(message))
    removed += [ROUTE] * any(key.lower() not in PLAIN_HEADERS for key in message)
    return Report(applied=len(edits), removed=list(dict.fromkeys(removed)))


def _together(parts: Sequence[Message]) -> Message:
    mail = MIMEMultipart("mixed", boundary="----=_part")
    for part in parts:
        mail.attach(part)
    return mail
