"""Which engine writes: the address when one is set, else the local model."""

from common.service import Service
from services.transcribe.minutes.drafting.endpoint import EndpointWriter
from services.transcribe.minutes.drafting.local import Generator, LocalWriter
from services.transcribe.minutes.drafting.writer import Writer


def writer_of(service: Service) -> Writer:
    settings = service.settings.transcribe
    name = settings.draft_model
    if settings.draft_url is not None:
        key = settings.draft_key.get_secret_value() if settings.draft_key else None
        return EndpointWriter(settings.draft_url, name, key)
    resident = service.resident(name, lambda: Generator(service.models.folder(name)))
    return LocalWriter(name, resident, lambda: service.models.folder(name))
