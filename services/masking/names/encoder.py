"""Text to one vector a piece: the first layers of multilingual-e5, in int8."""

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from common.models.adapters import Adapter
from services.masking.names.lower_layers import lower_layers

LAYERS = 8
"""Of twelve (docs/decisions/0013-names.md)."""
BATCH_PIECES = 1024

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Pieces:
    """`spans[i]` is the place of a piece in the text, `states[i]` its vector."""

    spans: list[tuple[int, int]]
    states: Floats


class Encoder:
    def __init__(self, folder: Path, adapters: Mapping[str, Adapter] | None = None) -> None:
        """From the folder of a CTranslate2 model of the family of multilingual-e5, in int8, changed by `adapters`."""
        import ctranslate2
        from tokenizers import Tokenizer

        files: dict[str, object] = {
            name: (folder / name).read_bytes() for name in ("config.json", "vocabulary.json")
        }
        files["model.bin"] = lower_layers((folder / "model.bin").read_bytes(), LAYERS, adapters)
        # A thread a batch: a third faster over long texts than all threads for one batch after another.
        workers = os.cpu_count() or 1
        self._encoder = ctranslate2.Encoder(
            str(folder),
            device="cpu",
            compute_type="int8",
            files=files,
            inter_threads=workers,
            intra_threads=1,
        )
        self._pool = ThreadPoolExecutor(workers, "names")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()

    def encode(self, texts: Sequence[str]) -> list[Pieces]:
        """Each text by itself, short enough for the model (see `windows`)."""
        encodings = self._tokenizer.encode_batch(list(texts))
        found: dict[int, Pieces] = {}
        batches = list(_batches([len(encoding.ids) for encoding in encodings]))
        for batch, states in zip(
            batches,
            self._pool.map(lambda batch: self._states([encodings[i].ids for i in batch]), batches),
            strict=True,
        ):
            for i, state in zip(batch, states, strict=True):
                spans = encodings[i].offsets
                # The first and the last piece are marks of the model's own.
                found[i] = Pieces(spans[1:-1], state[1 : len(spans) - 1])
        return [found[i] for i in range(len(texts))]

    def _states(self, batch: list[list[int]]) -> Floats:
        return np.asarray(self._encoder.forward_batch(batch).last_hidden_state, np.float32)


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Numbers of texts of like lengths, so that little is padded."""
    batch: list[int] = []
    for i in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[i] > BATCH_PIECES:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch
