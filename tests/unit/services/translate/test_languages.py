import pytest

from services.translate.languages import canonical, has_letters_of, language


@pytest.mark.parametrize(
    ("written", "code"),
    [("JA", "ja"), ("en-US", "en"), ("zh-CN", "zh"), ("zh_Hans", "zh"), ("zh-TW", "zt"), (" zh-Hant ", "zt")],
)
def test_variants_are_one_language(written: str, code: str) -> None:
    assert canonical(written) == code


def test_an_unknown_language_is_named_by_its_code() -> None:
    assert language("xx").japanese == "xx"
    assert has_letters_of("word", "xx")
    assert not has_letters_of("12", "xx")
