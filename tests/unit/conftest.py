"""Shared by the tests of `common.models` and of what teaches a model."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def tiny_qwen() -> ModuleType:
    """The module beside this one (the tests are no package)."""
    spec = importlib.util.spec_from_file_location("tiny_qwen", Path(__file__).with_name("tiny_qwen.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


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
