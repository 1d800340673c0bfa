"""The masking service: detection, review, true removal, and the ledger."""

from fastapi import FastAPI

from common.documents.recognizer import lazy_recognizer
from common.service import Service
from common.settings import Settings
from services.masking import analysing, finalizing
from services.masking.analysing import Analysing
from services.masking.analyzer import Analyzer, load_analyzer
from services.masking.bulk import job as bulk_job
from services.masking.bulk.desk import BulkDesk
from services.masking.bulk.filing import Filing
from services.masking.bulk.job import BulkJob
from services.masking.bulk.routes import bulk_router
from services.masking.bulk.shelf import Shelf
from services.masking.check_routes import check_router
from services.masking.columns.routes import column_router
from services.masking.desk import Desk
from services.masking.document_routes import document_router
from services.masking.finalizing import Finalizing
from services.masking.key_routes import key_router
from services.masking.own_profiles import load_profiles
from services.masking.presidio_routes import presidio_router
from services.masking.register import Register
from services.masking.rule_file import load_rule_file
from services.masking.rules_routes import rules_router


def create_app(settings: Settings | None = None) -> FastAPI:
    service = Service("masking", settings or Settings())
    limits, model = service.settings.sandbox, service.settings.masking.model
    smallest = service.settings.masking.smallest_group
    file = load_rule_file(service.settings.masking.rules)
    profiles = load_profiles(service.settings.masking.profiles)

    def load() -> Analyzer:
        return load_analyzer(service.models.folder(model), file.rules)

    analyzer = service.resident(model, load)
    recognizer = lazy_recognizer(service.models, service.resident)
    register = Register(service.records("documents"), service.files)
    finder = Analysing(register, service.files, analyzer, limits, recognizer, profiles)
    masker = Finalizing(register, limits, recognizer, smallest)
    service.jobs.register(analysing.KIND, finder.run)
    service.jobs.register(finalizing.KIND, masker.run)
    shelf = Shelf(service.records("bulks"), service.records("bulk-files"), service.files, register)
    filing = Filing(shelf, register, service.files, finder, masker, limits)
    bulk = BulkJob(shelf, register, service.files, filing, analyzer, limits, profiles)
    service.jobs.register(bulk_job.KIND, bulk.run)
    bulks = bulk_router(BulkDesk(service, shelf, register, profiles))
    desk = Desk(service, register, analyzer, recognizer, profiles)
    keys = key_router(desk, enabled=service.settings.masking.sealed_keys)
    rules = rules_router(file, analyzer, limits)
    return service.app(
        title="マスキング",
        description="公開する文書から個人情報を探し、人が判断し、跡を残さず取り除きます。",
        routers=[
            presidio_router(analyzer),
            check_router(desk),
            document_router(desk),
            column_router(desk, smallest),
            bulks,
            keys,
            rules,
        ],
        models=[model],
    )
