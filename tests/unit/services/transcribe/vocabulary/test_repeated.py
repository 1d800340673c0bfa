from services.transcribe.vocabulary.correcting import Corrector
from services.transcribe.vocabulary.entries import Entry

ENTRIES = [
    Entry(written="北部浄化センター", reading="ホクブジョウカセンター", kind="組織"),
    Entry(written="罹災証明", reading="リサイショウメイ"),
    Entry(written="危機管理監", reading="キキカンリカン", kind="組織"),
    Entry(written="縦覧", reading="ジュウラン"),
]
MEETING = ["罹災証明は危機管理監が出します。"]


def corrected(dictionary, texts, kana):
    return [text for text, _ in Corrector(dictionary, ENTRIES).corrected(texts + MEETING, [*kana, ""])][:-1]


def test_what_was_misheard_once_is_put_right_wherever_it_is_misheard_so(dictionary):
    texts = ["岡部城化センターの工事です。", "岡部城化センターは来年です。"]
    kana = ["おくぶジョーカセンターのコージです", ""]
    assert corrected(dictionary, texts, ["", ""]) == texts
    assert corrected(dictionary, texts, kana) == [
        text.replace("岡部城化センター", "北部浄化センター") for text in texts
    ]


def test_an_ordinary_word_that_was_misheard_once_may_be_meant_elsewhere(dictionary):
    texts = ["案は従来にかけます。", "従来の通りです。"]
    assert corrected(dictionary, texts, ["あんはジューランにかけます", ""]) == [
        "案は縦覧にかけます。",
        texts[1],
    ]


def test_each_is_logged_and_can_be_undone(dictionary):
    texts = ["岡部城化センターの工事です。", "岡部城化センターは来年です。", *MEETING]
    found = Corrector(dictionary, ENTRIES).corrected(texts, ["おくぶジョーカセンターのコージです", "", ""])
    assert [change.original for _, changes in found for change in changes] == ["岡部城化センター"] * 2
