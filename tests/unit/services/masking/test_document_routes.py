"""The officer's way through: upload, review, finalize, file and ledger; on text and on Word."""

import io
import json
import time
import zipfile
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from fastapi.testclient import TestClient

from services.masking.folding import search_key

pytestmark = pytest.mark.models
EXAMPLES = Path(__file__).parents[4] / "examples"
TEXT = """氏名：髙橋　一郎
電話：０９０－１２３４－５６７８
個人番号　1234 5678 9018
高橋さんと高 橋 一 郎は同じ人。高橋町は地名。課長 山田が受けた。
"""
GONE = ["髙橋", "一郎", "高 橋 一 郎", "０９０－１２３４", "1234 5678"]


def wait(client: TestClient, job: dict[str, Any]) -> dict[str, Any]:
    for _ in range(600):
        now: dict[str, Any] = client.get(f"/v1/jobs/{job['id']}").json()
        if now["status"] not in ("queued", "running"):
            return now
        time.sleep(0.1)
    raise AssertionError("the job did not end in a minute")


def upload(client: TestClient, name: str, content: bytes, **fields: str) -> str:
    answer = client.post("/v1/masking/documents", files={"file": (name, content)}, data=fields)
    assert answer.status_code == 202, answer.text
    assert answer.headers["location"] == f"/v1/jobs/{answer.json()['id']}"
    assert wait(client, answer.json())["status"] == "succeeded"
    return f"/v1/masking/documents/{answer.json()['id']}"


def accept_all(client: TestClient, address: str) -> dict[str, Any]:
    version = client.get(address).json()["version"]
    answer = client.patch(
        f"{address}/findings", json={"version": version, "decisions": [], "rest": {"decision": "accept"}}
    )
    assert answer.status_code == 200, answer.text
    result: dict[str, Any] = answer.json()
    return result


def finalize(client: TestClient, address: str, **options: str) -> dict[str, Any]:
    answer = client.post(f"{address}/finalize", json=options or None)
    assert answer.status_code == 202, answer.text
    return wait(client, answer.json())


def test_a_text_file_goes_all_the_way(client: TestClient) -> None:
    address = upload(client, "申請_髙橋一郎.txt", TEXT.encode("cp932", "replace"))
    document = accept_all(client, address)
    assert document["status"] == "review"
    assert finalize(client, address)["status"] == "succeeded"

    answer = client.get(f"{address}/file")
    masked = answer.content.decode("cp932")
    assert "課長 山田が受けた" in masked
    assert not any(secret in masked for secret in GONE)
    assert "%E9%AB%98" not in answer.headers["content-disposition"]
    assert client.get(address).json()["output"].startswith("申請_■")


def test_names_are_found_everywhere_and_officials_stay(client: TestClient) -> None:
    address = upload(client, "申請.txt", TEXT.encode())
    findings = client.get(address).json()["findings"]
    persons = [f["text"] for f in findings if f["entity_type"] == "PERSON"]
    assert persons == ["髙橋　一郎", "高橋", "高 橋 一 郎", "高橋"]
    (official,) = [f for f in findings if f["entity_type"] == "OFFICIAL"]
    assert (official["decision"], official["text"]) == ("reject", "山田")
    assert findings[0]["place"]["text"] == "1行"
    assert findings[-2]["proposed"] == "reject", "高橋町 is a place"


def test_nothing_is_offered_while_a_finding_is_undecided(client: TestClient) -> None:
    address = upload(client, "申請.txt", TEXT.encode())
    refused = client.post(f"{address}/finalize")
    assert refused.status_code == 409
    assert refused.json()["code"] == "undecided"
    assert refused.json()["undecided"] == len(refused.json()["findings"]) > 0
    assert client.get(f"{address}/file").status_code == 409
    assert client.get(f"{address}/ledger").status_code == 409


def test_automatic_mode_needs_no_decisions(client: TestClient) -> None:
    address = upload(client, "申請.txt", TEXT.encode(), auto="true", profile="議事録公開")
    assert finalize(client, address)["status"] == "succeeded"
    masked = client.get(f"{address}/file").text
    assert "髙橋" not in masked
    assert "高橋町" in masked


def test_a_stale_version_is_refused(client: TestClient) -> None:
    address = upload(client, "申請.txt", TEXT.encode())
    version = client.get(address).json()["version"]
    accept_all(client, address)
    answer = client.patch(f"{address}/findings", json={"version": version, "decisions": []})
    assert answer.status_code == 409


def test_a_rejected_name_stays_and_is_no_leftover(client: TestClient) -> None:
    address = upload(client, "名簿.txt", "氏名：髙橋　一郎\n髙橋　一郎は公表済み".encode())
    document = client.get(address).json()
    first, second = document["findings"]
    decisions = [{"id": first["id"], "decision": "accept"}, {"id": second["id"], "decision": "reject"}]
    client.patch(f"{address}/findings", json={"version": document["version"], "decisions": decisions})
    assert finalize(client, address)["status"] == "succeeded"
    assert client.get(f"{address}/file").text == "氏名：■■■■■\n髙橋　一郎は公表済み"


