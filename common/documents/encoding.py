"""The character encoding of Japanese text files."""

import codecs
import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass

from common.errors import BrokenFile

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The wider code sets come second: they read what the first cannot, such as ① in EUC-JP.
LEGACY = ("cp932", "euc_jp", "euc_jis_2004")
SEVEN_BIT = ("iso2022_jp", "iso2022_jp_ext", "iso2022_jp_2004")
DECLARED = {
    **dict.fromkeys(("shift_jis", "shift-jis", "x-sjis", "sjis", "windows-31j", "ms932"), ("cp932",)),
    **dict.fromkeys(("euc-jp", "x-euc-jp"), ("euc_jp", "euc_jis_2004")),
    **dict.fromkeys(("iso-2022-jp", "iso2022-jp", "csiso2022jp"), SEVEN_BIT),
}
"""What Japanese programs mean by these names: more than the standards do."""
MOST_DAMAGE = 0.02
"""A text with a larger share of undecodable characters is refused."""
SAMPLE = 200_000
ESCAPED = re.compile("[\udc80-\udcff]")
SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Decoded:
    """A text and how to write it back. Undecodable bytes are lone surrogates (PEP 383)."""

    text: str
    encoding: str
    bom: bytes = b""

    @property
    def damaged(self) -> int:
        return len(ESCAPED.findall(self.text))

    def encode(self, text: str) -> tuple[bytes, bool]:
        """`text` in the original encoding; True when it had to become UTF-8 with a BOM instead."""
        try:
            return self.bom + text.encode(self.encoding, "surrogateescape"), False
        except UnicodeEncodeError:
            return codecs.BOM_UTF8 + text.encode("utf-8", "replace"), True


def decode(content: bytes) -> Decoded:
    """Decode by BOM, then ISO-2022-JP, UTF-8, and the likelier of Shift_JIS (cp932) and EUC-JP.

    Raises BrokenFile when no encoding fits.
    """
    for bom, encoding in BOMS:
        if content.startswith(bom):
            return _escaped(content[len(bom) :], encoding, bom)
    for encoding in (*(SEVEN_BIT if b"\x1b" in content else ()), "utf-8"):
        if (text := _strict(content, encoding)) is not None:
            return Decoded(text, encoding)
    fitting = {encoding: text for encoding in LEGACY if (text := _strict(content, encoding)) is not None}
    if fitting:
        best = max(fitting, key=lambda encoding: _plausibility(fitting[encoding]))
        return Decoded(fitting[best], best)
    return min((_escaped(content, encoding) for encoding in ("utf-8", *LEGACY[:2])), key=lambda d: d.damaged)


def decode_as(content: bytes, charset: str | None) -> Decoded:
    """Decode as declared; by its looks where the declaration is missing, unknown or untrue."""
    for encoding in DECLARED.get((charset or "").lower(), (charset or "",)):
        with suppress(LookupError, UnicodeError, ValueError):
            return Decoded(content.decode(encoding), codecs.lookup(encoding).name)
    return decode(content)


def readable(text: str) -> str:
    """The same length, with undecodable bytes as U+FFFD, so that it can be stored as UTF-8."""
    return SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def _strict(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _escaped(content: bytes, encoding: str, bom: bytes = b"") -> Decoded:
    try:
        decoded = Decoded(content.decode(encoding, "surrogateescape"), encoding, bom)
    except UnicodeDecodeError as error:  # UTF-16 cut in the middle of a character cannot be escaped
        decoded = Decoded(content.decode(encoding, "replace"), encoding, bom)
        if decoded.text.count("�") > max(1, len(decoded.text) * MOST_DAMAGE):
            raise BrokenFile(UNKNOWN) from error
    return decoded


def refuse_damage(decoded: Decoded) -> None:
    """Raise BrokenFile when too much of the text could not be decoded."""
    if decoded.damaged > len(decoded.text) * MOST_DAMAGE:
        raise BrokenFile(UNKNOWN)


UNKNOWN = "文字コードがわかりません。UTF-8 か Shift_JIS で保存し直してからお試しください。"


def _plausibility(text: str) -> float:
    """How much a decoded text looks like Japanese: kana and common kanji for, oddities against."""
    sample = text[:SAMPLE]
    return sum(_weight(character) for character in sample) / max(1, len(sample))


def _weight(character: str) -> float:
    code = ord(character)
    if code < 0x80:
        return 0
    if 0x3041 <= code <= 0x30FE or character in "、。「」（）・":
        return 2
    if 0xFF61 <= code <= 0xFF9F:
        return -0.5
    if 0x4E00 <= code <= 0x9FFF:
        return 0.5
    return -3 if unicodedata.category(character) in ("Co", "Cc", "Cn") else 0
