"""The routes that lead to the services: the table of `gateway.routing` put to work."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from common.errors import Forbidden
from gateway.credentials import signed_in
from gateway.proxy import Proxy
from gateway.routing import RULES, find, service_of_job


class ServiceEndpoint:
    """ASGI endpoint: checks the caller's role for this method and path, then passes the call on."""

    def __init__(self, proxy: Proxy) -> None:
        self._proxy = proxy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        principal = signed_in(Request(scope))
        rule = find(scope["method"], scope["path"])
        if rule is None:
            raise HTTPException(405)
        scope["route"] = rule  # its path is what the metrics and the audit call this route
        if not rule.admits(principal):
            raise Forbidden("この機能を使う権限がありません。必要なときは管理者に依頼してください。")
        await self._proxy.forward(rule.service, principal, scope, receive, send)


class JobEndpoint:
    """ASGI endpoint: one job's routes, at the service that its id names."""

    def __init__(self, proxy: Proxy) -> None:
        self._proxy = proxy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        principal = signed_in(Request(scope))
        service = service_of_job(scope["path_params"]["job_id"])
        await self._proxy.forward(service, principal, scope, receive, send)


class NamedRoute(Route):
    """A Route that, as FastAPI's own do, leaves itself in the scope for the metrics."""

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["route"] = self
        await super().handle(scope, receive, send)


def service_routes(proxy: Proxy) -> list[BaseRoute]:
    endpoint = ServiceEndpoint(proxy)
    paths = dict.fromkeys(rule.path for rule in RULES)
    routes = [Route(path + rest, endpoint) for path in paths for rest in ("", "/{rest:path}")]
    jobs = JobEndpoint(proxy)
    return [
        *routes,
        NamedRoute("/v1/jobs/{job_id}", jobs, methods=["GET", "DELETE"]),
        NamedRoute("/v1/jobs/{job_id}/events", jobs, methods=["GET"]),
    ]
