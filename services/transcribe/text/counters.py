"""What is counted in Arabic digits, and the words in which a kanji numeral is no count.

After 文化庁「公用文作成の考え方」(2022), I-4: Arabic digits in horizontal writing; kanji where the numeral is
part of a word (二者択一), in counts read in the old way (一つ, 一人), and in approximations (数十人).
"""

import re

QUANTITIES = {
    word: 1
    for word in (
        "円 名 件 世帯 戸 棟 台 冊 枚 本 個 か所 回 点 社 校 園 団体 班 チーム 種類 項目 議席 票 床 店舗 施設 事業 路線"
        " 頭 匹 羽 株 通 杯 食 泊 歩 歳 才 割 倍 パーセント % ％ ポイント メートル メーター キロメートル キログラム"
        " キロワット キロ センチメートル センチ ミリメートル ミリ グラム トン リットル ヘクタール アール 平方メートル"
        " 平方キロメートル 平米 立方メートル 立米 坪 ドル ユーロ 時間 週間 日間 分間 年間 秒間 か月 か国 か年 段階 区画"
        " ページ 頁 問 クラス 学級 都道府県 市町村 市町 自治体 議案 パターン カ所 ヶ所 ヵ所 箇所 ケ所 カ月 ヶ月 ヵ月"
        " 箇月 ケ月 カ年 ヶ年 箇年 カ国 ヶ国 箇国 教室 公園 会場 地区 箇条 時限 試合 センチメーター"
    ).split()
} | {
    "人": 3,
    "円": 2,
    "部": 2,
    "文字": 2,
    "段": 2,
    "席": 2,
    "組": 3,
    "箱": 3,
    "袋": 3,
    "束": 3,
    "度": 4,
    "世代": 2,
}
"""Counters and the least number from which they certainly count: 一人, 一部 and 一度 are words."""

ORDINALS = {
    word: 1
    for word in (
        "年 年度 年生 月 日 時 分 秒 号 号線 番地 番目 番線 丁目 期 期目 款 階 世紀 級 位 号室 号棟 号車 時台 便 系統"
    ).split()
} | {"番": 2, "条": 1, "項": 1, "行": 2}
"""The same for what is numbered or dated: never written with commas."""

AFTER_DAI = tuple(
    "回 次 条 項 号 章 節 期 位 子 部 款 四半期 議案 日 年 週 分科会 委員会 小 中 工区 番".split()
)
"""What is numbered after 第; 第三者 and 第一種 are words."""

COUNTERS = QUANTITIES | ORDINALS
COUNTER = re.compile("|".join(sorted(COUNTERS, key=len, reverse=True)))
DAI_COUNTER = re.compile("|".join(sorted(AFTER_DAI, key=len, reverse=True)))
SURE = frozenset("人 円 日 月 年 時 分 名 件 回 階 歳 割 倍".split())
"""Counters that hold even where a dictionary has the number and counter as a name (十人 is a place)."""
TAILS = frozenset("間 目 前 後 半 建て 以上 以下 未満 ごと ずつ 頃 末 初 台 度 生 代".split())
DECIMALS = (
    r"倍|パーセント|[%％]|ポイント|割|度|キロ|メートル|センチ|ミリ|トン|ヘクタール|平方|立方|億|万|人|歳"
)

IDIOMS = re.compile(
    "四半期|二日酔|一番(?!目|線|地)|一石二鳥|一日[千中]|三日坊主|三日月|十人十色|百人一首|十中八九|五分五分|八百屋|八百万の神"
    "|二者択一|三権分立|六法全書|七福神|二十四節気|十二支|十五夜|八十八夜|七転び八起き|四苦八苦|千差万別|一期一会"
    "|二十歳のつどい|二十歳の集い|二十日大根|一級河川|二級河川|[一二]級建築士|一戸建|一軒家|百条委員会|百条調査"
    "|[十百千万五]+円(?=[玉札]|ショップ|均一|硬貨)|一年中|一回り|[一二三四]通り|一点張り|一枚岩|一個人|一本(?:化|道|調子|釣り|立ち|槍)"
    "|一分一[秒厘]|一[月つ](?=当たり|分|余|半|足ら)|百も承知|一日も早|市内一円|一世代|二世帯住宅|三世代同居"
    "|二人三脚|一人[ひ一]|一件落着|一歩一歩|第[一二三]種|第三者|第三セクター|第一線|第一人者|第一印象|二次元|三次元"
    "|五月(?:雨|晴れ|病)|三寒四温|四六時中|一挙一動|七五三|一長一短|一喜一憂|五十歩百歩|千載一遇|一朝一夕|三位一体"
)
NEEDS_CONTEXT = {
    "一日": (r"月$", r"間|当たり|平均|目|から|まで|付|現在|号"),
    "一時": (
        r"(?:午前|午後|朝|夜|昼|深夜|未明|翌日)の?$",
        r"半|[0-9一二三四五]+分|ちょうど|から|まで|頃|ごろ",
    ),
    "十分": (
        r"時$",
        r"間|前|後|程度|ほど|休憩|以内|刻み|おき|遅れ|早[めく]|ごと|単位|弱|強|の[一二三四五六七八九]",
    ),
    "一分": (r"時$", r"間|前|後|以内|遅れ|ごと|単位|の一"),
    "二分": (r"時$", r"間|前|後|以内|遅れ|ごと|単位|の一"),
}
"""A number and its counter that is another word unless this stands before or that after it."""
