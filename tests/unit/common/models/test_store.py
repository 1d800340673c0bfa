import os

import pytest

from common.errors import ModelMissing
from common.models import store as module
from common.models.faults import DamagedModel, UnknownModel
from common.models.stamp import STAMP, Stamp, look, read_stamp, write_stamp

FILES = {"model.bin": b"weights", "sub/config.json": b"{}"}


def put(root, name, contents):
    for path, data in contents.items():
        (root / name / path).parent.mkdir(parents=True, exist_ok=True)
        (root / name / path).write_bytes(data)
    return root / name


@pytest.fixture
def hashed(monkeypatch):
    """Which files were hashed."""
    seen: list[str] = []

    def counting(path, sha256=None):
        seen.append(path.name)
        return look(path, sha256)

    monkeypatch.setattr(module, "look", counting)
    return seen


def test_a_model_that_is_not_there_is_missing_with_the_command_that_installs_it(store_of, entry_of):
    store = store_of(entry_of("tiny", FILES))
    with pytest.raises(ModelMissing) as caught:
        store.folder("tiny")
    assert caught.value.extra["command"] == "python -m common.models pull tiny"
    assert store.missing(["tiny"]) == ["tiny"]


def test_an_unknown_model_is_a_clear_fault_and_counts_as_missing(store_of):
    with pytest.raises(UnknownModel):
        store_of().folder("nobody")
    assert store_of().missing(["nobody"]) == ["nobody"]


def test_a_folder_copied_by_hand_is_hashed_once_and_then_trusted(store_of, entry_of, hashed):
    store = store_of(entry_of("tiny", FILES))
    folder = put(store.root, "tiny", FILES)
    assert store.folder("tiny") == folder
    assert sorted(hashed) == ["config.json", "model.bin"]
    assert store_of(entry_of("tiny", FILES)).folder("tiny") == folder
    assert len(hashed) == 2


def test_a_file_with_another_time_but_the_same_content_is_hashed_again_and_accepted(
    store_of, entry_of, hashed
):
    store = store_of(entry_of("tiny", FILES))
    folder = put(store.root, "tiny", FILES)
    store.folder("tiny")
    os.utime(folder / "model.bin", ns=(1, 1))
    assert store.folder("tiny") == folder
    assert len(hashed) == 4
    store.folder("tiny")
    assert len(hashed) == 4


def test_a_changed_file_is_refused_with_both_hashes(store_of, entry_of, sha256):
    store = store_of(entry_of("tiny", FILES))
    folder = put(store.root, "tiny", FILES)
    store.folder("tiny")
    (folder / "model.bin").write_bytes(b"weightz")
    with pytest.raises(DamagedModel) as caught:
        store.folder("tiny")
    assert caught.value.extra["wanted"] == sha256(b"weights")
    assert caught.value.extra["found"] == sha256(b"weightz")
    assert not store.installed("tiny")


def test_verify_hashes_even_what_the_stamp_vouches_for(store_of, entry_of):
    store = store_of(entry_of("tiny", FILES))
    folder = put(store.root, "tiny", FILES)
    store.folder("tiny")
    before = (folder / "model.bin").stat()
    (folder / "model.bin").write_bytes(b"weightz")
    os.utime(folder / "model.bin", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert store.folder("tiny") == folder
    with pytest.raises(DamagedModel):
        store.verify("tiny")


def test_a_lost_file_makes_the_model_missing(store_of, entry_of):
    store = store_of(entry_of("tiny", FILES))
    folder = put(store.root, "tiny", FILES)
    store.folder("tiny")
    (folder / "model.bin").unlink()
    assert store.missing(["tiny"]) == ["tiny"]


def test_a_manifest_that_asks_for_other_bytes_makes_the_installed_model_missing(store_of, entry_of):
    store = store_of(entry_of("tiny", FILES))
    put(store.root, "tiny", FILES)
    store.folder("tiny")
    newer = store_of(entry_of("tiny", {**FILES, "model.bin": b"newer weights"}))
    assert newer.missing(["tiny"]) == ["tiny"]


def test_an_unpinned_model_is_held_to_what_its_first_pull_recorded(store_of, entry_of):
    store = store_of(entry_of("tiny", FILES, pinned=False))
    folder = put(store.root, "tiny", FILES)
    assert store.missing(["tiny"]) == ["tiny"]
    write_stamp(folder, Stamp(name="tiny", source="hub", files={p: look(folder / p) for p in FILES}))
    assert store.folder("tiny") == folder
    (folder / "model.bin").write_bytes(b"swapped")
    with pytest.raises(DamagedModel):
        store.folder("tiny")


def test_a_package_is_loaded_from_where_python_finds_it(store_of, entry_of, tmp_path, monkeypatch):
    put(tmp_path / "site", "yakuba_test_model", {"__init__.py": b"", "weights.onnx": b"onnx"})
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    package = {"requirement": "yakuba-test-model==1.0", "module": "yakuba_test_model"}
    store = store_of(entry_of("boxed", {"weights.onnx": b"onnx"}, kind="package", package=package))
    assert store.folder("boxed") == tmp_path / "site" / "yakuba_test_model"
    stamp = read_stamp(store.home("boxed"))
    assert stamp is not None
    assert stamp.source == "package"


def test_where_no_stamp_can_be_written_a_process_hashes_only_once(store_of, entry_of, hashed, monkeypatch):
    def refuse(folder, stamp):
        raise PermissionError(folder / STAMP)

    monkeypatch.setattr(module, "write_stamp", refuse)
    store = store_of(entry_of("tiny", FILES))
    put(store.root, "tiny", FILES)
    store.folder("tiny")
    store.folder("tiny")
    assert len(hashed) == 2
