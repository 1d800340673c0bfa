"""Follow a job to its end: silently, or telling each segment as it is heard."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass

from common.errors import BadRequest, Problem, restored
from common.identity import Principal
from common.jobs import Job, JobStatus
from common.requests import unexpected
from common.service import Service
from services.transcribe.library import Library
from services.transcribe.openai.events import KEEP_ALIVE, delta, done, encoded, failed
from services.transcribe.openai.shapes import diarized_segments
from services.transcribe.schemas import Segment, Transcript

log = logging.getLogger(__name__)
POLL_SECONDS = 0.2
KEEP_ALIVE_SECONDS = 15.0
"""Proxies cut connections on which nothing comes, many after a minute."""
CANCELLED = "この文字起こしは取り消されました。必要なら、もう一度送ってください。"


@dataclass(frozen=True)
class Follower:
    """One caller's view of the jobs. Leaving ends the following, never the job."""

    service: Service
    library: Library
    caller: Principal

    async def finished(self, job: Job) -> Transcript:
        """The text, once it is there. Raises the problem with which the job failed."""
        while not job.status.is_final:
            await asyncio.sleep(POLL_SECONDS)
            job = await asyncio.to_thread(self.service.jobs.find, job.id)
        return await asyncio.to_thread(self._result, job)

    async def streamed(self, job: Job, *, with_speakers: bool) -> AsyncIterator[bytes]:
        """Server-sent events: deltas, with speakers the segments, and the end or an error."""
        try:
            async for event in self._heard(job):
                yield event
            transcript = await self.finished(job)
            for segment in diarized_segments(transcript) if with_speakers else []:
                yield encoded(segment)
            yield encoded(done(transcript))
        except Problem as problem:
            yield failed(problem)
        except Exception:
            log.exception("a streamed answer broke off", extra={"job": job.id})
            yield failed(unexpected())

    async def _heard(self, job: Job) -> AsyncIterator[bytes]:
        told, silent_since, before = 0, time.monotonic(), None
        while True:
            job = await asyncio.to_thread(self.service.jobs.find, job.id)
            # Reading the text of hours is work: only when there is news.
            segments = await asyncio.to_thread(self._segments, job) if job != before else []
            for number, segment in enumerate(segments[told:], told):
                yield encoded(delta(segment, is_first=number == 0))
                silent_since = time.monotonic()
            told, before = max(told, len(segments)), job
            if job.status.is_final:
                return
            if time.monotonic() - silent_since > KEEP_ALIVE_SECONDS:
                yield KEEP_ALIVE
                silent_since = time.monotonic()
            await asyncio.sleep(POLL_SECONDS)

    def _segments(self, job: Job) -> list[Segment]:
        """Raises NotFound when it was deleted."""
        return self.library.view(job.id, self.caller).segments

    def _result(self, job: Job) -> Transcript:
        if job.error is not None:
            raise restored(job.error)
        if job.status is JobStatus.CANCELLED:
            # Not 409: the client would take that for a passing conflict and send the file again.
            raise BadRequest(CANCELLED)
        return self.library.finished(job.id, self.caller)
