"""An OpenAPI document as what the page shows: operations by tag, with flat tables of their fields."""

import json
from dataclasses import dataclass
from typing import Any

from gateway.reference.merging import METHODS, SCHEMA_REFERENCE, OpenApi
from gateway.routing import SERVICES

ITEM = "[]"


@dataclass(frozen=True)
class Field:
    name: str
    kind: str
    place: str
    """path, query, header, or the content type of the body."""
    is_required: bool
    description: str


@dataclass(frozen=True)
class Operation:
    method: str
    path: str
    summary: str
    description: str
    fields: list[Field]
    answers: list[tuple[str, str]]

    @property
    def anchor(self) -> str:
        return f"{self.method}{self.path}".replace("/", "-").replace("{", "").replace("}", "")


def by_tag(document: OpenApi) -> dict[str, list[Operation]]:
    """The services first, in their order; each tag's operations by path."""
    found: dict[str, list[Operation]] = {label: [] for label in SERVICES.values()}
    schemas = document.get("components", {}).get("schemas", {})
    for path, operations in sorted(document["paths"].items()):
        for method in METHODS:
            if method in operations:
                tag = operations[method].get("tags", ["gateway"])[0]
                found.setdefault(tag, []).append(_operation(method, path, operations[method], schemas))
    return {tag: operations for tag, operations in found.items() if operations}


def _operation(method: str, path: str, given: OpenApi, schemas: OpenApi) -> Operation:
    answers = [(status, answer.get("description", "")) for status, answer in given["responses"].items()]
    return Operation(
        method=method.upper(),
        path=path,
        summary=given.get("summary", ""),
        description=given.get("description", ""),
        fields=[*_parameters(given), *_body(given, schemas)],
        answers=answers,
    )


def _parameters(given: OpenApi) -> list[Field]:
    return [
        Field(
            name=parameter["name"],
            kind=kind_of(parameter.get("schema", {})),
            place=parameter["in"],
            is_required=parameter.get("required", False),
            description=parameter.get("description", ""),
        )
        for parameter in given.get("parameters", [])
    ]


def _body(given: OpenApi, schemas: OpenApi) -> list[Field]:
    fields: list[Field] = []
    for content_type, content in given.get("requestBody", {}).get("content", {}).items():
        schema = _resolved(content.get("schema", {}), schemas)
        required = schema.get("required", [])
        fields += [
            Field(name, kind_of(inner), content_type, name in required, inner.get("description", ""))
            for name, inner in schema.get("properties", {}).items()
        ]
    return fields


def _resolved(schema: OpenApi, schemas: OpenApi) -> OpenApi:
    reference = schema.get("$ref", "")
    return schemas.get(reference.removeprefix(SCHEMA_REFERENCE), {}) if reference else schema


def kind_of(schema: Any) -> str:
    """A short name of a schema's type: `string`, `integer[]`, `string | null`, `"a" | "b"`."""
    if not isinstance(schema, dict):
        return "any"
    if "$ref" in schema:
        return str(schema["$ref"]).removeprefix(SCHEMA_REFERENCE)
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return " | ".join(kind_of(one) for one in schema[several])
    if "enum" in schema:
        return " | ".join(json.dumps(value, ensure_ascii=False) for value in schema["enum"])
    if schema.get("type") == "array":
        return kind_of(schema.get("items")) + ITEM
    if schema.get("format") == "binary" or "contentMediaType" in schema:
        return "file"
    return str(schema.get("type", "any"))
