"""Numbers and addresses that a full line cuts in two."""

import pytest

from services.masking.analyzer import Analyzer
from services.masking.folding import fold
from services.masking.seams import unbroken

FILLER = "この欄は改行で切れている文の途中"


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("PHONE_NUMBER", f"{FILLER}、電話は090-324\n7-7473です", "090-324\n7-7473"),
        ("EMAIL_ADDRESS", f"{FILLER}、mitsuo.hayashi@exampl\ne.jpまで", "mitsuo.hayashi@exampl\ne.jp"),
        ("CORPORATE_NUMBER", f"{FILLER}、法人番号7000\n012050002の会社", "7000\n012050002"),
        ("CARE_INSURANCE", f"{FILLER}、介護保険の番号は0235\n891945", "0235\n891945"),
        (
            "ADDRESS",
            f"{FILLER}、転居先は東京都足立区本\n町3丁目9番地の18へ",
            "東京都足立区本\n町3丁目9番地の18",
        ),
        ("PHONE_NUMBER", f"{FILLER}、電話は０５\n２－９７２－６５３３です", "０５\n２－９７２－６５３３"),
        ("PHONE_NUMBER", f"{FILLER}、電話は〇五\n二―九七二―六五三三です", "〇五\n二―九七二―六五三三"),
        ("PHONE_NUMBER", f"{FILLER}、電話は〇八〇―四三一四―一九五\n六です", "〇八〇―四三一四―一九五\n六"),
        ("PHONE_NUMBER", f"{FILLER}、電話は090\nー7961ー7848です", "090\nー7961ー7848"),
        ("PHONE_NUMBER", f"{FILLER}、電話は（０５２）\n９７２－６５３３です", "（０５２）\n９７２－６５３３"),
        (
            "DRIVING_LICENCE",
            f"{FILLER}、運転免許証９０２１２３\n４５６７８０です",
            "９０２１２３\n４５６７８０",
        ),
        ("BANK_ACCOUNT", f"{FILLER}、普通預金　口\n座番号 1234567", "1234567"),
        ("HEALTH_INSURANCE", f"{FILLER}、保険\n証の写し（記号 68-29 番号 ８４４）", "８４４"),
        ("VEHICLE_NUMBER", f"{FILLER}、車は「福岡　500　ろ\n　9768です", "福岡　500　ろ\n　9768"),
        ("VEHICLE_NUMBER", f"{FILLER}、車は「福岡　500　ろ　\n・195です", "福岡　500　ろ　\n・195"),
        ("MAC_ADDRESS", f"{FILLER}、端末は13:D6:57:12\n:01:FEです", "13:D6:57:12\n:01:FE"),
        ("MAC_ADDRESS", f"{FILLER}、端末は39:\n35:62:9B:63:27です", "39:\n35:62:9B:63:27"),
        ("BIRTH_DATE", f"{FILLER}、児童は平成13年11月22日\n生", "平成13年11月22日"),
    ],
)
def test_finds_across_a_line_end(patterns: Analyzer, kind: str, text: str, expected: str) -> None:
    assert (kind, expected) in [(d.kind, text[d.start : d.end]) for d in patterns.analyze(text)]


@pytest.mark.parametrize(
    "text",
    [
        "番号 1234567\n8901234",
        f"{FILLER}はここで終わる。\n次の文",
        f"{FILLER}が続くが\n・箇条書き",
        f"{FILLER}\t0263-3\n1961479",
        f"{FILLER}の短い方\n{FILLER}{FILLER}の長い方",
    ],
)
def test_a_line_that_is_not_full_or_is_finished_stays_apart(text: str) -> None:
    assert unbroken(fold(text)) is None


def test_neighbouring_numbers_keep_their_own_findings(patterns: Analyzer) -> None:
    text = f"{FILLER}、電話は03-3581-5521\n2 振込口座"
    assert "03-3581-5521" in [text[d.start : d.end] for d in patterns.analyze(text)]


def test_the_way_back_is_exact() -> None:
    text = f"短い行\n{FILLER}に入る\n続き\n終わり"
    joined = unbroken(fold(text))
    assert joined is not None
    assert joined.text == f"短い行\n{FILLER}に入る続き\n終わり"
    assert "".join(text[place] for place in joined.places) == joined.text


@pytest.mark.models
@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"{FILLER}、会計は青木\n七海さんとする", "青木\n七海"),
        (f"{FILLER}　氏名：大野\n健一\n住所：別紙", "大野\n健一"),
    ],
)
def test_a_name_goes_on_behind_the_line_end(analyzer: Analyzer, text: str, name: str) -> None:
    found = {i for d in analyzer.analyze(text) if d.kind == "PERSON" for i in range(d.start, d.end)}
    start = text.index(name)
    assert {i for i in range(start, start + len(name)) if text[i] != "\n"} <= found
