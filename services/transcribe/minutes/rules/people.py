"""Names of people and units as they are said in town halls."""

import re

HONORIFICS = "さん|様|氏|君|くん|先生"
TITLES = (
    "副市長|副町長|副村長|市長|町長|村長|教育長|部長|次長|課長補佐|課長|係長|局長|室長|所長|館長|園長|校長|教頭|署長|団長|隊長|班長|支所長|センター長"
    "|主任|主査|主幹|主事|参事|理事|副委員長|委員長|委員(?!会)|議長|議員|副会長|会長|会計|書記|監事|幹事|監督|管理監|リーダー|代表|顧問|社長|専務|保健師|保育士"
)
BARE_UNITS = (
    "総務|財政|企画|広報|人事|税務|福祉|土木|経理|庶務|営業|法規|管財|学務|農政|水道|経営|政策|都市計画"
)
"""Sections that people call without 課."""
UNITS = "課|係|室|部会|部|局|班|署|会議所|センター|支所|出張所|協会|協議会|連合会|自治会|町会|商工会|組合|委員会|株式会社|社協|消防団|消防署|警察署|水道局|学校|事業者|業者"
GROUPS = "各課|各地区|各区|各分団|各校|各支部|各施設|各部|各係|各班|各局|各室|各委員会|各委員|各部長|各課長|各団体|各機関|各学校|各学年|各自|各位|全員|皆さん|みなさん|皆様|両課|両者|担当課|主管課|所管課|関係課|担当者|担当|事務局|執行部|幹事会|役員"
CHIEF = "[一-龠]{1,5}(?<![延成身特最全助波冗増消])長(?![一-龠])"
"""検査科長, 組長: whatever a person may be the head of."""
NAME = "[一-龠々ヶァ-ヴーA-Za-z]{1,10}?"
PERSON = (
    rf"[一-龠]{{2,6}}担当(?:者)?|{GROUPS}|[一-龠々ヶァ-ヴー]{{0,10}}?(?:各部長|各課長)"
    rf"|{NAME}(?:{TITLES})(?!会|室|席|側|別|年度)(?:{HONORIFICS})?|(?<![一-龠々])(?:{TITLES})(?!会|室|席|側|別|年度)(?:{HONORIFICS})?|(?<![一-龠々ぁ-んァ-ヴー])[ぁ-ん]{{2,4}}(?:さん|くん)|{NAME}(?:{HONORIFICS})|{CHIEF}"
)
UNIT = rf"[一-龠々ヶァ-ヴー]{{0,10}}(?:{UNITS})(?![一-龠ァ-ヴ])|(?:子ども|こども|女性|老人)(?:会|クラブ)|(?:{BARE_UNITS})(?=さん|担当|(?:の|ご)?(?:ほう|方)|で(?!す|き|あ)|から(?!の))(?:さん|担当)?"
WHOEVER = rf"(?:{PERSON}|{UNIT})"

NOT_A_DOER = re.compile(r"^(?:市役所|役所|会議室|部会|会議所|学校|係|部|課|室|局|会|.*(?:見積|名簿))$")
LEADING = re.compile(
    r"^(?:(?:今回|今日|本日|次回|今年|来年|今度|当日|結果|一覧|今週|来週|今月|来月|件|点|旨|週|曜|[0-9]+[年月日時分]?)[後前日月中末内]*)+"
)
"""What stands before a name without a particle: 来週中総務課. 中村 and 前田 are names from their first character on."""
COUNTED = re.compile("^[年月日時分週][後前中末内]*")
"""What a number before the name leaves of its day: 10月中総務課長."""

RECEIVED = "示し|見せ|告し|出し|明し|送っ|渡し|届け|伝え|らせ|絡し|配っ|談し|せっ"
"""Before て: with these, 「委員会に示していただきたい」 names who gets it."""
ASKED_OF = 3
"""The pattern of `DOERS` that only fits a request: 「佐藤さんにお願いします」."""
_DOER = rf"(?:(?:{PERSON})(?:と|・))?(?:{WHOEVER})"
DOERS = (
    re.compile(rf"担当(?:者)?は、?(?P<who>{WHOEVER})(?=で|と|に|が|、|という)"),
    re.compile(rf"(?P<who>{WHOEVER})(?:の|ご)?(?:ほう|方)(?:で|から|に)"),
    re.compile(rf"(?:^|[、。])(?:それでは|では|じゃあ|じゃ|あと|まず|次に|はい)?、?(?P<who>{WHOEVER})、"),
    re.compile(
        rf"(?P<who>{WHOEVER})に(?:は|も)?、?(?=[^、。はが]{{0,20}}?(?:お願い|(?<!依)頼|任せ|指示|(?<!{RECEIVED})[てで](?:おいて)?(?:もら|いただ)|[てで](?:おいて)?(?:もらい(?:ま|$)|もらう|もらおう|いただきま|いただく)))"
    ),
    re.compile(rf"[^、はが](?:は|が)(?P<who>{PERSON})、"),
    re.compile(rf"(?P<who>{_DOER})(?:は|が|には|にて|において|におかれまして(?:は)?)(?!どう|いかが)"),
    re.compile(
        rf"(?P<who>{_DOER})(?:で(?!す|き|あ|し|は?ない)|から(?!の|借|もら|受け|取り寄|聞|買|届|来)|にも)"
    ),
    re.compile(rf"(?:^|を|は|て|で|に|も|じゃあ|じゃ|ほな|では|、)(?P<who>{PERSON})(?=[0-9０-９お一-龠、])"),
)
"""Where a doer stands; the surest come first."""
CALLED_LAST = re.compile(rf"(?:、|(?<=ください)|(?<=ね)|(?<=よ))(?P<who>{NAME}(?:{HONORIFICS}|{TITLES}))$")
"""Who is meant, said after what he is asked for."""
OUTSIDE = re.compile(
    r"^.*(?:業者|事業者|職員|国|県|市|町|村|会社|法人|銀行|警察|利用者|保護者|市民|住民|参加者|学生|生徒|児童|大家さん|患者さん)(?:さん)?$"
)
"""Who is talked about, not at the table: what they do is no promise."""
PUBLIC = re.compile(
    r"(?:傍聴|来場|市民|住民|お客|参加|利用|保護|欠席|希望)(?:者|さん|様|される|する|した)?(?:の?(?:方|者|皆さん|皆様|人))?(?:々)?(?:は|も|に|には)(?!確認|連絡|聞|周知|知らせ|伝え|送|配|声)"
)
"""People who are not at the table: what they are asked for is no task of the meeting."""
MYSELF = re.compile(
    r"(?P<who>私|わし|わたくし|わたし|僕|自分|俺|当課|当係|当部|こちら|うち|弊社|当社|我々|私ども|事務方)(?:ども|たち|達)?(?:は|が|も|の(?:ほう|方)(?:で|から|は)|で|から)"
)
