"""A file is judged before it is published, in a real browser."""

from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from tests.e2e.browsing import WORK_MILLISECONDS, choose

pytestmark = [pytest.mark.e2e, pytest.mark.browser, pytest.mark.models, pytest.mark.slow]
FIELD = "公開する予定のファイル"


def test_what_a_file_shows_and_hides_is_told_and_another_one_is_judged(page: Page, tmp_path: Path):
    leaky, clean = tmp_path / "議事録.docx", tmp_path / "お知らせ.txt"
    document = Document()
    document.core_properties.author = "山田花子"
    document.add_paragraph("申請者　佐藤一郎さん（電話 090-1234-5678）")
    document.save(leaky)
    clean.write_text("図書館は10時に開きます。", encoding="utf-8")
    page.goto("/masking")
    page.get_by_role("link", name="公開前のファイルを確認する").click()
    choose(page, FIELD, leaky)
    page.get_by_role("button", name="調べる").press("Enter")
    expect(page.locator("#verdict")).to_contain_text("公開できません", timeout=WORK_MILLISECONDS)
    expect(page.locator("#result")).to_be_focused()
    expect(page.locator("#hidden-things")).to_contain_text("作成者")
    for words in ("佐藤一郎", "090-1234-5678"):
        expect(page.get_by_role("row", name=words)).to_contain_text("消す")
    page.get_by_role("button", name="別のファイルを調べる").press("Enter")
    choose(page, FIELD, clean)
    page.get_by_role("button", name="調べる").press("Enter")
    expect(page.locator("#verdict")).to_contain_text("見つかりませんでした", timeout=WORK_MILLISECONDS)
    for section in ("#hidden-section", "#unread-section", "#findings-section"):
        expect(page.locator(section)).to_be_hidden()
