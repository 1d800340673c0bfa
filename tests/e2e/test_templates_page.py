"""The Word templates in a real browser: the sample taken, one registered, used for a meeting, deleted."""

from pathlib import Path

import docx
import httpx2
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import WORK_MILLISECONDS, choose, downloaded, sign_in
from tests.e2e.made_meetings import meeting
from tests.e2e.running import Suite

pytestmark = [pytest.mark.e2e, pytest.mark.browser, pytest.mark.models, pytest.mark.slow]


def test_a_template_is_made_from_the_sample_used_and_deleted(
    page: Page, suite: Suite, admin: httpx2.Client, tmp_path: Path
):
    page.goto("/minutes/templates")
    expect(page.get_by_text("まだひな形はありません")).to_be_visible()
    sample = tmp_path / "庁議.docx"
    downloaded(page, "見本（Word）をダウンロード").save_as(sample)
    register(page, sample)
    expect(page.locator("#registered")).to_contain_text(
        "「庁議（総務課）」を登録しました", timeout=WORK_MILLISECONDS
    )
    expect(page.locator("#list tr")).to_contain_text(["総務課"])
    page.locator("summary").click()
    expect(page.get_by_role("row", name="{{宿題.担当}}")).to_be_visible()
    page.goto(f"/minutes?id={meeting(suite, admin, 'ひな形の会議', 3)}")
    page.locator("#template").select_option(label="庁議（総務課）")
    made = docx.Document(str(downloaded(page, "Word でダウンロード").path()))
    assert made.paragraphs[0].text == "会議録"
    page.get_by_role("link", name="Word のひな形の管理").click()
    page.once("dialog", lambda asked: asked.accept())
    page.get_by_role("button", name="庁議（総務課）を消す").click()
    expect(page.get_by_text("まだひな形はありません")).to_be_visible()


def register(page: Page, file: Path, name: str = "庁議") -> None:
    choose(page, "ひな形のファイル", file)
    page.get_by_label("ひな形の名前").fill(name)
    page.get_by_label("課", exact=True).fill("総務課")
    page.get_by_role("button", name="登録する").click()


def test_a_template_with_an_unknown_placeholder_is_refused_by_its_name(
    outsider: Page, key: str, tmp_path: Path
):
    document = docx.Document()
    document.add_paragraph("{{会議名}} {{司会}}")
    document.save(str(tmp_path / "誤り.docx"))
    sign_in(outsider, key)
    outsider.get_by_role("heading", name="処理の一覧").wait_for()
    outsider.goto("/minutes/templates")
    register(outsider, tmp_path / "誤り.docx", "部長会議")
    expect(outsider.get_by_role("alert")).to_contain_text("{{司会}}", timeout=WORK_MILLISECONDS)
    expect(outsider.get_by_label("ひな形の名前")).to_have_value("部長会議")
