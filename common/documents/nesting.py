"""Files inside files: what an archive or a mail holds is read as documents of its own, within bounds."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from common.documents.in_memory import in_memory
from common.documents.model import MEMBER_MARK, Document, Place, Scan, Segment
from common.errors import Problem, TooLarge

MOST_DEPTH = 5
MOST_MEMBERS = 10_000
MOST_BYTES = 1 << 30
"""Unpacked, over all files inside one outer file."""
MOST_SECONDS = 90.0
"""Less than the sandbox allows, so that what was read by then is kept."""
MOST_NOTES = 100
JUNK = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
TOO_DEEP = "ファイルの入れ子が深すぎるため、中身を読み取っていません。取り出してからお試しください。"
TOO_MANY = "中のファイルが多すぎるため、{count}件より後は読み取っていません。分けてからお試しください。"
TOO_LONG = (
    "読み取りに時間がかかりすぎるため、「{name}」から後は読み取っていません。分けてからお試しください。"
)
TOO_BIG = "展開すると大きくなりすぎるため、読み取っていません。分けてからお試しください。"
UNEXPECTED = "読み取れませんでした。壊れているおそれがあります。取り出して、開き直して保存してください。"
REST = "ほかに{count}件、読み取れなかったものがあります。"


@dataclass(frozen=True)
class Member:
    """One file inside another; `open` gives its bytes or raises a Problem. The name is never used as a path."""

    name: str
    open: Callable[[], bytes]


@dataclass
class Budget:
    """What one outer file may cost in all."""

    members: int = MOST_MEMBERS
    bytes: int = MOST_BYTES
    until: float = field(default_factory=lambda: time.monotonic() + MOST_SECONDS)

    def exhausted(self, name: str) -> str | None:
        """Why the member of that name, and those after it, are not read."""
        if self.members <= 0:
            return TOO_MANY.format(count=f"{MOST_MEMBERS:,}")
        return TOO_LONG.format(name=name) if time.monotonic() > self.until else None

    def spend(self, size: int) -> None:
        if size > self.bytes:
            raise TooLarge(TOO_BIG)
        self.bytes -= size


@dataclass
class Nested:
    """What was read from the members of one file."""

    segments: list[Segment] = field(default_factory=list)
    scans: list[Scan] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    def add(self, index: int, name: str, document: Document) -> None:
        """A member's document, its places and ids marked with where it came from."""
        offset = len(self.segments)
        self.segments += [
            Segment(
                id=f"m{index}/{segment.id}",
                text=segment.text,
                place=segment.place.model_copy(update={"member": _path(name, segment.place.member)}),
            )
            for segment in document.segments
        ]
        self.scans += [
            scan.model_copy(
                update={
                    "at": scan.at + offset,
                    "members": (index, *scan.members),
                    "place": scan.place.model_copy(update={"member": _path(name, scan.place.member)}),
                }
            )
            for scan in document.scans
        ]
        self.unread += [f"「{name}」: {note}" for note in document.unread]


Read = Callable[[Path, str, int], Document]


def read_members(members: Iterable[Member], depth: int, budget: Budget, read: Read) -> Nested:
    """Every member's name, and its text where it can be read; `read` takes path, name and depth."""
    nested = Nested()
    for index, member in enumerate(members):
        if is_junk(member.name):
            continue
        if ending := budget.exhausted(member.name):
            nested.unread.append(ending)
            break
        budget.members -= 1
        place = Place(part="name", member=member.name)
        nested.segments.append(Segment(id=f"m{index}", text=member.name, place=place))
        _read_member(nested, index, member, depth, budget, read)
    nested.unread = shortened(nested.unread)
    return nested


def _read_member(nested: Nested, index: int, member: Member, depth: int, budget: Budget, read: Read) -> None:
    try:
        if depth >= MOST_DEPTH:
            raise TooLarge(TOO_DEEP)
        content = member.open()
        budget.spend(len(content))
        with in_memory(content) as path:
            document = read(path, PurePosixPath(member.name).name, depth + 1)
    except Problem as problem:
        nested.unread.append(f"「{member.name}」: {problem.detail}")
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a parser that trips over one file must not hide the others
        nested.unread.append(f"「{member.name}」: {UNEXPECTED}")
    else:
        nested.add(index, member.name, document)


def shortened(notes: list[str]) -> list[str]:
    """The first notes, and how many more there are."""
    more = len(notes) - MOST_NOTES
    return [*notes[:MOST_NOTES], REST.format(count=more)] if more > 0 else notes


def _path(name: str, inner: str | None) -> str:
    return f"{name}{MEMBER_MARK}{inner}" if inner else name


def is_junk(name: str) -> bool:
    """Whether the file is one that macOS or Windows put there by itself."""
    parts = PurePosixPath(name).parts
    return bool(parts) and (parts[0] in JUNK or parts[-1] in JUNK)
