"""Two-person approval and the watch list by their routes."""

import pytest
from fastapi.testclient import TestClient

from tests.unit.services.masking.test_document_routes import accept_all, finalize, upload

pytestmark = pytest.mark.models


def test_an_administrator_approves_what_an_officer_decided(client: TestClient) -> None:
    address = upload(client, "申請.txt", "氏名：髙橋　一郎\n".encode(), two_person="true")
    document = accept_all(client, address)
    assert client.post(f"{address}/finalize").json()["code"] == "not_approved"
    body = {"version": document["version"]}
    assert client.post(f"{address}/approve", json=body).status_code == 409
    chief = {"x-yakuba-user": "chief", "x-yakuba-roles": "admin"}
    approved = client.post(f"{address}/approve", json=body, headers=chief)
    assert approved.status_code == 200, approved.text
    assert approved.json()["approved_by"] == "chief"
    assert finalize(client, address)["status"] == "succeeded"


def test_the_watch_list_counts_what_the_machine_decided(client: TestClient) -> None:
    address = upload(client, "申請.txt", "氏名：髙橋　一郎\n高橋町に住む。\n".encode(), auto="true")
    assert finalize(client, address)["status"] == "succeeded"
    shown = client.get(f"{address}/watch-list").json()
    assert shown["decided"] >= 2
    assert "人名かもしれませんが、残しました" in [one["attention"] for one in shown["findings"]]
    assert "高橋" not in str(shown)
