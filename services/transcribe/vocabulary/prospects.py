"""Which sentences are worth a second hearing in kana: those in which a word of the meeting may be hidden."""

import re
from collections.abc import Sequence
from typing import Any

from common.resident import Resident
from services.transcribe.vocabulary.correcting import Corrector
from services.transcribe.vocabulary.entries import Entry
from services.transcribe.vocabulary.evidence import NAME
from services.transcribe.vocabulary.hidden import Hidden
from services.transcribe.vocabulary.readings import Reader

SURE = 0.85
"""Confidence from which a sentence is believed."""
NEAR = 0.2
"""How near a word must be to what was written, in distance for each beat, where a sentence is almost sure. What it
lacks in confidence it may lack in nearness besides."""
NAMED = re.compile(r"[^、。]{1,12}の[^、。はがをに]{1,6}です。?")
"""農政課の日下部です, whatever was heard for it: there a name stands, and names are short and far from what is
written for them."""


class Prospects:
    def __init__(self, dictionary: Resident[Any]) -> None:
        self._dictionary = dictionary

    def worth(self, said: Sequence[tuple[str, float]], entries: Sequence[Entry]) -> list[bool]:
        """Of sentences that were heard together, each with its confidence."""
        names, hidden = any(entry.kind == NAME for entry in entries), Hidden(entries)

        def is_worth(text: str, sure: float, known: Sequence[tuple[int, int]]) -> bool:
            named = names and not known and NAMED.fullmatch(text) is not None
            return named or hidden.nearest(reader.units(text), known) <= NEAR + SURE - sure

        with self._dictionary.use() as dictionary:
            reader = Reader(dictionary)
            settled = Corrector(self._dictionary, entries).settled([text for text, _ in said], reader)
            return [
                sure < SURE and is_worth(text, sure, known)
                for (text, sure), known in zip(said, settled, strict=True)
            ]
