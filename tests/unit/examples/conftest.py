import sys
from pathlib import Path

# examples/ is no part of the installed distribution, so only the repository root leads to it.
sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
