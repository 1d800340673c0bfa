"""Names by their shape and by the names beside them: dictionary and rules alone, no model."""

import pytest

from services.masking.folding import fold
from services.masking.recognizers.name_kin import called, joined, spelled
from services.masking.recognizers.name_shape import from_shape
from services.masking.words import words

NAMES = [
    ("発見者　通行人飯尾章門　初期消火", "飯尾章門"),
    ("木曜　小宮トウヤ　金曜", "小宮トウヤ"),
    ("送付先（納税管理人）：小泉千奈都方 ", "小泉千奈都"),
    ("黒川：そう思います。\n坂倉：同感です。", "黒川"),
    ("担当：三橋　承認：平田", "平田"),
    ("現場代理人の植村期一が承ります", "植村期一"),
    ("妻の父　平林沙奈枝　母　由美　続き柄", "由美"),
    ("次回　三橋宅で行う", "三橋"),
    ("From: TACHIBANA Rui <y@example.jp>", "TACHIBANA Rui"),
    ("My name is YOKOTA Yugo and I live here", "YOKOTA Yugo"),
    ("共有代表者：ｽﾀﾞｶｽﾞﾋﾄ\n", "スダカズヒト"),
    ("会計　名護 節\n", "名護 節"),
    ("連帯保証人　乾 都\n", "乾 都"),
    ("聞き取り：下地　記録：砂川", "下地"),
    ("通訳は黒川が務める", "黒川"),
    ("父は元気、母與那嶺カメは存命", "与那嶺カメ"),
    ("母方の祖母　吾妻 ウメ宅", "吾妻 ウメ"),
    ("1位 長 瑠璃 2位", "長 瑠璃"),
    ("藤委員　同じく。\n庄司委員　質問がある。", "藤"),
    ("I met Mr. Hung there", "Hung"),
    ("支援者　黒川、2名", "黒川"),
]
NOBODY = [
    "明治政府が定めた。",
    "新董事長に選ばれた。",
    "千葉市内／佐藤沢前／山本橋",
    "言語の多様性を促進する地方",
    "大久保駅の前で待つ",
    "窓口担当：環境課の職員",
    "父の仕事、母の病気",
    "通訳は福島市が手配する",
    "担当　税務課 男",
    "全委員　異議なし。\n各委員　了承。",
    "利用者　福島市 10人",
    "参加者は大野池に集まる",
    "子山羊と母牛",
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_a_name_is_found_by_its_shape(text: str, name: str) -> None:
    folded = fold(text).text
    assert name in [folded[e.start : e.end] for e in from_shape(folded, words(folded), [])]


@pytest.mark.parametrize("text", NOBODY)
def test_what_only_begins_like_a_name_is_none(text: str) -> None:
    folded = fold(text).text
    assert [folded[e.start : e.end] for e in from_shape(folded, words(folded), [])] == []


def test_a_list_goes_on_and_goes_back() -> None:
    text = "町田や武内、鵜飼も見ていた。"
    found = [text[e.start : e.end] for e in joined(text, [(3, 5)])]
    assert sorted(found) == ["町田", "鵜飼"]


def test_a_reading_and_a_surname_of_one_character_are_found_by_the_full_name() -> None:
    text = "杉山太久真　スギヤマ タクマ　すぎやまたくま　森 由美　森は笑った。森林の話。カレー"
    people = [(0, 5), (text.index("森 由美"), text.index("森 由美") + 4)]
    found = [text[e.start : e.end] for e in called(text, people)]
    assert found == ["スギヤマ タクマ", "すぎやまたくま", "森"]


@pytest.mark.parametrize(
    ("text", "person", "expected"),
    [
        ("町田→武内→鵜飼→町田", "武内", ["町田", "町田", "鵜飼"]),
        ("出席　町田、碇、武内", "町田", ["武内", "碇"]),
        ("町田 花-武内 実", "町田 花", ["武内 実"]),
        ("町田の森、原の中", "町田", []),
    ],
)
def test_a_list_goes_on_by_arrows_and_dashes(text: str, person: str, expected: list[str]) -> None:
    at = text.index(person)
    found = [text[e.start : e.end] for e in joined(text, [(at, at + len(person))])]
    assert sorted(found) == sorted(expected)


def test_letters_before_a_reading_are_the_same_person() -> None:
    text = "Müller, Hans (ミュラー ハンス) see Annex (別紙)"
    at = text.index("ミュ")
    assert [text[e.start : e.end] for e in spelled(text, [(at, at + 8)])] == ["Müller, Hans"]
