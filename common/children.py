"""Python processes of our own, which find our code where this process does and know none of its secrets."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "LD_LIBRARY_PATH")
BOOT = """
import sys, json
from importlib import import_module
sys.path[:], module, function, arguments = json.loads(sys.argv[1])
getattr(import_module(module), function)(*arguments)
"""


def start(module: str, function: str, *arguments: Any, descriptors: Sequence[int]) -> subprocess.Popen[bytes]:
    """Call a function there; the arguments travel as JSON. Of what is open here it has only `descriptors`, and
    nothing to read or write on besides the log."""
    return subprocess.Popen(
        [sys.executable, "-I", "-c", BOOT, json.dumps([sys.path, module, function, arguments])],
        pass_fds=descriptors,
        env={name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
