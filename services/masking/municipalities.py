"""Prefectures and the municipalities in an address, without a gazetteer: the form, and the names that defy it."""

import re

PREFECTURES = (
    "北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 神奈川県 "
    "新潟県 富山県 石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県 京都府 大阪府 兵庫県 "
    "奈良県 和歌山県 鳥取県 島根県 岡山県 広島県 山口県 徳島県 香川県 愛媛県 高知県 福岡県 佐賀県 長崎県 "
    "熊本県 大分県 宮崎県 鹿児島県 沖縄県"
)
DESIGNATED = "札幌|仙台|さいたま|千葉|横浜|川崎|相模原|新潟|静岡|浜松|名古屋|京都|大阪|堺|神戸|岡山|広島|北九州|福岡|熊本"
"""Cities whose wards are administrative (地方自治法252条の19)."""
TOKYO_WARDS = "千代田|中央|港|新宿|文京|台東|墨田|江東|品川|目黒|大田|世田谷|渋谷|中野|杉並|豊島|北|荒川|板橋|練馬|足立|葛飾|江戸川"
ODD_NAMES = (
    "四日市市|廿日市市|野々市市|大町市|十日町市|東村山市|武蔵村山市|羽村市|田村市|大村市|大和郡山市|蒲郡市|小郡市|"
    "余市郡余市町|余市町|杵島郡大町町|大町町|佐波郡玉村町|玉村町|赤穂郡上郡町|上郡町|中新川郡上市町|上市町|吉野郡下市町|下市町"
)
"""Names with 市, 町, 村 or 郡 in the middle, which the form would cut short."""
STEM = "(?!丁目|番地|大字)[一-龠々〆ヶケヵぁ-んァ-ヴー]"
TOWN_OF_OWN = "[町村](?=[^0-9一二三四五六七八九十 -])"
"""Without a prefecture before it 本町1-2 is a part of a city; 箱根町湯本 is a town."""
IN_ADDRESS = re.compile(
    rf"(?:〒? ?[0-9]{{3}} ?- ?[0-9]{{4}}[ ,]*)?(?P<prefecture>{'|'.join(PREFECTURES.split())})?[ ,]*"
    rf"(?P<municipality>(?:{DESIGNATED})市[一-龠ぁ-ん]{{1,3}}?(?<!地)区|(?:{TOKYO_WARDS})区|{ODD_NAMES}|"
    rf"(?:{STEM}){{1,5}}?郡(?:{STEM}){{1,6}}?[町村]|(?:{STEM}){{1,7}}?(?:市|(?(prefecture)[町村]|{TOWN_OF_OWN})))?"
)


def divided(address: str) -> tuple[str, str]:
    """Prefecture and municipality at the beginning of a folded address; empty where it names none."""
    found = IN_ADDRESS.match(address.strip())
    return (found["prefecture"] or "", found["municipality"] or "") if found else ("", "")
