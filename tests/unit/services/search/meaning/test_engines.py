import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.models import ModelStore
from services.search.meaning.engines import HubEngine, QuantisedEngine, load_engine, unit

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "減", "免", "図", "書"]


@pytest.fixture
def hub_folder(tmp_path):
    """A sentence-transformers folder with random weights."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    torch.manual_seed(1)
    (tmp_path / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    bert = tmp_path / "bert"
    sizes = {"hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    BertModel(BertConfig(vocab_size=len(WORDS), **sizes)).save_pretrained(bert)
    BertTokenizerFast(str(tmp_path / "vocab.txt")).save_pretrained(bert)
    layers = Transformer(str(bert))
    SentenceTransformer(modules=[layers, Pooling(8)], device="cpu").save(str(tmp_path / "hub"))
    return tmp_path / "hub"


@given(st.lists(st.lists(st.floats(-9, 9, width=32), min_size=3, max_size=3), min_size=1, max_size=5))
def test_vectors_have_length_one_or_stay_zero(rows: list[list[float]]) -> None:
    lengths = np.linalg.norm(unit(np.asarray(rows, np.float32)), axis=1)
    assert all(abs(length - 1) < 1e-3 or length == 0 for length in lengths)


@pytest.mark.filterwarnings("ignore")
def test_a_model_without_a_quantised_form_is_served_as_it_is(hub_folder) -> None:
    engine = load_engine(hub_folder, 1)
    assert isinstance(engine, HubEngine)
    vectors = engine.encode(["減免", "図書"], is_query=False)
    assert vectors.shape == (2, 8)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(engine.encode(["図書"], is_query=True)[0], vectors[1], atol=1e-5)


@pytest.mark.models
def test_a_converted_model_gives_a_text_the_same_vector_in_any_company(settings) -> None:
    engine = load_engine(ModelStore(settings.models).folder(settings.search.model), 1)
    assert isinstance(engine, QuantisedEngine)
    alone = engine.encode(["passage: 減免"], is_query=False)[0]
    beside = engine.encode(["passage: 減免", "passage: " + "図書館の開館時間。" * 9], is_query=False)
    assert float(alone @ beside[0]) > 0.999
    assert float(beside[0] @ beside[1]) < 0.95
