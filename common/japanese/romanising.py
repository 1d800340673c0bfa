"""Katakana in Latin letters: Hepburn's, as on road signs and maps; long vowels without macrons, ン always n.

The table is that of the Geographical Survey Institute's rules for names in English (国土地理院 地名等の英語表記規程).
"""

import re

_ROWS = """
ア a イ i ウ u エ e オ o カ ka キ ki ク ku ケ ke コ ko サ sa シ shi ス su セ se ソ so タ ta チ chi ツ tsu テ te ト to
ナ na ニ ni ヌ nu ネ ne ノ no ハ ha ヒ hi フ fu ヘ he ホ ho マ ma ミ mi ム mu メ me モ mo ヤ ya ユ yu ヨ yo
ラ ra リ ri ル ru レ re ロ ro ワ wa ヰ i ヱ e ヲ o ン n ガ ga ギ gi グ gu ゲ ge ゴ go ザ za ジ ji ズ zu ゼ ze ゾ zo
ダ da ヂ ji ヅ zu デ de ド do バ ba ビ bi ブ bu ベ be ボ bo パ pa ピ pi プ pu ペ pe ポ po ヴ vu
キャ kya キュ kyu キョ kyo シャ sha シュ shu ショ sho チャ cha チュ chu チョ cho ニャ nya ニュ nyu ニョ nyo
ヒャ hya ヒュ hyu ヒョ hyo ミャ mya ミュ myu ミョ myo リャ rya リュ ryu リョ ryo ギャ gya ギュ gyu ギョ gyo
ジャ ja ジュ ju ジョ jo ビャ bya ビュ byu ビョ byo ピャ pya ピュ pyu ピョ pyo
シェ she ジェ je チェ che ティ ti ディ di デュ dyu トゥ tu ドゥ du ファ fa フィ fi フェ fe フォ fo フュ fyu
ウィ wi ウェ we ウォ wo ツァ tsa ツェ tse ツォ tso ヴァ va ヴィ vi ヴェ ve ヴォ vo
"""
TABLE = dict(zip(_ROWS.split()[::2], _ROWS.split()[1::2], strict=True))
MORA = re.compile("[ァ-ヴ][ャュョァィゥェォ]|[ァ-ヴ]|ー|.")
BEGINS_WITH_U = {
    "上": "ウエ",
    "浦": "ウラ",
    "内": "ウチ",
    "梅": "ウメ",
    "海": "ウミ",
    "馬": "ウマ",
    "牛": "ウシ",
    "氏": "ウジ",
}
"""Kanji whose reading begins with ウ: behind an オ it lengthens nothing (井上 is Inoue, 山之内 Yamanouchi)."""
BREAK = "・"


def romanised(reading: str, written: str = "") -> str:
    """`reading` in katakana, capitalised: オオサカ is Osaka. `written` tells where a ウ begins a kanji of its own.

    Empty where `reading` is no kana.
    """
    for kanji, sound in BEGINS_WITH_U.items():
        if kanji in written[1:]:
            reading = re.sub(f"(?<=[^{BREAK}]){sound}", BREAK + sound, reading)
    letters: list[str] = []
    doubled = False
    for mora in MORA.findall(reading):
        if mora == "ッ":
            doubled = True
            continue
        if mora in ("ー", BREAK):
            letters.append("" if mora == "ー" else BREAK)
            continue
        if mora not in TABLE:
            return ""
        sound = TABLE[mora]
        if doubled:
            sound = ("t" if sound.startswith("ch") else sound[0]) + sound
            doubled = False
        if sound[0] in "aiueoy" and letters and letters[-1] == "n":
            sound = "'" + sound
        letters.append(sound)
    text = re.sub(r"(?<=o)[uo]|(?<=u)u", "", "".join(letters)).replace(BREAK, "")
    return text[:1].upper() + text[1:]
