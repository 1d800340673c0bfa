def test_an_administrator_makes_lists_and_revokes_keys(door):
    with door.client("admin") as client:
        made = client.post("/v1/admin/keys", json={"user": "山田", "roles": ["staff"], "days": 30})
        assert made.status_code == 201
        key, details = made.json()["key"], made.json()["details"]
        listed = client.get("/v1/admin/keys")
        with door.client(None) as other:
            other.headers["Authorization"] = f"Bearer {key}"
            assert other.get("/v1/search").status_code == 200
            assert client.delete(f"/v1/admin/keys/{details['id']}").status_code == 204
            assert other.get("/v1/search").status_code == 401
    assert details in listed.json()
    assert key.rpartition("_")[2] not in listed.text


def test_nobody_else_may_even_look(shared_door):
    for role in ("clerk", "staff", "disclosure"):
        with shared_door.client(role) as client:
            assert client.get("/v1/admin/keys").status_code == 403
            assert client.post("/v1/admin/keys", json={"user": "x", "roles": ["admin"]}).status_code == 403
            assert client.delete("/v1/admin/keys/x").status_code == 403


def test_a_wrong_role_an_unknown_field_and_the_last_administrator_are_problems(shared_door):
    with shared_door.client("admin") as client:
        bad = client.post("/v1/admin/keys", json={"user": "x", "roles": ["king"]})
        extra = client.post("/v1/admin/keys", json={"user": "x", "roles": ["staff"], "expires": 1})
        own = next(k for k in client.get("/v1/admin/keys").json() if "admin" in k["roles"])
        last = client.delete(f"/v1/admin/keys/{own['id']}")
    assert (bad.status_code, extra.status_code, last.status_code) == (422, 422, 409)
