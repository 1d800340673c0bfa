"""The plain forms of a Japanese verb from its dictionary form and Sudachi's conjugation class."""

from typing import NamedTuple

ROWS = {
    "カ行": ("か", "い", "こう", "た", "て"),
    "ガ行": ("が", "い", "ごう", "だ", "で"),
    "サ行": ("さ", "し", "そう", "た", "て"),
    "タ行": ("た", "っ", "とう", "た", "て"),
    "ナ行": ("な", "ん", "のう", "だ", "で"),
    "バ行": ("ば", "ん", "ぼう", "だ", "で"),
    "マ行": ("ま", "ん", "もう", "だ", "で"),
    "ラ行": ("ら", "っ", "ろう", "た", "て"),
    "ワア行": ("わ", "っ", "おう", "た", "て"),
}
"""Of a 五段 verb: the negative's sound, the sound before た, the volitional ending, た and て."""
LIKE_ICHIDAN = ("上一段", "下一段", "助動詞-レル")
ASKING = ("問う", "請う", "乞う")


class Plain(NamedTuple):
    """行う, 行った, 行って, 行わない, 行おう."""

    present: str
    past: str
    te: str
    negative: str
    volitional: str


def plain(base: str, conjugation: str) -> Plain | None:
    """The forms of the verb `base`; None for a class that is not known."""
    if conjugation.startswith(LIKE_ICHIDAN) and base.endswith("る"):
        return _regular(base, base[:-1])
    if conjugation == "サ行変格":
        return _suru(base)
    if conjugation == "カ行変格":
        return _kuru(base)
    row = ROWS.get(conjugation.removeprefix("五段-"))
    return _godan(base, *row) if row and conjugation.startswith("五段-") else None


def _regular(base: str, stem: str) -> Plain:
    return Plain(base, f"{stem}た", f"{stem}て", f"{stem}ない", f"{stem}よう")


def _suru(base: str) -> Plain | None:
    if base.endswith("ずる"):
        return _regular(f"{base[:-2]}じる", f"{base[:-2]}じ")
    return _regular(base, f"{base[:-2]}し") if base.endswith("する") else None


def _kuru(base: str) -> Plain | None:
    if base.endswith("来る"):
        return _regular(base, base[:-1])
    stem = base[:-2]
    if not base.endswith("くる"):
        return None
    return Plain(base, f"{stem}きた", f"{stem}きて", f"{stem}こない", f"{stem}こよう")


def _godan(base: str, a: str, sound: str, volitional: str, ta: str, te: str) -> Plain:
    stem = base[:-1]
    if base in ("ある", "有る", "在る"):
        return Plain(base, f"{stem}った", f"{stem}って", "ない", f"{stem}ろう")
    if base.endswith(("行く", "いく", "ゆく")):
        sound = "っ"
    if base in ASKING:
        return Plain(base, f"{base}た", f"{base}て", f"{stem}{a}ない", f"{stem}{volitional}")
    return Plain(base, f"{stem}{sound}{ta}", f"{stem}{sound}{te}", f"{stem}{a}ない", f"{stem}{volitional}")
