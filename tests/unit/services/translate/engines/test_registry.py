from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from common.settings import Settings
from services.translate.app import create_app


def test_an_installed_argos_package_goes_first(
    tiny_settings: Settings, argos_package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(argos_package.parent))
    with TestClient(create_app(tiny_settings)) as client:
        request = {"q": "Please submit the form.", "source": "en", "target": "ja"}
        assert client.post("/v1/translate", json=request).status_code == 200
        pairs = {pair["source"]: pair for pair in client.get("/v1/translate/pairs").json()}
        assert pairs["en"]["engine"] == "argos:en-ja-9.9"
