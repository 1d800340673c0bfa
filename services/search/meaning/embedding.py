"""Text to vectors, by a model that is loaded on demand.

One text batch at a time in the whole process: several at once on a CPU only slow each other down. A
person who searches goes before the sync that is embedding in the background.
"""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from common.models import ModelStore
from common.resident import Resident
from services.search.meaning.engines import Engine, Vectors, load_engine

__all__ = ["Embedder", "Vectors"]
MOST_CHARACTERS = 1600
"""In one batch, with its padding: about 1,000 tokens. More is no faster, and makes a query wait longer."""
BACKGROUND_THREADS = max(1, len(os.sched_getaffinity(0)) // 2)
"""Half the cores: threads that wait for a core that the other services use are far slower."""


class Turn:
    """A lock that lets those in a hurry go first."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._taken = False
        self._urgent = 0

    @contextmanager
    def take(self, *, urgent: bool) -> Iterator[None]:
        with self._changed:
            self._urgent += urgent
            self._changed.wait_for(lambda: not self._taken and (urgent or not self._urgent))
            self._urgent -= urgent
            self._taken = True
        try:
            yield
        finally:
            with self._changed:
                self._taken = False
                self._changed.notify_all()


class Embedder:
    """`resident` makes the holder of the model from its loader, as `Service.resident` does."""

    def __init__(
        self, models: ModelStore, name: str, resident: Callable[[str, Callable[[], Any]], Resident[Any]]
    ) -> None:
        self.name = name
        self._models = models
        self._resident: Resident[Engine] = resident(name, self._load)
        self._turn = Turn()

    def require(self) -> None:
        """Raise ModelMissing, or another Unavailable, when the model cannot be used."""
        self._models.folder(self.name)

    def query(self, text: str) -> Vectors:
        """The unit vector of a query, shape (dimensions,)."""
        self.require()
        vector: Vectors = self._encode([self._prefix("query_prefix") + text], urgent=True)[0]
        return vector

    def passages(self, texts: Sequence[str], check: Callable[[], None]) -> Vectors:
        """The unit vectors of passages, shape (texts, dimensions), float32."""
        self.require()
        prefix = self._prefix("passage_prefix")
        vectors: list[Vectors] = []
        order: list[int] = []
        for batch in batches([len(text) for text in texts]):
            check()
            vectors.append(self._encode([prefix + texts[index] for index in batch]))
            order += batch
        return np.concatenate(vectors)[np.argsort(order)]

    def _encode(self, texts: list[str], *, urgent: bool = False) -> Vectors:
        with self._turn.take(urgent=urgent), self._resident.use() as engine:
            return engine.encode(texts, is_query=urgent)

    def _prefix(self, option: str) -> str:
        return str(self._models.entry(self.name).options.get(option, ""))

    def _load(self) -> Engine:
        return load_engine(self._models.folder(self.name), BACKGROUND_THREADS)


def batches(lengths: Sequence[int]) -> list[list[int]]:
    """The indexes of texts in batches of similar length, none longer with its padding than it may be, but
    for a single text."""
    found: list[list[int]] = []
    for index in sorted(range(len(lengths)), key=lengths.__getitem__):
        if not found or (len(found[-1]) + 1) * lengths[index] > MOST_CHARACTERS:
            found.append([])
        found[-1].append(index)
    return found
