import pytest

from services.transcribe.minutes.people import SPEAKER, find_doer, same_person, speaker_name


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("警備の契約については高橋係長12月4日までに見積もりを取っていただけますか", "高橋係長"),
        ("商工会で回る企業の一覧を、長谷川さん、次回持ってきていただけますか", "長谷川さん"),
        ("人事課から今週中に連絡します", "人事課"),
        ("各課で検討してください", "各課"),
        ("案内は、中村さんが作成してください", "中村さん"),
        ("10月中総務課長がまとめてください", "総務課長"),
        ("子ども会で用意してください", "子ども会"),
        ("会計の引き継ぎは山本さんと小林さんでやってください", "山本さんと小林さん"),
        ("担当は田中さんでお願いします", "田中さん"),
        ("建設課に現地を確認してもらいます", "建設課"),
        ("市役所でもらってきてください", None),
        ("資料を出してください", None),
    ],
)
def test_the_doer_is_found(text, who):
    found = find_doer(text)
    assert (found and found.who) == who


def test_who_is_told_is_not_who_does():
    assert find_doer("公園緑地課に確認しておきます", asked=False) is None


def test_oneself_is_the_speaker():
    assert find_doer("私のほうでやります").myself
    assert speaker_name("S1", {"S1": "山本"}) == "山本"
    assert (speaker_name("S9", {}), speaker_name(None, {})) == ("S9", SPEAKER)


def test_one_person_under_two_names():
    assert same_person("佐藤さん", "総務課 佐藤")
    assert not same_person("佐藤さん", "鈴木")
    assert not same_person(None, "鈴木")
