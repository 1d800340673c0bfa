"""What a roster writes beside a name, without a label."""

import pytest

from services.masking.beside import beside_names
from services.masking.detection import Detection
from services.masking.kinds import Kind

NAME = "林花"


def beside(text: str) -> list[tuple[str, str]]:
    at = text.index(NAME)
    person = Detection(Kind.PERSON, at, at + len(NAME), 0.9, "")
    return [(d.kind, text[d.start : d.end]) for d in beside_names(text, [person])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("相談者 林花(29歳・女)", [("AGE", "29歳"), ("GENDER", "女")]),
        (
            "傷病者 林花 男 三十一歳 昭和59年5月5日生",
            [("GENDER", "男"), ("AGE", "三十一歳"), ("BIRTH_DATE", "昭和59年5月5日")],
        ),
        ("児童 林花(はやし はな) 2010/4/18生", [("PERSON", "はやし はな"), ("BIRTH_DATE", "2010/4/18")]),
        ("林花(ちゃん・てぃ・らん)", [("PERSON", "ちゃん・てぃ・らん")]),
        ("林花(HAYASHI Hana)", [("PERSON", "HAYASHI Hana")]),
        ("| 林花 | 妻 | 34歳 |", [("AGE", "34歳")]),
        ("夫の林花さん(47)", [("AGE", "47")]),
        ("林花\tS50.1.2\t同居", [("BIRTH_DATE", "S50.1.2")]),
        ("保護者 林花 011-902-0932", [("PHONE_NUMBER", "011-902-0932")]),
        ("林花様(0119574011)", [("PHONE_NUMBER", "0119574011")]),
        ("林花 妻 +81-11-484-0706", [("PHONE_NUMBER", "+81-11-484-0706")]),
    ],
)
def test_finds(text: str, expected: list[tuple[str, str]]) -> None:
    assert beside(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "承認 林花 令和7年4月1日",
        "被相続人 林花 2011/11/14死亡",
        "林花は昭和59年5月5日に転入した",
        "林花さん 3歳児健診",
        "林花(さん)",
        "林花(キーパーソン)",
        "林花 男子寮",
        "林花 0119-5740-1122",
        "林花\t0119574011",
        "林花 0001234567",
    ],
)
def test_leaves_alone(text: str) -> None:
    assert beside(text) == []


@pytest.mark.parametrize(
    ("between", "expected"), [("\n", ["011-902-0932"]), ("、", ["011-902-0932"]), ("の請求 ", [])]
)
def test_a_telephone_number_follows_an_address(between: str, expected: list[str]) -> None:
    text = f"札幌市本町1-2{between}011-902-0932"
    address = Detection(Kind.ADDRESS, 0, 8, 0.9, "")
    assert [text[d.start : d.end] for d in beside_names(text, [address])] == expected
