"""True and false decisions; a proposal is decided by what follows it."""

import pytest

from services.transcribe.minutes.decisions import find_decisions
from services.transcribe.minutes.sentences import Sentence


def said(*lines):
    """Sentences as `speaker: text`, a second each."""
    rows = [line.partition(": ") for line in lines]
    return [Sentence(text, f"s{n}", float(n), who) for n, (who, _, text) in enumerate(rows)]


def decided(*lines):
    return [each.text for each in find_decisions(said(*lines))]


@pytest.mark.parametrize(
    "text",
    [
        "それでは、A案を採用します",
        "委託先は株式会社みどり設計に決定しました",
        "採決の結果、賛成多数で可決",
        "使用料の改定は見送ることとします",
        "じゃあ、受付は2階でやりましょう",
        "この件は、担当課の案で進めることとします",
        "会場は市民ホールで確定です",
        "28日は全員出勤でいこう",
        "令和7年度の決算は認定することに決定しました",
        "本案は証人されました",
        "よって、議案第71号は原案のとおり可決すべきものと決しました",
        "では、利用料は据え置きとします",
        "書かない窓口は、今回は見送ります",
        "では、会場は体育館に変更しましょう",
        "あー、じゃあ色分けはなしで",
        "じゃあ3人にしましょう",
        "なら16日からでいいでしょう",
        "じゃあ、ミラーは付けないで、生け垣を切ってもらう、と",
        "率については保留とします",
        "では、減免は70歳以上、料金は案のとおりということで取りまとめます",
        "それでは、来年1月から4時間おきに変更させていただきます",
        "公民館の広告は今年はやめておきましょう",
        "箱は高いさかい、今回は見送りやな",
    ],
)
def test_what_decides_by_itself(text):
    assert decided(f"議長: {text}")


@pytest.mark.parametrize(
    "text",
    [
        "検討中です",
        "決定した場合はお知らせします",
        "前回の会議で承認されました",
        "県が決定したと聞いています",
        "どちらにするか決めたいと思います",
        "いつ決定されたのですか",
        "休憩とします",
        "次回の開催は12月4日とします",
        "4月に異動することになりました",
        "委員会では原案のとおり可決すべきものと決しました",
        "利用者が増えることになります",
        "大家さんの了解がいるでしょう",
    ],
)
def test_what_only_sounds_like_a_decision(text):
    assert not decided(f"議長: {text}")


def test_the_proposal_is_what_an_assent_and_a_seal_decide():
    found = find_decisions(
        said(
            "議長: では、金曜の閉館を午後8時にするということでよろしいでしょうか",
            "鈴木: 異議なし",
            "議長: では、そのようにいたします",
        )
    )
    assert [each.text for each in found] == ["金曜の閉館を午後8時にする"]
    assert (found[0].segment, found[0].agreed.segment) == ("s0", "s2")


def test_an_assent_misheard_is_an_assent():
    assert decided("議長: 会費は月額500円とすることでよろしいでしょうか", "田中: 意義なし")


def test_a_proposal_nobody_agrees_to_is_not_decided():
    assert decided("議長: 会費は月額500円とすることでよろしいでしょうか", "田中: 異議あり") == []


def test_a_suggestion_that_is_sealed_is_decided_once():
    suggested = ("田中: 受付は2階で行うのはどうでしょう", "鈴木: 賛成です")
    assert decided(*suggested, "議長: では、それで決まりです") == ["受付は2階で行う"]


def test_a_question_after_the_fact_is_no_decision_of_its_own():
    found = decided("議長: では、訓練は9月6日に実施する", "議長: これでよいか", "署長: 異議なし")
    assert found == ["訓練は9月6日に実施する"]


def test_the_formal_announcement_stands_for_its_proposal():
    (found,) = find_decisions(
        said(
            "議長: 議案第42号は原案のとおり決することにご異議ありませんか",
            "議員: 異議なし",
            "議長: ご異議なしと認めます",
            "議長: よって、議案第42号は原案のとおり可決されました",
        )
    )
    assert found.text == "議案第42号は原案のとおり可決されました"
    assert "議案第42号" in found.about


def test_a_closing_summary_decides_nothing_twice():
    said_twice = "料理教室を2月13日に開催することに決定しました"
    assert len(decided(f"議長: {said_twice}", "田中: はい", f"議長: 本日は、{said_twice}")) == 1


def test_two_bills_in_the_same_words_are_two_decisions():
    assert len(decided(*(f"議長: 議案第{n}号は原案のとおり可決されました" for n in (4, 5)))) == 2


def test_what_is_urged_is_decided_when_the_others_at_once_agree():
    urged = Sentence("パンフレットは2千部刷りましょう", "s1", 0.0, "A")
    assert find_decisions([urged, Sentence("そうですね", "s2", 5.0, "B")])
    assert not find_decisions([urged, Sentence("高すぎませんか", "s2", 5.0, "B")])


def test_an_answer_that_says_it_again_agrees():
    (found,) = find_decisions(
        [
            Sentence("じゃあスマホ教室は2回でいいですか", "s1", 0.0, "野口"),
            Sentence("うん、2回やりましょう", "s2", 5.0, "館長"),
        ]
    )
    assert found.text == "スマホ教室は2回"


def test_an_order_that_is_obeyed_is_a_decision():
    order = "市長: 川沿いの3地区に、15時に避難指示を出す"
    assert decided(order, "危機管理監: 了解しました") == ["川沿いの3地区に、15時に避難指示を出す"]
    assert decided("市長: この入札に総合評価は採用しない", "課長: 承知いたしました") == [
        "この入札に総合評価は採用しない"
    ]


def test_an_invitation_is_a_proposal():
    assert decided("河野: 明日の作業は午前中だけにしませんか", "局長: はい、賛成です") == [
        "明日の作業は午前中だけにしませんか"
    ]
    assert decided("河野: 明日の作業は午前中だけにしませんか", "局長: それは無理です") == []


def test_a_yes_with_its_reason_agrees():
    asked = "遠山: 雨のときは中止でいいですよね、教頭先生"
    assert decided(asked, "教頭: ええ、延期すると行事に差し支えますので") != []


def test_who_is_asked_to_do_something_is_no_proposal():
    assert decided("遠山: 業者さん2社から見積もりを取ってもらっていいですか", "村瀬: はい") == []


def test_a_decision_near_its_proposal_is_found_once():
    found = decided(
        "主任: 見回りを4時間おきにしたいと考えています", "水野: 賛成です", "佐伯: いいと思います",
        "主任: ありがとうございます", "施設長: それでは、見回りは4時間おきに変更させていただきます",
    )  # fmt: skip
    assert len(found) == 1
