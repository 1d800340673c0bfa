import pytest
from fastapi.testclient import TestClient

pytestmark = pytest.mark.models
TEXT = "㈱青空の件で髙橋　一郎さん（電話０９０－１２３４－５６７８）。課長 山田"


def analyze(client: TestClient, **body: object) -> object:
    answer = client.post("/v1/masking/analyze", json={"text": TEXT, "language": "ja", **body})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_offsets_are_code_points_of_what_was_sent(client: TestClient) -> None:
    results = analyze(client)
    found = {(r["entity_type"], TEXT[r["start"] : r["end"]]) for r in results}  # type: ignore[index, attr-defined]
    assert found == {
        ("PERSON", "髙橋　一郎"),
        ("PHONE_NUMBER", "０９０－１２３４－５６７８"),
        ("OFFICIAL", "山田"),
    }


def test_a_list_of_texts_gives_a_list_of_lists(client: TestClient) -> None:
    answer = client.post("/v1/masking/analyze", json={"text": [TEXT, "なし"], "language": "ja"})
    assert [len(results) for results in answer.json()] == [3, 0]


def test_entities_and_allow_list_narrow_the_answer(client: TestClient) -> None:
    only = analyze(client, entities=["PHONE_NUMBER"])
    assert [r["entity_type"] for r in only] == ["PHONE_NUMBER"]  # type: ignore[attr-defined, index]
    allowed = analyze(client, entities=["PERSON"], allow_list=["髙橋　一郎"])
    assert allowed == []


def test_the_decision_process_says_why(client: TestClient) -> None:
    results = analyze(client, entities=["PHONE_NUMBER"], return_decision_process=True)
    assert "電話番号の形" in results[0]["analysis_explanation"]["textual_explanation"]  # type: ignore[index]


def test_what_analyze_returns_can_be_sent_to_anonymize(client: TestClient) -> None:
    body = {"text": TEXT, "analyzer_results": analyze(client)}
    answer = client.post("/v1/masking/anonymize", json=body).json()
    assert answer["text"] == "㈱青空の件で<PERSON>さん（電話<PHONE_NUMBER>）。課長 山田"
    assert {item["operator"] for item in answer["items"]} == {"replace", "keep"}


def test_operators_are_presidios(client: TestClient) -> None:
    body = {
        "text": TEXT,
        "analyzer_results": analyze(client),
        "anonymizers": {
            "DEFAULT": {"type": "redact"},
            "OFFICIAL": {"type": "replace", "new_value": "職員"},
            "PHONE_NUMBER": {"type": "mask", "masking_char": "*", "chars_to_mask": 9, "from_end": True},
        },
    }
    answer = client.post("/v1/masking/anonymize", json=body).json()
    assert answer["text"] == "㈱青空の件でさん（電話０９０－*********）。課長 職員"


@pytest.mark.parametrize(
    "body",
    [
        {"text": TEXT, "language": "en"},
        {"text": "", "language": "ja"},
        {"text": TEXT, "language": "ja", "ad_hoc_recognizers": [{"name": "x"}]},
    ],
)
def test_what_analyze_cannot_do_is_a_bad_request(client: TestClient, body: dict[str, object]) -> None:
    answer = client.post("/v1/masking/analyze", json=body)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("operator", [{"type": "custom"}, {"type": "unknown"}, {"type": "mask"}])
def test_a_wrong_operator_is_a_bad_request(client: TestClient, operator: dict[str, str]) -> None:
    results = [{"entity_type": "PERSON", "start": 0, "end": 2, "score": 0.9}]
    body = {"text": TEXT, "analyzer_results": results, "anonymizers": {"PERSON": operator}}
    assert client.post("/v1/masking/anonymize", json=body).status_code == 422


def test_a_span_outside_the_text_is_a_bad_request(client: TestClient) -> None:
    results = [{"entity_type": "PERSON", "start": 0, "end": 999, "score": 0.9}]
    answer = client.post("/v1/masking/anonymize", json={"text": TEXT, "analyzer_results": results})
    assert answer.status_code == 422


def test_a_text_too_long_to_wait_for_is_refused(client: TestClient) -> None:
    answer = client.post("/v1/masking/analyze", json={"text": "あ" * 50_001, "language": "ja"})
    assert answer.status_code == 413
