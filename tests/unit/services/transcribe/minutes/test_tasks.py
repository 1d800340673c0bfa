import datetime as dt

import pytest

from services.transcribe.minutes.sentences import Sentence
from services.transcribe.minutes.tasks import SPEAKER, find_task, find_tasks


def task(text):
    return find_task(Sentence(text, "s1", 12.5))


@pytest.mark.parametrize(
    ("text", "who", "what", "due"),
    [
        (
            "夜の職員の人数は、田中さんが11月25日までに確認してください",
            "田中さん",
            "夜の職員の人数を確認",
            "11月25日",
        ),
        (
            "案内のポスターは、佐藤さんが、11月30日までに作成してください",
            "佐藤さん",
            "案内のポスターを作成",
            "11月30日",
        ),
        ("会場の予約は、私が来週までに行います", SPEAKER, "会場の予約", "来週"),
        (
            "田中さんは夜の職員の人数を11月25日までに確認してください",
            "田中さん",
            "夜の職員の人数を確認",
            "11月25日",
        ),
        ("総務課で見積書を月末までに取り寄せてください", "総務課", "見積書を取り寄せる", "月末"),
        ("資料は来週の金曜日までに提出をお願いします", None, "資料を提出", "来週の金曜日"),
        ("ポスターは中村さんが11月30日までに作成してください", "中村さん", "ポスターを作成", "11月30日"),
        ("名簿は前田さんが月末までに直してください", "前田さん", "名簿を直す", "月末"),
        ("山本係長は関係機関に連絡してください", "山本係長", "関係機関に連絡", None),
        ("次回までに私のほうで案を作成します", SPEAKER, "案を作成", "次回"),
    ],
)
def test_who_does_what_by_when(text, who, what, due):
    found = task(text)
    assert (found.who, found.what, found.due) == (who, what, due)
    assert (found.text, found.segment, found.start) == (text, "s1", 12.5)


@pytest.mark.parametrize(
    "text",
    [
        "まず、利用時間の変更について、田中さんから説明をお願いします",
        "佐藤さんはご意見をお願いします",
        "夜の職員の人数を確認してください",
        "予算は5万円です",
        "平日の利用時間を夜8時まで延長したいと考えています",
        "田中さんは来週までに確認しますか",
        "市民アンケートでは夜も使いたいという意見が6割でした",
        "ありがとうございました",
        "私は反対です",
    ],
)
def test_what_is_no_task_is_left_alone(text):
    assert task(text) is None


MEETING = dt.date(2026, 11, 16)
NAMES = {"S1": "山本", "S2": "田中"}


def tasks(*lines, names=NAMES):
    rows = [line.partition(": ") for line in lines]
    said = [Sentence(text, f"s{n}", float(n), who or None) for n, (who, _, text) in enumerate(rows)]
    return find_tasks(said, MEETING, names)


@pytest.mark.parametrize(
    ("text", "who", "what", "due_date"),
    [
        ("佐藤さん、来週金曜までに見積もりをお願いします", "佐藤さん", "見積もり", dt.date(2026, 11, 27)),
        ("総務課は実施計画案を作成する", "総務課", "実施計画案を作成", None),
        ("議事録は今週中に事務局から送ります", "事務局", "議事録を送る", dt.date(2026, 11, 20)),
        ("鈴木さんに名簿の作成をお願いしたいと思います", "鈴木さん", "名簿の作成", None),
        ("消防計画の見直しは防災係が年内に行う", "防災係", "消防計画の見直し", dt.date(2026, 12, 31)),
        (
            "堀さん、文案を12月7日までに各委員にお送りいただけますか",
            "堀さん",
            "文案を各委員に送る",
            dt.date(2026, 12, 7),
        ),
    ],
)
def test_tasks_of_many_manners(text, who, what, due_date):
    found = find_task(Sentence(text, "s1", 0.0), MEETING)
    assert (found.who, found.what, found.due_date) == (who, what, due_date)


@pytest.mark.parametrize(
    "text",
    [
        "ご着席ください",
        "資料の3ページをご覧ください",
        "よろしくお願いします",
        "ご意見をお願いします",
        "総務部長、お願いします",
        "何かありましたら事務局までご連絡ください",
        "傍聴の方は電源をお切りください",
        "先週、佐藤さんに見積もりをお願いしました",
        "毎年、総務課が11月に調査を行います",
        "申し込みは10月末まで受け付けます",
        "次回の会議は12月4日に行います",
    ],
)
def test_courtesies_and_courses_are_no_tasks(text):
    assert find_task(Sentence(text, "s1", 0.0), MEETING) is None


