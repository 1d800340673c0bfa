import pytest

from gateway.reference.operations import by_tag, kind_of


@pytest.mark.parametrize(
    ("schema", "kind"),
    [
        ({"type": "string"}, "string"),
        ({"type": "array", "items": {"type": "integer"}}, "integer[]"),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, "string | null"),
        ({"enum": ["a", "あ"]}, '"a" | "あ"'),
        ({"$ref": "#/components/schemas/Search_Hit"}, "Search_Hit"),
        ({"type": "string", "contentMediaType": "application/octet-stream"}, "file"),
        ({}, "any"),
        (True, "any"),
    ],
)
def test_a_type_has_a_short_name(schema, kind):
    assert kind_of(schema) == kind


def test_an_operation_shows_its_parameters_and_the_fields_of_its_body():
    body = {"multipart/form-data": {"schema": {"$ref": "#/components/schemas/B"}}}
    operation = {
        "tags": ["t"],
        "summary": "作る",
        "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
        "requestBody": {"content": body},
        "responses": {"202": {"description": "受付"}},
    }
    schema = {"properties": {"file": {"format": "binary"}, "x": {"type": "string"}}, "required": ["file"]}
    (found,) = by_tag({"paths": {"/a/{id}": {"post": operation}}, "components": {"schemas": {"B": schema}}})[
        "t"
    ]
    assert [(field.name, field.place, field.kind, field.is_required) for field in found.fields] == [
        ("id", "path", "string", True),
        ("file", "multipart/form-data", "file", True),
        ("x", "multipart/form-data", "string", False),
    ]
    assert found.answers == [("202", "受付")]
