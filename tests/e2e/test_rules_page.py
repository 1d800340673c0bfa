"""A city's own rules tried in a real browser: what they change is marked, a broken one told by its line."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browsing import WORK_MILLISECONDS, sign_in

pytestmark = [pytest.mark.e2e, pytest.mark.browser, pytest.mark.models, pytest.mark.slow]
SAMPLE = "😀主催は青空の会。担当 901234、電話 03-3581-5521。\n申請者 山田太郎"
RULES = """allow = ["03-3581-5521"]
deny = [{ word = "青空の会" }]
[[pattern]]
name = "会員番号"
kind = "OTHER"
expression = '(?<![0-9])9[0-9]{5}(?![0-9])'
example = "901234"
"""


def attempt(page: Page, rules: str) -> None:
    page.get_by_label("試す文章").fill(SAMPLE)
    page.get_by_label("試す規則").fill(rules)
    page.get_by_role("button", name="試す", exact=True).click()


def test_rules_are_tried_and_what_they_change_is_marked(page: Page):
    page.goto("/masking")
    page.get_by_role("link", name="市独自の規則を試す").click()
    expect(page.get_by_text("まだ独自の規則はありません")).to_be_visible(timeout=WORK_MILLISECONDS)
    attempt(page, RULES)
    expect(page.locator("#summary")).to_contain_text(
        "新しく見つかる 2件、見つからなくなる 1件、変わらない 1件", timeout=WORK_MILLISECONDS
    )
    assert page.locator("#marked mark.added").all_inner_texts() == ["青空の会", "901234"]
    assert page.locator("#marked mark.removed").all_inner_texts() == ["03-3581-5521"]
    assert page.locator("#marked mark.same").all_inner_texts() == ["山田太郎"]
    expect(page.get_by_role("row", name="901234")).to_contain_text("独自の形「会員番号」")
    expect(page.get_by_label("ファイルに入れる文")).to_have_value(RULES)
    page.reload()
    expect(page.get_by_text("まだ独自の規則はありません")).to_be_visible(timeout=WORK_MILLISECONDS)
    expect(page.get_by_label("試す規則")).to_have_value("")


def test_a_broken_rule_set_is_told_by_its_line(outsider: Page, key: str):
    sign_in(outsider, key)
    outsider.get_by_role("heading", name="処理の一覧").wait_for()
    outsider.goto("/masking/rules")
    attempt(outsider, RULES.replace("(?<![0-9])9", "(9"))
    expect(outsider.get_by_role("alert")).to_contain_text("試す規則 の6行目", timeout=WORK_MILLISECONDS)
    expect(outsider.locator("#result")).to_be_hidden()
    selected = outsider.get_by_label("試す規則").evaluate(
        "f => f.value.slice(f.selectionStart, f.selectionEnd)"
    )
    assert selected.startswith("expression = '(9")
