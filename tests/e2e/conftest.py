"""The real suite, started once for all end-to-end tests: five processes, real models, loopback only."""

import io
import os
import subprocess
import sys
from collections.abc import Iterator

import httpx2
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from examples.demo_client import free_port
from tests.e2e.running import NAMES, ROOT, UPLOAD_LIMIT, Suite


@pytest.fixture(scope="session")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Suite]:
    folder = tmp_path_factory.mktemp("suite")
    ports = {f"YAKUBA_{name.upper()}_PORT": str(free_port()) for name in NAMES}
    environment = {
        **os.environ,
        **ports,
        "YAKUBA_CONFIG": os.devnull,
        "YAKUBA_DATA_FOLDER": str(folder / "data"),
        "YAKUBA_DATA_MAX_UPLOAD_BYTES": str(UPLOAD_LIMIT),
    }
    base_url = f"http://127.0.0.1:{ports['YAKUBA_GATEWAY_PORT']}"
    running = Suite(base_url, environment, folder / "console")
    command = [sys.executable, "-m", "common.supervisor", "--logs", str(folder / "logs")]
    with running.console.open("wb") as console:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=console, stderr=console)
    try:
        running.wait_until_ready()
        yield running
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="session")
def admin(suite: Suite) -> Iterator[httpx2.Client]:
    with suite.caller("admin", "admin") as client:
        yield client


@pytest.fixture(scope="session")
def encrypted_docx() -> bytes:
    """The notice, with a password put on it as Word does."""
    encrypted = io.BytesIO()
    with (ROOT / "examples" / "notice.docx").open("rb") as plain:
        OOXMLFile(plain).encrypt("himitsu", encrypted)
    return encrypted.getvalue()
