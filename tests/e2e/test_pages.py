"""The pages in a real browser: sign in, do each of the four tasks on the examples, see the results."""

import json
import re
import zipfile
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import EXAMPLES, WORK_MILLISECONDS, choose, downloaded, sign_in

pytestmark = [pytest.mark.e2e, pytest.mark.browser, pytest.mark.models, pytest.mark.slow]
QUESTION = "手数料を払わなくてよいのはどんなとき"


def test_who_is_not_signed_in_comes_back_to_the_page_after_signing_in(outsider: Page, key: str):
    outsider.goto("/masking?id=masking-0")
    expect(outsider.get_by_role("heading", name="サインイン")).to_be_visible()
    sign_in(outsider, "yk_wrong")
    expect(outsider.get_by_role("alert")).to_contain_text("キーが正しくない")
    sign_in(outsider, key)
    expect(outsider).to_have_url("/masking?id=masking-0")
    expect(outsider.get_by_role("alert")).to_contain_text("一覧から選び直してください")
    outsider.get_by_role("button", name="サインアウト").click()
    expect(outsider.get_by_label("利用キー")).to_be_visible()
    outsider.goto("/minutes")
    expect(outsider.get_by_label("利用キー")).to_be_visible()


def test_a_recording_becomes_minutes_that_can_be_heard_corrected_and_taken_away(page: Page):
    page.get_by_role("link", name="議事録作成").first.click()
    choose(page, "会議の録音または動画", next(EXAMPLES.glob("meeting.m*")))
    page.get_by_label("会議名", exact=True).fill("運営会議")
    page.get_by_label("場所").fill("第1会議室")
    page.get_by_label("話す人の数").fill("3")
    page.get_by_label("保存の区分").select_option("公開会議")
    page.get_by_role("button", name="議事録を作る").click()
    title = page.get_by_role("heading", name="運営会議")
    expect(title).to_be_visible(timeout=WORK_MILLISECONDS)
    expect(page.get_by_role("region", name="決定事項").get_by_role("listitem")).not_to_have_count(0)
    expect(page.get_by_role("region", name="宿題").get_by_role("listitem")).not_to_have_count(0)
    expect(page.locator("#heading")).to_contain_text("第1会議室")
    expect(page.locator("#heading")).to_contain_text("公開会議（録音は")
    hear(page)
    correct(page)
    with zipfile.ZipFile(downloaded(page, "Word でダウンロード").path()) as word:
        assert "訂正した発言です" in word.read("word/document.xml").decode()
    assert downloaded(page, "字幕 VTT").path().read_text().startswith("WEBVTT")
    page.get_by_role("link", name="ホーム").click()
    page.get_by_role("link", name="運営会議").click()
    expect(title).to_be_visible()
    expect(page.get_by_text("訂正した発言です")).to_be_visible()


def hear(page: Page) -> None:
    """A click on a time plays from there, and the segment that is heard is marked."""
    third = page.locator("#segments > li").nth(2)
    third.get_by_role("button", name="から再生").click()
    expect(third).to_have_attribute("aria-current", "true")


def correct(page: Page) -> None:
    page.get_by_role("button", name="の発言を直す").first.press("Enter")
    page.locator("#segments textarea").fill("訂正した発言です。")
    page.get_by_role("button", name="保存する").click()
    expect(page.locator("#segments li").first).to_contain_text("訂正した発言です。")


def test_an_edit_on_an_old_version_says_so_and_keeps_what_was_typed(outsider: Page, key: str):
    page = outsider
    sign_in(page, key)
    page.get_by_role("link", name="運営会議").click()
    other = page.context.new_page()
    other.goto(page.url)
    for each, text in ((page, "こちらの訂正"), (other, "あちらの訂正")):
        each.get_by_role("button", name="の発言を直す").first.click()
        each.locator("#segments textarea").fill(text)
    other.get_by_role("button", name="保存する").click()
    expect(other.locator("#segments li").first).to_contain_text("あちらの訂正")
    page.get_by_role("button", name="保存する").click()
    expect(page.get_by_role("alert")).to_contain_text("重なりました")
    page.get_by_role("button", name="最新の内容を読み込む").click()
    expect(page.locator("#segments textarea")).to_have_value("こちらの訂正")
    page.get_by_role("button", name="保存する").click()
    expect(page.locator("#segments li").first).to_contain_text("こちらの訂正")


