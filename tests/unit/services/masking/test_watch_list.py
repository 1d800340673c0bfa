"""What automatic mode asks a person to look at."""

from services.masking.finalizing import begin
from services.masking.watch_list import watch_list
from tests.unit.services.masking.test_reviewing import document


def test_weak_grounds_and_possible_names_are_shown_without_their_words() -> None:
    made = document(auto=True)
    made.findings[0].score = 0.55
    made.findings[1].doubtful, made.findings[1].proposed = True, "reject"
    made.unread = ["図1枚は読めませんでした"]
    begin(made)
    shown = watch_list(made)
    assert [one.attention for one in shown.findings] == [
        "根拠が弱いまま塗りました",
        "人名かもしれませんが、残しました",
    ]
    assert shown.decided == 3
    assert shown.unread == made.unread
    assert "山田" not in shown.model_dump_json()
