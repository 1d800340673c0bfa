"""The tokens of Whisper's byte-level vocabulary that write anything but kana: without them it writes what it hears.

A recogniser that does not know a word writes kanji that sound like it, in which much of the sound is lost.
"""

from typing import Any

END = "<|endoftext|>"
ALSO = "ー。"
LEADS = (b"\xe3\x81", b"\xe3\x82", b"\xe3\x83")
"""The first two bytes of every kana; the third is a token of its own where the kana is none."""


def not_kana(tokenizer: Any) -> list[int]:
    """Every token but kana, parts of kana, ー, 。 and the end."""
    vocabulary: dict[str, int] = tokenizer.get_vocab()
    end = vocabulary[END]
    return [number for token, number in vocabulary.items() if number != end and not _is_kana(token)]


def _is_kana(token: str) -> bool:
    raw = bytes(BYTES.get(character, 0) for character in token)
    try:
        return bool(raw) and all("ぁ" <= c <= "ゖ" or "ァ" <= c <= "ヺ" or c in ALSO for c in raw.decode())
    except UnicodeDecodeError:
        return raw in LEADS or (len(raw) == 1 and 0x80 <= raw[0] < 0xC0)


def _bytes() -> dict[str, int]:
    """The character that stands for each byte in a byte-level vocabulary (as of GPT-2)."""
    printable = [*range(ord("!"), ord("~") + 1), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(0x100) if byte not in printable]
    return {chr(byte): byte for byte in printable} | {chr(0x100 + n): byte for n, byte in enumerate(others)}


BYTES = _bytes()
