"""Embedding models with random weights, installed as a big one of the hub is."""

import shutil
from pathlib import Path
from typing import NamedTuple

from common.models import ModelStore
from common.models.install import Installer
from common.models.progress import Console
from common.models.sources import MirrorFiles
from common.settings import ModelSettings

PREFIXES = 'query_prefix = "検索クエリ: ", passage_prefix = "検索文書: "'
VOCABULARY = ["<pad>", "<unk>", *"検索クエリ文書: 減免手続道路工事を知る。"]


class Tiny(NamedTuple):
    name: str
    kind: str
    dimensions: int


def save(tiny: Tiny, folder: Path) -> None:
    """A random two-layer encoder as a sentence-transformers folder."""
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
        tiny.kind, vocab_size=len(words), hidden_size=tiny.dimensions, num_hidden_layers=2, num_attention_heads=2,
        intermediate_size=32, max_position_embeddings=64, pad_token_id=0,
    )  # fmt: skip
    source = folder.parent / f"source-{tiny.name}"
    AutoModel.from_config(config).save_pretrained(source)
    fast.save_pretrained(source)
    encoder = Transformer(str(source), max_seq_length=64)
    SentenceTransformer(modules=[encoder, Pooling(tiny.dimensions)], device="cpu").save(str(folder))


def install(folder: Path, *models: Tiny) -> ModelSettings:
    """Made below `folder`, with a manifest of these models alone; what was installed there before goes."""
    for made in (folder / "mirror", folder / "models"):
        shutil.rmtree(made, ignore_errors=True)
    entries = []
    for tiny in models:
        made = folder / "mirror" / tiny.name
        save(tiny, made)
        files = {str(file.relative_to(made)): file for file in sorted(made.rglob("*")) if file.is_file()}
        listed = ", ".join(f'{{ path = "{name}" }}' for name in files)
        size = sum(file.stat().st_size for file in files.values())
        entries.append(
            f'[[model]]\nname = "{tiny.name}"\nrole = "embedding"\nkind = "copy"\nlicence = "MIT"\n'
            f'origin = "made here"\nsize = {size}\nfiles = [{listed}]\n'
            f"options = {{ {PREFIXES}, max_tokens = 64, dimensions = {tiny.dimensions} }}\n"
        )
    manifest = folder / "models.toml"
    manifest.write_text("\n".join(entries), encoding="utf-8")
    settings = ModelSettings(folder=folder / "models", manifest=manifest)
    for tiny in models:
        installer = Installer(
            ModelStore(settings), [MirrorFiles(folder / "mirror")], folder / "wheels", Console()
        )
        installer.install(tiny.name)
    return settings
