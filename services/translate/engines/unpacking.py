"""Unpacks a package file (a zip) that may be hostile: into its own folder, plain files only, bounded."""

import os
import shutil
import stat
import zipfile
from pathlib import Path, PurePosixPath
from uuid import uuid4

from common.errors import BrokenFile, TooLarge

MOST_BYTES = 4 * 1024**3
MOST_FILES = 2000
CHUNK = 1024 * 1024


def unpack(package: Path, folder: Path) -> Path:
    """Unpack `package` as `folder` unless it is there; returns the folder that holds metadata.json.

    Raises BrokenFile for what is no package or leaves its folder, TooLarge past the limits.
    """
    if not folder.is_dir():
        part = folder.with_name(f".{folder.name}.{uuid4().hex}.part")
        folder.parent.mkdir(parents=True, exist_ok=True)
        try:
            _extract(package, part)
            os.replace(part, folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    return next(folder.glob("*/metadata.json")).parent


def _extract(package: Path, part: Path) -> None:
    try:
        with zipfile.ZipFile(package) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) > MOST_FILES or sum(member.file_size for member in members) > MOST_BYTES:
                raise TooLarge("翻訳パッケージが大きすぎます。入手元を確かめてください。")
            for member in members:
                _write(archive, member, part / _inside(member))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError) as error:
        raise _broken() from error
    if not list(part.glob("*/metadata.json")):
        raise _broken()


def _write(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    left = member.file_size
    with archive.open(member) as source, path.open("wb") as out:
        while chunk := source.read(CHUNK):
            left -= len(chunk)
            if left < 0:
                raise _broken()
            out.write(chunk)


def _inside(member: zipfile.ZipInfo) -> PurePosixPath:
    path = PurePosixPath(member.filename)
    link = stat.S_ISLNK(member.external_attr >> 16)
    if link or path.is_absolute() or ".." in path.parts or "\\" in member.filename:
        raise _broken()
    return path


def _broken() -> BrokenFile:
    return BrokenFile("翻訳パッケージが壊れています。入手し直してください。")
