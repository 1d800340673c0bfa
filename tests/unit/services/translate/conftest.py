"""Small models of the real formats, with random weights, and a service set up on them."""

import hashlib
import io
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient

from common.settings import Settings

LINES = [
    "市民課の窓口は午前八時四十五分から開いています。",
    "申請書は十月三十一日までに提出してください。",
    "The Citizens' Affairs Division opens at 8:45 a.m.",
    "Please submit the application form by October 31.",
] * 4
WIDTH, INNER, LAYERS, HEADS = 16, 32, 1, 2


def make_pieces(path: Path, *, tokens: tuple[str, ...] = ()) -> list[str]:
    """A SentencePiece model at `path`; returns its vocabulary."""
    import sentencepiece

    out = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(LINES), model_writer=out, vocab_size=160, model_type="unigram",
        character_coverage=1.0, minloglevel=2, user_defined_symbols=list(tokens), hard_vocab_limit=False,
    )  # fmt: skip
    path.write_bytes(out.getvalue())
    processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
    return [processor.id_to_piece(i) for i in range(processor.get_piece_size())]


def fill(spec: Any, shapes: dict[str, tuple[int, ...]], seed: int) -> None:
    """Random weights for every variable of a CTranslate2 specification."""
    random = np.random.default_rng(seed)
    for path, shape in shapes.items():
        holder = spec
        *steps, name = path.split(".")
        for step in steps:
            holder = holder[int(step)] if step.isdigit() else getattr(holder, step)
        setattr(holder, name, random.normal(0, 0.7, shape).astype(np.float32))


def attention(prefix: str, cuts: list[int]) -> dict[str, tuple[int, ...]]:
    shapes: dict[str, tuple[int, ...]] = {}
    for number, rows in enumerate(cuts):
        shapes |= {f"{prefix}.linear.{number}.weight": (rows * WIDTH, WIDTH)}
        shapes |= {f"{prefix}.linear.{number}.bias": (rows * WIDTH,)}
    return shapes | norm(f"{prefix}.layer_norm")


def norm(prefix: str) -> dict[str, tuple[int, ...]]:
    return {f"{prefix}.gamma": (WIDTH,), f"{prefix}.beta": (WIDTH,)}


def feed_forward(prefix: str) -> dict[str, tuple[int, ...]]:
    return {
        f"{prefix}.linear_0.weight": (INNER, WIDTH), f"{prefix}.linear_0.bias": (INNER,),
        f"{prefix}.linear_1.weight": (WIDTH, INNER), f"{prefix}.linear_1.bias": (WIDTH,),
        **norm(f"{prefix}.layer_norm"),
    }  # fmt: skip


def make_seq2seq(folder: Path, vocabulary: list[str], seed: int = 7) -> None:
    """A one-layer Transformer of the kind that Argos and OPUS-MT packages hold."""
    from ctranslate2.specs import TransformerSpec

    spec = TransformerSpec.from_config(LAYERS, HEADS, pre_norm=True)
    size = len(vocabulary)
    shapes = {"encoder.embeddings.0.weight": (size, WIDTH), "decoder.embeddings.weight": (size, WIDTH)}
    shapes |= {"decoder.projection.weight": (size, WIDTH), "decoder.projection.bias": (size,)}
    shapes |= {"encoder.position_encodings.encodings": (2048, WIDTH)}
    shapes |= {"decoder.position_encodings.encodings": (2048, WIDTH)}
    shapes |= norm("encoder.layer_norm") | norm("decoder.layer_norm")
    for side in ("encoder", "decoder"):
        shapes |= attention(f"{side}.layer.0.self_attention", [3, 1]) | feed_forward(f"{side}.layer.0.ffn")
    shapes |= attention("decoder.layer.0.attention", [1, 2, 1])
    fill(spec, shapes, seed)
    # Not to end at once: an answer of one piece would tell nothing from another.
    spec.decoder.projection.bias[vocabulary.index("</s>")] = -2.0
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    save(spec, folder)


def save(spec: Any, folder: Path) -> None:
    spec.validate()
    spec.optimize(quantization="int8")
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))


@pytest.fixture(scope="session")
def train_pieces() -> Callable[..., list[str]]:
    return make_pieces


@pytest.fixture(scope="session")
def seq2seq_model() -> Callable[..., None]:
    return make_seq2seq


