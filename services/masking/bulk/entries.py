"""What an uploaded zip holds: looked at and unpacked in the sandbox, one file at a time."""

from pathlib import Path

from pydantic import BaseModel, TypeAdapter

from common import sandbox
from common.documents.archive import BOMB, LOCKED, MOST_BYTES, Archive
from common.documents.formats import find_format
from common.documents.nesting import is_junk
from common.documents.zip import entry_name
from common.errors import EmptyFile, EncryptedFile, TooLarge, UnsupportedFormat
from common.settings import SandboxSettings

MOST_FILES = 5_000
ENCRYPTED_FLAG = 1
NO_ZIP = "まとめて送れるのは zip だけです。フォルダーを zip に圧縮してから送ってください。"
NOTHING = "zip の中にファイルがありません。ファイルの入ったフォルダーを圧縮してから送ってください。"
TOO_MANY = (
    "zip の中のファイルが多すぎます（上限 {most:,}件、この zip は {count:,}件）。分けて送ってください。"
)


class Entry(BaseModel, frozen=True):
    """A file of the zip: its place among the entries, and the name that its owner gave it, which is no path."""

    index: int
    name: str


ENTRIES = TypeAdapter(list[Entry])


def entries(path: Path, name: str, limits: SandboxSettings) -> list[Entry]:
    """The files in the order of the zip, without those that a system put there by itself.

    Raises UnsupportedFormat, EmptyFile, BrokenFile, EncryptedFile where any file is encrypted, or TooLarge.
    """
    if find_format(path, name).name != "zip":
        raise UnsupportedFormat(NO_ZIP)
    return sandbox.run(list_entries, path.absolute(), result=ENTRIES, limits=limits)


def list_entries(path: Path) -> list[Entry]:
    """`entries`, in this process."""
    with Archive(path, unique=False) as archive:
        named = [(index, entry_name(entry), entry) for index, entry in enumerate(archive.entries)]
    files = [(index, name, entry) for index, name, entry in named if not is_junk(name)]
    if not files:
        raise EmptyFile(NOTHING)
    if len(files) > MOST_FILES:
        raise TooLarge(TOO_MANY.format(most=MOST_FILES, count=len(files)), limit_files=MOST_FILES)
    if any(entry.flag_bits & ENCRYPTED_FLAG for _, _, entry in files):
        raise EncryptedFile(LOCKED)
    if sum(entry.file_size for _, _, entry in files) > MOST_BYTES:
        raise TooLarge(BOMB)
    return [Entry(index=index, name=name) for index, name, _ in files]


def unpack(path: Path, entry: Entry, out: Path, limits: SandboxSettings) -> None:
    """Write one file of the zip to `out`. Raises BrokenFile or TooLarge."""
    sandbox.run(unpack_here, path.absolute(), entry.index, out.absolute(), result=int, limits=limits)


def unpack_here(path: Path, index: int, out: Path) -> int:
    """`unpack`, in this process; the number of bytes."""
    with Archive(path, unique=False) as archive:
        return out.write_bytes(archive.unpack(archive.entries[index]))
