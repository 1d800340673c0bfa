import pytest

from services.translate.flags import Flag, examine
from services.translate.glossary.terms import terms_of


@pytest.mark.parametrize(
    ("source", "translation", "target", "flags"),
    [
        ("3月31日までに", "By March 31", "en", ()),
        ("3月31日までに", "By March 13", "en", (Flag.NUMBER,)),
        ("info@city.jp へ", "To the office", "en", (Flag.LOST,)),
        ("住民税の通知", "住民税の通知", "en", (Flag.UNTRANSLATED,)),
        ("住民税の通知", "Notice of じゅうみん tax", "en", (Flag.UNTRANSLATED,)),
        ("住民税の通知", "居民税通知", "zh", ()),
        ("住民税の通知", "", "zh", (Flag.UNTRANSLATED,)),
        ("火曜日", "火曜日です", "zh", (Flag.UNTRANSLATED,)),
        ("The office is closed today", "The office is closed", "ja", (Flag.UNTRANSLATED,)),
        ("休みです", "no no no no no no no no", "en", (Flag.REPETITION,)),
        ("3つの窓口", "세 개의 창구", "ko", ()),
    ],
)
def test_flags_name_what_is_doubtful(
    source: str, translation: str, target: str, flags: tuple[Flag, ...]
) -> None:
    assert examine(source, translation, target, ()) == flags


def test_a_term_that_was_not_used_is_flagged() -> None:
    terms = terms_of({"介護保険": "long-term care insurance"})
    assert examine("介護保険の案内", "Nursing insurance", "en", terms) == (Flag.GLOSSARY,)
    assert examine("介護保険の案内", "Long-Term Care Insurance guide", "en", terms) == ()


def test_every_flag_has_a_message_for_people() -> None:
    assert all(flag.message for flag in Flag)


@pytest.mark.parametrize(
    ("source", "translation", "flags"),
    [
        ("窓口は午後1時から開いています。", "The counter is open from 1:00 p.m.", ()),
        ("窓口は午後1時から開いています。", "The counter is open from 1:30 p.m.", (Flag.NUMBER,)),
        (
            "児童手当を受けるためには、市民課の窓口で申請の手続きをする必要があります。",
            "Child allowance.",
            (Flag.LENGTH,),
        ),
        ("児童手当", "Child", ()),
    ],
)
def test_hours_without_minutes_and_translations_that_are_cut(
    source: str, translation: str, flags: tuple[Flag, ...]
) -> None:
    assert examine(source, translation, "en", ()) == flags
