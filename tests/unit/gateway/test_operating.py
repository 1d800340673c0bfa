def test_ready_when_every_service_is(shared_door):
    with shared_door.client(None) as client:
        assert client.get("/healthz").json() == {"status": "ok", "service": "gateway"}
        answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ready")


def test_not_ready_names_the_service_that_is_down_and_the_model_that_is_missing(open_door, serve):
    async def without_model(scope, receive, send):
        if scope["type"] == "http":
            headers = [(b"content-type", b"application/json")]
            await send({"type": "http.response.start", "status": 503, "headers": headers})
            body = b'{"status": "not_ready", "missing_models": ["whisper-base"]}'
            await send({"type": "http.response.body", "body": body})

    door = open_door(urls={"transcribe": serve(without_model)})
    with door.client(None) as client:
        answer = client.get("/readyz")
    services = answer.json()["services"]
    assert answer.status_code == 503
    assert services["transcribe"]["missing_models"] == ["whisper-base"]
    assert services["search"] == {"status": "down"}


def test_metrics_name_the_route_and_not_the_path(shared_door):
    with shared_door.client("staff") as client:
        client.get("/v1/search/documents/himitsu")
        text = client.get("/metrics").text
    assert 'route="/v1/search"' in text and "himitsu" not in text
