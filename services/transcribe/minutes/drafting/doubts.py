"""What a draft says that nobody said: numbers and names that do not occur in the transcript."""

import re

from services.transcribe.minutes.calendar import plain_numbers
from services.transcribe.minutes.rules.people import HONORIFICS, TITLES

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
NAMES = (
    re.compile(rf"[一-龠々ヶ]{{1,5}}?(?=(?:{TITLES}|{HONORIFICS}))"),
    re.compile(r"[ァ-ヴ][ァ-ヴー]{2,}"),
    re.compile(r"[A-Za-z][A-Za-z0-9]{2,}"),
    re.compile(
        r"[一-龠々]{2,8}(?:株式会社|市|町|村|県|課(?!長)|係(?!長)|局(?!長)|センター|公園|小学校|中学校|病院|駅|館)"
    ),
)
"""Persons, foreign words, organisations and places, as far as they show by their writing."""


def doubtful(draft: str, transcript: str) -> list[str]:
    """Each number and name of `draft` that `transcript` (with its speakers' names) does not have, in order."""
    written, said = plain_numbers(draft), plain_numbers(transcript)
    known = {_digits(match[0]) for match in NUMBER.finditer(said)}
    found = [
        (match.start(), match[0]) for match in NUMBER.finditer(written) if _digits(match[0]) not in known
    ]
    for pattern in NAMES:
        found += [(match.start(), match[0]) for match in pattern.finditer(written) if match[0] not in said]
    return list(dict.fromkeys(text for _, text in sorted(found)))


def _digits(number: str) -> str:
    return number.replace(",", "")
