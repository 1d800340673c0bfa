"""What the tests of the pages do in a browser."""

from pathlib import Path

from playwright.sync_api import Download, Page, Response, expect

from tests.e2e.running import ROOT

EXAMPLES = ROOT / "examples"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
WORK_MILLISECONDS = 300_000


def failure(answer: Response) -> str:
    return f"{answer.status} {answer.request.method} {answer.url}"


def sign_in(page: Page, key: str) -> None:
    if "/signin" not in page.url:
        page.goto("/")
    page.get_by_label("利用キー").fill(key)
    page.get_by_role("button", name="サインインする").click()


def downloaded(page: Page, link: str) -> Download:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=link, exact=True).click()
    return waiting.value


def choose(page: Page, label: str, file: Path) -> None:
    page.get_by_label(label).set_input_files(file)
    expect(page.get_by_text(f"{file.name}（")).to_be_visible()
