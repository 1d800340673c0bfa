"""The translation service, put together."""

from fastapi import FastAPI

from common.service import Service
from common.settings import Settings
from services.translate.documents import Documents
from services.translate.engines.registry import find_engines
from services.translate.glossary.routes import glossary_router
from services.translate.glossary.store import Glossaries
from services.translate.guidance import Guides
from services.translate.libretranslate import libretranslate_router
from services.translate.memory.routes import memory_router
from services.translate.memory.store import Memory
from services.translate.routes import document_router, text_router
from services.translate.translator import Translator

DESCRIPTION = """市の文書とテキストを、庁内の機械だけで翻訳します。

どの組み合わせがどのくらい信頼できるかは `/v1/translate/pairs` が示します。
`/translate` `/detect` `/languages` `/translate_file` `/suggest` は LibreTranslate と互換です。
"""


def create_app(settings: Settings | None = None) -> FastAPI:
    service = Service("translate", settings or Settings())
    translator = Translator(find_engines(service))
    glossaries = Glossaries(service.records("glossaries"), service.records("glossaries_before"))
    memory = Memory(service.records("memory"))
    guides = Guides(glossaries, memory)
    documents = Documents(service, translator, guides, memory)
    limits = service.settings.sandbox
    return service.app(
        title="翻訳",
        description=DESCRIPTION,
        routers=[
            text_router(translator, guides),
            glossary_router(glossaries, limits),
            memory_router(memory, limits),
            document_router(documents),
            libretranslate_router(translator, documents, guides, memory, service.jobs),
        ],
        models=[service.settings.translate.model],
    )
