"""What is taken for a folder, and what is refused before any work."""

from pathlib import Path

import pytest

from common.errors import BrokenFile, EmptyFile, EncryptedFile, Problem, TooLarge, UnsupportedFormat
from common.settings import SandboxSettings
from services.masking.bulk import entries as bulk_entries
from services.masking.bulk.entries import entries, list_entries, unpack, unpack_here
from tests.unit.services.masking.bulk.zips import encrypted, renamed, zipped

LIMITS = SandboxSettings()


def put(folder: Path, content: bytes) -> Path:
    path = folder / "a.zip"
    path.write_bytes(content)
    return path


def test_names_of_japanese_windows_are_read_and_what_systems_add_is_left_out(tmp_path: Path) -> None:
    raw = "申請/表.txt".encode("cp932")
    content = zipped({"N" * len(raw): b"1", "__MACOSX/._x": b"2", "a/Thumbs.db": b"3", "b/二.txt": b"4"})
    found = entries(put(tmp_path, renamed(content, "N" * len(raw), raw)), "a.zip", LIMITS)
    assert [(entry.index, entry.name) for entry in found] == [(0, "申請/表.txt"), (3, "b/二.txt")]
    unpack(tmp_path / "a.zip", found[1], tmp_path / "out", LIMITS)
    assert (tmp_path / "out").read_bytes() == b"4"


def test_files_of_one_name_are_two_files(tmp_path: Path) -> None:
    path = put(tmp_path, renamed(zipped({"a.txt": b"1", "b.txt": b"2"}), "b.txt", b"a.txt"))
    contents = []
    for entry in list_entries(path):
        unpack_here(path, entry.index, tmp_path / "out")
        contents.append((tmp_path / "out").read_bytes())
    assert contents == [b"1", b"2"]


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"a,b\n", BrokenFile),
        (b"GIF89a" + bytes(64), UnsupportedFormat),
        (b"PK\x03\x04broken", BrokenFile),
        (zipped({}), EmptyFile),
        (zipped({"__MACOSX/._a": b"1"}), EmptyFile),
        (encrypted(zipped({"a.txt": b"1", "b.txt": b"2"})), EncryptedFile),
    ],
)
def test_what_is_no_folder_is_refused(tmp_path: Path, content: bytes, refusal: type[Problem]) -> None:
    with pytest.raises(refusal):
        entries(put(tmp_path, content), "a.zip", LIMITS)


def test_a_word_file_is_no_folder(tmp_path: Path) -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    content = zipped({"[Content_Types].xml": f'<Types><Default ContentType="{kind}"/></Types>'.encode()})
    with pytest.raises(UnsupportedFormat):
        entries(put(tmp_path, content), "a.docx", LIMITS)


def test_too_many_files_and_too_many_bytes_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(tmp_path, zipped({f"{number}.txt": b"12345" for number in range(4)}))
    assert len(list_entries(path)) == 4
    monkeypatch.setattr(bulk_entries, "MOST_BYTES", 19)
    with pytest.raises(TooLarge, match="展開すると"):
        list_entries(path)
    monkeypatch.setattr(bulk_entries, "MOST_FILES", 3)
    with pytest.raises(TooLarge, match="4件"):
        list_entries(path)


def test_a_bomb_among_the_files_is_stopped_when_it_is_unpacked(tmp_path: Path) -> None:
    path = put(tmp_path, zipped({"a.txt": b"1", "bomb.txt": bytes(40 << 20)}))
    _, bomb = entries(path, "a.zip", LIMITS)
    with pytest.raises(TooLarge):
        unpack(path, bomb, tmp_path / "out", LIMITS)
    assert not (tmp_path / "out").exists()
