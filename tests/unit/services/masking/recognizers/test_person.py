"""Names, with the real model and Sudachi."""

import pytest

from services.masking.analyzer import Analyzer
from services.masking.recognizers.name_doubts import may_be_called
from services.masking.words import words

pytestmark = pytest.mark.models

PEOPLE = [
    ("氏名：髙橋　一郎", "髙橋　一郎"),
    ("フリガナ　タカハシ　イチロウ", "タカハシ　イチロウ"),
    ("申請者：山本健太郎", "山本健太郎"),
    ("氏名\n山田 花子\n住所", "山田 花子"),
    ("昨日、林さんが来庁した。", "林"),
    ("鈴木一郎様", "鈴木一郎"),
    ("ジョン・カルビン・クーリッジ氏が述べた。", "ジョン・カルビン・クーリッジ"),
    ("株式会社青空商事 営業部長 中村健太様", "中村健太"),
    ("Name: Kazuko Takeda / 氏名 武田和子", "Kazuko Takeda"),
    ("NAME: TRAN VAN BINH / 電話", "TRAN VAN BINH"),
    ("フリガナ　チョウ　レイ\n氏名　張 麗", "チョウ　レイ"),
    ("届出人（フリガナ）チョウ レイ\n", "チョウ レイ"),
    ("普通　1234567　ﾁｮｳ ﾚｲ\n", "ﾁｮｳ ﾚｲ"),
    ("口座名義 チョウ レイ\n", "チョウ レイ"),
    ("届出人氏名　森　田　凛\n", "森　田　凛"),
    ("届出人氏名　李 建 国\n", "李 建 国"),
    ("代表取締役　北 湊\n", "北 湊"),
    ("主治医の岡崎先生によれば", "岡崎"),
    ("陳委員と同意見です。", "陳"),
    ("市民の佐藤花子は異議を申し立てた。", "佐藤花子"),
    ("氏名　所属\n各務 史郎　みどり大学教授\n", "各務 史郎"),
    ("支給要件児童\n　𠮷田亮　S18.12.23　同居\n", "𠮷田亮"),
    ("傷病者　野口沙織　女　31歳", "野口沙織"),
    ("花瓶は作家のヴェルネッリが贈った。", "ヴェルネッリ"),
    ("この点について、作者の伏見は次のように述べている。", "伏見"),
    ("氏名,年齢\nSmith,34\n", "Smith"),
]
OFFICIALS = [
    ("総務課長　原樹、主査", "原樹"),
    ("決裁：課長 山田", "山田"),
    ("保険年金課長の山田が面談した。", "山田"),
    ("鈴木市長が答弁した。", "鈴木"),
    ("総務部長　佐藤一郎", "佐藤一郎"),
    ("担当：総務課 田中", "田中"),
    ("税務課の菅原です。", "菅原"),
]
NOBODY = [
    "皆様、お客様へお知らせします。",
    "みどり市長　様",
    "山田製作所の工場",
    "松原駅の北口",
    "農林課の窓口",
    "担当課の所管です。",
    "専門委員に諮問した。",
    "監査委員：本件文書の扱いについて",
    "民生委員　担当区域一覧",
    "高介第7722号",
    "○議員　太田小学校の整備について",
    "■■■さんは■■に住む。",
    "場　所：緑町公民館",
    "会場：吉田山体育館",
    "中村地区地区の清掃",
    "謝礼　金245,730円",
    "申出人　氏名　匿名希望",
    "通訳：謝礼を支払った。",
    "品目　たんす",
    "請求者（フリガナ）",
    "杜野市長は次のとおり処分する。",
    "Case 2:15-cv-05642 Filed 08/01/19 Page 1 of 1 Page ID 8083",
]


@pytest.mark.parametrize(("text", "name"), PEOPLE)
def test_finds_a_person_without_label_and_honorific(analyzer: Analyzer, text: str, name: str) -> None:
    assert ("PERSON", name) in [(d.kind, text[d.start : d.end]) for d in analyzer.analyze(text)]


@pytest.mark.parametrize(("text", "name"), OFFICIALS)
def test_an_officer_beside_a_public_post_is_an_official(analyzer: Analyzer, text: str, name: str) -> None:
    assert [(d.kind, text[d.start : d.end]) for d in analyzer.analyze(text)] == [("OFFICIAL", name)]


@pytest.mark.parametrize("text", NOBODY)
def test_finds_nobody(analyzer: Analyzer, text: str) -> None:
    assert [text[d.start : d.end] for d in analyzer.analyze(text, kinds=["PERSON", "OFFICIAL"])] == []


def test_what_two_sources_saw_is_surer(analyzer: Analyzer) -> None:
    (found,) = analyzer.analyze("氏名：髙橋　一郎")
    assert "辞書" in found.why
    assert "氏名欄" in found.why
    assert found.score > 0.95


def test_a_text_longer_than_sudachi_takes_is_read_whole() -> None:
    text = "議事は進行した。" * 2100 + "佐藤花子"
    assert len(text.encode()) > 49_149
    found = words(text)
    assert "".join(word.text for word in found) == text
    assert text[found[-2].start : found[-1].end] == "佐藤花子"


@pytest.mark.parametrize("text", ["氏名", "ファックス", "診断書\nファックス 無し"])
def test_a_part_of_a_common_word_is_no_name(analyzer: Analyzer, text: str) -> None:
    assert [found for found in analyzer.analyze(text) if found.kind == "PERSON"] == []


def test_a_label_in_katakana_on_a_line_of_its_own_is_called_nothing_else() -> None:
    assert not may_be_called("携帯電話\nファックス\n03-0000-5678", 5, 10)
    assert may_be_called("花瓶はベルが贈った。", 3, 5)
    assert may_be_called("氏名\nヴェルネッリ\n", 3, 9)
