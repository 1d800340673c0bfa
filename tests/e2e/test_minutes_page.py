"""The editor of a transcription in a real browser: text, doubt, speakers, minutes, history, keys."""

import re
from collections.abc import Iterator

import httpx2
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.browsing import WORK_MILLISECONDS, downloaded
from tests.e2e.made_meetings import SPOKEN, meeting
from tests.e2e.running import Suite

pytestmark = [pytest.mark.e2e, pytest.mark.browser, pytest.mark.models, pytest.mark.slow]
MANY = 3000
FOCUSED = "document.activeElement.getAttribute('aria-label')"


@pytest.fixture(scope="module")
def client(suite: Suite, key: str) -> Iterator[httpx2.Client]:
    headers = {"Authorization": f"Bearer {key}"}
    with httpx2.Client(base_url=suite.base_url, headers=headers, timeout=60) as client:
        yield client


@pytest.fixture
def lines(page: Page, suite: Suite, client: httpx2.Client) -> Locator:
    """The lines of a meeting with 12 segments, shown."""
    page.goto(f"/minutes?id={meeting(suite, client, '編集の練習', 12)}")
    lines = page.locator("#segments > li")
    expect(lines).to_have_count(12)
    return lines


def edit(line: Locator) -> Locator:
    line.get_by_role("button", name="の発言を直す").click()
    return line.get_by_role("textbox")


def select(field: Locator, start: int, end: int) -> None:
    """Offsets are the browser's: UTF-16 units."""
    field.evaluate("(field, [start, end]) => field.setSelectionRange(start, end)", [start, end])


def test_thousands_of_segments_are_shown_and_a_change_touches_only_its_own_line(
    page: Page, suite: Suite, client: httpx2.Client
):
    page.goto(f"/minutes?id={meeting(suite, client, '長い会議', MANY)}")
    lines = page.locator("#segments > li")
    expect(lines).to_have_count(MANY)
    lines.nth(5).evaluate("(line) => { line.firstChild.seen = true; }")
    edit(lines.nth(2000)).fill("長い会議の訂正です。")
    page.keyboard.press("Control+Enter")
    expect(lines.nth(2000)).to_contain_text("長い会議の訂正です。")
    expect(page.locator("#saving")).to_be_empty(timeout=30_000)
    expect(page.locator("#undo")).to_be_enabled()
    assert lines.nth(5).evaluate("(line) => line.firstChild.seen") is True


def test_a_word_of_the_vocabulary_is_put_back_undone_and_redone(page: Page, lines: Locator):
    corrected = lines.nth(2)
    expect(corrected.locator(".correction")).to_have_attribute(
        "title", "聞き取り「園長」を、辞書の「延長」に直しました"
    )
    corrected.get_by_role("button", name="「延長」を聞き取りの「園長」に戻す").click()
    expect(corrected).to_contain_text("園長")
    page.get_by_role("button", name="元に戻す", exact=True).click()
    expect(corrected.locator(".correction")).to_have_text("延長")
    page.get_by_role("button", name="やり直す").click()
    expect(corrected).to_contain_text("園長")
    page.locator("#segments-heading").click()
    page.keyboard.press("Control+z")
    expect(corrected.locator(".correction")).to_have_text("延長")


def test_a_segment_is_cut_at_the_cursor_and_joined_again(page: Page, lines: Locator):
    select(edit(lines.nth(5)), 4, 4)
    page.get_by_role("button", name="カーソルで分ける").click()
    expect(lines).to_have_count(13)
    expect(lines.nth(5).locator(".said")).to_have_text("𠮷野家")
    expect(lines.nth(6).locator(".said")).to_have_text("と市場です。")
    edit(lines.nth(5))
    page.get_by_role("button", name="次の発言とつなぐ").click()
    expect(lines.nth(5).locator(".said")).to_have_text("𠮷野家と市場です。")


def test_fillers_are_struck_through_hidden_marked_and_kept(page: Page, lines: Locator):
    said = lines.nth(1).locator(".said")
    expect(said.locator("s")).to_have_text("えー、")
    page.get_by_label("言いよどみを隠す").check()
    expect(said.locator("s")).to_be_hidden()
    page.get_by_label("言いよどみを隠す").uncheck()
    select(edit(lines.nth(5)), 0, 2)
    page.get_by_role("button", name="選んだ文字を言いよどみにする").click()
    expect(lines.nth(5).locator("s")).to_have_text("𠮷")
    edit(lines.nth(1))
    page.get_by_role("button", name="「えー、」を残す").click()
    expect(said.locator("s")).to_have_count(0)


