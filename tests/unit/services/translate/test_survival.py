import pytest

from services.translate.survival import half_width, lost, needs_translation


@pytest.mark.parametrize(
    ("source", "translation", "missing"),
    [
        ("https://a.jp/b をご覧ください", "See https://a.jp/b", []),
        ("https://a.jp/b をご覧ください", "See https://a.jp/ b", ["https://a.jp/b"]),
        ("info@city.jp まで", "to INFO@city.jp", []),
        ("info@city.jp まで", "to the office", ["info@city.jp"]),
        ("電話 078-322-5000", "Phone: +81-78-322-5000", []),
        ("電話０７８－３２２－５０００", "Tel 078-322-5000", []),
        ("電話 078(322)5000", "Tel 078-322-5001", ["078(322)5000"]),
        ("申請書A-12と第3会議室B1", "Form A12, room B1", []),
        ("申請書A-12", "Form A-13", ["A-12"]),
        ("ABC-2026-003号", "No. ABC-2026-030", ["ABC-2026-003"]),
        ("{date}の累計%s件", "Total as of {date}: %s", []),
        ("{{name}}様", "Dear { {name} }", ["{{name}}"]),
    ],
)
def test_addresses_numbers_and_placeholders_are_looked_for(
    source: str, translation: str, missing: list[str]
) -> None:
    assert lost(source, translation) == missing


def test_full_width_digits_and_letters_become_half_width() -> None:
    assert half_width("ＡＢＣ１２３．５％、（あ）") == "ABC123.5%、（あ）"


def test_an_address_alone_needs_no_engine() -> None:
    assert not needs_translation("https://example.jp/a", "en")
    assert needs_translation("See https://example.jp/a", "en")
