"""A table made ready as open data in a real browser: its columns proposed, one changed, the file and its key fetched."""

import csv
import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import WORK_MILLISECONDS, choose, downloaded
from tests.e2e.running import Suite

pytestmark = [pytest.mark.e2e, pytest.mark.browser, pytest.mark.models, pytest.mark.slow]
PASSPHRASE = "役場の長い合言葉を入れます"
ROWS = [
    ("番号", "氏名", "住所", "年齢"),
    *[(str(n), f"山田花子{n}", f"東京都みどり市中央{n}-2", str(40 + n)) for n in range(1, 6)],
    ("6", "佐藤一郎", "東京都みどり市本町1-2", "93"),
]


def roster(path: Path) -> Path:
    with path.open("w", encoding="cp932", newline="") as file:
        csv.writer(file).writerows(ROWS)
    return path


def test_columns_are_proposed_changed_and_written(page: Page, suite: Suite, tmp_path: Path):
    page.goto("/masking")
    choose(page, "公開する文書", roster(tmp_path / "名簿.csv"))
    page.get_by_label("公開区分").select_option(label="オープンデータ")
    page.get_by_role("button", name="個人情報を探す").click()
    columns = page.get_by_role("region", name="列の扱い")
    expect(columns.locator("tr.column")).to_have_count(4, timeout=WORK_MILLISECONDS)
    expect(columns.get_by_label("1列目 番号 の扱い")).to_have_value("leave")
    expect(columns.get_by_label("2列目 氏名 の扱い")).to_have_value("remove")
    expect(columns.get_by_label("4列目 年齢 の扱い")).to_have_value("age_10")
    expect(columns).to_contain_text("全6件のうち1件あります")

    page.get_by_role("button", name="確定して黒塗りする").click()
    expect(page.get_by_role("alert")).to_contain_text("扱いを決めていない列があります")
    columns.get_by_label("2列目 氏名 の扱い").select_option("pseudonym")
    expect(columns.locator("tr.decided")).to_have_count(1)
    expect(columns.get_by_role("row", name="氏名")).to_contain_text("P0001")
    columns.get_by_label("同じ組み合わせが5件未満の行").check()
    expect(columns).to_contain_text("これらの行は公開用ファイルから除きます")
    columns.get_by_role("button", name="残りの列は案のとおりに").click()
    expect(page.locator("#undecided")).to_contain_text("判断が済みました")
    page.get_by_role("button", name="確定して黒塗りする").click()
    expect(page.get_by_role("heading", name="黒塗りが終わりました")).to_be_visible(timeout=WORK_MILLISECONDS)
    with downloaded(page, "公開用ファイル").path().open(encoding="cp932", newline="") as file:
        assert list(csv.reader(file))[1:] == [
            [str(n), f"P000{n}", "東京都みどり市", "40-49歳"] for n in range(1, 6)
        ]
    fetch_key(page, suite)


def fetch_key(page: Page, suite: Suite) -> None:
    page.get_by_text("復元用の鍵ファイルを作る").click()
    page.get_by_label("合言葉（12文字以上）").fill(PASSPHRASE)
    page.get_by_label("合言葉をもう一度").fill(PASSPHRASE + "違い")
    page.get_by_role("button", name="鍵ファイルを受け取る").click()
    expect(page.get_by_role("alert")).to_contain_text("二つの合言葉が違います")
    page.get_by_label("合言葉をもう一度").fill(PASSPHRASE)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="鍵ファイルを受け取る").click()
    assert waiting.value.suggested_filename == "名簿.csv_復元用の鍵.json"
    content = waiting.value.path().read_bytes()
    assert json.loads(content)["format"] == "yakuba-sealed-1"
    expect(page.locator("#keys-made")).to_contain_text("これまでに1回作りました")
    expect(page.get_by_label("合言葉（12文字以上）")).to_have_value("")
    with suite.caller("key-opener", "admin") as admin:
        files, data = {"file": ("key.json", content)}, {"passphrase": PASSPHRASE}
        opened = admin.post("/v1/masking/keys/open", files=files, data=data)
    assert "佐藤一郎" in [cell["text"] for column in opened.json()["columns"] for cell in column["cells"]]
