"""Municipal documents to learn names from: the open templates of both sets, with other people, places and firms.

Nothing of the templates kept aside by `bench.masking.documents` is in them, nor its names.
"""

import random
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench.masking import documents, fresh, lookalikes
from bench.masking.fresh_people import Names
from bench.masking.lessons import PERSON, Lesson, lesson
from bench.masking.words import listed
from bench.masking.writing import Maker, Rng
from services.masking.kinds import Kind

PLACES = listed("""
通り 川 橋 駅 山 峠 坂 町 池 公園 地区 港 海岸 小学校 中学校 公民館 団地 神社 谷 沢 台 丘 城 岬 区 市内 町内 病院前 線
浜 島 保育園 郵便局 交差点 駐車場
""")
FIRMS = listed("""
{}建設株式会社 株式会社{}商店 {}工務店 有限会社{}製作所 {}電機株式会社 {}運輸株式会社 株式会社{}印刷 {}造園 {}病院
{}内科クリニック {}自動車 {}産業株式会社 {}法律事務所 {}歯科医院 {}不動産 合同会社{} {}組 {}酒造 {}設計事務所 {}薬局
""")


def forms(count: int, names: Names) -> Iterator[Lesson]:
    """`count` documents, the templates in turn; the same ones every time."""
    templates = [*(each for each in documents.templates() if not each.aside), *fresh.templates()]
    alike = _alike(names)
    for number in range(count):
        rng = random.Random(f"learn-{number}")  # noqa: S311 (the same text every time)
        written = documents.write(templates[number % len(templates)], rng, names.person, alike)
        people = [g for g in written.gold if g.kind in (Kind.PERSON, Kind.OFFICIAL)]
        yield lesson(written.text, [(g.start, g.end, PERSON) for g in people], people_only=True)


def installed_names(folder: Path) -> Names:
    """The list of names, in the folder of the benchmarks beside that of the models."""
    return Names.installed(folder.parent / "bench" / "masking-names")


def _alike(names: Names) -> Mapping[str, Maker]:
    """Places and firms that carry a surname of the list."""

    def surname(rng: Rng) -> str:
        return rng.choices(names.surnames, names.weights)[0][0]

    return {
        **lookalikes.MAKERS,
        "place": lambda rng: surname(rng) + rng.choice(PLACES),
        "company": lambda rng: rng.choice(FIRMS).format(surname(rng)),
    }
