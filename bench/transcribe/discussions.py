"""Made discussions: many short turns of several voices, with pauses and overlaps, and when each is said."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from bench.transcribe.voices import Line, Sound, Spoken, meeting

SHORT_SHARE = 0.3
"""Of the turns; each of them under two seconds."""
OVERLAP_SHARE = 0.12
LONG = (
    "それでは、来月の防災訓練の日程についてご相談したいと思います。",
    "会場は市民体育館を予定していますが、駐車場が足りないという声が出ています。",
    "昨年は参加者が三百人ほどでしたので、今年も同じくらいを見込んでいます。",
    "受付の窓口が混み合う時間帯について、先週一週間の記録をまとめました。",
    "午前十時から十一時までが最も多く、待ち時間が二十分を超える日もありました。",
    "番号札の発券機をもう一台増やすと、費用はどのくらいかかりますか。",
    "見積もりを取ったところ、設置の工事も含めて八十万円ほどになるそうです。",
    "予算の範囲で収まるかどうか、財政課と確認してから改めて報告します。",
    "図書館の開館時間を延ばしてほしいという要望が、今年度だけで十二件ありました。",
    "職員の勤務の割り振りを考えると、平日は夜七時までが現実的だと思います。",
    "土曜日については、まず半年間だけ試してみるという方法もあります。",
    "保護者の皆さんには、来週の金曜日までに文書でお知らせする予定です。",
    "通学路の街灯が三か所切れていると、自治会から連絡をいただきました。",
    "道路の担当に伝えたところ、今月中には交換できるという返事でした。",
    "その件については、前回の会議でも話が出ていたと記憶しています。",
    "議事録を確認しましたが、継続して検討するということになっていました。",
    "ごみの分別のパンフレットは、外国語の版も用意したほうがよいと思います。",
    "英語と中国語とベトナム語については、翻訳の見通しが立っています。",
    "印刷は二千部で発注して、足りなくなったら追加する形でどうでしょうか。",
    "高齢者の方には、電話での受け付けも残しておいたほうが安心だと思います。",
    "補助金の申請の締め切りは今月の末ですので、資料を早めにそろえてください。",
    "去年の資料がそのまま使えるかどうか、私のほうで確かめておきます。",
    "駅前の駐輪場は、平日の朝はほとんど満車の状態が続いています。",
    "利用料金を見直すのであれば、条例の改正が必要になるかもしれません。",
    "まずは現地の様子を見てから、次の会議で案を出すことにしませんか。",
    "水道の料金の改定については、市民の皆さんへの説明会を三回開きます。",
    "説明会の資料には、値上げの理由を分かりやすく書いておくべきです。",
    "質問が集中しそうなところは、あらかじめ答えを用意しておきましょう。",
    "公園の遊具の点検で、二か所に不具合が見つかったという報告がありました。",
    "修理が終わるまでは使用を中止して、看板を立てておくことにします。",
)
SHORT = (
    "はい。",
    "そうですね。",
    "分かりました。",
    "なるほど。",
    "いいと思います。",
    "賛成です。",
    "お願いします。",
    "いかがですか。",
    "ええ、そうです。",
    "確認します。",
    "承知しました。",
    "それは困りますね。",
    "異議ありません。",
    "何人ですか。",
    "来週です。",
    "ありがとうございます。",
    "次に進みます。",
    "たぶん大丈夫です。",
)


@dataclass(frozen=True)
class Discussion:
    name: str
    sound: Sound
    """24 kHz."""
    spoken: list[Spoken]
    voices: int


def discussion(voices: Sequence[str], turns: int, seed: int) -> Discussion:
    """`turns` turns of `voices`; a few of them begin before the one before has ended."""
    chance = random.Random(seed)  # noqa: S311
    lines: list[Line] = []
    gaps: list[float] = []
    short = _short_turns(turns, chance)
    for n in range(turns):
        others = [voice for voice in voices if not lines or voice != lines[-1].voice] or voices
        voice = others[n % len(others)] if n < len(voices) else chance.choice(others)
        lines.append(Line(voice, chance.choice(SHORT if n in short else LONG)))
        overlaps = n > 0 and chance.random() < OVERLAP_SHARE
        gaps.append(-chance.uniform(0.2, 0.8) if overlaps else chance.uniform(0.1, 0.8))
    sound, spoken = meeting(lines, gaps)
    return Discussion(f"{len(voices)} voices, {turns} turns", sound, spoken, len(voices))


def _short_turns(turns: int, chance: random.Random) -> set[int]:
    return set(chance.sample(range(turns), round(turns * SHORT_SHARE)))
