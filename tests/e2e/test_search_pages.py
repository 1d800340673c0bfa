"""The pages of the search in a real browser: its folders, their failures, the synonyms, the care of the index."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e.browsing import EXAMPLES, WORK_MILLISECONDS, choose, sign_in
from tests.e2e.running import finished

pytestmark = [pytest.mark.e2e, pytest.mark.browser, pytest.mark.models, pytest.mark.slow]
NAME = "旧共有"
SOURCE = f"/v1/search/sources/{NAME}"
PAGE = f"/search/sources?id={NAME}"
SYNONYMS = "/v1/search/synonyms"
BROKEN = b"PK\x03\x04 not a zip"


@pytest.fixture(scope="module")
def drive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One file that can be read, and 22 that cannot, with a long name among them."""
    folder = tmp_path_factory.mktemp("drive")
    (folder / "総務課").mkdir()
    (folder / "要綱.txt").write_text("減免の要綱", encoding="utf-8")
    for number in range(20):
        (folder / "総務課" / f"壊れた{number:02}.docx").write_bytes(BROKEN)
    (folder / f"{'とても長い名前' * 10}.docx").write_bytes(BROKEN)
    (folder / "図面.xdw").write_bytes(b"\x60\x0e\x82\x33" + b"\0" * 100)
    return folder


@pytest.fixture(scope="module")
def source(admin: httpx2.Client, drive: Path) -> Iterator[str]:
    admin.put(SOURCE, json={"path": str(drive), "watch": False}).raise_for_status()
    finished(admin, admin.post(f"{SOURCE}/sync").json())
    yield NAME
    admin.delete(SOURCE)


def fact(page: Page, name: str) -> Locator:
    return page.locator("#facts div", has=page.get_by_text(name, exact=True)).locator("dd")


def test_a_folder_is_added_with_options_changed_paused_and_forgotten(page: Page, drive: Path):
    page.goto("/search/sources#register-details")
    page.get_by_label("名前").fill("要綱集")
    page.get_by_label("サーバー上の場所").fill(str(drive))
    form = page.get_by_role("form", name="フォルダーを登録する")
    form.get_by_text("読み取るファイル、速さ、間隔").click()
    form.get_by_label("読み取るファイル").fill("*.txt\n総務課/**/*.txt")
    form.get_by_label("大きさの上限（MB）").fill("1.5")
    form.get_by_role("button", name="登録して読み取る").press("Enter")
    title = page.locator("#source-title")
    expect(title).to_have_text("要綱集 最新", timeout=WORK_MILLISECONDS)
    expect(fact(page, "検索できる文書")).to_contain_text("1件")
    change_the_options(page)
    page.get_by_role("button", name="一時停止する").click()
    expect(page.get_by_text("読み取りを止めています")).to_be_visible()
    page.get_by_role("button", name="再開する").click()
    expect(title).to_have_text("要綱集 最新", timeout=WORK_MILLISECONDS)
    page.once("dialog", lambda asked: asked.accept())
    page.get_by_role("button", name="登録を消す").click()
    expect(page).to_have_url("/search/sources")
    expect(page.get_by_role("link", name="要綱集")).to_have_count(0)


def change_the_options(page: Page) -> None:
    page.get_by_role("button", name="設定を変える").press("Enter")
    form = page.get_by_role("form", name="設定を変える")
    expect(form.get_by_label("読み取るファイル")).to_have_value("*.txt\n総務課/**/*.txt")
    expect(form.get_by_label("大きさの上限（MB）")).to_have_value("1.5")
    form.get_by_label("職員（staff）").uncheck()
    form.get_by_label("全体を見直す間隔（分）").fill("60")
    form.get_by_role("button", name="保存する").click()
    expect(fact(page, "検索できる人")).to_have_text("事務、情報公開担当")
    expect(fact(page, "次の見直し")).to_contain_text("60分ごと")


def test_failures_are_told_by_reason_paged_and_tried_again(page: Page, source: str, drive: Path):
    page.goto(PAGE)
    failures = page.get_by_role("region", name="読めなかったファイル")
    lines = failures.locator(".failures > li")
    expect(lines).to_have_count(20)
    failures.get_by_role("button", name="次へ").click()
    expect(failures.get_by_role("status")).to_have_text("22件のうち 21〜22件")
    failures.get_by_label("ファイルが壊れています 21件").check()
    expect(lines).to_have_count(20)
    shutil.copy(EXAMPLES / "notice.docx", drive / "総務課" / "壊れた00.docx")
    failures.get_by_role("button", name="「壊れた00.docx」を読み直す").press("Enter")
    expect(failures.get_by_label("ファイルが壊れています 20件")).to_be_checked(timeout=WORK_MILLISECONDS)
    expect(failures.get_by_text("壊れた00.docx")).to_have_count(0)
    failures.get_by_label("対応していない形式です 1件").check()
    expect(lines).to_have_count(1)
    failures.get_by_role("button", name="この理由の 1件を読み直す").click()
    expect(page.get_by_role("button", name="いま読み取る")).to_be_enabled(timeout=WORK_MILLISECONDS)
    expect(lines).to_have_count(1)


