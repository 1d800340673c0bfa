"""The body of a mail after edits."""

from email.message import Message
from email.mime.text import MIMEText

from common.documents import html
from common.documents.edits import EditsBySegment, apply
from common.documents.eml.reading import PAGE, body_text
from common.documents.ooxml.scrubbing import Words


def rewritten(
    part: Message, stem: str, edits_of: EditsBySegment, words: Words | None
) -> tuple[Message, list[str]]:
    """The part after sorted edits, and what was removed where `words` (those to mask) say to scrub."""
    text = body_text(part)
    if part.get_content_type() == PAGE:
        own = {id_.removeprefix(f"{stem}-"): found for id_, found in edits_of.items()}
        changed, removed = html.rewritten(text, own, words)
        return MIMEText(changed, "html", "utf-8"), removed
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, start=1):
        if changes := edits_of.get(f"{stem}{number}"):
            lines[number - 1] = line.replace(line.strip(), apply(line.strip(), changes))
    return MIMEText("\n".join(lines), "plain", "utf-8"), []
