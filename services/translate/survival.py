"""What must survive a translation unchanged: addresses, telephone numbers, placeholders."""

import re
import unicodedata

from services.translate.languages import has_letters_of

URL = r"(?:https?://|www\.)[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*[A-Za-z0-9/\-_~=]"
MAIL = r"[A-Za-z0-9][A-Za-z0-9._%+\-]*@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+"
PHONE = r"(?<![\d\-])(?:\+81[\- ]?|0)\d{1,4}[\-(][\- ]?\d{1,4}[\-)][\- ]?\d{3,4}(?![\d\-])"
PLACEHOLDER = r"\{\{?\s*\w+\s*\}?\}|%\(\w+\)[sd]|%[sd]\b|\$\{\w+\}"
VERBATIM = re.compile("|".join(f"(?:{pattern})" for pattern in (URL, MAIL, PLACEHOLDER)))
TELEPHONE = re.compile(PHONE)
HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—―−－", "-"))
FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()}
FULL_WIDTH |= {ord("．"): ord("."), ord("％"): ord("%"), ord("＠"): ord("@"), ord("／"): ord("/")}


def plain(text: str) -> str:
    """NFKC with one kind of hyphen: how texts are compared."""
    return unicodedata.normalize("NFKC", text).translate(HYPHENS)


def needs_translation(text: str, code: str) -> bool:
    """Whether anything is left to translate once addresses are taken away."""
    return has_letters_of(VERBATIM.sub("", text), code)


def half_width(text: str) -> str:
    """Full-width digits and Latin letters made half-width; punctuation is left."""
    return text.translate(FULL_WIDTH)


def lost(source: str, translation: str) -> list[str]:
    """What stands in `source` and no longer in `translation`."""
    before, after = plain(source), plain(translation)
    missing = [match[0] for match in VERBATIM.finditer(before) if match[0].lower() not in after.lower()]
    digits = re.sub(r"[\s\-()+]", "", after)
    missing += [match[0] for match in TELEPHONE.finditer(before) if _subscriber(match[0]) not in digits]
    return list(dict.fromkeys(missing))


def without_addresses(text: str) -> str:
    """`text`, in the form for comparing, less everything that `lost` looks after."""
    return TELEPHONE.sub(" ", VERBATIM.sub(" ", plain(text)))


def _subscriber(phone: str) -> str:
    """The digits after the trunk prefix, the same in 078-… and +81-78-…"""
    return re.sub(r"\D", "", phone.removeprefix("+81")).removeprefix("0")
