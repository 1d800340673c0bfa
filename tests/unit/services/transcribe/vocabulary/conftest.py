from typing import Any

import pytest

from common.resident import Resident
from services.transcribe.vocabulary.readings import load_dictionary


@pytest.fixture(scope="session")
def dictionary() -> Resident[Any]:
    return Resident("sudachi", load_dictionary, idle_seconds=600)
