"""Zip files as offices send them."""

import io
import zipfile
from collections.abc import Mapping


def zipped(files: Mapping[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()


def renamed(content: bytes, old: str, new: bytes) -> bytes:
    """Another name of the same length in bytes, as old programs write it: without the UTF-8 flag."""
    assert old.isascii() and len(old) == len(new)
    return content.replace(old.encode(), new)


def encrypted(content: bytes) -> bytes:
    """The flag of encryption on every entry, in the local headers and in the directory."""
    marked = bytearray(content)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = marked.find(mark)
        while at >= 0:
            marked[at + offset] |= 1
            at = marked.find(mark, at + 4)
    return bytes(marked)
