import shutil
import zipfile
from pathlib import Path

import pytest

from common.errors import BrokenFile
from services.translate.engines import argos
from services.translate.engines.folders import layout
from services.translate.engines.seq2seq import Seq2Seq
from services.translate.engines.unpacking import unpack


def zipped(package: Path, out: Path) -> Path:
    with zipfile.ZipFile(out, "w") as archive:
        for path in package.rglob("*"):
            archive.write(path, Path(package.name) / path.relative_to(package))
    return out


def test_an_installed_package_is_found_and_runs(argos_package: Path) -> None:
    (package,) = argos.installed(argos_package.parent)
    assert (package.source, package.target, package.metadata.package_version) == ("en", "ja", "9.9")
    model = Seq2Seq(layout(package.folder, {"target_prefix": package.metadata.target_prefix}))
    assert len(model.translate(["Please submit it."], "en", "ja", careful=False)) == 1


def test_the_first_folder_wins(argos_package: Path, tmp_path: Path) -> None:
    shutil.copytree(argos_package, tmp_path / "mine")
    (package,) = argos.installed(tmp_path, argos_package.parent)
    assert package.folder == tmp_path / "mine"


@pytest.mark.parametrize("metadata", ["", "[]", "{}", '{"from_code": 1}', "x" * 2_000_000])
def test_an_unreadable_package_is_passed_over(argos_package: Path, tmp_path: Path, metadata: str) -> None:
    shutil.copytree(argos_package, tmp_path / "bad")
    (tmp_path / "bad" / "metadata.json").write_text(metadata)
    assert list(argos.installed(tmp_path)) == []


def test_a_package_without_sentencepiece_is_passed_over(argos_package: Path, tmp_path: Path) -> None:
    shutil.copytree(argos_package, tmp_path / "old")
    (tmp_path / "old" / "sentencepiece.model").unlink()
    assert list(argos.installed(tmp_path)) == []


def test_the_standard_folder_is_that_of_argostranslate(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("ARGOS_PACKAGES_DIR", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert argos.standard_folder() == tmp_path / "argos-translate" / "packages"
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", "/opt/argos")
    assert argos.standard_folder() == Path("/opt/argos")


def test_a_package_file_is_unpacked_once(argos_package: Path, tmp_path: Path) -> None:
    file = zipped(argos_package, tmp_path / "p.argosmodel")
    folder = unpack(file, tmp_path / "out")
    assert argos.read(folder) is not None
    file.unlink()
    assert unpack(file, tmp_path / "out") == folder


@pytest.mark.parametrize("name", ["../evil", "/evil", "a/../../evil", "a\\..\\evil"])
def test_a_package_file_cannot_write_outside_its_folder(tmp_path: Path, name: str) -> None:
    file = tmp_path / "evil.argosmodel"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("p/metadata.json", "{}")
        archive.writestr(name, "x")
    with pytest.raises(BrokenFile):
        unpack(file, tmp_path / "deep" / "out")
    assert not list(tmp_path.rglob("evil"))
    assert not (tmp_path / "deep" / "out").exists()


def test_a_link_in_a_package_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "link.argosmodel"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("p/metadata.json", "{}")
        link = zipfile.ZipInfo("p/model")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc")
    with pytest.raises(BrokenFile):
        unpack(file, tmp_path / "out")


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 cut"])
def test_what_is_no_zip_is_a_broken_package(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "p.argosmodel").write_bytes(content)
    with pytest.raises(BrokenFile):
        unpack(tmp_path / "p.argosmodel", tmp_path / "out")
