"""Killed three times during a sync while the folder changes: the index is that of a clean build."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]


@pytest.mark.slow
def test_a_sync_that_is_killed_again_and_again_ends_in_a_clean_build(tmp_path) -> None:
    command = [sys.executable, "-m", "bench.search.chaos", "--kills", "3", "--files", "60"]
    environment = {**os.environ, "YAKUBA_MODELS_FOLDER": str(tmp_path)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout.splitlines()[-1])
    assert (result["kills"], result["differences"]) == (3, [])
