"""The translation service, put together."""

from fastapi import FastAPI

from common.service import Service
from common.settings import Settings
from services.translate.documents import Documents
from services.translate.engines.registry import find_engines
from services.translate.libretranslate import libretranslate_router
from services.translate.routes import document_router, text_router
from services.translate.translator import Translator

DESCRIPTION = """市の文書とテキストを、庁内の機械だけで翻訳します。

どの組み合わせがどのくらい信頼できるかは `/v1/translate/pairs` が示します。
`/translate` `/detect` `/languages` `/translate_file` は LibreTranslate と互換です。
"""


def create_app(settings: Settings | None = None) -> FastAPI:
    service = Service("translate", settings or Settings())
    translator = Translator(find_engines(service))
    documents = Documents(service, translator)
    return service.app(
        title="翻訳",
        description=DESCRIPTION,
        routers=[
            text_router(translator),
            document_router(documents),
            libretranslate_router(translator, documents, service.jobs),
        ],
        models=[service.settings.translate.model],
    )
