"""The gateway's own database: its keys and its sessions."""

import sqlalchemy as sa

from common.database import open_engine, sqlite_url
from common.settings import Settings

METADATA = sa.MetaData()


def open_database(settings: Settings) -> sa.Engine:
    return open_engine(sqlite_url(settings.data.folder / "gateway" / "gateway.sqlite"))
