"""Names for the files of the result: made here, so that no name of the zip ever leads anywhere."""

import re
from collections.abc import Iterable, Iterator

FORBIDDEN = re.compile(r'[<>:"|?*]')
DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)
"""Names that Windows takes for devices, whatever their suffix."""
SUFFIX = re.compile(r"(?<=.)\.[A-Za-z0-9]{1,8}$")
MOST_PARTS = 16
MOST_BYTES = 200
"""Of a name without its suffix, in UTF-8; file systems take 255, and a number may be added."""
NAMELESS = "名称未設定"


def parts(name: str) -> list[str]:
    """The folders and the file of a name in a zip, each fit for a folder of Windows, none of them `..`."""
    found = [part for part in re.split(r"[/\\]", name) if part.strip(". \t")]
    return [_plain(part) for part in found[-MOST_PARTS:]] or [NAMELESS]


def distinct(paths: Iterable[str]) -> Iterator[str]:
    """The paths in their order; one that is taken, whatever its case, gets a number."""
    taken: set[str] = set()
    for path in paths:
        free, number = path, 1
        while free.casefold() in taken:
            number += 1
            stem, suffix = split(path)
            free = f"{stem} ({number}){suffix}"
        taken.add(free.casefold())
        yield free


def split(name: str) -> tuple[str, str]:
    """The stem and the suffix with its dot; what is no plain short suffix may be a word and stays in the stem."""
    found = SUFFIX.search(name)
    return (name[: found.start()], found[0]) if found else (name, "")


def _plain(part: str) -> str:
    shown = "".join(character for character in part if character.isprintable())
    plain = FORBIDDEN.sub("_", shown).strip(" ").rstrip(". ")
    stem, suffix = split(f"_{plain}" if DEVICES.match(plain) else plain or NAMELESS)
    return stem.encode()[:MOST_BYTES].decode(errors="ignore") + suffix
