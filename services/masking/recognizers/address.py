from typing import ClassVar

from services.masking.kinds import Kind
from services.masking.municipalities import PREFECTURES
from services.masking.recognizers.pattern import JapanesePattern

KANJI = "一-龠々〆ヶケヵ"
NOT_INSIDE = f"(?<![{KANJI}])"
PREFECTURE = f"(?:{'|'.join(PREFECTURES.split())})"
KANA_NAMES = (
    "さいたま|つくばみらい|つくば|いわき|うるま|ひたちなか|かすみがうら|ふじみ野|あきる野|にかほ|つがる|みやま|うきは|えびの|"
    "いちき串木野|南さつま|たつの|南あわじ|紀の川|かほく|あわら|みよし|あま|いなべ|さぬき|東かがわ|みなかみ|ときがわ|おいらせ|"
    "むつ|いすみ|さくら|みどり|かつらぎ|まんのう|みやこ|せたな|むかわ|えりも|ニセコ|南アルプス"
)
MUNICIPALITY = f"(?:(?:{KANA_NAMES}|[{KANJI}]{{1,6}}?)(?:市|区|郡|町|村))"
TOWN = f"(?![はがにをでとへもの])[{KANJI}ぁ-んァ-ヴー]{{0,14}}?"
NUMBER = "(?:[1-9][0-9]{0,4}|[一二三四五六七八九十百]{1,4})"
UNIT = f"(?:丁目|地割|番町|番地(?:の(?={NUMBER}))?|番|号|条|線|-|の(?={NUMBER}))"
BLOCK = f"{NUMBER} ?{UNIT}(?: ?[東西南北]?{NUMBER} ?{UNIT}?){{0,5}}"
DATE = "(?:19|20)[0-9]{2}-[0-9]{1,2}-[0-9]{1,2}(?![0-9-])"
CLEAR = f"(?!{DATE})(?={NUMBER} ?(?:丁目|地割|番地|番町|[-の番] ?{NUMBER}|条[東西南北 ]?{NUMBER}))"
"""A block number that is no counter: 3番 alone may be a window."""
ROOM = "(?:[ -]?[A-Z]?[1-9][0-9]{0,4}(?![0-9]|[-(][0-9]) ?(?:号室|号棟|号|室|階|F)?)"
BUILDING_KIND = "ビル|マンション|ハイツ|コーポ|荘|アパート|ハウス|住宅|団地|レジデンス|メゾン|パレス|コート|タワー|館|棟|ヴィラ"
NAME = f"[{KANJI}ぁ-んァ-ヴーA-Za-z・]"
STEM = f"[{KANJI}ァ-ヴーA-Za-z・]"
BUILDING = f"(?: ?{NAME}{{0,12}}?(?:{BUILDING_KIND})(?:{STEM}{{0,10}} ?(?:第?[0-9A-Z]{{1,3}}棟)?{ROOM}|{STEM}{{0,10}}))"
TAIL = f"(?:{BUILDING}|[ -]{ROOM})?(?<! )"
KYOTO = f"京都市[{KANJI}]{{1,3}}区 ?[{KANJI}]{{2,14}}?(?:上|下|東入|西入)[ルる]"
"""By the nearest crossing, and up, down, east or west from it; the town's own number needs no unit."""
HIRAGANA_TOWN = f"{NOT_INSIDE}(?<![ぁ-ん](?<![はがにをでとへもの]))(?![はがにをでとへも])[ぁ-えか-のひ-もゃ-わん]{{2,5}}[{KANJI}]{{1,3}}"
MIXED_TOWN = f"{NOT_INSIDE}[{KANJI}]{{1,3}}[のがケヶッツつ][丘台浜原里森谷崎岡沢島山川田野町]{{1,2}}"
TOWN_ALONE = f"(?:{NOT_INSIDE}[{KANJI}]{{2,8}}|{MIXED_TOWN}|{HIRAGANA_TOWN})"
CHOME = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})丁目"
NEXT_FIELD = "(?! ?(?:電話|TEL|FAX|携帯|氏名|連絡先|生年|メール|0[0-9]{1,4}[-(]))"
LABEL = "(?:現?住 *所|居 *所|所在地|本籍(?:地)?|送付先|転居先|前住所|連絡先住所)"


class AddressRecognizer(JapanesePattern):
    """Addresses from the prefecture to the room number, and shorter ones that hold a block number.

    A municipality alone is a place, not an address: it counts only after a form's label.
    """

    KIND = Kind.ADDRESS
    WHY = "住所の形"
    PATTERNS: ClassVar = (
        (f"{PREFECTURE} ?{MUNICIPALITY}{{1,3}} ?{TOWN} ?{BLOCK}{TAIL}", 0.95),
        (f"{NOT_INSIDE}{MUNICIPALITY}{{1,3}} ?{TOWN} ?{CLEAR}{BLOCK}{TAIL}", 0.8),
        (
            rf"(?:京都府 ?)?{KYOTO} ?[{KANJI}ァ-ヴー]{{0,10}}"
            rf"(?: ?{NUMBER}(?: ?(?:番地?の?|-|の|号) ?(?:[1-9][0-9]{{0,3}}号?)?){{0,3}}{TAIL})?",
            0.9,
        ),
        (
            f"{TOWN_ALONE}{CHOME} ?{BLOCK}{TAIL}",
            0.7,
        ),
        (
            rf"(?<=(?:^|[ \n。、(（]){LABEL}(?:\([^)\n]{{0,10}}\))? ?[:\t\n] ?(?:〒? ?[0-9]{{3}}-[0-9]{{4}}[ \n]?)?)"
            rf"[^\s:0-9〒][^\n\t:。、]{{0,20}}?(?:[市区郡町村]|[0-9]){NAME}*"
            rf"(?:{NEXT_FIELD}(?:[ 0-9-]|{NAME})){{0,40}}(?<! )",
            0.85,
        ),
    )
    CONTEXT: ClassVar = ("住所", "居所", "所在地", "本籍", "〒", "在住")
