"""Run by the voices' own interpreter: how the synthesiser reads each text of a JSON list, in katakana."""

import json
import sys
from importlib import import_module
from typing import Any


def main() -> None:
    openjtalk: Any = import_module("pyopenjtalk")
    texts = json.load(sys.stdin)
    json.dump([openjtalk.g2p(text, kana=True) for text in texts], sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
