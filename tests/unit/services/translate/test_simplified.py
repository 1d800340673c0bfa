from services.translate.simplified import FORMS, FROM_JAPAN, is_simplified, simplified_forms


def test_what_was_copied_from_japanese_takes_chinese_forms() -> None:
    assert simplified_forms("在会議中，縦隊長の抗議") == "在会议中，纵队长の抗议"


def test_chinese_is_left_as_it_is() -> None:
    assert simplified_forms("芸豆，请于3月31日前提交。") == "芸豆，请于3月31日前提交。"


def test_every_form_is_simplified_chinese() -> None:
    assert all(is_simplified(form) for form in FORMS.values())
    assert not any(chr(code) in FROM_JAPAN for code in FORMS)


def test_characters_of_japan_alone_pass_in_names_only() -> None:
    assert is_simplified("新潟")
    assert not is_simplified("働")
