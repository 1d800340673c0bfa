"""Run one service as a process: `python -m services.NAME`."""

from collections.abc import Callable

import uvicorn
from fastapi import FastAPI

from common import logs
from common.settings import Settings


def serve(name: str, create_app: Callable[[Settings], FastAPI]) -> None:
    """Serve until interrupted, on the address that the settings give to `name`."""
    settings = Settings()
    logs.configure(name)
    address = settings.gateway if name == "gateway" else settings.service(name)
    uvicorn.run(
        create_app(settings),
        host=address.host,
        port=address.port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=10,
    )
