from pathlib import Path

import pytest
from fastapi.testclient import TestClient

pytestmark = pytest.mark.models
EXAMPLES = Path(__file__).parents[4] / "examples"


def check(client: TestClient, name: str, content: bytes) -> dict[str, object]:
    answer = client.post("/v1/masking/check", files={"file": (name, content)})
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
    import io

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
