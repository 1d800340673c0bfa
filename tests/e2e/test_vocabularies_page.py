"""The vocabularies in a real browser: made, filled, imported, taken away, used for a recording, deleted."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import WORK_MILLISECONDS, choose
from tests.e2e.made_meetings import quiet_recording

pytestmark = [pytest.mark.e2e, pytest.mark.browser, pytest.mark.models, pytest.mark.slow]
SHEET = "単語,よみ\r\n住基ネット,じゅうきねっと\r\n,ひょうきなし\r\n国保,abc\r\n"


def test_a_vocabulary_is_made_filled_and_used(page: Page, tmp_path: Path):
    page.goto("/minutes")
    page.get_by_role("link", name="辞書の管理").click()
    page.get_by_label("辞書の名前").fill("総務課の用語")
    page.get_by_label("課", exact=True).fill("総務課")
    page.get_by_role("button", name="作る").click()
    add(page, "渡會", "わたらい")
    entries = page.locator("#entries tr")
    expect(entries).to_contain_text(["ワタライ"])
    page.get_by_role("button", name="「渡會」を直す").click()
    page.get_by_label("メモ").last.fill("総務部長")
    page.keyboard.press("Enter")
    expect(entries).to_contain_text(["総務部長"])
    take(page, tmp_path)
    assert (
        exported(page) == "表記,読み,class,note\r\n渡會,ワタライ,,総務部長\r\n住基ネット,ジュウキネット,,\r\n"
    )
    use(page, tmp_path)
    page.goto("/minutes/vocabularies?id=総務課の用語")
    page.once("dialog", lambda asked: asked.accept())
    page.get_by_role("button", name="この辞書を消す").click()
    expect(page.get_by_text("まだ辞書はありません")).to_be_visible()


def add(page: Page, written: str, reading: str) -> None:
    page.get_by_label("表記").first.fill(written)
    page.get_by_label("読み", exact=True).first.fill(reading)
    page.keyboard.press("Enter")


def take(page: Page, folder: Path) -> None:
    """A list as it was made for AmiVoice; the lines that are left out are named."""
    sheet = folder / "amivoice.csv"
    sheet.write_bytes(SHEET.encode("cp932"))
    page.get_by_text("CSV から取り込む").click()
    choose(page, "CSV ファイル", sheet)
    page.get_by_role("button", name="取り込む").click()
    said = page.locator("#imported")
    expect(said).to_contain_text("1語を足し")
    expect(said).to_contain_text("取り込めなかった行が 2行")
    expect(said.get_by_role("row", name="3 表記がありません")).to_be_visible()


def exported(page: Page) -> str:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV に書き出す（Shift_JIS）").click()
    return waiting.value.path().read_bytes().decode("cp932")


def use(page: Page, folder: Path) -> None:
    recording = folder / "quiet.wav"
    recording.write_bytes(quiet_recording())
    page.goto("/minutes")
    choose(page, "会議の録音または動画", recording)
    page.get_by_label("総務課の用語").check()
    page.get_by_role("button", name="議事録を作る").click()
    expect(page.get_by_role("heading", name="quiet")).to_be_visible(timeout=WORK_MILLISECONDS)
    identity = page.url.partition("id=")[2]
    stored = page.request.get(f"/v1/transcriptions/{identity}").json()
    assert stored["vocabularies"] == ["総務課の用語"]
