"""A city's own 公開区分."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from common.errors import BadRequest
from common.settings import Settings
from services.masking.app import create_app
from services.masking.kinds import Kind
from services.masking.own_profiles import load_profiles, parse_profiles

FILE = """
[[profile]]
name = "council"
title = "審議会の資料"
default = { decision = "accept", reason = "要綱5条" }

[profile.kinds]
COMPANY = { decision = "reject", reason = "要綱6条" }
OFFICIAL = { decision = "accept", reason = "要綱4条" }

[[profile]]
name = "grants"
title = "補助金の一覧"
base = "opendata"
"""


def test_what_a_profile_says_and_what_its_base_says() -> None:
    council = parse_profiles(FILE, "a").find("審議会の資料")
    said = {kind: council.rule(kind) for kind in (Kind.PERSON, Kind.COMPANY, Kind.OFFICIAL, Kind.PASSPORT)}
    assert [(rule.decision, rule.reason) for rule in said.values()] == [
        ("accept", "要綱5条"),
        ("reject", "要綱6条"),
        ("accept", "要綱4条"),
        ("accept", "条例7条1号（個人識別符号）"),
    ]
    assert (council.own, council.columns) == (True, False)
    assert parse_profiles(FILE, "a").find("grants").columns


ONE = '[[profile]]\nname = "a"\ntitle = "あ"\n'


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('[[profile]]\nname = "審議会"\ntitle = "あ"', 2, "半角の英数字"),
        ('[[profile]]\nname = "a"', 1, "title がありません"),
        (f'{ONE}base = "secret"', 4, "使えるのは disclosure（情報公開）"),
        (
            f"{ONE}[profile.kinds]\nNAME = {{ decision = 'accept', reason = 'x' }}",
            5,
            "「NAME」という種類はありません",
        ),
        (
            f"{ONE}[profile.kinds]\nPERSON = {{ decision = 'mask', reason = 'x' }}",
            5,
            "使えるのは 'accept'、'reject'",
        ),
        (f"{ONE}[profile.kinds]\nPERSON = {{ decision = 'accept', reason = '' }}", 5, "reason が空です"),
        (f"{ONE}[profile.kinds]\nMY_NUMBER = {{ decision = 'reject', reason = 'x' }}", 1, "番号法19条"),
        (f"{ONE}kind = 1", 4, "kind という項目はありません。使えるのは name、title、base"),
        ('[[profile]]\nname = "b"\ntitle = "情報公開"', 1, "「情報公開」という公開区分はもうあります"),
        (f"{ONE}{ONE}", 1, "もうあります"),
    ],
)
def test_a_bad_profile_is_refused_with_its_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    file = tmp_path / "profiles.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadRequest) as refused:
        load_profiles(file)
    assert said in refused.value.detail
    assert refused.value.detail.startswith(f"profiles.toml の{line}行目：")


def test_own_profiles_are_listed_and_chosen(tmp_path: Path) -> None:
    file = tmp_path / "profiles.toml"
    file.write_text(FILE, encoding="utf-8")
    settings = Settings(data={"folder": tmp_path / "data"}, masking={"profiles": file})  # type: ignore[arg-type]
    with TestClient(create_app(settings)) as client:
        listed = client.get("/v1/masking/profiles").json()
        assert [(p["name"], p["own"]) for p in listed][-2:] == [("council", True), ("grants", True)]
        answer = client.post(
            "/v1/masking/documents", files={"file": ("a.txt", b"x")}, data={"profile": "none"}
        )
        assert answer.status_code == 422
        assert "審議会の資料" in answer.json()["detail"]
