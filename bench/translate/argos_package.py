"""An Argos package of the usual shape with random weights, for measuring speed alone.

Six encoder and six decoder layers, 512 wide, 8 heads, 2,048 in the feed-forward layers, 32,000 pieces, int8: what
Argos trains with OpenNMT-py. A random model would go on to its limit, and engines have different limits. So the
decoder's position encodings, by far the largest numbers in it, say which word stands at each position and that the
sentence ends after LENGTH of them: every sentence costs the same on both sides whatever their limits, every layer is
computed as it would be, and the translation is one made-up English sentence, without a number and without a loop.
"""

import itertools
import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
import sentencepiece

LAYERS, HEADS, WIDTH, INNER, PIECES, POSITIONS, SEED = 6, 8, 512, 2048, 32_000, 1025, 6
LENGTH = 24
"""Words of every translation: about what people's English has for the sentences of FLORES."""
LOUD = 60.0
TRAINED = 8000


def make(folder: Path, texts: Sequence[str], source: str, target: str) -> str:
    """Write the package (without a sentence splitter) to `folder`; returns what it says to every sentence."""
    (folder / "model").mkdir(parents=True)
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts),
        model_prefix=str(folder / "sentencepiece"),
        vocab_size=TRAINED,
        hard_vocab_limit=False,
        minloglevel=2,
    )
    (folder / "sentencepiece.vocab").unlink()
    names = {"from_name": source, "to_name": target, "package_version": "1.0", "argos_version": "1.9"}
    metadata = {"from_code": source, "to_code": target, **names}
    (folder / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / "sentencepiece.model"))
    known = [pieces.id_to_piece(i) for i in range(pieces.get_piece_size())]
    vocabulary = [*known, *(f"<unused_{i}>" for i in range(PIECES - len(known)))]
    words = _words(known)
    spec = _spec(vocabulary, [vocabulary.index(word) for word in words])
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(folder / "model"))
    return str(pieces.decode(words))


def add_splitter(package: Path, python: Path) -> None:
    """Where Argos looks for one before it downloads one; `python` is the interpreter of an environment with onnx."""
    (package / "minisbd").mkdir()
    script = Path(__file__).with_name("splitter.py")
    subprocess.run([python, script, package / "minisbd" / "splitter.onnx"], check=True)


def reverse(package: Path, folder: Path) -> None:
    """The same package for the other direction: LibreTranslate wants two before it is content without the internet."""
    shutil.copytree(package, folder)
    metadata = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
    swapped = {"from_code": metadata["to_code"], "to_code": metadata["from_code"]}
    swapped |= {"from_name": metadata["to_name"], "to_name": metadata["from_name"]}
    (folder / "metadata.json").write_text(json.dumps(metadata | swapped), encoding="utf-8")


def _words(known: Sequence[str]) -> list[str]:
    """Whole words in small letters, each of its own length or letters, none a number."""
    found = (
        piece
        for piece in known
        if len(piece) > 5 and piece[0] == "▁" and piece[1:].isascii() and piece[1:].islower()
    )
    return list(itertools.islice((word for word in found if word.isalpha() or word[1:].isalpha()), LENGTH))


def _spec(vocabulary: Sequence[str], words: Sequence[int]) -> Any:
    chance = np.random.default_rng(SEED)
    spec = ctranslate2.specs.TransformerSpec.from_config(LAYERS, HEADS, pre_norm=True)
    spec.register_source_vocabulary(list(vocabulary))
    spec.register_target_vocabulary(list(vocabulary))
    table = _random(chance, PIECES, WIDTH)
    encoder, decoder = spec.encoder, spec.decoder
    encoder.embeddings[0].weight, decoder.embeddings.weight = table, table.copy()
    decoder.projection.weight, decoder.projection.bias = (
        _random(chance, PIECES, WIDTH),
        np.zeros(PIECES, "float32"),
    )
    for stack in (encoder, decoder):
        _norm(stack.layer_norm)
        for layer in stack.layer:
            _attention(chance, layer.self_attention, (3 * WIDTH, WIDTH))
            if stack is decoder:
                _attention(chance, layer.attention, (WIDTH, 2 * WIDTH, WIDTH))
            _norm(layer.ffn.layer_norm)
            _linear(chance, layer.ffn.linear_0, INNER, WIDTH)
            _linear(chance, layer.ffn.linear_1, WIDTH, INNER)
    _speak(decoder, words, vocabulary.index("</s>"))
    return spec


def _speak(decoder: Any, words: Sequence[int], end: int) -> None:
    """Position by position one word, then the end."""
    encodings = np.zeros((POSITIONS, WIDTH), "float32")
    for position in range(POSITIONS):
        direction = min(position, LENGTH)
        encodings[position, direction] = LOUD
    for direction, word in enumerate([*words, end]):
        decoder.projection.weight[word] = 0
        decoder.projection.weight[word, direction] = 1.0
    decoder.position_encodings.encodings = encodings


def _attention(chance: np.random.Generator, spec: Any, sizes: Sequence[int]) -> None:
    _norm(spec.layer_norm)
    for linear, size in zip(spec.linear, (*sizes, WIDTH)[: len(spec.linear)], strict=True):
        _linear(chance, linear, size, WIDTH)


def _linear(chance: np.random.Generator, spec: Any, rows: int, columns: int) -> None:
    spec.weight, spec.bias = _random(chance, rows, columns), np.zeros(rows, "float32")


def _norm(spec: Any) -> None:
    spec.gamma, spec.beta = np.ones(WIDTH, "float32"), np.zeros(WIDTH, "float32")


def _random(chance: np.random.Generator, rows: int, columns: int) -> Any:
    return chance.normal(0, columns**-0.5, (rows, columns)).astype("float32")