def test_a_folder_is_registered_and_its_files_found(page: Page):
    page.goto("/search/sources#register-details")
    page.get_by_label("名前").fill("共有フォルダー")
    page.get_by_label("サーバー上の場所").fill(str(EXAMPLES / "drive"))
    page.get_by_role("button", name="登録して読み取る").click()
    expect(page.get_by_role("heading", name="共有フォルダー 最新")).to_be_visible(timeout=WORK_MILLISECONDS)
    expect(page.get_by_role("row", name="共有フォルダー")).to_contain_text("36件")
    expect(page.get_by_role("heading", name="読み取りの進み具合")).to_be_hidden()
    page.goto("/search")
    page.get_by_label("探すことば、または質問").fill(QUESTION)
    page.get_by_role("button", name="検索", exact=True).click()
    hits = page.get_by_role("region", name="検索結果").get_by_role("listitem")
    expect(hits.first).to_contain_text("免除")
    expect(page.locator("#hits mark").first).to_be_visible()
    page.get_by_role("button", name="次へ").click()
    expect(page.get_by_text("2 / ")).to_be_visible()
    page.get_by_role("checkbox", name="PDF").check()
    expect(hits.first).to_contain_text(".pdf")
    expect(page.locator("#hits").get_by_text(".docx")).to_have_count(0)
    page.get_by_role("radio", name="ことば", exact=True).check()
    expect(page).to_have_url(re.compile("mode=lexical"))
    expect(hits.first).to_be_visible()
    assert downloaded_first(page).startswith(b"%PDF")
    what_was_found_is_read_and_the_search_kept(page)
    what_was_meant_is_asked(page)


def what_was_found_is_read_and_the_search_kept(page: Page) -> None:
    page.get_by_role("button", name="の本文を見る").first.click()
    text = page.get_by_role("region", name=".pdf")
    expect(text.get_by_role("status")).to_contain_text("か所のうち")
    expect(text.locator("mark").first).to_be_visible()
    text.get_by_role("button", name="本文を閉じる").click()
    expect(text).to_be_hidden()
    page.get_by_placeholder("検索につける名前").fill("免除のPDF")
    page.get_by_role("button", name="保存する", exact=True).click()
    page.goto("/search")
    page.get_by_role("button", name="「免除のPDF」で検索する").click()
    expect(page).to_have_url(re.compile("type=pdf"))
    expect(page.locator("#hits").get_by_role("listitem").first).to_contain_text(".pdf")


def what_was_meant_is_asked(page: Page) -> None:
    page.get_by_label("探すことば、または質問").fill("総合防災訓錬")
    page.get_by_role("button", name="検索", exact=True).click()
    page.get_by_role("button", name="総合防災訓練", exact=True).click()
    expect(page).to_have_url(re.compile(quote("総合防災訓練")))


def downloaded_first(page: Page) -> bytes:
    page.get_by_role("radio", name="ことばと意味").check()
    expect(page.get_by_role("checkbox", name="PDF")).not_to_be_checked()
    page.get_by_role("checkbox", name="PDF").check()
    expect(page).to_have_url(re.compile("type=pdf"))
    link = page.locator("#hits").get_by_role("link").first
    expect(link).to_contain_text(".pdf")
    with page.expect_download() as waiting:
        link.click()
    return waiting.value.path().read_bytes()


def test_a_text_is_translated_and_its_quality_said(page: Page):
    page.goto("/translation")
    expect(page.locator("#quality")).to_contain_text("日本語から英語")
    page.locator("#q").fill("市役所の窓口は午後5時に閉まります。")
    page.get_by_role("button", name="訳す", exact=True).click()
    expect(page.locator("#translated")).to_have_value(re.compile("5.*[Pp]"), timeout=WORK_MILLISECONDS)


