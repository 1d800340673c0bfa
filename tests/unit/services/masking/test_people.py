from services.masking.people import letters, person_labels


def test_a_surname_and_a_spaced_form_are_the_same_person() -> None:
    labels = person_labels(["山本健太郎", "山 本　健 太 郎", "山本", "佐藤"])
    assert labels == {"山本健太郎": "A氏", "山本": "A氏", "佐藤": "B氏"}


def test_a_surname_that_two_people_share_is_neither() -> None:
    assert person_labels(["山本健太郎", "山本美咲", "山本"])["山本"] == "C氏"


def test_after_z_comes_aa() -> None:
    assert [letters(i) for i in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
