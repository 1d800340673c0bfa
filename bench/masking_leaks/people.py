"""Whom the made files are about, and how their names are hidden in text."""

from dataclasses import dataclass
from random import Random

SURNAMES = ("髙橋", "山﨑", "𠮷田", "渡邊", "佐藤", "五十嵐", "小鳥遊", "長谷川", "齋藤", "鈴木")
GIVEN = ("太郎", "花子", "一郎", "美咲", "健太", "さくら", "翔", "ゆい")
READINGS = (
    "タカハシ",
    "ヤマザキ",
    "ヨシダ",
    "ワタナベ",
    "サトウ",
    "イガラシ",
    "タカナシ",
    "ハセガワ",
    "サイトウ",
    "スズキ",
)
SENTENCES = (
    "申請者は{name}である。連絡先は{phone}。",
    "{name}様（電話 {phone}）より申出があった。😀",
    "同居の親族 {name}、自宅 {phone}、以上。",
    "مرحبا {name} سلام　{phone}",
    "{name}",
)


@dataclass(frozen=True)
class Person:
    name: str
    reading: str
    phone: str

    @property
    def secrets(self) -> tuple[str, ...]:
        return self.name, self.phone

    def sentence(self, random: Random) -> str:
        return random.choice(SENTENCES).format(name=self.name, phone=self.phone)


def person(random: Random) -> Person:
    number = random.randrange(len(SURNAMES))
    phone = f"090-{random.randrange(1000, 9999)}-{random.randrange(1000, 9999)}"
    return Person(SURNAMES[number] + random.choice(GIVEN), READINGS[number], phone)


def cut(text: str, random: Random) -> list[str]:
    """A text split into runs at random."""
    cuts = sorted(random.sample(range(1, len(text)), min(len(text) - 1, random.randrange(5))))
    return [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