def test_an_added_text_is_masked_everywhere_and_in_the_ledger(client: TestClient) -> None:
    address = upload(client, "記録.txt", "整理番号 AB-77\n再掲 ＡＢ－７７".encode())
    added = client.post(f"{address}/findings", json={"text": "AB-77", "reason": "条例7条2号"})
    assert added.status_code == 201, added.text
    assert finalize(client, address)["status"] == "succeeded"
    assert client.get(f"{address}/file").text == "整理番号 ■■■■■\n再掲 ■■■■■"
    ledger = client.get(f"{address}/ledger?format=csv").content.decode("utf-8-sig")
    assert ledger.count("条例7条2号") == 2
    assert "AB-77" not in ledger


def test_the_example_application_leaves_nothing_in_any_part(client: TestClient) -> None:
    expected = json.loads((EXAMPLES / "application.expected.json").read_text("utf-8"))
    address = upload(client, "application.docx", (EXAMPLES / "application.docx").read_bytes())
    accept_all(client, address)
    job = finalize(client, address)
    assert job["status"] == "succeeded", job["error"]
    assert "コメント" in job["result"]["removed"]

    with zipfile.ZipFile(io.BytesIO(client.get(f"{address}/file").content)) as parts:
        raw = "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    keys = [search_key(secret["text"]) for secret in expected["gone"]]
    assert [key for key in keys if key in search_key(raw)] == []
    masked = docx.Document(io.BytesIO(client.get(f"{address}/file").content))
    shown = "\n".join(paragraph.text for paragraph in masked.paragraphs)
    shown += "\n".join(c.text for table in masked.tables for row in table.rows for c in row.cells)
    shown += "\n".join(p.text for section in masked.sections for p in section.footer.paragraphs)
    assert [kept for kept in expected["stay"] if kept not in shown] == []


def test_labels_keep_one_name_a_person(client: TestClient) -> None:
    address = upload(client, "application.docx", (EXAMPLES / "application.docx").read_bytes())
    accept_all(client, address)
    assert finalize(client, address, style="label")["status"] == "succeeded"
    masked = docx.Document(io.BytesIO(client.get(f"{address}/file").content))
    shown = "\n".join(paragraph.text for paragraph in masked.paragraphs)
    assert "私、B氏は" in shown
    assert "妻のC氏も" in shown
    assert "Dさん（電話 ［電話番号］）" in shown


