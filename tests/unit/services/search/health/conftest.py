"""The parts that care for the index, over the room of the search tests."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

from services.search.health.caring import Caretaker
from services.search.health.restoring import Restorer
from services.search.health.snapshots import SnapshotStore
from services.search.health.taking import SnapshotTaker
from services.search.health.verifying import Verifier


@dataclass
class Infirmary:
    caretaker: Caretaker
    store: SnapshotStore
    taker: SnapshotTaker
    restorer: Restorer


@pytest.fixture
def infirmary_of(engine: sa.Engine, tmp_path: Path) -> Callable[..., Infirmary]:
    def make(room, most: int = 3) -> Infirmary:
        verifier = Verifier(engine, room.lexical, room.vectors)
        caretaker = Caretaker(engine, verifier, room.indexer, room.vectors, room.semantic, tmp_path)
        store = SnapshotStore(tmp_path / "snapshots", most)
        taker = SnapshotTaker(engine, room.lexical, room.indexer, store)
        restorer = Restorer(engine, room.lexical, room.indexer, store, [room.semantic.renew])
        return Infirmary(caretaker, store, taker, restorer)

    return make


@pytest.fixture
def infirmary(room, infirmary_of) -> Infirmary:
    """Over three documents, with a vector for each."""
    import numpy as np

    room.sync()
    missing = room.vectors.missing(room.source.number, 100)
    room.vectors.put([text.hash for text in missing], np.eye(3, 4, dtype=np.float32))
    return infirmary_of(room)