def test_plain_japanese_is_a_target_with_readings_and_advice(page: Page):
    page.goto("/translation")
    expect(page.locator("#plain")).to_be_hidden()
    page.locator("#target").select_option("ja-Hira")
    page.get_by_label("分かち書きにする").uncheck()
    page.get_by_label("ふりがな").select_option("grade6")
    page.locator("#q").fill("議会に避難計画をご提出ください。")
    page.get_by_role("button", name="訳す", exact=True).click()
    expect(page.locator("#translated")).to_have_value(
        re.compile("避難（ひなん）.*出してください。"), timeout=WORK_MILLISECONDS
    )
    expect(page.locator("#readability")).to_contain_text("読みやすさ")
    expect(page.locator("#advice")).to_contain_text("議会")
    page.locator("#target").select_option("en")
    expect(page.locator("#plain")).to_be_hidden()


def test_a_document_is_translated_and_taken_away(page: Page):
    page.goto("/translation")
    expect(page.get_by_label("訳文").first).to_contain_text("英語")
    choose(page, "訳す文書", EXAMPLES / "notice.docx")
    page.get_by_role("button", name="文書を訳す").click()
    expect(page.get_by_role("heading", name="notice.docx")).to_be_visible(timeout=WORK_MILLISECONDS)
    expect(page.get_by_role("row", name="1,600円")).to_contain_text("1,600 yen")
    with zipfile.ZipFile(downloaded(page, "訳した文書をダウンロード").path()) as word:
        assert "400 yen" in word.read("word/document.xml").decode()


def test_a_job_can_be_cancelled_and_the_form_comes_back(page: Page):
    page.goto("/translation")
    expect(page.get_by_label("訳文").first).to_contain_text("英語")
    choose(page, "訳す文書", EXAMPLES / "application.txt")
    page.get_by_role("button", name="文書を訳す").click()
    expect(page.locator("#job .job-hint")).to_be_visible()
    page.get_by_role("button", name="取り消す").click()
    expect(page.get_by_role("alert")).to_contain_text("取り消しました")
    expect(page.get_by_role("button", name="文書を訳す")).to_be_visible()
    page.get_by_role("link", name="ホーム").click()
    expect(page.get_by_role("row", name="application.txt")).to_contain_text("取り消し")


def test_an_application_is_reviewed_finalized_and_masked(page: Page):
    page.goto("/masking")
    choose(page, "公開する文書", EXAMPLES / "application.docx")
    page.get_by_label("公開区分").select_option(label="情報公開")
    page.get_by_role("button", name="個人情報を探す").click()
    expect(page.get_by_role("heading", name="application.docx")).to_be_visible(timeout=WORK_MILLISECONDS)
    page.get_by_role("button", name="確定して黒塗りする").click()
    expect(page.get_by_role("alert")).to_contain_text("まだ確定できません")
    decide(page)
    page.get_by_label("消す文字").fill("離職票")
    page.get_by_role("button", name="追加する").click()
    expect(page.locator(".finding.accept", has_text="離職票").first).to_be_visible()
    page.get_by_role("button", name="残りは案のとおりに").click()
    expect(page.locator("#undecided")).to_contain_text("判断が済みました")
    page.get_by_role("button", name="確定して黒塗りする").click()
    expect(page.get_by_role("heading", name="黒塗りが終わりました")).to_be_visible(timeout=WORK_MILLISECONDS)
    assert leftovers(downloaded(page, "公開用ファイル").path()) == []
    assert "氏名" in downloaded(page, "マスキング一覧表（CSV）").path().read_text("utf-8-sig")


def decide(page: Page) -> None:
    """One by one, and all of the same word at once."""
    before = page.locator(".finding.undecided").count()
    rows = page.locator(".finding.undecided", has_text="同じもの")
    first = rows.first
    first.get_by_label("同じもの").check()
    first.get_by_role("button", name="を採用").click()
    expect(page.locator("#undecided")).not_to_contain_text(f"未判断 {before}件")
    assert page.locator(".finding.undecided").count() <= before - 2


def leftovers(masked: Path) -> list[str]:
    expected = json.loads((EXAMPLES / "application.expected.json").read_text())
    words = [*(each["text"] for each in expected["gone"]), "離職票"]
    with zipfile.ZipFile(masked) as parts:
        everything = "".join(parts.read(name).decode(errors="replace") for name in parts.namelist())
    return [word for word in words if word in everything]
