from pathlib import Path

import pytest
from pydantic import ValidationError

from common.settings import Settings


def test_the_environment_overrides_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "yakuba.toml"
    file.write_text('[gateway]\nport = 9000\nhost = "0.0.0.0"\n')
    monkeypatch.setenv("YAKUBA_CONFIG", str(file))
    monkeypatch.setenv("YAKUBA_GATEWAY_PORT", "9001")
    gateway = Settings().gateway
    assert (gateway.host, gateway.port) == ("0.0.0.0", 9001)


def test_a_key_with_an_underscore_is_reached(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("YAKUBA_MODELS_IDLE_SECONDS", "7")
    assert Settings().models.idle_seconds == 7


@pytest.mark.parametrize("name", ["YAKUBA_MODELS_MIROR", "YAKUBA_MODLES_MIRROR", "YAKUBA_X"])
def test_a_misspelt_variable_stops_the_start(name: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(name, "x")
    with pytest.raises(ValidationError):
        Settings()


def test_a_misspelt_key_in_the_file_stops_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "yakuba.toml"
    file.write_text("[search]\nprot = 1\n")
    monkeypatch.setenv("YAKUBA_CONFIG", str(file))
    with pytest.raises(ValidationError):
        Settings()


def test_a_service_is_found_at_its_port_unless_an_address_is_given():
    settings = Settings(search={"port": 9}, masking={"url": "http://masking:80"})
    assert settings.service("search").base_url == "http://127.0.0.1:9"
    assert settings.service("masking").base_url == "http://masking:80"


def test_labels_of_retention_are_named_in_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "yakuba.toml"
    file.write_text(
        '[transcribe.retention]\ndefault = "会議"\n'
        '[transcribe.retention.labels."会議"]\naudio_days = 7\ntext_days = 365\n'
    )
    monkeypatch.setenv("YAKUBA_CONFIG", str(file))
    labels = Settings().transcribe.retention.labels
    assert {name: (kept.audio_days, kept.text_days) for name, kept in labels.items()} == {"会議": (7, 365)}


@pytest.mark.parametrize(
    "retention",
    [
        {"default": "ない"},
        {"labels": {}},
        {"labels": {"標準": {"audio_days": 0}}},
        {"labels": {"標準": {"x": 1}}},
    ],
)
def test_retention_that_makes_no_sense_stops_the_start(retention: dict[str, object]):
    with pytest.raises(ValidationError):
        Settings(transcribe={"retention": retention})
