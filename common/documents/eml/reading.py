"""A mail as segments: headers, the body once, attachments as documents of their own."""

import email
from collections.abc import Iterator
from contextlib import suppress
from email.header import decode_header
from email.message import Message
from email.policy import Compat32
from functools import partial
from pathlib import Path

from common.documents import html
from common.documents.encoding import decode, decode_as, readable
from common.documents.model import Document, Place, Segment
from common.documents.nesting import Member
from common.errors import BrokenFile, TooLarge

SHOWN = ("From", "To", "Cc", "Date")
MOST_PARTS = 2_000
TOO_MANY_PARTS = "メールの構成が複雑すぎます。添付ファイルを取り出してからお試しください。"
NO_MAIL = "メールとして読み取れません。メールソフトで開いて保存し直してからお試しください。"
NAMELESS = "添付{number}"
PAGE = "text/html"


def read(path: Path) -> Document:
    """Subject and headers, as `h-subject`...; then the lines of the body, as `b1`, `b2`..."""
    message = parsed(path)
    headers = {key.lower(): text for key in ("Subject", *SHOWN) if (text := header(message, key))}
    if not headers and not message.keys():
        raise BrokenFile(NO_MAIL)
    return Document(
        format="eml",
        title=headers.get("subject"),
        segments=[*header_segments(headers), *_body(message)],
        metadata=headers,
    )


def members(path: Path) -> Iterator[Member]:
    """The attachments; a mail in a mail is one too."""
    for number, part in enumerate(attached(parsed(path)), start=1):
        yield Member(_name(part, number), partial(content_of, part))


def header_segments(headers: dict[str, str]) -> Iterator[Segment]:
    """The subject as title, the others as what the file says about itself."""
    for key, text in headers.items():
        part = "title" if key == "subject" else "metadata"
        yield Segment(id=f"h-{key}", text=text, place=Place(part=part))


def body_segments(text: str) -> Iterator[Segment]:
    """The lines of a plain body."""
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        if stripped := line.strip():
            yield Segment(id=f"b{number}", text=stripped, place=Place(line=number))


class Readable(Compat32):
    """Headers as text. Some programs send raw Shift_JIS or UTF-8, which Python keeps as surrogates."""

    def header_fetch_parse(self, name: str, value: str) -> str:  # noqa: ARG002
        if any("\udc80" <= character <= "\udcff" for character in value):
            return decode(value.encode("utf-8", "surrogateescape")).text
        return value


def header(message: Message, key: str) -> str:
    """A header as people read it, on one line; empty when there is none."""
    return decoded_words(str(message[key] or ""))


def decoded_words(value: str) -> str:
    """A header value with its encoded words (RFC 2047) decoded."""
    text = value
    if "=?" in value:
        with suppress(ValueError):
            text = "".join(map(_word, decode_header(value)))
    return readable(" ".join(text.split()))


def _word(piece: tuple[str | bytes, str | None]) -> str:
    content, charset = piece
    if isinstance(content, str):
        return content
    # Python hands back what stood between encoded words in this encoding.
    return decode_as(content, charset).text if charset else content.decode("raw-unicode-escape")


def parsed(path: Path) -> Message:
    """Raises TooLarge past MOST_PARTS."""
    message = email.message_from_bytes(path.read_bytes(), policy=Readable())
    for count, _ in enumerate(message.walk()):
        if count >= MOST_PARTS:
            raise TooLarge(TOO_MANY_PARTS)
    return message


def _body(message: Message) -> Iterator[Segment]:
    """The readable parts in order; of alternatives the plain one, unless it is empty."""
    for number, part in enumerate(shown_parts(message), start=1):
        text, stem = body_text(part), body_stem(number)
        if part.get_content_type() != PAGE:
            for segment in body_segments(text):
                yield segment.model_copy(update={"id": stem + segment.id[1:]})
            continue
        for segment in html.parse(text).segments:
            yield segment.model_copy(update={"id": f"{stem}-{segment.id}"})


def body_text(part: Message) -> str:
    return readable(decode_as(content_of(part), part.get_content_charset()).text)


def body_stem(number: int) -> str:
    """What the ids of a part of the body begin with."""
    return "b" if number == 1 else f"b{number}."


def shown_parts(part: Message) -> Iterator[Message]:
    """The texts that a reader sees; of alternatives the one that is read."""
    if part.get_content_type() == "message/rfc822" or _is_attached(part):
        return
    if not part.is_multipart():
        if part.get_content_maintype() == "text":
            yield part
        return
    inner = [found for found in part.get_payload() if isinstance(found, Message)]
    if part.get_content_type() == "multipart/alternative":
        inner = _best(inner)
    for found in inner:
        yield from shown_parts(found)


def _best(alternatives: list[Message]) -> list[Message]:
    plain = [
        part for part in alternatives if part.get_content_type() == "text/plain" and content_of(part).strip()
    ]
    return plain or alternatives[-1:]


def attached(message: Message) -> Iterator[Message]:
    """Parts that are files. The pictures of a page have no file name and are no attachments."""
    for part in message.get_payload() if message.is_multipart() else ():
        if not isinstance(part, Message):
            continue
        if part.get_content_type() == "message/rfc822" or _is_attached(part):
            yield part
        else:
            yield from attached(part)


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _name(part: Message, number: int) -> str:
    """The file's name; a mail without one is called by its subject."""
    name = part.get_filename()
    if name:
        return decoded_words(name)
    inner = part.get_payload()
    if isinstance(inner, list) and inner and isinstance(inner[0], Message):
        return (header(inner[0], "Subject") or NAMELESS.format(number=number)) + ".eml"
    return NAMELESS.format(number=number)


def content_of(part: Message) -> bytes:
    """The bytes of a part, its transfer encoding undone as far as it is sound."""
    inner = part.get_payload()
    if isinstance(inner, list):
        return b"\n".join(bytes(found) for found in inner if isinstance(found, Message))
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
