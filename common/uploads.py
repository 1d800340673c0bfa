"""Small files of a request, read whole."""

from typing import BinaryIO

from common.errors import Problem


def bounded(content: BinaryIO, most: int, refusal: Problem) -> bytes:
    """What was uploaded. Raises `refusal` past `most` bytes."""
    found = content.read(most + 1)
    if len(found) > most:
        raise refusal
    return found
