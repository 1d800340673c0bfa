"""How counted things are read where the number changes the sound: 3本 is さんぼん, 20日 はつか, 1人 ひとり."""

import re
from collections.abc import Iterator
from typing import NamedTuple

DAYS = (
    "",
    "ついたち",
    "ふつか",
    "みっか",
    "よっか",
    "いつか",
    "むいか",
    "なのか",
    "ようか",
    "ここのか",
    "とおか",
)
WHOLE = {f"{number}日": reading for number, reading in enumerate(DAYS) if number > 1}
WHOLE |= {
    "14日": "じゅうよっか",
    "20日": "はつか",
    "24日": "にじゅうよっか",
    "1人": "ひとり",
    "2人": "ふたり",
    "20歳": "はたち",
}
"""Read as one word; 1日 is ついたち in a date only."""
SOUNDS = {
    "本": ("ほん", "ぽん", "ぼん"), "杯": ("はい", "ぱい", "ばい"), "匹": ("ひき", "ぴき", "びき"),
    "分": ("ふん", "ぷん", "ぷん"), "階": ("かい", "かい", "がい"), "軒": ("けん", "けん", "げん"),
    "足": ("そく", "そく", "ぞく"), "票": ("ひょう", "ぴょう", "びょう"), "泊": ("はく", "ぱく", "ぱく"),
    "品": ("ひん", "ぴん", "ぴん"), "百": ("ひゃく", "ぴゃく", "びゃく"), "千": ("せん", "せん", "ぜん"),
}  # fmt: skip
"""After any other number, after 1, 6, 8 and 10, after 3."""
_PLAIN = """
月:がつ 日:にち 人:にん 年:ねん 時:じ 時間:じかん 円:えん 歳:さい 才:さい 回:かい 枚:まい 通:つう
名:めい 件:けん 号:ごう 番:ばん 丁目:ちょうめ 番地:ばんち 週間:しゅうかん 年間:ねんかん 日間:にちかん 分間:ふんかん
 年度:ねんど 万円:まんえん
億円:おくえん 千円:せんえん 万人:まんにん 万:まん 億:おく 倍:ばい 割:わり 点:てん 台:だい 部:ぶ 世帯:せたい 戸:こ
個:こ 冊:さつ 級:きゅう 類:るい 期:き 次:じ 度:ど 条:じょう 項:こう か月:かげつ ヶ月:かげつ カ月:かげつ
ヵ月:かげつ 箇月:かげつ か所:かしょ ヶ所:かしょ 箇所:かしょ 週:しゅう 秒:びょう 限:げん 組:くみ 着:ちゃく 頭:とう 区:く
学期:がっき 年生:ねんせい 年目:ねんめ 日目:にちめ 回目:かいめ 番目:ばんめ 人目:にんめ 世代:せだい 代:だい 位:い 面:めん 文字:もじ
行:ぎょう 列:れつ 機:き 両:りょう 段階:だんかい 種類:しゅるい
"""
PLAIN = dict(pair.split(":") for pair in _PLAIN.split())
UNITS = "|".join(sorted({*SOUNDS, *PLAIN}, key=len, reverse=True))
COUNTED = re.compile(rf"(?P<number>[0-9０-９][0-9０-９,，.]*)(?P<unit>{UNITS})")
NOT_HOURS = "間"
WIDTH = str.maketrans("０１２３４５６７８９，", "0123456789,")


class Read(NamedTuple):
    """text[start:end] with its reading."""

    start: int
    end: int
    reading: str


def counted(text: str) -> Iterator[Read]:
    for match in COUNTED.finditer(text):
        number = match["number"].translate(WIDTH).replace(",", "")
        unit = match["unit"]
        if number == "1" and unit == "日" and text[: match.start()].endswith("月"):
            yield Read(match.start(), match.end(), DAYS[1])
        elif (whole := WHOLE.get(number + unit)) and not text.startswith(NOT_HOURS, match.end()):
            yield Read(match.start(), match.end(), whole)
        else:
            yield Read(match.start("unit"), match.end(), _reading(number, unit))


def _reading(number: str, unit: str) -> str:
    if unit not in SOUNDS:
        return PLAIN[unit]
    usual, hard, third = SOUNDS[unit]
    if number.endswith("3"):
        return third
    if unit == "分" and number.endswith("4"):
        return hard
    return hard if number.endswith(("1", "6", "8", "0")) else usual
