"""A folder goes all the way: masked files and a report out, everything else told file by file."""

import io
import zipfile
from typing import Any

import docx
import pytest
from fastapi.testclient import TestClient

from services.masking import finalizing
from tests.unit.services.masking.bulk.zips import encrypted, zipped
from tests.unit.services.masking.test_document_routes import accept_all, finalize, wait

pytestmark = pytest.mark.models
CHIEF = {"x-yakuba-user": "chief", "x-yakuba-roles": "admin"}
TEXT = "氏名：髙橋　一郎\n電話：０９０－１２３４－５６７８\n高橋町に住む。課長 山田が受けた。\n"


def word(text: str, author: str = "") -> bytes:
    made, content = docx.Document(), io.BytesIO()
    made.core_properties.author = author
    made.add_paragraph(text)
    made.save(content)
    return content.getvalue()


def send(client: TestClient, files: dict[str, bytes], **fields: str) -> Any:
    return client.post("/v1/masking/bulk", files={"file": ("窓口.zip", zipped(files))}, data=fields)


def done(client: TestClient, files: dict[str, bytes], **fields: str) -> tuple[str, dict[str, Any]]:
    answer = send(client, files, **fields)
    assert answer.status_code == 202, answer.text
    job = wait(client, answer.json())
    assert job["status"] == "succeeded", job
    address = f"/v1/masking/bulk/{job['id']}"
    return address, client.get(address).json()


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_folder_is_masked_and_every_file_is_told_of(client: TestClient) -> None:
    files = {
        "髙橋一郎/申請.txt": TEXT.encode(),
        "髙橋一郎/申請.docx": word("氏名：髙橋　一郎"),
        "../外へ.csv": "氏名,年齢\n佐藤花子,34\n".encode(),
        "壊.docx": b"PK\x03\x04broken",
        "空.txt": b"",
        "中.zip": zipped({"a.txt": b"1"}),
        "写真.gif": b"GIF89a" + b"\0" * 64,
        "__MACOSX/._a": b"x",
    }
    address, bulk = done(client, files)
    told = {file["name"]: file["outcome"] for file in bulk["files"]}
    assert told == {
        "髙橋一郎/申請.txt": "masked", "髙橋一郎/申請.docx": "masked", "../外へ.csv": "masked",
        "壊.docx": "unreadable", "空.txt": "unreadable", "中.zip": "refused", "写真.gif": "refused",
    }  # fmt: skip
    masked = unzipped(client.get(f"{address}/file").content)
    assert sorted(masked) == ["■■■■/申請_公開用.docx", "■■■■/申請_公開用.txt", "外へ_公開用.csv"]
    text = masked["■■■■/申請_公開用.txt"].decode()
    assert "課長 山田が受けた" in text
    assert "高橋" not in text, "what is undecided is masked"
    assert "佐藤" not in masked["外へ_公開用.csv"].decode()
    assert "１２３４" not in text

    report = client.get(f"{address}/report?format=csv").content.decode("utf-8-sig")
    assert "根拠が弱いまま塗りました: 氏名 1件（3行）" in report
    assert "圧縮ファイル（zip）は" in report
    assert not any(word in report for word in ("髙橋", "高橋", "佐藤", "一郎"))
    assert client.get(f"{address}/report").content.startswith(b"PK")


def test_a_file_that_fails_verification_is_told_and_not_in_the_result_until_a_person_mends_it(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = finalizing.rewrite

    def forgetful(*args: Any, **options: Any) -> Any:
        return honest(*args, **{**options, "scrub": False})

    with monkeypatch.context() as patch:
        patch.setattr(finalizing, "rewrite", forgetful)
        files = {"一.docx": word("氏名：髙橋　一郎", "髙橋　一郎"), "二.txt": TEXT.encode()}
        address, bulk = done(client, files)
    blocked, masked = bulk["files"]
    assert (blocked["outcome"], blocked["error"]["code"], masked["outcome"]) == (
        "blocked",
        "left_behind",
        "masked",
    )
    assert "塗り残し: 氏名（ファイル内の部品 docProps/core.xml）" in blocked["attention"]
    assert list(unzipped(client.get(f"{address}/file").content)) == ["二_公開用.txt"]
    one = f"/v1/masking/documents/{blocked['document']}"
    accept_all(client, one)
    assert finalize(client, one)["status"] == "succeeded"
    assert client.get(f"{one}/file").status_code == 200


def test_the_documents_of_a_bulk_are_not_among_those_sent_alone_and_go_with_it(client: TestClient) -> None:
    address, bulk = done(client, {"一.txt": TEXT.encode()})
    one = f"/v1/masking/documents/{bulk['files'][0]['document']}"
    assert client.get(one).json()["status"] == "done"
    assert bulk["files"][0]["document"] not in client.get("/v1/masking/documents").text
    assert bulk["id"] in client.get("/v1/masking/bulk").text
    assert client.get(address, headers={"x-yakuba-user": "somebody"}).status_code == 404
    assert client.delete(address).status_code == 204
    assert (client.get(address).status_code, client.get(one).status_code) == (404, 404)


def test_nothing_is_given_out_before_somebody_else_approves(client: TestClient) -> None:
    address, bulk = done(client, {"一.txt": TEXT.encode()}, two_person="true")
    one = f"/v1/masking/documents/{bulk['files'][0]['document']}/file"
    assert client.get(f"{address}/file").json()["code"] == "not_approved"
    assert client.get(one).json()["code"] == "not_approved"
    assert "もう一人の承認" in client.get(f"{address}/report?format=csv").text
    body = {"version": bulk["version"]}
    assert client.post(f"{address}/approve", json=body).status_code == 409
    assert client.post(f"{address}/approve", json=body, headers=CHIEF).json()["approved_by"] == "chief"
    assert client.get(f"{address}/file").status_code == 200
    assert client.get(one).status_code == 200


def test_a_bulk_without_a_file_to_publish_ends_and_says_so(client: TestClient) -> None:
    address, _ = done(client, {"空.txt": b""})
    refused = client.get(f"{address}/file")
    assert (refused.status_code, "一つもありません" in refused.json()["detail"]) == (409, True)


def test_a_cancelled_bulk_stops_and_says_so(client: TestClient) -> None:
    long = ("議事は進行した。" * 10 + "\n") * 80
    job = send(client, {f"{number}.txt": long.encode() for number in range(50)}).json()
    assert client.get(f"/v1/masking/bulk/{job['id']}/file").status_code == 409
    assert client.delete(f"/v1/jobs/{job['id']}").status_code == 200
    bulk = client.get(f"/v1/masking/bulk/{job['id']}").json()
    assert (bulk["status"], len(bulk["files"]) < 50) == ("failed", True)
    assert "取り消されました" in bulk["error"]["detail"]


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"a,b", 422),
        (b"GIF89a" + bytes(64), 415),
        (zipped({}), 422),
        (b"PK\x03\x04broken", 422),
        (encrypted(zipped({"a.txt": b"1"})), 423),
    ],
)
def test_what_is_no_folder_is_refused_at_once(client: TestClient, content: bytes, status: int) -> None:
    answer = client.post("/v1/masking/bulk", files={"file": ("a.zip", content)})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
