"""Companies, schools and facilities: kinds that are looked for only where they are asked for."""

from typing import ClassVar

from services.masking.kinds import Kind
from services.masking.recognizers.pattern import JapanesePattern

NAME = "[一-龠々ヶァ-ヴー・A-Za-z0-9]"
FORM = (
    "(?:株式会社|有限会社|合同会社|合名会社|合資会社|\\((?:株|有|同|福|医|社)\\)|(?:一般|公益)?(?:社団|財団)法人|"
    "社会福祉法人|医療法人|学校法人|宗教法人|特定非営利活動法人|NPO法人)"
)
SCHOOL = "小学校|中学校|高等学校|高校|大学院?|短期大学|専門学校|特別支援学校|幼稚園|保育園|保育所|こども園"
FACILITY = "病院|医院|クリニック|診療所|薬局|公民館|図書館|体育館|児童館|会館|センター|老人ホーム|ホーム|作業所|事業所|美術館|博物館"


class CompanyRecognizer(JapanesePattern):
    KIND = Kind.COMPANY
    WHY = "法人名の形"
    PATTERNS: ClassVar = (
        (f"{FORM} ?(?:{NAME}|[ぁ-ん](?![、。\\s])){{1,20}}?(?=$|[\\s、。,()「」]|[はがのをにともで])", 0.8),
        (f"{NAME}{{1,20}} ?(?:株式会社|有限会社|合同会社|\\((?:株|有)\\))", 0.8),
    )


class SchoolRecognizer(JapanesePattern):
    KIND = Kind.SCHOOL
    WHY = "学校名の形"
    PATTERNS: ClassVar = ((f"(?:{NAME}|[ぁ-ん](?=[一-龠ァ-ヴ])){{1,14}}(?:{SCHOOL})(?![一-龠])", 0.7),)


class FacilityRecognizer(JapanesePattern):
    KIND = Kind.FACILITY
    WHY = "施設名の形"
    PATTERNS: ClassVar = ((f"{NAME}{{1,14}}(?:{FACILITY})(?![一-龠])", 0.7),)
