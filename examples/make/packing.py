"""Office files whose bytes do not depend on when they were made."""

import re
import zipfile
from datetime import datetime
from pathlib import Path

MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
UNWANTED = ("docProps/thumbnail.jpeg",)


def freeze(path: Path, moment: datetime) -> None:
    """Rewrite the zip at `path` with `moment` as every entry's time and as the document's own."""
    with zipfile.ZipFile(path) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist() if name not in UNWANTED]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts:
            archive.writestr(entry(name, moment), frozen(name, content, moment), compresslevel=9)


def entry(name: str, moment: datetime) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, date_time=moment.timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 0
    return info


def frozen(name: str, content: bytes, moment: datetime) -> bytes:
    if name == "docProps/core.xml":
        stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
        return MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
    if name == "_rels/.rels":
        return re.sub(rb'<Relationship [^>]*thumbnail.jpeg"[^>]*/>', b"", content)
    return content
