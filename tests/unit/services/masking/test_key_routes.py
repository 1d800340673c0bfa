"""The sealed key file: off by default, an administrator's choice document by document, and nothing of it stays here."""

import csv
import hashlib
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from common.settings import Settings
from services.masking import app as masking_app
from services.masking.analyzer import Analyzer
from services.masking.columns.key_columns import key_columns
from services.masking.columns.plan import propose
from services.masking.columns.planned import as_written
from services.masking.record import MaskingDocument
from tests.unit.services.masking.columns.tables import OPEN_DATA, ROSTER, csv_segments
from tests.unit.services.masking.columns.test_routes import choose, rows
from tests.unit.services.masking.test_document_routes import TEXT, accept_all, finalize, upload

pytestmark = pytest.mark.models
CHIEF = {"x-yakuba-user": "chief", "x-yakuba-roles": "admin"}
PASSPHRASE = "ひみつの合言葉です。長いもの"


@pytest.fixture(scope="module")
def keyed(analyzer: Analyzer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, Path]]:
    """A service that makes key files, and its data folder."""
    folder = tmp_path_factory.mktemp("keyed")
    settings = Settings(data={"folder": folder}, gateway={"secret": "test"}, masking={"sealed_keys": True})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(masking_app, "load_analyzer", lambda *_: analyzer)
        with TestClient(masking_app.create_app(settings)) as client:
            client.headers.update({"x-yakuba-secret": "test", "x-yakuba-user": "officer"})
            yield client, folder


def masked(client: TestClient) -> str:
    address = upload(client, "申請.txt", TEXT.encode())
    accept_all(client, address)
    assert finalize(client, address, style="label")["status"] == "succeeded"
    return address


def make(client: TestClient, address: str, passphrase: str = PASSPHRASE, **options: Any) -> Any:
    return client.post(f"{address}/key", json={"passphrase": passphrase}, **options)


def opened(client: TestClient, content: bytes, passphrase: str = PASSPHRASE) -> Any:
    files, data = {"file": ("key.json", content)}, {"passphrase": passphrase}
    return client.post("/v1/masking/keys/open", files=files, data=data, headers=CHIEF)


def test_by_default_no_key_file_is_made_or_opened(client: TestClient) -> None:
    address = masked(client)
    assert make(client, address, headers=CHIEF).status_code == 403
    assert "設定" in opened(client, b"{}").json()["detail"]


def test_an_administrator_has_one_made_and_opens_it(keyed: tuple[TestClient, Path]) -> None:
    client, folder = keyed
    address = masked(client)
    made = make(client, address, headers=CHIEF)
    assert made.status_code == 200, made.text
    assert "髙橋".encode() not in made.content
    document = client.get(address).json()
    assert [(key["by"], key["sha256"]) for key in document["keys"]] == [
        ("chief", hashlib.sha256(made.content).hexdigest())
    ]
    listed = opened(client, made.content).json()
    assert listed["sha256"] == hashlib.sha256(client.get(f"{address}/file").content).hexdigest()
    first, *_ = listed["lines"]
    assert (first["number"], first["place"], first["entity_label"]) == (1, "1行", "氏名")
    assert (first["label"], first["text"]) == ("A氏", "髙橋　一郎")
    kept_here = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert made.content[-60:] not in kept_here
    assert PASSPHRASE.encode() not in kept_here


def test_a_my_number_is_in_no_key_file(keyed: tuple[TestClient, Path]) -> None:
    client, _ = keyed
    listed = opened(client, make(client, masked(client), headers=CHIEF).content)
    assert [line["text"] for line in listed.json()["lines"] if line["kind"] == "MY_NUMBER"] == [None]
    assert "5678 9018" not in listed.text


def test_only_an_administrator_may_and_only_of_what_is_masked(keyed: tuple[TestClient, Path]) -> None:
    client, _ = keyed
    address = upload(client, "申請.txt", TEXT.encode())
    assert make(client, address, headers=CHIEF).status_code == 409
    assert make(client, address).status_code == 403
    files, data = {"file": ("key.json", b"{}")}, {"passphrase": PASSPHRASE}
    assert client.post("/v1/masking/keys/open", files=files, data=data).status_code == 403


def test_a_wrong_passphrase_opens_nothing_and_a_short_one_makes_nothing(
    keyed: tuple[TestClient, Path],
) -> None:
    client, _ = keyed
    address = masked(client)
    made = make(client, address, headers=CHIEF).content
    assert opened(client, made, "ちがう合言葉をいれてみます").json()["code"] == "wrong_passphrase"
    assert opened(client, b"{}").json()["code"] == "broken_file"
    assert make(client, address, "短い", headers=CHIEF).status_code == 422
    assert len(client.get(address).json()["keys"]) == 1


def test_what_stood_in_treated_columns_and_left_out_rows_is_restored(
    keyed: tuple[TestClient, Path],
) -> None:
    client, _ = keyed
    town = [
        ("番号", "氏名", "性別", "個人番号", "備考"),
        *[(str(n), f"山田花子{n}", "女", "123456789018", "") for n in range(1, 6)],
    ]
    made = io.StringIO()
    csv.writer(made).writerows(
        [*town, ("6", "佐藤一郎", "男", "123456789018", "鈴木次郎の隣人、個人番号は123456789018")]
    )
    address = upload(client, "名簿.csv", made.getvalue().encode("cp932"), profile="opendata", auto="true")
    choose(client, address, drop_small=True)
    assert finalize(client, address)["status"] == "succeeded"
    assert len(rows(client.get(f"{address}/file").content)) == 6

    listed = opened(client, make(client, address, headers=CHIEF).content)
    assert "123456789018" not in listed.text
    columns = {column["place"]: column for column in listed.json()["columns"]}
    names = columns["2列目 氏名"]
    assert names["cells"][0] == {"row": 2, "label": "", "text": "山田花子1"}
    assert names["cells"][5] == {"row": 7, "label": "", "text": "佐藤一郎"}
    assert [(cell["row"], cell["text"]) for cell in columns["3列目 性別"]["cells"]] == [(7, "男")]
    assert {cell["text"] for cell in columns["4列目 個人番号"]["cells"]} == {None}
    assert [c["text"] for c in columns["5列目 備考"]["cells"]] == ["鈴木次郎の隣人、個人番号は■■■■■■■■■■■■"]
    assert listed.json()["not_covered"] == []

    ledger = client.get(f"{address}/ledger?format=csv").content.decode("utf-8-sig")
    lines = {int(line[0]): line for line in list(csv.reader(io.StringIO(ledger)))[1:]}
    assert lines[names["number"]][1] == "2列目 氏名（6件）"
    assert lines[columns["3列目 性別"]["number"]][2] == "少数の行を除外"


def test_columns_that_hold_too_much_are_named() -> None:
    columns, _ = propose(csv_segments(ROSTER), [], OPEN_DATA)
    document = MaskingDocument(
        file="f", name="名簿.csv", profile="opendata", columns=columns, created_at=datetime.now(UTC)
    )
    plan = as_written(document, csv_segments(ROSTER))
    held, left_out = key_columns(document, plan, [], most=400)
    everything, nothing = key_columns(document, plan, [])
    assert len(everything) == len(held) + len(left_out) == 6
    assert left_out and not nothing
