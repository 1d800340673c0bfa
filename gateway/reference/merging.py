"""Several OpenAPI 3.1 documents made into one.

Schemas and operation ids get the service's name in front, so that two services may use one name for two
things. Only the paths that the gateway leads to that service are taken over.
"""

from collections.abc import Mapping
from typing import Any

from gateway.routing import SERVICES, find

OpenApi = dict[str, Any]
SCHEMA_REFERENCE = "#/components/schemas/"
METHODS = ("get", "put", "post", "delete", "patch", "head")
JOB_PATHS = ("/v1/jobs/{job_id}", "/v1/jobs/{job_id}/events")
JOBS_TAG = "処理"
KEY_SCHEME = {"type": "http", "scheme": "bearer", "description": "Authorization: Bearer yk_…"}


def merged(own: OpenApi, services: Mapping[str, OpenApi]) -> OpenApi:
    """`own` is the gateway's document; `services` those of the services that answered, by name."""
    paths: OpenApi = dict(own["paths"])
    schemas: OpenApi = dict(own.get("components", {}).get("schemas", {}))
    for name, document in services.items():
        prefix = f"{name.capitalize()}_"
        renamed = _referring(document, prefix)
        own_schemas = renamed.get("components", {}).get("schemas", {})
        schemas |= {prefix + schema: value for schema, value in own_schemas.items()}
        for path, operations in renamed["paths"].items():
            if reached := _reached(name, path, operations):
                paths[path] = {**paths.get(path, {}), **reached}
    components = {"schemas": schemas, "securitySchemes": {"key": KEY_SCHEME}}
    return {**own, "paths": paths, "components": components, "security": [{"key": []}]}


def _referring(value: Any, prefix: str) -> Any:
    """`value` with every reference to a schema prefixed."""
    if isinstance(value, dict):
        return {key: _referring(inner, prefix) for key, inner in value.items()}
    if isinstance(value, list):
        return [_referring(inner, prefix) for inner in value]
    if isinstance(value, str) and value.startswith(SCHEMA_REFERENCE):
        return SCHEMA_REFERENCE + prefix + value.removeprefix(SCHEMA_REFERENCE)
    return value


def _reached(service: str, path: str, operations: OpenApi) -> OpenApi:
    reached = {}
    for method, operation in operations.items():
        if method not in METHODS or not _leads_to(service, method, path):
            continue
        tag = JOBS_TAG if path in JOB_PATHS else SERVICES[service]
        operation_id = f"{service}_{operation['operationId']}" if "operationId" in operation else None
        reached[method] = {**operation, "tags": [tag]}
        if operation_id is not None:
            reached[method]["operationId"] = operation_id
    return reached


def _leads_to(service: str, method: str, path: str) -> bool:
    """The job routes are alike in all services and are taken from any."""
    rule = find(method.upper(), path)
    return path in JOB_PATHS or (rule is not None and rule.service == service)
