"""Files that are taken into a glossary or the memory."""

from fastapi import UploadFile

from common.errors import TooLarge
from common.uploads import bounded

MOST_BYTES = 20_000_000
TOO_LARGE = "取り込むファイルは20MBまでです。分けて取り込んでください。"


def uploaded(file: UploadFile) -> bytes:
    """What was sent. Raises TooLarge past MOST_BYTES."""
    return bounded(file.file, MOST_BYTES, TooLarge(TOO_LARGE))
