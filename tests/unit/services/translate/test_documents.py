from fastapi.testclient import TestClient

from common.settings import Settings
from services.translate.app import create_app


def test_another_persons_translation_is_not_there(tiny_settings: Settings) -> None:
    gateway = tiny_settings.gateway.model_validate({"secret": "between-processes"})
    settings = tiny_settings.model_copy(update={"gateway": gateway})
    with TestClient(create_app(settings)) as client:
        headers = {
            "x-yakuba-secret": "between-processes",
            "x-yakuba-user": "hanako",
            "x-yakuba-roles": "staff",
        }
        client.headers.update(headers)
        files = {"file": ("a.txt", "窓口です。".encode())}
        job = client.post("/v1/translations", files=files, data={"target": "en"}).json()["id"]
        assert [each["id"] for each in client.get("/v1/translations").json()] == [job]
        client.headers["x-yakuba-user"] = "taro"
        assert client.get(f"/v1/translations/{job}").status_code == 404
        assert client.get(f"/v1/translations/{job}/file").status_code == 404
        assert client.delete(f"/v1/translations/{job}").status_code == 404
        assert client.get("/v1/translations").json() == []
