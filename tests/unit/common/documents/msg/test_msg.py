import struct
from pathlib import Path

import pytest

from common.documents import read, read_here
from common.errors import BrokenFile

SENT = struct.pack("<HHIQ", 0x40, 0x0039, 6, 133564032000000000)
"""2024-04-01 00:00 UTC in ticks of 100 ns since 1601."""
ATTACHMENT = "__attach_version1.0_#0000000{}"


def text(value: str) -> bytes:
    return value.encode("utf-16-le")


def message(prefix: str = "", header: int = 32, table: bytes = SENT, **streams: bytes) -> dict[str, bytes]:
    found = {f"{prefix}__substg1.0_{name[1:]}": content for name, content in streams.items()}
    return {f"{prefix}__properties_version1.0": bytes(header) + table, **found}


def test_headers_and_body_are_read(tmp_path: Path, compound) -> None:
    streams = message(
        _0037001F=text("会議室の件"), _0C1A001F=text("総務課"), _5D01001F=text("soumu@example.jp"),
        _0E04001F=text("各課長"), _1000001F=text("来週です。\r\n\r\n以上"), _10130102=b"<p>x",
    )  # fmt: skip
    document = read_here(compound(tmp_path / "a.msg", streams))
    assert (document.format, document.title, document.author) == (
        "msg",
        "会議室の件",
        "総務課 <soumu@example.jp>",
    )
    assert [(s.id, s.place.part, s.text) for s in document.segments] == [
        ("h-subject", "title", "会議室の件"),
        ("h-from", "metadata", "総務課 <soumu@example.jp>"),
        ("h-to", "metadata", "各課長"),
        ("h-date", "metadata", "2024-04-01 00:00 UTC"),
        ("b1", "body", "来週です。"),
        ("b3", "body", "以上"),
    ]
    assert read(tmp_path / "a.msg") == document


def test_old_messages_are_in_shift_jis(tmp_path: Path, compound) -> None:
    path = compound(tmp_path / "a.msg", message(_0037001E="髙橋①".encode("cp932"), _1000001E=b"x"))
    assert read_here(path).title == "髙橋①"


@pytest.mark.parametrize(("codepage", "encoding"), [(65001, "utf-8"), (932, "cp932"), (50220, "iso2022_jp")])
def test_a_page_is_read_in_its_encoding(tmp_path: Path, compound, codepage: int, encoding: str) -> None:
    table = struct.pack("<HHIQ", 3, 0x3FDE, 6, codepage)
    streams = message(table=table, _10130102="<p>第２会議室</p>".encode(encoding))
    assert read_here(compound(tmp_path / "a.msg", streams)).text == "第２会議室"


def test_rich_text_is_read_where_there_is_nothing_else(tmp_path: Path, compound) -> None:
    rich = rb"{\rtf1\ansi\ansicpg932 \'89\'ef\'8b\'63\par}"
    content = struct.pack("<IIII", len(rich) + 12, len(rich), 0x414C454D, 0) + rich
    assert read_here(compound(tmp_path / "a.msg", message(table=b"", _10090102=content))).text == "会議"


def test_attached_files_and_mails_are_read(tmp_path: Path, compound) -> None:
    inner = f"{ATTACHMENT.format(1)}/__substg1.0_3701000D/"
    streams = message(_0037001F=text("外"), _1000001F=text("外の本文"))
    streams |= message(ATTACHMENT.format(0) + "/", 8, _3707001F=text("名簿.csv"), _37010102=b"a,b")
    streams |= message(ATTACHMENT.format(1) + "/", 8, _3001001F=text("中"))
    streams |= message(inner, 24, _0037001F=text("中"), _1000001F=text("中の本文"))
    streams |= message(inner + ATTACHMENT.format(0) + "/", 8, _3707001F=text("b.txt"), _37010102=b"inner")
    document = read_here(compound(tmp_path / "a.msg", streams))
    found = {(s.place.member, s.text) for s in document.segments if s.place.part in ("body", "cell")}
    assert found == {
        (None, "外の本文"),
        ("中.msg", "中の本文"),
        ("名簿.csv", "a"),
        ("名簿.csv", "b"),
        ("中.msg › b.txt", "inner"),
    }
    assert len({s.id for s in document.segments}) == len(document.segments)


def test_a_message_without_anything_is_broken(tmp_path: Path, compound) -> None:
    with pytest.raises(BrokenFile):
        read_here(compound(tmp_path / "a.msg", message(table=b"")))
