"""The default models, installed by `make models`, really do their work."""

import numpy as np
import pytest

from common.models.store import ModelStore
from common.settings import Settings

pytestmark = [pytest.mark.models, pytest.mark.slow, pytest.mark.filterwarnings("ignore::DeprecationWarning")]


@pytest.fixture(scope="module")
def store():
    return ModelStore(Settings().models)


def test_all_defaults_are_installed(store):
    assert store.missing(entry.name for entry in store.manifest.defaults()) == []


def test_the_embedding_model_puts_the_right_passage_nearest(store):
    name = "multilingual-e5-small-int8"
    encoder, tokenizer = _encoder(store.folder(name))
    prefixes = store.entry(name).options

    def vector(text):
        ids = tokenizer.encode(text).ids
        state = np.asarray(encoder.forward_batch([ids]).last_hidden_state)[0]
        return state.mean(axis=0) / np.linalg.norm(state.mean(axis=0))

    passages = [
        "転入届は引っ越した日から14日以内に市民課へ出してください。",
        "ごみの収集日は地区によって違います。",
        "図書館は月曜日が休館日です。",
    ]
    vectors = np.stack([vector(prefixes["passage_prefix"] + text) for text in passages])
    scores = vectors @ vector(prefixes["query_prefix"] + "引っ越しの手続きはいつまで?")
    assert scores.argmax() == 0


def test_the_language_model_translates_a_notice(store):
    import ctranslate2
    from tokenizers import Tokenizer

    folder = str(store.folder("qwen2.5-coder-1.5b-instruct"))
    tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
    prompt = (
        "<|im_start|>user\nTranslate into English. Output only the translation.\n"
        "図書館は月曜日が休みです。<|im_end|>\n<|im_start|>assistant\n"
    )
    generator = ctranslate2.Generator(folder, device="cpu", compute_type="int8", intra_threads=2)
    result = generator.generate_batch(
        [tokenizer.encode(prompt).tokens], max_length=40, include_prompt_in_result=False
    )[0]
    answer = tokenizer.decode(result.sequences_ids[0])
    assert "library" in answer.lower()
    assert "Monday" in answer


def _encoder(folder):
    import ctranslate2
    from tokenizers import Tokenizer

    encoder = ctranslate2.Encoder(str(folder), device="cpu", compute_type="int8", intra_threads=2)
    return encoder, Tokenizer.from_file(f"{folder}/tokenizer.json")
