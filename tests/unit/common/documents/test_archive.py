import struct
import warnings
import zipfile
from pathlib import Path

import pytest

from common.documents import archive
from common.documents.archive import Archive, write_archive
from common.errors import BrokenFile, EncryptedFile, TooLarge


def packed(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return path


def test_entries_are_read_and_written(tmp_path: Path) -> None:
    write_archive(tmp_path / "a.zip", {"甲.xml": b"1", "b": b"2"})
    with Archive(tmp_path / "a.zip") as found:
        assert {name: found.read(name) for name in found.names} == {"甲.xml": b"1", "b": b"2"}


def test_a_bomb_is_noticed_by_its_ratio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "RATIO_FREE_BYTES", 1 << 20)
    with Archive(packed(tmp_path / "a.zip", {"a": bytes(8 << 20)})) as found, pytest.raises(TooLarge):
        found.read("a")


def test_the_sum_of_what_comes_out_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 1500)
    with Archive(packed(tmp_path / "a.zip", {"a": bytes(1000), "b": bytes(1000)})) as found:
        found.read("a")
        with pytest.raises(TooLarge):
            found.read("b")


def test_too_many_entries_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_ENTRIES", 3)
    with pytest.raises(TooLarge):
        Archive(packed(tmp_path / "a.zip", {str(n): b"" for n in range(4)}))


def test_two_entries_of_one_name_are_refused(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
            file.writestr("a.xml", b"1")
            file.writestr("A.xml", b"2")
    with pytest.raises(BrokenFile):
        Archive(tmp_path / "a.zip")


def test_a_cut_or_changed_file_is_broken(tmp_path: Path) -> None:
    whole = packed(tmp_path / "a.zip", {"a": b"text" * 100}).read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[:-30])
    with pytest.raises(BrokenFile):
        Archive(tmp_path / "cut.zip")
    (tmp_path / "changed.zip").write_bytes(whole[:35] + b"\xff\xff" + whole[37:])
    with Archive(tmp_path / "changed.zip") as found, pytest.raises(BrokenFile):
        found.read("a")


def test_an_encrypted_entry_is_said_to_be(tmp_path: Path) -> None:
    content = bytearray(packed(tmp_path / "a.zip", {"a": b"1"}).read_bytes())
    at = content.index(b"PK\x01\x02") + 8
    content[at : at + 2] = struct.pack("<H", 1)
    (tmp_path / "a.zip").write_bytes(content)
    with Archive(tmp_path / "a.zip") as found, pytest.raises(EncryptedFile):
        found.read("a")
