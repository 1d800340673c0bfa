"""What the upload form says of how long a recording is kept."""

from common.settings import Settings
from gateway.pages.retention_labels import retention_labels


def labels_of(**retention):
    rules = {"transcribe": {"retention": retention}} if retention else {}
    return retention_labels(Settings(data={"retention_days": 60}, **rules))


def test_the_labels_of_the_settings_are_offered_in_their_order_and_the_default_is_chosen():
    found = labels_of(default="要機密", labels={"標準": {}, "要機密": {"audio_days": 7}})
    assert [(each.name, each.is_default) for each in found] == [("標準", False), ("要機密", True)]


def test_how_long_sound_and_text_are_kept_is_said():
    found = labels_of(default="あ", labels={"あ": {}, "い": {"audio_days": 30, "text_days": 365}})
    assert [each.spoken for each in found] == [
        "あ（録音は60日で消え、文字は残る）",
        "い（録音は30日、文字は365日で消える）",
    ]


def test_sound_is_never_said_to_outlive_the_text():
    (only,) = labels_of(default="あ", labels={"あ": {"audio_days": 365, "text_days": 10}})
    assert only.spoken == "あ（録音は10日、文字は10日で消える）"
