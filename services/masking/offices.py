"""Public officers acting in office: their posts and names are not masked by default.

情報公開法 5条1号ただし書ハ excepts the post and the duty of a public officer from personal information;
many ordinances except the name too. So the name is recognised as OFFICIAL and decided by the profile.
"""

import re

from services.masking.detection import Detection
from services.masking.kinds import Kind

POST = (
    "副?市長|副?町長|副?村長|副?区長|副?知事|教育長|会計管理者|[部課係室局次]長(?:補佐|代理|心得)?|主査|主任|主幹|主事|参事|"
    "技師|理事|所長|館長|支所長|出張所長|消防(?:長|署長|団長)|副?議長|議員|監査委員|教育委員|書記|政策監|危機管理監"
)
SECTION = "[一-龠ァ-ヴー]{1,10}(?:課|係|室|局)"
BEFORE = re.compile(rf"(?P<post>{POST}|{SECTION})(?:(?:の| |:|・|\(|、)? ?)$")
AFTER = re.compile(rf"^ ?\(?(?P<post>{POST})(?![一-龠])")
PRIVATE = re.compile(
    r"株式会社|有限会社|合同会社|\(株\)|\(有\)|社団法人|財団法人|社会福祉法人|医療法人|自治会|町内会|商店"
)
CLAUSE = re.compile("[\n。、]")
LINE = 60


def recognise_officials(text: str, detections: list[Detection]) -> list[Detection]:
    """`detections` in folded `text`, each person beside a public post turned into an OFFICIAL."""
    return [_in_office(text, d) if d.kind == Kind.PERSON else d for d in detections]


def _in_office(text: str, person: Detection) -> Detection:
    before = CLAUSE.split(text[max(0, person.start - LINE) : person.start])[-1]
    after = text[person.end : person.end + LINE].partition("\n")[0]
    found = AFTER.search(after) or BEFORE.search(before)
    if found is None or PRIVATE.search(before):
        return person
    return Detection(
        Kind.OFFICIAL, person.start, person.end, person.score, f"{person.why}、職名「{found['post']}」"
    )
