import os
import shutil
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from conftest import RememberingContext, rewrite  # type: ignore[import-not-found]

from common.errors import NotFound, Unavailable
from services.search.catalog import State

ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le")
