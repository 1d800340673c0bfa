"""What the services deleted, collected into the audit.

Each service keeps a durable list with rising numbers (common.deletions). The number collected last is
written down after its line is in the chain; a crash between the two repeats lines, which their number shows.
"""

import asyncio
import json
import logging
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from common.deletions import Deletion, DeletionPage
from common.files import write_durably
from common.identity import Principal
from gateway.audit.entry import Action
from gateway.audit.log import AuditLog
from gateway.routing import SERVICES
from gateway.upstreams import Upstreams

log = logging.getLogger(__name__)
COLLECT_SECONDS = 60.0
GATEWAY = Principal(user="gateway", roles=frozenset({"admin"}))


class DeletionCollector:
    def __init__(self, upstreams: Upstreams, audit: AuditLog, state: Path) -> None:
        self._upstreams = upstreams
        self._audit = audit
        self._state = state

    async def run(self) -> None:
        """Collect at once and then each minute, until cancelled."""
        while True:
            for service in SERVICES:
                try:
                    await self.collect(service)
                except (OSError, ValueError):
                    log.exception("deletions cannot be collected", extra={"upstream": service})
            await asyncio.sleep(COLLECT_SECONDS)

    async def collect(self, service: str) -> int:
        """Write all the service's new deletions down; returns how many. Raises OSError, ValueError."""
        count = 0
        while page := await self._page(service, self._last(service)):
            await asyncio.to_thread(self._write, service, page)
            count += len(page.deletions)
        return count

    async def _page(self, service: str, after: int) -> DeletionPage | None:
        """The next deletions; None when there are none, or the service is down."""
        answer: Any = await self._upstreams.ask_json(service, f"/deletions?after={after}", GATEWAY)
        if answer is None:
            return None
        try:
            page = DeletionPage.model_validate(answer)
        except ValidationError as error:
            raise ValueError("not a page of deletions") from error
        if page.last < after:
            log.warning("a list of deletions began anew", extra={"upstream": service})
            return await self._page(service, 0)
        return page if page.deletions else None

    def _write(self, service: str, page: DeletionPage) -> None:
        for deletion in page.deletions:
            self._audit.append(_action(service, deletion))
        self._remember(service, page.deletions[-1].seq)

    def _last(self, service: str) -> int:
        return self._read().get(service, 0)

    def _remember(self, service: str, seq: int) -> None:
        write_durably(self._state, json.dumps(self._read() | {service: seq}).encode())

    def _read(self) -> dict[str, int]:
        if not self._state.exists():
            return {}
        return {str(name): int(seq) for name, seq in json.loads(self._state.read_bytes()).items()}


def _action(service: str, deletion: Deletion) -> Action:
    label = f" label={deletion.label}" if deletion.label else ""
    note = (
        f"{service} deleted {deletion.what} at {deletion.time.isoformat()}"
        f" reason={deletion.reason}{label} seq={deletion.seq}"
    )
    return Action(note=note, sha256=deletion.sha256)