def test_what_is_doubtful_is_heard_and_confirmed_from_the_keyboard(page: Page, lines: Locator):
    doubtful = page.locator(".segment.doubtful")
    expect(page.locator("#left-to-check")).to_contain_text("2件")
    expect(lines.nth(4)).to_contain_text("声の重なり")
    page.get_by_label("要確認だけ").check()
    expect(lines.nth(0)).to_be_hidden()
    page.keyboard.press("Alt+ArrowDown")
    assert page.evaluate(FOCUSED) == "7秒の発言を直す"
    page.keyboard.press("Alt+Enter")
    expect(doubtful).to_have_count(1)
    assert page.evaluate(FOCUSED) == "22秒の発言を直す"
    doubtful.get_by_role("button", name="確認済み").click()
    expect(doubtful).to_have_count(0)
    expect(lines.nth(0)).to_be_visible()
    expect(page.get_by_role("button", name="次の要確認へ")).to_be_disabled()


def test_the_keys_of_the_player_and_the_next_line_work_while_typing(page: Page, lines: Locator):
    audio = page.locator("#audio")
    page.get_by_label("速さ").select_option("1.5")
    lines.nth(8).get_by_role("button", name="から再生").click()
    field = edit(lines.nth(0))
    field.press("Control+ArrowLeft")
    field.press("Control+Space")
    assert audio.evaluate("(audio) => [audio.paused, audio.playbackRate, audio.currentTime < 18]") == [
        True,
        1.5,
        True,
    ]
    field.fill("一つ目を直しました。")
    field.press("Control+ArrowDown")
    expect(lines.nth(1).get_by_role("textbox")).to_be_focused()
    expect(lines.nth(0)).to_contain_text("一つ目を直しました。")
    page.keyboard.press("Escape")
    expect(lines.nth(1).get_by_role("textbox")).to_have_count(0)


def test_a_speaker_is_named_once_and_single_segments_are_given_to_others(page: Page, lines: Locator):
    page.get_by_label("話者1の名前").fill("議長")
    page.keyboard.press("Tab")
    expect(lines.nth(0).locator(".speaker")).to_have_text("議長")
    expect(lines.nth(10).locator(".speaker")).to_have_text("議長")
    lines.nth(1).locator(".speaker").click()
    page.get_by_label("新しい話者の名前").fill("中村")
    page.get_by_role("button", name="決める").click()
    expect(lines.nth(1).locator(".speaker")).to_have_text("中村")
    expect(lines.nth(0).locator(".speaker")).to_have_text("議長")
    lines.nth(2).locator(".speaker").click()
    page.once("dialog", lambda asked: asked.accept())
    page.get_by_label("名前を改める").fill("中村")
    page.keyboard.press("Enter")
    expect(lines.nth(5).locator(".speaker")).to_have_text("中村")
    expect(page.locator("#speakers-list li")).to_have_count(2)


def test_items_of_the_minutes_are_added_changed_and_struck_out(page: Page, lines: Locator):
    tasks = page.get_by_role("region", name="宿題")
    tasks.get_by_role("button", name="宿題を足す").click()
    tasks.get_by_label("すること").fill("鍵を返す")
    tasks.get_by_label("担当").fill("山田")
    tasks.get_by_label("期限の日付").fill("2026-11-25")
    page.keyboard.press("Control+Enter")
    expect(tasks.get_by_role("listitem")).to_contain_text("2026年11月25日")
    tasks.get_by_role("button", name="宿題1を直す").click()
    tasks.get_by_label("担当").fill("田中")
    tasks.get_by_role("button", name="保存する").click()
    expect(tasks.get_by_role("listitem")).to_contain_text("田中")
    page.get_by_role("button", name="会議名・開催日・場所").click()
    page.locator("#heading-place").fill("第2会議室")
    page.locator("#heading").get_by_role("button", name="保存する").click()
    expect(page.locator("#heading")).to_contain_text("第2会議室")
    assert "鍵を返す" in downloaded(page, "Markdown").path().read_text()
    tasks.get_by_role("button", name="宿題1を消す").click()
    expect(tasks).to_contain_text("宿題は見つかりませんでした")


