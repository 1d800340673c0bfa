"""How much the index holds, and how far the search by meaning is filled."""

from typing import NamedTuple

import sqlalchemy as sa

from services.search.meaning.vectors import VectorStore
from services.search.tables import DOCUMENTS, IS_HERE, PASSAGES


class Contents(NamedTuple):
    documents: int
    passages: int
    texts: int
    """Different texts to be embedded."""
    embedded: int
    """Those of them that have a vector of the model."""


def contents(engine: sa.Engine, vectors: VectorStore) -> Contents:
    here = sa.select(sa.func.count()).select_from(DOCUMENTS).where(IS_HERE)
    with engine.connect() as connection:
        documents = connection.scalar(here) or 0
        passages = connection.scalar(sa.select(sa.func.count()).select_from(PASSAGES)) or 0
    texts = vectors.count_texts()
    return Contents(documents, passages, texts, texts - vectors.count_missing())
