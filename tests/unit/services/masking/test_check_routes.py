import csv
import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from fastapi.testclient import TestClient

pytestmark = pytest.mark.models
EXAMPLES = Path(__file__).parents[4] / "examples"


def check(client: TestClient, name: str, content: bytes, **form: str) -> dict[str, object]:
    answer = client.post("/v1/masking/check", files={"file": (name, content)}, data=form)
    assert answer.status_code == 200, answer.text
    verdict: dict[str, object] = answer.json()
    return verdict


def test_the_application_is_not_safe_and_hides_things(client: TestClient) -> None:
    verdict = check(client, "application.docx", (EXAMPLES / "application.docx").read_bytes())
    assert not verdict["safe"]
    hidden = "\n".join(verdict["hidden"])  # type: ignore[arg-type]
    assert "コメント" in hidden
    assert "プロパティ" in hidden


def test_a_text_with_officials_only_is_safe(client: TestClient) -> None:
    verdict = check(client, "お知らせ.txt", "担当は総務課長 山田です。".encode())
    assert verdict["safe"] and verdict["nothing_hidden"]
    assert [f["entity_type"] for f in verdict["findings"]] == ["OFFICIAL"]  # type: ignore[attr-defined, index]


def test_a_name_in_the_file_name_is_found(client: TestClient) -> None:
    verdict = check(client, "申請_佐藤花子.txt", "内容なし".encode())
    (found,) = verdict["findings"]  # type: ignore[misc]
    assert (found["text"], found["place"]["text"]) == ("佐藤花子", "ファイル名")  # type: ignore[index]
    assert not verdict["safe"]


def test_a_name_to_see_is_told_apart_from_one_that_hides(client: TestClient) -> None:
    verdict = check(client, "公開.txt", "申請者：佐藤花子".encode())
    assert not verdict["safe"]
    assert verdict["nothing_hidden"]
    assert "見えている文字に個人情報らしいものが1件" in str(verdict["summary"])


def test_nothing_of_a_checked_file_is_kept(client: TestClient) -> None:
    before = client.get("/v1/masking/documents").json()
    check(client, "お知らせ.txt", "内容なし".encode())
    assert client.get("/v1/masking/documents").json() == before


def test_text_under_a_black_rectangle_is_told(client: TestClient) -> None:
    from reportlab.pdfgen.canvas import Canvas

    content = io.BytesIO()
    canvas = Canvas(content)
    canvas.drawString(100, 700, "Number: 1234 Something.")
    canvas.rect(145, 694, 120, 18, fill=1)
    canvas.save()
    verdict = check(client, "公開.pdf", content.getvalue())
    assert not verdict["safe"]
    assert not verdict["nothing_hidden"]
    assert str(verdict["summary"]).startswith("公開できません")
    assert "隠れて見えない文字" in "".join(verdict["hidden"])  # type: ignore[arg-type]


PUBLISHED = [
    ("番号", "氏名", "住所", "年齢", "性別"),
    *[(str(number), "", "東京都みどり市", "40-49歳", "女") for number in range(1, 7)],
]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_open_data_in_which_somebody_stands_out_is_not_safe(client: TestClient, form: str) -> None:
    alone = [*PUBLISHED, ("7", "", "東京都みどり市", "90歳以上", "男")]
    verdict = check(client, f"公開用.{form}", table(alone, form), profile="オープンデータ")
    assert not verdict["safe"]
    assert "誰のことかわかるおそれのある行が1件" in str(verdict["summary"])
    (judged,) = verdict["tables"]  # type: ignore[misc]
    assert (judged["columns"], judged["smallest"], judged["groups"]) == (  # type: ignore[index]
        ["住所", "年齢", "性別"],
        1,
        [{"rows": [8]}],
    )
    (warning,) = verdict["warnings"]  # type: ignore[misc]
    assert "8行目" in warning and "90歳" not in warning
    other = check(client, f"公開用.{form}", table(alone, form), profile="情報公開")
    assert other["tables"] == other["warnings"] == []


def test_open_data_in_groups_large_enough_has_no_warning(client: TestClient) -> None:
    verdict = check(client, "公開用.csv", table(PUBLISHED, "csv"), profile="opendata")
    assert verdict["warnings"] == []
    (judged,) = verdict["tables"]  # type: ignore[misc]
    assert (judged["small"], judged["smallest"]) == (0, 6)  # type: ignore[index]
    assert "AGE" not in {f["entity_type"] for f in verdict["findings"] if f["place"]["column"] == 1}  # type: ignore[attr-defined, index]
    assert verdict["safe"], "what masking would leave as it is needs no masking"


def test_a_name_under_its_heading_is_to_be_masked(client: TestClient) -> None:
    rows = [*PUBLISHED, ("7", "いろは", "東京都みどり市", "40-49歳", "女")]
    verdict = check(client, "公開用.csv", table(rows, "csv"), profile="opendata")
    assert not verdict["safe"]
    assert [f["text"] for f in verdict["findings"] if f["masked_by_profile"]] == ["いろは"]  # type: ignore[attr-defined, index]


def table(rows: Sequence[Sequence[str]], form: str) -> bytes:
    if form == "csv":
        made = io.StringIO()
        csv.writer(made).writerows(rows)
        return made.getvalue().encode()
    book, content = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append([cell or None for cell in row])
    book.save(content)
    return content.getvalue()
