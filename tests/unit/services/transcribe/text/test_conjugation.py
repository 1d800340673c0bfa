import pytest

from services.transcribe.text.conjugation import plain


@pytest.mark.parametrize(
    ("base", "conjugation", "forms"),
    [
        ("行う", "五段-ワア行", "行う 行った 行って 行わない 行おう"),
        ("行く", "五段-カ行", "行く 行った 行って 行かない 行こう"),
        ("聞く", "五段-カ行", "聞く 聞いた 聞いて 聞かない 聞こう"),
        ("急ぐ", "五段-ガ行", "急ぐ 急いだ 急いで 急がない 急ごう"),
        ("示す", "五段-サ行", "示す 示した 示して 示さない 示そう"),
        ("待つ", "五段-タ行", "待つ 待った 待って 待たない 待とう"),
        ("死ぬ", "五段-ナ行", "死ぬ 死んだ 死んで 死なない 死のう"),
        ("学ぶ", "五段-バ行", "学ぶ 学んだ 学んで 学ばない 学ぼう"),
        ("進む", "五段-マ行", "進む 進んだ 進んで 進まない 進もう"),
        ("なる", "五段-ラ行", "なる なった なって ならない なろう"),
        ("ある", "五段-ラ行", "ある あった あって ない あろう"),
        ("問う", "五段-ワア行", "問う 問うた 問うて 問わない 問おう"),
        ("始める", "下一段-マ行", "始める 始めた 始めて 始めない 始めよう"),
        ("れる", "助動詞-レル", "れる れた れて れない れよう"),
        ("する", "サ行変格", "する した して しない しよう"),
        ("関する", "サ行変格", "関する 関した 関して 関しない 関しよう"),
        ("存ずる", "サ行変格", "存じる 存じた 存じて 存じない 存じよう"),
        ("来る", "カ行変格", "来る 来た 来て 来ない 来よう"),
        ("くる", "カ行変格", "くる きた きて こない こよう"),
    ],
)
def test_a_verb_has_its_plain_forms(base: str, conjugation: str, forms: str) -> None:
    assert plain(base, conjugation) == tuple(forms.split())


@pytest.mark.parametrize(
    ("base", "conjugation"), [("な", "文語助動詞-ナリ"), ("行う", ""), ("た", "サ行変格")]
)
def test_an_unknown_class_has_none(base: str, conjugation: str) -> None:
    assert plain(base, conjugation) is None
