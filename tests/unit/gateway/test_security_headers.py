import pytest


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/healthz"), ("GET", "/docs"), ("GET", "/none"), ("GET", "/v1/search"), ("POST", "/session")],
)
def test_every_answer_narrows_what_a_browser_may_do(shared_door, method, path):
    with shared_door.client(None) as client:
        headers = client.request(method, path).headers
    assert headers["content-security-policy"].startswith("default-src 'self';")
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert "server" not in headers


def test_an_answer_of_a_service_has_each_header_once(shared_door):
    with shared_door.client("staff") as client:
        answer = client.get("/v1/search/file")
    names = [name.lower() for name, _ in answer.headers.raw]
    assert len(names) == len(set(names))
    assert b"content-security-policy" in names


def test_a_refusal_by_the_outer_layers_has_them_too(open_door):
    door = open_door(max_upload_bytes=10)
    with door.client("clerk") as client:
        answer = client.post("/v1/transcriptions", content=b"x" * 100)
    assert answer.status_code == 413
    assert "content-security-policy" in answer.headers