def test_who_promises_is_called_by_his_name():
    (found,) = tasks("S2: 私のほうで確認しておきます")
    assert (found.who, found.speaker) == ("田中", "S2")
    assert tasks(": 私のほうで確認しておきます")[0].who == SPEAKER


def test_a_request_and_its_acceptance_are_one_task():
    (found,) = tasks(
        "S1: チラシの配布がまだです", "S1: じゃあ田中さん、お願いできますか", "S2: はい、やっておきます"
    )
    assert (found.who, found.segment, found.accepted.segment) == ("田中さん", "s1", "s2")
    assert found.what == "チラシの配布がまだです"


def test_the_day_may_come_with_the_acceptance():
    (found,) = tasks("S1: 田中さん、変換表の案を出してもらえますか", "S2: はい、28日までにお出しします")
    assert (found.due, found.due_date) == ("28日", dt.date(2026, 11, 28))


def test_the_day_may_come_in_a_sentence_of_its_own():
    (found,) = tasks("S1: 田中さん、当番表の直しをお願いできるかな", "S1: 金曜までに")
    assert found.due_date == dt.date(2026, 11, 20)


def test_who_takes_on_a_request_to_nobody_is_its_doer():
    (found,) = tasks("S1: 駐車場の手配をしてもらえますか", "S2: はい、わかりました")
    assert (found.who, found.speaker) == ("田中", "S2")


def test_another_promise_of_the_same_person_is_another_task():
    assert (
        len(
            tasks(
                "S1: 田中さん、名簿を作ってください",
                "S2: はい、承知しました",
                "S2: 会場は私のほうで手配します",
            )
        )
        == 2
    )


def test_a_request_that_names_nobody_is_of_who_accepts_it():
    found = find_tasks(
        [
            Sentence("証明書の様式を、委員会に示していただきたい", "s1", 0.0, "水野"),
            Sentence("では、来週月曜日までに各委員にお配りします", "s2", 5.0, "部長"),
        ]
    )
    assert [(task.who, task.due) for task in found] == [("部長", "来週月曜日")]


def test_an_offer_that_is_welcome_is_a_task():
    offer = Sentence("平野さんに声をかけてみましょうか", "s1", 0.0, "分団長")
    (found,) = find_tasks([offer, Sentence("おう、頼む", "s2", 5.0, "団長")])
    assert found.who == "分団長"
    assert find_tasks([offer, Sentence("いや、いい", "s2", 5.0, "団長")]) == []


def test_a_day_said_after_a_promise_is_its_day():
    said = [
        Sentence("学校には私から頼んでみるよ", "s1", 0.0, "会長"),
        Sentence("来週中には返事もらう", "s1", 0.0, "会長"),
    ]
    assert [task.due for task in find_tasks(said)] == ["来週中"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("じゃ三浦さん、チラシを直してもらえます", "三浦さん"),
        ("じゃあ坂井さん入ってもらって", "坂井さん"),
        ("それは会計さんにお任せしてよろしいか", "会計さん"),
        ("電話は、班長さんにやっていただけたら", "班長さん"),
        ("原稿を児童に配っていただくことは可能ですか、教頭先生", "教頭先生"),
        ("牧さん、県の人に聞いてみてくれんか", "牧さん"),
        ("看護部は手順書の書き換えを", "看護部"),
        ("教育長、早く保護者に知らせなさい", "教育長"),
    ],
)
def test_requests_as_they_are_spoken(text, who):
    found = task(text)
    assert found is not None
    assert found.who == who


def test_an_urge_to_try_is_a_promise_of_who_says_it():
    found = task("水門の脇だけ先にやれるか、業者に聞いてみましょう")
    assert found is not None
    assert task("ちょっと考えてみましょう") is None


def test_a_condition_in_another_clause_leaves_a_promise_a_promise():
    assert task("食品を出すときは届けが要るはずですけど、ちょっと確かめてみます") is not None
    assert task("雨のときは、こちらから連絡します") is None


@pytest.mark.parametrize(
    "text",
    ["工務課長、状況を", "契約検査課、1件目を", "規約の見直しは新年度に持ち越しということにさせてください",
     "まず6年の学年委員さんから、記念品のことをお願いします"],
)  # fmt: skip
def test_the_course_of_the_meeting_is_no_task(text):
    assert task(text) is None
