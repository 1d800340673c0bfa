import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.transcribe.vocabulary.correcting import Corrector, corrected, undone
from services.transcribe.vocabulary.entries import Entry

ENTRIES = [
    Entry(written=written, reading=reading, kind=kind)
    for written, reading, kind in [
        ("定刻", "テイコク", "用語"), ("決裁", "ケッサイ", "用語"), ("罹災証明", "リサイショウメイ", "用語"),
        ("内水氾濫", "ナイスイハンラン", "用語"), ("渡會", "ワタライ", "人名"), ("蓮見", "ハスミ", "人名"),
        ("柚木町", "ユノキチョウ", "地名"), ("農業委員会", "ノウギョウイインカイ", "組織"), ("宇井", "ウイ", "人名"),
        ("立地適正化計画", "リッチテキセイカケイカク", "用語"), ("みどりナビ", "ミドリナビ", "システム"),
    ]
]  # fmt: skip
PIECES = st.sampled_from(
    [
        "低国に",
        "理災証明",
        "決済",
        "渡會",
        "わたらいさん",
        "内水反乱",
        "、",
        "。",
        " ",
        "会議の",
        "柚木町",
        "ゆのき町",
        "😀",
        "が",
    ]
)


@pytest.fixture(scope="module")
def corrector(dictionary):
    return Corrector(dictionary, ENTRIES)


def told(text, dictionary):
    return corrected(text, ENTRIES, dictionary)[0]


@pytest.mark.parametrize(
    ("heard", "right"),
    [
        ("理災証明と内水反乱です。", "罹災証明と内水氾濫です。"),
        ("理災証明を低国に、わたらいさんへ。", "罹災証明を定刻に、渡會さんへ。"),
        ("立地的性化計画と理財証明です。", "立地適正化計画と罹災証明です。"),
        ("内水反乱はゆのき町で、理災証明は決済待ちです。", "内水氾濫は柚木町で、罹災証明は決裁待ちです。"),
        ("理災証明 内水反乱の、はすみさん。", "罹災証明 内水氾濫の、蓮見さん。"),
        ("理災、証明を出す。", "罹災証明を出す。"),
    ],
)
def test_what_sounds_like_an_entry_becomes_it(heard, right, dictionary):
    assert told(heard, dictionary) == right


@pytest.mark.parametrize(
    "text",
    [
        "大日本帝国憲法は明治に定められた。",
        "クレジットカードの決済が増えた。",
        "その委員会は予算を決めた。",
        "罹災証明と内水氾濫です。",
        "田中はすみませんと言い、初々しい顔をした。",
        "緑の山が美しい。",
        "",
        "。。 、\n",
    ],
)
def test_ordinary_text_stays(text, dictionary):
    assert told(text, dictionary) == text


def test_an_ordinary_homophone_is_replaced_only_where_the_meeting_uses_the_vocabulary(corrector):
    alone = corrector.corrected(["部長の決済が下りた。"])
    assert alone == [("部長の決済が下りた。", [])]
    among = corrector.corrected(["部長の決済が下りた。", "罹災証明の話です。", "内水氾濫の話です。"])
    assert among[0][0] == "部長の決裁が下りた。"


def test_a_short_name_needs_somebody_to_be_called(corrector):
    texts = ["ういさんの話です。", "ういの話です。", "罹災証明と内水氾濫。"]
    assert [text for text, _ in corrector.corrected(texts)] == ["宇井さんの話です。", texts[1], texts[2]]


