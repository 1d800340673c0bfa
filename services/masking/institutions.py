"""Names that are no person's: companies, places, ships and schools that carry a surname."""

import re

INSTITUTION = (
    "大学|高校|高等学校|中学校?|小学校?|学園|学院|幼稚園|保育園|病院|医院|クリニック|歯科|公園|会館|ホール|ビル|"
    "製作所|製薬|製菓|製鋼|工業|産業|工務店|建設|商店|商会|商事|酒造|醸造|銀行|証券|鉄道|電鉄|電気|電機|電灯|自動車|運輸|運送|"
    "株式会社|有限会社|合同会社|球団|艦隊|部隊|飛行場|空港|トンネル|遺跡|古墳|神社|帝国|王国|王朝|街道|温泉|農園|牧場|書店|出版"
)
PLACE = "市|町|村|区|県|郡|駅|線|山|川|島|岳|峠|寺|城|港|湖|池|橋|通|社|団|賞|杯|党|派|丸|藩"
PLACE_OF_SURNAME = re.compile(
    r"(?:橋|川|通り?|沢|坂|池|山|峠|岬|駅|港|公園|地区|線|谷|浜|台|丘|沼|湖|滝|城|海岸|団地|[都府県]|町|村|市|区|郡|会館|斎場|小|中|高)(?:[前内横裏南北]|付近|周辺|斎場|自治会|町内会|地区|団地|小学校|中学校|小|公民館|体育館|会館){0,2}"
)
"""What makes a place of a surname: 金子坂前."""
COMPANY = re.compile(
    r"[一-龠々ァ-ヴー・]{0,8}(?:株式会社|有限会社|合同会社|クリニック|病院|医院|小学校|中学校|保育園|幼稚園|工業|建設|製作所|商店|運輸)"
)
FOLLOWING = re.compile(rf"(?:{INSTITUTION}|(?:{PLACE})(?![長員議民職])|第?[0-9]+号)")
ENDING = re.compile(rf"(?:{INSTITUTION}|公民館|図書館|体育館|港|町|団|丸|部|機|艦|酒|傘下|[0-9.]+)$")


def is_institution(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` ends like, or is followed like, the name of something that is no person."""
    return FOLLOWING.match(text, end) is not None or ENDING.search(text[start:end]) is not None


def carries_a_surname(rest: str) -> bool:
    """Whether `rest`, behind a surname, makes a place of it."""
    return PLACE_OF_SURNAME.fullmatch(rest) is not None


def names_a_place(text: str, end: int) -> bool:
    """Whether the word that goes on at `end` makes a place of the surname before it: 中村 in 中村地区."""
    place = PLACE_OF_SURNAME.match(text, end)
    return place is not None and re.match("[一-龠々]", text[place.end() : place.end() + 1]) is None


def is_part_of_company(text: str, end: int) -> bool:
    """Whether the word that goes on at `end` is a company's or a clinic's name: 中村 in 中村造園土木株式会社."""
    return COMPANY.match(text, end) is not None
