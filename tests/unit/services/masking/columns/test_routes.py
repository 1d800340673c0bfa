"""Open data by the API: columns are proposed, changed, decided, written, proved and entered in the ledger."""

import csv
import io
from typing import Any

import openpyxl
import pytest
from fastapi.testclient import TestClient

from tests.unit.services.masking.columns.tables import ROSTER
from tests.unit.services.masking.test_document_routes import finalize, upload

pytestmark = pytest.mark.models
EXTRA = (
    "1004",
    "高橋三郎",
    "東京都みどり市中央9-9",
    "100-0009",
    "H22.7.7",
    "15",
    "男",
    "090-1234-5678",
    "鈴木次郎と来庁",
)


def csv_bytes() -> bytes:
    made = io.StringIO()
    csv.writer(made).writerows([*ROSTER, EXTRA])
    return made.getvalue().encode("cp932")


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("cp932"))))


def saved(book: openpyxl.Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def masked_sheet(client: TestClient, address: str) -> Any:
    return openpyxl.load_workbook(io.BytesIO(client.get(f"{address}/file").content)).worksheets[0]


def columns(client: TestClient, address: str) -> dict[str, Any]:
    answer = client.get(f"{address}/columns")
    assert answer.status_code == 200, answer.text
    view: dict[str, Any] = answer.json()
    return view


def choose(client: TestClient, address: str, **changes: Any) -> dict[str, Any]:
    version = client.get(address).json()["version"]
    answer = client.patch(f"{address}/columns", json={"version": version, **changes})
    assert answer.status_code == 200, answer.text
    view: dict[str, Any] = answer.json()
    return view


def test_a_roster_goes_all_the_way_by_columns(client: TestClient) -> None:
    address = upload(client, "名簿.csv", csv_bytes(), profile="オープンデータ")
    document = client.get(address).json()
    assert {f["place"]["column"] for f in document["findings"]} == {9}, "whole columns ask no questions"
    assert [f["text"] for f in document["findings"]] == ["山田花子", "鈴木次郎"]
    shown = {column["heading"]: column for column in columns(client, address)["columns"]}
    assert shown["住所"]["examples"][0] == {"before": "東京都みどり市中央1-2-3", "after": "東京都みどり市"}

    version = document["version"]
    client.patch(f"{address}/findings", json={"version": version, "rest": {"decision": "accept"}})
    refused = client.post(f"{address}/finalize")
    assert (refused.status_code, len(refused.json()["columns"])) == (409, 9)

    choose(client, address, columns=[{"id": shown["年齢"]["id"], "treatment": "remove"}])
    assert choose(client, address, rest=True)["undecided"] == 0
    job = finalize(client, address)
    assert job["status"] == "succeeded", job["error"]
    masked = rows(client.get(f"{address}/file").content)
    assert masked[0] == list(ROSTER[0])
    assert masked[1] == ["1001", "", "東京都みどり市", "100", "40-49歳", "", "女", "", "窓口で相談"]
    assert masked[2][8] == "■■■■の隣人"
    (judged,) = client.get(address).json()["anonymity"]
    assert (judged["k"], judged["smallest"], judged["columns"]) == (
        5,
        1,
        ["住所", "郵便番号", "生年月日", "性別"],
    )

    ledger = client.get(f"{address}/ledger?format=csv").content.decode("utf-8-sig")
    assert "3列目 住所（4件）,住所：市区町村までにする" in ledger
    assert "少数の確認（k-匿名性）" in ledger and "2、3、4、5行目" in ledger
    assert not any(word in ledger for word in ("山田", "中央1", "3581"))


def test_rows_in_small_groups_are_left_out(client: TestClient) -> None:
    made = io.StringIO()
    csv.writer(made).writerows(
        [("氏名", "性別"), *[(f"山田花子{n}", "女") for n in "一二三四五"], ("佐藤一郎", "男")]
    )
    address = upload(client, "a.csv", made.getvalue().encode("cp932"), profile="opendata", auto="true")
    (table,) = columns(client, address)["tables"]
    assert [group["rows"] for group in table["groups"]] == [[7]]
    assert table["helps"] == [{"column": "1-2", "treatment": "remove", "records": 0}]
    choose(client, address, drop_small=True)
    assert finalize(client, address)["status"] == "succeeded"
    assert rows(client.get(f"{address}/file").content) == [["氏名", "性別"], *[["", "女"]] * 5]
    assert client.get(address).json()["anonymity"][0]["small"] == 0
    ledger = client.get(f"{address}/ledger?format=csv").content.decode("utf-8-sig")
    assert "少数の行を除外,1行を公開用ファイルから除きました" in ledger


def test_a_workbook_with_a_row_of_headings(client: TestClient) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "名簿"
    for row in [("令和8年度 相談者",), *ROSTER]:
        sheet.append([int(cell) if cell.isdigit() else cell for cell in row])
    address = upload(client, "名簿.xlsx", saved(book), profile="opendata", auto="true")
    choose(client, address, drop_small=False)
    job = finalize(client, address)
    assert job["status"] == "succeeded", job["error"]
    masked = masked_sheet(client, address)
    shown = [cell.value or "" for cell in masked[3]]
    assert shown[1:8] == ["", "東京都みどり市", "100", "40-49歳", "40-49歳", "女", ""]
    assert client.get(address).json()["anonymity"][0]["sheet"] == "名簿"
    watched = client.get(f"{address}/watch-list").json()["columns"]
    assert [(column["place"], column["treatment_label"], column["cells"]) for column in watched][:2] == [
        ("名簿 2列目 氏名", "空にする", 3),
        ("名簿 3列目 住所", "市区町村までにする", 3),
    ]
    assert "性別" not in {column["kind_label"] for column in watched}, "it was left"


@pytest.mark.parametrize("tied", [False, True])
def test_rows_in_small_groups_leave_a_workbook_too(client: TestClient, tied: bool) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(("氏名", "性別"))
    sheet.append(("佐藤一郎", "男"))
    for number in "一二三四五":
        sheet.append((f"山田花子{number}", "女"))
    if tied:
        sheet.merge_cells("A9:B9")
    address = upload(client, "名簿.xlsx", saved(book), profile="opendata", auto="true")
    choose(client, address, drop_small=True)
    job = finalize(client, address)
    assert job["status"] == "succeeded", job["error"]
    masked = masked_sheet(client, address)
    sexes = [row[1] or "" for row in masked.iter_rows(min_row=2, max_row=7, values_only=True)]
    assert sexes == (["", *["女"] * 5] if tied else [*["女"] * 5, ""])
    assert any("空の行のまま" in line for line in client.get(address).json()["removed"]) == tied


def test_a_row_of_which_treatment_leaves_nothing_goes(client: TestClient) -> None:
    made = "氏名,年齢,性別\r\n山田花子,34,女\r\n,不明,\r\n佐藤一郎,43,男\r\n鈴木次郎,51,男\r\n"
    address = upload(client, "a.csv", made.encode("cp932"), profile="opendata", auto="true")
    job = finalize(client, address)
    assert job["status"] == "succeeded", job["error"]
    assert [row[1] for row in rows(client.get(f"{address}/file").content)][1:] == [
        "30-39歳",
        "40-49歳",
        "50-59歳",
    ]


def test_a_column_may_be_decided_one_by_one_and_back(client: TestClient) -> None:
    address = upload(client, "名簿.csv", csv_bytes(), profile="opendata")
    (phones,) = [c["id"] for c in columns(client, address)["columns"] if c["kind"] == "phone"]
    document = choose(client, address, columns=[{"id": phones, "treatment": "detect"}])
    assert sum(f["entity_type"] == "PHONE_NUMBER" for f in document["findings"]) == 4
    document = choose(client, address, columns=[{"id": phones, "treatment": "leave"}])
    assert document["counts"] == {"PERSON": 2}
    assert client.patch(f"{address}/columns", json={"version": 1}).status_code == 409
    version = document["version"]
    unknown = {"version": version, "columns": [{"id": "9-9"}]}
    assert client.patch(f"{address}/columns", json=unknown).status_code == 404


def test_other_profiles_know_no_columns(client: TestClient) -> None:
    address = upload(client, "名簿.csv", csv_bytes())
    assert columns(client, address)["columns"] == []


def test_a_cell_that_was_not_written_stops_the_download(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from services.masking import finalizing

    honest = finalizing.rewrite

    def forgetful(path: Any, edits: Any, *args: Any, **options: Any) -> Any:
        return honest(path, [e for e in edits if not e.segment_id.endswith("C3")], *args, **options)

    monkeypatch.setattr(finalizing, "rewrite", forgetful)
    address = upload(client, "名簿.csv", csv_bytes(), profile="opendata", auto="true")
    job = finalize(client, address)
    assert (job["status"], job["error"]["code"]) == ("failed", "left_behind")
    assert {left["entity_type"] for left in job["error"]["leftovers"]} == {"ADDRESS"}
