"""A bigger embedding model is an entry of models.toml and a setting: shown with tiny ones made here."""

from pathlib import Path

import numpy as np
import pytest

from common.models import ModelStore
from common.models.install import Installer
from common.models.progress import Console
from common.models.sources import MirrorFiles
from common.resident import Resident
from common.settings import ModelSettings
from services.search.meaning.embedding import Embedder

PREFIXES = 'query_prefix = "検索クエリ: ", passage_prefix = "検索文書: "'
VOCABULARY = ["<pad>", "<unk>", *"検索クエリ文書: 減免手続道路工事を知る。"]


def save_tiny_model(kind: str, folder: Path) -> None:
    """A random two-layer encoder of 16 dimensions as a sentence-transformers folder."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from tokenizers import Regex, Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Split
    from transformers import AutoConfig, AutoModel, PreTrainedTokenizerFast

    words = {word: number for number, word in enumerate(dict.fromkeys(VOCABULARY))}
    tokenizer = Tokenizer(WordLevel(words, unk_token="<unk>"))
    tokenizer.pre_tokenizer = Split(Regex("."), "isolated")
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, unk_token="<unk>", pad_token="<pad>")
    config = AutoConfig.for_model(
        kind, vocab_size=len(words), hidden_size=16, num_hidden_layers=2, num_attention_heads=2,
        intermediate_size=32, max_position_embeddings=64, pad_token_id=0,
    )  # fmt: skip
    source = folder.parent / f"source-{kind}"
    AutoModel.from_config(config).save_pretrained(source)
    fast.save_pretrained(source)
    encoder = Transformer(str(source), max_seq_length=64)
    SentenceTransformer(modules=[encoder, Pooling(16)], device="cpu").save(str(folder))


def installed(kind: str, folder: Path) -> ModelStore:
    made = folder / "mirror" / "tiny"
    save_tiny_model(kind, made)
    names = sorted(str(file.relative_to(made)) for file in made.rglob("*") if file.is_file())
    files = ", ".join(f'{{ path = "{name}" }}' for name in names)
    size = sum(file.stat().st_size for file in made.rglob("*") if file.is_file())
    manifest = folder / "models.toml"
    manifest.write_text(
        f'[[model]]\nname = "tiny"\nrole = "embedding"\nkind = "copy"\nlicence = "MIT"\norigin = "made here"\n'
        f"size = {size}\nfiles = [{files}]\noptions = {{ {PREFIXES}, max_tokens = 64, dimensions = 16 }}\n",
        encoding="utf-8",
    )
    store = ModelStore(ModelSettings(folder=folder / "models", manifest=manifest))
    Installer(store, [MirrorFiles(folder / "mirror")], folder / "wheels", Console()).install("tiny")
    return store


@pytest.mark.parametrize("kind", ["bert", "modernbert", "xlm-roberta"])
def test_an_upgrade_of_each_architecture_gives_unit_vectors(kind: str, tmp_path: Path) -> None:
    store = installed(kind, tmp_path)
    embedder = Embedder(store, "tiny", lambda name, load: Resident(name, load, idle_seconds=60))
    passages = embedder.passages(["減免の手続", "道路工事"], lambda: None)
    assert passages.shape == (2, 16)
    np.testing.assert_allclose(np.linalg.norm(passages, axis=1), 1, atol=1e-4)
    assert not np.allclose(embedder.query("減免の手続"), passages[0]), "each side has its own prefix"
