import os
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from common.documents import office, read
from common.documents.office import converted, sweep
from common.errors import BrokenFile, UnsupportedFormat
from common.settings import SandboxSettings

installed = pytest.mark.skipif(office.installed() is None, reason="LibreOffice is not installed")


def converters() -> list[str]:
    """The command lines of converters that run now."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = entry.read_bytes().decode(errors="replace")
        except OSError:
            continue
        if office.PREFIX in line:
            found.append(line)
    return found


def gone(seconds: float = 5.0) -> bool:
    """Whether every converter ends within the time."""
    until = time.monotonic() + seconds
    while converters():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


@pytest.fixture
def text(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("回覧板", encoding="utf-8")
    return tmp_path / "a.txt"


@installed
def test_a_converter_leaves_nothing_behind(
    text: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = tmp_path / "room"
    room.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(room))
    with converted(text, "txt", "rtf") as result:
        assert result.read_bytes().startswith(b"{\\rtf")
    assert list(room.iterdir()) == []
    assert gone()


@installed
def test_a_slow_converter_is_ended(text: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "SECONDS", 0.05)
    with pytest.raises(BrokenFile, match="時間"), converted(text, "txt", "rtf"):
        pass
    assert gone()


@installed
def test_a_converter_dies_with_its_sandbox(tmp_path: Path, compound) -> None:
    path = compound(tmp_path / "a.doc", {"WordDocument": bytes(9_000)})
    with ThreadPoolExecutor() as pool:
        reading = pool.submit(read, path, limits=SandboxSettings(wall_seconds=0.8))
        while not (seen := converters()) and not reading.done():
            time.sleep(0.02)
        assert seen
        with pytest.raises(BrokenFile, match="時間"):
            reading.result()
    assert gone(0.2)


@installed
def test_what_cannot_be_opened_is_broken(tmp_path: Path, compound) -> None:
    path = compound(tmp_path / "a.ppt", {"PowerPoint Document": b"noise" * 100})
    with pytest.raises(BrokenFile, match="LibreOffice"):
        read(path)


def test_without_libreoffice_it_is_named(text: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnsupportedFormat, match="LibreOffice"), converted(text, "doc", "docx"):
        pass


def test_what_a_killed_parser_left_is_swept_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    old, new, other = (tmp_path / name for name in (f"{office.PREFIX}1", f"{office.PREFIX}2", "other"))
    for folder in (old, new, other):
        folder.mkdir()
        (folder / "file").touch()
    for folder in (old, other):
        os.utime(folder, (0, 0))
    sweep()
    assert sorted(tmp_path.iterdir()) == [other, new]
    shutil.rmtree(new)
