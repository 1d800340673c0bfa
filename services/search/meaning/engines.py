"""What turns texts into vectors: CTranslate2 in int8 for a model that was converted to it, else
sentence-transformers.

Both take the mean of the last layer over the tokens of a text, which is what the E5 models were trained
with (Wang et al., "Multilingual E5 Text Embeddings", 2024); sentence-transformers follows what the
model's own folder says.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]


class Engine(Protocol):
    def encode(self, texts: Sequence[str], *, is_query: bool) -> Vectors:
        """Unit vectors, shape (texts, dimensions). The texts are one batch: equal lengths cost least."""


def load_engine(folder: Path, threads: int) -> Engine:
    """The engine for what `folder` holds; passages are embedded with `threads` threads."""
    is_converted = (folder / "model.bin").is_file()
    return QuantisedEngine(folder, threads) if is_converted else HubEngine(folder, threads)


class QuantisedEngine:
    def __init__(self, folder: Path, threads: int) -> None:
        import ctranslate2
        from tokenizers import Tokenizer

        self._encoder = ctranslate2.Encoder(
            str(folder), device="cpu", compute_type="int8", intra_threads=threads
        )
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()

    def encode(self, texts: Sequence[str], *, is_query: bool) -> Vectors:  # noqa: ARG002
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        states = np.asarray(self._encoder.forward_batch(tokens).last_hidden_state)
        means = [state[: len(ids)].mean(axis=0) for state, ids in zip(states, tokens, strict=True)]
        return unit(np.stack(means))


class HubEngine:
    def __init__(self, folder: Path, threads: int) -> None:
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        transformers_logging.disable_progress_bar()
        self._model: Any = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
        self._threads = threads

    def encode(self, texts: Sequence[str], *, is_query: bool) -> Vectors:
        import torch

        # OpenMP keeps this number for each calling thread, so it is set at every call.
        torch.set_num_threads(1 if is_query else self._threads)
        vectors = self._model.encode(
            list(texts), batch_size=len(texts), convert_to_numpy=True, show_progress_bar=False
        )
        return unit(np.asarray(vectors, np.float32))


def unit(vectors: Vectors) -> Vectors:
    """Each row at length 1; a row of zeros stays."""
    lengths = np.linalg.norm(vectors.astype(np.float64), axis=1, keepdims=True)
    scaled: Vectors = (vectors / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return scaled
