import json

import pytest

from common.models.cli import chosen, main
from common.models.faults import UnknownModel
from common.models.stamp import STAMP

ENTRY = """
[[model]]
name = "{name}"
role = "translation"
kind = "copy"
default = {default}
licence = "{licence}"
commercial = {commercial}
origin = "made by a test"
size = 7
files = [{{ path = "model.bin", size = 7, sha256 = "{sha256}" }}]
"""


@pytest.fixture
def machine(tmp_path, monkeypatch, sha256):
    """Settings by environment: two models in a mirror, no network."""

    def entry(name, default, licence="MIT", commercial="true"):
        (tmp_path / "mirror" / name).mkdir(parents=True)
        (tmp_path / "mirror" / name / "model.bin").write_bytes(b"weights")
        return ENTRY.format(
            name=name, default=default, licence=licence, commercial=commercial, sha256=sha256(b"weights")
        )

    text = entry("usual", "true") + entry("research", "false", "CC-BY-NC-4.0", "false")
    (tmp_path / "models.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("YAKUBA_MODELS_FOLDER", str(tmp_path / "models"))
    monkeypatch.setenv("YAKUBA_MODELS_MANIFEST", str(tmp_path / "models.toml"))
    monkeypatch.setenv("YAKUBA_MODELS_MIRROR", str(tmp_path / "mirror"))
    monkeypatch.setenv("YAKUBA_MODELS_HUB", "")
    monkeypatch.setenv("YAKUBA_CACHE", str(tmp_path / "cache"))
    return tmp_path


def test_pull_without_names_brings_the_defaults_and_a_second_one_says_so(machine, capsys):
    assert main(["pull"]) == 0
    assert "usual: installed and verified" in capsys.readouterr().out
    assert not (machine / "models" / "research").exists()
    assert main(["pull"]) == 0
    assert capsys.readouterr().out == "usual: already installed\n"


def test_pull_warns_of_a_licence_that_forbids_commercial_use(machine, capsys):
    assert main(["pull", "research"]) == 0
    assert "CC-BY-NC-4.0 forbids commercial use" in capsys.readouterr().out


def test_a_name_that_is_not_listed_stops_with_an_explanation(machine, capsys):
    assert main(["pull", "nobody"]) == 1
    assert "models.toml にありません" in capsys.readouterr().err


def test_a_wrong_hash_stops_with_both_hashes(machine, capsys, sha256):
    (machine / "mirror" / "usual" / "model.bin").write_bytes(b"weightz")
    assert main(["pull"]) == 1
    said = capsys.readouterr().err
    assert sha256(b"weights") in said
    assert sha256(b"weightz") in said
    assert not (machine / "models" / "usual").exists()


def test_list_shows_licence_origin_and_where_it_was_installed_from(machine, capsys):
    main(["pull"])
    capsys.readouterr()
    assert main(["list"]) == 0
    lines = {line.split()[0]: line for line in capsys.readouterr().out.splitlines()}
    assert "yes (mirror)" in lines["usual"]
    assert "made by a test" in lines["usual"]
    assert "CC-BY-NC-4.0 (non-commercial)" in lines["research"]
    assert " no " in lines["research"]


def test_verify_fails_for_what_is_missing_and_for_what_was_altered(machine, capsys):
    assert main(["verify"]) == 1
    main(["pull"])
    assert main(["verify"]) == 0
    (machine / "models" / "usual" / "model.bin").write_bytes(b"altered")
    assert main(["verify"]) == 1
    assert "NOT VERIFIED" in capsys.readouterr().out


def test_bundle_and_import_carry_the_models_to_an_empty_folder(machine, monkeypatch):
    assert main(["pull", "usual", "research"]) == 0
    assert main(["bundle", str(machine / "b.tar"), "usual", "research"]) == 0
    monkeypatch.setenv("YAKUBA_MODELS_FOLDER", str(machine / "elsewhere"))
    monkeypatch.delenv("YAKUBA_MODELS_MIRROR")
    assert main(["import", str(machine / "b.tar")]) == 0
    stamp = json.loads((machine / "elsewhere" / "research" / STAMP).read_text(encoding="utf-8"))
    assert stamp["source"] == "mirror"
    assert main(["verify", "usual", "research"]) == 0


def test_names_are_checked_before_anything_is_brought(store_of, entry_of):
    store = store_of(entry_of("tiny", {"model.bin": b"weights"}))
    with pytest.raises(UnknownModel):
        chosen(["tiny", "nobody"], store)
