"""Analyzers for the masking tests: patterns alone without a model, and the whole with the real model."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from common.models import ModelStore
from common.settings import Settings
from services.masking import app as masking_app
from services.masking.analyzer import Analyzer, load_analyzer


@pytest.fixture(scope="session")
def patterns() -> Analyzer:
    """Every recognizer that needs no model, in Presidio's engine with our context words."""
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import NoOpNlpEngine

    from services.masking.context import NearbyWords
    from services.masking.recognizers import RECOGNIZERS
    from services.masking.recognizers.person import PersonRecognizer

    chosen = [recognizer() for recognizer in RECOGNIZERS if recognizer is not PersonRecognizer]
    engine = AnalyzerEngine(
        registry=RecognizerRegistry(chosen, supported_languages=["ja"]),
        nlp_engine=NoOpNlpEngine([{"lang_code": "ja", "model_name": "none"}]),
        supported_languages=["ja"],
        context_aware_enhancer=NearbyWords(),
    )
    return Analyzer(engine)


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    settings = Settings()
    return load_analyzer(ModelStore(settings.models).folder(settings.masking.model))


@pytest.fixture(scope="module")
def client(analyzer: Analyzer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The service with the gateway's secret, so that callers have names; the model is loaded once for all tests."""
    folder = tmp_path_factory.mktemp("masking")
    settings = Settings(data={"folder": folder}, gateway={"secret": "test"})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(masking_app, "load_analyzer", lambda *_: analyzer)
        with TestClient(masking_app.create_app(settings)) as test_client:
            test_client.headers.update({"x-yakuba-secret": "test", "x-yakuba-user": "officer"})
            yield test_client
