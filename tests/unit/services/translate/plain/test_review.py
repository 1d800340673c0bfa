import pytest

from services.translate.flags import Flag
from services.translate.plain.checking import examine_plain
from services.translate.plain.readability import readability
from services.translate.plain.review import review


@pytest.mark.parametrize(
    ("text", "flag", "words"),
    [
        ("この町のあの大きな白い建物の中にある部屋で毎週みんなが集まって話します。", Flag.LONG, None),
        ("議会が可決しました。", Flag.HARD, ("議会", "可決")),
        ("コンプライアンスを守ります。", Flag.KATAKANA, ("コンプライアンス",)),
        ("紙が送られます。", Flag.PASSIVE, ("送られ",)),
        ("行かないことはない。", Flag.NEGATIVES, ("行かないことはない",)),
        ("10月1日の9時から100人に500円を渡します。", Flag.NUMBERS, None),
        ("龘です。", Flag.UNREAD, ("龘",)),
    ],
)
def test_what_is_left_to_do_is_named(text: str, flag: Flag, words: tuple[str, ...] | None) -> None:
    found = {finding.flag: finding.words for finding in review(text)}
    assert flag in found
    assert words is None or found[flag] == words


@pytest.mark.parametrize(
    "text", ["紙を出してください。", "市役所に来てください。", "電話は 078-322-5000 です。", ""]
)
def test_plain_text_has_nothing_to_do(text: str) -> None:
    assert review(text) == []


def test_what_is_lost_is_flagged_but_not_what_an_explanation_adds() -> None:
    assert Flag.NUMBER in examine_plain("3月31日までに", "3月13日までに", "ja-Hira", {})
    assert Flag.LOST in examine_plain("info@city.jp へ", "メールで", "ja-Hira", {})
    assert examine_plain("番号です", "番号〈12けたの数〉です", "ja-Hira", {}) == ()


def test_short_words_and_sentences_are_easier() -> None:
    hard = readability("本市に居住する要介護者の認定申請に際し、被保険者証の提示を要する。")
    easy = readability("ここに 来てください。紙を 見せてください。")
    assert hard is not None
    assert easy is not None
    assert hard < easy
    assert readability("123") is None
