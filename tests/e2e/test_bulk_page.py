"""A folder masked in a real browser: sent as a zip, told file by file, fetched as a zip with a report."""

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import EXAMPLES, WORK_MILLISECONDS, choose, downloaded

pytestmark = [pytest.mark.e2e, pytest.mark.browser, pytest.mark.models, pytest.mark.slow]


def folder(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("窓口/届.txt", "氏名：髙橋　一郎\n高橋町に住む。\n")
        archive.write(EXAMPLES / "application.docx", "窓口/申請書.docx")
        archive.writestr("窓口/壊れた表.xlsx", b"PK\x03\x04")
        archive.writestr("写真.gif", b"GIF89a" + bytes(64))
    return path


def test_a_folder_is_masked_and_told_file_by_file(page: Page, tmp_path: Path):
    page.goto("/masking")
    page.get_by_role("link", name="フォルダーをまとめて黒塗りする").click()
    choose(page, "公開するファイルの zip", folder(tmp_path / "窓口.zip"))
    page.get_by_label("公開区分").select_option(label="情報公開")
    page.get_by_role("button", name="まとめて黒塗りする").click()
    expect(page.locator("#outcomes")).to_have_text(
        "黒塗り済み 2件、読み取れない 1件、対応していない形式 1件", timeout=WORK_MILLISECONDS
    )
    expect(page.get_by_role("row", name="届.txt")).to_contain_text(
        "根拠が弱いまま塗りました: 氏名 1件（2行）"
    )
    page.get_by_label("人が見るべきものだけ見る").check()
    with zipfile.ZipFile(downloaded(page, "公開用ファイル（zip）").path()) as archive:
        assert sorted(archive.namelist()) == ["窓口/届_公開用.txt", "窓口/申請書_公開用.docx"]
        assert "髙橋" not in archive.read("窓口/届_公開用.txt").decode()
    assert "読み取れない" in downloaded(page, "報告（CSV）").path().read_text("utf-8-sig")
    page.reload()
    expect(page.get_by_role("heading", name="窓口.zip")).to_be_visible(timeout=WORK_MILLISECONDS)
    page.get_by_role("link", name="1番を開いて確かめる").click()
    expect(page.get_by_role("heading", name="届.txt")).to_be_visible(timeout=WORK_MILLISECONDS)
    watched = page.get_by_role("region", name="人が見るべきもの")
    expect(watched).to_contain_text("氏名（2行）：根拠が弱いまま塗りました")
    watched.get_by_role("button", name="氏名（2行）を見る").click()
    expect(page.locator(".finding :focus")).to_have_text("採用")
