"""Bigger models are a line in models.toml: proven here with small ones that the test makes."""

import ctranslate2
import numpy as np
from ctranslate2.specs import TransformerSpec

from common.models.install import Installer
from common.models.sources import Hub, MirrorFiles

WORDS = ["<unk>", "<s>", "</s>", "こんにちは", "hello"]


def tiny_translator(folder):
    """A random CTranslate2 sequence-to-sequence model, as any converter would leave it."""
    spec = TransformerSpec.from_config((1, 1), 2)
    chance = np.random.default_rng(3)

    def fill(layer, name, value):
        if value is None:
            attribute = name.rsplit("/", 1)[-1]
            setattr(layer, attribute, chance.normal(size=shape_of(name, attribute)).astype(np.float32))

    def shape_of(name, attribute):
        rows = {"linear_0": 3 * WIDTH, "linear_1": WIDTH}
        if attribute in ("gamma", "beta"):
            return (WIDTH,)
        if "embeddings" in name or "projection" in name:
            return (len(WORDS), WIDTH) if attribute == "weight" else (len(WORDS),)
        part = name.split("/")[-2]
        if "ffn" in name:
            shape = (FFN, WIDTH) if part == "linear_0" else (WIDTH, FFN)
        elif "/attention/" in name:
            shape = ({"linear_0": WIDTH, "linear_1": 2 * WIDTH, "linear_2": WIDTH}[part], WIDTH)
        else:
            shape = (rows[part], WIDTH)
        return shape if attribute == "weight" else shape[:1]

    spec._visit(fill)
    spec.register_source_vocabulary(WORDS)
    spec.register_target_vocabulary(WORDS)
    spec.validate()
    folder.mkdir(parents=True)
    spec.save(str(folder))
    return {path.name: path.read_bytes() for path in folder.iterdir()}


WIDTH, FFN = 8, 16


def test_any_ctranslate2_translator_in_a_mirror_is_installed_and_runs(store_of, entry_of, tmp_path, tell):
    contents = tiny_translator(tmp_path / "mirror" / "city-translator")
    entry = entry_of("city-translator", contents, pinned=False, options={"format": "ctranslate2"})
    store = store_of(entry)
    assert Installer(store, [MirrorFiles(tmp_path / "mirror")], tmp_path / "w", tell).install(entry.name)
    translator = ctranslate2.Translator(str(store.folder(entry.name)), device="cpu")
    result = translator.translate_batch([["こんにちは"]], max_decoding_length=4)[0]
    assert set(result.hypotheses[0]) <= set(WORDS)
    assert store.entry(entry.name).options["format"] == "ctranslate2"


def test_an_unpinned_upgrade_from_the_hub_is_held_to_its_first_bytes(
    store_of, entry_of, tell, tmp_path, server
):
    server.files["/us/big/resolve/v2/model.bin"] = b"first bytes"
    hub = {"repo": "us/big", "revision": "v2"}
    store = store_of(entry_of("big", {"model.bin": b"first bytes"}, pinned=False, hub=hub))
    Installer(store, [Hub(server.url)], tmp_path / "w", tell).install("big")
    assert store.verify("big").source == "hub"
    (store.root / "big" / "model.bin").write_bytes(b"other bytes")
    assert store.missing(["big"]) == ["big"]
