import json

from gateway.reference.merging import merged


def document(path: str, schema: dict, method: str = "post") -> dict:
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Item"}}}}
    operation = {"operationId": "make", "tags": ["x"], "requestBody": body, "responses": {}}
    return {"paths": {path: {method: operation}}, "components": {"schemas": {"Item": schema}}}


OWN = {"openapi": "3.1.0", "paths": {"/healthz": {"get": {"responses": {}}}}, "info": {}}


def test_two_services_may_use_one_name_for_two_things():
    whole = merged(
        OWN,
        {
            "search": document("/v1/search/x", {"type": "string"}),
            "masking": document(
                "/v1/masking/x", {"type": "object", "properties": {"Item": {"type": "null"}}}
            ),
        },
    )
    schemas = whole["components"]["schemas"]
    assert schemas["Search_Item"] == {"type": "string"}
    assert schemas["Masking_Item"]["properties"] == {"Item": {"type": "null"}}
    operation = whole["paths"]["/v1/masking/x"]["post"]
    content = operation["requestBody"]["content"]["application/json"]
    assert content["schema"]["$ref"] == "#/components/schemas/Masking_Item"
    assert (operation["operationId"], operation["tags"]) == ("masking_make", ["マスキング"])


def test_what_the_gateway_does_not_lead_to_is_not_promised():
    inside = {
        "search": document("/readyz", {}, "get"),
        "masking": document("/v1/search/x", {}),
        "translate": document("/translate", {}, "get"),
    }
    assert set(merged(OWN, inside)["paths"]) == {"/healthz"}


def test_every_reference_of_the_whole_leads_somewhere():
    whole = merged(OWN, {"search": document("/v1/search", {"$ref": "#/components/schemas/Item"})})
    text = json.dumps(whole)
    for name in text.split("#/components/schemas/")[1:]:
        assert name.partition('"')[0] in whole["components"]["schemas"]
