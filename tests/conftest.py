"""Shared by all tests: settings in a folder of their own, and nothing left of the caller's environment."""

import os
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from common.settings import Settings

# A busy machine is slow, not wrong.
hypothesis_settings.register_profile("unhurried", deadline=None)
hypothesis_settings.load_profile("unhurried")


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("YAKUBA_") and name != "YAKUBA_CACHE":
            monkeypatch.delenv(name)
    monkeypatch.setenv("YAKUBA_CONFIG", os.devnull)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data={"folder": tmp_path / "data"})  # type: ignore[arg-type]
