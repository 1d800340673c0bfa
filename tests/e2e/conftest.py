"""The real suite, started once for all end-to-end tests: five processes, real models, loopback only."""

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

import httpx2
import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from playwright.sync_api import Browser, Page, expect, sync_playwright

from examples.demo_client import free_port
from tests.e2e.browsing import FLAGS, failure, sign_in
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
        "YAKUBA_MASKING_SEALED_KEYS": "true",
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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    assert chromium, "install chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def key(suite: Suite) -> str:
    return suite.key("山田", "admin")


@pytest.fixture
def outsider(browser: Browser, suite: Suite) -> Iterator[Page]:
    """A page before signing in; at the end nothing but the gateway was asked for anything."""
    context = browser.new_context(base_url=suite.base_url, locale="ja-JP", timezone_id="Asia/Tokyo")
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    yield page
    context.close()
    own = (f"{suite.base_url}/", f"blob:{suite.base_url}/")
    assert [url for url in asked if not url.startswith(own)] == []


@pytest.fixture
def page(outsider: Page, key: str) -> Iterator[Page]:
    """A signed-in page; at the end there was no error in its console and no call that failed."""
    sign_in(outsider, key)
    expect(outsider.get_by_role("heading", name="処理の一覧")).to_be_visible()
    faults: list[str] = []
    outsider.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    outsider.on("pageerror", lambda error: faults.append(str(error)))
    outsider.on("response", lambda answer: faults.append(failure(answer)) if answer.status >= 400 else None)
    yield outsider
    assert faults == []
