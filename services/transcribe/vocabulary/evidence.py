"""What speaks for a match being the entry, and what against: boundaries, length, being an ordinary word."""

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from enum import IntEnum
from typing import NamedTuple

from services.transcribe.vocabulary.kana import morae
from services.transcribe.vocabulary.kanji import is_kanji
from services.transcribe.vocabulary.matching import Match
from services.transcribe.vocabulary.readings import Unit
from services.transcribe.vocabulary.sounds import distance

EXACT = 0.15
"""Distances up to this are but less likely readings of what is written."""
SAME = 0.2
"""Distances up to this sound the same: less likely readings, or one vowel that is longer."""
FEW_BEATS, SOME_BEATS, MANY_BEATS = 3, 5, 7
EDGED = 0.1
"""Distance for each beat of a match that begins or ends with what looks like a particle."""
NEAR = (0.1, 0.2)
"""Distance for each beat of a short and of a long entry."""
NEARLY, GARBLED = 0.25, 0.16
CLEAR, ALMOST = 0.1, 0.06
"""Distance for each beat at which sound alone is enough: of what was heard in kana, and of a long entry."""
OTHER_PART = 0.35
"""Distance for each beat of what is written otherwise: その委員会 is far from 農業委員会 where they differ."""
FRAGMENT = 0.2
"""Added to that for each further piece that both have: 会見年度医療職員 can hardly be anything else."""
SHARED = 0.5
"""Entry and stretch have half of the entry's characters in common: 立地的性化計画, 立地適正化計画."""
NAME = "人名"
HONORIFICS = tuple(
    "さん さま 様 氏 君 殿 先生 議員 委員 課長 部長 係長 室長 局長 次長 所長 館長 園長 校長 署長 主査 主任 主事 主幹"  # noqa: SIM905
    " 参事 補佐 市長 副市長 町長 村長 区長 知事 教育長 会長 副会長 理事 監事 座長 議長 係員 技師 保健師".split()
)
FROM = tuple(f"{place}の" for place in "課 室 係 部 局 会 所 館 員 団 署 校 園 院 組合 センター".split())  # noqa: SIM905
"""農政課の日下部です: how people name themselves at the beginning of what they say."""
PARTICLES = ("助詞", "助動詞")
INFLECTED = ("動詞", "形容詞", "助動詞")
JOINED = ("助動詞", "動詞")
COPULA = ("です", "でし")
VOICED_JOINING, VOICED_STEMS = ("で", "だ", "だり"), ("ん", "い")
"""飲んで and 泳いで are verbs; 曲がり before で is a noun."""
JOINING = ("て", "で", "た", "だ", "ば", "ちゃ", "たり", "だり", "ながら", "ない")
IsWord = Callable[[str], bool]


class Strength(IntEnum):
    NONE = 0
    DOUBTFUL = 1
    """Believed only where the same entry is heard elsewhere in the meeting."""
    WEAK = 2
    """Believed only where the meeting uses the vocabulary."""
    STRONG = 3


class Place(NamedTuple):
    """A match in its text."""

    text: str
    units: Sequence[Unit]
    match: Match

    @property
    def start(self) -> int:
        return self.units[self.match.first].start

    @property
    def end(self) -> int:
        return self.units[self.match.last - 1].end

    @property
    def surface(self) -> str:
        return self.text[self.start : self.end]

    @property
    def inside(self) -> Sequence[Unit]:
        return self.units[self.match.first : self.match.last]

    @property
    def before(self) -> Unit | None:
        """The unit that touches the match on the left."""
        unit = self.units[self.match.first - 1] if self.match.first else None
        return unit if unit and unit.end == self.start and unit.readings else None

    @property
    def after(self) -> Unit | None:
        unit = self.units[self.match.last] if self.match.last < len(self.units) else None
        return unit if unit and unit.start == self.end and unit.readings else None

    @property
    def heard_again(self) -> bool:
        return any(unit.heard for unit in self.inside)

    @property
    def apart_in_kana(self) -> float:
        """Distance for each beat of the entry to what was heard the second time alone."""
        kana = morae("".join(unit.heard for unit in self.inside))
        return distance(kana, self.match.sound.beats) / len(self.match.sound.beats)

    @property
    def called(self) -> bool:
        """Whether a person's name is expected here: an honorific or an office follows, or somebody names himself."""
        introduced = self.text[: self.start].endswith(FROM) and self.text[self.end :].rstrip("。") == "です"
        return introduced or self.text.startswith(HONORIFICS, self.end)

    @property
    def named(self) -> bool:
        """Whether the entry is a person's name and one is expected here."""
        return self.match.sound.entry.kind == NAME and self.called


