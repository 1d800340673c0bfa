"""Text to vectors, by a model that is loaded on demand.

One text batch at a time in the whole process: several at once on a CPU only slow each other down. A
person who searches goes before the sync that is embedding in the background.
"""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np

from common.errors import ModelMissing, Unavailable
from common.models import ModelStore
from common.resident import Resident
from services.search.meaning.engines import Engine, Vectors, load_engine
from services.search.meaning.spaces import Space

__all__ = ["Asked", "Embedder", "EmbeddingModel", "Vectors"]
MakeResident = Callable[[str, Callable[[], Any]], Resident[Any]]
MOST_CHARACTERS = 1600
"""In one batch, with its padding: about 1,000 tokens. More is no faster, and makes a query wait longer."""
BACKGROUND_THREADS = max(1, len(os.sched_getaffinity(0)) // 2)
"""Half the cores: threads that wait for a core that the other services use are far slower."""


CHANGING = (
    "意味検索のモデルを入れ替えています。前のモデルのファイルがないため、終わるまではことばの検索を使ってください。"
    "進み具合は、管理者が索引の状態で確かめられます。"
)


class ModelChanging(Unavailable):
    """The model that serves is gone, and the vectors of the next one are still being made."""

    code, title = "model_changing", "モデルを入れ替えています"


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


class Asked(NamedTuple):
    """What somebody asks for."""

    vector: Vectors
    """Of length 1, shape (dimensions,)."""
    model: str
    """The key of the space in which this is a direction."""


class EmbeddingModel:
    def __init__(self, models: ModelStore, space: Space, resident: MakeResident) -> None:
        self.space = space
        self._models = models
        self.resident: Resident[Engine] = resident(space.name, self._load)

    def require(self) -> None:
        """Raise ModelMissing, or another Unavailable, when its files are not there or are others now."""
        if self._models.digest(self.space.name) != self.space.digest and self.space.digest:
            raise ModelMissing(self.space.name)

    def prefix(self, option: str) -> str:
        return str(self._models.entry(self.space.name).options.get(option, ""))

    def _load(self) -> Engine:
        return load_engine(self._models.folder(self.space.name), BACKGROUND_THREADS)


class Embedder:
    """`resident` makes the holder of a model from its loader, as `Service.resident` does."""

    def __init__(self, models: ModelStore, name: str, resident: MakeResident) -> None:
        self._models = models
        self._make = resident
        self._turn = Turn()
        self._serving = self.of(Space(name, name, None))
        self.is_being_replaced = False
        """Whether another model is to take the place of the one that serves."""

    def of(self, space: Space) -> EmbeddingModel:
        return EmbeddingModel(self._models, space, self._make)

    def serve(self, model: EmbeddingModel) -> None:
        """Embed with this one from now on."""
        self._serving, before = model, self._serving
        before.resident.unload()

    @property
    def space(self) -> Space:
        """Of the model that serves."""
        return self._serving.space

    def require(self) -> None:
        """Raise ModelMissing, ModelChanging, or another Unavailable, when the model cannot be used."""
        self._usable(self._serving)

    def query(self, text: str) -> Asked:
        model = self._usable(self._serving)
        vector: Vectors = self._encode(model, [model.prefix("query_prefix") + text], urgent=True)[0]
        return Asked(vector, model.space.key)

    def passages(
        self, texts: Sequence[str], check: Callable[[], None], model: EmbeddingModel | None = None
    ) -> Vectors:
        """The unit vectors of passages by the model that serves, or another; shape (texts, dimensions), float32."""
        model = self._usable(model or self._serving)
        prefix = model.prefix("passage_prefix")
        vectors: list[Vectors] = []
        order: list[int] = []
        for batch in batches([len(text) for text in texts]):
            check()
            vectors.append(self._encode(model, [prefix + texts[index] for index in batch]))
            order += batch
        return np.concatenate(vectors)[np.argsort(order)]

    def _usable(self, model: EmbeddingModel) -> EmbeddingModel:
        try:
            model.require()
        except Unavailable as problem:
            if self.is_being_replaced and model is self._serving:
                raise ModelChanging(CHANGING) from problem
            raise
        return model

    def _encode(self, model: EmbeddingModel, texts: list[str], *, urgent: bool = False) -> Vectors:
        with self._turn.take(urgent=urgent), model.resident.use() as engine:
            return engine.encode(texts, is_query=urgent)


def batches(lengths: Sequence[int]) -> list[list[int]]:
    """The indexes of texts in batches of similar length, none longer with its padding than it may be, but
    for a single text."""
    found: list[list[int]] = []
    for index in sorted(range(len(lengths)), key=lengths.__getitem__):
        if not found or (len(found[-1]) + 1) * lengths[index] > MOST_CHARACTERS:
            found.append([])
        found[-1].append(index)
    return found
