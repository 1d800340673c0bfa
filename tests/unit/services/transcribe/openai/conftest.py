"""The real `openai` client against a real server on loopback."""

import socket
import threading
import time

import openai
import pytest
import uvicorn

from common.settings import Settings
from services.transcribe.app import create_app


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """With a checkpoint every ten seconds of sound, so that a stream has something to tell early."""
    return create_app(Settings(data={"folder": tmp_path_factory.mktemp("data")}), chunk_seconds=10)


@pytest.fixture(scope="module")
def server(app):
    """The address of a running service."""
    running = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="on"))
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]})
        thread.start()
        while not running.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/v1"
        running.should_exit = True
        thread.join(20)


@pytest.fixture(scope="module")
def client(server):
    with openai.OpenAI(base_url=server, api_key="unused", max_retries=0, timeout=120) as opened:
        yield opened


@pytest.fixture(scope="module")
def sound(speech_wav):
    return speech_wav(0, 8)
