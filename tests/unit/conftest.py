"""Shared by the tests of `common.models` and of what teaches a model."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent


def _module(file: Path) -> ModuleType:
    """A module that holds no tests (the tests are no package)."""
    spec = importlib.util.spec_from_file_location(file.stem, file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def tiny_e5() -> ModuleType:
    return _module(HERE / "tiny_e5.py")


@pytest.fixture(scope="session")
def tiny_qwen() -> ModuleType:
    return _module(HERE / "tiny_qwen.py")


class Recorder:
    """A `Tell` that keeps what it was told."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def line(self, text: str) -> None:
        self.lines.append(text)

    def update(self, label: str, done: int, total: int | None, unit: str = "MB") -> None:
        self.lines.append(f"{label} {done}/{total}")


@pytest.fixture
def tell() -> Recorder:
    return Recorder()