def test_subtitles_are_translated_with_their_times(page: Page, suite: Suite, client: httpx2.Client):
    identity = meeting(suite, client, "字幕/翻訳", 4)
    page.goto(f"/minutes?id={identity}")
    page.get_by_label("文体").select_option("cleaned")
    page.get_by_label("字幕の言語").select_option("en")
    page.get_by_role("button", name="字幕を翻訳").click()
    link = page.get_by_role("link", name="訳した字幕をダウンロード")
    expect(link).to_be_focused(timeout=WORK_MILLISECONDS)
    translated = downloaded(page, "訳した字幕をダウンロード")
    assert translated.suggested_filename.endswith(".en.srt")
    original = client.get(f"/v1/transcriptions/{identity}/export?format=srt&style=cleaned").text
    before, after = captions(original), captions(translated.path().read_text())
    assert [numbered_times for numbered_times, _ in after] == [numbered_times for numbered_times, _ in before]
    assert len(after) == 4
    assert not any(re.search("[ぁ-ん]", said) for _, said in after)
    assert [said.partition(": ")[0] for _, said in after] == [
        "Speaker 1",
        "Speaker 1",
        "Speaker 2",
        "Speaker 1",
    ]
    edit(page.locator("#segments > li").nth(0)).fill("直しました。")
    page.keyboard.press("Control+Enter")
    expect(link).to_have_count(0)


def captions(srt: str) -> list[tuple[str, str]]:
    """The number and times of each caption, and what it says."""
    return [
        (f"{number} {times}", said) for number, times, said in re.findall(r"(\d+)\n(.* --> .*)\n(.+)", srt)
    ]


def test_the_history_says_who_did_what_and_leads_back(page: Page, lines: Locator):
    edit(lines.nth(0)).fill("一度目の訂正です。")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#saving")).to_be_empty()
    edit(lines.nth(0)).fill("二度目の訂正です。")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#saving")).to_be_empty()
    page.get_by_role("button", name="履歴").click()
    history = page.get_by_role("dialog")
    expect(history).to_contain_text("「二度目の訂正です。」に直しました")
    expect(history).to_contain_text("山田")
    history.get_by_role("button", name="この版に戻す").last.click()
    expect(lines.nth(0).locator(".said")).to_have_text(SPOKEN)


def test_what_was_typed_into_a_segment_that_somebody_removed_is_told(
    outsider: Page, key: str, suite: Suite, client: httpx2.Client
):
    from tests.e2e.browsing import sign_in

    page = outsider
    sign_in(page, key)
    expect(page.get_by_role("heading", name="処理の一覧")).to_be_visible()
    identity = meeting(suite, client, "二人で直す会議", 3)
    page.goto(f"/minutes?id={identity}")
    lines = page.locator("#segments > li")
    edit(lines.nth(1)).fill("大事な入力です。")
    address = f"/v1/transcriptions/{identity}"
    version = client.get(address).json()["version"]
    merge = {"op": "merge", "segments": ["s1", "s2"]}
    assert client.patch(address, json={"version": version, "operations": [merge]}).status_code == 200
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("重なりました")
    expect(lines.nth(1).get_by_role("textbox")).to_have_value("大事な入力です。")
    page.get_by_role("button", name="最新の内容を読み込む").click()
    expect(page.get_by_role("alert")).to_contain_text("大事な入力です。")
    expect(lines).to_have_count(2)


def test_a_meeting_is_deleted_whole_only_after_a_question(page: Page, lines: Locator):
    identity = page.url.partition("id=")[2]
    page.once("dialog", lambda asked: asked.dismiss())
    page.get_by_role("button", name="この議事録を消す").click()
    expect(lines).to_have_count(12)
    page.once("dialog", lambda asked: asked.accept())
    page.get_by_role("button", name="この議事録を消す").click()
    expect(page.get_by_role("heading", name="処理の一覧")).to_be_visible()
    left = [each["id"] for each in page.request.get("/v1/transcriptions").json()]
    assert identity not in left
