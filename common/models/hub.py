"""Files over HTTP, with range requests: an interrupted download goes on where it stopped (RFC 9110, 14)."""

import re
import time
from pathlib import Path

import httpx2

from common.models.faults import SourceFailed
from common.models.progress import Tell

ATTEMPTS = 4
TIMEOUT = httpx2.Timeout(30.0, read=60.0)
HIGHEST_UNKNOWN = 20 * 1000**3
"""Bytes accepted of a file whose size models.toml does not know."""


def download(url: str, target: Path, limit: int | None, tell: Tell, pause: float = 1.0) -> None:
    """Bring `url` to `target` by way of `target.part`; SourceFailed after four attempts without progress."""
    part = target.with_name(target.name + ".part")
    fault: httpx2.HTTPError | None = None
    failures = 0
    with httpx2.Client(timeout=TIMEOUT, follow_redirects=True) as client:
        while failures < ATTEMPTS:
            before = _size(part)
            try:
                _resume(client, url, part, limit or HIGHEST_UNKNOWN, tell)
            except httpx2.HTTPError as error:
                fault = error
                failures = 0 if _size(part) > before else failures + 1
                time.sleep(pause)
            else:
                _tag(part).unlink(missing_ok=True)
                part.replace(target)
                return
    raise SourceFailed("hub", f"{url}: {type(fault).__name__}: {fault}")


def _resume(client: httpx2.Client, url: str, part: Path, limit: int, tell: Tell) -> None:
    start = _size(part)
    with client.stream("GET", url, headers=_range(part, start)) as answer:
        if answer.status_code == 416 and _whole_length(answer) == start:
            return
        if answer.status_code == 416:
            part.unlink(missing_ok=True)
            raise httpx2.ReadError("the range on disk is not the file's; starting over")
        if answer.status_code >= 400:
            _refuse(url, answer)
        if not (answer.status_code == 206 and _starts_at(answer) == start):
            start = 0
        _remember_tag(part, answer)
        _append(answer, part, start, limit, tell)


def _append(answer: httpx2.Response, part: Path, start: int, limit: int, tell: Tell) -> None:
    length = answer.headers.get("content-length", "")
    total = start + int(length) if length.isdigit() else None
    with part.open("r+b" if start else "wb") as stream:
        stream.seek(start)
        stream.truncate()
        # As they come, not gathered into larger ones: what a break interrupts must be on disk.
        for chunk in answer.iter_raw():
            start += len(chunk)
            if start > limit:
                raise SourceFailed("hub", f"more than the expected {limit} bytes")
            stream.write(chunk)
            tell.update("downloading", start, total)
    if total is not None and start < total:
        raise httpx2.ReadError(f"{start} of {total} bytes came")


def _refuse(url: str, answer: httpx2.Response) -> None:
    if answer.status_code >= 500 or answer.status_code == 429:
        raise httpx2.ReadError(f"HTTP {answer.status_code}")
    raise SourceFailed("hub", f"{url}: HTTP {answer.status_code}")


def _range(part: Path, start: int) -> dict[str, str]:
    """`If-Range` makes the server send all of it when the file changed since (RFC 9110, 13.1.5)."""
    headers = {"accept-encoding": "identity"}
    if start:
        headers["range"] = f"bytes={start}-"
        if _tag(part).exists():
            headers["if-range"] = _tag(part).read_text(encoding="ascii")
    return headers


def _remember_tag(part: Path, answer: httpx2.Response) -> None:
    tag = answer.headers.get("etag", "")
    if tag.isascii() and tag.startswith('"'):
        _tag(part).write_text(tag, encoding="ascii")


def _starts_at(answer: httpx2.Response) -> int | None:
    found = re.match(r"bytes (\d+)-", answer.headers.get("content-range", ""))
    return int(found[1]) if found else None


def _whole_length(answer: httpx2.Response) -> int | None:
    found = re.match(r"bytes \*/(\d+)", answer.headers.get("content-range", ""))
    return int(found[1]) if found else None


def _tag(part: Path) -> Path:
    return part.with_name(part.name + ".etag")


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
