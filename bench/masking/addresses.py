"""Addresses of a generated document, from the prefecture down to the room."""

from bench.masking import words
from bench.masking.writing import WIDE, Rng, as_kanji


def block(rng: Rng) -> str:
    """A block number: 丁目 to 号, with dashes, in full width or in kanji."""
    chome, ban, go = rng.randint(1, 9), rng.randint(1, 40), rng.randint(1, 30)
    lot = rng.randrange(8)
    if lot == 0:
        return f"{as_kanji(chome)}丁目{as_kanji(ban)}番{as_kanji(go)}号"
    if lot == 1:
        return f"{as_kanji(chome)}丁目{ban}番{go}号"
    if lot == 2:
        return f"{chome}丁目{ban}番地{rng.choice(['', f'の{go}'])}"
    if lot == 3:
        return f"{chome}-{ban}-{go}".translate(WIDE)
    if lot == 4:
        return f"{chome}丁目{ban}番{go}号".translate(WIDE)
    if lot == 5:
        return f"{rng.randint(100, 2999)}番地{rng.choice(['', str(go), f'の{go}'])}"
    return f"{chome}{rng.choice(['-', '−', '‐'])}{ban}{rng.choice(['-', '−'])}{go}"


def building(rng: Rng) -> str:
    name = rng.choice(words.BUILDING_FIRST) + rng.choice(words.BUILDING_LAST)
    room = rng.randint(101, 1205)
    tails = [
        f"{room}号室",
        f"{room}",
        f"{room}号".translate(WIDE),
        f"{rng.choice('ABC')}棟{room}号",
        f"{rng.randint(1, 9)}階",
    ]
    return f"{rng.choice(['', ' ', '　'])}{name}{rng.choice(['', ' ', '　'])}{rng.choice(tails)}"


def address(rng: Rng) -> str:
    """From the prefecture or the city down to the block, the building and the room."""
    lot = rng.random()
    if lot < 0.06:
        ward, street, crossing = map(
            rng.choice, (words.KYOTO_WARDS, words.KYOTO_STREETS, words.KYOTO_CROSSINGS)
        )
        turn = rng.choice(["上ル", "下ル", "上る", "東入ル", "西入る"])
        where = (
            f"{rng.choice(['京都府', ''])}京都市{ward}{street}{crossing}{turn}{rng.choice(words.KYOTO_TOWNS)}"
        )
        return where + f"{rng.randint(1, 700)}{rng.choice(['番地', '', '番地の2'])}"
    if lot < 0.12:
        chome = f"{rng.choice(['北', '南'])}{rng.randint(1, 30)}条{rng.choice(['東', '西'])}{rng.randint(1, 20)}丁目"
        where = f"{rng.choice(['北海道', ''])}{rng.choice(['札幌市中央区', '旭川市', '帯広市'])}{chome}{rng.randint(1, 20)}"
        return where + rng.choice([f"番{rng.randint(1, 30)}号", f"-{rng.randint(1, 30)}", "番地"])
    if lot < 0.16:
        where = f"岩手県{rng.choice(['久慈市', '八幡平市', '滝沢市'])}{rng.choice(words.TOWNS)}"
        return f"{where}第{rng.randint(1, 40)}地割{rng.randint(1, 200)}番地{rng.choice(['', '3'])}"
    prefecture, city = rng.choice(words.CITIES).split("/")
    head = rng.choice([prefecture, prefecture, ""]) + city
    if lot < 0.28:
        where = f"{head}{rng.choice(words.AZA)}{rng.choice(['', '', '甲', '乙'])}{rng.randint(1, 3000)}"
        return where + rng.choice(["番地", "番地1", "-3", "番2"])
    written = f"{head}{rng.choice(['', '', ' ', '　'])}{rng.choice(words.TOWNS)}{block(rng)}"
    return written + building(rng) if rng.random() < 0.45 else written


def short_address(rng: Rng) -> str:
    """A town and its block, the city left out."""
    chome = rng.choice([str(rng.randint(1, 9)), as_kanji(rng.randint(1, 9))])
    ban, go = rng.randint(1, 40), rng.randint(1, 30)
    number = rng.choice([f"{ban}番", f"{ban}番地", f"{ban}番{go}号", f"{ban}-{go}"])
    return f"{rng.choice(words.TOWNS)}{chome}丁目{number}"
