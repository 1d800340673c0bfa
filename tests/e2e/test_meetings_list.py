"""The list of a person's meetings on the page of the minutes, in a real browser."""

from collections.abc import Iterator

import httpx2
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.made_meetings import quiet_recording
from tests.e2e.running import Suite, finished

pytestmark = [pytest.mark.e2e, pytest.mark.browser, pytest.mark.models, pytest.mark.slow]


@pytest.fixture(scope="module")
def client(suite: Suite, key: str) -> Iterator[httpx2.Client]:
    headers = {"Authorization": f"Bearer {key}"}
    with httpx2.Client(base_url=suite.base_url, headers=headers, timeout=60) as client:
        yield client


def sent(client: httpx2.Client, content: bytes, status: str, **form: str) -> None:
    answer = client.post("/v1/transcriptions", files={"file": ("quiet.wav", content, "audio/wav")}, data=form)
    assert finished(client, answer.json())["status"] == status


def test_old_meetings_are_found_by_title_opened_and_deleted(page: Page, client: httpx2.Client):
    sent(
        client, quiet_recording(), "succeeded", title="一覧の委員会 第１回", date="2026-04-01", label="要機密"
    )
    sent(client, b"no sound at all", "failed", title="一覧の委員会 第２回")
    page.goto("/minutes")
    listed = page.locator("#meetings tbody tr")
    page.get_by_label("会議名で探す").fill("一覧 委員会")
    expect(listed).to_have_count(2)
    failed, good = listed.nth(0), listed.nth(1)
    expect(failed).to_contain_text("失敗")
    for shown in ("2026年4月1日", "30秒", "要機密", "録音は", "完了"):
        expect(good).to_contain_text(shown)

    page.once("dialog", lambda asked: asked.dismiss())
    failed.get_by_role("button", name="消す").click()
    expect(listed).to_have_count(2)
    page.once("dialog", lambda asked: asked.accept())
    failed.get_by_role("button", name="消す").click()
    expect(listed).to_have_count(1)
    page.get_by_label("会議名で探す").fill("一覧 第2回")
    expect(page.get_by_text("この語を含む会議名はありません")).to_be_visible()

    page.get_by_label("会議名で探す").fill("一覧 第1回")
    listed.get_by_role("link", name="一覧の委員会 第１回").click()
    expect(page.locator("#result-title")).to_have_text("一覧の委員会 第１回")
    expect(page.locator("#meetings")).to_be_hidden()
