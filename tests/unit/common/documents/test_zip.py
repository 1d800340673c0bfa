import zipfile
from pathlib import Path

import pytest

from common.documents import archive, nesting, read, read_here
from common.documents.nesting import Budget, read_members
from common.documents.parsing import parse
from common.documents.zip import members
from common.errors import BrokenFile


def packed(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return path


def renamed(path: Path, ascii_name: bytes, raw: bytes) -> Path:
    """The same archive with other bytes as a name of the same length, as old programs wrote them."""
    path.write_bytes(path.read_bytes().replace(ascii_name, raw))
    return path


def test_members_are_read_as_documents(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"資料/回覧.txt": "一行目\n二行目".encode(), "名簿.csv": b"a,b"})
    assert [(s.id, s.place.part, s.place.label(), s.text) for s in read_here(path).segments] == [
        ("m0", "name", "資料/回覧.txt ファイル名", "資料/回覧.txt"),
        ("m0/L1", "body", "資料/回覧.txt 1行", "一行目"),
        ("m0/L2", "body", "資料/回覧.txt 2行", "二行目"),
        ("m1", "name", "名簿.csv ファイル名", "名簿.csv"),
        ("m1/R1C1", "cell", "名簿.csv 1行1列", "a"),
        ("m1/R1C2", "cell", "名簿.csv 1行2列", "b"),
    ]
    assert read(path) == read_here(path)


@pytest.mark.parametrize("encoding", ["cp932", "utf-8"])
def test_names_without_the_flag_are_read(tmp_path: Path, encoding: str) -> None:
    raw = "表示/ソ連①.txt".encode(encoding)
    path = renamed(packed(tmp_path / "a.zip", {"N" * len(raw): b"1"}), b"N" * len(raw), raw)
    assert read_here(path).segments[0].text == "表示/ソ連①.txt"


def test_archives_in_archives_are_read_down_to_the_limit(tmp_path: Path) -> None:
    path = packed(tmp_path / "0.zip", {"底.txt": "底の文".encode()})
    for depth in range(1, nesting.MOST_DEPTH):
        path = packed(tmp_path / f"{depth}.zip", {f"{depth}.zip": path.read_bytes()})
    assert read_here(path).segments[-1].place.member == "4.zip › 3.zip › 2.zip › 1.zip › 底.txt"
    deeper = read_here(packed(tmp_path / "deep.zip", {"x.zip": path.read_bytes()}))
    assert "底の文" not in deeper.text
    assert "入れ子" in deeper.unread[0]


def test_names_that_climb_are_only_names(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"../../b.txt": b"1", "/etc/c.txt": b"2"})
    assert [s.text for s in read_here(path).segments] == ["../../b.txt", "1", "/etc/c.txt", "2"]
    assert sorted(found.name for found in tmp_path.iterdir()) == ["a.zip"]


def test_what_cannot_be_read_is_said_and_the_rest_is_read(tmp_path: Path) -> None:
    broken = b"PK\x03\x04broken"
    path = packed(tmp_path / "a.zip", {"a.xdw": bytes(40), "b.docx": broken, "空.txt": b"", "c.txt": b"c"})
    document = read_here(path)
    assert [s.text for s in document.segments] == ["a.xdw", "b.docx", "空.txt", "c.txt", "c"]
    assert [note.split(":")[0] for note in document.unread] == ["「a.xdw」", "「b.docx」", "「空.txt」"]
    assert "DocuWorks" in document.unread[0]


def test_a_bomb_is_stopped_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "RATIO_FREE_BYTES", 1 << 20)
    path = packed(tmp_path / "a.zip", {"bomb.txt": bytes(8 << 20), "b.txt": b"b"})
    document = read_here(path)
    assert document.segments[-1].text == "b"
    assert "大きくなりすぎる" in document.unread[0]


def test_the_whole_of_all_members_is_bounded(tmp_path: Path) -> None:
    contents = {"a.txt": b"123", "b.txt": b"456", "c.txt": b"7", "d.txt": b"8"}
    path = packed(tmp_path / "a.zip", contents)
    nested = read_members(
        members(path), 0, Budget(members=3, bytes=5), lambda path, name, _: parse(path, name)
    )
    assert [s.text for s in nested.segments] == ["a.txt", "123", "b.txt", "c.txt", "7"]
    assert ["展開" in nested.unread[0], "より後は" in nested.unread[1]] == [True, True]


def test_the_time_for_all_members_is_bounded(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"a.txt": b"123"})
    nested = read_members(members(path), 0, Budget(until=0), lambda path, name, _: parse(path, name))
    assert nested.segments == []
    assert "「a.txt」から後" in nested.unread[0]


def test_files_of_the_system_are_passed_over(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"__MACOSX/._a.txt": b"x", "a/Thumbs.db": b"x", "a.txt": b"a"})
    assert [s.text for s in read_here(path).segments] == ["a.txt", "a"]


def test_names_that_differ_in_case_are_two_files(tmp_path: Path) -> None:
    assert len(read_here(packed(tmp_path / "a.zip", {"A.txt": b"1", "a.txt": b"2"})).segments) == 4


def test_an_empty_archive_is_said_to_be(tmp_path: Path) -> None:
    assert read_here(packed(tmp_path / "a.zip", {})).unread == ["文字が見つかりませんでした。"]


def test_a_cut_archive_is_broken(tmp_path: Path) -> None:
    whole = packed(tmp_path / "a.zip", {"a.txt": b"text" * 100}).read_bytes()
    (tmp_path / "b.zip").write_bytes(whole[:-10])
    with pytest.raises(BrokenFile):
        read_here(tmp_path / "b.zip")


def test_notes_are_shortened() -> None:
    notes = nesting.shortened([str(number) for number in range(150)])
    assert len(notes) == 101
    assert "50件" in notes[-1]