def test_a_correction_says_what_was_heard(dictionary):
    text, [change] = corrected("「理災証明」です", ENTRIES, dictionary)
    assert text[change.start : change.end] == change.entry == "罹災証明"
    assert (change.original, change.reading, change.distance) == ("理災証明", "リサイショウメイ", 0.0)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_every_correction_lies_where_it_says_and_undoing_all_gives_what_was_heard(corrector, heard):
    [(text, changes)] = corrector.corrected([heard])
    assert all(text[change.start : change.end] == change.entry for change in changes)
    assert all(one.end <= other.start for one, other in itertools.pairwise(changes))
    while changes:
        text, changes = undone(text, changes, len(changes) // 2)
        assert all(text[change.start : change.end] == change.entry for change in changes)
    assert text == heard


@settings(max_examples=30, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_what_is_corrected_needs_no_more_correction_of_the_same_words(corrector, heard):
    [(text, _)] = corrector.corrected([heard])
    [(again, _)] = corrector.corrected([text])
    assert [again.count(entry.written) for entry in ENTRIES] >= [0] * len(ENTRIES)
    assert all(again.count(e.written) >= text.count(e.written) for e in ENTRIES)


def test_no_entries_change_nothing(dictionary):
    assert corrected("理災証明", [], dictionary) == ("理災証明", [])


@pytest.mark.slow
def test_ten_thousand_entries_and_six_hours_take_seconds(dictionary):
    kana = "カキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン"
    many = [
        Entry(
            written=f"語{n}", reading="".join(kana[(n * k * 7 + k) % len(kana)] for k in range(1, 4 + n % 9))
        )
        for n in range(10_000)
    ]
    six_hours = [
        "本日の会議では、予算の執行状況と来年度の事業計画について、各課から順に報告を受けます。"
    ] * 2600
    six_hours = [f"{line}{number}番の資料です。" for number, line in enumerate(six_hours)]
    corrector = Corrector(dictionary, many)
    began = time.perf_counter()
    corrector.corrected(six_hours)
    assert time.perf_counter() - began < 60


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("わ、じゅうていの点検をします。", "輪中堤の点検をします。"),
        ("資料はふさかべさんに聞きます。", "資料は日下部さんに聞きます。"),
        ("おまがりでは去年、水があふれました。", "大曲では去年、水があふれました。"),
    ],
)
def test_kana_that_are_no_word_are_the_name_that_they_nearly_sound_like(heard, meant, dictionary):
    entries = [
        Entry(written="輪中堤", reading="ワジュウテイ"),
        Entry(written="日下部", reading="クサカベ", kind="人名"),
        Entry(written="大曲", reading="オオマガリ", kind="地名"),
        Entry(written="渡會", reading="ワタライ", kind="人名"),
        Entry(written="罹災証明", reading="リサイショウメイ"),
    ]
    corrector = Corrector(dictionary, entries)
    assert corrector.corrected([heard, "渡會さんが罹災証明を出します。"])[0][0] == meant


def test_the_common_words_do_not_vouch_for_the_meetings_own(dictionary):
    own = [Entry(written="大曲", reading="オオマガリ", kind="地名")]
    common = [
        Entry(written=word, reading=reading) for word, reading in (("議案", "ギアン"), ("歳出", "サイシュツ"))
    ]
    text = ["おまがりでは去年、水があふれました。", "議案の歳出について説明します。"]
    assert Corrector(dictionary, own, common).corrected(text)[0][0] == text[0]
    assert Corrector(dictionary, [*own, *common]).corrected(text)[0][0].startswith("大曲")


NAMES = [
    Entry(written=written, reading=reading, kind=kind)
    for written, reading, kind in [
        ("柚木町", "ユノキチョウ", "地名"), ("四方田", "ヨモダ", "人名"), ("神子沢", "ミコザワ", "地名"),
        ("蓮見", "ハスミ", "人名"), ("危機管理監", "キキカンリカン", "組織"), ("罹災証明", "リサイショウメイ", "用語"),
    ]
]  # fmt: skip
SURE = ("罹災証明は危機管理監の蓮見さんが出します。", "")


@pytest.mark.parametrize(
    ("written", "kana", "meant"),
    [
        ("輸の基調は二か所です。", "ユノキチョウはにかしょです。", "柚木町は二か所です。"),
        (
            "対策は見、小沢の方に話した。",
            "タイサクはミコザワのほうにはなした。",
            "対策は神子沢の方に話した。",
        ),
        ("危機感利管の話です。", "ききかんりかんのはなしです", "危機管理監の話です。"),
        ("消防組合の素身です。", "しょうぼくみあいのハスミです", "消防組合の蓮見です。"),
    ],
)
def test_what_was_heard_again_finds_what_was_written_says_no_more(written, kana, meant, dictionary):
    corrector = Corrector(dictionary, NAMES)
    assert corrector.corrected([written, SURE[0]], [kana, ""])[0][0] == meant


def test_what_was_heard_again_does_not_make_an_entry_of_ordinary_words(dictionary):
    texts = ["この基調は良い。", "見に行く小さな沢です。", "委員は済みませんと言いました。", SURE[0]]
    kana = ["このキチョウはよい。", "みにいくちいさなさわです。", "いいんはすみませんといいました。", ""]
    assert [text for text, _ in Corrector(dictionary, NAMES).corrected(texts, kana)] == texts


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("読もださん、写真を貸してください。", "四方田さん、"),
        ("では係長さんはすみさんを呼びます。", "では係長さん蓮見さん"),
    ],
)
def test_a_name_that_somebody_is_called_by_may_begin_or_end_amid_what_the_dictionary_takes_for_a_word(
    heard, meant, dictionary
):
    assert Corrector(dictionary, NAMES).corrected([heard, SURE[0]])[0][0].startswith(meant)


def test_a_digit_beside_letters_may_be_said_in_english(dictionary):
    entries = [Entry(written="LGWAN", reading="エルジーワン", kind="システム"), *NAMES]
    assert (
        Corrector(dictionary, entries).corrected(["LG1につなぎます。", SURE[0]])[0][0]
        == "LGWANにつなぎます。"
    )
