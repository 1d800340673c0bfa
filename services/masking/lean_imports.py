"""Keep optional giants out: spaCy and Presidio import torch and transformers wherever they are installed.

Nothing here needs them, and with them the service takes 300 MB and ten seconds more.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

OPTIONAL = ("torch", "transformers")


@contextmanager
def without(*names: str) -> Iterator[None]:
    """Inside, importing one of `names` fails as if it were not installed; one already imported stays."""
    blocked = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(blocked))  # type: ignore[arg-type]  # None is the documented way
    try:
        yield
    finally:
        for name in blocked:
            del sys.modules[name]
