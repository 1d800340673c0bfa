"""A mail in other words: the subject and the body change, attachments and all other headers stay."""

from collections.abc import Iterator, Mapping, Sequence
from email.header import Header
from email.message import Message
from email.mime.text import MIMEText
from pathlib import Path

from common.documents import html
from common.documents.edits import EditsBySegment, apply, by_segment
from common.documents.eml.bodies import rewritten
from common.documents.eml.reading import (
    PAGE,
    body_segments,
    body_stem,
    body_text,
    parsed,
    read,
    shown_parts,
)
from common.documents.model import Edit, Report
from common.errors import BadRequest

SUBJECT = "h-subject"
ONLY = "メールで書き換えられるのは、件名と本文だけです。"
PLAIN_ONLY = (
    "書式つきの本文は、書式のない本文と文が違うため、外しました。本文は書式のないものだけになります。"
)
SIGNED = "電子署名は、本文が変わったため無効になります。"
CARRIED = ("Content-Type", "Content-Transfer-Encoding")


def rewrite(path: Path, edits: Sequence[Edit], out: Path, *, scrub: bool) -> Report:  # noqa: ARG001 - `blacken` is for disclosure
    """A page that says the same as the plain body changes with it; one that says something else is left out."""
    message, segments = parsed(path), read(path).segments
    edits_of = by_segment(edits, segments)
    if any(id_.startswith("h-") and id_ != SUBJECT for id_ in edits_of):
        raise BadRequest(ONLY)
    notes = [SIGNED] * any(part.get_content_type() == "multipart/signed" for part in message.walk())
    if changes := edits_of.get(SUBJECT):
        subject = next(segment.text for segment in segments if segment.id == SUBJECT)
        message.replace_header("Subject", Header(" ".join(apply(subject, changes).split()), "utf-8").encode())
    shown = list(shown_parts(message))
    said: dict[str, str] = {}
    for number, part in enumerate(shown, start=1):
        said |= _said(part, body_stem(number), edits_of)
        _put(part, rewritten(part, body_stem(number), edits_of, None)[0])
    for container in [part for part in message.walk() if part.get_content_type() == "multipart/alternative"]:
        notes += _settle(container, shown, said)
    out.write_bytes(message.as_bytes())
    return Report(applied=len(edits), notes=list(dict.fromkeys(notes)))


def _said(part: Message, stem: str, edits_of: EditsBySegment) -> Iterator[tuple[str, str]]:
    """What each line of a plain body becomes, by its letters."""
    if part.get_content_type() != PAGE:
        for segment in body_segments(body_text(part)):
            yield _letters(segment.text), apply(segment.text, edits_of.get(stem + segment.id[1:], ()))


def _settle(container: Message, shown: Sequence[Message], said: Mapping[str, str]) -> Iterator[str]:
    """Other renderings of a body that has changed: in step with it, or out."""
    parts = [part for part in container.get_payload() if isinstance(part, Message)]
    changed = {id(part) for part in shown}
    if not any(id(inner) in changed for part in parts for inner in part.walk()):
        return
    kept: list[Message | str] = []
    for part in parts:
        if any(id(inner) in changed for inner in part.walk()) or _follow(part, said):
            kept.append(part)
        else:
            yield PLAIN_ONLY
    container.set_payload(kept)


def _follow(part: Message, said: Mapping[str, str]) -> bool:
    """Whether every block of the page in `part` is a line of the plain body, and now says what that says."""
    page = next((inner for inner in part.walk() if inner.get_content_type() == PAGE), None)
    if page is None:
        return False
    text = body_text(page)
    segments = html.parse(text).segments
    if not all(_letters(segment.text) in said for segment in segments):
        return False
    edits = [
        Edit(segment_id=segment.id, start=0, end=len(segment.text), text=new)
        for segment in segments
        if (new := said[_letters(segment.text)]) != segment.text
    ]
    _put(page, MIMEText(html.rewritten(text, by_segment(edits, segments), None)[0], "html", "utf-8"))
    return True


def _letters(text: str) -> str:
    return "".join(text.split())


def _put(part: Message, made: Message) -> None:
    """The body of `made` into `part`, which keeps its place and its other headers."""
    for key in CARRIED:
        del part[key]
        part[key] = made[key]
    part.set_payload(made.get_payload())