def strength_inside(place: Place, whole: Sequence[Unit]) -> Strength:
    """The same for a match that begins or ends inside one of the `whole` units, which are then of kana: never strong."""
    edges = {edge for unit in whole for edge in (unit.start, unit.end)}
    if {place.start, place.end} <= edges or "、" in place.surface:
        return Strength.NONE
    if place.named and _heard_as_name(place):
        return Strength.WEAK
    if place.match.distance > EXACT:
        return Strength.NONE
    beats = len(place.match.sound.beats)
    return Strength.WEAK if beats >= SOME_BEATS or (beats >= FEW_BEATS and place.named) else Strength.NONE


def strength(place: Place, is_word: IsWord) -> Strength:
    """How strongly the match at `place` is the entry; `is_word` tells whether the dictionary has a word."""
    if not bounded(place):
        return Strength.DOUBTFUL if _in_row(place) else Strength.NONE
    if _phrase(place, is_word):
        return Strength.NONE
    ordinary = place.match.distance > EXACT and is_word(place.surface)
    if place.match.distance <= SAME and not ordinary:
        return _same_sound(place, is_word)
    return _near_sound(place, is_word)


def bounded(place: Place) -> bool:
    """Whether the match begins and ends where a word may: not after a word's particle, not amid an inflection."""
    first, last, before, after = place.inside[0], place.inside[-1], place.before, place.after
    edges = [unit.part in PARTICLES for unit in (first, last)]
    if any(edges) and place.match.distance > len(place.match.sound.beats) * EDGED:
        return False
    if "、" in place.surface and not _runs_on(place):
        return False
    if edges[0] and before is not None and before.part not in PARTICLES:
        return False
    if last.part not in INFLECTED or after is None or after.surface.startswith(COPULA):
        return True
    if after.surface in VOICED_JOINING and not last.surface.endswith(VOICED_STEMS):
        return True
    return after.part not in JOINED and after.surface not in JOINING


def _in_row(place: Place) -> bool:
    """Whether names are called one after another: わたらいさんはすみさん."""
    exact = place.match.distance <= EXACT and len(place.match.sound.beats) >= FEW_BEATS
    before = place.before
    return exact and place.named and before is not None and before.surface in HONORIFICS


def _runs_on(place: Place) -> bool:
    """Whether a comma inside is but a breath: わ、じゅうてい for 輪中堤."""
    beats, apart = len(place.match.sound.beats), place.match.distance
    if beats >= MANY_BEATS:
        return apart <= max(SAME, ALMOST * beats)
    return apart <= EXACT and (beats >= SOME_BEATS - place.heard_again or place.named)


def _same_sound(place: Place, is_word: IsWord) -> Strength:
    beats = len(place.match.sound.beats)
    if beats < FEW_BEATS:
        return Strength.WEAK if place.named else Strength.NONE
    if beats >= MANY_BEATS:
        return Strength.STRONG
    if is_word(place.surface):
        return Strength.DOUBTFUL if _in_compound(place, is_word) else Strength.WEAK
    if beats > FEW_BEATS and place.named:
        return Strength.STRONG
    if beats == FEW_BEATS and _edged(place) and not place.called:
        return Strength.DOUBTFUL
    plain = _only_hiragana(place.surface) or _has_digit(place.surface)
    return Strength.STRONG if beats >= SOME_BEATS and not plain else Strength.WEAK