def test_a_share_that_is_gone_is_said_so(page: Page, source: str, drive: Path):
    away = drive.rename(drive.with_name("外れた"))
    page.goto(PAGE)
    page.get_by_role("button", name="いま読み取る").click()
    expect(page.get_by_role("alert")).to_contain_text("接続を確かめて", timeout=WORK_MILLISECONDS)
    expect(page.locator("#source-title")).to_have_text(f"{NAME} つながりません")
    expect(fact(page, "検索できる文書")).to_contain_text("件（")
    away.rename(drive)
    page.get_by_role("button", name="いま読み取る").click()
    expect(page.locator("#source-title")).to_have_text(f"{NAME} 最新", timeout=WORK_MILLISECONDS)


def test_a_reader_sees_the_state_and_may_change_nothing(outsider: Page, suite, source: str):
    sign_in(outsider, suite.key("佐藤", "staff"))
    outsider.get_by_role("link", name="ファイル全文検索").first.click()
    outsider.get_by_role("link", name=NAME).click()
    expect(outsider.locator("#source-title")).to_have_text(f"{NAME} 最新")
    expect(outsider.get_by_role("heading", name="読めなかったファイル")).to_be_visible()
    buttons = outsider.locator("#source").get_by_role("button")
    expect(buttons.filter(has_text="読")).to_have_count(0)
    expect(outsider.get_by_role("link", name="索引の手入れ")).to_have_count(0)


def test_synonyms_are_added_found_struck_out_and_taken_from_a_sheet(
    outsider: Page, key: str, tmp_path: Path, admin: httpx2.Client
):
    admin.put(SYNONYMS, json={"groups": [["防災課", "危機管理課"]]})
    page, sheet = outsider, tmp_path / "同義語.csv"
    sign_in(page, key)
    page.get_by_role("link", name="ファイル全文検索").first.click()
    page.get_by_role("link", name="同義語の辞書").click()
    groups = page.locator("#groups > li")
    expect(groups).to_have_count(1)
    page.get_by_label("同じ意味のことば").fill("市民局、市民部")
    page.keyboard.press("Enter")
    expect(groups).to_have_count(2)
    page.get_by_label("絞り込み").fill("危機")
    expect(groups).to_have_count(1)
    held: list[Route] = []
    page.route(f"**{SYNONYMS}", lambda route: held.append(route), times=1)
    with page.expect_request(f"**{SYNONYMS}"):
        page.get_by_role("button", name="「防災課＝危機管理課」を消す").click()
    page.get_by_label("絞り込み").fill("")
    held[0].continue_()
    expect(groups).to_have_count(1)
    expect(page.get_by_label("絞り込み"), "who types meanwhile keeps the focus").to_be_focused()
    page.get_by_text("CSV から取り込む", exact=True).click()
    for wrong, text in ((True, "マイナ,個人番号カード\n一つ\n"), (False, "マイナ,個人番号カード\n")):
        sheet.write_bytes(text.encode("cp932"))
        choose(page, "CSV ファイル", sheet)
        page.get_by_role("button", name="取り込む", exact=True).click()
        if wrong:
            expect(page.get_by_role("alert")).to_contain_text("2行目")
            expect(groups).to_have_count(1)
    expect(page.get_by_text("1組が増え、0組がなくなりました")).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV に書き出す").click()
    exported = waiting.value.path().read_bytes().decode("utf-8-sig")
    assert exported == "市民局,市民部\r\nマイナ,個人番号カード\r\n"
    page.get_by_role("button", name="元に戻す").click()
    expect(groups).to_have_count(1)
    assert admin.get(SYNONYMS).json() == {"groups": [["市民局", "市民部"]]}


def test_the_index_is_measured_verified_and_rebuilt(page: Page, source: str):
    page.goto("/search/care")
    expect(fact(page, "意味検索のモデル")).to_have_text("multilingual-e5-small-int8")
    expect(page.get_by_text("すべて済みました")).to_be_visible()
    for button, said in (("検査する", "異状はありません"), ("作り直す", "作り直し、入れ替えました")):
        page.get_by_role("button", name=button).press("Enter")
        expect(page.locator("#outcome")).to_contain_text(said, timeout=WORK_MILLISECONDS)
    expect(page.locator("#past > li").first).to_contain_text("検索の索引の作り直し")


def test_a_snapshot_is_taken_restored_and_deleted(page: Page, source: str):
    page.goto("/search/care")
    expect(page.get_by_text("控えはまだありません")).to_be_visible()
    page.get_by_role("button", name="控えを作る").press("Enter")
    expect(page.locator("#outcome")).to_contain_text("控えを作りました", timeout=WORK_MILLISECONDS)
    page.once("dialog", lambda asked: asked.accept())
    page.get_by_role("button", name="の控えに戻す").click()
    expect(page.locator("#outcome")).to_contain_text("控えから戻しました", timeout=WORK_MILLISECONDS)
    expect(page.locator("#past > li").first).to_contain_text("検索の索引を控えから戻す処理")
    page.once("dialog", lambda asked: asked.accept())
    page.get_by_role("button", name="の控えを消す").click()
    expect(page.get_by_text("控えはまだありません")).to_be_visible()
