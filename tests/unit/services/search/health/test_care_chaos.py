"""Killed during rebuilds and restores: the index is whole, the old one or the new one, and the next try works."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[5]


@pytest.mark.slow
def test_a_kill_leaves_the_old_index_or_the_new_one(tmp_path) -> None:
    command = [sys.executable, "-m", "bench.search.care_chaos", "--kills", "2", "--files", "40"]
    environment = {**os.environ, "YAKUBA_MODELS_FOLDER": str(tmp_path)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    result = json.loads(done.stdout.splitlines()[-1])
    assert (result["kills"], result["wrong"]) == (2, [])
