"""What must survive a translation unchanged: addresses, telephone numbers, codes, placeholders."""

import re
import unicodedata

from services.translate.languages import has_letters_of

URL = r"(?:https?://|www\.)[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*[A-Za-z0-9/\-_~=]"
MAIL = r"[A-Za-z0-9][A-Za-z0-9._%+\-]*@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+"
PHONE = r"(?<![\d\-])(?:\+81[\- ]?|0)\d{1,4}[\-(][\- ]?\d{1,4}[\-)][\- ]?\d{3,4}(?![\d\-])"
PLACEHOLDER = r"\{\{?\s*\w+\s*\}?\}|%\(\w+\)[sd]|%[sd]\b|\$\{\w+\}"
VERBATIM = re.compile("|".join(f"(?:{pattern})" for pattern in (URL, MAIL, PLACEHOLDER)))
TELEPHONE = re.compile(PHONE)
CODE = re.compile(r"(?<![A-Za-z0-9])[A-Z]{1,6}(?:-?\d+)+(?![A-Za-z0-9])")
"""A form, a room, a case: A-12, B1, ABC-2026-003."""
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
    missing += [
        match[0] for match in CODE.finditer(without_verbatim(before)) if not _has_code(after, match[0])
    ]
    missing += [match[0] for match in TELEPHONE.finditer(before) if not _has_telephone(after, match[0])]
    return list(dict.fromkeys(missing))


def without_verbatim(compared: str) -> str:
    return VERBATIM.sub(" ", compared)


def _has_code(text: str, code: str) -> bool:
    """Whatever its hyphens and blanks: A12, A-12 and A 12 are one."""
    letters = r"[\s-]?".join(re.escape(character) for character in code if character != "-")
    return bool(re.search(rf"(?<![A-Za-z0-9]){letters}(?![A-Za-z0-9])", text, re.IGNORECASE))


def without_addresses(text: str) -> str:
    """`text`, in the form for comparing, less everything that `lost` looks after."""
    return TELEPHONE.sub(" ", without_verbatim(plain(text)))


def _has_telephone(text: str, phone: str) -> bool:
    """Its digits after the trunk prefix, the same in 078-… and +81-78-…"""
    digits = re.sub(r"\D", "", phone.removeprefix("+81")).removeprefix("0")
    between = r"[\s\-().]*"
    return bool(re.search(rf"(?<!\d)(?:\+?81{between}0?|0)?{between}{between.join(digits)}(?!\d)", text))
