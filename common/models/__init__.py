"""The model supply: what weights there are, where they come from, and whether they are whole.

`models.toml` lists every model; `python -m common.models` brings, checks and packs them;
`ModelStore` hands a service the folder of an installed and verified one.
"""

from common.models.manifest import Manifest, ModelEntry, ModelFile, load_manifest
from common.models.store import ModelStore

__all__ = ["Manifest", "ModelEntry", "ModelFile", "ModelStore", "load_manifest"]
