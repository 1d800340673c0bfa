import pytest

from services.transcribe.vocabulary.numerals import number_reading


@pytest.mark.parametrize(
    ("digits", "reading"),
    [
        ("19", "ジュウキュウ"), ("3", "サン"), ("10", "ジュウ"), ("300", "サンビャク"), ("1600", "センロッピャク"),
        ("8842", "ハッセンハッピャクヨンジュウニ"), ("0", ""), ("12345", ""), ("十", ""), ("", ""), ("１", ""),
    ],
)  # fmt: skip
def test_a_number_below_ten_thousand_is_read(digits, reading):
    assert number_reading(digits) == reading
