import pytest

from services.transcribe.minutes.sentences import Sentence
from services.transcribe.minutes.tasks import SPEAKER, find_task


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