@pytest.fixture(scope="session")
def seq2seq_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A CTranslate2 folder with `sentencepiece.model` beside it."""
    folder = tmp_path_factory.mktemp("seq2seq")
    make_seq2seq(folder, make_pieces(folder / "sentencepiece.model"))
    return folder


@pytest.fixture(scope="session")
def argos_package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An unpacked Argos package, English to Japanese."""
    folder = tmp_path_factory.mktemp("argos") / "translate-en_ja-9_9"
    folder.mkdir()
    make_seq2seq(folder / "model", make_pieces(folder / "sentencepiece.model"))
    (folder / "metadata.json").write_text(
        '{"package_version": "9.9", "argos_version": "1.9", "from_code": "en", "from_name": "English",'
        ' "to_code": "ja", "to_name": "Japanese"}'
    )
    return folder


def entry(name: str, role: str, folder: Path, options: str) -> str:
    """The models.toml entry of the files in `folder`, pinned."""
    size = sum(path.stat().st_size for path in folder.iterdir())
    files = "".join(
        f'\n[[model.files]]\npath = "{path.name}"\nsize = {path.stat().st_size}\n'
        f'sha256 = "{hashlib.sha256(path.read_bytes()).hexdigest()}"\n'
        for path in sorted(folder.iterdir())
        if not path.name.startswith(".")
    )
    return (
        f'[[model]]\nname = "{name}"\nrole = "{role}"\nkind = "copy"\nlicence = "MIT"\n'
        f'origin = "made by the tests"\nsize = {size}\noptions = {options}\n{files}\n'
    )


TINY_OPTIONS = '{ format = "ctranslate2", quality = { ja-en = { label = "draft", bleu = 1.0, chrf = 2.0 } } }'
MISSING = """
[[model]]
name = "absent"
role = "language"
kind = "copy"
licence = "MIT"
origin = "made by the tests"
size = 1
options = { quality = { ja-zh = { label = "usable" }, ja-vi = { label = "unfit" } } }
files = [{ path = "model.bin" }]
"""


@pytest.fixture(scope="module")
def tiny_settings(tmp_path_factory: pytest.TempPathFactory, seq2seq_folder: Path) -> Iterator[Settings]:
    """Settings with a small ja→en model installed and a language model that is not."""
    folder = tmp_path_factory.mktemp("service")
    shutil.copytree(seq2seq_folder, folder / "models" / "tiny")
    manifest = folder / "models.toml"
    manifest.write_text(entry("tiny", "translation", seq2seq_folder, TINY_OPTIONS) + MISSING)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ARGOS_PACKAGES_DIR", str(folder / "no-argos"))
        yield Settings.model_validate(
            {
                "data": {"folder": folder / "data"},
                "models": {"folder": folder / "models", "manifest": manifest},
                "translate": {"model": "absent"},
            }
        )


@pytest.fixture(scope="module")
def client(tiny_settings: Settings) -> Iterator[TestClient]:
    """One application for all tests of a module: starting one takes longer than a test."""
    from services.translate.app import create_app

    with TestClient(create_app(tiny_settings)) as client:
        yield client


def make_language_model(folder: Path, seed: int = 3) -> None:
    """A one-layer decoder of Qwen2's kind with a ChatML tokenizer."""
    from ctranslate2.specs import common_spec, transformer_spec
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=400, special_tokens=special, initial_alphabet=alphabet, show_progress=False
    )
    tokenizer.train_from_iterator(LINES, trainer)
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"))
    vocabulary = sorted(tokenizer.get_vocab(), key=lambda token: tokenizer.token_to_id(token))
    spec = transformer_spec.TransformerDecoderModelSpec.from_config(
        LAYERS, HEADS, activation=common_spec.Activation.SWISH, pre_norm=True, ffn_glu=True,
        rms_norm=True, rotary_dim=0, rotary_interleave=False,
    )  # fmt: skip
    block = "decoder.layer.0"
    fill(
        spec,
        {
            "decoder.embeddings.weight": (len(vocabulary), WIDTH),
            "decoder.projection.weight": (len(vocabulary), WIDTH),
            "decoder.layer_norm.gamma": (WIDTH,),
            f"{block}.self_attention.layer_norm.gamma": (WIDTH,),
            f"{block}.self_attention.linear.0.weight": (3 * WIDTH, WIDTH),
            f"{block}.self_attention.linear.1.weight": (WIDTH, WIDTH),
            f"{block}.ffn.layer_norm.gamma": (WIDTH,),
            f"{block}.ffn.linear_0.weight": (INNER, WIDTH),
            f"{block}.ffn.linear_0_noact.weight": (INNER, WIDTH),
            f"{block}.ffn.linear_1.weight": (WIDTH, INNER),
        },
        seed,
    )
    spec.decoder.scale_embeddings = False
    spec.register_vocabulary(vocabulary)
    spec.config.eos_token, spec.config.bos_token, spec.config.unk_token = special[2], special[0], ""
    save(spec, folder)


@pytest.fixture(scope="session")
def language_model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("language-model")
    make_language_model(folder)
    return folder
