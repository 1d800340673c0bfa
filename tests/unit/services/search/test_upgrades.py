"""A bigger embedding model is an entry of models.toml and a setting: shown with tiny ones made here."""

from pathlib import Path

import numpy as np
import pytest

from common.models import ModelStore
from common.resident import Resident
from services.search.meaning.embedding import Embedder
from tests.unit.services.search.tiny_models import Tiny, install


@pytest.mark.parametrize("kind", ["bert", "modernbert", "xlm-roberta"])
def test_an_upgrade_of_each_architecture_gives_unit_vectors(kind: str, tmp_path: Path) -> None:
    store = ModelStore(install(tmp_path, Tiny("tiny", kind, 16)))
    embedder = Embedder(store, "tiny", lambda name, load: Resident(name, load, idle_seconds=60))
    passages = embedder.passages(["減免の手続", "道路工事"], lambda: None)
    assert passages.shape == (2, 16)
    np.testing.assert_allclose(np.linalg.norm(passages, axis=1), 1, atol=1e-4)
    assert not np.allclose(embedder.query("減免の手続").vector, passages[0]), "each side has its own prefix"
