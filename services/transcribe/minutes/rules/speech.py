"""How spoken sentences end and begin, what fills them, and what Whisper mishears in them."""

import re

NUMBER = "[0-9０-９一二三四五六七八九十百]+"

POLITE = (
    "でございます|でございました|でございましょう|であります|でありました"
    "|です|ます|ました|ません|ましょう|でした|ください|下さい|でしょう|ございます"
)
PARTICLES_AFTER = "かね|かな|よね|か|ね|よ"
SENTENCE_END = re.compile(
    rf"(?:{POLITE})(?:{PARTICLES_AFTER})?[。．！？!?]?$|[。．！？!?]$|(?:異議|意義|異義)なし$"
)
RUN_ON = re.compile(
    rf"(?:{POLITE})(?:(?:{PARTICLES_AFTER})(?!ろし|り|う|く|しこ|ら))?"
    r"(?!ら|か(?!しこ)|ね|よ(?!ろし|って|り)|が(?!んば)|けれ|けど|ので|のに|から|し(?!か|たが|ば|ょう)|と(?!り|い|こ|く)|って|ん|もの|の|こと"
    r"|、|。|[？！?!]|まで|でし(?:た|ょ)|だ|た|な(?!お|し|ん)|べ|ため|場合|旨|際|中|\s|$)"
    r"|(?:いこう|しよう|やろう|進めよう)(?=[^とかねよぜなっ、。？?！!\s])"
    r"|(?:する|した|だ|である|たい|ない|よう|ほしい|こと)(?=(?:これで|それでは|それで|では|次に|続いて|期限は|以上で|なお、|また、|じゃあ|ただし|はい))"
)
"""A polite ending in running text that no conjunction follows: there the recognizer left a full stop out."""
PLAIN_END = re.compile(
    r"(?:だ|だった|ない|した|する|ている|てる|よう|だろう|だね|だな|だよ|かな|よね|か|ね|よ|わ|たい|くれ|頼む|なし|多数)$"
)
"""A plain style sentence may end so at the end of a segment."""

FILLERS = re.compile(
    r"(?:^|(?<=[、。\s]))(?:え[ーえっ]*と?|あの[ーう]|えっと|そのー|まあ|まぁ|うーん?と?|んーと?)[、\s]*"
    r"|(?:えーっと|えーと|えっと|えー|あのー|そのー|うーん|んー)、?"
)

CONNECTIVE = re.compile(
    r"^(?:(?:それでは|そうしますと|そうすると|そうしたら|そしたら|したがいまして|したがって|以上により|ということで|では|じゃあ|じゃ"
    r"|それじゃあ|それじゃ|それなら|そんなら|ほんなら|ほなら|ほな|んじゃ|なら|なので|ですので|よし|よっしゃ|はい|よって|ええ|うーん|うん|まあ"
    r"|ああ|あー|おお|おう|いや(?=、)|で(?=、)|そう(?:です|だ|や)?[ねな]|[せそ]やな|いい(?:です)?ね(?=、)|なるほど|わかりました|承知しました|ありがとうございます)、?)+(?=.)"
)

HOMOPHONES = {
    "意義なし": "異議なし",
    "異義なし": "異議なし",
    "威儀なし": "異議なし",
    "意義な": "異議な",
    "ご意義": "ご異議",
    "意義あり": "異議あり",
    "異義あり": "異議あり",
    "意義はあり": "異議はあり",
    "意義ござい": "異議ござい",
    "欺題": "議題",
    "擬題": "議題",
    "疑題": "議題",
    "疑案": "議案",
    "技案": "議案",
    "裁決": "採決",
    "最決": "採決",
    "お計り": "お諮り",
    "お図り": "お諮り",
    "お測り": "お諮り",
    "家決": "可決",
    "過決": "可決",
    "仮決": "可決",
    "証人さ": "承認さ",
    "商人さ": "承認さ",
    "証人し": "承認し",
    "証人と": "承認と",
    "幻案": "原案",
    "減案": "原案",
    "現案": "原案",
    "起立他数": "起立多数",
    "賛成他数": "賛成多数",
    "参照多数": "賛成多数",
    "済択": "採択",
    "最択": "採択",
}
"""Misheard → meant, of one length, so that places in the text stay the same. Only for finding, never for show."""
POLITE_PREFIX = re.compile(
    "御(?=異議|異存|異論|了承|了解|承認|賛同|同意|理解|一任|意見|質問|質疑|発言|説明|報告|提案|審議|検討|確認|連絡|協力|紹介|指摘|用意|覧|注意|出席)"
)
DIALECT = (
    (re.compile("(?<=[でがは])ええ|^ええ(?=と思|やろ|んちゃう|んや)"), "いい"),
    (re.compile("や(?=ろ(?:う)?$|[なね]$)"), "だ"),
)
"""The copula and the 「よい」 of the west, character for character."""
_MISHEARD = re.compile("|".join(sorted(map(re.escape, HOMOPHONES), key=len, reverse=True)))


def meant(text: str) -> str:
    """The text as the rules read it: the meeting words that sound alike put right; the length stays."""
    text = POLITE_PREFIX.sub("ご", _MISHEARD.sub(lambda match: HOMOPHONES[match[0]], text))
    for spoken, standard in DIALECT:
        text = spoken.sub(standard, text)
    return text
