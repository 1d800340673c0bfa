import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.transcribe.text.plain_style import dearu

SPEECH = st.lists(
    st.sampled_from(
        ["予算", "確認し", "行い", "です", "ます", "ました", "ません", "でした", "でしょう", "ください", "て", "ご", "お",
         "説明", "ね", "か", "が", "。", "、", "「", "」", "ん", "の", "大きい", "させていただき", "ございます"]
    )
).map("".join)  # fmt: skip


@pytest.mark.parametrize(
    ("polite", "plain"),
    [
        ("議題は予算です。", "議題は予算である。"),
        ("調査を行います。", "調査を行う。"),
        ("工事を実施しました。", "工事を実施した。"),
        ("まだ決まっていません。", "まだ決まっていない。"),
        ("対応できませんでした。", "対応できなかった。"),
        ("問題はありません。", "問題はない。"),
        ("来月になるでしょう。", "来月になるであろう。"),
        ("会議を始めましょう。", "会議を始めよう。"),
        ("予算は五億円でございます。", "予算は五億円である。"),
        ("説明いたします。", "説明する。"),
        ("ご説明いたしました。", "説明した。"),
        ("説明させていただきます。", "説明する。"),
        ("検討してまいります。", "検討していく。"),
        ("増額すべきと考えております。", "増額すべきと考えている。"),
        ("よいと思いますね。", "よいと思う。"),
        ("額が大きいです。", "額が大きい。"),
        ("増えているんです。", "増えているのである。"),
        ("足りませんので、延期します。", "足りないので、延期する。"),
        ("増えましたが、足ります。", "増えたが、足りる。"),
        ("確認してください。", "確認してほしい。"),
        ("ご確認ください。", "確認してほしい。"),
        ("少々お待ちください。", "少々待ってほしい。"),
        ("質問はありますか。", "質問はあるか。"),
        ("ですから、反対です。", "だから、反対である。"),
        ("決まりましたら連絡します。", "決まったら連絡する。"),
    ],
)
def test_polite_speech_becomes_plain(polite: str, plain: str) -> None:
    assert dearu(polite) == plain


@pytest.mark.parametrize(
    "text",
    [
        "",
        "議題は予算である。",
        "ありがとうございました。",
        "おはようございます。",
        "すみません。",
        "資料をください。",
        "「反対です」との声。",
        "お茶とご飯です、ありがとうございます。",
    ],
)
def test_greetings_quotations_and_what_is_unsure_stay(text: str) -> None:
    assert dearu(text) == text


def test_one_unsure_sentence_does_not_hold_back_the_next() -> None:
    assert dearu("ありがとうございます。終わります。") == "ありがとうございます。終わる。"


def test_a_quotation_over_several_sentences_stays() -> None:
    assert dearu("「反対です。困ります」と言いました。") == "「反対です。困ります」と言った。"


@given(st.text() | SPEECH)
def test_once_is_enough(text: str) -> None:
    assert dearu(dearu(text)) == dearu(text)
