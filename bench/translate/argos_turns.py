"""Runs inside Argos Translate's environment: a text as JSON a line in, its translation out.

`argostranslate.translate.translate`, as its manual has it, from Japanese to English.
"""

import json
import sys

from argostranslate.translate import translate

for line in sys.stdin:
    print(json.dumps(translate(json.loads(line), "ja", "en")), flush=True)
