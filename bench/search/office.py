"""The papers of a city office that never was: Japanese text made by rule, the same for the same seed.

Words are drawn by a law of few common and many rare ones, as in real papers; names of places and of people are
composed, so that there are thousands of them. Nothing here is copied from anywhere.
"""

import random
from collections.abc import Callable, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

SUBJECTS = (
    *("国民健康保険料", "介護保険料", "固定資産税", "住民税", "保育所", "学童保育", "児童手当", "生活保護"),
    *("下水道使用料", "水道料金", "市営住宅", "公園", "図書館", "体育館", "公民館", "防災倉庫", "避難所"),
    *("ごみ収集", "粗大ごみ", "道路占用", "河川改修", "橋りょう点検", "街路樹", "駐輪場", "地域バス"),
    *("マイナンバーカード", "住民票", "戸籍謄本", "印鑑登録", "転入届", "婚姻届", "選挙人名簿", "統計調査"),
    *("予防接種", "乳幼児健診", "がん検診", "特定健診", "認知症", "障害福祉", "民生委員", "自治会", "商店街"),
    *("観光案内", "農地転用", "有害鳥獣", "森林整備", "企業誘致", "中小企業融資", "ふるさと納税", "文化財"),
    *("学校給食", "通学路", "就学援助", "教科書", "いじめ相談", "教育委員会", "議会中継", "情報公開"),
)
ACTIONS = (
    *("減免", "申請", "審査", "交付", "更新", "廃止", "変更", "点検", "委託", "補助", "助成", "徴収", "還付"),
    *(
        "督促",
        "受付",
        "通知",
        "公表",
        "協議",
        "契約",
        "入札",
        "検査",
        "整備",
        "改修",
        "調査",
        "説明会",
        "募集",
    ),
)
PAPERS = (
    "要綱",
    "要領",
    "通知",
    "起案",
    "議事録",
    "報告書",
    "計画",
    "手引",
    "様式",
    "回答",
    "一覧",
    "仕様書",
)
SECTIONS = (
    "市民課",
    "税務課",
    "保険年金課",
    "福祉課",
    "子育て課",
    "土木課",
    "都市計画課",
    "防災課",
    "総務課",
    "財政課",
)
REASONS = (
    "災害",
    "失業",
    "病気",
    "世帯の増加",
    "制度の改正",
    "予算の不足",
    "工事の遅れ",
    "利用者の要望",
    "法令の定め",
)
ENDINGS = (
    *("することとした", "する必要がある", "について検討する", "を行った", "を予定している", "をお願いする"),
    *("に関する意見があった", "を認める", "の期限を延長する", "の結果を報告する", "の対象としない"),
)
FIRST = "東西南北上中下大小新古高長広深浅青白黒赤金銀松竹梅杉桜柳藤菊萩"
LAST = "山川田野原島崎沢谷池浜岡坂橋本村町里森林塚宮井口戸津尾"
SUFFIXES = ("txt", "docx", "pdf", "xlsx", "md")
YEARS = range(2014, 2027)
OPENINGS: tuple[Callable[[random.Random, str], str], ...] = (
    lambda chance, section: f"{section}は、{place(chance)}地区の",
    lambda chance, _: (
        f"令和{chance.randrange(1, 9)}年{chance.randrange(1, 13)}月{chance.randrange(1, 29)}日、"
    ),
    lambda chance, _: f"{place(chance)}{chance.randrange(1, 30)}番地の{place(chance)}氏から申出のあった",
    lambda chance, _: f"第{chance.randrange(1, 99)}号議案として",
    lambda chance, _: f"予算額{chance.randrange(1, 9000)}千円のうち、",
    lambda chance, _: f"{chance.choice(REASONS)}による",
)
"""How a sentence of a section begins."""


class Paper(NamedTuple):
    path: str
    title: str
    text: str
    """Paragraphs parted by line ends."""


class Office:
    def __init__(self, seed: int = 1) -> None:
        self._seed = seed

    def paper(self, number: int, passages: int = 5) -> Paper:
        """The paper of that number: always the same, whichever were made before."""
        chance = random.Random(self._seed * 1_000_003 + number)  # noqa: S311 (a sample, not a secret)
        subject, action = common(chance, SUBJECTS), common(chance, ACTIONS)
        section, year = common(chance, SECTIONS), chance.choice(YEARS)
        title = f"{subject}の{action}に関する{chance.choice(PAPERS)}（{year}年度）"
        paragraphs = (_paragraph(chance, subject, section) for _ in range(passages))
        path = f"{section}/{year}/{subject}/{title}-{number}.{chance.choice(SUFFIXES)}"
        return Paper(path, title, "\n".join(paragraphs))


def common(chance: random.Random, words: Sequence[str]) -> str:
    """One of `words`: the n-th is n times rarer than the first."""
    return chance.choices(words, cum_weights=_shares(len(words)))[0]


@cache
def _shares(count: int) -> list[float]:
    return list(accumulate(1 / rank for rank in range(1, count + 1)))


def place(chance: random.Random) -> str:
    return chance.choice(FIRST) + chance.choice(LAST) + chance.choice(("", chance.choice(LAST)))


def _paragraph(chance: random.Random, subject: str, section: str) -> str:
    """About 330 characters: one passage."""
    sentences: list[str] = []
    while sum(map(len, sentences)) < 310:
        sentences.append(
            _sentence(chance, subject if chance.random() < 0.5 else common(chance, SUBJECTS), section)
        )
    return "".join(sentences)


def _sentence(chance: random.Random, subject: str, section: str) -> str:
    action, ending = common(chance, ACTIONS), chance.choice(ENDINGS)
    opening = chance.choice(OPENINGS)(chance, section)
    return f"{opening}{subject}の{action}{ending}。"
