"""A glossary and the memory in a real browser: made, filled, imported, used for a text, corrected, deleted."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import choose

pytestmark = [pytest.mark.e2e, pytest.mark.browser, pytest.mark.models, pytest.mark.slow]
SHEET = "日本語,英語\r\n住民票,Certificate of Residence\r\n,nothing\r\n"


def test_a_glossary_and_the_memory_serve_a_translation(page: Page, tmp_path: Path):
    page.goto("/translation")
    page.get_by_role("link", name="用語集と翻訳メモリー").click()
    expect(page.get_by_text("まだ用語集はありません")).to_be_visible()  # the page's script is at work
    page.get_by_label("用語集の名前").fill("市民課の訳語")
    page.get_by_role("button", name="作る").click()
    page.get_by_label("原語", exact=False).nth(1).fill("市民課")
    page.get_by_label("訳語 必須").fill("Residents Section")
    page.get_by_role("button", name="足す").click()
    entries = page.locator("#entries tr")
    expect(entries).to_contain_text(["Residents Section"])
    sheet = tmp_path / "a.csv"
    sheet.write_bytes(SHEET.encode("cp932"))
    page.get_by_text("ファイルから取り込む").click()
    choose(page, "CSV か TBX のファイル", sheet)
    page.locator("#import").get_by_role("button", name="取り込む").click()
    expect(page.locator("#imported")).to_contain_text("取り込めなかった行が 1行")
    expect(entries).to_have_count(2)
    page.get_by_role("button", name="直前の変更を元に戻す").click()
    expect(entries).to_have_count(1)
    page.goto("/translation")
    page.get_by_label("市民課の訳語").check()
    expect(page.get_by_label("訳文").first).to_have_value("en")
    page.get_by_role("textbox", name="原文").fill("市民課")
    page.get_by_role("button", name="訳す", exact=True).click()
    expect(page.locator("#translated")).to_have_value("Residents Section")
    expect(page.locator("#text-warnings")).to_contain_text("用語（市民課の訳語）：市民課 → Residents Section")
    suggestion = {"q": "窓口です。", "s": "This is the counter.", "source": "ja", "target": "en"}
    page.request.post("/suggest", data=suggestion, headers={"X-Yakuba-Request": "1"})
    page.goto("/translation/glossaries?id=市民課の訳語")
    page.get_by_role("button", name="「窓口です。」の訳を直す").click()
    page.get_by_label("訳文", exact=True).fill("Here is the counter.")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#units")).to_contain_text("Here is the counter.")
    page.get_by_role("button", name="「窓口です。」の訳を元に戻す").click()
    expect(page.locator("#units")).to_contain_text("This is the counter.")
    page.on("dialog", lambda asked: asked.accept())
    page.get_by_role("button", name="「窓口です。」の訳を消す").click()
    expect(page.locator("#units tr")).to_have_count(0)
    page.get_by_role("button", name="この用語集を消す").click()
    expect(page.get_by_text("まだ用語集はありません")).to_be_visible()