def _near_sound(place: Place, is_word: IsWord) -> Strength:
    """A few beats are wrong, and so few that the part of the word that is written otherwise is still alike."""
    written, beats = place.match.sound.entry.written, len(place.match.sound.beats)
    if place.named and _unknown_name(place, is_word):
        return Strength.WEAK
    if beats <= FEW_BEATS or is_word(place.surface) or (_only_hiragana(place.surface) and beats < MANY_BEATS):
        return Strength.NONE
    whole = place.match.distance / beats
    if whole <= NEAR[1] and beats >= MANY_BEATS and shared(written, place.surface).share == 1.0:
        return Strength.WEAK
    if whole <= GARBLED and _garbled(place) and len(place.inside) >= FEW_BEATS:
        return Strength.WEAK
    alike = shared(place.surface, written)
    other = whole / (1 - alike.share) if alike.share < 1 else 0.0
    if whole <= NEAR[beats >= MANY_BEATS] and other <= OTHER_PART + FRAGMENT * max(0, alike.fragments - 1):
        return Strength.STRONG if beats >= MANY_BEATS and alike.share >= SHARED else Strength.WEAK
    if (whole <= ALMOST and beats >= MANY_BEATS) or (place.heard_again and place.apart_in_kana <= CLEAR):
        return Strength.WEAK
    if _has_digit(place.surface):
        return Strength.NONE
    if whole <= NEARLY and ((alike.share >= SHARED and _garbled(place)) or other <= OTHER_PART):
        return Strength.WEAK if alike.share >= SHARED else Strength.DOUBTFUL
    return Strength.NONE


def _unknown_name(place: Place, is_word: IsWord) -> bool:
    """Whether what was heard in kana, or written so and is no word, is near a name that is expected: ふさかべさん
    for 日下部さん, 姿勤まです (スガノマ) for 菅沼です."""
    if _heard_as_name(place):
        return True
    within = place.match.distance <= _near_name(place) * len(place.match.sound.beats)
    return within and _only_kana(place.surface) and not is_word(place.surface)


def _heard_as_name(place: Place) -> bool:
    return place.heard_again and place.apart_in_kana <= _near_name(place)


def _near_name(place: Place) -> float:
    """Distance for each beat."""
    return NEARLY if len(place.match.sound.beats) > FEW_BEATS else NEAR[1]


def _phrase(place: Place, is_word: IsWord) -> bool:
    """Whether the match is an ordinary word and its particle: サイトを."""
    if place.match.distance <= EXACT:
        return False
    first, last = place.inside[0], place.inside[-1]
    return (last.part in PARTICLES and is_word(place.text[place.start : last.start])) or (
        first.part in PARTICLES and is_word(place.text[first.end : place.end])
    )


def _edged(place: Place) -> bool:
    return place.inside[0].part in PARTICLES or place.inside[-1].part in PARTICLES


def _garbled(place: Place) -> bool:
    """Whether the stretch is but single kanji in a row: what is written when a word is not known."""
    return all(is_kanji(unit.surface) for unit in place.inside)


def _in_compound(place: Place, is_word: IsWord) -> bool:
    """Whether an ordinary word stands in a longer one: 帝国 in 帝国主義."""
    before, after = place.before, place.after
    return (before is not None and is_word(before.surface + place.surface)) or (
        after is not None and is_word(place.surface + after.surface)
    )


class Shared(NamedTuple):
    share: float
    """How much of a word stands in another text in the same order, 0 to 1."""
    fragments: int
    """In how many pieces."""


def shared(text: str, word: str) -> Shared:
    """What the text has of `word`, by the longest blocks first (Ratcliff and Obershelp)."""
    blocks = [b for b in SequenceMatcher(None, text, word, autojunk=False).get_matching_blocks() if b.size]
    return Shared(sum(block.size for block in blocks) / len(word), len(blocks))


def _only_hiragana(text: str) -> bool:
    return all("ぁ" <= c <= "ん" or c == "ー" for c in text)


def _only_kana(text: str) -> bool:
    return all("ぁ" <= c <= "ヺ" or c == "ー" for c in text)


def _has_digit(text: str) -> bool:
    return any(c.isdigit() for c in text)
