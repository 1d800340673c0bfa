import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.translate.plain.rewriting import restored, rewritten, shielded


@pytest.mark.parametrize(
    ("office", "plain"),
    [
        ("申請書をご提出くださいますようお願いいたします。", "申し込みの紙を出してください。"),
        ("図書館はどなたでもご利用いただけます。", "図書館はどなたでも使えます。"),
        ("1月3日まで休業させていただきます。", "1月3日まで休みます。"),
        ("会場には公共交通機関でお越しください。", "場所には電車やバスで来てください。"),
        ("印鑑を持参のこと。", "はんこを持ってきてください。"),
        ("印鑑を持参しないこと。", "はんこを持ってこないでください。"),
        (
            "転入届を提出しなければならない。",
            "転入届〈ほかの市から引っこしてきたときに出す紙〉を出してください。",
        ),
        ("使用料は還付しない。", "使うためのお金は返しません。"),
        ("手当が支給されなかった。", "手当〈もらえるお金〉がもらえませんでした。"),
        ("郵送でも可能である。", "郵便でもできます。"),
        ("受けられないわけではありません。", "受けられることがあります。"),
        ("窓口でしか受け付けません。", "窓口だけで受け付けます。"),
        ("書類を提出しない限り、受けられません。", "紙を出さないときは、受けられません。"),
        ("希望される方は申請してください。", "希望する人は申し込んでください。"),
        ("手帳をお持ちの方は申請してください。", "手帳を持っている人は申し込んでください。"),
        ("定員になり次第、受付を終了する。", "入れる人の数になったら、受付を終わります。"),
        ("令和8年度の予算です。", "2026年度（令和8年度）の予算です。"),
        ("令和元年（2019年）に始まりました。", "令和元年（2019年）に始まりました。"),
        ("減免を受けられます。", "安くしてもらえます。"),
        ("許可の交付を受けようとする方", "許可をもらおうとする人"),
        ("引っ越しの届出をしてください。", "引っ越しを知らせてください。"),
        ("14日以内に行ってください。", "14日以内にしてください。"),
        ("市役所に行ってください。", "市役所に行ってください。"),
        ("小学生以下のお子様", "小学生以下のお子様"),
    ],
)
def test_office_words_become_everyday_ones(office: str, plain: str) -> None:
    assert rewritten(office) == plain


@pytest.mark.parametrize(
    ("office", "plain"),
    [
        (
            "接種費用は市が負担しますが、接種を受けるかどうかは自分で判断してください。",
            "接種費用は市が払います。でも、注射を受けるかどうかは自分で決めてください。",
        ),
        (
            "保険料を納付できない場合がありますので、保険年金課まで相談してください。",
            "保険のお金を払えないときがあります。だから、保険年金課まで相談してください。",
        ),
        (
            "申込みは、はがきに住所、氏名、電話番号を記入し、10月20日までに送付してください。",
            "申し込みは、はがきに住所、名前、電話番号を書いてください。そして、10月20日までに送ってください。",
        ),
        (
            "本市に住所を有し、現に居住している方は、申請することができます。",
            "この市に住所を持ち、今住んでいる人は、申し込むことができます。",
        ),
    ],
)
def test_long_sentences_are_cut_where_no_noun_is_described(office: str, plain: str) -> None:
    assert rewritten(office) == plain


def test_addresses_numbers_and_quoted_words_stay() -> None:
    kept = "「申請書の提出」は https://example.jp/a か info@example.jp か 078-322-5000 です。"
    assert rewritten(kept) == kept


def test_names_of_offices_and_compounds_stay() -> None:
    assert rewritten("市民課と市民病院です。") == "市民課と市民病院です。"


def test_a_glossary_goes_before_the_dictionary() -> None:
    assert rewritten("申請書を出す。", [("申請書", "申請の紙")]) == "申請の紙を出します。"


@given(st.text(alphabet="ぁあいお課市民票、。「」（）〈〉8月\ue000\ufff9\u200b ", max_size=40))
def test_nothing_is_left_of_the_shields(text: str) -> None:
    shown, kept = shielded(text)
    assert not any("\ue000" <= character <= "\uf8ff" for character in restored(shown, kept))
    assert rewritten(text) == rewritten(text)
