from typing import ClassVar

from services.masking.kinds import Kind
from services.masking.recognizers.pattern import NO_DIGIT_BEFORE, JapanesePattern

NUMBER = "(?:[0-9]{1,3}|[一二三四五六七八九十百]{1,4})"
LIMIT = " ?(?:未満|以上|以下|以後|以降|前後|児|まで|から|代|到達|になる|となる|を超え|時点|人口|区分|刻み)"
BEING = "の(?:男|女|父|母|夫|妻|長[男女]|[次二三][男女]|祖[父母]|息子|娘|兄|弟|姉|妹|孫|方|無職|会社員|自営業|高齢者|住民|市民|町民|利用者)"


class AgeRecognizer(JapanesePattern):
    """A person's age, beside a word that speaks of one; not an age limit."""

    KIND = Kind.AGE
    WHY = "年齢"
    PATTERNS: ClassVar = (
        (rf"{NO_DIGIT_BEFORE}{NUMBER} ?[歳才](?={BEING})", 0.7),
        (rf"{NO_DIGIT_BEFORE}{NUMBER} ?[歳才](?!{LIMIT})", 0.3),
        (
            rf"(?<=(?:当時|享年|行年) ?){NUMBER} ?[歳才]|(?<=(?:享年|行年) ?){NUMBER}(?= ?(?:$|[\s、。)]))",
            0.6,
        ),
        (r"(?<=年齢 ?[:\t\n] ?(?:満 ?)?)[0-9]{1,3}(?= ?(?:$|[\s、。,)(]))", 0.6),
    )
    CONTEXT: ClassVar = (
        "年齢", "男性", "女性", "氏名", "生年月日", "さん", "様", "父", "母", "夫", "妻", "長男", "長女", "次男", "次女", "二男",
        "二女", "三男", "三女", "祖父", "祖母", "息子", "娘", "兄", "弟", "姉", "妹", "孫", "本人", "世帯主", "申請者", "相談者", "氏",
    )  # fmt: skip


class BareAgeRecognizer(JapanesePattern):
    """A number alone, in a column or after a label that asks for the age."""

    KIND = Kind.AGE
    WHY = "年齢欄の数"
    PATTERNS: ClassVar = ((r"(?<![0-9一-龠./-])(?<![0-9],)[1-9][0-9]?(?![0-9一-龠./-]|,[0-9]{3})", 0.05),)
    CONTEXT: ClassVar = ("年齢",)
