"""Outlook messages ([MS-OXMSG]): the mail, its attachments, and the mails attached to it."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from common.documents import html, rtf
from common.documents.archive import BROKEN
from common.documents.eml import body_segments, header_segments
from common.documents.encoding import decode_as, readable
from common.documents.model import MEMBER_MARK, Document, Segment
from common.documents.msg.compressed_rtf import decompress
from common.documents.msg.properties import ATTACHMENT_HEADER, INNER_HEADER, OUTER_HEADER, Storage
from common.documents.nesting import Member
from common.documents.ole import open_ole
from common.errors import BrokenFile

SUBJECT, BODY, HTML, RTF = 0x0037, 0x1000, 0x1013, 0x1009
SENDER, SENDER_ADDRESS, SMTP_ADDRESS = 0x0C1A, 0x0C1F, 0x5D01
TO, CC = 0x0E04, 0x0E03
SENT, RECEIVED = 0x0039, 0x0E06
DATA, LONG_NAME, SHORT_NAME, SHOWN_NAME = 0x3701, 0x3707, 0x3704, 0x3001
ATTACHMENT = "__attach_version1.0_"
EMBEDDED = "__substg1.0_3701000D"
MOST_DEPTH = 5


def read(path: Path) -> Document:
    """Like a mail: `h-subject`..., then `b1`...; mails inside are told apart by their place."""
    with open_ole(path) as ole:
        message = Storage(ole, (), OUTER_HEADER)
        headers = _headers(message)
        segments = list(_message_segments(message, headers))
        for number, (inner, label) in enumerate(_inner_messages(message), start=1):
            segments += [
                segment.model_copy(
                    update={
                        "id": f"e{number}/{segment.id}",
                        "place": segment.place.model_copy(update={"member": label}),
                    }
                )
                for segment in _message_segments(inner, _headers(inner))
            ]
    if not segments and not headers:
        raise BrokenFile(BROKEN)
    return Document(format="msg", title=headers.get("subject"), segments=segments, metadata=headers)


def members(path: Path) -> Iterator[Member]:
    """The attached files, those of mails inside too."""
    with open_ole(path) as ole:
        message = Storage(ole, (), OUTER_HEADER)
        for holder, label in [(message, ""), *_inner_messages(message)]:
            for number, attachment in enumerate(_attachments(holder), start=1):
                if not attachment.has(EMBEDDED):
                    name = _file_name(attachment) or f"添付{number}"
                    full = f"{label}{MEMBER_MARK}{name}" if label else name
                    yield Member(full, partial(_data, attachment))


def _message_segments(message: Storage, headers: dict[str, str]) -> Iterator[Segment]:
    yield from header_segments(headers)
    yield from _body(message)


def _headers(message: Storage) -> dict[str, str]:
    address = message.text(SMTP_ADDRESS) or message.text(SENDER_ADDRESS)
    sender = message.text(SENDER)
    shown = f"{sender} <{address}>" if sender and "@" in address and address != sender else sender or address
    found = {
        "subject": message.text(SUBJECT),
        "from": shown,
        "to": message.text(TO),
        "cc": message.text(CC),
        "date": message.time(SENT) or message.time(RECEIVED),
    }
    return {key: text for key, text in found.items() if text}


def _body(message: Storage) -> Iterator[Segment]:
    """The plain body, else the page, else the rich text."""
    if (plain := message.text(BODY)).strip():
        yield from body_segments(plain)
    elif markup := message.binary(HTML):
        text = readable(decode_as(markup, message.page_encoding).text)
        for segment in html.parse(text).segments:
            yield segment.model_copy(update={"id": f"b-{segment.id}"})
    elif rich := message.binary(RTF):
        for segment in rtf.parse(decompress(rich)).segments:
            yield segment.model_copy(update={"id": f"b-{segment.id}"})


def _inner_messages(message: Storage, depth: int = 1, label: str = "") -> Iterator[tuple[Storage, str]]:
    """Attached mails, however deep, each with its name."""
    for attachment in _attachments(message):
        if not attachment.has(EMBEDDED) or depth > MOST_DEPTH:
            continue
        inner = attachment.inside(EMBEDDED, INNER_HEADER)
        name = (inner.text(SUBJECT) or _file_name(attachment) or "添付メール") + ".msg"
        full = f"{label}{MEMBER_MARK}{name}" if label else name
        yield inner, full
        yield from _inner_messages(inner, depth + 1, full)


def _attachments(message: Storage) -> Iterator[Storage]:
    for name in message.names():
        if name.startswith(ATTACHMENT):
            yield message.inside(name, ATTACHMENT_HEADER)


def _file_name(attachment: Storage) -> str:
    return attachment.text(LONG_NAME) or attachment.text(SHOWN_NAME) or attachment.text(SHORT_NAME)


def _data(attachment: Storage) -> bytes:
    return attachment.binary(DATA) or b""