def test_a_word_hidden_in_an_unread_part_fails_the_job_and_offers_no_file(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rewrite that forgets to scrub is caught by the verification."""
    from services.masking import finalizing

    honest = finalizing.rewrite

    def forgetful(*args: Any, **options: Any) -> Any:
        return honest(*args, **{**options, "scrub": False})

    monkeypatch.setattr(finalizing, "rewrite", forgetful)
    made = docx.Document()
    made.core_properties.author = "髙橋　一郎"
    made.add_paragraph("氏名：髙橋　一郎")
    content = io.BytesIO()
    made.save(content)
    address = upload(client, "申請.docx", content.getvalue())
    accept_all(client, address)
    job = finalize(client, address)
    assert job["status"] == "failed"
    assert job["error"]["code"] == "left_behind"
    assert "docProps/core.xml" in json.dumps(job["error"], ensure_ascii=False)
    assert "一郎" not in json.dumps(job["error"], ensure_ascii=False)
    assert client.get(f"{address}/file").status_code == 409
    assert client.get(address).json()["status"] == "review"


def test_the_ledger_is_also_a_workbook(client: TestClient) -> None:
    address = upload(client, "申請.txt", TEXT.encode())
    accept_all(client, address)
    finalize(client, address)
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"{address}/ledger").content)).worksheets[0]
    words = " ".join(str(cell.value) for row in sheet.rows for cell in row)
    assert sheet.max_row > 4
    assert not any(secret in words for secret in GONE)


def test_another_persons_document_is_not_there(client: TestClient) -> None:
    address = upload(client, "申請.txt", TEXT.encode())
    other = {"x-yakuba-user": "somebody", "x-yakuba-roles": "disclosure"}
    calls = [
        ("GET", address), ("DELETE", address), ("GET", f"{address}/file"), ("GET", f"{address}/ledger"),
        ("POST", f"{address}/finalize"),
    ]  # fmt: skip
    assert {client.request(method, url, headers=other).status_code for method, url in calls} == {404}
    body = {"version": 1, "decisions": []}
    assert client.patch(f"{address}/findings", json=body, headers=other).status_code == 404
    assert address.rpartition("/")[2] not in client.get("/v1/masking/documents", headers=other).text
    assert client.get(address, headers={**other, "x-yakuba-roles": "admin"}).status_code == 200


def test_a_deleted_document_is_gone_with_its_files(client: TestClient) -> None:
    address = upload(client, "申請.txt", TEXT.encode())
    assert client.delete(address).status_code == 204
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        ("写真.gif", b"GIF89a" + b"\0" * 64, 415),
        ("古い.rtf", b"{\\rtf1 a}", 415),
        ("不明.xyz", b"abc", 415),
        ("空.txt", b"", 422),
        ("保護.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), 423),
    ],
)
def test_what_cannot_be_masked_is_refused_at_once(
    client: TestClient, name: str, content: bytes, status: int
) -> None:
    answer = client.post("/v1/masking/documents", files={"file": (name, content)})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_broken_word_file_fails_its_job_and_says_so(client: TestClient) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        archive.writestr("[Content_Types].xml", f'<Types><Default ContentType="{kind}"/></Types>')
    answer = client.post("/v1/masking/documents", files={"file": ("壊.docx", content.getvalue())})
    job = wait(client, answer.json())
    assert job["status"] == "failed"
    document = client.get(f"/v1/masking/documents/{job['id']}").json()
    assert (document["status"], document["error"]["code"]) == ("failed", "broken_file")


def test_a_cancelled_search_leaves_no_document_waiting(client: TestClient) -> None:
    content = ("議事は進行した。" * 10 + "\n") * 80
    job = client.post("/v1/masking/documents", files={"file": ("議事録.txt", content.encode())}).json()
    assert client.delete(f"/v1/jobs/{job['id']}").status_code == 200
    document = client.get(f"/v1/masking/documents/{job['id']}").json()
    assert document["status"] == "failed"
    assert "取り消されました" in document["error"]["detail"]


def test_documents_are_listed_without_what_was_found(client: TestClient) -> None:
    address = upload(client, "申請.txt", TEXT.encode())
    listed = client.get("/v1/masking/documents").json()
    (mine,) = [line for line in listed if address.endswith(line["id"])]
    assert mine["undecided"] == 6
    assert mine["counts"]["PERSON"] == 4
    assert "findings" not in mine


def whole_way(client: TestClient, name: str, content: bytes) -> tuple[dict[str, Any], bytes]:
    """Upload, accept everything, finalize; the job and the masked file."""
    address = upload(client, name, content)
    accept_all(client, address)
    job = finalize(client, address)
    assert job["status"] == "succeeded", job["error"]
    return job, client.get(f"{address}/file").content


def test_a_workbook_goes_all_the_way(client: TestClient) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["氏名", "髙橋　一郎", "電話", "090-1234-5678"])
    book.create_sheet("控え").append(["髙橋　一郎の住所"])
    book["控え"].sheet_state = "hidden"
    content = io.BytesIO()
    book.save(content)
    job, masked = whole_way(client, "名簿.xlsx", content.getvalue())
    assert "非表示のシート" in job["result"]["removed"]
    with zipfile.ZipFile(io.BytesIO(masked)) as parts:
        everything = b"".join(parts.read(name) for name in parts.namelist()).decode()
    assert "髙橋" not in everything and "1234" not in everything
    assert client.post("/v1/masking/check", files={"file": ("b.xlsx", masked)}).json()["hidden"] == []


def test_a_pdf_goes_all_the_way_and_a_kept_word_does_not_stop_it(client: TestClient) -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))
    content = io.BytesIO()
    canvas = Canvas(content)
    canvas.setFont("HeiseiMin-W3", 12)
    for number, line in enumerate(["氏名：髙橋　一郎", "電話：090-1234-5678", "課長 髙橋が受けた。"]):
        canvas.drawString(80, 700 - 30 * number, line)
    canvas.save()
    job, masked = whole_way(client, "申請.pdf", content.getvalue())
    assert any("画像にして" in line for line in job["result"]["removed"]), "the choice is recorded"
    verdict = client.post("/v1/masking/check", files={"file": ("b.pdf", masked)}).json()
    assert verdict["hidden"] == []
    assert not any("1234" in found["text"] for found in verdict["findings"])


@pytest.mark.parametrize("name", ["a.xlsm", "a.docm"])
def test_a_file_with_macros_is_refused(client: TestClient, name: str) -> None:
    kind = {"a.xlsm": "vnd.ms-excel.sheet.macroEnabled", "a.docm": "vnd.ms-word.document.macroEnabled"}[name]
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        file.writestr("[Content_Types].xml", f"application/{kind}.main+xml")
    answer = client.post("/v1/masking/documents", files={"file": (name, content.getvalue())})
    assert answer.status_code == 415
    assert "マクロ" in answer.json()["detail"]


def test_pseudonyms_are_one_a_person_and_no_leftovers(client: TestClient) -> None:
    address = upload(client, "申請_髙橋一郎.txt", TEXT.encode())
    accept_all(client, address)
    job = finalize(client, address, style="pseudonym")
    assert job["status"] == "succeeded", job["error"]
    masked = client.get(f"{address}/file").text
    name = masked.splitlines()[0].removeprefix("氏名：")
    surname, _, given = name.partition("　")
    assert f"{surname}さんと" in masked and surname and given
    assert "電話：000-0000-00" in masked
    assert not any(secret in masked for secret in GONE)
    assert client.get(address).json()["output"].startswith(f"申請_{surname}{given}")
